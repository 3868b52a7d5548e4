"""`gzaudit batch` from end to end: order, reruns, changes, exit codes, what never gets into logs and mails."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import signal
import subprocess
import sys

import pytest
from batch_real import ANALYST, arrived, each_once, events, log_lines, ready, summary
from cli.cli_support import (
    child,
    ended,
    files,
    firm,
    inside,
    lists,
    only_run,
    outputs,
    speaks,
    tiny,
    tree,
    write,
)
from filelock import FileLock
from mail.post_office import PASSWORD

from gzaudit.deliver import history
from gzaudit.verify.history import check_history

STAGES = ("check", "compute", "report", "package", "send", "summary")


UNKNOWN = "广州无码试例一号有限公司"  # no code, no district: a person must decide


def whole(*stages):
    return ["batch start", *(f"{each} {event}" for each in stages for event in ("start", "end")), "batch end"]


def changing(workspace):
    """All but what a log may add."""
    return {path: data for path, data in tree(workspace).items() if path != "logs/batch.log"}


def changed(workspace):
    """One list of the year with a firm less."""
    content = lists()
    content.hnte.pop()
    write(workspace, files(content))
    return workspace


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A workspace after a batch that sent nothing, to be copied."""
    workspace = ready(tmp_path_factory.mktemp("done"))
    assert inside("batch", "2025", "-w", workspace).code == 0
    return workspace


@pytest.fixture
def year(tmp_path, done):
    shutil.copytree(done, tmp_path / "审计 2025")
    return tmp_path / "审计 2025"


def test_checked_computed_verified_packed_and_nothing_sent(year):
    assert events(year) == whole("check", "compute", "report", "package", "summary")
    assert not (year / "outbox").exists()
    assert len(list((year / "packets/2025").glob("*/*.zip"))) == 11
    compute = next(line for line in log_lines(year) if (line["stage"], line["event"]) == ("compute", "end"))
    assert compute["run"] == f"runs/2025/{only_run(year).name}"
    assert (compute["kept"], compute["error"], compute["warning"], compute["info"]) == (False, 0, 20, 2)
    assert compute["seconds"] > 0
    assert f"运行：{compute['run']}" in summary(year)
    assert inside("verify", "2025", "-w", year).code == 0


def test_a_rerun_over_what_did_not_change_touches_nothing_but_the_log(year):
    before = changing(year)
    stamps = {path: (year / path).stat().st_mtime_ns for path in before if before[path] is not None}
    again = inside("batch", "2025", "-w", year)
    assert (again.code, again.out) == (0, b"")
    assert changing(year) == before
    assert {path: (year / path).stat().st_mtime_ns for path in stamps} == stamps
    assert "没有变化，沿用" in again.err
    assert len({line["batch"] for line in log_lines(year)}) == 2


def test_compute_by_hand_and_batch_make_the_same_run(year, tmp_path):
    by_hand = tiny(tmp_path / "von Hand")
    inside("compute", "2025", "-w", by_hand)
    assert outputs(only_run(by_hand)) == outputs(only_run(year))


def test_drafts_are_written_once_and_nothing_is_sent(year):
    first = inside("batch", "2025", "-w", year, "--send")
    assert first.code == 0, first.err
    assert events(year) == whole(*STAGES)
    assert len(list((year / "outbox/2025").glob("*/*.eml"))) == 11
    before = changing(year)
    assert inside("batch", "2025", "-w", year, "--send").code == 0
    assert changing(year) == before


def test_sent_once_told_once_and_corrected_once(tmp_path, office):
    workspace = ready(tmp_path, office)
    for _ in range(3):
        assert inside("batch", "2025", "-w", workspace, "--really-send").code == 0
    assert arrived(office) == each_once(ANALYST)
    first = only_run(workspace).name

    office.clear()
    changed(workspace)
    for _ in range(2):
        assert inside("batch", "2025", "-w", workspace, "--really-send").code == 0
    got = arrived(office)
    assert got.pop(ANALYST) == 1
    assert got["to440112@q.example.cn"] == 1  # whose firm it was
    assert set(got.values()) == {1}
    assert f"与 runs/2025/{first} 相比：改动：2025年高新技术企业认定公示名单.xlsx" in summary(workspace)
    assert "黄埔区：更正件已发" in summary(workspace)

    office.clear()  # back to the first lists: the first run again, and what it says is sent again
    tiny(workspace)
    assert inside("batch", "2025", "-w", workspace, "--really-send").code == 0
    assert f"运行：runs/2025/{first}" in summary(workspace)
    assert arrived(office)["to440112@q.example.cn"] == 1
    assert check_history(workspace).faults == ()


