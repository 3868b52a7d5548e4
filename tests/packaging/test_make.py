"""`make demo` in a copy of the checkout whose path has blanks and Chinese characters, as on a fresh machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("gzaudit", "templates", "sample_data", "requirements", "Makefile", "pyproject.toml", "README.md")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    folder = tmp_path_factory.mktemp("某 目录") / "检 出"
    folder.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, folder / name)
    return folder


def make(folder: Path, *arguments: str, **env: str) -> str:
    done = subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")} | env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def listing(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_relative_to(folder / ".venv")
        and not path.is_relative_to(folder / "build")
        and "__pycache__" not in path.parts
    }


def test_demo_shows_the_districts_and_the_files_and_leaves_the_checkout_clean(checkout):
    before = listing(checkout)
    shown = make(checkout, "demo")
    for name in ("荔湾区", "增城区", "全市", "须决定", "结果文件夹"):
        assert name in shown
    assert f"全部文件在：{checkout}/build/demo/runs/2025" in shown
    (result,) = checkout.glob("build/demo/runs/2025/*/result.json")
    assert result.relative_to(checkout / "build" / "demo").as_posix() in shown
    assert listing(checkout) == before


def test_the_environment_is_made_once_and_again_when_its_inputs_change(checkout):
    (stamp,) = (checkout / ".venv").glob(".run-*")
    made = stamp.stat().st_mtime_ns
    assert "准备 .venv" not in make(checkout, "demo")
    assert stamp.stat().st_mtime_ns == made
    os.utime(checkout / "requirements" / "constraints.txt")
    assert "准备 .venv" in make(checkout, "--dry-run", "demo")


def test_python_starts_in_it_under_a_locale_that_knows_no_chinese(checkout):
    python = checkout / ".venv" / "bin" / "python"
    env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PATH": os.environ["PATH"]}
    subprocess.run([python, "-m", "gzaudit", "--version"], cwd=checkout.parent, env=env, check=True)


def test_help_names_every_command(checkout):
    shown = make(checkout, "help")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    assert all(f"make {target}" in shown for target in targets if target != "system-programs")
