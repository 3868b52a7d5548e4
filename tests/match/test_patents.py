"""Which patents count, for whom, and what becomes of the rows (C7, C8, C10)."""

from __future__ import annotations

import pytest
from builders import audit, code, counts, fates, found, said
from match.firm_rows import firm, hnte, patents

HERE = "天河区"
A, B, C, D = (code(number) for number in range(1, 5))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"patent_type": "发明专利"}, ""),
        ({"patent_type": "发明"}, ""),
        ({"patent_type": "发 明"}, ""),
        ({"patent_type": ""}, ""),
        ({"patent_type": "/"}, ""),
        ({"patent_type": "实用新型"}, "not_invention"),
        ({"patent_type": "外观设计"}, "not_invention"),
        ({"patent_type": "实用新型", "granted": "2024-01-01"}, "not_invention"),
        ({"granted": "2025-01-01"}, ""),
        ({"granted": "2025-12-31 23:59:59"}, ""),
        ({"granted": "45658"}, ""),
        ({"granted": ""}, ""),
        ({"granted": "/"}, ""),
        ({"granted": "2024-12-31"}, "grant_out_of_year"),
        ({"granted": "2026-01-01"}, "grant_out_of_year"),
        ({"granted": "2025-02-30"}, "date_unreadable"),
        ({"granted": "待定"}, "date_unreadable"),
        ({"granted": "2025-02-30", "patent_type": "外观设计"}, "not_invention"),
    ],
)
def test_which_patents_count(row, reason):
    audited = audit(hnte(firm(1)), patents({"owner": "企业1"} | row))
    assert counts(audited, "patent_hnte") == ({} if reason else {"440106": 1})
    assert fates(audited)[1] == ((0, {reason: 1}) if reason else (1, {}))
    if reason:
        severity = {"date_unreadable": "error"}.get(reason, "info")
        assert [each[:3] for each in said(audited, reason)] == [(severity, 1, 2)]


@pytest.mark.parametrize(
    ("number", "warned"),
    [("ZL202310012345.6", 0), ("ZL202320012345.6", 1), ("ZL 2023 2 0012345.6", 1), ("202330012345X", 1), ("CN202380012345.6", 0), ("ZL202390012345.6", 1), ("ZL95115608.X", 0), ("", 0)],
)  # fmt: skip
def test_a_number_of_another_type_is_a_warning_where_no_type_is_written(number, warned):
    audited = audit(hnte(firm(1)), patents({"owner": "企业1", "patent_no": number}))
    assert counts(audited, "patent_hnte") == {"440106": 1}
    assert found(audited).get("patent_number_type", 0) == warned
    typed = audit(hnte(firm(1)), patents({"owner": "企业1", "patent_no": number, "patent_type": "发明"}))
    assert "patent_number_type" not in found(typed)


def test_further_patents_are_duplicates_without_a_finding():
    audited = audit(hnte(firm(1)), patents("企业1", "企业1", "企业1"))
    assert fates(audited)[1] == (1, {"duplicate": 2})
    assert "duplicate" not in found(audited)
    assert audited.cohort["patents"].tolist() == [3]


def test_co_owners_each_count_and_a_row_counts_if_it_brings_anyone():
    rows = [
        {"owner": "企业1；某大学", "code": f"{A}；"},
        {"owner": "企业1；企业2"},
        {"owner": "企业2、企业1"},
        {"owner": "张三；李四", "patent_type": "实用新型"},
        {"owner": "企业3\n企业1", "granted": "2024-01-01"},
    ]
    audited = audit(hnte(firm(1), firm(2), firm(3)), patents(*rows))
    assert counts(audited, "patent_hnte") == {"440106": 2}
    assert fates(audited)[1] == (2, {"duplicate": 1, "grant_out_of_year": 1, "not_invention": 1})
    assert (found(audited)["not_invention"], found(audited)["grant_out_of_year"]) == (1, 1)
    assert audited.cohort["patents"].tolist() == [3, 2, 0]


@pytest.mark.parametrize("owners", ["企业1；\u200b", "企业1；。", "。；企业1", "企业1；；", "；企业1"])
def test_an_empty_part_beside_an_owner_keeps_the_account_even(owners):
    audited = audit(hnte(firm(1)), patents(owners))
    assert fates(audited)[1] == (1, {})
    assert counts(audited, "patent_hnte") == {"440106": 1}


def test_a_row_of_separators_only_is_nobodys():
    assert fates(audit(hnte(firm(1)), patents("；；", {"owner": "", "patent_no": "ZL1"})))[1] == (
        0,
        {"no_identity": 2},
    )
