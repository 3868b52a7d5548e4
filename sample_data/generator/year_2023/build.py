"""Puts the sample year 2023 together, and tells what a right run over it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sample_data.generator.facts import DISTRICTS
from sample_data.generator.rows import slip_in

from . import amounts, batches, cases, people
from .facts import PLANS, YEAR
from .soil import soil

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_data.generator.case import Case

_PARTS = ("hnte", "tech_sme", "rd_services")


class Year(NamedTuple):
    """The finished lists and the cases in them."""

    lists: batches.Lists
    cases: list[Case]


def build(taken: Iterable[str]) -> Year:
    """Make the year, the same every time; no firm gets a name out of `taken`."""
    known = [*cases.hnte_cases(), *cases.sme_cases()]
    who = people.build(known, taken)
    lists = batches.clean(who)
    soil(who, lists)
    for case in known:
        for name, rows in case.rows.items():
            slip_in(who.dice, lists.named(name), rows)
    slip_in(who.dice, lists.first, cases.last_year())
    for name, row in cases.away_smes():
        slip_in(who.dice, lists.named(name), [row])
    return Year(lists, known)


def expected(year: Year) -> dict[str, Any]:
    """What a right run finds: counts, what is left out, amounts, cases."""
    due = amounts.everyone_due()
    sums = {part: sum(each[part]["amount"] for each in due.values()) for part in _PARTS}
    counts = {code: {"hnte": PLANS[code].hnte, "tech_sme": PLANS[code].smes} for code in DISTRICTS}
    return {
        "year": YEAR,
        "counts": counts,
        "baselines": {
            code: {"hnte": PLANS[code].last_hnte, "tech_sme": PLANS[code].last_smes} for code in DISTRICTS
        },
        "due": due,
        "city": {
            "counts": {key: sum(each[key] for each in counts.values()) for key in _PARTS[:2]},
            "amounts": sums,
            "amount": sum(sums.values()),
            "payable": sum(each["payable"] for each in due.values()),
        },
        "not_counted": {
            "hnte": {
                "out_of_year": len(cases.last_year()),
                "outside_city": _found(cases.hnte_cases(), "outside_city"),
                "district_unresolved": _found(cases.hnte_cases(), "district_unresolved"),
            },
            "tech_smes": {
                "outside_city": len(cases.away_smes()),
                "district_unresolved": _found(cases.sme_cases(), "district_unresolved"),
            },
        },
        "cases": [{"name": c.name, "finding": c.finding, "severity": c.severity} for c in year.cases],
    }


def _found(known: list[Case], finding: str) -> int:
    return sum(case.finding == finding for case in known)
