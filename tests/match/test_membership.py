"""Who counts in which list and why the others do not (C4, C5, C7, C8, C10)."""

from __future__ import annotations

import pytest
from builders import Table, audit, code, counts, fates, found, said
from match.firm_rows import firm, hnte, patents

HERE = "天河区"
A, B, C, D = (code(number) for number in range(1, 5))


# C4


def test_an_enterprise_counts_once_however_often_it_stands_there():
    audited = audit(hnte(firm(1), firm(1), firm(2)), hnte(firm(1)), hnte(*(firm(n) for n in range(3, 9))))
    assert counts(audited) == {"440106": 8}
    assert fates(audited) == [(2, {"duplicate": 1}), (0, {"duplicate": 1}), (6, {})]
    assert [each[:3] for each in said(audited, "duplicate")] == [("info", 0, 3), ("info", 1, 2)]
    frame = audited.findings.frame.query("code == 'duplicate'")
    assert frame[["ref_src", "ref_row"]].to_numpy().tolist() == [[0, 2], [0, 2]]


def test_a_row_without_code_is_a_duplicate_of_its_firm():
    assert fates(audit(hnte(firm(1), {"name": "企业1"}))) == [(1, {"duplicate": 1})]


@pytest.mark.parametrize(
    "kind",
    ["registry", "above_scale", "above_scale_tech_services", "hnte_revoked", "tech_smes", "hnte_stock"],
)
def test_every_list_counts_an_enterprise_once(kind):
    rows = [{"name": "甲", "code": A}, {"name": "甲", "code": A.lower()}, {"name": "乙", "code": B}]
    if kind == "hnte_revoked":
        rows = [{"name": "甲"}, {"name": "甲"}, {"name": "乙"}]
    if kind == "above_scale_tech_services":
        rows = [row | {"district": HERE} for row in rows]
    assert fates(audit(Table(kind, rows))) == [(2, {"duplicate": 1})]


def test_two_renames_of_one_firm_are_two_rows():
    rows = [{"old_name": "一", "new_name": "二", "code": A}, {"old_name": "二", "new_name": "三", "code": A}]
    assert fates(audit(Table("renames", [*rows, rows[0]]))) == [(2, {"duplicate": 1})]


# C5


def test_the_year_named_decides_before_the_date_and_the_title():
    rows = [
        firm(1, recognised_year="2025", issued="2026-01-20"),
        firm(2, recognised_year="2024", issued="2025-12-01"),
        firm(3, recognised_year="", issued="2025-12-01"),
        firm(4, recognised_year="", issued="2024-12-31"),
        firm(5, recognised_year="", issued=""),
        firm(6, recognised_year="2025年度"),
    ]
    audited = audit(hnte(*rows))
    assert fates(audited) == [(4, {"out_of_year": 2})]
    assert said(audited, "out_of_year") == [
        ("warning", 0, 3, "2024 年", ""),
        ("warning", 0, 5, "2024 年", ""),
    ]


@pytest.mark.parametrize(
    ("title", "sheet", "file", "counted"),
    [
        ("2024年第一批高新技术企业认定备案公示名单", "2025", "2025.xlsx", 0),
        ("高新技术企业认定备案公示名单", "2024年第三批", "2025.xlsx", 0),
        ("高新技术企业认定备案公示名单", "Sheet1", "2024年高企公示.xlsx", 0),
        ("高新技术企业认定备案公示名单", "Sheet1", "2025年高企公示.xlsx", 1),
        (
            "关于对广东省认定机构2025年认定报备的第一批高新技术企业进行备案的公示（2026年1月5日）",
            "",
            "2026.csv",
            1,
        ),
        (
            "对2024年认定的高新技术企业2025年补充备案公示",
            "Sheet1",
            "2025.xlsx",
            1,
        ),  # two years of recognition: no answer
        ("2024年12月、2025年1月 高企公示名单", "Sheet1", "2025年.xlsx", 1),
        ("2024年高企公示名单", "Sheet1", "高企.xlsx", 0),
    ],
)
def test_the_year_of_the_list_nearest_first(title, sheet, file, counted):
    audited = audit(hnte(firm(1), title=title, sheet=sheet, path=f"data/2025/火炬/{file}"))
    assert sum(counts(audited).values()) == counted
    assert "year_unstated" not in found(audited)