def test_notify_mails_the_summary_alone(tmp_path, office):
    workspace = ready(tmp_path, office)
    for _ in range(2):
        assert inside("batch", "2025", "-w", workspace, "--notify").code == 0
    assert arrived(office) == {ANALYST: 1}
    (workspace / "data/2025/坏.xlsx").write_bytes(b"PK\x03\x04")
    for _ in range(2):
        assert inside("batch", "2025", "-w", workspace, "--notify").code == 3
    assert arrived(office) == {ANALYST: 2}  # what failed is told, once
    (workspace / "data/2025/坏.xlsx").unlink()
    assert inside("batch", "2025", "-w", workspace, "--notify").code == 0
    assert arrived(office) == {ANALYST: 3}  # and that it goes well again


def test_a_district_that_cannot_be_reached(tmp_path, office):
    workspace = ready(tmp_path, office)
    told = []
    office.fault = lambda step: 550 if step == "rcpt" and told.append(1) is None and len(told) == 3 else None
    first = inside("batch", "2025", "-w", workspace, "--really-send")
    assert first.code == 7, first.err
    assert sum(arrived(office).values()) == 11  # ten districts and the analyst
    assert "分送没有全部完成" in summary(workspace)
    assert log_lines(workspace)[-1]["exit"] == 7
    assert inside("batch", "2025", "-w", workspace, "--really-send").code == 0
    assert arrived(office) == each_once(ANALYST) | {ANALYST: 2}


def test_mail_trouble_does_not_hide_what_failed_first(tmp_path, office):
    workspace = ready(tmp_path, office)
    office.fault = lambda step: 550 if step == "rcpt" else None
    assert inside("batch", "2025", "-w", workspace, "--notify").code == 7
    (workspace / "data/2025/坏.xlsx").write_bytes(b"PK\x03\x04")
    stopped = inside("batch", "2025", "-w", workspace, "--notify")
    assert stopped.code == 3
    assert stopped.err.index("坏.xlsx") < stopped.err.index("小结没有发出")


def refused(workspace, code, stage, *words, args=()):
    """The batch ends so, says so, logs so, and neither packs nor sends."""
    stopped = inside("batch", "2025", "-w", workspace, *args)
    assert stopped.code == code, stopped.err
    speaks(stopped.err, *words)
    assert events(workspace)[-4:] == [f"{stage} failed", "summary start", "summary end", "batch end"]
    assert log_lines(workspace)[-1]["exit"] == code
    assert f"退出码 {code}" in summary(workspace)
    assert not (workspace / "packets").exists()
    assert not (workspace / "outbox").exists()


def test_settings_that_do_not_exist(tmp_path):
    workspace = tiny(tmp_path)
    (workspace / "gzaudit.toml").write_text("[batch]\nnichts = 1\n", encoding="utf-8")
    refused(workspace, 2, "check", "不认识的设置 nichts")


def test_recipients_are_looked_at_before_any_work(tmp_path):
    workspace = ready(tmp_path)
    path = workspace / "收件人.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("to440106@q.example.cn", "falsch"), encoding="utf-8"
    )
    for way in ("--send", "--really-send"):
        stopped = inside("batch", "2025", "-w", workspace, way)
        assert stopped.code == 2
        assert "天河区" in stopped.err
        assert not (workspace / "runs").exists()


@pytest.mark.parametrize("protect", ["workbook", "zip"])
def test_passwords_are_looked_at_before_any_work(tmp_path, protect):
    refused(tiny(tmp_path), 2, "check", "密码", args=("--protect", protect))


def test_notify_needs_somebody_to_be_told(tmp_path):
    workspace = tiny(tmp_path)
    (workspace / "gzaudit.toml").write_text('[mail]\nhost = "localhost"\nfrom = "a@b.cn"\n', encoding="utf-8")
    refused(workspace, 2, "check", "analyst", args=("--notify",))


def test_a_list_that_cannot_be_read(tmp_path):
    workspace = tiny(tmp_path)
    (workspace / "data/2025/坏.xlsx").write_bytes(b"PK\x03\x04")
    refused(workspace, 3, "compute", "坏.xlsx")


def test_no_lists_at_all(tmp_path):
    refused(tmp_path, 3, "check", "data/2025/")


def test_a_year_without_a_policy(tmp_path):
    workspace = tiny(tmp_path)
    stopped = inside("batch", "2031", "-w", workspace)
    assert stopped.code == 4
    assert log_lines(workspace)[-1]["exit"] == 4


def test_a_run_that_was_changed_goes_nowhere(year, office):
    (year / "gzaudit.toml").write_text(office.settings(analyst=ANALYST), encoding="utf-8")
    page = only_run(year) / "各区/440106天河区/report.html"
    page.write_bytes(page.read_bytes().replace(b"<title>", b"<title>!"))
    stopped = inside("batch", "2025", "-w", year, "--really-send")
    assert stopped.code == 5
    speaks(stopped.err, "核对不符", "report.html")
    assert arrived(office) == {ANALYST: 1}  # who is told why


