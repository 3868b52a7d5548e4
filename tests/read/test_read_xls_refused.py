"""Old .xls files that must not be read: locked, of another program, cut off, or with records that lie."""

from __future__ import annotations

import struct

import pytest
from books import plain_xls, refused, workbook_stream, xls

from gzaudit.read import biff


def test_a_password_is_seen_before_anything_else_is_believed(tmp_path):
    """Encrypted workbooks keep their records readable up to FILEPASS; what follows is noise."""
    data = plain_xls()
    stream = workbook_stream(data)
    at = data.index(stream[:100])
    length = struct.unpack_from("<H", stream, 2)[0]
    out = bytearray(data)
    struct.pack_into(
        "<HH", out, at + 4 + length, biff.FILE_PASS, struct.unpack_from("<H", stream, 6 + length)[0]
    )
    error = refused(tmp_path, "a.xls", bytes(out))
    assert "密码" in error.found
    assert "去掉密码" in error.action


def test_excel_95_and_other_ole_files(tmp_path):
    data = plain_xls()
    name = "Workbook".encode("utf-16-le")
    for other, length, what in (
        ("Book", 10, "Excel 95"),
        ("WordDocument", 26, "Word"),
        ("Xyz", 8, "没有工作簿"),
    ):
        at = data.index(name)
        out = bytearray(data)
        out[at : at + 64] = other.encode("utf-16-le").ljust(64, b"\x00")
        struct.pack_into("<H", out, at + 64, length)
        assert what in refused(tmp_path, "a.xls", bytes(out)).found


def test_older_biff_version(tmp_path):
    data = plain_xls()
    at = data.index(struct.pack("<HHH", biff.BOF, 16, 0x0600))
    out = bytearray(data)
    struct.pack_into("<H", out, at + 4, 0x0500)
    assert "97" in refused(tmp_path, "a.xls", bytes(out)).found


@pytest.mark.parametrize("keep", [8, 100, 511, 512, 1024, 2048, -512, -2048])
def test_truncated(tmp_path, keep):
    data = xls(lambda book: book.add_sheet("乙"))
    error = refused(tmp_path, "a.xls", data[:keep])
    assert "重新" in error.action


def test_a_chain_that_runs_in_a_circle(tmp_path):
    data = bytearray(plain_xls())
    table = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    for sector in range(20):
        struct.pack_into("<I", data, table + 4 * sector, 0)
    assert "扇区" in refused(tmp_path, "a.xls", bytes(data)).found


def test_cell_right_of_the_last_column(tmp_path):
    data = plain_xls()
    at = data.index(struct.pack("<HHHH", biff.LABEL_SST, 10, 0, 0))
    out = bytearray(data)
    struct.pack_into("<H", out, at + 6, 0xFFFF)
    error = refused(tmp_path, "a.xls", bytes(out))
    assert error.where == "data/2025/a.xls › 名单 › CRXP1"


def test_text_that_is_not_in_the_table(tmp_path):
    data = plain_xls()
    at = data.index(struct.pack("<HHHH", biff.LABEL_SST, 10, 0, 0))
    out = bytearray(data)
    struct.pack_into("<I", out, at + 10, 7)
    assert refused(tmp_path, "a.xls", bytes(out)).where.endswith("› 名单 › A1")
