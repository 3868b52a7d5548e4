"""Deeper ways in which a statistics list could show: it joins and splits rows that the public lists know apart.

As in `test_inference`, two firms of each case stand alike in the public lists, and the statistics lists hold one
of them; here they change who is who. Then whole years of such pairs, drawn at random.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from privacy.test_inference import CASES, HERE, THERE, Case, listed, year_of
from privacy.years import DIVISIONS, Year, code, district_files, name, ordinary, other_name


def two_rows_joined(year: Year, n: int, held: bool) -> None:
    """A row without a code and one with: only the statistics list knows that they are one firm."""
    year.add("hnte", (name(n), "", HERE), (other_name(n), code(n), HERE))
    listed(year, n, held)


def two_rows_joined_by_a_former_name(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), "", HERE), (other_name(n), code(n), HERE))
    if held:
        year.add("above_scale", (other_name(n), code(n), DIVISIONS[HERE], name(n)))


def two_rows_of_two_districts_joined(year: Year, n: int, held: bool) -> None:
    """Joined, they lie in two districts, so that 企业底册 decides."""
    year.add("hnte", (name(n), "", HERE), (other_name(n), code(n), THERE))
    year.add("registry", (other_name(n), code(n), "", HERE))
    if held:
        year.add("above_scale", (name(n), code(n), DIVISIONS[HERE]))


def name_made_ambiguous(year: Year, n: int, held: bool) -> None:
    """企业底册 gives code and district; a namesake in the statistics list takes both away."""
    year.add("hnte", (name(n), "", ""))
    year.add("registry", (name(n), code(n), "", HERE))
    if held:
        year.add("above_scale", (name(n), code(n + 5000), DIVISIONS[HERE]))


def patent_made_ambiguous(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), HERE))
    year.add("patents", (name(n), "", f"ZL2025101{n:05d}", HERE))
    if held:
        year.add("above_scale", (name(n), code(n + 5000), DIVISIONS[HERE]))


def revoked_by_a_former_name(year: Year, n: int, held: bool) -> None:
    """That the firm was struck off under its former name, only the statistics list knows."""
    year.add("hnte", (name(n), code(n), HERE))
    year.add("revoked", (other_name(n), ""))
    if held:
        year.add("above_scale", (name(n), code(n), DIVISIONS[HERE], other_name(n)))


def registry_row_by_a_former_name(year: Year, n: int, held: bool) -> None:
    """A row of 企业底册 that lost its code places the firm only by a former name in the statistics list."""
    year.add("hnte", (name(n), code(n), ""))
    year.add("registry", (other_name(n), "无", "", HERE))
    if held:
        year.add("above_scale", (name(n), code(n), DIVISIONS[HERE], other_name(n)))


def registry_conflict_by_a_former_name(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), HERE))
    year.add("registry", (other_name(n), "无", "", THERE))
    if held:
        year.add("above_scale", (name(n), code(n), DIVISIONS[HERE], other_name(n)))


def registry_row_by_the_services_list(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), "", ""))
    year.add("registry", (other_name(n), code(n), "", HERE))
    if held:
        year.add("services", (name(n), code(n), DIVISIONS[HERE]))


def second_row_by_a_former_name(year: Year, n: int, held: bool) -> None:
    """A question on a row that only the statistics list knows to be a second row of the firm."""
    year.add("hnte", (other_name(n), code(n), HERE), (name(n), code(n)[:-2] + "..", HERE))
    if held:
        year.add("above_scale", (other_name(n), code(n), DIVISIONS[HERE], name(n)))


DEEP: list[Case] = [
    two_rows_joined, two_rows_joined_by_a_former_name, two_rows_of_two_districts_joined, name_made_ambiguous,
    patent_made_ambiguous, revoked_by_a_former_name, registry_row_by_a_former_name,
    registry_conflict_by_a_former_name, registry_row_by_the_services_list, second_row_by_a_former_name,
]  # fmt: skip
# Firms of the pairs of a random year; `ordinary` has the numbers from 900 on.
PAIRS = 40


@pytest.mark.parametrize("case", DEEP, ids=lambda case: case.__name__)
def test_the_districts_files_do_not_tell_which_firm_a_statistics_list_holds(
    case: Case, tmp_path: Path
) -> None:
    first = year_of(case, 1).compute(tmp_path / "first")
    second = year_of(case, 2).compute(tmp_path / "second")
    assert first.result["districts"] == second.result["districts"]
    assert district_files(first) == district_files(second)


def random_year(seed: int, sides: random.Random) -> Year:
    """Pairs of firms in random positions; `sides` draws which of each pair the statistics lists hold."""
    drawn, year = random.Random(f"cases {seed}"), ordinary()
    for pair in range(PAIRS):
        case, held = drawn.choice([*CASES, *DEEP]), sides.choice((1, 2))
        for number in (1, 2):
            case(year, 2 * pair + number, number == held)
    for kind in ("hnte", "registry", "patents"):
        drawn.shuffle(year.lists[kind])
    for kind in ("above_scale", "services"):
        sides.shuffle(year.lists[kind])
    return year


@pytest.mark.parametrize("seed", range(6))
def test_other_firms_in_the_statistics_lists_and_the_same_counts_give_the_same_bytes(
    seed: int, tmp_path: Path
) -> None:
    first, second = (
        random_year(seed, random.Random(f"{side} {seed}")).compute(tmp_path / side) for side in ("a", "b")
    )
    lists = [[each["sha256"] for each in run.result["sources"]] for run in (first, second)]
    assert lists[0] != lists[1]
    assert first.result["districts"] == second.result["districts"]
    assert district_files(first) == district_files(second)


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (two_rows_joined, "列出 14 家，核定 13 家：相差的 1 家"),
        (name_made_ambiguous, "列出 12 家，核定 11 家：相差的 1 家"),
    ],
)
def test_a_list_longer_than_the_count_is_told_as_a_number(case: Case, told: str, tmp_path: Path) -> None:
    run = year_of(case, 1).compute(tmp_path / "year")
    (page,) = [path for code_, path in run.outputs("district_report") if code_ == "440106"]
    text = page.read_text(encoding="utf-8")
    assert f"本表按公开名单{told}待市局核实。" in text
    assert name(1) in text
    assert name(2) in text
