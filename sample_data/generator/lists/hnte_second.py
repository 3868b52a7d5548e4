"""第二批高企公示名单: a csv in GB 18030, with a title line and a note below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from . import csv_file

if TYPE_CHECKING:
    from pathlib import Path

    from sample_data.generator.rows import Row

NAME = "火炬中心/2025年第二批高新技术企业认定备案公示名单.csv"
_TITLE = "广东省认定机构2025年认定报备的第二批高新技术企业备案公示名单（广州市）"
_HEADINGS = ["序号", "企业名称", "统一社会信用代码", "证书编号", "发证日期", "所在区", "地址", "曾用名"]


def write(folder: Path, rows: list[Row]) -> None:
    """Write the file."""
    lines: list[list[object]] = [[_TITLE, *[""] * 7], [*_HEADINGS]]
    for number, row in enumerate(rows, 1):
        day = row["date"].strftime("%Y/%m/%d") if isinstance(row["date"], date) else row["date"]
        cells = [
            row["name"],
            row["code"],
            row["certificate"],
            day,
            row["district"],
            row["address"],
            row["former"],
        ]
        lines.append([number, *cells])
    lines.append([*[""] * 8])
    lines.append([f"共{len(rows)}家", *[""] * 7])
    csv_file.write(folder / NAME, lines, "gb18030")
