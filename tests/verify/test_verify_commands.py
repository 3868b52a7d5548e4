"""`gzaudit verify` and `gzaudit runs` as people use them: which run, copied runs, lists at hand or not, other rules."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from cli.cli_support import (
    HNTE,
    command,
    environment,
    files,
    gzaudit,
    inside,
    lists,
    speaks,
    tiny,
    tree,
    write,
)

from gzaudit.verify.run import verify_run


@pytest.fixture
def run(workspace):
    (folder,) = (workspace / "runs" / "2025").iterdir()
    return folder


def told(*args, code):
    done = inside("verify", *args, "--json")
    assert done.code == code, done.err
    return json.loads(done.out)


def states(answer):
    return {each["check"]: each["state"] for each in answer["checks"]}


def test_a_run_is_named_by_id_folder_year_or_option(workspace, run):
    before = tree(workspace)
    for named in (run.name, run, run / "result.json", "2025"):
        assert inside("verify", named, "-w", workspace).code == 0
        assert inside("verify", "--run", named, "-w", workspace).code == 0
    assert tree(workspace) == before
    done = gzaudit("verify", ".", cwd=run)
    assert (done.code, done.err) == (0, "")
    assert "核对无误" in done.out.decode()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), ("没有写核对什么", "--log")),
        (("a", "--run", "b"), ("一次只能核对一样", "a、b")),
        (("2025", "--log"), ("一次只能核对一样", "2025、--log")),
        (("没有这个",), ("没有这次运行", "没有这个")),
        (("2024",), ("这一年度还没有运行结果", "gzaudit compute 2024")),
        (("2025", "-w", "没有的文件夹"), ("没有这个工作区文件夹",)),
    ],
)
def test_wrong_use(tmp_path, args, words):
    done = inside("verify", *args, *([] if "-w" in args else ["-w", tmp_path]))
    assert (done.code, done.out) == (2, b"")
    speaks(done.err, *words)


def test_a_run_copied_to_another_machine(run, tmp_path):
    """No lists, no history, no workspace: what cannot be compared is told, and is no failure."""
    copy = shutil.copytree(run, tmp_path / "U盘" / "天河 2025")
    (tmp_path / "空").mkdir()
    answer = told(copy, "-w", tmp_path / "空", code=0)
    found = states(answer)
    assert {key for key, state in found.items() if state == "unchecked"} == {"inputs", "history"}
    assert {state for key, state in found.items() if key not in ("inputs", "history")} == {"ok"}
    (inputs,) = (each["told"] for each in answer["checks"] if each["check"] == "inputs")
    assert inputs.startswith("6 个文件，在手边的 0 个；未核对（不在这台机器上）：data/2025/")


def test_lists_changed_or_gone_since(workspace, run):
    path = workspace / "data" / "2025" / HNTE
    data = path.read_bytes()
    path.write_bytes(data + b"x")
    (fault,) = told(run, code=5)["faults"]
    assert (fault["check"], fault["file"], fault["said"]) == (
        "inputs",
        f"data/2025/{HNTE}",
        "名单与核算时的不同",
    )
    path.unlink()
    answer = told(run, code=0)
    (inputs,) = (each for each in answer["checks"] if each["check"] == "inputs")
    assert (inputs["state"], HNTE in inputs["told"]) == ("ok", True)


def test_the_lists_are_those_of_the_workspace_that_the_run_lies_in(run, tmp_path):
    other = tiny(tmp_path / "别的")
    assert states(told(run, "-w", other, code=0))["inputs"] == "ok"
    copy = shutil.copytree(run, tmp_path / "抄来的")
    assert states(told(copy, "-w", other, code=5))["inputs"] == "failed"


def test_a_path_that_leads_elsewhere_is_not_followed(run, tmp_path):
    result = json.loads((run / "result.json").read_bytes())
    result["sources"] = [
        each | {"path": path}
        for each, path in zip(result["sources"], ("/etc/passwd", "../../x"), strict=False)
    ]
    (run / "result.json").write_text(json.dumps(result))
    report = verify_run(run, tmp_path, "x")
    (inputs,) = (each for each in report.checks if each.key == "inputs")
    assert inputs.state == "unchecked"


def test_other_rules_since_are_told_and_no_failure(workspace):
    """The bureau's own rules for a year, changed after the run."""
    assert inside("policy", "new", 2026, "--from", 2025, "-w", workspace).code == 0
    own = workspace / "policies" / "2026"
    policy = own / "policy.toml"
    shutil.copytree(workspace / "data" / "2025", workspace / "data" / "2026")
    ended = inside("compute", 2026, "-w", workspace, "--fail-on", "never")
    assert ended.code == 0, ended.err
    answer = told("2026", "-w", workspace, code=0)
    assert "与本机的规则文件逐项相同" in json.dumps(answer, ensure_ascii=False)
    policy.write_text(policy.read_text(encoding="utf-8") + "\n# 改过\n", encoding="utf-8")
    assert "另一版本政策数据" in json.dumps(told("2026", "-w", workspace, code=0), ensure_ascii=False)
    shutil.rmtree(own)
    assert "未与之核对" in json.dumps(told("2026", "-w", workspace, code=0), ensure_ascii=False)


