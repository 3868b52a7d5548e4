"""C1 to C10 on examples small enough to judge by hand: the evaluator must say what a person would."""

from __future__ import annotations

from typing import Any

import pytest

from . import findings
from .codes import check_char, read_code
from .evaluate import Tally, Year
from .model import Line, Place, Sheet, Value
from .names import name_key

A, B, C = "91350100M000100Y43", "91110000600037341L", "9144011661842063XT"
BAD = "91350100M000100Y44"
TIANHE, YUEXIU, OUT = Place("in", "440106"), Place("in", "440104"), Place("out")


def code(raw: str | None) -> tuple[str, str | None]:
    return read_code(raw)


def sheet(kind: str, *rows: dict[str, Any], path: str = "data/2025/a.csv", year: int | None = 2025) -> Sheet:
    lines = [Line({h: Value("", v) for h, v in row.items()}) for row in rows]
    return Sheet(kind, sorted({h for row in rows for h in row}), lines, year=year, path=path)


def firm(name: str, raw: str | None = None, **more: Any) -> dict[str, Any]:
    return {"企业名称": name_key(name), "统一社会信用代码": code(raw)} | more


def unit(name: str, raw: str | None = None, **more: Any) -> dict[str, Any]:
    return {"单位详细名称": name_key(name), "统一社会信用代码": code(raw)} | more


def patent(*owners: tuple[str, str | None], **more: Any) -> dict[str, Any]:
    return {
        "专利权人": tuple(name_key(n) for n, _ in owners),
        "统一社会信用代码": tuple(code(c) for _, c in owners),
    } | more


def judge(*sheets: Sheet) -> Tally:
    return Year(list(sheets)).evaluate()


def fates(one: Sheet) -> list[str]:
    return [line.fate for line in one.lines]


@pytest.mark.parametrize("good", [A, B, C, "91110108551385082Q", "914403001922038216"])
def test_c1_known_codes_have_the_right_check_character(good: str) -> None:
    assert check_char(good[:17]) == good[17]


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        (A.lower(), "valid"),
        ("'" + A, "valid"),
        ("９１３５０１００Ｍ０００１００Ｙ４３", "valid"),
        ("913501-00M000100Y4-3", "valid"),
        ("91350100\u200bM000100Y43\u3000", "valid"),
        (BAD, "bad_check"),
        ("91350100M000100Y4Z", "malformed"),
        (A[:17], "malformed"),
        (916201055811843000.0, "precision_lost"),
        ("916201055811843000", "precision_lost"),
        ("", "missing"),
        ("无", "missing"),
        ("Ｎ／Ａ", "missing"),
        ("000000000000000000", "missing"),
    ],
)
def test_c1_states(raw: object, state: str) -> None:
    assert read_code(raw)[0] == state


def test_c2_brackets_are_unified_but_what_is_inside_stays() -> None:
    assert name_key("广州甲（集团）有限公司。") == name_key("广州甲(集团) 有限公司")
    assert name_key("ＴＣＬ公司") == name_key("tcl公司.")
    assert name_key("广州甲（集团）有限公司") != name_key("广州甲有限公司")


def test_c3_a_row_without_a_code_is_resolved_by_name() -> None:
    tally = judge(sheet("hnte", firm("甲公司", 所在区=TIANHE)), sheet("above_scale", unit("甲公司", A)))
    assert set(tally.hnte) == {("code", A)}
    assert tally.counts["440106"]["above_scale_hnte"] == 1


def test_c3_a_former_name_counts_as_a_name() -> None:
    tally = judge(
        sheet("hnte", firm("旧名公司", 所在区=TIANHE)),
        sheet("registry", firm("新名公司", A, 曾用名="旧名公司")),
        sheet("above_scale", unit("新名公司", A)),
    )
    assert tally.counts["440106"]["above_scale_hnte"] == 1


def test_c3_a_rename_without_a_code_links_two_names() -> None:
    tally = judge(
        sheet("hnte", firm("旧名公司", 所在区=TIANHE)),
        sheet("renames", {"原名称": "旧名公司", "现名称": "新名公司"}),
        sheet("above_scale", unit("新名公司", A)),
    )
    assert tally.counts["440106"]["above_scale_hnte"] == 1


