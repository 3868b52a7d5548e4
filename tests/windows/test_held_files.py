"""Files that another program holds: tried again for a moment, then one message that says what to close."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from cli.cli_support import HNTE, SERVICES, files, inside, lists, only_run, outputs, speaks, tiny, tree, write

from gzaudit import moving
from gzaudit.oswords import system_advice, system_words


class Refused(PermissionError):
    """What Windows raises: with a number of its own."""

    def __init__(self, code: int, name: str = "") -> None:
        super().__init__(errno.EACCES, "Zugriff verweigert", name)
        self.winerror = code


class NotFound(FileNotFoundError):
    def __init__(self, code: int, name: str) -> None:
        super().__init__(errno.ENOENT, "nicht gefunden", name)
        self.winerror = code


@pytest.fixture
def waited(monkeypatch):
    """How long was waited, without waiting."""
    slept = []
    monkeypatch.setattr(moving.time, "sleep", slept.append)
    return slept


def held(monkeypatch, operation: str, times: int, code: int = 32, only: str = "") -> list[str]:
    """A call that is refused so many times; tells for which names it was made."""
    real, asked = getattr(os, operation), []

    def refusing(source, *rest, **options):
        name = str(rest[0] if rest else source)
        if only not in name:
            return real(source, *rest, **options)
        asked.append(name)
        if len(asked) <= times:
            raise Refused(code, name)
        return real(source, *rest, **options)

    monkeypatch.setattr(os, operation, refusing)
    return asked


@pytest.mark.parametrize("move", [moving.replace, moving.rename])
@pytest.mark.parametrize("times", [0, 1, 4, 5])
def test_what_lets_go_in_time_is_moved(tmp_path, monkeypatch, waited, move, times):
    (tmp_path / "a").write_text("neu", encoding="utf-8")
    held(monkeypatch, move.__name__, times)
    move(tmp_path / "a", tmp_path / "b")
    assert tree(tmp_path) == {"b": b"neu"}
    assert waited == [0.05, 0.1, 0.2, 0.4, 0.8][:times]


@pytest.mark.parametrize("move", [moving.replace, moving.rename])
def test_what_does_not_is_told_after_a_second_and_a_half(tmp_path, monkeypatch, waited, move):
    (tmp_path / "a").write_text("neu", encoding="utf-8")
    asked = held(monkeypatch, move.__name__, 99)
    with pytest.raises(PermissionError):
        move(tmp_path / "a", tmp_path / "b")
    assert (len(asked), sum(waited)) == (6, pytest.approx(1.55))
    assert tree(tmp_path) == {"a": b"neu"}


def test_other_refusals_are_told_at_once(tmp_path, waited):
    with pytest.raises(FileNotFoundError):
        moving.replace(tmp_path / "a", tmp_path / "b")
    assert waited == []


@pytest.fixture
def year(tmp_path):
    return tiny(tmp_path / "w")


def test_a_run_whose_folder_a_scanner_looks_at(year, monkeypatch, waited):
    held(monkeypatch, "replace", 3, 5, only=f"{os.sep}runs{os.sep}2025{os.sep}")
    assert inside("compute", "2025", "-w", year).code == 0
    assert len(waited) == 3
    assert "result.json" in outputs(only_run(year))


# Every file or folder that a command gives its name at the end of its work: the place, and the command.
PLACES = [
    (("compute", "2025", "-w", "{w}"), "runs/2025/", "replace"),
    (("compute", "2025", "-w", "{w}", "--out", "{w}/../结果"), "结果", "replace"),
    (("report", "2025", "-w", "{w}"), "reports/2025/", "replace"),
    (("report", "2025", "-w", "{w}", "--out", "{w}/../另存"), "另存", "replace"),
    (("review", "2025", "-w", "{w}"), "2025年复核表.xlsx", "replace"),
    (("review", "2025", "-w", "{w}", "--out", "{w}/../复核.xlsx"), "复核.xlsx", "replace"),
    (("diff", "2025", "2025", "-w", "{w}", "--out", "{w}/../对照.xlsx"), "对照.xlsx", "replace"),
    (("policy", "test", "2023", "-w", "{w}", "--out", "{w}/../试算.xlsx"), "试算.xlsx", "replace"),
    (("policy", "new", "2031", "--from", "2025", "-w", "{w}"), "policies/2031", "rename"),
    (("init", "{w}/../新工作区"), "新工作区", "rename"),
]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A workspace with a run, for whoever needs one; nothing in it changes."""
    workspace = tiny(tmp_path_factory.mktemp("w") / "w")
    assert inside("compute", "2025", "-w", workspace).code == 0
    return workspace


