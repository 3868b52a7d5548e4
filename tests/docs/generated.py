"""What the documents show of the program itself: help, kinds, findings, the demo's screen. Never typed by hand.

`python tests/docs/generated.py` (make docs) rewrites these parts; test_generated.py holds the documents against them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import openpyxl
import typer

from gzaudit.cli import app
from gzaudit.findings import SEVERITIES, catalogue
from gzaudit.read.kinds import heading_aliases, kinds
from gzaudit.render.tables.words import SEVERITY_WORDS

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "workspace"
BLOCK = re.compile(r"(<!-- 自动：([\w-]+) -->\n)(.*?)(<!-- 完 -->)", re.DOTALL)
# The installed script, whatever folder it is in: usage lines name the program as people type it.
_AS_TYPED = "import sys; from gzaudit.cli import main; sys.argv[0] = 'gzaudit'; main()"
_DISTRICT_FILES = {"full": "写明内容", "plain": "只写位置", "none": "不写"}


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The program as a person runs it on a console of 80 columns."""
    env = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "COLORTERM")}
    env |= {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-c", _AS_TYPED, *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


def commands() -> list[tuple[str, ...]]:
    """Every command and group, the program itself first."""

    def below(command, words):
        yield words
        for name, inner in getattr(command, "commands", {}).items():
            yield from below(inner, (*words, name))

    return list(below(typer.main.get_command(app), ()))


def _help() -> str:
    shown = []
    for words in commands():
        text = run(*words, "--help").stdout.rstrip()
        shown.append(f"```text\n$ {' '.join(('gzaudit', *words, '--help'))}\n{text}\n```\n")
    return "\n".join(shown)


def _columns(groups: tuple[tuple[str, ...], ...]) -> str:
    return "，".join("或".join(heading_aliases()[field][0] for field in group) for group in groups)


def _kinds() -> str:
    lines = ["| 名单（种类） | 提供单位 | 认得出的词 | 须有的列 | 有就用的列 |", "|---|---|---|---|---|"]
    for key, kind in kinds().items():
        words = " 且 ".join("或".join(group) for group in kind.words)
        if kind.none:
            words += f"；不含{'、'.join(kind.none)}"
        if kind.headings:
            words += f"。只凭列也认得：{_columns(kind.headings)}"
        uses = "、".join(heading_aliases()[field][0] for field in kind.uses if field != "serial")
        lines.append(
            f"| {kind.title}<br>`{key}` | {kind.owner} | {words} | {_columns(kind.needs)} | {uses or '—'} |"
        )
    return "\n".join(lines) + "\n"


def _findings() -> str:
    shown = []
    for severity in SEVERITIES:
        shown.append(f"## {SEVERITY_WORDS[severity]}（{severity}）\n")
        shown.append("| 代码 | 事项 | 应为 | 处理 | 由谁处理 | 区文件 |\n|---|---|---|---|---|---|")
        for code, message in sorted(catalogue().items()):
            if message.severity == severity:
                files = _DISTRICT_FILES[message.to_district]
                row = (f"`{code}`", message.title, message.expected, message.action, message.owner, files)
                shown.append(f"| {' | '.join(row)} |")
        shown.append("")
    return "\n".join(shown)


def _later() -> str:
    """Codes that no part of the program gives yet."""
    source = "".join(_text(path) for path in (ROOT / "gzaudit").rglob("*.py"))
    codes = [f"`{code}`" for code in catalogue() if f'"{code}"' not in source]
    return f"- 为以后的功能预留、本版本还不会出现的：{'、'.join(codes) or '没有'}。\n"


@cache
def sample_run() -> tuple[Path, str]:
    """A run of the sample year: its workspace (left in a temporary folder) and what the screen showed."""
    workspace = Path(tempfile.mkdtemp()) / "workspace"
    shutil.copytree(SAMPLE, workspace)
    shown = run("compute", "2025", "--fail-on", "never", cwd=workspace)
    assert shown.returncode == 0, shown.stderr
    return workspace, shown.stderr


def _screen() -> str:
    """The screen at the end of the demo: districts, the first questions, where the files are."""
    lines = [line.rstrip() for line in sample_run()[1].splitlines()]
    start = next(at for at, line in enumerate(lines) if "年度核算汇总" in line)
    first = next(at for at, line in enumerate(lines) if line.startswith("须决定"))
    last = next(at for at, line in enumerate(lines) if line.startswith("明细"))
    shown = [*lines[start : first + 6], "……", *lines[last:]]
    return "```text\n" + "\n".join(shown).rstrip() + "\n```\n"


def _sheets() -> str:
    """Sheets of the city's and of a district's workbook, in order."""
    (run,) = (sample_run()[0] / "runs" / "2025").glob("[!.]*")
    books = {
        "市级工作簿": "全市/*核算结果.xlsx",
        "逐行去向": "全市/*逐行去向.xlsx",
        "区工作簿": "各区/440106*/*.xlsx",
    }
    lines = []
    for title, place in books.items():
        (path,) = run.glob(place)
        book = openpyxl.load_workbook(path, read_only=True)
        lines.append(f"- {title}：{'、'.join(f'`{name}`' for name in book.sheetnames)}\n")
        book.close()
    return "".join(lines)


MAKERS = {
    "help": _help,
    "kinds": _kinds,
    "findings": _findings,
    "later": _later,
    "screen": _screen,
    "sheets": _sheets,
}


def documents() -> list[Path]:
    """Documents that have such parts."""
    return [
        path for path in (ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))) if BLOCK.search(_text(path))
    ]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def rewritten(path: Path) -> str:
    """A document with its parts as the program now says them."""
    return BLOCK.sub(lambda part: part[1] + MAKERS[part[2]]() + part[4], _text(path))


if __name__ == "__main__":
    for document in documents():
        new = rewritten(document)
        if new != _text(document):
            document.write_text(new, encoding="utf-8", newline="\n")
            print("已重写", document.relative_to(ROOT).as_posix())
    shutil.rmtree(sample_run()[0].parent)
