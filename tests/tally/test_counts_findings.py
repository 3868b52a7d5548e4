"""Every reason not to take a count as it stands, with the exact finding; what is not known is never zero."""

from __future__ import annotations

import pytest
from cli.cli_support import ABOVE, DISTRICTS, HNTE, HNTE_HEADINGS, SERVICES, inside, text, xlsx
from tally.tallying import COUNTS, audited, cell_of, changed, codes, counts, found, instead, put, tally

from gzaudit.match.account import SheetAccount

HEADINGS = ("区", "规上高企数", "规上科服企业数")
HAND = [(district, 1, 2) for district in DISTRICTS]
UNKNOWN = dict.fromkeys(DISTRICTS)


def hand_made(rows=HAND, headings=HEADINGS, *, total=None) -> bytes:
    return xlsx([["2025年各区汇总数"], headings, *rows, *([total] if total else [])], "汇总数")


@pytest.fixture
def year(lists, tmp_path):
    """A year without the statistics lists, and nothing in their place."""
    return instead(tmp_path / "year", lists, None)


def account(audit, path=f"data/2025/{COUNTS}", sheet="汇总数") -> SheetAccount:
    return next(each for each in audit.accounts if (each.source.path, each.source.sheet) == (path, sheet))


def test_without_either_the_counts_are_missing(year):
    audit = audited(year)
    assert {each[1:3] for each in found(audit, "source_missing")} == {
        ("规上高企数", "没有““四上企业”定报库”（市统计局）"),
        ("规上科技服务业企业数", "没有“规上科技服务业企业名单”（市统计局）"),
    }
    assert counts(audit, "above_scale_hnte") == UNKNOWN
    assert audit.tallied == {}


def test_counts_made_by_hand_are_taken_with_a_warning(year):
    put(year, hand_made())
    audit = audited(year)
    assert counts(audit, "above_scale_hnte") == dict.fromkeys(DISTRICTS, 1)
    assert counts(audit, "above_scale_tech_services") == dict.fromkeys(DISTRICTS, 2)
    assert codes(audit) == {"counts_unattested": 1, "counts_used": 2}
    assert found(audit, "counts_unattested") == [("counts_unattested", "", "只有汇总数，没有汇总证明", 0, "")]
    assert found(audit, "counts_used")[0] == (
        "counts_used", "规上高企数", "没有“四上企业”定报库，采用市统计局的汇总数", 0, "count_above_scale_hnte",
    )  # fmt: skip
    assert audit.findings.counts()["error"] == 0
    assert all(
        audit.findings.frame.loc[audit.findings.frame["code"].str.startswith("counts_"), "confidential"]
    )


def test_a_csv_of_counts_and_one_with_other_headings(year):
    rows = [
        ("区", "规模以上高新技术企业数量", "2025年规上科技服务业企业数（家）"),
        *((d[:2], "1,200家", "3") for d in DISTRICTS),
    ]
    put(year, text(rows, "gb18030"), "统计局/各区汇总数.csv")
    audit = audited(year)
    assert counts(audit, "above_scale_hnte") == dict.fromkeys(DISTRICTS, 1200)
    assert counts(audit, "above_scale_tech_services") == dict.fromkeys(DISTRICTS, 3)


@pytest.mark.parametrize("cell", ["", "无", "约3", "-1", "2.5", "待定"])
def test_a_cell_that_is_no_number_is_unknown_and_never_zero(year, cell):
    put(year, hand_made([("荔湾区", cell, 2), *HAND[1:]]))
    audit = audited(year)
    assert counts(audit, "above_scale_hnte") == dict.fromkeys(DISTRICTS, 1) | {"荔湾区": None}
    blank = cell in ("", "无")
    assert found(audit, "counts_invalid") == [
        ("counts_invalid", "荔湾区", "规上高企数没有数" if blank else cell, 3, "count_above_scale_hnte")
    ]
    assert audit.result.districts[0].indicators["above_scale_hnte"].amount is None
    assert audit.result.city.amount is None
    assert found(audit, "source_missing") == []