@pytest.mark.parametrize("case", PLACES, ids=lambda case: f"{case[0][0]} {case[1]}")
def test_whatever_stays_held_is_named_with_what_to_close(tmp_path, done, monkeypatch, waited, case):
    words, place, operation = case
    workspace = done
    if words[0] == "compute" and "--out" not in words:
        workspace = tiny(tmp_path / "w")
    before = tree(workspace.parent)
    last = place.rstrip("/").rsplit("/", 1)[-1]
    asked = held(monkeypatch, operation, 9999, only=last)
    ended = inside(*(each.format(w=workspace) for each in words))
    assert ended.code == 74, ended.err
    assert asked
    assert waited
    speaks(ended.err, place, "别的程序正打开着它", "Excel/WPS")
    assert tree(workspace.parent) == before


def test_nothing_is_left_where_even_the_remains_are_held(year, monkeypatch, waited):
    """The remains stay, hidden and never taken for a run; the next run clears them away."""
    before = tree(year)
    with monkeypatch.context() as patch:
        held(patch, "replace", 9999, only=f"runs{os.sep}2025{os.sep}")
        held(patch, "unlink", 9999, only="核算结果.xlsx")
        ended = inside("compute", "2025", "-w", year)
    assert ended.code == 74, ended.err
    speaks(ended.err, "runs/2025/", "Excel/WPS")
    left = {path for path in tree(year) if path not in before and not path.startswith("runs/2025/.")}
    assert left <= {"runs", "runs/2025"}
    assert inside("compute", "2025", "-w", year).code == 0
    assert [path.name[0] for path in (year / "runs/2025").iterdir()] != ["."]
    assert "result.json" in outputs(only_run(year))


@pytest.mark.parametrize("path", [HNTE, SERVICES])
def test_a_list_that_excel_holds(year, monkeypatch, path):
    import io

    real, before = io.open, tree(year)

    def refusing(file, *args, **options):
        if str(file).endswith(Path(path).name):
            raise Refused(32, str(file))
        return real(file, *args, **options)

    monkeypatch.setattr(io, "open", refusing)
    ended = inside("compute", "2025", "-w", year)
    assert (ended.code, ended.out) == (3, b""), ended.err
    speaks(ended.err, f"data/2025/{path}", "别的程序占着它", "关闭正在打开它的 Excel/WPS")
    monkeypatch.undo()
    assert tree(year) == before


def test_what_excel_leaves_beside_an_open_workbook_is_no_list(year):
    lock = Path(HNTE).with_name(f"~${Path(HNTE).name}").as_posix()
    write(year, {lock: b"\x05admin" + bytes(159)})
    ended = inside("compute", "2025", "-w", year, "--json")
    assert ended.code == 0, ended.err
    assert ended.out == (only_run(year) / "result.json").read_bytes()


def test_the_run_is_the_same_while_its_workbook_is_open(year, monkeypatch, waited):
    """A run that is there already is never replaced: whoever has its workbook open is not disturbed."""
    assert inside("compute", "2025", "-w", year).code == 0
    held(monkeypatch, "replace", 9999)
    assert inside("compute", "2025", "-w", year).code == 0
    assert waited == []
    content = lists()
    content.services.pop()
    write(year, files(content))
    monkeypatch.undo()
    assert inside("compute", "2025", "-w", year).code == 0
    assert len(list((year / "runs/2025").iterdir())) == 2


LONG = "C:\\" + "长" * 250


@pytest.mark.parametrize(
    ("error", "words", "advice"),
    [
        (Refused(5), "没有权限", "Excel/WPS"),
        (Refused(32), "别的程序正打开着它", "Excel/WPS"),
        (Refused(33), "别的程序正打开着它", "Excel/WPS"),
        (Refused(1224), "别的程序正打开着它", "Excel/WPS"),
        (NotFound(206, "x"), "路径或名称太长", "路径短一些"),
        (NotFound(3, LONG), "路径或名称太长", "路径短一些"),
        (NotFound(3, "C:\\kurz"), "没有这个文件或文件夹", "sonst"),
        (NotFound(2, LONG), "没有这个文件或文件夹", "sonst"),
        (OSError(errno.ENAMETOOLONG, "", "x"), "路径或名称太长", "路径短一些"),
        (OSError(errno.ENOSPC, ""), "磁盘已满", "腾出磁盘空间"),
        (PermissionError(errno.EPERM, ""), "没有权限", "权限"),
        (OSError(errno.EROFS, ""), "磁盘是只读的", "sonst"),
        (OSError("eigene Worte"), "系统报告：eigene Worte", "sonst"),
    ],
)
def test_what_windows_says_in_chinese(error, words, advice):
    assert system_words(error) == words
    assert advice in system_advice(error, "sonst")
