"""Every command with a console of GBK, as of Chinese Windows, and with none (pythonw, Task Scheduler)."""

from __future__ import annotations

import codecs
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from cli.cli_support import environment, files, lists, only_run, tree, write
from windows.saying import RARE, ended, said

from gzaudit.cli import app
from gzaudit.normalise.districts import DISTRICTS as EVERY_DISTRICT

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
# What each command is called with; {w} the workspace, {new} a name that nothing has yet.
CALLS = {
    "compute": ("compute", "2025", "-w", "{w}", "--out", "{new}"),
    "report": ("report", "2025", "-w", "{w}", "--out", "{new}"),
    "init": ("init", "{new}"),
    "review": ("review", "2025", "-w", "{w}", "--out", "{new}.xlsx"),
    "trace": ("trace", "2025", "甲", "-w", "{w}"),
    "explain": ("explain", "2025", "天河区", "-w", "{w}"),
    "diff": ("diff", "{first}", "2025", "-w", "{w}", "--out", "{new}.xlsx"),
    "whatif": ("whatif", "2025", "--set", "天河区.hnte=900", "-w", "{w}"),
    "verify": ("verify", "2025", "-w", "{w}"),
    "runs": ("runs", "2025", "-w", "{w}"),
    "tally": ("tally", "2025", "--hnte", "{w}/data/2025/火炬中心/*", "--out", "{new}.xlsx"),
    "package": ("package", "2025", "-w", "{w}"),
    "send": ("send", "2025", "-w", "{w}"),
    "batch": ("batch", "2025", "-w", "{w}"),
    "goals": ("goals", "2025", "-w", "{w}"),
    "budget": ("budget", "{sample}/绩效目标表.txt", "-w", "{w}"),
    "apply": ("apply", "2015-draft", "{sample}/申报名单.csv", "-w", "{w}"),
    "policy list": ("policy", "list", "-w", "{w}"),
    "policy show": ("policy", "show", "2025", "-w", "{w}"),
    "policy lint": ("policy", "lint", "2025", "-w", "{w}"),
    "policy test": ("policy", "test", "2023", "-w", "{w}", "--out", "{new}.xlsx"),
    "policy diff": ("policy", "diff", "2023", "2025", "-w", "{w}"),
    "policy new": ("policy", "new", "{year}", "--from", "2025", "-w", "{w}"),
}
JSON = (
    "compute",
    "tally",
    "package",
    "send",
    "goals",
    "budget",
    "apply",
    "trace",
    "explain",
    "diff",
    "whatif",
    "verify",
    "runs",
)
# They print their answer on stdout, and say by exit code 74 that there is none.
ANSWERS = (
    "init",
    "tally",
    "package",
    "send",
    "goals",
    "budget",
    "apply",
    "trace",
    "explain",
    "diff",
    "whatif",
    "verify",
    "runs",
)


def named(group: typer.Typer, before: str = "") -> list[str]:
    """All commands of the program."""
    found = [f"{before}{each.name or each.callback.__name__}" for each in group.registered_commands]
    for inner in group.registered_groups:
        found += named(inner.typer_instance, f"{inner.name} ")
    return found


