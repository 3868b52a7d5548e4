"""From the parts to what is payable, district by district, and where other sheets find it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.render.formulas.budget import Shares, approved_line, budget_line
from gzaudit.render.formulas.cells import added, formula, held
from gzaudit.render.formulas.facts import approved_of, scaled_to
from gzaudit.render.formulas.live import Live
from gzaudit.render.formulas.work import payable_cell, work_cell
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.city_notes import payment_notes
from gzaudit.render.tables.sheets import PAYMENTS, indicator_place, payment_place
from gzaudit.render.tables.sums import sum_below
from gzaudit.render.tables.words import ASSESSMENT, work_status
from gzaudit.render.tables.words import number as shown
from gzaudit.render.tables.working import work_headings, working
from gzaudit.result import total

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Policy
    from gzaudit.render.formulas.place import Place
    from gzaudit.result import DistrictResult

_COLUMNS = {
    "district": Column("区", "label", 10),
    "earned": Column("绩效补助（元）", "money", 13),
    "amount": Column("合计（元）", "money", 12),
    "assessment": Column("绩效考核", "flag", 10),
    "claim": Column("申请额（元）", "money", 12),
    "ceiling": Column("预算（元）", "money", 12),
    "capped": Column("不超本区预算（元）", "money", 13),
    "share": Column("按比例的整元（元）", "money", 13),
    "remainder": Column("余数", "integer", 10),
    "rank": Column("余数名次", "integer", 8),
    "approved": Column("人工核定（元）", "money", 12),
    "payable": Column("应付（元）", "money", 12),
    "working": Column("计算过程与依据", "wrapped", 76),
}


def claim_of(audit: YearAudit, district: DistrictResult) -> int | None:
    """What a district claims before any budget: the sum of all parts, or 0 where nothing may be paid."""
    policy = audit.policy
    assert policy is not None
    rule, base = policy.payment, district.base
    failed = district.assessment == "failed" and rule.failed == "pays_nothing"
    lost = base is not None and base.status == "rejected" and rule.base_rejected == "pays_nothing"
    return 0 if failed or lost else district.amount


def earned_of(audit: YearAudit, district: DistrictResult) -> int | None:
    """What a district's counts earn."""
    return total(district.indicators[each.key].amount for each in audit.indicators)


def payment_table(audit: YearAudit) -> Table:
    """From the parts to what is payable, with the working of each."""
    place = payment_place(audit)
    lines = [_line(audit, place, at) for at in range(place.lines)]
    shares = _shares(audit)
    if shares:
        for at, district in enumerate(audit.result.districts):
            lines[at] |= budget_line(place, shares, district.code, at, district.payable)
    elif place.has("approved"):
        for at, district in enumerate(audit.result.districts):
            lines[at] |= approved_line(place, at, district.approved, claim_of(audit, district))
    below = _below(audit, place, shares)
    columns = [
        (_column(audit, role), [*(line[role] for line in lines), below.get(role, "")]) for role in place.roles
    ]
    return Table.of_columns(
        PAYMENTS,
        f"定额补助、绩效补助与应付金额（{audit.year} 年）",
        columns,
        notes=payment_notes(audit),
        total_rows=1,
        landscape=True,
    )


def payment_columns(audit: YearAudit) -> dict[str, tuple[Column, list[Any]]]:
    """The columns of the summary, each cell taken from the sheet of payments."""
    policy, place, districts = audit.policy, payment_place(audit), audit.result.districts
    assert policy is not None
    taken: dict[str, list[Any]] = {"earned": [earned_of(audit, each) for each in districts]}
    for work in policy.works:
        done = [each.works[work.key] for each in districts]
        taken[f"status_{work.key}"] = [work_status(work, each.status) for each in done]
        taken[f"paid_{work.key}"] = [each.amount for each in done]
    taken["amount"] = [each.amount for each in districts]
    taken["assessment"] = [ASSESSMENT[each.assessment] for each in districts]
    taken["payable"] = [each.payable for each in districts]
    return {
        role: (
            _column(audit, role),
            [formula(held(place.there(role, at), value), value) for at, value in enumerate(values)],
        )
        for role, values in taken.items()
    }