def test_zero_is_a_number(year):
    put(year, hand_made([("荔湾区", 0, 2), *HAND[1:]]))
    audit = audited(year)
    assert counts(audit, "above_scale_hnte")["荔湾区"] == 0
    assert found(audit, "counts_invalid") == []


def test_a_district_without_a_line_is_unknown(year):
    put(year, hand_made(HAND[1:]))
    audit = audited(year)
    assert counts(audit, "above_scale_tech_services") == dict.fromkeys(DISTRICTS, 2) | {"荔湾区": None}
    assert [each[:3] for each in found(audit, "counts_invalid")] == [
        ("counts_invalid", "荔湾区", "规上高企数没有数"), ("counts_invalid", "荔湾区", "规上科技服务业企业数没有数"),
    ]  # fmt: skip


def test_a_column_that_is_not_there_leaves_its_indicator_missing(year):
    put(year, hand_made([row[:2] for row in HAND], HEADINGS[:2]))
    audit = audited(year)
    assert audit.tallied.keys() == {"above_scale_hnte"}
    assert counts(audit, "above_scale_tech_services") == UNKNOWN
    assert [each[1] for each in found(audit, "source_missing")] == ["规上科技服务业企业数"]


def test_the_sum_is_checked_and_never_counted(year):
    put(year, hand_made(total=("合计", 11, 23)))
    audit = audited(year)
    assert found(audit, "total_disagrees") == [
        ("total_disagrees", "", "表中合计 23，各区相加 22", 14, "count_above_scale_tech_services")
    ]
    assert audit.result.city.counts["above_scale_tech_services"] == 22
    assert account(audit).excluded == {"total": 1}
    assert account(audit).counted == 11


def test_a_line_of_no_district_is_told_and_accounted_for(year):
    put(year, hand_made([*HAND, ("东莞市", 5, 5)]))
    audit = audited(year)
    assert account(audit).excluded == {"district_unknown": 1}
    assert found(audit, "district_unknown") == [("district_unknown", "", "东莞市", 14, "district")]


def test_where_the_list_is_there_it_counts_and_another_number_is_told(lists, tmp_path):
    workspace = instead(tmp_path, lists, None, gone=())
    put(workspace, hand_made([("荔湾区", 9, 1), *((d, 1, 1) for d in DISTRICTS[1:])]))
    audit = audited(workspace)
    own = {district: 2 if district in ("天河区", "黄埔区") else 1 for district in DISTRICTS}
    assert counts(audit, "above_scale_hnte") == own
    assert audit.tallied == {}
    places = f"data/2025/{HNTE} › 名单、data/2025/{ABOVE} › 名单"
    services = f"data/2025/{SERVICES}"
    told = [
        ("荔湾区", f"规上高企数：名单数出 1（{places}），汇总数 9", 3, "count_above_scale_hnte"),
        ("天河区", f"规上高企数：名单数出 2（{places}），汇总数 1", 6, "count_above_scale_hnte"),
        ("黄埔区", f"规上高企数：名单数出 2（{places}），汇总数 1", 8, "count_above_scale_hnte"),
        (
            "海珠区",
            f"规上科技服务业企业数：名单数出 3（{services}），汇总数 1",
            5,
            "count_above_scale_tech_services",
        ),
    ]
    assert sorted(found(audit, "counts_disagree")) == sorted(("counts_disagree", *each) for each in told)
    frame = audit.findings.frame
    mine = frame[frame["code"] == "counts_disagree"]
    assert set(mine["severity"]) == {"error"}
    assert {audit.accounts[src].source.path for src in mine["src"]} == {f"data/2025/{COUNTS}"}
    assert {audit.accounts[src].source.kind for src in mine["ref_src"]} == {
        "hnte",
        "above_scale_tech_services",
    }


def test_a_tally_beside_its_own_lists_is_no_finding_at_all(lists, book, tmp_path):
    audit = audited(instead(tmp_path, lists, book, gone=()))
    assert codes(audit) == {"duplicate": 1}
    assert audit.tallied == {}
    assert [each.adopted for each in audit.tallies] == [True]


