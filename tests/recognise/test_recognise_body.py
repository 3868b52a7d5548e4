"""Every firm row is kept, every note, total and repeated heading is not, and rows = kept + excluded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lists_on_disk import CODE

from gzaudit.read.body import sort_lines
from gzaudit.read.headings import find_headings

NEEDS = ("name", "code")
WIDE = ["序号", "企业名称", "统一社会信用代码", "所在区", "证书编号"]
NAMES = [
    "合计科技有限公司", "共创科技有限公司", "共青团之家文化有限公司", "说明书印刷有限公司", "单位互联科技有限公司", "注册易咨询有限公司",
    "统一食品有限公司", "企名片科技有限公司", "总计软件有限公司", "小计算机有限公司", "备注网络有限公司", "全市通物流有限公司",
    "全市达（广州）物流有限公司", "汇总数据有限公司", "审核通科技有限公司", "联系人智能科技有限公司", "日期时间科技有限公司", "来源文化有限公司",
    "本表仪器有限公司", "以上科技有限公司", "制表人软件工作室", "附件科技有限公司", "截至科技有限公司", "数据来源（广州）有限公司", "专利区块有限公司",
    "序列科技有限公司", "区块链科技有限公司", "广州市合计厂", "第一批发有限公司", "天河区块科技有限公司", "共3家科技有限公司", "广东省（广州）研究院",
    "GUANGZHOU ABC CO., LTD", "Total Ltd.", "广州甲合伙企业（有限合伙）", "中山大学", "2025科技有限公司", "360数科（广州）有限公司",
    "3M中国有限公司", "（广州）甲有限公司", "名单科技有限公司", "电话机厂", "负责人网络有限公司", "广州市乙厂",
]  # fmt: skip
NOTES = [
    "注：以上名单按区排列。", "注1：含补充备案", "备注：数据截至2025年12月31日", "说明：本表由填报单位负责解释", "制表人：张三", "审核人：",
    "填报单位：广州市科学技术局", "数据来源：市统计局", "单位：家", "日期：2025年12月31日", "截至2025年12月底", "打印日期 2025-12-31",
    "附：名单说明", "（1）本表不含产业活动单位；", "以上企业均为当年认定", "名单按拼音排序，如有异议请联系科技处", "2、名单中带*的为新增企业；",
    "单位（盖章）：", "广州市统计局（盖章）", "2025年12月31日", "※为新增", "如有异议，请联系广州甲科技服务有限公司",
    "统计负责人：李四", "注", "备注", "一、天河区（120家）", "第一批", "天河区", "广州市科学技术局",
]  # fmt: skip
TOTALS = [
    "合计", "总计", "小计", "共计", "合 计", "总\u3000计", "合计：", "合计：4,001", "共4001家", "共 4001 家企业", "合计4001家",
    "共计：4001家", "总共4001家", "以上共5家", "本页小计", "全市合计", "天河区小计", "天河区合计", "第一批合计", "合计（11个区）",
    "企业总数：5家", "共5户", "全市", "高新技术企业共4001家", "合计（家）", "本表共计4001家。",
]  # fmt: skip


def sort(headings: list, *lines: list, needs=NEEDS):
    rows = [headings, *lines]
    found = find_headings(rows, 2025)
    assert found.top == 0
    body = sort_lines(rows, found, needs)
    assert body.rows == len(body.keep) + sum(body.excluded.values())
    return [at - 1 for at in body.keep], dict(body.excluded), body


@pytest.mark.parametrize("name", NAMES)
def test_a_firm_is_kept_whatever_its_name_begins_with(name):
    others = [["7", "广州甲科技有限公司", CODE, "天河区", ""]]
    for line in (
        ["1", name, CODE, "天河区", "GR"], ["1", name, "", "天河区", "GR"], ["1", name, "", "", ""], ["", name, "", "", ""],
        ["", name, "", "天河区", ""], [1.0, name, 914401010000000000.0, "", ""], ["", name, "", "全市", "合计"],
    ):  # fmt: skip
        assert sort(WIDE, *others, line)[:2] == ([0, 1], {}), line
        assert sort(WIDE, line, *others)[:2] == ([0, 1], {}), line
    assert sort(["企业名称"], ["广州甲科技有限公司"], [name])[:2] == ([0, 1], {})
    assert sort(["序号", "企业名称"], ["1", name])[:2] == ([0], {})
    assert sort(["所在区", "企业名称", "备注"], ["天河区", name, ""], ["全市", name, "注：无"])[:2] == (
        [0, 1],
        {},
    )
    assert sort(["备注", "企业名称", "地址"], ["说明", name + "有限公司", "x"])[:2] == ([0], {})


@pytest.mark.parametrize("note", NOTES)
def test_notes_are_left_out(note):
    firm = ["1", "广州甲科技有限公司", CODE, "天河区", ""]
    for line in ([note], ["", note], ["", note, "", "", ""], ["", "", "", note]):
        assert sort(WIDE, firm, line)[:2] == ([0], {"note": 1}), line


@pytest.mark.parametrize("total", TOTALS)
def test_totals_are_left_out(total):
    firm = ["1", "广州甲科技有限公司", CODE, "天河区", ""]
    for line in (
        [total],
        ["", total],
        [total, "4001家", "", "", ""],
        ["", total, "4001", "", "12"],
        [total, "", "", "", "5"],
    ):
        assert sort(WIDE, firm, line)[:2] == ([0], {"total": 1}), line


@pytest.mark.parametrize(
    "total", ["合计", "全市合计", "全市", "广州市", "总计", "合计（11个区）", "全市总计"]
)
def test_totals_of_a_table_by_district(total):
    headings = ["序号", "区", "高企认定年度目标数", "上年规上高企数"]
    for line in ([total, "", 9900, 1100], ["", total, 9900, 1100], [12, total, 9900, 1100]):
        kept, excluded, body = sort(headings, [1, "天河区", 900, 100], line, needs=("district",))
        assert (kept, excluded, body.totals) == ([0], {"total": 1}, [2])


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        (["合计", "4001家"], 4001), (["共4001家"], 4001), (["合计：4,001"], 4001), (["合计", "4,001"], 4001), (["合计", 4001.0], 4001),
        (["合计"], None), (["本页小计：40家"], None), (["天河区合计", "40家"], None), (["合计（11个区）", "", "", "4001家"], 4001),
        (["合计", "", "12", "4001家"], 4001), (["第一批合计", "1,200家"], None), (["全市合计", "5户"], 5),
    ],
)  # fmt: skip
def test_what_a_totals_line_states(line, stated):
    firm = ["1", "广州甲科技有限公司", CODE, "天河区", ""]
    assert sort(WIDE, firm, line)[2].stated == stated


def test_subtotals_do_not_hide_the_total():
    firm = ["1", "广州甲科技有限公司", CODE, "天河区", ""]
    assert sort(WIDE, firm, ["合计：2家"], firm, ["本页小计：1家"])[2].stated == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (["制表人：", "张三", "审核人：", "李四", "2025-12-31"], "note"),
        (["制表人", "张三", "审核人", "李四"], "note"),
        (["制表单位：", "广州甲会计师事务所有限公司"], "note"),
        (["注：", "以上名单按区排列。"], "note"),
        (["备注", "不含产业活动单位"], "note"),
        ([3, "", "", "", ""], "serial_only"),
        (["4", " ", "\u3000"], "serial_only"),
        ([5.0], "serial_only"),
        (WIDE, "heading"),
        (["", "企业名称", "统一社会信用代码", "所在区", "GR"], "heading"),
        (["序 号", "企业\n名称", "", "", ""], "heading"),
    ],
)
def test_other_furniture(line, reason):
    firm = ["1", "广州甲科技有限公司", CODE, "天河区", ""]
    assert sort(WIDE, firm, line, firm)[:2] == ([0, 2], {reason: 1})


def test_a_repeated_heading_of_one_column():
    assert sort(["企业名称"], ["甲公司"], ["企业名称"], ["乙公司"])[:2] == ([0, 2], {"heading": 1})


def test_repeated_merged_headings():
    upper, lower = (
        ["序号", "企业名称", "基本情况", "", ""],
        ["", "", "统一社会信用代码", "所在区", "证书编号"],
    )
    firm = ["1", "甲公司", CODE, "天河区", "GR"]
    rows = [upper, lower, firm, upper, lower, firm]
    body = sort_lines(rows, find_headings(rows, 2025), NEEDS)
    assert (body.keep, dict(body.excluded)) == ([2, 5], {"heading": 2})


@pytest.mark.parametrize(
    "legend",
    [
        ["甲", "乙", "丙", "1", "2"],
        [1, 2, 3, 4, 5],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["", "", "", "（家）", "（万元）"],
    ],
)
def test_column_numbers_and_units_directly_below_the_headings(legend):
    firm = ["1", "甲公司", CODE, "天河区", "GR"]
    assert sort(WIDE, legend, firm)[:2] == ([1], {"heading": 1})


def test_units_below_targets():
    headings = ["区", "高企认定年度目标数", "上年规上高企数"]
    assert sort(headings, ["", "（家）", "（家）"], ["天河区", 5, 6], needs=("district",))[:2] == (
        [1],
        {"heading": 1},
    )


def test_blank_lines_are_no_rows():
    firm = ["1", "甲公司", CODE, "天河区", "GR"]
    kept, excluded, body = sort(WIDE, [], [""] * 5, [" ", "\t", "\u3000", "\n", ""], firm, [" "], firm, [])
    assert (kept, excluded, body.rows) == ([3, 5], {}, 2)


def test_a_row_without_name_and_code_is_kept_for_a_later_verdict():
    assert sort(WIDE, ["1", "", "", "天河区", "GR202544000001"])[:2] == ([0], {})


def test_several_patentees_alone_in_a_line():
    headings = ["序号", "专利权人", "专利号"]
    lines = [
        ["", "广州甲有限公司;中山大学"],
        ["", "甲有限公司；乙有限公司、丙研究院"],
        ["", "甲有限公司，乙有限公司"],
    ]
    assert sort(headings, *lines, needs=("owner", "name"))[:2] == ([0, 1, 2], {})


FIRMS = st.builds(
    lambda name, code, district, serial: [serial, name, code, district, ""],
    st.one_of(
        st.sampled_from(NAMES),
        st.text("广州天河合共注备企单统甲乙丙", min_size=4, max_size=9).map(lambda t: t + "有限公司"),
    ),
    st.sampled_from([CODE, "", "无", 914401010000000000.0, "91440101MA59UGFL9"]),
    st.sampled_from(["天河区", "", "全市", "合计"]),
    st.one_of(st.just(""), st.integers(1, 99999).map(float), st.integers(1, 99999).map(str)),
)
FURNITURE = st.one_of(
    st.tuples(st.sampled_from(NOTES).map(lambda note: ["", note, "", "", ""]), st.just("note")),
    st.tuples(st.sampled_from(NOTES).map(lambda note: [note]), st.just("note")),
    st.tuples(st.sampled_from(TOTALS).map(lambda total: [total, "", "", "", ""]), st.just("total")),
    st.tuples(st.just(WIDE), st.just("heading")),
    st.tuples(st.integers(1, 9999).map(lambda n: [float(n), "", "", "", ""]), st.just("serial_only")),
    st.tuples(st.sampled_from([[], [""], [" ", "\u3000"], ["\n"] * 5]), st.just("blank")),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(FIRMS.map(lambda row: (row, "firm")), FURNITURE), max_size=25),
    st.booleans(),
    st.integers(0, 2),
)
def test_random_tables(lines, titled, left):
    pad = [""] * left
    title = [["2025年高新技术企业认定公示名单"], []] if titled else []
    rows = [pad + row for row in [*title, WIDE, *(row for row, _ in lines)]]
    headings = find_headings(rows, 2025)
    first = len(title) + 1
    assert headings.body == first
    body = sort_lines(rows, headings, NEEDS)
    expected: dict[str, int] = {}
    for _, what in lines:
        expected[what] = expected.get(what, 0) + 1
    expected.pop("blank", None)
    assert body.keep == [first + at for at, (_, what) in enumerate(lines) if what == "firm"]
    assert dict(body.excluded) == {what: number for what, number in expected.items() if what != "firm"}
    assert body.rows == sum(expected.values())