def _column(audit: YearAudit, role: str) -> Column:
    if role in _COLUMNS:
        return _COLUMNS[role]
    assert audit.policy is not None
    kind, _, key = role.partition("_")
    work = next(each for each in audit.policy.works if each.key == key)
    conclusion, sum_ = work_headings(work)
    if kind == "status":
        return Column(conclusion, "flag", 11)
    return Column(f"{sum_}（元）" if kind == "paid" else f"{sum_}标准（元）", "money", 13)


def _line(audit: YearAudit, place: Place, at: int) -> dict[str, Any]:
    policy, district = audit.policy, audit.result.districts[at]
    assert policy is not None
    line: dict[str, Any] = {"district": district.name}
    for work in policy.works:
        done, full = district.works[work.key], work.group_of(district.code).amount
        status = held(place.here(f"status_{work.key}", at), work_status(work, done.status))
        sum_ = held(place.here(f"full_{work.key}", at), full)
        line[f"status_{work.key}"], line[f"full_{work.key}"] = status.value, full
        line[f"paid_{work.key}"] = formula(work_cell(work, done, status, sum_), done.amount)
    earned = earned_of(audit, district)
    earns = [
        held(indicator_place(audit, each).there("amount", at), district.indicators[each.key].amount)
        for each in audit.indicators
    ]
    line["earned"] = formula(added(tuple(earns)), earned) if earns else shown(earned)
    parts = [
        held(place.here(f"paid_{work.key}", at), district.works[work.key].amount) for work in policy.works
    ]
    line["amount"] = formula(added((*parts, held(place.here("earned", at), earned))), district.amount)
    line["assessment"] = ASSESSMENT[district.assessment]
    claim = claim_of(audit, district)
    claims = payable_cell(
        policy.payment,
        held(place.here("assessment", at), line["assessment"]),
        _base(policy, place, district, at),
        held(place.here("amount", at), district.amount),
    )
    line["claim" if place.has("claim") else "payable"] = formula(claims, claim)
    steps = (*(step for work in district.works.values() for step in work.steps), *district.steps)
    line["working"] = working(audit, steps)
    return line


def _base(policy: Policy, place: Place, district: DistrictResult, at: int) -> Any:
    """The cell of the conclusion on the base work."""
    work = policy.work("base")
    if work is None:
        return None
    return held(place.here("status_base", at), work_status(work, district.works["base"].status))


def _shares(audit: YearAudit) -> Shares | None:
    budget = scaled_to(audit)
    if budget is None:
        return None
    codes = {each.name: each.code for each in audit.result.districts}
    own = {codes[name]: amount for name, amount in budget.districts.items()}
    claims = {each.code: claim_of(audit, each) for each in audit.result.districts}
    return Shares(claims, budget.total, own, approved_of(audit))


def _below(audit: YearAudit, place: Place, shares: Shares | None) -> dict[str, Any]:
    """The city's line: sums, and under the districts' budgets that of the city."""
    assert audit.policy is not None
    districts = audit.result.districts
    values: dict[str, list[int | None]] = {
        "earned": [earned_of(audit, each) for each in districts],
        "amount": [each.amount for each in districts],
        "payable": [each.payable for each in districts],
    }
    for work in audit.policy.works:
        values[f"paid_{work.key}"] = [each.works[work.key].amount for each in districts]
    if place.has("claim"):
        values["claim"] = [claim_of(audit, each) for each in districts]
    if shares:
        values["capped"] = list(shares.capped.values())
        if shares.total is not None:
            values["share"] = list(shares.share.values())
    below: dict[str, Any] = {role: sum_below(place, role, each) for role, each in values.items()}
    if place.has("approved"):
        whole = sum(approved_of(audit).values())
        below["approved"] = formula(Live(f"SUM({place.down('approved')})", whole), whole)
    if shares:
        below["ceiling"] = shares.total
    return below | {"district": "全市"}
