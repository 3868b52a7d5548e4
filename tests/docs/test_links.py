"""Links and pictures lead somewhere, and nothing tells on which machine the project was made."""

from __future__ import annotations

import re
import struct
from urllib.parse import unquote

import pytest
from generated import ROOT

PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "sample_data" / "README.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]
PICTURES = sorted((ROOT / "docs" / "images").glob("*.png"))
PLAIN = [
    *PAGES,
    *(
        ROOT / name
        for name in (
            "Makefile",
            "pyproject.toml",
            ".ci/run",
            ".gitattributes",
            "requirements/constraints.txt",
        )
    ),
]
LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)\)")
FENCED = re.compile(r"```.*?```", re.DOTALL)
# An absolute path of a system is named only where every machine has it.
EVERYWHERE = {"bin", "dev", "etc", "opt", "srv", "usr"}


def anchors(path) -> set[str]:
    """Anchors of a page's headings, as code hosts make them: lower case, marks gone, blanks to hyphens."""
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ +(.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    for link in LINK.findall(FENCED.sub("", path.read_text(encoding="utf-8"))):
        name, _, anchor = unquote(link).partition("#")
        assert not re.match(r"\w+:", name), f"外部链接 {link}"
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target), link


def test_pictures_are_small_and_shown():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert PICTURES
    for picture in PICTURES:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(data) < 300_000
        assert min(struct.unpack(">II", data[16:24])) > 400
        assert f"](docs/images/{picture.name})" in readme


def test_every_document_is_reached_from_the_readme():
    seen, open_ = set(), [ROOT / "README.md"]
    while open_:
        page = open_.pop()
        seen.add(page)
        names = (unquote(link).partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8")))
        targets = {(page.parent / name).resolve() for name in names if name.endswith(".md")}
        open_ += targets - seen - set(open_)
    assert set(PAGES) <= seen


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_names_a_machine_or_a_registry(path):
    text = path.read_text(encoding="utf-8")
    first = set(re.findall(r"(?<![\w.:/}）)\]*~\"-])/([A-Za-z]\w*)/", text))
    assert first <= EVERYWHERE
    assert not re.findall(r"\b[A-Za-z]:\\\w", text)
    assert not re.findall(r"\w+://\S+", text)
    assert not re.findall(r"(?:index-url|find-links|trusted-host)", text)
