"""`gzaudit trace` and `gzaudit explain` as a person and as a program call them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ask_runs import ABOVE, CODES, SERVICES, compute, firm, tables, write_year


@pytest.fixture
def workspace(small, tmp_path):
    """A copy that a test may spoil."""
    return Path(shutil.copytree(small, tmp_path / "工作区"))


def gzaudit(*args, **changes):
    keep = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "FORCE_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "gzaudit", *map(str, args)],
        env=keep | changes,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def run_of(workspace):
    (folder,) = (workspace / "runs" / "2025").glob("[!.]*")
    return folder


def test_a_trace_for_people(small):
    done = gzaudit("trace", 2025, CODES["甲"], "-w", small)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith(
        f"“{firm('甲')}” 计入 高企认定数、规上高企数、获发明专利授权的高企数（天河区）"
    )
    for words in (
        "限市局内部使用，不得外传", "计入哪些数", "名单里的行（6）", "第 2 行（第 2 专利权人，共 2）",
        "B 企业名称＝广州甲号科技有限公司", "“四上企业”定报库，统计名单", "有关的事项",
    ):  # fmt: skip
        assert words in done.stdout.replace("\n    ", "").replace("\n", ""), words


def test_a_trace_for_programs(small):
    done = gzaudit("trace", 2025, firm("戊"), "--json", "-w", small)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert list(told) == [
        "schema", "year", "run", "confidential", "answer", "firm", "counts", "districts", "rows", "namesakes",
        "findings", "decisions", "history",
    ]  # fmt: skip
    assert told["schema"] == "gzaudit.trace/1"
    assert told["firm"] == {"name": firm("戊"), "code": None, "names": [firm("戊")]}
    assert told["run"] == f"runs/2025/{run_of(small).name}"
    assert [(each["counted"], each["district"]) for each in told["counts"]] == [
        (True, "440106"), (None, None), (False, None), (None, None),
    ]  # fmt: skip
    assert told["counts"][0]["evidence"][0]["row"] == 8
    assert told["rows"][0]["cells"][0] == {
        "field": "name", "column": "B", "heading": "企业名称", "value": firm("戊"),
    }  # fmt: skip


def test_an_explanation_for_people_and_for_programs(small):
    done = gzaudit("explain", 2025, "天河区", "-w", small)
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "天河区 应付 ",
        "测算（未核定）",
        "基础工作",
        "〔征集通知七（二）2（1）〕",
        "什么会改变它",
        "再多 1 家升一档",
    ):
        assert words in done.stdout, words
    told = json.loads(gzaudit("explain", 2025, "天河区", "hnte", "--json", "-w", small).stdout)
    assert (told["schema"], told["part"], told["parts"][0]["figures"]["amount"]) == (
        "gzaudit.explain/1",
        "hnte",
        900,
    )
    whole = json.loads(gzaudit("explain", 2025, "全市", "--json", "-w", small).stdout)
    assert len(whole["districts"]) == 11


def test_the_same_question_has_the_same_answer(small):
    for args in (
        ("trace", 2025, CODES["甲"]),
        ("explain", 2025, "天河区"),
        ("explain", 2025, "全市", "--json"),
    ):
        first, again = (gzaudit(*args, "-w", small).stdout for _ in range(2))
        assert first == again


def test_where_no_statistics_list_was_read_nothing_is_confidential(tmp_path):
    content = {path: rows for path, rows in tables().items() if path not in (ABOVE, SERVICES)}
    compute(write_year(tmp_path, content))
    for args in (("trace", 2025, CODES["甲"]), ("explain", 2025, "天河区")):
        assert "限市局内部使用" not in gzaudit(*args, "-w", tmp_path).stdout
        assert json.loads(gzaudit(*args, "--json", "-w", tmp_path).stdout)["confidential"] is False


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("trace", 2025, "北京没有的公司"), ("这次运行的名单里没有这家企业", "北京没有的公司")),
        (("trace", 2025, "科技有限公司"), ("家企业都对得上", CODES["甲"], "没有可用的代码")),
        (("trace", 2025, "x", "--run", "没有"), ("没有这次运行", "没有")),
        (("trace", 2024, "x"), ("这一年度还没有运行结果", "gzaudit compute 2024")),
        (("trace", "二五", "x"), ("年度写得不对", "二五")),
        (("trace", 2025), ("缺少参数：企业",)),
        (("explain", 2025, "东山区"), ("没有这个区", "天河区", "全市")),
        (("explain", 2025, "天河区", "走访"), ("没有这个指标", "hnte")),
        (("explain", 2024, "天河区"), ("这一年度还没有运行结果",)),
        (("explain", 2025), ("缺少参数：区",)),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_wrong_use(small, args, words, form):
    done = gzaudit(*args, *form, "-w", small)
    assert (done.returncode, done.stdout) == (2, "")
    assert all(word in done.stderr for word in words), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("trace", 2025, "甲号"), ("explain", 2025, "天河区")])
@pytest.mark.parametrize("spoil", ["changed", "gone", "result"])
def test_a_run_that_was_changed_is_not_asked(workspace, command, spoil):
    database, result = run_of(workspace) / "run.db", run_of(workspace) / "result.json"
    if spoil == "changed":
        database.write_bytes(database.read_bytes().replace("天河区".encode(), "海珠区".encode(), 1))
    elif spoil == "gone":
        database.unlink()
    else:
        result.write_text("{", encoding="utf-8")
    done = gzaudit(*command, "-w", workspace)
    assert (done.returncode, done.stdout) == (2, "")
    assert "从备份恢复这个运行文件夹，或重新核算" in done.stderr


def test_asking_changes_nothing(workspace):
    before = {path: path.read_bytes() for path in sorted(workspace.rglob("*")) if path.is_file()}
    for args in (("trace", 2025, CODES["甲"]), ("explain", 2025, "全市")):
        assert gzaudit(*args, "-w", workspace).returncode == 0
    assert {path: path.read_bytes() for path in sorted(workspace.rglob("*")) if path.is_file()} == before


def test_another_years_run(workspace):
    done = gzaudit("explain", 2024, "天河区", "--run", run_of(workspace).name, "-w", workspace)
    assert done.returncode == 2
    assert "这次运行不是这一年度的" in done.stderr


def test_asking_needs_no_heavy_library(small):
    """Half a second on a city's run leaves no time for any of them."""
    for command in (
        f"from gzaudit.commands.trace import run_trace; run_trace(2025, {CODES['甲']!r}, p, None, as_json=False)",
        "from gzaudit.commands.explain import run_explain; run_explain(2025, '天河区', None, p, None, as_json=False)",
    ):
        program = (
            f"import sys; from pathlib import Path; import gzaudit.cli; p = Path({str(small)!r}); {command}; "
            "heavy = {'pandas', 'numpy', 'openpyxl', 'jinja2', 'xlsxwriter', 'python_calamine'} & set(sys.modules); "
            "sys.exit(f'{heavy}' if heavy else 0)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