COMMANDS = named(app)


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A year with two runs; firms and a file have names that GBK cannot write."""
    workspace = tmp_path_factory.mktemp("gbk") / "工作区"
    content = lists()
    for rows in (content.hnte, content.above, content.services, content.patents):
        for at, row in enumerate(rows):
            rows[at] = tuple(
                each.replace("试例甲号", f"试例甲{RARE}号") if isinstance(each, str) else each for each in row
            )
    write(workspace, files(content) | {f"通讯录{RARE}.pdf": b"%PDF-1.4"})
    assert said("utf-8", "compute", "2025", "-w", workspace)[0] == 0
    first = only_run(workspace).name
    content.hnte.append((9, f"广州{RARE}号有限公司", "", "", 2025, "", ""))
    write(workspace, files(content))
    assert said("utf-8", "compute", "2025", "-w", workspace)[0] == 1
    (workspace / "gzaudit.toml").write_text(
        '[mail]\nfrom = "a@example.gov.cn"\nfrom_name = "市科技局"\n', encoding="utf-8"
    )
    lines = [f"{each.name},{each.code}@example.gov.cn" for each in EVERY_DISTRICT]
    (workspace / "收件人.csv").write_text("\n".join(["区,邮箱", *lines]), encoding="utf-8")
    # Those that follow find the packets, and a batch that has nothing to do.
    assert said("utf-8", "batch", "2025", "-w", workspace)[0] == 1
    return workspace, first


@pytest.fixture
def call(year, tmp_path):
    def made(command: str, nth: int) -> list[str]:
        workspace, first = year
        new, fresh = tmp_path / f"新{nth}", 2031 + nth
        return [
            each.format(w=workspace, first=first, new=new, year=fresh, sample=SAMPLE)
            for each in CALLS[command]
        ]

    yield made
    shutil.rmtree(year[0] / "policies", ignore_errors=True)


def squeezed(text: str) -> str:
    """Letters alone: rules of tables are others where a code page has none."""
    return re.sub(r"[\s\u2500-\u257f|+=\-]|新\d|203\d", "", text)


def test_there_is_a_call_of_every_command():
    assert set(CALLS) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_gbk(command, call):
    assert codecs.lookup("cp936") == codecs.lookup("gbk")
    code, out, err = said("utf-8", *call(command, 0))
    assert code < 6, err.decode()
    again, *spoken = said("cp936", *call(command, 1))
    assert again == code, spoken[1]
    for ours, theirs in zip((out, err), spoken, strict=True):
        wanted = ours.decode().replace("›", ">").replace("−", "-")
        wanted = wanted.encode("gbk", "backslashreplace").decode("gbk")
        assert squeezed(theirs.decode("gbk")) == squeezed(wanted)
        assert b"Traceback" not in theirs
    text = b"".join(spoken).decode("gbk")
    assert re.search(r"[\u4e00-\u9fff]{4}", text)
    # Only names that hold such a character show an escape, and of those only the character.
    assert not re.search(r"\\[uUx]", re.sub(r"\\U00020bb7\\xf6\\u20ac", "", re.sub(r"\s", "", text)))
    assert ("U00020bb7" in re.sub(r"\s", "", text)) == (RARE in re.sub(r"\s", "", (out + err).decode()))
    if command == "trace":
        assert "广州试例甲\\U00020bb7\\xf6\\u20ac号科技有限公司" in re.sub(r"\s", "", text)


@pytest.mark.parametrize("command", JSON)
def test_json_is_utf8_whatever_the_console(command, call):
    code, out, _ = said("utf-8", *call(command, 0), "--json")
    again, spoken, _ = said("gbk", *call(command, 1), "--json")
    assert again == code
    assert spoken.decode() == out.decode().replace("新0", "新1")
    assert b"\r\n" not in spoken


@pytest.mark.parametrize("command", COMMANDS)
def test_help_and_wrong_usage(command):
    for encoding in ("gbk", "cp1252"):
        for words, code in ((["--help"], 0), ([f"--{RARE}"], 2)):
            again, *spoken = said(encoding, *command.split(), *words)
            assert again == code
            assert b"Traceback" not in b"".join(spoken)
            assert b"".join(spoken).decode(encoding)


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_console(command, call):
    code, *_ = said("utf-8", *call(command, 5))
    again = ended(*call(command, 6), out=None, err=None)
    answers = command in ANSWERS or command.startswith("policy")
    assert again == (74 if answers else code)
    assert ended(*command.split(), "--help", out=None, err=None) == 0
    assert ended(*command.split(), "--wrong", out=None, err=None) == 2


def test_a_process_without_a_console(year, tmp_path):
    """The whole work is done, and what it found is in the exit code."""
    script = (
        "import sys; sys.stdin = sys.stdout = sys.stderr = None; from gzaudit.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "compute", "2025", "-w", str(year[0]), "--out", str(tmp_path / "aus")],
        env=environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert "result.json" in tree(tmp_path / "aus")
