"""What people are told of a case: given, expected, found, differences, and the table that an officer signs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from policy_cases import TEXTS, YEARS, files, folder, policy, swapped

from gzaudit.policy.cases.model import Case, Record
from gzaudit.policy.cases.run import given_of, run_boundaries, run_case, run_cases
from gzaudit.policy.cases.table import cases_table
from gzaudit.policy.find import open_folder
from gzaudit.render.model import Book
from gzaudit.render.xlsx import write_book
from gzaudit.result import Given


def case(expected=None, fired=(), **given):
    records, readings = given.pop("records", ()), given.pop("readings", {})
    return Case(
        "1", "一句话", "推算", "440106", expected or {}, readings, Given(**given), "base_status" in given, records, fired
    )  # fmt: skip


def test_a_case_is_told_in_full():
    made = case(
        {"hnte": {"target": "100", "rate": 600, "amount": 113_000}, "base": {"tier": 1, "missed": (), "amount": 350_000}},
        ("hnte-100", "hnte-increment", "base-1"),
        counts={"hnte": 105},
        inputs={"hnte_target": 100, "prior_hnte": 80},
        base_status="accepted",
        assessment="passed",
        found={"talks": 10},
    )  # fmt: skip
    result = run_case(made, policy(2025))
    assert result.ok
    assert result.given.splitlines() == [
        "天河区",
        "高企认定数 105 家",
        "高企认定年度目标数 100，上年高企认定数 80",
        "政策宣讲活动 10 场",
        "基础工作验收通过",
        "绩效考核通过",
    ]
    assert result.expected.splitlines() == [
        "高企认定数：目标 100 家，标准 600 元/家，金额 113,000 元",
        "基础工作：梯队 第 1 梯队，未达到 没有，金额 350,000 元",
    ]
    assert result.found == result.expected
    assert result.clauses == ("征集通知七（二）2（1）", "征集通知七（二）1（1）")


def test_each_difference_names_part_figure_expected_and_found():
    made = case(
        {
            "hnte": {"target": "101", "completion": "1.05", "increment_steps": 2, "amount": None},
            "base": {"status": "accepted", "proposed": "accepted", "missed": ()},
            "district": {"payable": 5},
            "found": {"talks": 9, "needs": 3},
            "told": {"hnte-target": "话", "hnte-85": "话"},
            "enterprises": {"revoked": "counted"},
        },
        ("hnte-85",),
        counts={"hnte": 105},
        inputs={"hnte_target": 100},
        found={"talks": 8},
    )
    result = run_case(made, policy(2025))
    assert not result.ok
    assert result.differences == (
        "高企认定数 目标：应为 101 家，实际 100 家",
        "高企认定数 完成率：应为 1.05，实际 1.050000",
        "高企认定数 增量档数：应为 2 档，实际 1 档",
        "高企认定数 金额：应为 不能计算，实际 113,000 元",
        "基础工作 结论：应为 验收通过，实际 验收不通过",
        "基础工作 清单建议：应为 验收通过，实际 验收不通过",
        "基础工作 未达到：应为 没有，实际 政策宣讲活动",
        "全区 应付：应为 5 元，实际 不能计算",
        "工作量 政策宣讲活动：应为 9 场，实际 8 场",
        "工作量 企业技术需求：应为 3 条，实际 不能计算",
        "底稿 hnte-target：应为 话，实际 高企认定年度目标数 → 目标 100 家",
        "底稿 hnte-85：应为 话，实际 没有这一步",
        "企业 已取消资格的：应为 计，实际 不计",
        "给出金额的规则：应为 hnte-85，实际 hnte-100、hnte-increment",
    )


def test_records_readings_and_flags_are_told():
    records = (
        Record("talks", 2, 60, 50, "宣讲会", None, ("photos",), same=True),
        Record("needs", on=policy(2025).valid_from),
        Record("key_firms", quarters=(1, 2)),
    )
    told = run_case(case(records=records, readings={"A18": "b"}), policy(2025)).given.splitlines()
    assert told == [
        "天河区",
        "记录：政策宣讲活动 2 条，写明“宣讲会”，每条签到 60 家，其中本区 50 家，缺 photos，为同一件事",
        "记录：企业技术需求 1 条，日期 2025-01-01",
        "记录：重点企业经营情况 1 条，只报第 1、2 季度",
        "口径 A18 取 b",
    ]
    told = run_case(case(flags={"subsidy_4": True}), policy(2023)).given.splitlines()
    assert told == ["天河区", "享受4号办法：是"]


def test_what_records_propose_holds_where_nobody_concluded():
    rules = policy(2025)
    full = {item.measure: item.at for item in rules.works[0].groups[0].items}
    assert given_of(case(found=full), rules).base_status == "accepted"
    assert given_of(case(found={**full, "needs": 0}), rules).base_status == "rejected"
    assert given_of(case(found={"talks": 10}), rules).base_status == "not_assessed"
    assert given_of(case(found=full, base_status="not_assessed"), rules).base_status == "not_assessed"
    record = Record("needs", times=55)
    known = {key: number for key, number in full.items() if key != "needs"}
    assert given_of(case(found=known, records=(record,)), rules).base_status == "accepted"


REGISTER = [
    (2025, "policy", 'title = "2025 年广州市', 'title = "二〇二五年广州市', "title：应为 2025 年广州市科技企业培育服务“一区一机构”补助，实际 二〇二五年"),
    (2025, "policy", '440103 = "荔湾区"', '440102 = "荔湾区"', "districts.440103：应为 荔湾区，实际 没有"),
    (2025, "policy", 'rate = 300, clause = "七（二）2（1）"', 'rate = 300, clause = "七（二）2（2）"', "rules.七（二）2（1）：应为 hnte-prior"),
    (2025, "policy", 'name = "周报"', 'name = "每周报告"', "measures.weekly：应为 周报（周），实际 每周报告（周）"),
    (2025, "policy", 'failed = "pays_nothing"         # 不通过则拨付 0 元\nbase_rejected = "separate" ', 'failed = "pays_nothing"\nbase_rejected = "pays_nothing" ', "payment：应为 绩效考核、pays_nothing、separate，实际 绩效考核、pays_nothing、pays_nothing"),
    (2025, "readings", 'question = "增量从哪里起算"', 'question = "增量自何处起算"', "texts：应为 "),
    (2025, "clauses", 'meaning = "申报要交的五类材料。"', 'meaning = "申报要交的六类材料。"', "texts：应为 "),
    (2025, "readings", 'arithmetic = true\n\n[[readings.choices]]\nid = "a"\nmeaning = "每个共有人都算"', 'arithmetic = false\n\n[[readings.choices]]\nid = "a"\nmeaning = "每个共有人都算"', "readings.A14：应为 八（二）4、要测算、a、b，实际 八（二）4、不测算、a、b"),
    (2023, "policy", '[service]                       # 服务期，两端都含\nid = "service"\nfrom = 2023-01-01', '[service]\nid = "service"\nfrom = 2023-01-02', "service：应为 2023-01-01、2023-12-31，实际 2023-01-02、2023-12-31"),
    (2023, "policy", 'revoked = "left_out"', 'revoked = "counted"', "enterprises：应为 left_out、counted，实际 counted、counted"),
    (2023, "policy", 'heading = "享受4号办法"', 'heading = "享受四号办法"', "headings：应为 上年高企认定数、上年科小入库数、享受4号办法，实际"),
]  # fmt: skip


@pytest.mark.parametrize(("year", "name", "old", "new", "told"), REGISTER, ids=lambda each: str(each)[:12])
def test_the_register_tells_what_no_sum_shows(year, name, old, new, told):
    changed = files(year, **{name: swapped(TEXTS[year][f"{name}.toml"], old, new)})
    first = run_cases(changed)[0]
    assert not first.ok
    assert any(each.startswith(told) for each in first.differences), first.differences
    assert first.found == f"{len(first.differences)} 处不同"


def test_the_register_tells_of_another_order(tmp_path):
    text = TEXTS[2023]["cases.toml"]
    lines = text.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith('"六（四）" = '))
    lines[at : at + 1], moved = [], lines[at]
    end = next(n for n, line in enumerate(lines) if line.startswith("[facts.readings]"))
    lines.insert(end - 1, moved)
    first = run_cases(open_folder(folder(tmp_path, 2023, cases="".join(lines))))[0]
    assert len(first.differences) == 1
    assert first.differences[0].startswith("rules 的次序：应为 ")


@pytest.mark.parametrize("year", YEARS)
def test_the_table_can_be_signed(year):
    results = (*run_cases(files(year)), *run_boundaries(policy(year)))
    table = cases_table(results)
    assert [column.heading for column in table.columns] == [
        "序号", "算例", "给定", "应得", "实得", "依据条款", "结论",
    ]  # fmt: skip
    assert table.height == len(results) + 4
    assert all(len(column) == table.height for column in table.data)
    assert table.data[0] == [*range(1, len(results) + 1), None, None, None, None]
    assert table.data[1][-4:] == ["合计", "编制", "复核", "批准"]
    assert table.data[2][-4] == f"{len(results)} 例"
    assert table.data[6] == ["一致"] * len(results) + ["全部一致", "", "", ""]
    assert table.total_rows == 4
    assert "没有条款给出金额" in table.data[5]


def test_a_case_that_does_not_come_out_is_told_in_the_table():
    results = run_cases(files(2023))
    wrong = run_case(replace(results[1].case, fired=("payment",)), policy(2023))
    table = cases_table((results[0], wrong), "核对")
    assert table.title == "核对"
    assert table.data[6] == [
        "一致",
        "不一致：\n给出金额的规则：应为 payment，实际 没有",
        "1 例不一致",
        "",
        "",
        "",
    ]
    assert table.data[1][1] == "1 上年 100 家认定 109 家，不到 110%，不补"


def test_the_table_is_a_sheet(tmp_path):
    write_book(tmp_path / "a.xlsx", Book("算例", "2023", (cases_table(run_cases(files(2023))),)))
    assert (tmp_path / "a.xlsx").stat().st_size > 5000
