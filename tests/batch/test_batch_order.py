"""The order of a batch, what stops it, how it ends, and what the log and the summary then say."""

from __future__ import annotations

import errno
import itertools

import pytest
from batch_support import COMPLETE, INCOMPLETE, NAMES, Tried, computed
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.batch.model import Reported, worst
from gzaudit.errors import (
    InputError,
    InvariantError,
    NotVerifiedError,
    OutputError,
    PolicyError,
    SettingsError,
    WorkspaceBusyError,
)

ERRORS = {
    2: SettingsError,
    3: InputError,
    4: PolicyError,
    5: NotVerifiedError,
    6: WorkspaceBusyError,
    70: InvariantError,
    74: OutputError,
}
WORK = NAMES[:5]
GRAVE = (70, 74, 5, 4, 3, 2, 6, 7, 1, 0)


def error(code, where="那里"):
    return ERRORS[code]("做不了。", where=where, found="某值", action="改好")


def test_all_stages_in_order(tmp_path):
    tried = Tried(tmp_path)
    assert tried.run() == 0
    assert tried.done == list(NAMES)
    stages = ("check", "compute", "report", "package", "send", "summary")
    between = [f"{stage} {event}" for stage in stages for event in ("start", "end")]
    assert tried.events() == ["batch start", *between, "batch end"]
    assert tried.alarms == []
    assert [line.partition("：")[0] for line in tried.said] == [
        "检查", "核算", "核对结果", "打包", "分送", "小结",
    ]  # fmt: skip


def test_what_was_not_asked_for_is_not_done(tmp_path):
    tried = Tried(tmp_path, sending="no", without=("send", "tell"))
    assert tried.run() == 0
    assert tried.done == ["check", "compute", "report", "package", "keep"]
    assert "没有要求发送" in tried.mails[0][0]


@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize("stage", WORK)
def test_a_stage_that_cannot_do_its_work_ends_it(tmp_path, stage, code):
    tried = Tried(tmp_path, **{stage: error(code)})
    assert tried.run() == code
    # Nothing after it, but for the summary, which is kept and mailed.
    assert tried.done == [*WORK[: WORK.index(stage) + 1], "keep", "tell"]
    assert tried.alarms == ["错误：做不了。\n  位置：那里\n  实际：某值\n  处理：改好"]
    (head, text) = tried.mails[1]
    assert head.startswith("gzaudit 2025 年度批处理：没有做完（")
    assert f"退出码 {code}" in text
    assert "  处理：改好" in text
    (failed,) = [line for line in tried.lines() if line["event"] == "failed"]
    assert (failed["level"], failed["stage"], failed["exit"], failed["where"]) == (
        "error", stage, code, "那里",
    )  # fmt: skip
    assert "某值" not in tried.path.read_text(encoding="utf-8")  # what was found stays out of the log
    assert tried.lines()[-1]["exit"] == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"compute": computed(failing=True)}, 1),
        ({"send": INCOMPLETE}, 7),
        ({"compute": computed(failing=True), "send": INCOMPLETE}, 7),
        ({"compute": computed(failing=True), "package": error(70)}, 70),
        ({"send": INCOMPLETE, "keep": error(74)}, 74),
        ({"tell": error(2)}, 7),
        ({"tell": OSError(errno.ECONNREFUSED, "refused")}, 7),
        ({"tell": KeyError("x")}, 70),
        ({"compute": computed(failing=True), "tell": error(2)}, 7),
        ({"compute": error(3), "tell": error(74)}, 3),
        ({"compute": error(6), "tell": error(2)}, 6),
        ({"check": error(2), "keep": error(74)}, 74),
        ({"report": error(5), "keep": error(74)}, 74),
    ],
)
def test_the_gravest_decides(tmp_path, changes, code):
    tried = Tried(tmp_path, **changes)
    assert tried.run() == code
    assert tried.lines()[-1] | {"exit": code} == tried.lines()[-1]