def test_c3_an_unresolved_firm_still_counts_and_meets_its_namesake() -> None:
    tally = judge(
        sheet("hnte", firm("甲公司", "无", 所在区=TIANHE)), sheet("above_scale", unit("甲公司", "/"))
    )
    assert tally.unresolved == {("name", "甲公司")}
    assert tally.counts["440106"]["hnte"] == tally.counts["440106"]["above_scale_hnte"] == 1


def test_c3_two_codes_under_the_name_resolve_nothing() -> None:
    sheets = [
        sheet("hnte", firm("甲公司", A, 所在区=TIANHE), firm("甲公司", B, 所在区=TIANHE)),
        sheet("above_scale", unit("甲公司")),
    ]
    tally = judge(*sheets)
    assert tally.counts["440106"]["hnte"] == 2
    assert tally.counts["440106"]["above_scale_hnte"] == 0
    assert {"name_ambiguous", "name_with_two_codes"} <= findings.at_least_one(sheets, tally)


def test_c3_a_wrong_check_character_is_another_enterprise() -> None:
    sheets = [sheet("hnte", firm("甲公司", BAD, 所在区=TIANHE)), sheet("above_scale", unit("甲公司", A))]
    tally = judge(*sheets)
    assert tally.counts["440106"]["above_scale_hnte"] == 0
    assert "possible_same_firm" in findings.at_least_one(sheets, tally)


def test_c4_once_however_often_it_stands_there() -> None:
    hnte = sheet("hnte", firm("甲公司", A, 所在区=TIANHE), firm("甲公司", A.lower()), firm("甲公司"))
    assert judge(hnte).counts["440106"]["hnte"] == 1
    assert fates(hnte) == ["counted", "duplicate", "duplicate"]


@pytest.mark.parametrize("explained", [False, True])
def test_c4_two_names_for_one_code(explained: bool) -> None:
    sheets = [sheet("hnte", firm("甲公司", A), firm("乙公司", A))]
    if explained:
        sheets.append(sheet("renames", {"原名称": "甲公司", "现名称": "乙公司"}))
    tally = judge(*sheets)
    assert len(tally.hnte) == 1
    assert ("code_with_two_names" in findings.at_least_one(sheets, tally)) is not explained


@pytest.mark.parametrize(
    ("filled", "issued", "titled", "fate"),
    [
        (2025, 2026, 2024, "counted"),
        (2024, 2025, 2025, "out_of_year"),
        (None, 2024, 2025, "out_of_year"),
        (None, 2025, 2024, "counted"),
        (None, None, 2024, "out_of_year"),
        (None, None, 2025, "counted"),
    ],
)
def test_c5_which_year_decides(filled: int | None, issued: int | None, titled: int, fate: str) -> None:
    hnte = sheet("hnte", firm("甲公司", A, 认定年度=filled, 发证日期=issued), year=titled)
    judge(hnte)
    assert fates(hnte) == [fate]


def test_c5_revoked_by_code_and_by_former_name() -> None:
    hnte = sheet("hnte", firm("甲公司", A), firm("乙公司", B), firm("丙公司", C))
    judge(
        hnte,
        sheet("hnte_revoked", firm("别名公司", A), firm("乙旧名公司")),
        sheet("renames", {"原名称": "乙旧名公司", "现名称": "乙公司"}),
    )
    assert fates(hnte) == ["revoked", "revoked", "counted"]


def test_c6_the_sources_in_their_order() -> None:
    rows = {
        "registry": firm("甲公司", A, 所在区=YUEXIU),
        "above_scale": unit("甲公司", A, 行政区划代码=TIANHE),
    }
    lower = [sheet(kind, row) for kind, row in rows.items()]
    own = judge(sheet("hnte", firm("甲公司", A, 所在区=TIANHE)), *lower)
    assert own.hnte == {("code", A): "440106"}
    assert own.conflicts == {("code", A)}
    assert judge(sheet("hnte", firm("甲公司", A)), *lower).hnte == {("code", A): "440104"}
    assert judge(sheet("hnte", firm("甲公司", A)), lower[1]).hnte == {("code", A): "440106"}
    addressed = judge(sheet("hnte", firm("甲公司", A, 地址=YUEXIU)))
    assert addressed.hnte == {("code", A): "440104"}
    assert judge(sheet("hnte", firm("甲公司", C))).hnte == {("code", C): None}


