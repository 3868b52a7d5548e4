"""Which sheets of a city's workbook formulas refer to, and where their columns stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.render.formulas.earning import makes_target, uses_prior
from gzaudit.render.formulas.facts import approved_of, scaled_to
from gzaudit.render.formulas.place import Place, first_row
from gzaudit.render.tables.city_notes import indicator_notes, payment_notes
from gzaudit.render.xlsx_text import sheet_names

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator

PAYMENTS: Final = "应付金额"
# Names that no indicator's sheet may take from the sheets that have them.
_TAKEN: Final = (
    "封面", "目录", "汇总", "说明", PAYMENTS, "付款汇总", "口径敏感性", "口径敏感性明细", "临界提示",
    "基础工作", "基础工作明细", "事项汇总", "待复核", "高企名单", "规上科服名单", "科小名单",
    "有效期内高企名单", "剔除明细", "提示", "行数平账", "数据来源", "口径", "政策依据", "口径涉及企业",
    "人工决定",
)  # fmt: skip


def indicator_sheets(audit: YearAudit) -> dict[str, str]:
    """The sheet of each indicator, by its key; a policy of one's own may call an indicator anything."""
    names = sheet_names([*_TAKEN, *(each.name for each in audit.indicators)])[len(_TAKEN) :]
    return {each.key: name for each, name in zip(audit.indicators, names, strict=True)}


def indicator_place(audit: YearAudit, rule: Indicator) -> Place:
    """Where the cells of an indicator's sheet stand."""
    notes = indicator_notes(audit, rule)
    roles = indicator_roles(rule) if audit.policy else ("district", "count", "list")
    lines = len(audit.result.districts)
    return Place(indicator_sheets(audit)[rule.key], first_row(notes), lines, roles)


def indicator_roles(rule: Indicator) -> tuple[str, ...]:
    """The columns of an indicator's sheet; those that its rule has no use for are left out."""
    used = {
        "given": makes_target(rule),
        "prior": uses_prior(rule),
        "flag": rule.exclusion is not None,
        "fixed": any(tier.fixed for tier in rule.tiers),
        "steps": rule.increment is not None,
        "growth": rule.increment is not None,
    }
    order = (
        "district count given prior flag target completion tier rate fixed per_firm steps growth amount "
        "working list"
    )
    return tuple(role for role in order.split() if used.get(role, True))


def payment_place(audit: YearAudit) -> Place:
    """Where the cells of the sheet of payments stand."""
    policy, budget = audit.policy, scaled_to(audit)
    assert policy is not None
    works = [f"{role}_{work.key}" for work in policy.works for role in ("status", "full", "paid")]
    approved = ["approved"] if approved_of(audit) else []
    scaling = ["claim", "ceiling", "capped"] if budget else ["claim"] if approved else []
    scaling += ["share", "remainder", "rank"] if budget and budget.total is not None else []
    scaling += approved
    roles = ("district", *works, "earned", "amount", "assessment", *scaling, "payable", "working")
    return Place(PAYMENTS, first_row(payment_notes(audit)), len(audit.result.districts), roles)
