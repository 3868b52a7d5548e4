"""`gzaudit init`: where it may write, what it leaves behind, what it says."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from forms import made

from gzaudit.commands.init import run_init
from gzaudit.errors import GzauditError, OutputError, SettingsError
from gzaudit.init.files import workspace_files
from gzaudit.policy.load import load_policy


def content(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_is_made(tmp_path, capsys):
    workspace = made(tmp_path, None)
    assert left_in(workspace) == ["data", "gzaudit.toml", "说明.txt"]
    assert left_in(workspace / "data") == ["2025"]
    assert left_in(workspace / "data/2025") == ["1 必需", "2 应有", "3 备用"]
    files = workspace_files(load_policy(2025), 2025)
    assert content(workspace) == {path: hashlib.sha256(raw).hexdigest() for path, raw in files.items()}
    said = capsys.readouterr().out
    assert "已建好 2025 年度的工作区" in said
    assert "空白模板 23 份" in said
    assert "gzaudit compute 2025" in said


def test_the_guide_is_five_lines_that_any_editor_shows(tmp_path):
    raw = (made(tmp_path) / "说明.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines[-1] == ""
    assert len(lines) == 6
    assert all("\n" not in line for line in lines)
    assert "gzaudit compute 2025" in lines[4]


def test_twice_the_same_bytes(tmp_path):
    (tmp_path / "x").mkdir()
    assert content(made(tmp_path)) == content(made(tmp_path / "x"))


@pytest.mark.parametrize("shape", ["new", "deep", "empty", "littered", "link"])
def test_a_new_or_empty_folder_is_filled(tmp_path, shape):
    target = {"deep": tmp_path / "甲/乙 丙/丁"}.get(shape, tmp_path / "工作区")
    if shape in ("empty", "littered"):
        target.mkdir()
    if shape == "littered":
        (target / "desktop.ini").write_text("x", encoding="utf-8")
    if shape == "link":
        (tmp_path / "实际").mkdir()
        target.symlink_to(tmp_path / "实际", target_is_directory=True)
    assert run_init(target, 2025) == 0
    assert {"data", "gzaudit.toml", "说明.txt"} <= set(left_in(target))


def test_the_current_folder_can_be_filled(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run_init(Path(), 2025) == 0
    assert left_in(Path.cwd()) == ["data", "gzaudit.toml", "说明.txt"]


@pytest.mark.parametrize("name", ["x.xlsx", ".git", "data", "gzaudit.toml"])
def test_a_folder_with_something_in_it_is_left_alone(tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        run_init(tmp_path, 2025)
    assert refused.value.exit_code == 2
    assert name in refused.value.found
    assert refused.value.action
    assert left_in(tmp_path) == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_a_workspace_is_never_written_over(tmp_path):
    workspace = made(tmp_path)
    before = content(workspace)
    with pytest.raises(SettingsError, match="不是空的"):
        run_init(workspace, 2023)
    assert content(workspace) == before


def test_a_file_in_its_place_is_left_alone(tmp_path):
    (tmp_path / "a").write_text("mine", encoding="utf-8")
    with pytest.raises(SettingsError, match="不能建工作区"):
        run_init(tmp_path / "a", 2025)
    with pytest.raises(GzauditError):
        run_init(tmp_path / "a/b", 2025)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("year", [1999, 2100, 25, 0])
def test_a_year_that_is_none_is_refused(tmp_path, year):
    with pytest.raises(SettingsError, match="年度写得不对"):
        run_init(tmp_path / "a", year)
    assert left_in(tmp_path) == []


def test_a_year_without_rules_is_told(tmp_path, capsys):
    assert run_init(tmp_path / "a", 2031) == 0
    said = capsys.readouterr().out.replace("\n", "")
    assert "还没有 2031 年的规则，模板按 2025 年的给" in said
    assert "gzaudit policy new 2031 --from 2025" in said


def test_a_name_that_is_too_long_leaves_nothing(tmp_path):
    with pytest.raises(OutputError) as refused:
        run_init(tmp_path / "新" / ("长" * 200), 2025)
    assert refused.value.found == "路径或名称太长"
    assert left_in(tmp_path) == []


def test_a_full_disk_leaves_nothing(tmp_path):
    """A child process that may write only small files: the system's own refusal, in the middle of the work."""
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from gzaudit.commands.init import run_init\n"
        "from gzaudit.errors import OutputError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
        "try:\n    run_init(Path(sys.argv[1]), 2025)\n"
        "except OutputError as error:\n    sys.exit(error.exit_code)\n"
    )
    (tmp_path / "here").mkdir()
    for target in (tmp_path / "new/inner", tmp_path / "here"):
        done = subprocess.run([sys.executable, "-c", script, str(target)], capture_output=True, check=False)
        assert done.returncode == 74, done.stderr.decode()
    assert left_in(tmp_path) == ["here"]
    assert left_in(tmp_path / "here") == []


def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    """Whoever runs the tests as root may write anywhere; give that up for a moment."""
    made(tmp_path)  # nothing is left to be imported by then: nobody may not read every library
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        for target in (folder, folder / "新"):
            with pytest.raises(OutputError, match="建不下去") as refused:
                run_init(target, 2025)
            assert refused.value.found == "没有权限"
    finally:
        if root:
            os.seteuid(0)
    assert left_in(folder) == []
    folder.rmdir()
