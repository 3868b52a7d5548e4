"""What stands inside a workbook and must never be read: each refusal says where, what, and what to do."""

from __future__ import annotations

import pytest
from books import CELL, SHEET_PART, bend, part, raw, read, refused, sheet_xml, xlsx

LAUGHS = (
    "<!DOCTYPE a ["
    + "".join(f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "哈"}{"x" * 9}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    "head",
    [
        LAUGHS,
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd">',
        "<!DOCTYPE a>",
        "<!doctype a>",
    ],
)
@pytest.mark.parametrize(
    "name",
    [
        SHEET_PART,
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
        "docProps/core.xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
    ],
)
def test_document_types_and_entities_in_any_part(tmp_path, head, name):
    old = part(xlsx(), name)
    start, end = old.split(b"?>", 1)
    error = refused(tmp_path, "a.xlsx", bend(xlsx(), {name: start + b"?>" + head.encode() + end}))
    assert "DOCTYPE" in error.found
    assert "核实来源" in error.action


def test_a_document_type_across_two_pieces(tmp_path):
    padding = "<!-- " + "x" * ((1 << 20) - 70) + " -->"
    for shift in range(0, 40, 3):
        xml = sheet_xml(CELL).replace(
            b"<worksheet", (padding + " " * shift + "<!DOCTYPE a><worksheet").encode(), 1
        )
        assert "DOCTYPE" in refused(tmp_path, "a.xlsx", bend(xlsx(), {SHEET_PART: xml})).found


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_inside(tmp_path, encoding):
    xml = sheet_xml(CELL).decode().replace("UTF-8", "UTF-16").encode(encoding)
    assert "UTF-16" in refused(tmp_path, "a.xlsx", bend(xlsx(), {SHEET_PART: xml})).found


def test_declared_gbk(tmp_path):
    xml = sheet_xml(CELL).replace(b"UTF-8", b"GBK")
    assert "GBK" in refused(tmp_path, "a.xlsx", bend(xlsx(), {SHEET_PART: xml})).found


@pytest.mark.parametrize("count", ["99999999999", "4294967295", "20000001", "9" * 400])
def test_absurd_number_of_shared_texts(tmp_path, count):
    texts = part(xlsx(), "xl/sharedStrings.xml")
    at = texts.index(b"uniqueCount=")
    end = texts.index(b'"', at + 14)
    bent = texts[:at] + f'uniqueCount="{count}'.encode() + texts[end:]
    assert "条数" in refused(tmp_path, "a.xlsx", bend(xlsx(), {"xl/sharedStrings.xml": bent})).found


@pytest.mark.parametrize("value", ["<v><![CDATA[5]]></v>", "<v><!-- a -->5</v>", "<v>1<!-- a -->5</v>"])
def test_values_that_readers_lose(tmp_path, value):
    error = refused(tmp_path, "a.xlsx", raw(f'<row r="1"><c r="A1">{value}</c></row>'))
    assert "丢失" in error.found


def test_a_comment_elsewhere_does_no_harm(tmp_path):
    (sheet,) = read(tmp_path, "a.xlsx", raw(f"<!-- {CELL.replace('A1', 'XFD1048576')} -->{CELL}"))
    assert sheet.rows == [[1]]


@pytest.mark.parametrize(
    "bent",
    [
        {SHEET_PART: None},
        {"xl/_rels/workbook.xml.rels": None},
        {"xl/workbook.xml": b"<workbook/>"},
        {"xl/workbook.xml": b"<workbook><sheets>"},
        {"xl/workbook.xml": b""},
        {"xl/_rels/workbook.xml.rels": b"<Relationships/>"},
        {SHEET_PART: b""},
        {SHEET_PART: b"not xml"},
        {SHEET_PART: sheet_xml(CELL)[:-12]},
        {SHEET_PART: sheet_xml(CELL)[:-40]},
        {SHEET_PART: sheet_xml('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')},
        {SHEET_PART: sheet_xml('<row r="1"><c r="A1" t="zz"><v>7</v></c></row>')},
        {SHEET_PART: sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&nbsp;</t></is></c></row>')},
        {SHEET_PART: sheet_xml(CELL, tail='<mergeCells><mergeCell ref="?"/></mergeCells>')},
        {"xl/sharedStrings.xml": b"<sst><si>"},
        {"xl/styles.xml": b"<styleSheet><cellXfs>"},
    ],
)
def test_packages_that_do_not_hold_together(tmp_path, bent):
    refused(tmp_path, "a.xlsx", bend(xlsx(), bent))


@pytest.mark.parametrize("value", ["#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!"])
def test_error_values_of_newer_programs_name_the_cell(tmp_path, value):
    error = refused(
        tmp_path, "a.xlsx", raw(f'{CELL}<row r="2"><c r="B2" t="e"><f>X</f><v>{value}</v></c></row>')
    )
    assert error.where == "data/2025/a.xlsx › 名单 › B2"
    assert value in error.found


def test_an_error_cell_without_its_value_is_a_defect(tmp_path):
    (sheet,) = read(
        tmp_path, "a.xlsx", raw(f'{CELL}<row r="2"><c r="B2" t="e"><v></v></c><c r="C2" t="e"/></row>')
    )
    assert [defect[1:] for defect in sheet.defects] == [
        (2, "cell_error", "错误值"),
        (3, "cell_error", "错误值"),
    ]


def test_out_of_range_durations_are_an_error_not_a_crash(tmp_path):
    def fill(book):
        book.add_worksheet("名单").write_number(0, 0, 1e300, book.add_format({"num_format": "[h]:mm"}))

    assert "超出范围" in refused(tmp_path, "a.xlsx", xlsx(fill)).found
