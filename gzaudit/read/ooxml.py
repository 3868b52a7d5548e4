"""The contents of an .xlsx: its sheets in order, whether they are shown, and which part holds each."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.parsers import expat

from gzaudit.read.unusable import RESEND, Unusable
from gzaudit.read.xmlblocks import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gzaudit.read.parts import Package

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
# What else a zip may be, by a part that only it has.
_OTHER: Final = (
    ("xl/workbook.bin", "二进制工作簿（.xlsb）"),
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "演示文稿"),
    ("content.xml", "OpenDocument 文件（.ods 等）"),
    ("index/document.iwa", "苹果 Numbers 表格"),
)


class Contents(NamedTuple):
    """All sheets in workbook order, and the parts with texts and styles, wherever they lie."""

    entries: list[Entry]
    shared: list[str]


class Entry(NamedTuple):
    """One sheet of the table of contents.

    `part` is the key in `Package.names`; `worksheet` is False for chart, dialog and macro sheets.
    """

    name: str
    visible: bool
    part: str
    worksheet: bool


def contents(package: Package) -> Contents:
    """What the workbook says it holds.

    Raises:
        Unusable: no workbook, or one whose table of contents does not hold together.
    """
    if _WORKBOOK not in package.names:
        raise _no_workbook(package)
    targets = _targets(package)
    entries: list[Entry] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] != "sheet":
            return
        name = attributes.get("name", "")
        target = next((targets.get(value) for key, value in attributes.items() if key.endswith(":id")), None)
        if target is None:
            raise Unusable("目录中有工作表，却没有它的内容", place=(name,))
        part, kind = target
        entries.append(
            Entry(name, attributes.get("state", "visible") == "visible", part, kind == "worksheet")
        )

    _parse(package.pieces(_WORKBOOK), start)
    if not any(entry.worksheet for entry in entries):
        raise Unusable(
            "工作簿里没有工作表" if not entries else "工作簿里只有图表，没有工作表",
            expected="至少一个有名单的工作表",
            action="请数据提供单位提供含名单的工作簿",
        )
    for entry in entries:
        if entry.worksheet and entry.part not in package.names:
            raise Unusable("目录中有工作表，却没有它的内容", place=(entry.name,))
    shared = {part for part, kind in targets.values() if kind in ("sharedStrings", "styles")}
    return Contents(entries, sorted(shared & package.names.keys()))


def _no_workbook(package: Package) -> Unusable:
    for part, name in _OTHER:
        if part in package.names:
            return Unusable(f"实际是{name}，不是 .xlsx 工作簿")
    if any(name.endswith((".xlsx", ".xls", ".csv")) for name in package.names):
        return Unusable("实际是压缩包，里面另有表格文件", action="解压后把里面的表格放进本文件夹")
    return Unusable("实际是普通压缩包，里面没有工作簿", action=RESEND)


def _targets(package: Package) -> dict[str, tuple[str, str]]:
    """Part and kind by relation id."""
    if _RELATIONS not in package.names:
        raise Unusable("缺少工作表的对照表", place=(_RELATIONS,))
    targets: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship" and "Id" in attributes:
            target = attributes.get("Target", "").replace("\\", "/")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            kind = attributes.get("Type", "").rpartition("/")[2]
            targets[attributes["Id"]] = (part.casefold(), kind)

    _parse(package.pieces(_RELATIONS), start)
    return targets


def _parse(pieces: Iterable[bytes], start: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        for block in blocks(pieces):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise Unusable("工作簿的目录不完整或有错") from error
