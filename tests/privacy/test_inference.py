"""An attacker with all 11 districts' files and the public lists cannot tell which 高企 a statistics list holds.

Each case has two firms of one district that the public lists treat alike. In one year the statistics lists hold
the first, in the other the second, so that all counts are equal. If a single byte of what the districts are sent
differed between the two years, it would tell which of them it was.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from privacy.years import DIVISIONS, Year, code, district_files, name, ordinary, other_name

Case = Callable[[Year, int, bool], None]
HERE, THERE = "天河区", "越秀区"


def listed(year: Year, n: int, held: bool, division: str = HERE) -> None:
    """In the statistics list or not."""
    if held:
        year.add("above_scale", (name(n), code(n), DIVISIONS[division]))


def plain_member(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), HERE))
    listed(year, n, held)


def member_elsewhere(year: Year, n: int, held: bool) -> None:
    """The statistics list places it in another district, but is not asked."""
    year.add("hnte", (name(n), code(n), HERE))
    listed(year, n, held, THERE)


def services_member(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), HERE))
    if held:
        year.add("services", (name(n), code(n), DIVISIONS[HERE]))


def only_source_of_the_code(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), "", HERE))
    listed(year, n, held)


def code_by_a_former_name(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), "", HERE))
    if held:
        year.add("above_scale", (other_name(n), code(n), DIVISIONS[HERE], name(n)))


def code_that_leads_to_the_registry(year: Year, n: int, held: bool) -> None:
    """Only the statistics list knows that the name and the registry's code belong together."""
    year.add("hnte", (name(n), "", ""))
    year.add("registry", (other_name(n), code(n), "", HERE))
    listed(year, n, held)


def code_that_leads_to_a_patent(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), "", HERE))
    year.add("patents", (other_name(n), code(n), f"ZL2025101{n:05d}", HERE))
    listed(year, n, held)


def patent_that_leads_to_the_firm(year: Year, n: int, held: bool) -> None:
    """The patent names no code; only the statistics list knows its owner's former name."""
    year.add("hnte", (name(n), code(n), HERE))
    year.add("patents", (other_name(n), "", f"ZL2025101{n:05d}", THERE))
    if held:
        year.add("above_scale", (name(n), code(n), DIVISIONS[HERE], other_name(n)))


def only_source_of_the_district(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), ""))
    listed(year, n, held)


def address_that_agrees(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), "", f"广东省广州市{HERE}中山大道{n}号"))
    listed(year, n, held)


def address_that_is_overruled(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), "", f"广东省广州市{THERE}中山路{n}号"))
    listed(year, n, held)


def patent_district_that_agrees(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), ""))
    year.add("patents", (name(n), code(n), f"ZL2025101{n:05d}", HERE))
    listed(year, n, held)


def patent_district_that_is_overruled(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), ""))
    year.add("patents", (name(n), code(n), f"ZL2025101{n:05d}", THERE))
    listed(year, n, held)


def patent_and_address_that_disagree(year: Year, n: int, held: bool) -> None:
    """A conflict between public sources that is told only where the statistics list is silent."""
    year.add("hnte", (name(n), code(n), "", f"广东省广州市{THERE}中山路{n}号"))
    year.add("patents", (name(n), code(n), f"ZL2025101{n:05d}", HERE))
    listed(year, n, held)


def two_rows_two_districts(year: Year, n: int, held: bool) -> None:
    """The 高企 list contradicts itself, so that the statistics list decides."""
    year.add("hnte", (name(n), code(n), HERE), (name(n), code(n), THERE))
    listed(year, n, held)


def public_conflict(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), HERE))
    year.add("registry", (name(n), code(n), "", THERE))
    listed(year, n, held)


def wrong_check_character(year: Year, n: int, held: bool) -> None:
    """A question to the district about its row, placed by an address."""
    wrong = code(n)[:-1] + ("0" if code(n)[-1] != "0" else "1")
    year.add("hnte", (name(n), wrong, "", f"广东省广州市{HERE}中山大道{n}号"))
    if held:
        year.add("above_scale", (name(n), wrong, DIVISIONS[HERE]))


def lost_code(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n)[:-3] + "...", HERE))
    listed(year, n, held)


