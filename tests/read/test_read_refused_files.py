"""Files that are no list at all: empty, cut off, locked, or something else under a table's ending."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import msoffcrypto
import msoffcrypto.format.ooxml
import pytest
from books import bend, part, plain_xls, put, refused, xlsx


def encrypted(data):
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt("密码123", out)
    return out.getvalue()


def zipped(**content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in content.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv"])
def test_empty_file(tmp_path, name):
    error = refused(tmp_path, name, b"")
    assert "0 字节" in error.found
    assert "重新" in error.action
    assert "空字节" in refused(tmp_path, name, bytes(5000)).found


@pytest.mark.parametrize("keep", [3, 10, 100, 1000, 3000, -1, -22, -60])
def test_truncated_xlsx(tmp_path, keep):
    error = refused(tmp_path, "a.xlsx", xlsx()[:keep])
    assert "不完整" in error.found or "没有传完" in error.found
    assert "重新" in error.action


@pytest.mark.parametrize("ending", ["xlsx", "xls", "csv"])
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00", "7z"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1", "RTF"),
        (b"\xef\xbb\xbf\r\n<html><table><tr><td>1", "网页"),
        ("<!DOCTYPE html><meta charset=gbk><table>甲".encode("gbk"), "网页"),
        (b"  <table border=1><tr>", "网页"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "Excel 2003 XML",
        ),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "单个文件网页"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "旧版 .xls"),
        (b"PK\x05\x06" + bytes(18), "空的压缩包"),
    ],
)
def test_something_else_under_a_table_s_ending(tmp_path, ending, data, what):
    error = refused(tmp_path, f"a.{ending}", data)
    assert what in error.found
    assert "实际是" in error.found


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_text_and_rubbish_under_a_workbook_s_ending(tmp_path, ending):
    error = refused(tmp_path, f"a.{ending}", "名称,代码\n甲,1\n".encode())
    assert "纯文本" in error.found
    assert ".csv" in error.action
    assert "看不出" in refused(tmp_path, f"b.{ending}", bytes(range(256)) * 9).found


@pytest.mark.parametrize(
    ("name", "make", "right"),
    [
        ("a.xls", xlsx, ".xlsx"),
        ("a.csv", xlsx, ".xlsx"),
        ("a.csv", plain_xls, ".xls"),
        ("a.xlsx", plain_xls, ".xls"),
    ],
)
def test_the_right_ending_is_named(tmp_path, name, make, right):
    error = refused(tmp_path, name, make())
    assert f"改为 {right} 后" in error.action
    assert right in error.expected


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_password(tmp_path, name):
    error = refused(tmp_path, name, encrypted(xlsx()))
    assert "密码" in error.found
    assert "去掉密码" in error.action


def test_zip_with_a_password(tmp_path):
    data = bytearray(xlsx())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "密码" in refused(tmp_path, "a.xlsx", bytes(data)).found


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (zipped(**{"word__document.xml": "x"}), "Word"),
        (zipped(**{"ppt__presentation.xml": "x"}), "演示"),
        (
            zipped(**{"content.xml": "x", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "OpenDocument",
        ),
        (zipped(**{"xl__workbook.bin": "x"}), ".xlsb"),
        (zipped(**{"名单.xlsx": "x"}), "压缩包，里面另有表格"),
        (zipped(**{"a.txt": "x"}), "普通压缩包"),
    ],
)
def test_other_packages(tmp_path, data, what):
    assert what in refused(tmp_path, "a.xlsx", data).found


def test_charts_only(tmp_path):
    def fill(book):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=删!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("删")

    data = xlsx(fill)
    workbook = part(data, "xl/workbook.xml")
    start = workbook.index('<sheet name="删"'.encode())
    data = bend(data, {"xl/workbook.xml": workbook[:start] + workbook[workbook.index(b"/>", start) + 2 :]})
    assert "只有图表" in refused(tmp_path, "a.xlsx", data).found


def test_memory_that_runs_out_is_an_input_error(tmp_path):
    """In a process of its own, which is given less memory than the file needs."""
    file = put(tmp_path, "a.csv", ("甲,乙,丙\n" * 3_000_000).encode())
    code = f"""
import pathlib, resource
from gzaudit.errors import InputError
from gzaudit.read.sheet import InputFile
from gzaudit.read.workbook import read_file
resource.setrlimit(resource.RLIMIT_AS, (250 << 20, 250 << 20))
try:
    read_file(InputFile({file.path!r}, pathlib.Path({str(file.location)!r}), {file.sha256!r}))
except InputError as error:
    print(error.where, "内存不足" in error.found)
"""
    command = [sys.executable, "-X", "utf8", "-c", code]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.stdout.split() == ["data/2025/a.csv", "True"], done.stderr