def test_a_compute_by_hand_holds_the_workspace(tmp_path):
    workspace = tiny(tmp_path)
    (workspace / "runs/2025").mkdir(parents=True)
    with FileLock(workspace / "runs/2025/.gzaudit.lock"):
        refused(workspace, 6, "compute", "另一个核算正在使用")
    assert inside("batch", "2025", "-w", workspace).code == 0


@pytest.mark.parametrize("other", ["2025", "2023"])
def test_a_second_batch_leaves_the_first_alone(year, other):
    before = tree(year)
    with FileLock(year / "logs/.batch.lock"):
        stopped = inside("batch", other, "-w", year, "--send")
        assert stopped.code == 6
        speaks(stopped.err, "另一个批处理")
    assert tree(year) == before


def test_findings_do_not_stop_it(tmp_path):
    workspace = tiny(tmp_path)
    content = lists()
    content.hnte.append((9, UNKNOWN, "", "GR202544000999", 2025, "", ""))
    write(workspace, files(content))
    assert inside("batch", "2025", "-w", workspace).code == 1
    assert len(list((workspace / "packets/2025").glob("*/*.zip"))) == 11
    assert log_lines(workspace)[-1] | {"level": "warning", "exit": 1} == log_lines(workspace)[-1]
    assert inside("batch", "2025", "-w", workspace, "--fail-on", "never").code == 0
    assert "须决定" in summary(workspace).splitlines()[0]


def test_quiet_says_nothing_but_errors(year):
    again = inside("batch", "2025", "-w", year, "--quiet")
    assert (again.code, again.out, again.err) == (0, b"", "")
    (year / "data/2025/坏.xlsx").write_bytes(b"PK\x03\x04")
    assert inside("batch", "2025", "-w", year, "-q").err.startswith("错误：")


@pytest.mark.parametrize(
    "args", [("--protect", "rot13"), ("--fail-on", "x"), ("--log-level", "laut"), ("--key-file", "k.toml")]
)
def test_options_that_mean_nothing(tmp_path, args):
    before = tree(tiny(tmp_path))
    stopped = inside("batch", "2025", "-w", tmp_path, *args)
    assert stopped.code == 2
    speaks(stopped.err, args[0])
    assert tree(tmp_path) == before


def test_a_clock_that_was_set_back_is_told_and_the_batch_goes_on_with_its_own_run(year, monkeypatch):
    class Later(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + dt.timedelta(days=400)

    newest = "runs/2025/zukunft"
    shutil.copytree(only_run(year), year / newest)
    (log,) = (year / newest).glob("run.log")
    log.write_text(log.read_text(encoding="utf-8").replace("开始：20", "开始：21"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(history.dt, "datetime", Later)
        history.append(year, "run", {"run": newest})
    mine = next(each for each in (year / "runs/2025").iterdir() if each.name != "zukunft")
    again = inside("batch", "2025", "-w", year)
    assert again.code == 0, again.err
    assert "提醒：时钟倒退" in again.err
    assert "时钟倒退" in summary(year)
    assert f"运行：runs/2025/{mine.name}" in summary(year)
    assert [each for each in events(year) if "warning" in each] == ["check warning"]


def test_no_firm_no_password_and_no_statistics_in_logs_and_mails(tmp_path, office, monkeypatch):
    monkeypatch.setenv("GZAUDIT_PASSWORD", "Paket-Kennwort-7")
    workspace = ready(tmp_path, office)
    content = lists()
    content.hnte.append((9, UNKNOWN, "", "GR202544000999", 2025, "", ""))
    write(workspace, files(content))
    said = inside(
        "batch", "2025", "-w", workspace, "--really-send", "--protect", "zip", "--log-level", "debug"
    )
    assert said.code == 1, said.err
    notes = [each.data for each in office.mailbox if each.to == (ANALYST,)]
    told = [path.read_bytes() for path in (workspace / "logs").iterdir()] + notes + [said.err.encode()]
    for name in (UNKNOWN, *map(firm, range(12))):
        assert not [each for each in told if name.encode() in each]
    for path, data in tree(workspace).items():
        for secret in (PASSWORD, "Paket-Kennwort-7"):
            assert data is None or secret.encode() not in data, path
    for each in told:
        assert PASSWORD.encode() not in each
        assert b"Paket-Kennwort" not in each


def test_ctrl_c(tmp_path):
    workspace = tiny(tmp_path)
    process = child("batch", "2025", cwd=workspace)
    assert process.stderr.readline().decode().startswith("检查：")
    process.send_signal(signal.SIGINT)
    code, _, err = ended(process)
    assert code == 130, err
    assert "已中断" in err
    assert events(workspace)[-1] == "batch interrupted"
    assert inside("batch", "2025", "-w", workspace).code == 0
    assert not list(workspace.rglob(".unfinished*"))


def test_help_stays_fast():
    heavy = "pandas,openpyxl,sqlite3,smtplib,logging.handlers,filelock"
    script = f"import sys, gzaudit.cli; print([m for m in '{heavy}'.split(',') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
    assert json.loads(found.decode().replace("'", '"')) == []
