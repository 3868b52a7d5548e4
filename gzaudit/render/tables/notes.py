"""What the reader of the city workbook has to know before reading on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.decide.stake import undecided_money
from gzaudit.match.fates import HNTE, PATENTS, SCALE, SMES, STOCK
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.status import COUNTED_ONLY, holds_statistics, status_note
from gzaudit.render.tables.tallied import tallied_notes
from gzaudit.render.tables.words import UNKNOWN
from gzaudit.resolve.levels import LEVELS

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit

_IDENTITY = (
    "以统一社会信用代码为准，逐字符相等才视为同一家；没有可用代码的，按名称（含曾用名、更名）在全部名单中查找，"
    "只对应一个代码的才采用。不作模糊匹配，不猜测代码。"
)
_COMPLETION = "按分数精确比较，表中百分数只取两位、不进位，仅供阅读。"
_UNKNOWN = "缺少名单、目标或上年基数的，家数或金额写“待定”；合计中有一项待定，合计即为待定。"


def undecided_note(audit: YearAudit) -> str:
    """How many 高企 are open, and what becomes of them; in a year that counts 科小, how many of these are."""
    open_ = audit.undecided()
    crossed = any(each.count.both for each in audit.indicators)
    note = (
        f"所在区待定 {open_['district_unresolved']} 家，不计入任何区；代码查不到 {open_['unresolved']} 家、"
        f"同名多码 {open_['name_ambiguous']} 家，计入高企家数"
        + ("，但与其他名单的交集无从得知。" if crossed else "。")
    )
    if not _counts_smes(audit):
        return note
    placeless = int((audit.members[SMES]["district"] == "").sum())
    return f"高企：{note}科小：所在区待定 {placeless} 家，不计入任何区。"


def undecided_sums(audit: YearAudit) -> str:
    """How much of the money is still open, by the rates now in force; "" in a year without money."""
    if audit.policy is None:
        return ""
    open_ = [each.name for each in audit.result.districts if each.payable is None]
    whose = "各区" if len(open_) == len(audit.result.districts) else "、".join(open_)
    unknown = f"；{whose}的应付金额{UNKNOWN}" if open_ else ""
    money = undecided_money(audit)
    if not money and not open_:
        return "没有因企业未定而未定的金额。"
    return f"尚未决定的企业事项涉及 {money:,} 元（按各区现行标准计，不含增量补助）{unknown}。"


def _places(audit: YearAudit) -> str:
    """Where districts come from, by the lists that this run has."""
    counted = {each.count.list for each in audit.indicators}
    there = {account.source.kind for account in audit.accounts if account.counted}
    own = "或".join(LEVELS[kind] for kind in (HNTE, STOCK, SMES) if kind in counted)
    decided = any(each.matter == "district" and each.in_force for each in audit.decisions)
    first = [LEVELS["decision"]] if decided else []
    others = [LEVELS[level] for level in ("registry", SCALE, PATENTS) if level in there]
    return (
        f"依次采用：{'、'.join([*first, own, *others, LEVELS['address']])}。都没有的不计入任何区，列为待定。"
    )


def _district_files(audit: YearAudit) -> str:
    """What the districts' lists hold and what they keep back."""
    firms = "高企、科小" if _counts_smes(audit) else "高企"
    silent = "，不反映哪些企业在统计名单中" if holds_statistics(audit) else ""
    return f"各区的文件只列公开名单直接确定的本区{firms}{silent}；核定家数多于所列家数的，差额写在名单上方。"


def _counts_smes(audit: YearAudit) -> bool:
    return any(each.count.list == SMES for each in audit.indicators)


def notes_table(audit: YearAudit) -> Table:
    """What was counted, how, and what is open."""
    policy = audit.policy
    secret = "含统计名单的比对结果，" if holds_statistics(audit) else ""
    lines = [
        ("核算年度", f"{audit.year} 年"),
        ("政策", f"{policy.document.title}（{policy.id}）" if policy else COUNTED_ONLY),
        ("核定情况", status_note(audit)),
        *([("预算", audit.budget_note)] if audit.budget_note else []),
        *(("口径", note) for note in switched_notes(audit)),
        *(("汇总数", note) for note in tallied_notes(audit)),
        ("使用范围", f"本工作簿{secret}限市局内部使用，不得外传。可发给各区的文件在“各区”文件夹。"),
        ("企业识别", _IDENTITY),
        ("去重", "每家企业在每份名单中只计一次。"),
        ("所在区", _places(audit)),
        ("待定", undecided_note(audit) + "待定的不猜测。"),
        *([("完成率", _COMPLETION)] if policy else []),
        ("“待定”字样", _UNKNOWN),
        ("各区文件", _district_files(audit)),
    ]
    return Table.of_rows(
        "说明",
        f"{audit.year} 年度核算说明",
        (Column("事项", "text", 14), Column("内容", "wrapped", 100)),
        lines,
        landscape=True,
    )
