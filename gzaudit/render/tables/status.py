"""What a reader must know of a run before its figures: whether they are confirmed, and their unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.read.kinds import kinds
from gzaudit.render.tables.words import ASSESSMENT

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult

ESTIMATE = "测算（未核定）"
COUNTED_ONLY = "本次只计家数，不计金额"
BUDGETED = "已按预算核减"
APPROVED = "应付按人工决定核定的金额"


def status_note(audit: YearAudit) -> str:
    """Whether the sums are confirmed: without 绩效考核 for each district an estimate."""
    if audit.policy is None:
        return COUNTED_ONLY + "。"
    open_ = [each.name for each in audit.result.districts if each.assessment is None]
    if not open_:
        return "各区均有绩效考核结论。"
    whose = "各区" if len(open_) == len(audit.result.districts) else "、".join(open_)
    return f"{ESTIMATE}：{whose}尚无绩效考核结论，所列金额不作拨付依据。"


def district_status(audit: YearAudit, district: DistrictResult) -> str:
    """Whether one district's sums are confirmed; says nothing of another district."""
    if audit.policy is None:
        return status_note(audit)
    if district.assessment is None:
        return f"{ESTIMATE}：尚无绩效考核结论，所列金额不作拨付依据。"
    return f"绩效考核结论：{ASSESSMENT[district.assessment]}。"


def why_less(audit: YearAudit, district: DistrictResult) -> str:
    """Why a district is not paid what its parts come to; "" where it is, or where nothing is known."""
    if district.approved is not None:
        return APPROVED
    if audit.policy is None or district.payable is None or district.payable == district.amount:
        return ""
    rule, base = audit.policy.payment, district.base
    if district.assessment == "failed" and rule.failed == "pays_nothing":
        return "绩效考核不通过"
    if base and base.status == "rejected" and rule.base_rejected == "pays_nothing":
        return "基础验收不通过"
    return BUDGETED


def holds_statistics(audit: YearAudit) -> bool:
    """Whether there was a list of statistical micro-data; if not, no figure or flag rests on one."""
    return any(kinds()[account.source.kind].statistics for account in audit.accounts if account.source.kind)


def unit_note(audit: YearAudit) -> str:
    """The unit of a table's figures, as it stands above it."""
    return "单位：家、元。" if audit.policy else "单位：家。"
