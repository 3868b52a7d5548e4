"""The units for systemd, looked at by systemd itself; names of workspaces with blanks and Chinese."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.system

EXAMPLES = Path(__file__).parents[2] / "docs/schedule"
UNITS = ("gzaudit-batch@.service", "gzaudit-batch@.timer", "gzaudit-batch-failed@.service")
PLACES = ("/srv/audit", "/srv/年度 核算", "/srv/2025-审计 (终)/它", "/srv/a\\b'c")


def systemd(*args):
    return subprocess.run(
        args, capture_output=True, encoding="utf-8", check=False, env={"PATH": "/usr/bin:/bin"}
    )


@pytest.fixture
def units(tmp_path):
    """The units, with a program that is there."""
    for name in UNITS:
        text = (EXAMPLES / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/gzaudit/bin/gzaudit", "/bin/true"), encoding="utf-8")
    return tmp_path


def verify(path):
    return systemd("systemd-analyze", "verify", "--recursive-errors=yes", path)


@pytest.mark.parametrize("name", UNITS)
def test_each_unit_is_sound(units, name):
    done = verify(units / name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("place", PLACES)
def test_any_workspace_can_be_an_instance(units, place):
    name = systemd("systemd-escape", "--template=gzaudit-batch@.service", "--path", place).stdout.strip()
    assert (
        systemd(
            "systemd-escape", "--unescape", "--path", re.sub(r"^gzaudit-batch@|\.service$", "", name)
        ).stdout
        == f"{place}\n"
    )
    (units / name).symlink_to("gzaudit-batch@.service")
    done = verify(units / name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("line", "spoilt"),
    [
        ("OnCalendar=*-*-* 02:30:00", "OnCalendar=jede Nacht"),
        ("ProtectSystem=strict", "ProtectSystem=vielleicht"),
        ('ReadWritePaths="%f"', "ReadWritePaths=relative"),
        ("ExecStart=/bin/true", "ExecStart=/gibt/es/nicht"),
    ],
)
def test_what_is_not_sound_would_be_seen(units, line, spoilt):
    path = next(units / name for name in UNITS if line in (units / name).read_text(encoding="utf-8"))
    path.write_text(path.read_text(encoding="utf-8").replace(line, spoilt), encoding="utf-8")
    assert verify(path).stderr


def test_little_is_left_open():
    done = systemd("systemd-analyze", "security", "--offline=true", "--threshold=30", EXAMPLES / UNITS[0])
    assert done.returncode == 0, done.stdout[-300:]


def test_the_timer_catches_up_and_a_failure_is_told():
    timer, service = ((EXAMPLES / name).read_text(encoding="utf-8") for name in UNITS[1::-1])
    assert "\nPersistent=true\n" in timer
    assert "\nOnFailure=gzaudit-batch-failed@%i.service\n" in service
    assert "\nEnvironmentFile=/etc/gzaudit/batch.env\n" in service
    when = systemd("systemd-analyze", "calendar", "*-*-* 02:30:00")
    assert when.returncode == 0