def test_a_list_that_states_no_year_is_taken_for_this_year_with_a_warning():
    audited = audit(hnte(firm(1), title="高企公示名单", path="data/2025/高企.xlsx"))
    assert counts(audited) == {"440106": 1}
    assert [each[:3] for each in said(audited, "year_unstated")] == [("warning", 0, 0)]


def test_a_year_that_cannot_be_read_falls_through_with_a_warning():
    rows = [
        firm(1, recognised_year="2024-2025", issued="2024-05-01"),
        firm(2, issued="2025-02-30"),
        firm(3, recognised_year="2025", issued="待定"),
    ]
    audited = audit(hnte(*rows))
    assert fates(audited) == [(2, {"out_of_year": 1})]
    assert [each[1:4] for each in said(audited, "year_unreadable")] == [
        (0, 2, "2024-2025"),
        (0, 3, "2025-02-30"),
    ]


@pytest.mark.parametrize(
    ("certificate", "warned"),
    [("GR202544001234", 0), ("GR202444001234", 1), ("gr202444001234", 1), ("ＧＲ２０２４44001234", 1), ("GR 2024 44001234", 1), ("GF201444001234", 1), ("", 0), ("待发", 0), ("202444001234", 0), ("证书GR202444001234", 1)],
)  # fmt: skip
def test_a_certificate_of_another_year_is_a_warning_and_counts(certificate, warned):
    audited = audit(hnte(firm(1, certificate=certificate)))
    assert counts(audited) == {"440106": 1}
    assert found(audited).get("certificate_year", 0) == warned


def test_revoked_by_code_by_name_and_by_former_name():
    revoked = Table(
        "hnte_revoked",
        [
            {"code": A, "name": "改了名"},
            {"name": "企业2"},
            {"name": "旧三"},
            {"name": "企业4", "code": code(9)},
        ],
    )
    audited = audit(hnte(firm(1), firm(2), firm(3, former="旧三"), firm(4)), revoked)
    # The fourth name belongs to another code there: not the same enterprise.
    assert counts(audited) == {"440106": 1}
    assert fates(audited) == [(1, {"revoked": 3}), (4, {})]
    assert [each[:3] for each in said(audited, "revoked")] == [
        ("warning", 0, 2),
        ("warning", 0, 3),
        ("warning", 0, 4),
    ]


def test_an_unresolved_firm_is_revoked_by_its_name():
    audited = audit(hnte({"name": "甲", "district": HERE}), Table("hnte_revoked", [{"name": "甲"}]))
    assert fates(audited) == [(0, {"revoked": 1}), (1, {})]


def test_one_warning_for_a_revoked_firm_that_stands_twice():
    audited = audit(hnte(firm(1), firm(1)), Table("hnte_revoked", ["企业1"]))
    assert fates(audited)[0] == (0, {"revoked": 2})
    assert found(audited)["revoked"] == 1


# Precedence of reasons


def test_reasons_come_in_one_order():
    revoked = Table("hnte_revoked", [{"name": f"企业{n}"} for n in (1, 2, 3)])
    rows = [
        firm(1, recognised_year="2024", district="深圳市"),  # another year comes before revoked and elsewhere
        firm(2, recognised_year="2025", district="深圳市"),  # revoked before elsewhere
        firm(3, recognised_year="2025"),
        firm(3, recognised_year="2025"),  # revoked before duplicate
        firm(4, recognised_year="2025", district="深圳市"),
        firm(4, recognised_year="2025", district="深圳市"),  # elsewhere before duplicate
        firm(5, recognised_year="2024"),
        firm(5, recognised_year="2025"),  # the row of the year counts
        firm(5, recognised_year="2025"),
    ]
    audited = audit(hnte(*rows), revoked)
    assert fates(audited)[0] == (1, {"duplicate": 1, "out_of_year": 2, "outside_city": 2, "revoked": 3})
    assert found(audited)["outside_city"] == 1
    assert counts(audited) == {"440106": 1}