def test_two_files_that_agree_are_one_and_two_that_differ_leave_nothing(year):
    put(year, hand_made())
    put(year, hand_made([("荔湾区", 4, 2), *HAND[1:]]), "科技局/再次汇总数.xlsx")
    audit = audited(year)
    assert counts(audit, "above_scale_hnte") == dict.fromkeys(DISTRICTS, 1) | {"荔湾区": None}
    assert counts(audit, "above_scale_tech_services") == dict.fromkeys(DISTRICTS, 2)
    (each,) = found(audit, "counts_disagree")
    assert each == ("counts_disagree", "荔湾区", "同一个区有两个不同的数：4、1", 3, "count_above_scale_hnte")
    frame = audit.findings.frame
    (line,) = frame[frame["code"] == "counts_disagree"].to_dict("records")
    assert {audit.accounts[line[side]].source.path for side in ("src", "ref_src")} == {
        f"data/2025/{COUNTS}", "data/2025/科技局/再次汇总数.xlsx",
    }  # fmt: skip
    assert sorted(
        account(audit, f"data/2025/{path}").counted for path in (COUNTS, "科技局/再次汇总数.xlsx")
    ) == [0, 11]


def refused(audit, code: str) -> str:
    """The counts were not taken: what was found."""
    assert counts(audit, "above_scale_hnte") == UNKNOWN
    assert counts(audit, "above_scale_tech_services") == UNKNOWN
    assert len(found(audit, "source_missing")) == 2
    assert audit.tallied == {}
    assert [each.adopted for each in audit.tallies] == [False]
    assert account(audit).excluded == {"counts_refused": 11, "total": 1}
    ((_, _, told, _, _),) = found(audit, code)
    frame = audit.findings.frame
    assert set(frame.loc[frame["code"] == code, "severity"]) == {"error"}
    return told


def test_a_changed_number_is_found_by_its_digest(year, book):
    put(year, changed(book.read_bytes(), ("汇总数", "C7", 3)))
    assert "汇总数校验码" in refused(audited(year), "counts_altered")


@pytest.mark.parametrize("cell", ["B7", "D14", "A4"])
def test_any_changed_cell_is_found(year, book, cell):
    put(year, changed(book.read_bytes(), ("汇总数", cell, None)))
    audit = audited(year)
    assert "counts_altered" in codes(audit)
    assert audit.tallied == {}


def test_a_copy_saved_by_another_program_is_taken(year, book):
    put(year, changed(book.read_bytes()))
    audit = audited(year)
    assert audit.tallied.keys() == {"above_scale_hnte", "above_scale_tech_services"}
    assert codes(audit) == {"counts_used": 2}


def test_names_signed_below_do_not_matter(year, book):
    content = book.read_bytes()
    row, _ = cell_of(content, "汇总证明", "制表人")
    put(year, changed(content, ("汇总证明", f"B{row}", "某某")))
    assert codes(audited(year)) == {"counts_used": 2}


@pytest.mark.parametrize("word", ["年度", "政策", "输入文件", "行数", "汇总数校验码"])
def test_a_changed_attestation_is_found(year, book, word):
    content = book.read_bytes()
    row, _ = cell_of(content, "汇总证明", word)
    put(year, changed(content, ("汇总证明", f"B{row}", "2024")))
    assert refused(audited(year), "counts_altered") == "汇总证明里的内容改动过"


def test_a_later_form_is_not_guessed_at(year, book):
    content = book.read_bytes()
    row, _ = cell_of(content, "汇总证明", "格式")
    put(year, changed(content, ("汇总证明", f"B{row}", "gzaudit.counts/2")))
    told = refused(audited(year), "counts_altered")
    assert told == "格式是 gzaudit.counts/2，本版本只认 gzaudit.counts/1"


