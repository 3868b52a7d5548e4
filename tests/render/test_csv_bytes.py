"""CSV of one table: what the bytes are, that every program reads them back, and that no field is a formula."""

from __future__ import annotations

import csv
import io
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.render.csv_lists import csv_bytes
from gzaudit.render.model import Column, Formula, Link, Table
from gzaudit.render.xlsx_text import clean_text

BOM = b"\xef\xbb\xbf"


def table(*values, kind="text", heading="企业名称", total_rows=0):
    return Table.of_columns("表", "题", [(Column(heading, kind), list(values))], total_rows=total_rows)


def fields(made):
    raw = csv_bytes(made)
    assert raw.startswith(BOM)
    assert not raw.startswith(BOM + BOM)
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def field(value, kind="text"):
    """The field that a value becomes, beside another so that an empty line stays a line."""
    made = Table.of_columns(
        "表", "题", [(Column("甲", kind), [value]), (Column("乙", "integer"), [1])]
    )  # fmt: skip
    ((text, beside),) = fields(made)[1:]
    assert beside == "1"
    return text


def test_the_very_bytes():
    made = Table.of_rows(
        "名单",
        "标题不写入",
        (Column("企业名称"), Column("统一社会信用代码", "code"), Column("金额（元）", "money")),
        [
            ["甲,“乙”", "914401010000000012", 1000],
            ['他说"好"', None, 0],
            ["两\n行", "X", -5],
            ["合计", None, 995],
        ],
        notes=("说明不写入",),
        total_rows=1,
    )
    assert (
        csv_bytes(made)
        == BOM
        + (
            "企业名称,统一社会信用代码,金额（元）\r\n"
            '"甲,“乙”",914401010000000012,1000\r\n'
            '"他说""好""",,0\r\n'
            '"两\n行",X,-5\r\n'
        ).encode()
    )


def test_formulas_are_their_values_and_links_their_texts():
    assert field(Formula("=SUM(A1:A2)", 12), "integer") == "12"
    assert field(Formula("=A1/2", 0.25), "percent") == "0.25"
    assert field(Formula('=IF(A1,"是","否")', "是")) == "是"
    assert field(Formula("=A1", "=B1")) == "'=B1"
    assert field(Link("见名单", "高企名单")) == "见名单"
    assert field(Link("=HYPERLINK()", "高企名单")) == "'=HYPERLINK()"


def test_totals_are_left_out_and_an_empty_list_has_its_headings():
    assert fields(table("甲", "乙", "合计", total_rows=1)) == [["企业名称"], ["甲"], ["乙"]]
    assert csv_bytes(table()) == BOM + "企业名称\r\n".encode()


@pytest.mark.parametrize("sign", [*"=+-@＝＋－＠﹦﹢﹣﹫\t\n\r"])
@pytest.mark.parametrize("before", ["", " ", "\u3000", "\u00a0", "  "])
def test_what_could_be_a_formula_gets_an_apostrophe(sign, before):
    text = f"{before}{sign}cmd|'/c calc'!A1"
    shown = field(text)
    if sign in "\t\n\r" and before:  # white space behind white space begins nothing
        assert shown == clean_text(text)
    else:
        assert shown == "'" + clean_text(text)


@pytest.mark.parametrize(
    "text", ["=1+1", "=1", "+", "-", "--5", "-5-", "@SUM(A1)", "+86 20", "-1e5", "=-1", "+1,2"]
)
def test_numbers_are_plain_or_they_are_none(text):
    assert field(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "+8", "-12.50", "-3.25%", "5", "1e5", "0.5", "甲-乙", "a=b", "'=1", "（-）"]
)
def test_plain_numbers_and_signs_inside_stay(text):
    assert field(text) == text


def test_headings_are_as_harmless_as_fields():
    assert fields(table("甲", heading="=1+1"))[0] == ["'=1+1"]
    made = Table.of_columns(
        "表", "题", [(Column("甲"), ["1"]), (Column("甲"), ["2"]), (Column("两\n行"), ["3"])]
    )
    assert fields(made)[0] == ["甲", "甲（2）", "两 行"]


def test_a_risky_text_far_down_a_long_column_is_found():
    values = ["广州甲有限公司"] * 50_000 + [" =1+1"] + ["广州乙有限公司"] * 9_999
    assert fields(table(*values))[50_001] == ["' =1+1"]


def test_codes_stay_as_they_are():
    digits = "914401016184206312"
    assert field(digits, "code") == digits
    assert field("=914401016184206312", "code") == "'=914401016184206312"
    assert field(914401016184206312, "code") == digits


def test_control_and_direction_characters_are_shown_as_gaps():
    assert field("a\x00b\x1bc\u202ed\u200fe\ud800f") == "a□b□c□d□e□f"
    assert field("甲\u2028乙\x85丙") == "甲□乙□丙"
    assert field("长" * 40_000).endswith("（超长，已截断）")


def test_what_no_table_holds_is_refused():
    for value in (True, object(), [1]):
        with pytest.raises(TypeError):
            csv_bytes(table(value))


TEXT = st.text(max_size=12) | st.sampled_from(
    ["=1", "\t=1", "a,b", 'a"b', "a\r\nb", "", " ", "-1", "−1", "🏭,"]
)
CELL = TEXT | st.integers(-(10**16), 10**16) | st.none()


@given(st.lists(st.tuples(CELL, TEXT, st.integers(0, 9)), max_size=12))
def test_every_program_reads_back_what_was_written(rows):
    columns = (Column("甲"), Column("乙", "code"), Column("丙", "integer"))
    raw = csv_bytes(Table.of_rows("表", "题", columns, rows))
    body = raw.removeprefix(BOM)
    read = list(csv.reader(io.StringIO(body.decode(), newline=""), strict=True))
    assert read[0] == ["甲", "乙", "丙"]
    assert len(read) == len(rows) + 1
    for (first, second, third), line in zip(rows, read[1:], strict=True):
        for value, shown in zip((first, second, third), line, strict=True):
            plain = clean_text(str(value)) if value is not None else ""
            assert shown in (plain, f"'{plain}")
            if isinstance(value, str) and shown.lstrip()[:1] in tuple("=+-@＝＋－＠"):
                assert shown.lstrip("+-").replace(".", "", 1).rstrip("%").isdecimal()
    frame = pd.read_csv(io.BytesIO(raw), encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert frame.columns.tolist() == read[0]
    assert frame.to_numpy().tolist() == read[1:]
    assert csv_bytes(Table.of_rows("表", "题", columns, rows)) == raw


def test_sixty_thousand_lines_take_a_moment():
    count = 60_000
    made = Table.of_columns(
        "表",
        "题",
        [
            (Column("区"), ["天河区", "黄埔区"] * (count // 2)),
            (Column("企业名称"), [f"广州第{at}号科技有限公司" for at in range(count)]),
            (Column("统一社会信用代码", "code"), [f"91440101MA{at:08d}" for at in range(count)]),
            (Column("位置"), [f"表 3 第 {at} 行" for at in range(count)]),
        ],
    )
    taken = []
    for _ in range(3):
        began = time.process_time()
        raw = csv_bytes(made)
        taken.append(time.process_time() - began)
    assert raw.count(b"\r\n") == count + 1
    assert min(taken) < 0.2
