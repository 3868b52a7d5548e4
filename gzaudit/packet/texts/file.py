"""All text of a file of a packet, by the ending of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.packet.texts.marked import decoded, pieces
from gzaudit.packet.texts.piece import UnreadableError
from gzaudit.packet.texts.printed import printed_pieces
from gzaudit.packet.texts.table import table_pieces
from gzaudit.packet.texts.workbook import cell_of, workbook_pieces

if TYPE_CHECKING:
    from gzaudit.packet.texts.piece import Pieces


def file_pieces(path: str, data: bytes) -> Pieces:
    """Every piece of text, with its place.

    Args:
        path: within the packet.
        data: the file's bytes.

    Raises:
        UnreadableError: it cannot be told, so that nothing can be proven of it.
        SettingsError: a component that reads such files is not installed.
    """
    ending = path.rpartition(".")[2].lower()
    if ending == "xlsx":
        return workbook_pieces(data)
    if ending == "html":
        return dict.fromkeys(pieces(decoded(data), page=True), "页面")
    if ending == "csv":
        return table_pieces(data)
    if ending == "pdf":
        return printed_pieces(data)
    raise UnreadableError(f"不认得的文件类型“{ending[:10]}”")


def place_in(path: str, data: bytes, place: str, piece: str) -> str:
    """Where people find a piece of a file: sheet and cell of a workbook, else its place as it is known."""
    return cell_of(data, place, piece) if path.lower().endswith(".xlsx") else place
