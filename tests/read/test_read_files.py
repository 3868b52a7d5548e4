"""Which files are found, in which order, and what is said of the others."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path

import pytest

from gzaudit.errors import InputError
from gzaudit.read.endings import SUPPORTED, why_left_out
from gzaudit.read.files import find_files, hash_file
from gzaudit.read.sheet import InputFile
from gzaudit.read.workbook import read_file


def lay(workspace, *names, content=b"x"):
    for name in names:
        path = workspace / "data" / "2025" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def test_files_are_sorted_by_path_and_hashed(tmp_path):
    lay(tmp_path, "丙.xlsx", "甲/乙 名单.CSV", "a.xls", "B.XLSX", "甲.csv")
    files, left = find_files(tmp_path, 2025)
    assert [file.path for file in files] == [
        "data/2025/B.XLSX",
        "data/2025/a.xls",
        "data/2025/丙.xlsx",
        "data/2025/甲.csv",
        "data/2025/甲/乙 名单.CSV",
    ]
    assert {file.sha256 for file in files} == {hashlib.sha256(b"x").hexdigest()}
    assert all(file.location.read_bytes() == b"x" for file in files)
    assert left == []


def test_other_years_are_not_looked_at(tmp_path):
    lay(tmp_path, "甲.csv")
    (tmp_path / "data" / "2024").mkdir()
    (tmp_path / "data" / "2024" / "乙.csv").write_bytes(b"x")
    assert [file.path for file in find_files(tmp_path, 2025)[0]] == ["data/2025/甲.csv"]


@pytest.mark.parametrize(
    ("name", "reason", "advice"),
    [
        ("~$名单.xlsx", "临时文件", "关闭"),
        (".名单.csv", "隐藏文件", "不以点开头"),
        ("名单.pdf", "PDF 文件（.pdf）", "电子表格"),
        ("名单.ET", "WPS 表格文件（.et）", "另存为 .xlsx"),
        ("名单.xlsb", "二进制工作簿", "另存为 .xlsx"),
        ("名单.xlsm", "含宏", "另存为 .xlsx"),
        ("名单.ods", "OpenDocument", "另存为 .xlsx"),
        ("名单.docx", "Word", "复制到电子表格"),
        ("名单.zip", "压缩包", "解压"),
        ("名单.rar", "压缩包", "解压"),
        ("名单.txt", "文本文件", ".csv"),
        ("名单.xyz", "扩展名 .xyz", "另存为"),
        ("名单", "没有扩展名", "另存为"),
    ],
)
def test_left_out_with_reason_and_advice(tmp_path, name, reason, advice):
    lay(tmp_path, name)
    files, left = find_files(tmp_path, 2025)
    assert files == []
    assert [item.path for item in left] == [f"data/2025/{name}"]
    assert reason in left[0].reason
    assert advice in left[0].advice
    assert left[0].sha256 == hashlib.sha256(b"x").hexdigest()


def test_supported_endings_in_any_case():
    for ending in SUPPORTED:
        assert why_left_out("名单" + ending.upper()) is None


def test_a_folder_named_like_a_file_is_a_folder(tmp_path):
    lay(tmp_path, "第一批.xlsx/名单.csv")
    files, left = find_files(tmp_path, 2025)
    assert [file.path for file in files] == ["data/2025/第一批.xlsx/名单.csv"]
    assert left == []


def test_a_hidden_folder_is_reported_once_and_not_entered(tmp_path):
    lay(tmp_path, ".git/a.csv", ".git/b.csv", "甲.csv")
    files, left = find_files(tmp_path, 2025)
    assert [file.path for file in files] == ["data/2025/甲.csv"]
    assert [(item.path, item.sha256) for item in left] == [("data/2025/.git/", "")]


def test_paths_are_shown_in_nfc(tmp_path):
    decomposed = unicodedata.normalize("NFD", "é名单.csv")
    lay(tmp_path, decomposed)
    files, _ = find_files(tmp_path, 2025)
    assert files[0].path == "data/2025/é名单.csv"
    assert files[0].location.exists()


def test_a_link_inside_the_workspace_is_read(tmp_path):
    lay(tmp_path, "甲.csv")
    (tmp_path / "data" / "2025" / "乙.csv").symlink_to(tmp_path / "data" / "2025" / "甲.csv")
    assert [file.path for file in find_files(tmp_path, 2025)[0]] == ["data/2025/乙.csv", "data/2025/甲.csv"]


def test_a_linked_workspace_is_read(tmp_path):
    lay(tmp_path / "真", "甲.csv")
    (tmp_path / "链").symlink_to(tmp_path / "真")
    assert [file.path for file in find_files(tmp_path / "链", 2025)[0]] == ["data/2025/甲.csv"]


def link_error(workspace):
    with pytest.raises(InputError) as caught:
        find_files(workspace, 2025)
    assert caught.value.exit_code == 3
    assert "复制到工作区" in caught.value.action
    return caught.value


def test_a_link_out_of_the_workspace_stops_the_run(tmp_path):
    lay(tmp_path / "w", "甲.csv")
    (tmp_path / "外.csv").write_bytes(b"x")
    (tmp_path / "w" / "data" / "2025" / "乙.csv").symlink_to(tmp_path / "外.csv")
    error = link_error(tmp_path / "w")
    assert error.where == "data/2025/乙.csv"
    assert "链接" in error.found


def test_a_broken_link_stops_the_run(tmp_path):
    lay(tmp_path, "甲.csv")
    (tmp_path / "data" / "2025" / "乙.csv").symlink_to(tmp_path / "无.csv")
    assert "不存在" in link_error(tmp_path).found


def test_a_linked_folder_stops_the_run(tmp_path):
    lay(tmp_path, "甲/甲.csv")
    (tmp_path / "data" / "2025" / "乙").symlink_to(
        tmp_path / "data" / "2025" / "甲", target_is_directory=True
    )
    assert link_error(tmp_path).where == "data/2025/乙/"


def test_a_year_folder_elsewhere_stops_the_run(tmp_path):
    (tmp_path / "外").mkdir()
    (tmp_path / "w" / "data").mkdir(parents=True)
    (tmp_path / "w" / "data" / "2025").symlink_to(tmp_path / "外", target_is_directory=True)
    assert link_error(tmp_path / "w").where == "data/2025/"


def test_links_with_other_endings_are_left_out(tmp_path):
    lay(tmp_path / "w", "甲.csv")
    (tmp_path / "外.pdf").write_bytes(b"x")
    (tmp_path / "w" / "data" / "2025" / "乙.pdf").symlink_to(tmp_path / "外.pdf")
    (tmp_path / "w" / "data" / "2025" / "丙.pdf").symlink_to(tmp_path / "无.pdf")
    files, left = find_files(tmp_path / "w", 2025)
    assert len(files) == 1
    assert [(item.path, item.sha256) for item in left] == [("data/2025/丙.pdf", ""), ("data/2025/乙.pdf", "")]


def test_a_pipe_is_no_file_and_does_not_hang(tmp_path):
    lay(tmp_path, "甲.csv")
    os.mkfifo(tmp_path / "data" / "2025" / "管道.csv")
    files, left = find_files(tmp_path, 2025)
    assert [file.path for file in files] == ["data/2025/甲.csv"]
    assert [(item.path, item.reason) for item in left] == [("data/2025/管道.csv", "不是普通文件")]


def test_missing_folder(tmp_path):
    with pytest.raises(InputError) as caught:
        find_files(tmp_path, 2025)
    assert caught.value.where == "data/2025/"
    assert "没有这个文件夹" in caught.value.found


def test_year_folder_that_is_a_file(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "2025").write_text("x")
    with pytest.raises(InputError) as caught:
        find_files(tmp_path, 2025)
    assert "不是文件夹" in caught.value.found


def test_a_name_that_cannot_be_shown(tmp_path):
    lay(tmp_path, "甲.csv")
    Path(os.fsdecode(os.fsencode(tmp_path / "data" / "2025") + b"/\xb9\xab.csv")).touch()
    with pytest.raises(InputError) as caught:
        find_files(tmp_path, 2025)
    assert "文件名" in caught.value.found
    str(caught.value).encode()


def test_hash_of_what_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError) as caught:
        hash_file(tmp_path / "无.csv")
    assert caught.value.where == "无.csv"


def test_order_does_not_depend_on_creation(tmp_path):
    lay(tmp_path / "一", "a.csv", "b.csv", "c/d.csv")
    lay(tmp_path / "二", "c/d.csv", "b.csv", "a.csv")
    first, second = (find_files(tmp_path / side, 2025)[0] for side in ("一", "二"))
    assert [(f.path, f.sha256) for f in first] == [(f.path, f.sha256) for f in second]


@contextmanager
def ordinary_user():
    """Whoever runs the tests as root may read everything; give that up for a moment."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def open_folder():
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_file_without_permission(open_folder):
    lay(open_folder, "甲.csv", "乙.pdf")
    for name in ("甲.csv", "乙.pdf"):
        (open_folder / "data" / "2025" / name).chmod(0)
    with ordinary_user(), pytest.raises(InputError) as caught:
        find_files(open_folder, 2025)
    assert caught.value.where == "data/2025/甲.csv"
    assert "权限" in caught.value.found
    (open_folder / "data" / "2025" / "甲.csv").chmod(0o644)
    with ordinary_user():
        _, left = find_files(open_folder, 2025)
    assert [(item.path, item.sha256) for item in left] == [("data/2025/乙.pdf", "")]


