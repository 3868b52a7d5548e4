"""`gzaudit diff`: two runs on the terminal, as JSON and as a workbook; wrong use; nothing is touched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from cli_support import (
    CODES,
    DISTRICTS,
    HNTE,
    HNTE_HEADINGS,
    TARGETS,
    files,
    firm,
    gzaudit,
    lists,
    tree,
    write,
    xlsx,
)

HEADINGS = ("区", "高企认定年度目标数", "上年规上高企数", "上年规上科服企业数", "上年专利高企数")


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """Two runs: in the second, a firm more in 黄埔, one moved from 天河, another target, a reading, a budget."""
    workspace = write(tmp_path_factory.mktemp("对照"), files(lists()))
    assert gzaudit("compute", 2025, "-w", workspace, "--fail-on", "never").code == 0
    (first,) = (workspace / "runs" / "2025").iterdir()
    content = lists()
    content.hnte[1] = (*content.hnte[1][:5], "黄埔区", "")
    content.hnte.append((9, firm(9), CODES[9], "GR202544000999", 2025, "黄埔区", ""))
    targets = [(each, 4 if each == "黄埔区" else 2, 1, 1, 1) for each in DISTRICTS]
    changed = {HNTE: xlsx([["2025年高新技术企业认定公示名单"], HNTE_HEADINGS, *content.hnte])}
    write(workspace, changed | {TARGETS: xlsx([HEADINGS, *targets])})
    (workspace / "gzaudit.toml").write_text(
        '[readings.2025]\nA3 = { choice = "b", reason = "处务会纪要" }\n'
        '[budget.2025]\ntotal = 3000000\nmethod = "proportional"\n',
        encoding="utf-8",
    )
    assert gzaudit("compute", 2025, "-w", workspace, "--fail-on", "never").code == 0
    (second,) = {each.name for each in (workspace / "runs" / "2025").iterdir()} - {first.name}
    return workspace, first.name, second


def document(computed, *more):
    workspace, first, second = computed
    done = gzaudit("diff", first, second, "--json", *more, "-w", workspace)
    assert (done.code, done.err) == (0, ""), done.err
    return json.loads(done.out)


def results(computed):
    workspace, *names = computed
    return [json.loads((workspace / "runs" / "2025" / name / "result.json").read_bytes()) for name in names]


def test_the_json_adds_up_to_the_two_results(computed):
    told = document(computed)
    assert told["schema"] == "gzaudit.diff/1"
    assert told["confidential"] is True
    assert told["owed"] is None
    before, after = results(computed)
    payable = {line["district"]: line for line in told["amounts"]["lines"] if line["figure"] == "payable"}
    for old, new in zip(before["districts"], after["districts"], strict=True):
        line = payable[old["code"]]
        assert (line["before"], line["after"]) == (old["payable"], new["payable"])
        assert sum(line["by"].values()) == new["payable"] - old["payable"]
    assert payable[None]["difference"] == after["city"]["payable"] - before["city"]["payable"]
    assert sum(payable[None]["by"].values()) == payable[None]["difference"]
    keys = {key for line in told["amounts"]["lines"] for key in line["by"] or ()}
    assert keys == {"count:hnte", "budget"}


def test_amounts_of_huangpu_by_hand(computed):
    """1 of 2 firms, then 3 of 4: 1 × 0 (50 % is below 70 %); with the new target 1 of 4; 3 of 4 is 75 %: 3 × 300."""
    lines = {(each["district"], each["figure"]): each for each in document(computed)["amounts"]["lines"]}
    huangpu = lines["440112", "hnte"]
    assert (huangpu["before"], huangpu["after"], huangpu["by"]) == (0, 900, {"count:hnte": 900})
    # 天河: 2 of 2 is 600 each; 1 of 2 nothing.
    tianhe = lines["440106", "hnte"]
    assert (tianhe["before"], tianhe["after"], tianhe["by"]) == (1_200, 0, {"count:hnte": -1_200})


def test_who_came_and_went_and_why(computed):
    told = document(computed)
    firms = [each for each in told["firms"] if each["indicator"] == "hnte"]
    assert [
        (each["name"], each["change"], each["before"], each["after"], each["reason"]) for each in firms
    ] == [
        (firm(9), "entered", None, "440112", "not_listed"),
        (firm(1), "moved", "440106", "440112", "moved"),
    ]
    assert firms[0]["place_before"] is None
    assert firms[0]["place_after"] == {"path": f"data/2025/{HNTE}", "sheet": "名单", "row": 6}
    assert firms[1]["place_before"]["row"] == 4
    count = next(
        each for each in told["counts"] if (each["indicator"], each["district"]) == ("hnte", "440112")
    )
    assert [count[key] for key in ("before", "after", "difference", "entered", "moved_in")] == [1, 3, 2, 1, 1]


def test_what_the_runs_were_made_of(computed):
    told = document(computed)
    assert [(each["matter"], each["change"]) for each in told["differences"]] == [
        ("input", "changed"), ("input", "changed"), ("reading", "changed"), ("budget", "added"),
    ]  # fmt: skip
    assert [each["run"] for each in (told["before"], told["after"])] == list(computed[1:])
    assert told["after"]["policy"]["readings"] == {"A3": "b"}


def test_what_is_owed_where_the_first_run_was_paid(computed):
    owed = document(computed, "--paid")["owed"]
    before, after = results(computed)
    assert owed["districts"] == {
        new["code"]: new["payable"] - old["payable"]
        for old, new in zip(before["districts"], after["districts"], strict=True)
    }
    assert owed["to_pay"] - owed["to_return"] == after["city"]["payable"] - before["city"]["payable"]
    assert owed["to_return"] > 0


def test_on_the_terminal(computed):
    workspace, first, second = computed
    before = tree(workspace)
    done = gzaudit("diff", first, second, "--paid", "-w", workspace, COLUMNS="160")
    text = done.out.decode()
    assert (done.code, done.err) == (0, "")
    assert f"前一次：{first}（2025 年，gzaudit " in text
    assert "含统计名单比对结果，限市局内部使用，不得外传。" in text
    for words in (
        "依据的变化", "家数的变化（单位：家）", "企业进出", "金额的变化（单位：元）",
        "前一次已拨付，还应补拨或退回（单位：元）", firm(9), "前一次高新技术企业认定备案公示名单里没有",
        "所在区由天河区（高企名单所在区）变为黄埔区（高企名单所在区）", "A3 比例和家数两种增量怎样合用",
        "b．两种相加（理由：处务会纪要）", "总额 3,000,000 元，按比例核减", "全市应补拨", "应退回",
    ):  # fmt: skip
        assert words in text, words
    assert tree(workspace) == before


def test_the_newest_run_of_a_year(computed):
    workspace, first, second = computed
    told = json.loads(gzaudit("diff", first, "2025", "--json", "-w", workspace).out)
    assert told["after"]["run"] == f"runs/2025/{second}"
    done = gzaudit("diff", "2025", "2025", "-w", workspace)
    assert "依据：输入、政策、口径、人工决定、预算、工具版本都没有变化。" in done.out.decode()
    assert "每一笔金额都没有变化。" in done.out.decode()


def cells(path):
    book = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    found = {}
    for sheet in book.worksheets:
        rows = [list(row) for row in stored[sheet.title].iter_rows(values_only=True)]
        head = next(at for at, row in enumerate(rows) if row[1] is not None)
        found[sheet.title] = rows[head], rows[head + 1 :]
    return found


def test_the_workbook_says_what_the_json_says(computed, tmp_path):
    workspace, first, second = computed
    path = tmp_path / "对照.xlsx"
    done = gzaudit("diff", first, second, "--paid", "--workbook", path, "--json", "-w", workspace)
    assert done.code == 0, done.err
    assert "限市局内部使用" in done.err
    told = json.loads(done.out)
    sheets = cells(path)
    assert list(sheets) == ["汇总", "目录", "金额变化", "家数变化", "企业进出", "输入与政策变化"]
    headings, rows = sheets["汇总"]
    payable = [each for each in told["amounts"]["lines"] if each["figure"] == "payable"]
    rows = rows[: len(payable)]
    assert [row[0] for row in rows] == [*DISTRICTS, "全市"]
    factors = told["amounts"]["factors"]
    for row, line in zip(rows, payable, strict=True):
        shares = [line["by"].get(each["key"], 0) for each in factors]
        assert row[1:4] == [line["before"], line["after"], line["difference"]]
        assert row[4 : 4 + len(factors)] == shares
        assert sum(shares) == row[3]
    at = headings.index("应补拨（元）")
    assert [row[at] - row[at + 1] for row in rows] == [each["difference"] for each in payable]
    assert (rows[-1][at], rows[-1][at + 1]) == (told["owed"]["to_pay"], told["owed"]["to_return"])
    amounts = sheets["金额变化"][1][: len(told["amounts"]["lines"])]
    assert [row[4] for row in amounts] == [each["difference"] for each in told["amounts"]["lines"]]
    assert [row[2] for row in sheets["企业进出"][1][: len(told["firms"])]] == [
        each["name"] for each in told["firms"]
    ]
    assert len([row for row in sheets["输入与政策变化"][1] if row[0]]) == len(told["differences"])


def test_the_same_runs_give_the_same_bytes(computed, tmp_path):
    workspace, first, second = computed
    books = []
    for name in ("一.xlsx", "二.xlsx"):
        done = gzaudit("diff", first, second, "--out", tmp_path / name, "-w", workspace, cwd=tmp_path)
        assert done.code == 0
        books.append((tmp_path / name).read_bytes())
    assert books[0] == books[1]


def test_the_workbook_is_never_written_over_nor_put_among_lists_or_results(computed, tmp_path):
    workspace, first, second = computed
    (tmp_path / "有.xlsx").write_bytes(b"x")
    before = tree(workspace)
    for path, words in (
        (tmp_path / "有.xlsx", "已有这个文件"),
        (tmp_path / "表.csv", "扩展名是“.csv”"),
        (workspace / "data" / "对照.xlsx", "不能放在 data 里"),
        (workspace / "runs" / "2025" / first / "对照.xlsx", "在一次运行的结果里"),
    ):
        done = gzaudit("diff", first, second, "--workbook", path, "-w", workspace)
        assert (done.code, done.out) == (2, b""), path
        assert words in done.err
    assert (tmp_path / "有.xlsx").read_bytes() == b"x"
    assert tree(workspace) == before
    done = gzaudit("diff", first, second, "--workbook", tmp_path / "没有" / "表.xlsx", "-w", workspace)
    assert done.code == 74
    assert "写不下去" in done.err


def test_a_run_that_only_counted(computed, tmp_path):
    workspace, first, _ = computed
    counted, out = tmp_path / "只计", tmp_path / "表.xlsx"
    args = ("compute", 2025, "--counts-only", "--out", counted, "-w", workspace, "--fail-on", "never")
    assert gzaudit(*args).code == 0
    told = json.loads(gzaudit("diff", first, counted, "--json", "--paid", "-w", workspace).out)
    assert (told["amounts"], told["owed"]) == (None, None)
    assert (told["before"]["policy"] is None, told["after"]["policy"]) == (False, None)
    done = gzaudit("diff", first, counted, "--workbook", out, "--paid", "-w", workspace)
    assert "有一次运行只计家数，金额无从比较。" in done.out.decode()
    assert "有一次运行只计家数，无从得知。" in done.out.decode()
    assert openpyxl.load_workbook(out).sheetnames == [
        "汇总",
        "目录",
        "家数变化",
        "企业进出",
        "输入与政策变化",
    ]


def test_two_years_under_rules_of_their_own(computed, tmp_path):
    """A bureau's own rules of the year before: twice the rate of the highest tier, all else as in 2025."""
    workspace = Path(shutil.copytree(computed[0], tmp_path / "w"))
    shutil.copytree(workspace / "data" / "2025", workspace / "data" / "2024")
    assert gzaudit("policy", "new", 2024, "--from", 2025, "-w", workspace).code == 0
    policy = workspace / "policies" / "2024" / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    assert text.count("rate = 300") == 2
    policy.write_text(text.replace("rate = 300", "rate = 350"), encoding="utf-8")
    readings = workspace / "policies" / "2024" / "readings.toml"
    assert readings.is_file()
    hnte = workspace / "data" / "2024" / HNTE
    rows = [(*row[:4], 2024, *row[5:]) for row in lists().hnte] + [
        (9, firm(9), CODES[9], "GR202444000999", 2024, "黄埔区", ""), (10, firm(10), CODES[10], "", 2024, "黄埔区", ""),
    ]  # fmt: skip
    hnte.write_bytes(xlsx([["2024年高新技术企业认定公示名单"], HNTE_HEADINGS, *rows]))
    assert gzaudit("compute", 2024, "-w", workspace, "--fail-on", "never").code == 0
    done = gzaudit("diff", 2024, 2025, "--json", "-w", workspace)
    told = json.loads(done.out)
    lines = {(each["district"], each["figure"]): each for each in told["amounts"]["lines"]}
    # 3 of 4 in both years: 3 × 350 and then 3 × 300.
    huangpu = lines["440112", "hnte"]
    assert (huangpu["before"], huangpu["after"], huangpu["by"]) == (1_050, 900, {"rules": -150})
    assert sum(lines[None, "payable"]["by"].values()) == lines[None, "payable"]["difference"]
    assert told["amounts"]["factors"][0] == {"key": "rules", "name": "政策规则和口径"}
    done = gzaudit("diff", 2024, 2025, "--paid", "-w", workspace)
    assert (done.code, "两次运行不是同一年度的" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("没有", "2025"), ("没有这次运行", "没有")),
        (("2025", "2023"), ("这一年度还没有运行结果", "gzaudit compute 2023")),
        (("2025",), ("缺少参数",)),
    ],
)
def test_wrong_use(computed, args, words):
    done = gzaudit("diff", *args, "-w", computed[0])
    assert (done.code, done.out) == (2, b"")
    assert all(word in done.err for word in words), done.err
    assert "Traceback" not in done.err


def test_a_run_that_was_changed_is_not_compared(computed, tmp_path):
    workspace = Path(shutil.copytree(computed[0], tmp_path / "w"))
    database = workspace / "runs" / "2025" / computed[1] / "run.db"
    database.write_bytes(database.read_bytes().replace("天河区".encode(), "海珠区".encode(), 1))
    done = gzaudit("diff", *computed[1:], "-w", workspace)
    assert done.code == 2
    assert "从备份恢复这个运行文件夹，或重新核算" in done.err
