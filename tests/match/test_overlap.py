"""Two files of a kind that share more than 80 % of their enterprises (interface: sources)."""

from __future__ import annotations

import pytest
from builders import Table, audit, code, counts, found, said


def firms(*numbers: int) -> list[dict[str, str]]:
    return [{"name": f"企业{n}", "code": code(n), "district": "天河区"} for n in numbers]


def two(kind: str, one: range, other: range, second: str = "data/2025/乙.xlsx") -> list[Table]:
    return [
        Table(kind, firms(*one), path="data/2025/甲.xlsx", sheet="一"),
        Table(kind, firms(*other), path=second, sheet="二"),
    ]


@pytest.mark.parametrize(("shared", "errors"), [(79, 0), (80, 0), (81, 1), (100, 1), (0, 0)])
def test_eighty_in_a_hundred_exactly_and_one_beside(shared, errors):
    audited = audit(*two("hnte", range(100), range(100 - shared, 200 - shared)))
    assert found(audited).get("versions_overlap", 0) == errors
    assert counts(audited) == {"440106": 200 - shared}


@pytest.mark.parametrize(
    ("number", "shared", "errors"), [(5, 4, 0), (5, 5, 1), (6, 5, 1), (1, 1, 1), (1, 0, 0)]
)
def test_small_lists(number, shared, errors):
    audited = audit(*two("hnte", range(number), range(number - shared, 2 * number - shared)))
    assert found(audited).get("versions_overlap", 0) == errors


def test_an_old_version_is_found_although_the_new_one_has_grown():
    audited = audit(*two("hnte", range(200), range(50)))
    assert said(audited, "versions_overlap") == [
        ("error", 1, 0, "与 data/2025/甲.xlsx 有 50 家相同，占较小一份 50 家的八成以上", "")
    ]


def test_enterprises_are_compared_and_not_rows():
    rows = firms(*range(10)) * 3 + firms(*range(10, 20))
    tables = [
        Table("hnte", rows, path="data/2025/甲.csv"),
        Table("hnte", firms(*range(2, 22)), path="data/2025/乙.csv"),
    ]
    # 18 of 20 firms are shared, though the first file has 40 rows.
    assert found(audit(*tables))["versions_overlap"] == 1


def test_names_are_compared_where_codes_are_missing():
    bare = [{"name": f"企业{n}"} for n in range(10)]
    assert (
        found(audit(Table("hnte", bare, path="a.csv"), Table("hnte", bare, path="b.csv")))["versions_overlap"]
        == 1
    )


def test_two_sheets_of_one_file_are_no_versions():
    audited = audit(*two("hnte", range(10), range(10), "data/2025/甲.xlsx"))
    assert "versions_overlap" not in found(audited)


def test_lists_of_different_kinds_are_no_versions():
    audited = audit(Table("hnte", firms(*range(10))), Table("registry", firms(*range(10))))
    assert "versions_overlap" not in found(audited)


def test_three_versions_are_three_pairs():
    tables = [Table("registry", firms(*range(10)), path=f"data/2025/{n}.csv") for n in range(3)]
    assert found(audit(*tables))["versions_overlap"] == 3


@pytest.mark.parametrize(
    "kind", ["above_scale", "above_scale_tech_services", "registry", "hnte_revoked", "tech_smes"]
)
def test_every_kind_of_enterprise_list(kind):
    rows = [{"name": f"企业{n}"} for n in range(10)]
    assert (
        found(audit(Table(kind, rows, path="a.xls"), Table(kind, rows, path="b.xls")))["versions_overlap"]
        == 1
    )