def test_a_folder_without_permission(open_folder):
    lay(open_folder, "甲/甲.csv")
    (open_folder / "data" / "2025" / "甲").chmod(0)
    with ordinary_user(), pytest.raises(InputError) as caught:
        find_files(open_folder, 2025)
    assert caught.value.where == "data/2025/甲"
    assert "权限" in caught.value.found


@pytest.mark.parametrize("name", ["甲.csv", "甲.xlsx", "甲.xls"])
def test_permission_lost_before_reading(open_folder, name):
    lay(open_folder, name)
    location = open_folder / "data" / "2025" / name
    file = InputFile(f"data/2025/{name}", location, hash_file(location))
    location.chmod(0)
    with ordinary_user(), pytest.raises(InputError) as caught:
        read_file(file)
    assert (caught.value.where, "权限" in caught.value.found) == (f"data/2025/{name}", True)


def test_a_file_that_vanished_or_changed_before_reading(tmp_path):
    lay(tmp_path, "甲.csv", "乙.csv")
    second, first = find_files(tmp_path, 2025)[0]
    first.location.unlink()
    second.location.write_bytes(b"y")
    for file, found in ((first, "读不出来"), (second, "改动")):
        with pytest.raises(InputError) as caught:
            read_file(file)
        assert found in caught.value.found
        assert caught.value.where == file.path