def name_of_another_firm(year: Year, n: int, held: bool) -> None:
    """The statistics list holds a firm of the same name with another code."""
    year.add("hnte", (name(n), code(n), HERE))
    if held:
        year.add("above_scale", (name(n), code(n + 5000), DIVISIONS[HERE]))


def other_name_in_the_list(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), HERE))
    if held:
        year.add("above_scale", (other_name(n), code(n), DIVISIONS[HERE]))


def listed_twice(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), HERE), (name(n), code(n), HERE))
    if held:
        year.add("above_scale", *[(name(n), code(n), DIVISIONS[HERE])] * 2)


def placed_by_the_registry(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), "", ""))
    year.add("registry", (name(n), code(n), "", HERE))
    listed(year, n, held, THERE)


def former_district(year: Year, n: int, held: bool) -> None:
    year.add("hnte", (name(n), code(n), "", ""))
    year.add("registry", (name(n), code(n), "", "东山区"))
    year.add("patents", (name(n), code(n), f"ZL2025101{n:05d}", "萝岗区"))
    listed(year, n, held)


CASES: list[Case] = [
    plain_member, member_elsewhere, services_member, only_source_of_the_code, code_by_a_former_name,
    code_that_leads_to_the_registry, code_that_leads_to_a_patent, patent_that_leads_to_the_firm,
    only_source_of_the_district, address_that_agrees, address_that_is_overruled, patent_district_that_agrees,
    patent_district_that_is_overruled, patent_and_address_that_disagree, two_rows_two_districts, public_conflict,
    wrong_check_character, lost_code, name_of_another_firm, other_name_in_the_list, listed_twice,
    placed_by_the_registry, former_district,
]  # fmt: skip


def year_of(case: Case, held: int) -> Year:
    """Two firms in the same position, of which the statistics lists hold one."""
    year = ordinary()
    for number in (1, 2):
        case(year, number, held == number)
    # Where a row stands in a statistics list must not matter either: it goes first.
    for kind in ("above_scale", "services"):
        year.lists[kind] = year.lists[kind][::-1]
    return year


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_districts_files_do_not_tell_which_firm_a_statistics_list_holds(
    case: Case, tmp_path: Path
) -> None:
    first = year_of(case, 1).compute(tmp_path / "first")
    second = year_of(case, 2).compute(tmp_path / "second")
    for run in (first, second):
        counts = [each["indicators"]["above_scale_hnte"]["count"] for each in run.result["districts"]]
        assert counts == [
            each["indicators"]["above_scale_hnte"]["count"] for each in first.result["districts"]
        ]
    assert first.result["districts"] == second.result["districts"]
    files = district_files(first)
    assert len({path.split("/")[0] for path in files}) == 11
    assert files == district_files(second)


def test_the_comparison_can_see_a_difference(tmp_path: Path) -> None:
    """The files are not equal for want of content: another public row changes them."""
    first = year_of(plain_member, 1).compute(tmp_path / "first")
    year = year_of(plain_member, 1)
    year.lists["hnte"] = [
        (row[0] + "（集团）", *row[1:]) if row[0] == name(900) else row for row in year.lists["hnte"]
    ]
    files, other = district_files(first), district_files(year.compute(tmp_path / "second"))
    differing = [path for path in files if files[path] != other[path]]
    # A workbook's cover names the lists with their digests, which are public and the same for all districts.
    assert {path.split("/")[0] for path in differing if not path.endswith(".xlsx")} == {"440106天河区"}
    assert len(differing) < len(files)


@pytest.mark.parametrize("case", [only_source_of_the_district, address_that_agrees])
def test_a_firm_that_is_not_listed_is_told_as_a_number(case: Case, tmp_path: Path) -> None:
    run = year_of(case, 1).compute(tmp_path / "year")
    (page,) = [path for code_, path in run.outputs("district_report") if code_ == "440106"]
    text = page.read_text(encoding="utf-8")
    count = next(each for each in run.result["districts"] if each["code"] == "440106")["indicators"]["hnte"][
        "count"
    ]
    assert f"核定 {count} 家：另有 {count - 10} 家" in text
    assert name(1) not in text
    assert name(2) not in text
