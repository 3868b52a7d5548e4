"""The examples for cron and Windows, tried as far as they can be here (systemd: tests/system)."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cli.cli_support import only_run, tiny
from schedule_support import EXAMPLES, crontab, program, run_cmd, text

PLACES = ("审计 2025", "年度 核算 (终)", "100%")
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def ended(workspace: Path) -> dict:
    return json.loads((workspace / "logs/batch.log").read_text(encoding="utf-8").splitlines()[-1])


@pytest.mark.parametrize("place", PLACES)
def test_cron(tmp_path, place):
    workspace = tiny(tmp_path / place)
    sets, command = crontab(program(tmp_path), workspace)
    assert set(sets) == {"SHELL", "PATH", "LANG", "PYTHONUTF8", "MAILTO"}
    done = subprocess.run([sets["SHELL"], "-c", command], env=sets, cwd="/", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", "")
    assert ended(workspace)["exit"] == 0
    assert only_run(workspace).is_dir()


def test_as_poor_an_environment_as_can_be(tmp_path):
    """Nothing is set, PATH is empty, the locale is C, nobody is at home, stdin is closed, the folder is /."""
    workspace = tiny(tmp_path / "审计 区")
    command = f"{shlex.quote(str(program(tmp_path)))} batch 2025 -w {shlex.quote(str(workspace))} <&-"
    done = subprocess.run(
        ["/usr/bin/env", "-i", "PATH=", "LC_ALL=C", "/bin/sh", "-c", command],
        cwd="/",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    assert ended(workspace)["exit"] == 0
    assert "核算：写成".encode() in done.stderr or b"\\u6838\\u7b97" in done.stderr


def test_cron_with_a_list_that_cannot_be_read(tmp_path):
    workspace = tiny(tmp_path / "audit")
    (workspace / "data/2025/坏.xlsx").write_bytes(b"PK\x03\x04")
    sets, command = crontab(program(tmp_path), workspace)
    done = subprocess.run([sets["SHELL"], "-c", command], env=sets, cwd="/", capture_output=True, check=False)
    assert done.returncode == 3
    assert done.stderr.decode().startswith("错误：")
    assert "坏.xlsx" in done.stderr.decode()


def test_the_wrapper_for_windows(tmp_path):
    workspace = tiny(tmp_path / "年度 核算")
    shutil.copy(EXAMPLES / "gzaudit-batch.cmd", workspace)
    assert run_cmd(workspace / "gzaudit-batch.cmd", program(tmp_path)) == 0
    assert ended(workspace)["exit"] == 0
    (workspace / "gzaudit.toml").write_text("nichts = 1\n", encoding="utf-8")
    assert run_cmd(workspace / "gzaudit-batch.cmd", program(tmp_path)) == 2
    assert "不认识的设置" in (
        workspace / "logs\\task.log"
        if (workspace / "logs\\task.log").exists()
        else workspace / "logs/task.log"
    ).read_text(encoding="utf-8")


def test_the_wrapper_is_readable_in_every_code_page():
    data = (EXAMPLES / "gzaudit-batch.cmd").read_bytes()
    assert data.isascii()
    assert data.count(b"\r\n") == data.count(b"\n") > 5
    assert data.startswith(b"@echo off\r\n")


def test_the_task_for_windows():
    data = (EXAMPLES / "gzaudit-batch.xml").read_bytes()
    assert data.startswith(b"\xff\xfe<\0?\0")  # UTF-16 LE with its mark: schtasks takes nothing else
    assert data.decode("utf-16").startswith('<?xml version="1.0" encoding="UTF-16"?>\r\n')
    task = ET.fromstring(data)
    assert (task.tag, task.get("version")) == (f"{TASK}Task", "1.2")
    assert [each.tag.removeprefix(TASK) for each in task] == [
        "RegistrationInfo", "Triggers", "Principals", "Settings", "Actions",
    ]  # fmt: skip

    def said(path):
        return task.find("/".join(f"{TASK}{part}" for part in path.split("/"))).text

    assert said("Triggers/CalendarTrigger/StartBoundary").endswith("T02:30:00")
    assert said("Triggers/CalendarTrigger/ScheduleByDay/DaysInterval") == "1"
    assert said("Principals/Principal/RunLevel") == "LeastPrivilege"
    assert said("Principals/Principal/LogonType") == "Password"
    assert said("Settings/MultipleInstancesPolicy") == "IgnoreNew"
    assert said("Settings/StartWhenAvailable") == "true"  # what was missed is caught up on
    assert said("Settings/ExecutionTimeLimit") == "PT3H"
    for name in ("DisallowStartIfOnBatteries", "StopIfGoingOnBatteries", "RunOnlyIfIdle"):
        assert said(f"Settings/{name}") == "false"
    principal = task.find(f"{TASK}Principals/{TASK}Principal").get("id")
    assert task.find(f"{TASK}Actions").get("Context") == principal
    folder = said("Actions/Exec/WorkingDirectory")
    assert said("Actions/Exec/Command") == f'"{folder}\\gzaudit-batch.cmd"'


def test_the_document_names_every_example():
    document = (EXAMPLES.parent / "batch.md").read_text(encoding="utf-8")
    for path in EXAMPLES.iterdir():
        assert path.name in document
    assert "0600" in text("gzaudit-batch@.service")
