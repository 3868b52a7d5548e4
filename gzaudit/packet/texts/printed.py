"""All text of a PDF (pypdf, of the extra `pdf`): sheets, and every text that its dictionaries hold."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from gzaudit.errors import SettingsError
from gzaudit.packet.texts.piece import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.packet.texts.piece import Pieces


# Under these names stand metadata, attached files, forms and programs; glyphs, pictures and drawing do not.
_TEXT_STREAMS: Final = frozenset(
    {"/Metadata", "/F", "/UF", "/DOS", "/Mac", "/Unix", "/XFA", "/JS", "/RC", "/RV"}
)


def printed_pieces(data: bytes) -> Pieces:
    """The text of each sheet, then properties, bookmarks, links, notes, spoken texts and attached files.

    Raises:
        UnreadableError: it is no PDF that can be read, or it is encrypted.
        SettingsError: pypdf is not installed.
    """
    pypdf = _pypdf()
    found: Pieces = {}
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
        for number, page in enumerate(reader.pages, 1):
            # A name may go over several lines of a cell: what stands on a sheet is one piece.
            text = page.extract_text()
            found.setdefault(text, f"第 {number} 页")
            for line in text.splitlines():
                found.setdefault(line, f"第 {number} 页")
        for text in _texts(pypdf, reader.trailer):
            found.setdefault(text, "文档属性、书签或附注")
    except (
        pypdf.errors.PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnreadableError("不是完整的 PDF 文件") from error
    return found


def _pypdf() -> Any:
    try:
        import pypdf
        import pypdf.errors
    except ImportError as error:
        raise SettingsError(
            "没有安装核对 PDF 的组件，不能证明其中没有别区的企业。",
            where="gzaudit package",
            found="没有 pypdf",
            action='pip install "gzaudit[pdf]"，再重新打包',
        ) from error
    return pypdf


def _texts(pypdf: Any, trailer: Any) -> Iterator[str]:
    """Every string of every dictionary that can be reached, and streams that are text themselves."""
    generic = pypdf.generic
    todo: list[tuple[str, Any]] = [("", trailer)]
    seen: set[tuple[int, bool]] = set()
    while todo:
        key, each = todo.pop()
        if isinstance(each, generic.IndirectObject):
            place = (each.idnum, key in _TEXT_STREAMS)
            if place in seen:
                continue
            seen.add(place)
            each = each.get_object()
        if isinstance(each, generic.StreamObject) and key in _TEXT_STREAMS:
            yield each.get_data().decode("utf-8", "replace")
        if isinstance(each, generic.DictionaryObject):
            yield from (str(name) for name in each)
            todo.extend((str(name), each.raw_get(name)) for name in each)
        elif isinstance(each, list):
            todo.extend((key, item) for item in each)
        elif isinstance(each, str):
            yield str(each)
        elif isinstance(each, bytes):
            yield each.decode("utf-8", "replace")
