"""One district's figures: each indicator, the sums for work done, what is payable, each with its working."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from gzaudit.render.formulas.cells import added, formula, held
from gzaudit.render.formulas.earning import Line, counts_steps, makes_target, uses_prior
from gzaudit.render.formulas.facts import given_of, scaled_to
from gzaudit.render.formulas.place import Place, first_row
from gzaudit.render.formulas.work import payable_cell, work_cell
from gzaudit.render.model import BookNote, Column, Table
from gzaudit.render.tables.city_notes import BY_HAND, tiers_told
from gzaudit.render.tables.district_counts import OwnLists
from gzaudit.render.tables.payments import claim_of
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.status import APPROVED, BUDGETED, district_status, unit_note, why_less
from gzaudit.render.tables.tallied import district_note
from gzaudit.render.tables.words import ASSESSMENT, number, work_status
from gzaudit.render.tables.working import work_headings, working

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Work
    from gzaudit.result import DistrictResult

SHEET: Final = "核算结果"
_LIVE: Final = BookNote(
    "金额、档次和完成率是公式，随家数、目标和结论改变；“计算过程与依据”写的是核算时的数。"
)
_COLUMNS = {
    "name": Column("事项", "label", 24),
    "count": Column("家数", "integer", 7),
    "given": Column("上年数（家）", "integer", 13),
    "prior": Column("增量所用上年数（家）", "integer", 11),
    "flag": Column("不予补助的情形", "flag", 12),
    "target": Column("目标（家）", "percent", 9),
    "completion": Column("完成率", "percent", 10),
    "tier": Column("达到档次或结论", "flag", 11),
    "rate": Column("标准（元/家）", "money", 13),
    "fixed": Column("定额（元）", "money", 11),
    "per_firm": Column("按家数补助（元）", "money", 13),
    "steps": Column("增量档数", "integer", 7),
    "growth": Column("增量补助（元）", "money", 12),
    "amount": Column("金额（元）", "money", 12),
    "working": Column("计算过程与依据", "wrapped", 70),
    "list": Column("名单", "text", 12),
}


def district_place(audit: YearAudit, district: DistrictResult) -> Place:
    """Where the cells of a district's sheet of results stand; its lines are those above the sum."""
    policy, rules = audit.policy, audit.indicators
    if policy is None:
        return Place(SHEET, first_row(_notes(audit, district)), len(rules), ("name", "count", "list"))
    used = {
        "given": any(makes_target(rule) for rule in rules),
        "prior": any(uses_prior(rule) for rule in rules),
        "flag": any(rule.exclusion for rule in rules),
        "fixed": bool(policy.works) or any(tier.fixed for rule in rules for tier in rule.tiers),
        "steps": any(rule.increment for rule in rules),
        "growth": any(rule.increment for rule in rules),
    }
    roles = tuple(role for role in _COLUMNS if used.get(role, True))
    return Place(SHEET, first_row(_notes(audit, district)), len(rules) + len(policy.works), roles)


def district_table(audit: YearAudit, district: DistrictResult) -> Table:
    """Each indicator with its working, then the parts paid for work done, total and payable."""
    place = district_place(audit, district)
    lists = OwnLists(audit, district)
    lines: list[dict[str, Any]] = []
    for at, rule in enumerate(audit.indicators):
        result = district.indicators[rule.key]
        line = {"name": rule.name, "count": lists.count(rule, result.count), "list": lists.link(rule)}
        if audit.policy:
            line |= Line(rule, given_of(audit, district.code), result, place, at).cells()
            line["working"] = working(audit, result.steps)
        lines.append(line)
    if audit.policy:
        for work in audit.policy.works:
            lines.append(_work_line(audit, district, place, work, len(lines)))
        lines += _sums(audit, district, place)
    return Table.of_columns(
        SHEET,
        f"{district.name} {audit.year} 年度“一区一机构”核算结果",
        [(_column(audit, role), [line.get(role, "") for line in lines]) for role in place.roles],
        notes=_notes(audit, district),
        total_rows=2 if audit.policy else 0,
        landscape=True,
    )


def _column(audit: YearAudit, role: str) -> Column:
    facts = [rule.exclusion.heading for rule in audit.indicators if rule.exclusion]
    return replace(_COLUMNS[role], heading=facts[0]) if role == "flag" and len(facts) == 1 else _COLUMNS[role]


def _notes(audit: YearAudit, district: DistrictResult) -> tuple[str, ...]:
    notes: tuple[str, ...] = (unit_note(audit), district_status(audit, district), *switched_notes(audit))
    notes += district_note(audit)
    if why_less(audit, district) == BUDGETED:
        notes += ("应付金额已按预算核减，核减办法由市局另行说明。",)
    if district.approved is not None:
        notes += (f"{APPROVED}：{district.approved:,} 元，见“人工决定”。",)
    if audit.policy is None:
        return notes
    notes += tuple(f"{rule.name}的档次：{tiers_told(rule)}。" for rule in audit.indicators)
    by_hand = () if all(counts_steps(rule) for rule in audit.indicators) else (BY_HAND,)
    return (*notes, _LIVE, *by_hand)


def _work_line(
    audit: YearAudit, district: DistrictResult, place: Place, work: Work, at: int
) -> dict[str, Any]:
    done, full = district.works[work.key], work.group_of(district.code).amount
    status = held(place.here("tier", at), work_status(work, done.status))
    sum_ = held(place.here("fixed", at), full)
    return {
        "name": work_headings(work)[1],
        "tier": status.value,
        "fixed": full,
        "amount": formula(work_cell(work, done, status, sum_), done.amount),
        "working": working(audit, done.steps),
    }


def _sums(audit: YearAudit, district: DistrictResult, place: Place) -> list[dict[str, Any]]:
    """The lines below: the sum, and what is payable of it under the conclusion of 绩效考核."""
    policy = audit.policy
    assert policy is not None
    parts = [district.indicators[each.key].amount for each in audit.indicators]
    parts += [district.works[work.key].amount for work in policy.works]
    cells = tuple(held(place.here("amount", at), value) for at, value in enumerate(parts))
    assessment = ASSESSMENT[district.assessment]
    payable: Any = number(district.payable)
    # What a budget leaves of a claim hangs on the other districts; what people approved, on nothing here.
    if scaled_to(audit) is None and district.approved is None:
        base = policy.work("base")
        at = len(audit.indicators) + (policy.works.index(base) if base else 0)
        claim = payable_cell(
            policy.payment,
            held(place.here("tier", place.lines + 1), assessment),
            held(place.here("tier", at), work_status(base, district.works["base"].status)) if base else None,
            held(place.here("amount", place.lines), district.amount),
        )
        payable = formula(claim, claim_of(audit, district))
    return [
        {"name": "合计", "amount": formula(added(cells), district.amount)},
        {
            "name": "应付",
            "tier": assessment,
            "amount": payable,
            "working": working(audit, district.steps),
        },
    ]
