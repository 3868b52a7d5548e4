"""Text files: encodings strictly, quotation marks strictly, every value as text."""

from __future__ import annotations

import pytest
from books import put, read, refused

from gzaudit.read.workbook import read_file

TEXT = "企业名称,代码,数量\n广州甲科技有限公司,914401011234567890,1\n乙（中国）公司,9.14E+17,2\n"
ROWS = [
    ["企业名称", "代码", "数量"],
    ["广州甲科技有限公司", "914401011234567890", "1"],
    ["乙（中国）公司", "9.14E+17", "2"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_encodings_and_line_breaks(tmp_path, encoding, break_):
    (sheet,) = read(tmp_path, "名 单.csv", TEXT.replace("\n", break_).encode(encoding))
    assert (sheet.name, sheet.visible, sheet.first_row, sheet.first_column) == ("", True, 1, 1)
    assert sheet.rows == ROWS


def test_rare_characters_of_gb18030(tmp_path):
    text = "姓名\n𠮷淏赟堃珺昇犇\n"
    assert read(tmp_path, "a.csv", text.encode("gb18030"))[0].rows == [["姓名"], ["𠮷淏赟堃珺昇犇"]]


def test_every_value_is_text(tmp_path):
    (sheet,) = read(tmp_path, "a.csv", b"1,1.5,TRUE,2025-01-01,9.14E+17, 7\n")
    assert sheet.rows == [["1", "1.5", "TRUE", "2025-01-01", "9.14E+17", " 7"]]


def test_quoted_breaks_stay_in_the_cell_and_count_as_one_row(tmp_path):
    (sheet,) = read(tmp_path, "a.csv", '名称,地址\r\n"甲\r\n乙","说""明"""\r\n丙,丁\r\n'.encode())
    assert sheet.rows == [["名称", "地址"], ["甲\r\n乙", '说"明"'], ["丙", "丁"]]


def test_blank_lines_keep_their_numbers_and_trailing_ones_go(tmp_path):
    (sheet,) = read(tmp_path, "a.csv", "标题\n\n名称,代码\n,\n甲,1\n\n,,\n  ,\n".encode())
    assert sheet.rows == [["标题"], [], ["名称", "代码"], ["", ""], ["甲", "1"]]


def test_ragged_rows(tmp_path):
    assert read(tmp_path, "a.csv", b"a,b,c\n1\n1,2,3,4\n")[0].rows == [
        ["a", "b", "c"],
        ["1"],
        ["1", "2", "3", "4"],
    ]


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_other_delimiters(tmp_path, mark):
    text = f"2025年名单\n名称{mark}代码{mark}区\n甲{mark}1{mark}天河\n乙，丙{mark}2{mark}越秀\n"
    (sheet,) = read(tmp_path, "a.csv", text.encode())
    assert sheet.rows[1:] == [["名称", "代码", "区"], ["甲", "1", "天河"], ["乙，丙", "2", "越秀"]]


def test_two_columns_by_semicolon(tmp_path):
    assert read(tmp_path, "a.csv", "名称;代码\n甲;1\n".encode())[0].rows == [["名称", "代码"], ["甲", "1"]]


@pytest.mark.parametrize(
    "text",
    [
        "专利权人,专利号\n甲;乙,1\n丙;丁;戊,2\n",
        "专利权人\n甲;乙\n丙;丁\n",
        "专利权人\n甲\n丙;丁\n己\n",
        "名单\n专利权人\n丙;丁\n己;庚\n",
        '专利权人,号\n"甲;乙;丙;丁",1\n',
    ],
)
def test_co_owners_do_not_make_columns(tmp_path, text):
    (sheet,) = read(tmp_path, "a.csv", text.encode())
    assert max(map(len, sheet.rows)) == text.splitlines()[-1].count(",") + 1


def test_the_separator_line_of_excel_is_obeyed_and_not_counted(tmp_path):
    (sheet,) = read(tmp_path, "a.csv", "\ufeffsep=;\r\n名称;代码\r\n甲;1\r\n".encode())
    assert (sheet.rows, sheet.first_row) == ([["名称", "代码"], ["甲", "1"]], 1)


def test_long_cells_up_to_a_megabyte(tmp_path):
    cell = "长" * (1 << 20)
    assert read(tmp_path, "a.csv", f"名称,说明\n甲,{cell}\n".encode())[0].rows[1][1] == cell
    error = refused(tmp_path, "b.csv", f"名称,说明\n甲,{cell}长\n".encode())
    assert error.where == "data/2025/b.csv › 第 2 行"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('名称,区\n"甲,天河\n乙,越秀\n', 2),
        ('名称,区\n甲,天河\n"乙,越秀\n"丙",海珠\n', 3),
        ('名称,区\n甲,天河\n乙,"越秀', 3),
        ('"多\n行",区\n"甲"乙,天河\n', 3),
        ('名称,区\n"甲,天河\n' + "乙,越秀\n" * 5000 + '",海珠\n', 2),
        ('sep=,\n名称,区\n"甲,天河\n', 3),
    ],
)
def test_open_quotation_marks_name_the_line(tmp_path, text, line):
    error = refused(tmp_path, "a.csv", text.encode())
    assert error.where == f"data/2025/a.csv › 第 {line} 行"
    assert "双引号" in error.found
    assert "双引号" in error.action


