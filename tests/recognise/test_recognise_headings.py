"""Where the heading row is and which column is which, in the shapes that real lists have."""

from __future__ import annotations

import pytest
from lists_on_disk import CODE

from gzaudit.read.headings import SEARCH_ROWS, find_headings, normal_heading
from gzaudit.read.kinds import heading_aliases, kinds

FIRM = ["1", "广州甲科技有限公司", CODE, "天河区"]
PLAIN = ["序号", "企业名称", "统一社会信用代码", "所在区"]


def columns(*rows: list) -> dict[str, tuple[int, ...]]:
    headings = find_headings(list(rows), 2025)
    return headings.columns if headings else {}


def place(*rows: list) -> tuple[int, int]:
    headings = find_headings(list(rows), 2025)
    return headings.top, headings.lines


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.key)
def test_every_field_of_every_kind_has_headings(kind):
    assert set(kind.fields) <= set(heading_aliases())
    for groups in (kind.needs, kind.headings, (kind.uses, kind.unless, kind.single)):
        for group in groups:
            assert set(group) <= set(heading_aliases())


@pytest.mark.parametrize(("field", "alias"), [(f, a) for f, all_ in heading_aliases().items() for a in all_])
def test_every_alias_is_recognised_as_its_field(field, alias):
    assert columns([alias, "企业简介"])[field] == (0,)


@pytest.mark.parametrize(
    "heading",
    [
        "企业名称", "企业 名称", "企业\n名称", " 企业\u3000名称 ", "企业名称*", "★企业名称", "＊企业名称：", "企业名称（必填）",
        "企业名称(全称)", "企 业 名 称", "企业名\u200b称", "1.企业名称", "（2）企业名称", "2、企业名称", "企业名称\r\n（盖章）",
    ],
)  # fmt: skip
def test_spaces_breaks_marks_and_brackets(heading):
    assert columns([heading, "统一社会信用代码"])["name"] == (0,)


@pytest.mark.parametrize(
    "heading",
    [
        "上年规上高企数", "2024年规上高企数", "上年(2024年)规上高企数", "上年（2024 年）规上高企数（家）", "2024年度规上高企数量",
        "规上高企数（2024年）", "规上高企数(上年)", "规上高企2024年基数", "规上高企基数", "2024规上高企数", "上年度规上高企个数",
        "上一年度规模以上高新技术企业数", "2024年规上高新技术企业数量（家）", "去年规上高企数", "2024年（上年）规上高企数",
    ],
)  # fmt: skip
def test_the_year_before_is_one_heading(heading):
    assert columns(["区", heading]) == {"district": (0,), "prior_above_scale_hnte": (1,)}


@pytest.mark.parametrize(
    "heading",
    ["2025年规上高企数", "规上高企数", "规上高企数（2025年）", "本年规上高企数", "2025年度规上高企数量"],
)
def test_the_year_itself_is_not_the_year_before(heading):
    assert columns(["区", heading]) == {"district": (0,), "count_above_scale_hnte": (1,)}


@pytest.mark.parametrize(
    "heading", ["2023年规上高企数", "2026年规上高企数", "12024规上高企数", "2024年末规上高企增加数"]
)
def test_other_years_are_no_heading_of_the_year_before(heading):
    assert "prior_above_scale_hnte" not in columns(["区", heading])


def test_the_year_moves_with_the_audit():
    assert normal_heading("2022年高企数", 2023) == normal_heading("上年高企数", 2023) == "上年高企数"
    assert normal_heading("2024年高企数", 2023) == "2024年高企数"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("2025年高企认定年度目标数（家）", "hnte_target"),
        ("2025年度目标数", "hnte_target"),
        ("高企认定 2025年目标", "hnte_target"),
        ("上年规模以上科技服务业企业数", "prior_tech_services"),
        ("2024年获得发明专利授权的高新技术企业数量", "prior_patent_hnte"),
        ("2024年当年获得发明专利授权的高新技术企业数量", "prior_patent_hnte"),
        ("2024年高企认定数", "prior_hnte"),
    ],
)
def test_columns_of_the_targets(heading, field):
    assert columns(["区", heading])[field] == (1,)


def test_first_row_or_far_below_a_title_block():
    assert place(PLAIN, FIRM) == (0, 1)
    title = [
        ["附件1"],
        ["2025年第一批高新技术企业认定备案公示名单"],
        [],
        ["填报单位：广州市科技局", "", "", "单位：家"],
        [" "],
    ]
    assert place(*title, PLAIN, FIRM) == (5, 1)
    long = [[f"说明第{row}条：企业名称以营业执照为准。"] for row in range(SEARCH_ROWS - 1)]
    assert place(*long, PLAIN, FIRM) == (SEARCH_ROWS - 1, 1)
    assert find_headings([*long, [""], PLAIN, FIRM], 2025) is None


