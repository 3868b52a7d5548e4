"""The zip around a workbook: bombs, false sizes, doubled and damaged parts are refused before they do harm."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest
from books import CELL, SHEET_PART, bend, raw, read, refused, sheet_xml, timed, xlsx

from gzaudit.read import parts


def test_bomb_is_refused_before_it_goes_off(tmp_path):
    bomb = sheet_xml(CELL + " " * (400 << 20))
    data = bend(xlsx(), {SHEET_PART: bomb})
    del bomb
    assert len(data) < 1 << 20
    tracemalloc.start()
    error, seconds = timed(lambda: refused(tmp_path, "a.xlsx", data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "压缩炸弹" in error.found
    assert seconds < 1
    assert peak < 8 << 20


def lie(data, name, size):
    """State another unpacked size than the true one, in both places."""
    out = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        info = package.getinfo(name)
    struct.pack_into("<I", out, info.header_offset + 22, size)
    at = -1
    while (at := out.find(b"PK\x01\x02", at + 1)) >= 0:
        length = struct.unpack_from("<H", out, at + 28)[0]
        if out[at + 46 : at + 46 + length] == name.encode():
            struct.pack_into("<I", out, at + 24, size)
    return bytes(out)


@pytest.mark.parametrize("size", [0, 100, 900])
def test_bomb_that_hides_its_size(tmp_path, size):
    data = lie(bend(xlsx(), {SHEET_PART: sheet_xml(CELL + " " * (64 << 20))}), SHEET_PART, size)
    error, seconds = timed(lambda: refused(tmp_path, "a.xlsx", data))
    assert "压缩炸弹" in error.found
    assert SHEET_PART in error.where
    assert seconds < 1


def test_part_that_is_shorter_than_stated(tmp_path):
    data = lie(xlsx(), SHEET_PART, 5000)
    assert "损坏" in refused(tmp_path, "a.xlsx", data).found


def test_part_and_package_that_are_too_large(tmp_path):
    data = lie(xlsx(), SHEET_PART, parts.MAX_PART_BYTES + 1)
    assert "MiB" in refused(tmp_path, "a.xlsx", data).found
    for name in (SHEET_PART, "xl/styles.xml"):
        data = lie(data, name, parts.MAX_PART_BYTES)
    assert "2,048 MiB" in refused(tmp_path, "a.xlsx", data).found


def test_too_many_parts(tmp_path):
    out = io.BytesIO(xlsx())
    with zipfile.ZipFile(out, "a") as package:
        for number in range(parts.MAX_PARTS):
            package.writestr(f"x/{number}", b"")
    error, seconds = timed(lambda: refused(tmp_path, "a.xlsx", out.getvalue()))
    assert "部件" in error.found
    assert seconds < 2


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [SHEET_PART, SHEET_PART.upper(), SHEET_PART.replace("/", "\\")])
def test_two_parts_of_one_name(tmp_path, name):
    out = io.BytesIO(xlsx())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, sheet_xml(""))
    assert "同名" in refused(tmp_path, "a.xlsx", out.getvalue()).found


def test_unknown_compression(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert "压缩方法" in refused(tmp_path, "a.xlsx", out.getvalue()).found


def test_wrong_checksum(tmp_path):
    data = bytearray(bend(xlsx(), {}, stored=True))
    at = data.find(b"9144011661842063XT")
    data[at] ^= 1
    error = refused(tmp_path, "a.xlsx", bytes(data))
    assert "校验" in error.found
    assert "sharedStrings" in error.where


def test_legitimate_large_sheet_passes(tmp_path):
    """400,000 rows, as dull as can be: the same text in every cell."""
    rows = "".join(
        f'<row r="{n}" spans="1:4"><c r="A{n}" s="1" t="s"><v>3</v></c><c r="B{n}" t="s"><v>3</v></c>'
        f'<c r="C{n}" t="s"><v>3</v></c><c r="D{n}" t="s"><v>3</v></c></row>'
        for n in range(1, 400_001)
    )
    data = raw(rows)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        info = package.getinfo(SHEET_PART)
    assert info.file_size > parts.RATIO_FROM_BYTES
    (sheet,) = read(tmp_path, "a.xlsx", data)
    assert len(sheet.rows) == 400_000


def test_every_length_of_compressed_data_is_unpacked(tmp_path):
    """The last bytes of a part may come out only after the last bytes went in."""
    for size in (0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 20):
        content = b"ab" * (size // 2) + b"c" * (size % 2)
        path = tmp_path / "a.xlsx"
        for stored in (True, False):
            path.write_bytes(bend(xlsx(), {"x.bin": content}, stored=stored))
            with parts.Package(path) as package:
                pieces = list(package.pieces("x.bin"))
            assert b"".join(pieces) == content
            assert max(map(len, pieces), default=0) <= 1 << 20
