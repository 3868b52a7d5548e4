"""The same bytes everywhere, and nothing half written when the disk refuses."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import gzaudit
from gzaudit.render.model import Book, Column, Table
from gzaudit.render.xlsx import write_book

PROGRAM = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from tests_book import BOOK
from gzaudit.render.xlsx import write_book
write_book(Path(sys.argv[1]), BOOK)
"""
BOOK_SOURCE = """
from gzaudit.render.model import *
names = ["天河区", "越秀区", None, "白云区", "=1"] * 80
BOOK = Book("簿", "2025", (
    Table("汇总", "题", (Column("区"), Column("数", "integer")), (["a", "b"], [1, 2]), chart=Chart("图", 0, (1,), "图")),
    Table("明细", "题", (Column("区"), Column("说明", "wrapped")), (names, names)),
))
"""


def test_the_same_book_gives_the_same_bytes_anywhere(tmp_path):
    (tmp_path / "tests_book.py").write_text(BOOK_SOURCE, encoding="utf-8")
    root = str(Path(gzaudit.__file__).parents[1])
    seen = set()
    for number, (seed, zone, locale) in enumerate(
        [("0", "UTC", "C"), ("1", "Asia/Shanghai", "C.UTF-8"), ("77", "America/New_York", "C.UTF-8")]
    ):
        folder = tmp_path / f"cwd{number}"
        folder.mkdir()
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "TMPDIR": str(folder),
        }
        command = [sys.executable, "-c", PROGRAM, "book.xlsx", str(tmp_path), root]
        subprocess.run(command, cwd=folder, env=environment, check=True)
        assert [path.name for path in folder.iterdir()] == ["book.xlsx"]
        seen.add((folder / "book.xlsx").read_bytes())
    assert len(seen) == 1


BOOK = Book("簿", "2025", (Table("表", "题", (Column("区"),), (["天河区"],)),))


def test_disk_errors_come_through_as_they_are(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_book(tmp_path / "没有" / "a.xlsx", BOOK)
    folder = tmp_path / "是文件夹.xlsx"
    folder.mkdir()
    with pytest.raises((IsADirectoryError, PermissionError)):
        write_book(folder, BOOK)
    assert [path.name for path in tmp_path.iterdir()] == ["是文件夹.xlsx"]


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from tests_book import BOOK
from gzaudit.render.xlsx import write_book
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    write_book(Path(sys.argv[1]), BOOK)
except OSError as error:
    print(type(error).__name__, error.errno)
"""


MANY_SHEETS = """
from gzaudit.render.model import *
BOOK = Book("簿", "", tuple(Table(f"表{n}", "题", (Column("区"),), (["a", "b"],)) for n in range(30)))
"""


@pytest.mark.parametrize(
    ("source", "limit"),
    [(BOOK_SOURCE, 2000), (MANY_SHEETS, 12_000)],
    ids=["scratch files too large", "workbook too large"],
)
def test_a_full_disk_leaves_the_former_file_alone_and_nothing_behind(tmp_path, source, limit):
    (tmp_path / "tests_book.py").write_text(source, encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "book.xlsx").write_bytes(b"former")
    root = str(Path(gzaudit.__file__).parents[1])
    command = [sys.executable, "-X", "pycache_prefix=" + str(tmp_path / "cache"), "-c", FULL_DISK]
    done = subprocess.run(
        [*command, "book.xlsx", str(limit), str(tmp_path), root],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["OSError", "27"]
    assert done.stderr == ""
    assert [path.name for path in folder.iterdir()] == ["book.xlsx"]
    assert (folder / "book.xlsx").read_bytes() == b"former"


def test_a_book_packed_quickly_holds_the_same_and_is_the_same_twice(tmp_path):
    table = Table(
        "明细",
        "题",
        (Column("企业"), Column("数", "integer")),
        ([f"企业{n}" for n in range(900)], list(range(900))),
    )
    for name, compact in (("a", True), ("b", False), ("c", False)):
        write_book(tmp_path / f"{name}.xlsx", Book("簿", "2025", (table,), compact=compact))
    small, quick = (zipfile.ZipFile(tmp_path / f"{name}.xlsx") for name in "ab")
    with small, quick:
        assert small.namelist() == quick.namelist()
        assert all(small.read(part) == quick.read(part) for part in small.namelist())
    assert (tmp_path / "a.xlsx").stat().st_size < (tmp_path / "b.xlsx").stat().st_size
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()