def test_a_quotation_mark_inside_a_plain_cell_is_text(tmp_path):
    assert read(tmp_path, "a.csv", '名称\n甲"乙"丙\n'.encode())[0].rows[1] == ['甲"乙"丙']


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_refused_with_advice(tmp_path, encoding):
    error = refused(tmp_path, "a.csv", TEXT.encode(encoding))
    assert "UTF-16" in error.found
    assert "另存为" in error.action


@pytest.mark.parametrize("cut", [1, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_cut_inside_a_character(tmp_path, cut, encoding):
    error = refused(tmp_path, "a.csv", "名称\n广州公司".encode(encoding)[:-cut])
    assert error.where == "data/2025/a.csv › 第 2 行"
    assert "断了" in error.found
    assert "重新" in error.action


def test_gb18030_cut_inside_a_character(tmp_path):
    error = refused(tmp_path, "a.csv", "名称\n广州公司".encode("gb18030")[:-1])
    assert "断了" in error.found


def test_one_damaged_byte_in_utf_8_is_no_gb18030(tmp_path):
    data = bytearray(("名称\n" + "广州市科技有限公司\n" * 20).encode())
    data[30] = 0xFF
    error = refused(tmp_path, "a.csv", bytes(data))
    assert "UTF-8" in error.found
    assert "第 2 行" in error.where


def test_gb18030_with_an_impossible_byte(tmp_path):
    assert "GB18030" in refused(tmp_path, "a.csv", "名称\n广州".encode("gb18030") + b"\xff\n").found


def test_other_single_byte_text_is_refused_or_read_but_never_crashes(tmp_path):
    refused(tmp_path, "a.csv", "Übergröße\nÄ\n".encode("latin-1"))


def test_binary_content(tmp_path):
    error = refused(tmp_path, "a.csv", "名称\n甲\x00乙\n".encode())
    assert "空字节" in error.found
    assert error.where.endswith("第 2 行")


def test_only_line_breaks_is_an_empty_sheet(tmp_path):
    assert read(tmp_path, "a.csv", b"\r\n\r\n")[0].rows == []
    assert read(tmp_path, "b.csv", b"\xef\xbb\xbf")[0].rows == []


def test_read_only_files_and_handles(tmp_path):
    file = put(tmp_path, "只 读.csv", TEXT.encode())
    file.location.chmod(0o444)
    assert read_file(file)[0].rows == ROWS
    file.location.unlink()


def test_a_code_kept_as_text_by_a_formula_is_read_as_a_spreadsheet_shows_it(tmp_path):
    text = '名称,代码\n甲,="91440101MA59UGFL92"\n乙,"=""914403001922038216"""\n丙,="a"&"b"\n'
    (sheet,) = read(tmp_path, "名单.csv", text.encode())
    assert [row[1] for row in sheet.rows] == ["代码", "91440101MA59UGFL92", "914403001922038216", '="a"&"b"']