def test_mail_that_fails_for_the_same_reason_is_told_once(tmp_path):
    tried = Tried(tmp_path, check=error(2), tell=error(2))
    assert tried.run() == 2
    assert len(tried.alarms) == 1
    tried = Tried(tmp_path, check=error(2), tell=error(74, where="别处"))
    assert tried.run() == 2
    assert len(tried.alarms) == 2


@given(st.lists(st.sampled_from(GRAVE)))
def test_worst_is_one_of_them_and_no_other_is_graver(codes):
    found = worst(codes)
    assert found in (codes or [0])
    assert all(GRAVE.index(found) <= GRAVE.index(code) for code in codes)


def test_a_fault_of_the_tool_is_no_traceback_and_tells_no_value(tmp_path):
    tried = Tried(tmp_path, package=ValueError("广州秘密科技有限公司 Geheim1!"))
    assert tried.run() == 70
    (told,) = tried.alarms
    assert "工具本身出错" in told
    log = tried.path.read_text(encoding="utf-8")
    for text in (told, log, tried.mails[1][1]):
        assert "广州秘密" not in text
        assert "Geheim" not in text
    (failed,) = [line for line in tried.lines() if line["event"] == "failed"]
    assert failed["error"] == "ValueError"
    assert all(":" in each for each in failed["at"])
    assert any(each.startswith("batch_support.py:") for each in failed["at"])


def test_a_disk_that_refuses_is_exit_74(tmp_path):
    tried = Tried(tmp_path, compute=OSError(errno.ENOSPC, "No space left on device", "/x/geheim/result.json"))
    assert tried.run() == 74
    assert "磁盘已满" in tried.alarms[0]
    assert "/x/geheim" not in tried.alarms[0]


def test_interrupted(tmp_path):
    for stage in (*WORK, "keep", "tell"):
        tried = Tried(
            tmp_path / stage if (tmp_path / stage).mkdir() is None else tmp_path,
            **{stage: KeyboardInterrupt()},
        )
        with pytest.raises(KeyboardInterrupt):
            tried.run()
        assert tried.done[-1] == stage
        assert tried.events()[-1] == "batch interrupted"


def test_warnings_are_logged_said_and_told(tmp_path):
    tried = Tried(tmp_path, check=("时钟倒退：x",), report=Reported({**_result()}, notes=("名单又有改动",)))
    assert tried.run() == 0
    assert "提醒：时钟倒退：x" in tried.said
    warned = [(line["stage"], line["message"]) for line in tried.lines() if line["event"] == "warning"]
    assert warned == [("check", "时钟倒退：x"), ("report", "名单又有改动")]
    text = tried.mails[0][0]
    assert "  时钟倒退：x" in text
    assert "  名单又有改动" in text


def _result():
    return {"districts": [], "city": {"counts": {}, "payable": 0}, "undecided": {}}


def test_debug_tells_of_each_packet(tmp_path):
    for level, number in (("debug", 1), ("info", 0)):
        (tmp_path / level).mkdir()
        tried = Tried(tmp_path / level, level=level)
        assert tried.run() == 0
        assert tried.events().count("package packet") == number


@pytest.mark.parametrize("level", ["warning", "error"])
def test_a_quiet_log_holds_only_what_is_grave(tmp_path, level):
    tried = Tried(tmp_path, level=level, compute=computed(failing=True))
    assert tried.run() == 1
    assert tried.events() == (["batch end"] if level == "warning" else [])


def test_the_summary_does_not_depend_on_the_clock_or_on_whether_the_run_was_new(tmp_path):
    texts = set()
    for at, kept in itertools.product(range(2), (False, True)):
        folder = tmp_path / f"{at}{kept}"
        folder.mkdir()
        tried = Tried(folder, compute=computed(kept=kept), send=COMPLETE)
        tried.run()
        texts.add(tried.mails[1])
    assert len(texts) == 1
