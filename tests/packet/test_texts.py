"""Every piece of text of a file, also where nobody sees it."""

from __future__ import annotations

import io
import zipfile

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)  # fmt: skip

from gzaudit.packet.texts.file import file_pieces
from gzaudit.packet.texts.marked import decoded, pieces
from gzaudit.packet.texts.piece import UnreadableError, spellings
from gzaudit.packet.texts.table import table_pieces

NAME = "广州甲乙科技有限公司"


def drawn(text: str, line: str = "") -> bytes:
    """A PDF in which a text is drawn by the numbers of its glyphs, as typesetting programs write Chinese."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    lines = "".join(f"<{ord(each):04X}> <{ord(each):04X}>\n" for each in sorted(set(text + line)))
    count = len(set(text + line))
    unicode_map = DecodedStreamObject()
    unicode_map.set_data(
        f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{count} beginbfchar\n{lines}endbfchar\nendcmap".encode()
    )
    inner = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/CIDFontType2"),
        NameObject("/BaseFont"): NameObject("/A"), NameObject("/DW"): NumberObject(1000),
        NameObject("/CIDSystemInfo"): DictionaryObject({
            NameObject("/Registry"): TextStringObject("Adobe"), NameObject("/Ordering"): TextStringObject("Identity"),
            NameObject("/Supplement"): NumberObject(0),
        }),
    })  # fmt: skip
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type0"),
        NameObject("/BaseFont"): NameObject("/A"), NameObject("/Encoding"): NameObject("/Identity-H"),
        NameObject("/DescendantFonts"): ArrayObject([writer._add_object(inner)]),
        NameObject("/ToUnicode"): writer._add_object(unicode_map),
    })  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)})}
    )
    shown = [f"<{''.join(f'{ord(each):04X}' for each in part)}> Tj 0 -14 Td" for part in (text, line) if part]
    content = DecodedStreamObject()
    content.set_data(f"BT /F 12 Tf 20 150 Td {' '.join(shown)} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    return saved(writer)


def saved(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def titled(how) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn("正文")))
    how(writer)
    return saved(writer)


def dense(found: dict[str, str]) -> str:
    return "\n".join("".join(each.split()) for each in found)


def test_what_a_pdf_draws():
    found = file_pieces("a.pdf", drawn(NAME))
    assert found[NAME] == "第 1 页"


def test_a_name_over_two_lines_of_a_pdf():
    assert NAME in dense(file_pieces("a.pdf", drawn(NAME[:4], NAME[4:])))


@pytest.mark.parametrize(
    "how",
    [
        lambda pdf: pdf.add_metadata({"/Title": NAME}),
        lambda pdf: pdf.add_metadata({"/Whatever": NAME}),
        lambda pdf: pdf.add_outline_item(title=NAME, page_number=0),
        lambda pdf: pdf.add_attachment("附.txt", NAME.encode()),
        lambda pdf: pdf.add_attachment(NAME, b"x"),
        lambda pdf: setattr(pdf, "xmp_metadata", f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{NAME}</x:xmpmeta>".encode()),
        lambda pdf: pdf._root_object.update({NameObject("/Alt"): TextStringObject(NAME)}),
    ],
    ids=["title", "property", "bookmark", "attachment", "its name", "metadata", "spoken"],
)  # fmt: skip
def test_what_a_pdf_holds_besides(how):
    assert NAME in dense(file_pieces("a.pdf", titled(how)))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", drawn(NAME)[:400], b"PK\x03\x04"])
def test_a_pdf_that_cannot_be_read(data):
    with pytest.raises(UnreadableError, match="PDF"):
        file_pieces("a.pdf", data)


def test_an_encrypted_pdf_proves_nothing():
    def lock(pdf):
        pdf.encrypt("geheim", algorithm="RC4-128")

    with pytest.raises(UnreadableError):
        file_pieces("a.pdf", titled(lock))


def test_texts_cut_by_marks():
    page = "<p>广州<b>甲乙</b><!-- 注 -->科技<br>有限公司</p><td>一</td><td>二</td><i title='提示'>三</i>"
    found = list(pieces(page, page=True))
    assert "广州甲乙科技有限公司" in found
    assert {"<!-- 注 -->", "<i title='提示'>", "一", "二"} <= set(found)
    assert "一二" not in "".join(found[-2:])


def test_runs_of_a_cell_and_cells_of_a_row():
    sheet = "<si><r><rPr><sz val='9'/></rPr><t>甲</t></r><r><t>乙</t></r></si><si><t>丙</t></si><si><t>丁</t></si>"
    found = list(pieces(sheet, page=False))
    assert "甲乙" in found
    assert not [each for each in found if "丙丁" in each or "乙丙" in each]


def test_pictures_are_no_text():
    page = '<img src="data:image/png;base64,QUJDREVGR0hJSktMTU5PUFFS+914401010000000017">'
    assert list(pieces(page, page=True)) == ['<img src="data:image">']


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("_x5E7F__x5DDE_", "广州"),
        ("\\5e7f \\5dde", "广州"),
        ("\\u5e7f\\u5dde", "广州"),
        ("%E5%B9%BF%E5%B7%9E", "广州"),
        ('"广" & "州"', '"广州"'),
        ('广&"黑体,Bold"州', "广州"),
        ("广州", "广州"),
        ("\\ffffff", "\\ffffff"),
    ],
)
def test_spellings(written, reads):
    assert reads in list(spellings(written))
    assert next(spellings(written)) == written


def test_fields_of_a_list():
    data = '\ufeff序号,名称\r\n1,"甲，\r\n""乙"""\r\n'.encode()
    assert table_pieces(data) == {
        "序号": "第 1 行第 1 列", "名称": "第 1 行第 2 列", "1": "第 2 行第 1 列", '甲，\r\n"乙"': "第 2 行第 2 列",
    }  # fmt: skip
    with pytest.raises(UnreadableError):
        table_pieces("名称".encode("gb18030"))


def test_other_encodings_and_files_are_refused():
    with pytest.raises(UnreadableError, match="utf-7"):
        decoded(b'<?xml version="1.0" encoding="utf-7"?><a/>')
    with pytest.raises(UnreadableError, match="UTF-8"):
        decoded("<a/>".encode("utf-16"))
    with pytest.raises(UnreadableError, match="docx"):
        file_pieces("函.docx", b"")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.xml", "<a/>")
        package.comment = NAME.encode()
    with pytest.raises(UnreadableError, match="备注"):
        file_pieces("a.xlsx", out.getvalue())
