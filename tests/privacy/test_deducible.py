"""Where a count tells of every firm of a district whether a statistics list holds it, the bureau is warned."""

from __future__ import annotations

import pytest
from builders import Table, audit, code

PLACES = {"天河区": "440106", "越秀区": "440104"}


def year(members: dict[str, tuple[int, int]], **settings):
    """A district's 高企 and how many of them stand in the statistics list, by district."""
    hnte, scale, number = [], [], 0
    for place, (whole, inside) in members.items():
        for at in range(whole):
            firm = {"name": f"第{number}公司", "code": code(number), "district": place}
            hnte.append(firm)
            scale += [firm] if at < inside else []
            number += 1
    tables = [Table("hnte", hnte), Table("above_scale", scale or ["广州别的公司"])]
    return audit(*tables, Table("patent_grants", ["广州某大学"]), **settings)


def warnings(audited) -> dict[str, str]:
    rows = audited.findings.frame
    rows = rows[rows["code"] == "membership_deducible"]
    assert rows["severity"].isin(["warning"]).all()
    assert rows["confidential"].all()
    return dict(zip(rows["subject"], rows["found"], strict=True))


NONE = "规上高企数 0 家，高新技术企业认定备案公示名单 {} 家：该区的都不在统计名单中"
ALL = "规上高企数 {0} 家，高新技术企业认定备案公示名单 {0} 家：该区的全都在统计名单中"


@pytest.mark.parametrize("policy", [True, False])
@pytest.mark.parametrize(
    ("whole", "inside", "found"),
    [
        (5, 0, NONE.format(5)),
        (5, 1, ""),
        (5, 4, ""),
        (5, 5, ALL.format(5)),
        (1, 0, NONE.format(1)),
        (1, 1, ALL.format(1)),
    ],
)
def test_none_or_all(policy, whole, inside, found):
    told = warnings(year({"天河区": (whole, inside), "越秀区": (4, 2)}, policy=policy))
    assert told == ({"天河区": found} if found else {})


def test_each_district_by_itself_and_none_without_firms():
    assert warnings(year({"天河区": (3, 0), "越秀区": (2, 2)})) == {
        "天河区": NONE.format(3),
        "越秀区": ALL.format(2),
    }


def test_no_district_is_told():
    assert not len(year({"天河区": (3, 0)}).public.findings.frame)


def test_a_count_that_is_not_known_tells_nothing():
    made = audit(Table("hnte", [{"name": "甲公司", "code": code(1), "district": "天河区"}]), policy=True)
    assert warnings(made) == {}
