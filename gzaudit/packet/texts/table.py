"""All text of a CSV file, by row and column."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from gzaudit.packet.texts.piece import UnreadableError

if TYPE_CHECKING:
    from gzaudit.packet.texts.piece import Pieces


def table_pieces(data: bytes) -> Pieces:
    """Every field.

    Raises:
        UnreadableError: it is not UTF-8, or no CSV.
    """
    found: Pieces = {}
    try:
        for row, fields in enumerate(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")), 1):
            for column, field in enumerate(fields, 1):
                found.setdefault(field, f"第 {row} 行第 {column} 列")
    except UnicodeDecodeError as error:
        raise UnreadableError("不是 UTF-8 编码") from error
    except csv.Error as error:
        raise UnreadableError("不是完整的 CSV 文件") from error
    return found
