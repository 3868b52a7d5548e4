"""Pages in a real browser: printed on A4 with nothing cut off, and no wider than a phone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pages.html_reading import read_page
from pages.page_runs import Run, random_run, sample_run

pytestmark = pytest.mark.system

A4 = (595, 842)


def chromium(profile: Path, *options: str) -> str:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
    return subprocess.run([*command, *options], check=True, capture_output=True, timeout=180).stdout.decode()


def tool(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()


def page_of(run: Run, district: str | None) -> Path:
    kind = "district_report" if district else "city_report"
    return dict(run.outputs(kind))[district]


@pytest.fixture(params=[None, "440106"], ids=["city", "district"])
def page(request: pytest.FixtureRequest) -> Path:
    return page_of(sample_run(), request.param)


@pytest.fixture
def printed(page: Path, tmp_path: Path) -> Path:
    pdf = tmp_path / "page.pdf"
    chromium(tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
    return pdf


def test_it_prints_on_a4_with_page_numbers_and_the_title(page: Path, printed: Path) -> None:
    info = tool("pdfinfo", "-f", "1", "-l", "999", str(printed))
    sizes = {
        (round(float(wide)), round(float(high)))
        for wide, high in re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", info)
    }
    assert sizes == {A4, A4[::-1]}
    title = "".join(read_page(page).headings[0][1].split())
    sheets = tool("pdftotext", "-layout", str(printed), "-").rstrip("\f").split("\f")
    for number, text in enumerate(sheets, 1):
        assert re.search(rf"—\s*{number}\s*—", text), number
        assert title in "".join(text.split())


def test_every_number_and_name_of_the_page_is_printed(page: Path, printed: Path) -> None:
    text = "".join(tool("pdftotext", "-raw", str(printed), "-").split())
    for table in read_page(page).tables:
        for row in table.rows:
            for cell in row:
                # Long texts may go over a page; numbers, names and codes may not be cut anywhere.
                if len(cell) <= 30:
                    assert "".join(cell.split()) in text, cell


def test_table_heads_are_repeated_on_each_sheet(printed: Path) -> None:
    sheets = tool("pdftotext", "-layout", str(printed), "-").rstrip("\f").split("\f")
    listed = [text for text in sheets if re.search(r"^\s+\d+\s+\S+\s+91\w{16}", text, re.MULTILINE)]
    workings = [text for text in sheets if "〔征集通知" in text and "计算过程与依据" not in text]
    assert all("企业名称" in text for text in listed)
    if not listed:
        assert not workings


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_only_tables_scroll_sideways(page: Path, width: int, tmp_path: Path) -> None:
    # The page itself runs no script, so a frame around it measures it.
    frame = tmp_path / "frame.html"
    frame.write_text(
        f'<!DOCTYPE html><iframe src="{page.as_uri()}" style="width:{width}px;height:900px;border:0"></iframe>'
        "<script>document.querySelector('iframe').onload = e => {"
        "const d = e.target.contentDocument.documentElement;"
        "document.title = d.clientWidth + ' ' + d.scrollWidth; }</script>",
        encoding="utf-8",
    )
    dom = chromium(
        tmp_path / "profile",
        "--allow-file-access-from-files",
        "--virtual-time-budget=5000",
        "--window-size=1400,1000",
        "--dump-dom",
        frame.as_uri(),
    )
    visible, whole = map(int, re.search(r"<title>(\d+) (\d+)</title>", dom).groups())
    assert visible >= width - 20
    assert whole <= visible


@pytest.mark.parametrize("seed", [1, 4])
def test_a_random_year_prints_too(seed: int, tmp_path: Path) -> None:
    run = random_run(seed)
    for district in (None, "440103"):
        page = page_of(run, district)
        pdf = tmp_path / f"{district}.pdf"
        chromium(tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
        text = "".join(tool("pdftotext", "-raw", str(pdf), "-").split())
        assert "".join(read_page(page).headings[0][1].split()) in text
        assert "Error" not in text
