"""A finding is told to the district in whose rows and records it lies, and to no other."""

from __future__ import annotations

import pandas as pd
import pytest
from builders import TITLES, Table, audit, code, lists

from gzaudit.findings import Batch
from gzaudit.public.told import Listed, told_to_districts

TIANHE, BAIYUN = "440106", "440111"
# Sources by number: what a finding may lie in.
SOURCES = lists(
    Table("hnte", []), Table("registry", []), Table("patent_grants", []), Table("above_scale", []),
    Table("gi_needs", []), Table("targets", []), Table("renames", []),
).sources  # fmt: skip
HNTE, REGISTRY, PATENTS, SCALE, NEEDS, TARGETS, RENAMES = range(7)
FIRMS = {
    "hnte": Listed(
        pd.Series([7, 8]),
        pd.Series([TIANHE, BAIYUN]),
        pd.DataFrame({"src": [HNTE] * 4, "row": [2, 3, 4, 5], "firm": [7, 8, 9, 7]}),
    )
}
RECORDS = pd.DataFrame({"src": [NEEDS] * 2, "row": [2, 3], "district": [TIANHE, BAIYUN]})


def told(code_: str, **columns: object) -> list[str]:
    """Districts that are told of a finding."""
    batch = Batch(code_, pd.DataFrame({key: [value] for key, value in columns.items()}, index=[0]))
    return told_to_districts([batch], SOURCES, FIRMS, RECORDS).frame["district"].tolist()


@pytest.mark.parametrize(
    ("columns", "districts"),
    [
        ({"src": HNTE, "row": 2}, [TIANHE]),
        ({"src": HNTE, "row": 3}, [BAIYUN]),
        ({"src": HNTE, "row": 5}, [TIANHE]),  # a second row of a listed firm
        ({"src": HNTE, "row": 4}, []),  # a firm that is not listed
        ({"src": HNTE, "row": 4, "district": TIANHE}, []),
        ({"src": HNTE, "row": 6, "district": TIANHE}, []),  # a row of nobody
        ({"src": HNTE, "row": 2, "district": BAIYUN}, [TIANHE]),  # listed there, whatever is said of it
        ({"src": HNTE, "row": 2, "ref_src": HNTE, "ref_row": 5}, [TIANHE]),
        ({"src": HNTE, "row": 2, "ref_src": HNTE, "ref_row": 3}, []),  # another district's firm beside it
        ({"src": HNTE, "row": 2, "ref_src": REGISTRY, "ref_row": 9}, [TIANHE]),
        ({"src": HNTE, "row": 2, "ref_src": SCALE, "ref_row": 9}, []),
        ({"src": HNTE, "row": 2, "confidential": True}, []),
        ({"src": HNTE, "row": 2, "ref_src": RENAMES, "ref_row": 9}, []),
        ({"src": REGISTRY, "row": 9, "district": TIANHE}, []),  # 企业底册 by itself names nobody's firm
        ({"src": REGISTRY, "row": 9, "district": TIANHE, "ref_src": HNTE, "ref_row": 2}, [TIANHE]),
        ({"src": REGISTRY, "row": 9, "district": BAIYUN, "ref_src": HNTE, "ref_row": 2}, []),
        ({"src": PATENTS, "row": 9, "district": TIANHE, "ref_src": HNTE, "ref_row": 2}, [TIANHE]),
        ({"src": SCALE, "row": 9, "district": TIANHE, "ref_src": HNTE, "ref_row": 2}, []),
        ({"src": RENAMES, "row": 9, "district": TIANHE}, []),
        ({"src": TARGETS, "row": 9, "district": TIANHE}, [TIANHE]),
        ({"district": TIANHE}, [TIANHE]),
        ({"subject": "全市"}, []),
        ({"src": NEEDS, "row": 2, "district": TIANHE}, [TIANHE]),
        ({"src": NEEDS, "row": 2, "district": TIANHE, "ref_src": NEEDS, "ref_row": 2}, [TIANHE]),
        ({"src": NEEDS, "row": 2, "district": TIANHE, "ref_src": NEEDS, "ref_row": 3}, []),
        ({"src": NEEDS, "row": 2, "district": TIANHE, "ref_src": NEEDS, "ref_row": 4}, []),
    ],
)
def test_who_is_told(columns: dict[str, object], districts: list[str]) -> None:
    assert told("district_conflict", **columns) == districts
    assert told("duplicate", **columns) == districts
    assert told("resolved_by_name", **columns) == []  # for nobody outside the bureau


def test_a_conflict_of_public_sources_is_told_and_one_with_a_statistics_list_is_not() -> None:
    made = audit(
        Table("hnte", [{"name": "甲公司", "code": code(1), "district": "天河区"}], title=TITLES["hnte"]),
        Table("registry", [{"name": "甲公司", "code": code(1), "district": "越秀区"}]),
        Table("above_scale", [{"name": "甲公司", "code": code(1), "district": "番禺区"}]),
        Table("patent_grants", [{"owner": "甲公司", "code": code(1), "district": "海珠区"}]),
    )
    rows = made.public.findings.frame
    assert rows[["code", "district", "found"]].to_numpy().tolist() == [
        ["district_conflict", TIANHE, "企业底册为越秀区"],
        ["district_conflict", TIANHE, "专利名单为海珠区"],
    ]
    everything = made.findings.frame
    assert sorted(everything.loc[everything["code"] == "district_conflict", "found"]) == [
        "专利名单为海珠区", "企业底册为越秀区", "四上定报库为番禺区",
    ]  # fmt: skip