def test_an_attestation_cut_short_is_found(year, book):
    content = book.read_bytes()
    row, _ = cell_of(content, "汇总证明", "证明校验码")
    put(year, changed(content, ("汇总证明", f"A{row}", None)))
    assert refused(audited(year), "counts_altered") == "没有“证明校验码”一行"


def test_another_roster_than_this_run_read_is_refused(year, book):
    more = xlsx(
        [
            ["2025年高新技术企业认定公示名单（补充）"],
            HNTE_HEADINGS,
            (1, "广州另外有限公司", "", "", 2025, "天河区", ""),
        ]
    )
    put(year, book.read_bytes())
    put(year, more, "火炬中心/2025年高新技术企业认定公示名单补充.xlsx")
    told = refused(audited(year), "counts_basis")
    assert told.startswith("高企名单：汇总 ")
    assert told.partition("，本次 ")[2].count("…") == 2


def test_other_rules_are_refused(year, book):
    (year / "gzaudit.toml").write_text(
        '[readings.2025]\nA13 = { choice = "b", reason = "试" }\n', encoding="utf-8"
    )
    put(year, book.read_bytes())
    assert refused(audited(year), "counts_basis").startswith("计数读法：汇总 ")


def test_a_reading_that_counts_nothing_otherwise_is_no_matter(year, book):
    (year / "gzaudit.toml").write_text(
        '[readings.2025]\nA3 = { choice = "b", reason = "试" }\n', encoding="utf-8"
    )
    put(year, book.read_bytes())
    assert audited(year).tallied.keys() == {"above_scale_hnte", "above_scale_tech_services"}


def test_another_year_is_refused(year, lists, tmp_path):
    out = tmp_path / "t.xlsx"
    assert (
        inside("tally", 2023, "--hnte", lists / "data/2025" / HNTE, "--out", out, "--fail-on", "never").code
        == 0
    )
    put(year, out.read_bytes())
    told = [each[2] for each in found(audited(year), "counts_basis")]
    assert len(told) == 1
    assert told[0].startswith("年度：汇总 2023，本次 2025；政策规则：汇总 ")


def test_other_public_lists_are_a_warning(year, lists, tmp_path):
    out = tmp_path / "t.xlsx"
    assert tally(lists, out, kinds=("hnte", "above_scale", "above_scale_tech_services")).code == 0
    put(year, out.read_bytes())
    put(
        year,
        text([("企业名称", "统一社会信用代码"), ("广州无关有限公司", "")]),
        "取消高新技术企业资格名单.csv",
    )
    audit = audited(year)
    assert audit.tallied.keys() == {"above_scale_hnte", "above_scale_tech_services"}
    assert [each[2] for each in found(audit, "counts_lists_differ")] == [
        "取消高企资格名单、当年获得发明专利授权企业名单"
    ]


def test_decisions_that_the_tally_could_not_know_are_told(year, book):
    put(year, book.read_bytes())
    rows = [
        ("事项", "企业名称", "统一社会信用代码", "决定", "依据", "决定人", "复核人", "日期"),
        ("district", "广州旁例0号有限公司", "", "越秀区", "函", "甲", "乙", "2026-01-02"),
    ]
    put(year, text(rows), "人工复核决定.csv")
    assert [each[2] for each in found(audited(year), "counts_lists_differ")] == ["人工复核决定"]


def test_a_pin_that_names_other_counts_leaves_these_out(year, book):
    put(year, book.read_bytes())
    put(year, hand_made(), "手工.xlsx")
    (year / "gzaudit.toml").write_text('[sources.2025]\ncounts = ["data/2025/手工.xlsx"]\n', encoding="utf-8")
    audit = audited(year)
    assert counts(audit, "above_scale_hnte") == dict.fromkeys(DISTRICTS, 1)
    assert [(each.adopted, each.attestation) for each in audit.tallies] == [(True, None)]


def test_errors_stop_the_payment_and_the_run_says_so(year, book):
    put(year, changed(book.read_bytes(), ("汇总数", "C7", 3)))
    ended = inside("compute", 2025, "-w", year)
    assert ended.code == 1
    assert "汇总数与所附的汇总证明不符" in ended.err
