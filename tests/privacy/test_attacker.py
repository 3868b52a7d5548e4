"""An attacker with one district's files, every public list and this very tool learns what the counts tell, no more.

He writes down every year that could be: each choice of firms that the statistics list may hold. He has the tool make
the district's files for each, and strikes out every year whose files are not, to the byte, those that he was sent:
all sheets, hidden data, comments, names, formulas, caches and properties are in that comparison. What is left is all
that he can know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple
from itertools import combinations
from pathlib import Path

import pytest
from builders import Row, Table, audit, code

from gzaudit.audit import YearAudit
from gzaudit.render.books import district_book
from gzaudit.render.pages import district_page
from gzaudit.render.xlsx import write_book

HERE, THERE, HERE_CODE = "天河区", "越秀区", "440106"
World = frozenset[int]


def firm(n: int) -> str:
    return f"广州第{n:02d}号科技有限公司"


def former(n: int) -> str:
    return f"广东旧名{n:02d}实业有限公司"


ALIKE: list[Row] = [{"name": firm(n), "code": code(n), "district": HERE} for n in range(4)]
# Each in another position towards the statistics list: see `held`.
UNLIKE: list[Row] = [
    {"name": firm(0), "code": code(0), "district": HERE},
    {"name": firm(1), "code": "", "district": HERE},
    {"name": firm(2), "code": code(2), "district": ""},
    {"name": firm(3), "code": code(3), "district": "", "address": f"广州市{HERE}中山大道3号"},
    {"name": firm(4), "code": "", "district": ""},
    {"name": former(1), "code": code(1), "district": HERE},
]
REGISTRY: list[Row] = [
    {"name": firm(4), "code": code(4), "district": HERE},
    {"name": former(0), "code": "无", "district": THERE},
]


def member(n: int) -> Row:
    """A firm as the statistics list holds it."""
    return {"name": firm(n), "code": code(n), "district": HERE}


def held(n: int) -> Row:
    """The same with its former name, and one that lies elsewhere; of the fifth a namesake only."""
    place = THERE if n == 3 else HERE
    return {"name": firm(n), "code": code(n if n != 4 else 94), "district": place, "former": former(n)}


def world(hnte: list[Row], rows: list[Row]) -> YearAudit:
    """The year in which the statistics list holds these rows, and as many others as always make it as long."""
    others: list[Row] = [
        {"name": firm(50 + n), "code": code(50 + n), "district": THERE} for n in range(6 - len(rows))
    ]
    targets = [
        {"district": place, "hnte_target": "5", "prior_above_scale_hnte": "2", "prior_tech_services": "1",
         "prior_patent_hnte": "2"}
        for place in (HERE, THERE)
    ]  # fmt: skip
    patents: list[Row] = [
        {"owner": firm(n), "code": code(n), "patent_no": f"ZL20251000000{n}"} for n in (0, 2)
    ]
    return audit(
        Table("hnte", hnte),
        Table("registry", REGISTRY),
        Table("patent_grants", [*patents, {"owner": former(3), "code": "", "patent_no": "ZL202510000009"}]),
        Table("above_scale", [*rows, *others]),
        Table("above_scale_tech_services", [{"name": firm(70), "code": code(70), "district": HERE}]),
        Table("targets", targets),
        policy=True,
    )


def sent(audited: YearAudit, folder: Path) -> tuple[bytes, bytes]:
    """What one district is sent, to the byte."""
    district = next(each for each in audited.result.districts if each.code == HERE_CODE)
    write_book(folder / "sent.xlsx", district_book(audited, district))
    return (folder / "sent.xlsx").read_bytes(), district_page(audited, district)


def figures(audited: YearAudit) -> str:
    """The district's own counts and sums: what the notice makes known to it."""
    return repr(astuple(next(each for each in audited.result.districts if each.code == HERE_CODE)))


def worlds(firms: int) -> list[World]:
    return [frozenset(each) for size in range(firms + 1) for each in combinations(range(firms), size)]


def chances(left: list[World], firms: int) -> list[float]:
    """How likely each firm is in the statistics list, given the years that are left."""
    return [sum(n in each for each in left) / len(left) for n in range(firms)]


def test_firms_that_stand_alike_are_told_apart_by_nothing(tmp_path: Path) -> None:
    """Of k firms among four each stays as likely as k in four."""
    made = {each: world(ALIKE, [member(n) for n in sorted(each)]) for each in worlds(4)}
    seen = {each: sent(audited, tmp_path) for each, audited in made.items()}
    for mine in made:
        left = [each for each in made if seen[each] == seen[mine]]
        assert chances(left, 4) == [len(mine) / 4] * 4
    assert len(set(seen.values())) == 5


def test_firms_that_stand_differently_are_told_apart_by_the_counts_alone(tmp_path: Path) -> None:
    """The years that the files leave open are those that the district's figures leave open."""
    made = {each: world(UNLIKE, [held(n) for n in sorted(each)]) for each in worlds(5)}
    files = {each: sent(audited, tmp_path) for each, audited in made.items()}
    known = {each: figures(audited) for each, audited in made.items()}
    for mine in made:
        by_files = [each for each in made if files[each] == files[mine]]
        assert by_files == [each for each in made if known[each] == known[mine]]
    # The figures differ, and leave more than one year open: there was something to find.
    assert len(set(known.values())) > 5
    assert max(Counter(known.values()).values()) > 1


@pytest.mark.parametrize(("members", "sure"), [((), 0.0), (range(4), 1.0)])
def test_none_or_all_tell_of_everybody_and_the_bureau_is_warned(members: Iterable[int], sure: float) -> None:
    made = {each: world(ALIKE, [member(n) for n in sorted(each)]) for each in worlds(4)}
    audited = made[frozenset(members)]
    left = [each for each in made if figures(made[each]) == figures(audited)]
    assert chances(left, 4) == [sure] * 4
    warned = {each: made[each].findings.frame["code"].eq("membership_deducible").sum() for each in made}
    assert [each for each in made if warned[each]] == [frozenset(), frozenset(range(4))]
