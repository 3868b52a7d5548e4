"""企业底册: a csv in UTF-8 with a byte order mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import csv_file

if TYPE_CHECKING:
    from pathlib import Path

    from sample_data.generator.rows import Row

NAME = "市科技局/企业底册.csv"


def write(folder: Path, rows: list[Row]) -> None:
    """Write the file."""
    lines: list[list[object]] = [["企业名称", "统一社会信用代码", "曾用名", "所在区"]]
    lines += [[row["name"], row["code"], row["former"], row["district"]] for row in rows]
    csv_file.write(folder / NAME, lines, "utf-8-sig")
