"""An official text is split into its clauses by its numbering, however its lines are broken."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_notice import OFFICIAL, TEXT, present

from gzaudit.policy.lint.official_text import locate, nearest, parts, plain, split
from gzaudit.policy.load import load_policy

PLACES = split(TEXT)


def test_every_clause_of_the_invented_notice_has_a_place_in_the_order_of_the_text():
    assert list(PLACES) == [
        "首段", "一", "二", "二首段", "二（一）", "二（一）首段", "二（一）1", "二（一）2", "二（二）", "二（二）首段",
        "二（二）1", "二（二）1首段", "二（二）1（1）", "二（二）1（2）", "二（二）1末段", "二（二）2", "二（二）2首段", "二（二）2表1",
        "三", "三首段", "三（一）", "三（二）", "三（三）", "三末段", "附件",
    ]  # fmt: skip


def test_an_item_is_that_item_alone_and_a_clause_with_items_is_the_whole():
    assert PLACES["三（二）"] == "走访:交记录。"
    assert PLACES["三"].splitlines() == [
        "验收",
        "(一) 讲座活动:交名单、照片。",
        "(二) 走访:交记录。",
        "(三) 总结:在2031年9月30日前交齐。上述材料须真实。通过绩效考核后付款。",
    ]
    assert PLACES["二（二）1首段"] == "讲座和走访各区分为两组。"
    assert PLACES["三末段"] == "上述材料须真实。通过绩效考核后付款。"
    assert PLACES["附件"] == "1.表样2.说明"
    assert PLACES["二（二）2表1"].startswith("各区数额区数额(万元)天河区12走访")
    assert PLACES["二（二）2表1"].endswith("全市33备注:1.数额可以调整。")


@pytest.mark.parametrize(
    "line",
    [
        "见附件1、2和表1所列", "参照二（一）执行", "第一、第二两项", "一、二、三类", "依第（二）款", "增长2.5万元", "按公式（1）计算",
        "共三、四个", "版本1.0", "下列（二）不同", "二（一）1（1）另行规定", "表1中的数",
    ],
)  # fmt: skip
def test_a_number_inside_a_sentence_is_no_item(line):
    text = f"前言。一、标题（一）先讲理由，再讲办法。然后{line}，到此为止。（二）其次。二、结尾。"
    assert [place for place in split(text) if not place.endswith(("首段", "末段"))] == [
        "一",
        "一（一）",
        "一（二）",
        "二",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关于补助的通知一、目的二、办法", ["首段", "一", "二"]),
        ("一、总则1、甲2、乙二、附则", ["一", "一首段", "一1", "一2", "二"]),
        ("一、总则1.2025年起。2.2026年止。", ["一", "一首段", "一1", "一2"]),
        ("一、总则1.2.5万元起。", ["一"]),
        ("七、前面略。八、后面。十、再后。", ["七", "八", "十"]),
        ("九、甲。十、乙。十一、丙。十二、丁。", ["九", "十", "十一", "十二"]),
        ("一、甲⒈乙⒉丙", ["一", "一首段", "一1", "一2"]),
        ("一、甲㈠乙㈡丙", ["一", "一首段", "一（一）", "一（二）"]),
        ("一、甲。表1:甲 5 表2中的数 全市 350 二、乙。", ["一", "一首段", "一表1", "二"]),
        ("一、甲(三)乙(五)丙", ["一"]),
        ("没有编号", ["首段"]),
        ("", []),
    ],
)
def test_other_ways_to_number(text, expected):
    assert [place for place in split(text) if not place.endswith("末段")] == expected


def test_circled_numbers_and_footnotes_do_not_join_the_number_beside_them():
    assert plain("①10 场 70%² ５（含）") == "①10场70%²5(含)"


BREAKS = st.sampled_from(["", "\n", "\r\n", " ", "\u3000", "\n\n", "\t", "\u200b", "\ufeff"])
CHARACTERS = [char for char in TEXT if not char.isspace()]


@given(st.lists(BREAKS, min_size=len(CHARACTERS), max_size=len(CHARACTERS)))
def test_line_breaks_and_blanks_change_nothing(breaks):
    assert split("".join(itertools.chain(*zip(CHARACTERS, breaks, strict=True)))) == PLACES


@given(st.text(alphabet="一二三（）()1234.、。；:表附件第段甲\n①", max_size=60))
def test_nothing_is_lost_whatever_the_text(text):
    """Only marks are taken out; all else stands in one article, or before the first."""
    places = split(text)
    whole = "".join(
        "".join(places[each].split()) for each in places if len(parts(each)) == 1 and each != "首段"
    )
    for char in "甲①段第。;":
        assert (places.get("首段", "") + whole).count(char) == plain(text).count(char)
    for place, words in places.items():
        assert words
        assert locate(places, place) == place


def test_a_clause_is_found_with_brackets_of_either_width():
    assert locate(PLACES, "二(二)1(1)") == locate(PLACES, " 二（二）1（1） ") == "二（二）1（1）"


def test_a_table_may_be_cited_by_its_number_alone_if_it_is_the_only_one():
    assert locate(PLACES, "表1") == locate(PLACES, "二（二）2表1") == "二（二）2表1"
    assert locate(split("一、甲。表1:乙。二、丙。表1:丁。"), "表1") is None
    assert locate(PLACES, "表2") is None


def test_a_place_that_is_not_there_names_the_nearest_ones():
    assert locate(PLACES, "二（二）1（3）") is None
    assert nearest(PLACES, "二（二）1（3）")[:2] == ("二（二）1（1）", "二（二）1（2）")
    assert nearest(PLACES, "二（一）12") == ("二（一）1", "二（一）2", "二（一）首段")
    assert nearest({}, "一") == ()


def test_a_place_is_made_of_its_numbers():
    assert parts("七（二）1（1）") == ("七", "（二）", "1", "（1）")
    assert parts("十一(三)表12") == ("十一", "（三）", "表12")
    assert parts("八末段") == ("八", "末段")


@present
@pytest.mark.parametrize(("year", "places", "tables"), [(2023, 44, ["四（三）表1"]), (2025, 63, [])])
def test_the_official_texts_have_every_clause_that_the_policies_know(year, places, tables):
    found = split(OFFICIAL[year].read_text(encoding="utf-8"))
    assert [clause for clause in load_policy(year).clauses if locate(found, clause) is None] == []
    assert (len(found), [each for each in found if parts(each)[-1].startswith("表")]) == (places, tables)
