"""Puts the year together: the crowd, the dirt, the cases; and what a right count of it finds."""

from __future__ import annotations

from typing import NamedTuple

from . import patents, rows, world
from .case import Case, Clerk
from .cases import code_cases, district_cases, name_cases
from .cell_cases import branches, cell_cases, last_year
from .facts import DISTRICTS, PLANS
from .spoil import soil

_PLANNED = (
    ("hnte", "hnte"),
    ("above_scale_hnte", "above_scale"),
    ("above_scale_tech_services", "tech_services"),
    ("patent_hnte", "patents"),
)


class Year(NamedTuple):
    """The finished lists, the cases in them, and the city they tell of."""

    lists: rows.Lists
    cases: list[Case]
    city: world.World


def build() -> Year:
    """Make the year. The same every time."""
    city = world.build()
    lists = rows.clean(city)
    lists.patents = patents.clean(city)
    soil(city, lists)
    clerk = Clerk()
    cases = [*code_cases(clerk), *name_cases(clerk), *district_cases(clerk), *cell_cases(clerk, city)]
    for case in cases:
        for name, added in case.rows.items():
            rows.slip_in(city.dice, getattr(lists, name), added)
    rows.slip_in(city.dice, lists.first, last_year(clerk, city))
    rows.slip_in(city.dice, lists.above, branches(clerk, city))
    _certify(lists)
    return Year(lists, cases, city)


def _certify(lists: rows.Lists) -> None:
    """Copy the certificate numbers of the 公示名单 to the lists of the 认定办."""
    known = {row["firm"].code: row["certificate"] for row in lists.first + lists.second if "firm" in row}
    for row in lists.revoked + lists.renames:
        row["certificate"] = known.get(row["firm"].code, "")


def not_counted(year: Year) -> dict[str, int]:
    """高企 of the two batches that no district counts, by the finding that says why."""
    found = {"revoked": 0, "out_of_year": 0, "outside_city": 0, "district_unresolved": 0}
    named = {row["name"] for row in year.lists.first + year.lists.second}
    found["revoked"] = sum(row["name"] in named for row in year.lists.revoked)
    found["out_of_year"] = sum(
        str(row["certificate"]).startswith("GR20244409810") for row in year.lists.first
    )
    for case in year.cases:
        if case.finding in found:
            found[case.finding] += 1
    return found


def counts(cases: list[Case]) -> dict[str, dict[str, int]]:
    """Right counts by district and indicator: what was planned and what the cases add."""
    found = {
        district: {indicator: getattr(PLANS[district], field) for indicator, field in _PLANNED}
        for district in DISTRICTS
    }
    for case in cases:
        for indicator, district in case.counts:
            found[district][indicator] += 1
    return found
