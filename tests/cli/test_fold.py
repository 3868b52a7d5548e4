"""Chinese text in narrow columns: nothing lost, nothing wider than asked, no number broken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gzaudit.fold import fold, shares, text_width

WRITTEN = st.text(st.sampled_from("达到目标的（含），。“七”、≥ 0123,5%元/家abc-"), max_size=60)


@given(WRITTEN, st.integers(4, 40))
def test_nothing_is_lost_and_nothing_too_wide(text, width):
    folded = fold(text, width)
    assert re.sub(r"\s", "", folded) == re.sub(r"\s", "", text)
    assert all(cell_len(line) <= width for line in folded.split("\n"))


@given(WRITTEN, st.integers(4, 40))
def test_folding_again_changes_nothing(text, width):
    folded = fold(text, width)
    assert fold(folded, width) == folded


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("完成率：≥ 70%（含）；每家：300 元", 22, ["完成率：≥ 70%（含）；", "每家：300 元"]),
        ("每区 1,350,000 元", 10, ["每区", "1,350,000", "元"]),
        ("出处七（二）2（1）", 10, ["出处七", "（二）2", "（1）"]),
        ("企认定数完成率 70%，含", 14, ["企认定数完成率", "70%，含"]),
        ("一二三四，五", 8, ["一二三", "四，五"]),
        ("第一行\n第二行", 40, ["第一行", "第二行"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_where_a_reader_expects(text, width, lines):
    assert fold(text, width).split("\n") == lines


@given(st.lists(st.integers(0, 200), min_size=1, max_size=7), st.integers(1, 200))
def test_columns_share_the_room_and_none_gets_more_than_it_needs(widths, room):
    given_ = shares(widths, room)
    assert all(got <= wanted for got, wanted in zip(given_, widths, strict=True))
    assert sum(given_) <= max(room, 4 * len(widths))
    if sum(widths) <= room:
        assert given_ == widths


def test_the_width_of_a_text_is_that_of_its_widest_line():
    assert text_width("七\n完成率 70%\nab") == 10