# C7


@pytest.mark.parametrize(
    ("unit", "counts_as_firm"),
    [("产业活动单位", False), ("3产业活动单位", False), ("3", False), (" 3 ", False), ("3-产业活动单位", False), ("法人单位", True), ("1", True), ("视同法人", True), ("2", True), ("", True), ("企业法人", True)],
)  # fmt: skip
def test_local_units_are_no_enterprises(unit, counts_as_firm):
    scale = Table("above_scale", [{"name": "企业1", "code": A, "unit_type": unit}])
    services = Table(
        "above_scale_tech_services", [{"name": "企业1", "code": A, "unit_type": unit, "district": HERE}]
    )
    audited = audit(hnte(firm(1)), scale, services)
    assert counts(audited, "above_scale_hnte") == ({"440106": 1} if counts_as_firm else {})
    assert counts(audited, "above_scale_tech_services") == ({"440106": 1} if counts_as_firm else {})
    expected = (1, {}) if counts_as_firm else (0, {"not_legal_entity": 1})
    assert fates(audited) == [(1, {}), expected, expected]
    assert found(audited).get("not_legal_entity", 0) == (0 if counts_as_firm else 2)


def test_a_firm_whose_other_row_is_a_local_unit_is_there():
    scale = Table(
        "above_scale",
        [
            {"name": "企业1分部", "code": A, "unit_type": "产业活动单位"},
            {"name": "企业1", "code": A, "unit_type": "法人单位"},
        ],
    )
    audited = audit(hnte(firm(1)), scale)
    assert counts(audited, "above_scale_hnte") == {"440106": 1}
    assert fates(audited)[1] == (1, {"not_legal_entity": 1})


def test_intersections_go_by_identity():
    scale = Table(
        "above_scale",
        [{"name": "别名", "code": A}, {"name": "企业2", "code": ""}, {"name": "企业3", "code": D}],
    )
    audited = audit(hnte(firm(1), firm(2), firm(3)), scale, patents({"owner": "企业3"}, {"owner": "企业9"}))
    # By code; by name to a code; not by name against another code.
    assert counts(audited, "above_scale_hnte") == {"440106": 2}
    # 企业3 now leads to two codes: nobody is counted by guess.
    assert counts(audited, "patent_hnte") == {}
    assert found(audited)["name_ambiguous"] == 1


# C9


def test_a_list_that_is_not_there_is_no_zero():
    audited = audit(hnte(firm(1)))
    assert set(counts(audited, "patent_hnte").values()) == {None}
    assert set(counts(audited, "above_scale_hnte").values()) == {None}
    assert counts(audited, "hnte") == {"440106": 1}
    assert found(audited)["source_missing"] == 3


def test_an_empty_list_is_a_zero():
    audited = audit(
        hnte(firm(1)), Table("above_scale", []), patents(), Table("above_scale_tech_services", [])
    )
    for indicator in ("above_scale_hnte", "patent_hnte", "above_scale_tech_services"):
        assert counts(audited, indicator) == {}
    assert "source_missing" not in found(audited)


@pytest.mark.parametrize(
    ("title", "sheet", "file", "warned"),
    [
        ("四上企业定报库（2025年12月）", "11月", "11月.xlsx", 0),
        ("四上企业定报库（2025年11月）", "12月", "12月.xlsx", 1),
        ("四上企业定报库", "11月", "12月.xlsx", 1),
        ("四上企业定报库", "Sheet1", "2025年1月.xlsx", 1),
        ("四上企业定报库", "Sheet1", "2025年12月.xlsx", 0),
        ("四上企业定报库", "Sheet1", "四上.xlsx", 0),
        ("四上企业定报库２０２５年１２月", "", "", 0),
        ("四上企业定报库2025年2月", "", "", 1),
        ("四上企业定报库（1-12月）", "", "", 0),
    ],
)
def test_the_december_list(title, sheet, file, warned):
    table = Table(
        "above_scale", [{"name": "企业1", "code": A}], path=f"data/2025/{file}", sheet=sheet, title=title
    )
    assert found(audit(hnte(firm(1)), table)).get("wrong_period", 0) == warned