def test_c6_a_source_that_names_two_districts_falls_through() -> None:
    hnte = sheet("hnte", firm("甲公司", A, 所在区=TIANHE), firm("甲公司", A, 所在区=YUEXIU))
    assert judge(hnte).hnte == {("code", A): None}
    registry = sheet("registry", firm("甲公司", A, 所在区=YUEXIU))
    assert judge(hnte, registry).hnte == {("code", A): "440104"}


def test_c6_a_place_outside_guangzhou_is_not_counted() -> None:
    hnte = sheet("hnte", firm("甲公司", A, 所在区=OUT), firm("乙公司", B))
    tally = judge(hnte, sheet("above_scale", unit("乙公司", B, 行政区划代码=OUT)))
    assert fates(hnte) == ["outside_city", "outside_city"]
    assert tally.hnte == {}


def test_c6_c7_tech_services_count_by_their_own_code_then_text() -> None:
    tally = judge(
        sheet(
            "above_scale_tech_services",
            unit("甲公司", A, 行政区划代码=TIANHE, 所在区=YUEXIU),
            unit("乙公司", B, 行政区划代码=Place(), 所在区=YUEXIU),
            unit("丙公司", C),
        )
    )
    assert [tally.counts[d]["above_scale_tech_services"] for d in ("440106", "440104")] == [1, 1]
    assert tally.tech_unresolved == 1


def test_c7_a_branch_is_not_an_enterprise() -> None:
    above = sheet("above_scale", unit("甲公司", A, 单位类型=False))
    tally = judge(sheet("hnte", firm("甲公司", A, 所在区=TIANHE)), above)
    assert (fates(above), tally.counts["440106"]["above_scale_hnte"]) == (["not_legal_entity"], 0)


def test_c7_only_inventions_granted_in_the_year() -> None:
    patents = sheet(
        "patent_grants",
        patent(("甲公司", A), 专利类型="other", 授权公告日=2025),
        patent(("甲公司", A), 授权公告日=2024),
        patent(("乙公司", B)),
        patent(("乙公司", B), 授权公告日=2025),
    )
    hnte = sheet("hnte", firm("甲公司", A, 所在区=TIANHE), firm("乙公司", B, 所在区=TIANHE))
    assert judge(hnte, patents).counts["440106"]["patent_hnte"] == 1
    assert fates(patents) == ["not_invention", "grant_out_of_year", "counted", "duplicate"]


def test_c8_each_co_owner_counts_paired_or_by_name() -> None:
    hnte = sheet(
        "hnte", *(firm(n, c, 所在区=TIANHE) for n, c in (("甲公司", A), ("乙公司", B), ("丙公司", C)))
    )
    unpaired = patent(("丙公司", None), ("某大学", None)) | {"统一社会信用代码": ()}
    patents = sheet("patent_grants", patent(("旧抬头公司", A), ("乙公司", None)), unpaired)
    assert judge(hnte, patents).counts["440106"]["patent_hnte"] == 3


def test_c9_a_list_that_is_not_there_is_null_not_zero() -> None:
    counts = judge(sheet("hnte", firm("甲公司", A, 所在区=TIANHE))).counts["440106"]
    assert counts == {
        "hnte": 1,
        "above_scale_hnte": None,
        "above_scale_tech_services": None,
        "patent_hnte": None,
    }


def test_c10_a_shared_patent_is_counted_if_it_brings_anyone_new() -> None:
    patents = sheet(
        "patent_grants", patent(("甲公司", A)), patent(("甲公司", A), ("乙公司", B)), patent(("乙公司", B))
    )
    judge(patents)
    assert fates(patents) == ["counted", "counted", "duplicate"]
