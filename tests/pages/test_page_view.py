"""What pages make of the shared tables: texts, columns, widths, charts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.render.model import BookNote, Column, Formula, Link, Table
from gzaudit.render.page_charts import FULL, chart
from gzaudit.render.page_text import split_heading, sums
from gzaudit.render.page_view import PageTable
from gzaudit.render.page_widths import Measured, fit, measure


def table(columns: list[tuple[Column, list[Any]]], **layout: Any) -> Table:
    return Table.of_columns("表", "一张表", columns, **layout)


COUNTS = table(
    [
        (Column("区", "label"), ["甲区", "乙区", "全市"]),
        (Column("家数", "integer"), [1200, "待定", "待定"]),
        (Column("目标（家）", "percent"), ["65.1", "100", ""]),
        (Column("应付（元）", "money"), [Formula("=B2*500", 600000), 0, Formula("=SUM(D2:D3)", 600000)]),
        (Column("计算过程", "wrapped"), ["甲<1>\n甲2", "乙", ""]),
        (Column("名单", "text"), [Link("名单甲", "名单"), Link("名单乙", "名单"), ""]),
    ],
    notes=("单位：家、元。", "口径见附件。", BookNote("家数以后的各栏都是公式：改动家数，金额随之改变。")),
    total_rows=1,
)


def test_cells_show_stored_values_with_thousands_and_links_to_sheets_are_left_out() -> None:
    shown = PageTable(COUNTS, below="计算过程")
    assert [name + unit for name, unit, _ in shown.headings] == ["区", "家数", "目标（家）", "应付（元）"]
    assert shown.records == [
        {"区": "甲区", "家数": "1,200", "目标（家）": "65.1", "应付（元）": "600,000"},
        {"区": "乙区", "家数": "待定", "目标（家）": "100", "应付（元）": "0"},
    ]
    assert shown.totals == [{"区": "全市", "家数": "待定", "目标（家）": "", "应付（元）": "600,000"}]
    assert shown.unit == "单位：家、元"
    assert shown.notes == ["口径见附件。"]


def test_long_text_stands_below_its_row_escaped_and_kept_with_it() -> None:
    rows = str(PageTable(COUNTS, below="计算过程").rows)
    assert rows.count('<tbody class="kept">') == 3
    assert rows.count('<tr class="below"><td colspan="4">') == 2
    assert "甲&lt;1&gt;\n甲2" in rows
    assert rows.count('<tr class="total">') == 1


def test_a_table_without_rows_has_none() -> None:
    empty = PageTable(table([(Column("区"), [])]))
    assert empty.rows == ""
    assert empty.records == []
    assert empty.fit.shares == ("100.00%",)


def test_what_is_to_be_filled_in_has_boxes_or_room() -> None:
    reply = table(
        [
            (Column("事项", "label"), ["甲", "乙"]),
            (Column("是否确认", "flag", 12), [None, None]),
            (Column("内容", "wrapped", 34), [None, None]),
        ],
        choices={1: ("确认", "有异议"), 2: ()},
        signed=("填报人",),
    )
    shown = PageTable(reply)
    assert shown.to_fill
    assert shown.signed == ("填报人",)
    assert shown.records[0] == {"事项": "甲", "是否确认": "□确认\n□有异议", "内容": ""}
    shares = [float(share.rstrip("%")) for share in shown.fit.shares]
    assert shares[2] > 2 * max(shares[:2])


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("家数", ("家数", "")),
        ("应付（元）", ("应付", "（元）")),
        ("标准（元/家）", ("标准", "（元/家）")),
        ("（元）", ("（元）", "")),
        ("说明（这里是一段很长的话）", ("说明（这里是一段很长的话）", "")),
    ],
)
def test_the_unit_of_a_heading_stays_whole(heading: str, parts: tuple[str, str]) -> None:
    assert split_heading(heading) == parts


def test_a_switched_reading_is_told_whatever_its_reason_says() -> None:
    said = ("口径 A1 已改用“乙”（默认：甲）。理由：公式都是公式，金额随之改变", BookNote("不随本表改动。"))
    assert PageTable(table([(Column("区"), ["甲"])], notes=said)).notes == [said[0]]


def test_the_last_line_in_words() -> None:
    assert sums(COUNTS) == [("应付", "600,000", "元")]


def test_few_columns_stand_upright_and_many_lie_across() -> None:
    few = [Measured("integer", 8, 8, 4)] * 4
    assert (fit(few).size, fit(few).wide) == ("ten", False)
    # 84 units upright at 10.5 points: eight columns of 8 + 2 are 80, nine are 90, eleven are 110.
    assert (fit(few * 2).size, fit(few * 2).wide) == ("ten", False)
    nine = [Measured("integer", 8, 8, 4)] * 9
    assert (fit(nine).size, fit(nine).wide) == ("nine", False)
    eleven = [Measured("integer", 8, 8, 4)] * 11
    assert (fit(eleven).size, fit(eleven).wide) == ("ten", True)
    assert (fit(eleven, wide=False).size, fit(eleven, wide=False).wide) == ("eight", False)


def test_columns_of_long_text_share_what_the_others_leave() -> None:
    columns = [
        measure("区", "", "label", ["天河区"]),
        measure("金额", "（元）", "money", ["1,234,567"]),
        measure("说明", "", "wrapped", ["字" * 60]),
        measure("备注", "", "wrapped", ["字" * 10]),
    ]
    laid = fit(columns)
    assert laid.firm == (True, True, False, False)
    shares = [float(share.rstrip("%")) for share in laid.shares]
    assert shares[2] > 2 * shares[3]


@given(
    st.lists(
        st.builds(
            Measured,
            st.sampled_from(["text", "code", "integer", "money", "percent", "flag", "wrapped", "label"]),
            st.integers(0, 900),
            st.integers(0, 900),
            st.integers(0, 40),
        ),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from([None, False, True]),
)
def test_shares_always_fill_the_width_and_nothing_vanishes(
    columns: list[Measured], wide: bool | None
) -> None:
    laid = fit(columns, wide=wide)
    shares = [float(share.rstrip("%")) for share in laid.shares]
    assert len(shares) == len(columns)
    assert 99.0 <= sum(shares) <= 100.0
    assert all(share > 0 for share in shares)
    assert wide is None or laid.wide == wide


def test_bars_are_in_proportion_and_the_unknown_has_none() -> None:
    drawn = chart("家数", COUNTS, [1, 2])
    assert drawn["series"] == ["家数", "目标（家）"]
    assert drawn["indent"] == 4
    first, second = drawn["items"]
    assert [(bar["value"], bar["length"]) for bar in first["bars"]] == [("1,200", FULL), ("65.1", 54)]
    assert [(bar["value"], bar["length"]) for bar in second["bars"]] == [("待定", 0), ("100", 83)]
    assert (first["reach"], second["reach"]) == (FULL, 83)


def test_parts_of_a_bar_meet_and_end_at_the_sum() -> None:
    parts = table(
        [
            (Column("区", "label"), ["甲", "乙", "丙"]),
            (Column("一（元）", "money"), [1, 2, "待定"]),
            (Column("二（元）", "money"), [2, 5, 3]),
        ]
    )
    items = chart("金额", parts, [1, 2], stacked=True)["items"]
    ends = [[(bar["start"], bar["start"] + bar["length"]) for bar in item["bars"]] for item in items]
    assert ends == [[(0, 142), (142, 428)], [(0, 285), (285, 1000)], [(0, 0), (0, 0)]]


def test_a_row_with_nothing_to_draw_is_left_out() -> None:
    sparse = table([(Column("事项", "label"), ["甲", "合计"]), (Column("家数", "integer"), [3, ""])])
    assert [item["label"] for item in chart("家数", sparse, [1])["items"]] == ["甲"]
