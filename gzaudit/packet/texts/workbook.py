"""All text of a workbook: every part of its package, raw; and which cell a text stands in."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from gzaudit.packet.texts.marked import decoded, pieces
from gzaudit.packet.texts.piece import UnreadableError

if TYPE_CHECKING:
    from gzaudit.packet.texts.piece import Pieces

_MARKED: Final = (".xml", ".rels", ".vml")
_STRINGS: Final = "xl/sharedStrings.xml"
_ITEM: Final = re.compile(r"<si\b[^>]*/>|<si\b[^>]*>(.*?)</si>", re.DOTALL)
_CELL: Final = re.compile(r'<c\b(?=[^>]*\br=["\']([A-Z]+[0-9]+)["\'])([^>]*)(?<!/)>(.*?)</c>', re.DOTALL)
_SHEET: Final = re.compile(r'<sheet\b(?=[^>]*\bname="([^"]*)")(?=[^>]*\br:id="([^"]*)")[^>]*>')
_RELATED: Final = re.compile(
    r'<Relationship\b(?=[^>]*\bId="([^"]*)")(?=[^>]*\bTarget="/?(?:xl/)?([^"]*)")[^>]*>'
)
_VALUE: Final = re.compile(r"<v>([^<]*)</v>")
_TAG: Final = re.compile(r"<[^>]*>")


def workbook_pieces(data: bytes) -> Pieces:
    """Every piece of text of every part, by the part that it stands in.

    Raises:
        UnreadableError: it is no package, or a part is not XML: a picture, a program, a file within the file.
    """
    found: Pieces = {}
    for name, text in _parts(data).items():
        found.setdefault(name, name)
        for piece in pieces(text, page=False):
            found.setdefault(piece, name)
    return found


def _parts(data: bytes) -> dict[str, str]:
    texts: dict[str, str] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if package.comment:
                raise UnreadableError("文件包带有备注")
            for each in package.infolist():
                if each.filename in texts or not each.filename.lower().endswith(_MARKED):
                    raise UnreadableError(f"有不该有的部件，类型是“{each.filename.rpartition('.')[2][:10]}”")
                texts[each.filename] = decoded(package.read(each))
    except (zipfile.BadZipFile, RuntimeError, EOFError, NotImplementedError) as error:
        raise UnreadableError("不是完整的 xlsx 文件") from error
    return texts


def cell_of(data: bytes, part: str, piece: str) -> str:
    """Where people find a text that stands in a part: sheet and cell, as far as it has any.

    Args:
        data: the workbook, which `workbook_pieces` has read.
        part: that the text stands in.
        piece: the text.
    """
    texts = _parts(data)
    paths = dict(_RELATED.findall(texts.get("xl/_rels/workbook.xml.rels", "")))
    sheets = {
        f"xl/{paths.get(key, '')}": html.unescape(name)
        for name, key in _SHEET.findall(texts.get("xl/workbook.xml", ""))
    }
    wanted: set[str] = set()
    if part == _STRINGS:
        items = [html.unescape(_TAG.sub("", match[1] or "")) for match in _ITEM.finditer(texts[part])]
        wanted = {str(at) for at, text in enumerate(items) if piece in text}
    for path, name in sheets.items():
        if part not in (_STRINGS, path):
            continue
        for cell, kind, inner in _CELL.findall(texts.get(path, "")):
            value = _VALUE.search(inner)
            shared = 't="s"' in kind and value is not None and value[1] in wanted
            if shared or (part == path and piece in html.unescape(_TAG.sub("", inner))):
                return f"工作表“{name}” {cell}"
    if part == _STRINGS:
        return "没有单元格使用的文字（xl/sharedStrings.xml）"
    return f"工作表“{sheets[part]}”（{part}）" if part in sheets else part
