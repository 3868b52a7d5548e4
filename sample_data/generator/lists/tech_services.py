"""规模以上科技服务业企业名单: an .xls of the old kind, as the bureau's system exports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlwt  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from pathlib import Path

    from sample_data.generator.rows import Row

NAME = "市统计局/2025年规模以上科技服务业企业名单.xls"
_HEADINGS = ("序号", "单位详细名称", "统一社会信用代码", "行政区划代码", "所在区", "行业代码", "单位类型")
_WIDTHS = (7, 46, 24, 16, 12, 10, 12)


def write(folder: Path, rows: list[Row]) -> None:
    """Write the workbook."""
    path = folder / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("科服名单")
    bold = xlwt.easyxf("font: bold on; align: horiz center")
    for column, width in enumerate(_WIDTHS):
        sheet.col(column).width = width * 256
    sheet.write_merge(0, 0, 0, len(_HEADINGS) - 1, "2025年规模以上科技服务业企业名单", bold)
    for column, heading in enumerate(_HEADINGS):
        sheet.write(1, column, heading, bold)
    for number, row in enumerate(rows, 1):
        cells = [row["name"], row["code"], row["area"], row["district"], row["industry"], row["unit"]]
        for column, cell in enumerate([number, *cells]):
            if cell != "":
                sheet.write(1 + number, column, cell)
    sheet.write(len(rows) + 3, 0, f"共{len(rows)}家。注：名单口径以市统计局为准（虚构样例）。")
    book.save(str(path))
