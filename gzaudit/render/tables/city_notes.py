"""What stands above the city's tables of counts and sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import percent_exact
from gzaudit.read.kinds import kinds
from gzaudit.render.formulas.earning import counts_steps
from gzaudit.render.formulas.facts import approved_of
from gzaudit.render.model import BookNote
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.status import status_note, unit_note
from gzaudit.render.tables.tallied import tallied_note
from gzaudit.render.tables.working import cited

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator

LIVE: Final = BookNote(
    "家数、目标以后的各栏都是公式：改动家数或目标，档次和金额随之改变；“计算过程与依据”写的是核算时的数。"
)
BY_HAND: Final = BookNote("增量逐档复利，没有准确的公式，增量档数由程序算出，不随本表改动。")
_PAID: Final = BookNote("改动验收、考核结论或各指标表的家数，应付金额随之改变。")


def indicator_notes(audit: YearAudit, rule: Indicator) -> tuple[str, ...]:
    """Unit, clause and lists of an indicator, its tiers, and what follows a change."""
    lists = "与".join(kinds()[kind].title for kind in (rule.count.list, rule.count.both) if kind)
    clause = f"依据：{cited(audit, rule.count.clause)}。" if audit.policy else ""
    notes: tuple[str, ...] = (unit_note(audit), f"{clause}计数所用名单：{lists}。")
    notes += tuple(filter(None, (tallied_note(audit, rule),)))
    if audit.policy is None:
        return notes
    notes += (f"达到档次：{tiers_told(rule)}。", LIVE)
    return notes if counts_steps(rule) else (*notes, BY_HAND)


def tiers_told(rule: Indicator) -> str:
    """The tiers of an indicator by their numbers."""
    told = ["0：未达最低一档"]
    for place, tier in enumerate(rule.tiers, 1):
        fixed = f"{tier.fixed:,} 元 + " if tier.fixed else ""
        share = f"完成率 {percent_exact(tier.at)}（{tier.word}）"
        told.append(f"{place}：{share}，{fixed}{tier.rate} 元/{rule.unit}")
    return "；".join(told)


def payment_notes(audit: YearAudit) -> tuple[str, ...]:
    """Unit, whether the sums are confirmed, what follows a change."""
    notes = ("单位：元。", status_note(audit), *switched_notes(audit))
    if audit.budget_note:
        notes += (audit.budget_note,)
    if approved_of(audit):
        notes += (
            "“人工核定”是人工决定的应付金额（见“人工决定”），代替按规则算出的数；没有核定的仍按规则算。",
        )
    return (*notes, _PAID)
