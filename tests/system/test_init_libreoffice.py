"""LibreOffice opens every blank list, prints it on two pages, and saves it so that it is read as its kind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from init.forms import YEARS, fill, lists_of, made, read

from gzaudit.init.sheet import FILL

pytestmark = pytest.mark.system


def convert(tmp_path: Path, to: str, paths: list[Path], out: Path) -> None:
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", to, "--outdir"]
    subprocess.run([*command, str(out), *map(str, paths)], check=True, capture_output=True, timeout=300)


@pytest.mark.parametrize("year", YEARS)
def test_each_blank_list_prints_on_two_pages(tmp_path, year):
    workspace = made(tmp_path, year)
    blanks = {workspace / f"data/{year}" / each.path: each for each in lists_of(year)}
    convert(tmp_path, "pdf", list(blanks), tmp_path / "pdf")
    for path, blank in blanks.items():
        shown = subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / "pdf" / f"{path.stem}.pdf"), "-"],
            check=True,
            capture_output=True,
        )
        pages = shown.stdout.decode().rstrip("\f").split("\f")
        assert len(pages) == 2, path.name
        first, second = ("".join(page.split()) for page in pages)
        assert "".join(blank.title.split()) in first
        assert "见“填写说明”页。" in first  # not cut off beside few columns
        for column in blank.columns:
            assert "".join(column.heading.split()) in first
            assert "".join(column.heading.split()) in second
        assert "第1页/共2页" in first
        assert "第2页/共2页" in second


def test_what_libreoffice_saved_is_read_as_its_kind(tmp_path):
    workspace = made(tmp_path)
    for each in lists_of(2025):
        path = workspace / "data/2025" / each.path
        fill(path)
    for group in sorted((workspace / "data/2025").iterdir()):
        convert(tmp_path, "xlsx", sorted(group.iterdir()), tmp_path / "saved" / "data/2025" / group.name)
    lists = read(tmp_path / "saved", 2025)
    found = {source.path: (source.kind, source.rows) for source in lists.sources if source.sheet == FILL}
    assert found == {f"data/2025/{each.path}": (each.kind.key, 1) for each in lists_of(2025)}