def test_a_year_that_was_only_counted(tmp_path):
    workspace = tiny(tmp_path)
    assert inside("compute", 2025, "-w", workspace, "--counts-only").code == 0
    answer = told("2025", "-w", workspace, code=0)
    assert {key for key, state in states(answer).items() if state != "ok"} == {"amounts"}


def test_the_same_year_of_2023(tmp_path):
    from pathlib import Path

    sample = Path(__file__).parents[2] / "sample_data" / "workspace"
    shutil.copytree(sample / "data" / "2023", tmp_path / "data" / "2023")
    assert inside("compute", 2023, "-w", tmp_path, "--fail-on", "never").code == 0
    assert set(states(told("2023", "-w", tmp_path, code=0)).values()) == {"ok"}


def test_seals_are_the_same_for_the_same_inputs_and_name_every_file_but_logs(workspace, run, tmp_path):
    again = tmp_path / "再来"
    assert inside("compute", 2025, "-w", workspace, "--out", again, "--fail-on", "never").code == 0
    assert (again / "SHA256SUMS").read_bytes() == (run / "SHA256SUMS").read_bytes()
    listed = {line[66:] for line in (run / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert listed == {p.relative_to(run).as_posix() for p in run.rglob("*") if p.is_file()} - {
        "SHA256SUMS",
        "run.log",
    }


def test_it_needs_no_heavy_library(run):
    code = (
        "import sys; from pathlib import Path; from gzaudit.verify.run import verify_run;"
        "verify_run(Path(sys.argv[1]), Path('.'), 'x');"
        "print(sorted({'pandas', 'numpy', 'openpyxl', 'jinja2', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, run], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_screen_names_what_differs(run):
    (run / "全市" / "report.html").write_text("x")
    done = inside("verify", run)
    text = done.out.decode()
    assert (done.code, done.err) == (5, "")
    assert all(word in text for word in ("不符", "report.html", "文件改动过"))


def test_runs_and_what_changed_from_one_to_the_next(tmp_path):
    workspace = tiny(tmp_path)

    def compute():
        assert inside("compute", 2025, "-w", workspace, "--fail-on", "never").code == 0

    compute()
    content = lists()
    content.hnte.append((9, "广州新例号有限公司", "", "GR202544000999", 2025, "天河区", ""))
    write(workspace, files(content))
    compute()
    (workspace / "data/2025/说明.txt").write_text("。", encoding="utf-8")
    compute()
    (workspace / "data/2025/说明.txt").unlink()
    (workspace / "gzaudit.toml").write_text(
        "[readings.2025]\nA5 = { choice = 'b', reason = '试' }\n", encoding="utf-8"
    )
    compute()
    done = inside("runs", 2025, "-w", workspace, "--json")
    assert (done.code, done.err) == (0, "")
    first, second, third, fourth = json.loads(done.out)["runs"]
    assert first["since"] is None
    assert second["since"] == {"added": [], "removed": [], "changed": [f"data/2025/{HNTE}"], "others": [], "payable": second["payable"] - first["payable"]}  # fmt: skip
    assert second["undecided"]["unresolved"] == first["undecided"]["unresolved"] + 1
    assert third["since"] == {
        "added": ["data/2025/说明.txt"],
        "removed": [],
        "changed": [],
        "others": [],
        "payable": 0,
    }
    assert (fourth["since"]["removed"], fourth["since"]["others"]) == (
        ["data/2025/说明.txt"],
        ["readings", "settings"],
    )
    for each in (first, second, third, fourth):
        result = json.loads((workspace / each["path"] / "result.json").read_bytes())
        assert (each["payable"], each["undecided"]) == (result["city"]["payable"], result["undecided"])
        assert (each["state"], each["late"], each["version"]) == ("intact", False, "0.1.0")
        assert each["by"]
    text = inside("runs", 2025, "-w", workspace).out.decode()
    assert all(each["id"] in text for each in (first, second, third, fourth))
    for words in ("第一次运行", "新增：说明.txt；应付不变", "不再有：说明.txt；读法、设置不同"):
        assert words in text.replace("\n    ", ""), text
    (workspace / third["path"] / "result.json").write_bytes(b"{}")
    changed = json.loads(inside("runs", 2025, "-w", workspace, "--json").out)["runs"]
    assert [each["state"] for each in sorted(changed, key=lambda each: each["id"] != third["id"])] == [
        "changed",
        *["intact"] * 3,
    ]


@pytest.mark.parametrize(
    ("year", "words"), [("2024", ("还没有运行结果", "gzaudit compute 2024")), ("25", ("年度写得不对",))]
)
def test_runs_wrong_use(workspace, year, words):
    before = tree(workspace)
    done = inside("runs", year, "-w", workspace)
    assert (done.code, done.out) == (2, b"")
    speaks(done.err, *words)
    assert tree(workspace) == before


def test_a_reader_that_goes_away(run):
    """`gzaudit verify … | head -1`."""
    process = subprocess.Popen(
        command("verify", run), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) in (0, 5)
    assert err == b""
