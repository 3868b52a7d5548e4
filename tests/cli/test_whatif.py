"""`gzaudit whatif`: other figures on a run, beside its own; nothing is ever written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_support import gzaudit, quiet, tree


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """A year of 320 as every target; 天河 has four firms."""
    workspace = quiet(tmp_path_factory.mktemp("试算"))
    assert gzaudit("compute", 2025, "-w", workspace, "--fail-on", "never").code == 0
    return workspace


def told(workspace, *args):
    done = gzaudit("whatif", 2025, *args, "--json", "-w", workspace)
    assert (done.code, done.err) == (0, ""), done.err
    return json.loads(done.out)


def lines(document):
    return {(each["district"], each["figure"]): each for each in document["amounts"]["lines"]}


def test_many_at_once_beside_the_run(computed):
    before = tree(computed)
    found = told(
        computed, "--set", "天河区.hnte=350", "--set", "天河.绩效考核=通过", "--reading", "A3=b", "--reading",
        "A24=b", "--budget", "9,000,000",
    )  # fmt: skip
    assert found["schema"] == "gzaudit.whatif/1"
    (run,) = (computed / "runs" / "2025").iterdir()
    assert found["run"]["run"] == f"runs/2025/{run.name}"
    # 30 above 320: one step of 16 and two of 15; added up three. 350 × 600 + 150,000.
    hnte = lines(found)["440106", "hnte"]
    assert (hnte["before"], hnte["after"], hnte["by"]) == (0, 360_000, {"count:hnte": 360_000})
    own = json.loads((run / "result.json").read_bytes())["districts"]
    assert [lines(found)[each["code"], "payable"]["before"] for each in own] == [
        each["payable"] for each in own
    ]
    assert found["asked"] == {
        "set": [
            {"district": "440106", "kind": "count", "key": "hnte", "name": "高企认定数", "run": 4, "whatif": 350},
            {
                "district": "440106", "kind": "assessment", "key": "", "name": "绩效考核", "run": None,
                "whatif": "passed",
            },
        ],
        "readings": [
            {"reading": "A3", "run": "a", "whatif": "b"},
            {"reading": "A24", "run": "a", "whatif": "b"},
        ],
        "budget": {"run": None, "whatif": {"total": 9_000_000, "districts": {}, "method": "proportional"}},
    }  # fmt: skip
    assert tree(computed) == before


def test_on_the_terminal(computed):
    before = tree(computed)
    done = gzaudit("whatif", 2025, "--set", "天河区.hnte=350", "-w", computed, COLUMNS="260")
    text = done.out.decode()
    assert (done.code, done.err) == (0, "")
    for words in (
        "以下是试算，没有写入这次运行，也不作拨付依据。", "天河区：高企认定数", "+310,000", "家数：高企认定数 +310,000",
        "计算过程：不同的各步", "600 元/家 × 350 家 = 210,000 元〔七（二）2（1）〕",
    ):  # fmt: skip
        assert words in text, (words, text)
    assert tree(computed) == before


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), ("没有写要试算什么", "--set 天河区.hnte=900")),
        (("--set", "天河区.利润=1"), ("没有这一项", "高企认定数（hnte）")),
        (("--set", "东山区.hnte=1"), ("没有这个区", "天河区")),
        (("--set", "天河区.hnte=多"), ("数写得不对", "多")),
        (("--reading", "Z9=b"), ("没有这个口径问题", "A1、A2")),
        (("--reading", "A2=z"), ("没有这种读法", "b．上年认定数的 5%")),
        (("--reading", "A9=b"), ("这种读法不能测算", "要重新比对名单")),
        (("--reading", "A8=b"), ("这种读法不能测算", "没有“有效期内高企名单”")),
        (("--budget", "一千万"), ("数写得不对", "--budget 一千万")),
        (("--run", "没有", "--budget", "1"), ("没有这次运行", "--run")),
    ],
)
def test_wrong_use(computed, args, words):
    before = tree(computed)
    done = gzaudit("whatif", 2025, *args, "-w", computed)
    assert (done.code, done.out) == (2, b"")
    assert all(word in done.err for word in words), done.err
    assert "Traceback" not in done.err
    assert tree(computed) == before


def test_a_year_without_a_run(computed):
    done = gzaudit("whatif", 2023, "--budget", "1", "-w", computed)
    assert done.code == 2
    assert "gzaudit compute 2023" in done.err
    (run,) = (computed / "runs" / "2025").iterdir()
    done = gzaudit("whatif", 2023, "--budget", "1", "--run", run.name, "-w", computed)
    assert (done.code, "这次运行不是这一年度的" in done.err) == (2, True)


def test_a_run_that_only_counted(computed, tmp_path):
    workspace = Path(shutil.copytree(computed, tmp_path / "w"))
    out = tmp_path / "只计"
    assert (
        gzaudit("compute", 2025, "--counts-only", "--out", out, "-w", workspace, "--fail-on", "never").code
        == 0
    )
    done = gzaudit("whatif", 2025, "--budget", "1", "--run", out, "-w", workspace)
    assert done.code == 2
    assert "这次运行只计家数，没有金额可以试算" in done.err


def test_rules_that_are_no_longer_the_runs_are_refused_naming_both(tmp_path):
    """A bureau's own rules, changed since the run."""
    workspace = quiet(tmp_path / "w")
    (workspace / "data" / "2025").rename(workspace / "data" / "2024")
    assert gzaudit("policy", "new", 2024, "--from", 2025, "-w", workspace).code == 0
    assert gzaudit("compute", 2024, "-w", workspace, "--fail-on", "never").code == 0
    assert gzaudit("whatif", 2024, "--set", "天河区.hnte=9", "-w", workspace).code == 0
    policy = workspace / "policies" / "2024" / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + "\n# 改过\n", encoding="utf-8")
    done = gzaudit("whatif", 2024, "--set", "天河区.hnte=9", "-w", workspace)
    assert (done.code, done.out) == (2, b"")
    (run,) = (workspace / "runs" / "2024").iterdir()
    digest = json.loads((run / "result.json").read_bytes())["policy"]["sha256"]
    assert "政策规则已经不是这次运行所用的" in done.err
    assert done.err.count("SHA-256") == 2
    assert digest in done.err
    assert "policies/2024" in done.err
