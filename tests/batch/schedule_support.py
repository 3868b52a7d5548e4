"""The examples for schedulers, carried out the way that each scheduler would."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "docs/schedule"
ROOT = Path(__file__).parents[2]


def text(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


def program(folder: Path) -> Path:
    """The installed command: a script that needs nothing of whoever calls it."""
    path = folder / "gzaudit"
    path.write_text(
        f"#!/bin/sh\nPYTHONPATH='{ROOT}' exec '{sys.executable}' -m gzaudit \"$@\"\n", encoding="utf-8"
    )
    path.chmod(0o755)
    return path


def crontab(program: Path, workspace: Path) -> tuple[dict[str, str], str]:
    """What cron sets, and what it hands to the shell, of the example with these paths."""
    sets, commands = {}, []
    for line in text("gzaudit.crontab").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if match := re.fullmatch(r"([A-Z0-9_]+)=(.*)", line):
            sets[match[1]] = match[2]
        else:
            commands.append(re.fullmatch(r"((?:\S+ +){5})(.*)", line)[2])
    (command,) = commands
    shell = command.replace("/opt/gzaudit/bin/gzaudit", str(program)).replace(
        "/srv/年度 核算", str(workspace)
    )
    # An unescaped % ends the command for cron.
    shell = shell.replace("%", r"\%")
    return sets, re.split(r"(?<!\\)%", shell)[0].replace(r"\%", "%")


def run_cmd(path: Path, program: Path) -> int:
    """Carry out the .cmd line by line: variables, %~dp0, mkdir, redirection, the exit code.

    Only what stands in it is known; any other line is an error.
    """
    here = f"{path.parent}/"
    variables: dict[str, str] = {}
    errorlevel = 0

    def expand(line: str) -> str:
        line = line.replace("%~dp0", here).replace("%errorlevel%", str(errorlevel))
        return re.sub(r"%([A-Z0-9_]+)%", lambda name: variables[name[1]], line)

    for raw in path.read_bytes().decode("ascii").split("\r\n"):
        line = expand(raw)
        if not raw or raw.startswith("rem ") or raw in ("@echo off", "chcp 65001 >nul", "setlocal"):
            continue
        if match := re.fullmatch(r"set ([A-Z0-9_]+)=(.*)", line):
            variables[match[1]] = match[2]
        elif match := re.fullmatch(r'if not exist "(.+)" mkdir "(.+)"', line):
            Path(match[1]).is_dir() or Path(match[2]).mkdir()
        elif match := re.fullmatch(r'("[^"]+" .+) <nul >"([^"]+)" 2>&1', line):
            words = [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', match[1])]
            assert words[0] == r"C:\gzaudit\venv\Scripts\gzaudit.exe"
            with Path(match[2].replace("\\", "/")).open("wb") as log:
                errorlevel = subprocess.run(
                    [program, *words[1:]],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env={key: value for key, value in variables.items() if key.startswith("PYTHON")},
                    cwd="/",
                    check=False,
                ).returncode
        elif match := re.fullmatch(r"exit /b (\d+)", line):
            return int(match[1])
        else:
            raise AssertionError(raw)
    raise AssertionError("no exit code")
