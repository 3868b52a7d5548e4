"""The reply that a district fills in and returns: a line per figure, and the firms that it objects to.

Sheets, headings and choices are read back by the program: they stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_col_to_name

from gzaudit.render.model import Column, Formula, Table
from gzaudit.render.tables.sums import first_row
from gzaudit.render.tables.words import number, target

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult

RECEIPT: Final = "确认回执"
OBJECTIONS: Final = "异议企业"
ANSWERS: Final = ("确认", "有异议")
OBJECTION_KINDS: Final = ("应列未列", "不应列", "所在区不对", "代码或名称不对", "专利情况不对", "其他")
RECEIPT_SIGNED: Final = ("填报人", "审核人", "单位盖章", "日期")
OBJECTION_LINES: Final = 30


def receipt_table(audit: YearAudit, district: DistrictResult, result: Table) -> Table:
    """A line for each figure of the district, with what the bureau found, to be confirmed or objected to.

    Args:
        audit: the year.
        district: who replies.
        result: the district's result sheet, which the figures are taken from.
    """
    notes = (
        f"填报单位：{district.name}（{district.code}）　年度：{audit.year} 年　{_deadline(audit)}",
        "逐项在“是否确认”中选“确认”或“有异议”。没有异议也请送回。",
        f"有异议的，写明内容和依据材料；涉及企业的写名称和代码，企业较多的填在“{OBJECTIONS}”。",
        "浅黄色的格子供填写，其余的已锁定；请不要改动工作表名称和表头。",
    )
    lines = [(*figure, None, None, None, None) for figure in _figures(audit, district, result)]
    columns = (
        Column("事项", "label", 36),
        Column("单位", "flag", 7),
        Column("市局核算数", "money", 16),
        Column("是否确认", "flag", 12),
        Column("异议内容", "wrapped", 34),
        Column("依据材料", "wrapped", 26),
        Column("涉及企业名称及代码", "wrapped", 34),
    )
    return Table.of_rows(
        RECEIPT,
        f"{district.name} {audit.year} 年度核算结果确认（异议）回执",
        columns,
        lines,
        notes=notes,
        landscape=True,
        filtered=False,
        signed=RECEIPT_SIGNED,
        choices={3: ANSWERS, 4: (), 5: (), 6: ()},
    )


def objections_table(audit: YearAudit, district: DistrictResult) -> Table:
    """Empty lines for the firms that a district objects to; codes typed into them stay text."""
    columns = (
        Column("企业名称", "text", 40),
        Column("统一社会信用代码", "code", 24),
        Column("异议类型", "flag", 18),
        Column("说明", "wrapped", 40),
        Column("依据", "wrapped", 30),
    )
    notes = (
        f"填报单位：{district.name}（{district.code}）　年度：{audit.year} 年　{_deadline(audit)}",
        "一家企业一行。“异议类型”从下拉框中选；代码写 18 位统一社会信用代码。",
        "没有异议的企业就不填；行数不够的，在下面接着填。",
    )
    return Table.of_columns(
        OBJECTIONS,
        f"{district.name} {audit.year} 年度有异议的企业",
        [(column, [None] * OBJECTION_LINES) for column in columns],
        notes=notes,
        landscape=True,
        filtered=False,
        choices={0: (), 1: (), 2: OBJECTION_KINDS, 3: (), 4: ()},
    )


def reply_by(audit: YearAudit) -> str:
    """Until when a district replies, as part of a sentence."""
    day = audit.reply_until
    return f"{day.year} 年 {day.month} 月 {day.day} 日前" if day else "在市局通知的期限前"


def _deadline(audit: YearAudit) -> str:
    return f"请{reply_by(audit)}盖章送回市局。"


def _figures(audit: YearAudit, district: DistrictResult, result: Table) -> list[tuple[str, str, Any]]:
    """Each figure of the result sheet with its unit, as a live reference to its cell.

    Of an indicator these are count and target; of what is paid beside it the sum.
    """
    indicators = {each.name: district.indicators[each.key] for each in audit.indicators}
    at = {column.heading: place for place, column in enumerate(result.columns)}
    first = first_row(result.notes)
    figures: list[tuple[str, str, Any]] = []
    for row, name in enumerate(result.data[0], first):
        if name in indicators:
            figures.append(
                (name, "家", Formula(_cell(result, at["家数"], row), number(indicators[name].count)))
            )
            if "目标（家）" in at:
                # As text: a target may have decimals, and none may be rounded away.
                live = _cell(result, at["目标（家）"], row) + '&""'
                figures.append((f"{name}：目标", "家", Formula(live, target(indicators[name].target))))
        else:
            value = result.data[at["金额（元）"]][row - first]
            stored = value.value if isinstance(value, Formula) else value
            figures.append((name, "元", Formula(_cell(result, at["金额（元）"], row), stored)))
    return figures


def _cell(table: Table, column: int, row: int) -> str:
    return f"='{table.name}'!{xl_col_to_name(column)}{row}"