@pytest.mark.parametrize(
    "title",
    [
        ["企业名称及统一社会信用代码一览表"], ["企业名称"], ["区：天河区"], ["名称", "说明"], ["日期", "2025-12-31", "区", "天河区"],
        ["单位名称：", "广州市科学技术局", "地址：", "府前路1号"],
    ],
)  # fmt: skip
def test_titles_that_hold_heading_words(title):
    assert place(title, PLAIN, FIRM, FIRM) == (1, 1)


def test_any_column_may_be_the_first():
    assert columns(["", "", *PLAIN], ["", "", *FIRM])["name"] == (3,)


def test_two_merged_lines():
    upper = ["序号", "企业名称", "基本情况", "", "备注"]
    lower = ["", "", "统一社会信用代码", "所在区", ""]
    assert place(["名单"], upper, lower, ["1", "甲公司", CODE, "天河区", ""]) == (1, 2)
    assert columns(["名单"], upper, lower) == {"serial": (0,), "name": (1,), "code": (2,), "district": (3,)}


def test_two_lines_that_are_one_heading_together():
    upper = ["区", "高企认定年度目标数", "2024年", "", "", "2025年"]
    lower = ["", "", "规上高企数", "规上科服企业数", "专利高企数", "规上高企数"]
    assert columns(upper, lower) == {
        "district": (0,), "hnte_target": (1,), "prior_above_scale_hnte": (2,), "prior_tech_services": (3,),
        "prior_patent_hnte": (4,), "count_above_scale_hnte": (5,),
    }  # fmt: skip


@pytest.mark.parametrize("group", ["上年基数", "2024年基数（家）", "上年（2024年）完成情况", "2024年"])
def test_a_group_that_says_the_year_before(group):
    found = columns(["区", group, "", ""], ["", "规上高企数", "规上科服企业数", "专利高企数"])
    assert found == {
        "district": (0,),
        "prior_above_scale_hnte": (1,),
        "prior_tech_services": (2,),
        "prior_patent_hnte": (3,),
    }


def test_groups_by_indicator():
    upper = ["区", "高企认定", "", "规上高企", ""]
    lower = ["", "2025年目标数", "2024年认定数", "2024年基数", "年度目标"]
    found = columns(upper, lower)
    # The target of 规上高企 is worked out, not read: it must not pass for the target of all 高企.
    assert found == {
        "district": (0,),
        "hnte_target": (1,),
        "prior_hnte": (2,),
        "prior_above_scale_hnte": (3,),
    }


def test_three_merged_lines():
    rows = [
        ["序号", "企业情况", "", "", "认定情况", ""],
        ["", "名称信息", "", "代码信息", "证书", ""],
        ["", "企业名称", "曾用名", "统一社会信用代码", "证书编号", "发证日期"],
        ["1", "甲公司", "", CODE, "GR202544000001", "2025-12-01"],
    ]
    assert place(*rows) == (0, 3)
    assert columns(*rows) == {
        "serial": (0,),
        "name": (1,),
        "former": (2,),
        "code": (3,),
        "certificate": (4,),
        "issued": (5,),
    }


def test_a_title_is_no_part_of_the_headings():
    assert place(["名单", "", "", ""], PLAIN, FIRM) == (1, 1)


def test_the_upper_of_equal_heading_rows_and_not_the_repeated_one():
    assert place(PLAIN, FIRM, PLAIN, FIRM) == (0, 1)
    assert place(["x"], PLAIN, ["1", "企业名称", "统一社会信用代码", "所在区"], FIRM) == (1, 1)


def test_a_wider_table_below_does_not_swallow_the_upper_one():
    wide = [*PLAIN, "证书编号", "发证日期"]
    assert place(["第一批"], PLAIN, FIRM, FIRM, [], wide, [*FIRM, "GR", "2025-12-01"]) == (1, 1)
    # A box above the list that says whose it is has as many values as headings.
    assert place(["单位名称", "市科技局", "区", "天河区"], ["", ""], ["说明", "x"], PLAIN, FIRM) == (3, 1)


def test_aliases_have_an_order_of_preference():
    assert columns(["单位详细名称", "企业名称"])["name"] == (1, 0)
    assert columns(["名称", "单位名称", "企业名称", "企业名称"])["name"] == (2, 3, 1, 0)
    assert columns(["企业名称", "曾用名2", "曾用名", "曾用名1"])["former"] == (2, 3, 1)


def test_one_column():
    assert columns(["企业名称"], ["甲公司"]) == {"name": (0,)}


def test_no_headings():
    assert find_headings([], 2025) is None
    assert find_headings([["名单"], [1, 2.5], ["甲公司", "乙公司"]], 2025) is None
