"""What two runs were made of: files, rules, readings, decisions, budget, version."""

from __future__ import annotations

from dataclasses import dataclass, replace

from builders import Table, audit, code

from gzaudit.compare.inputs import Difference, input_differences
from gzaudit.settings import Budget

FIRM = {"name": "广州甲有限公司", "code": code(1), "district": "天河区"}


def year(*tables, **options):
    return audit(*(tables or (Table("hnte", [FIRM], path="data/2025/一.xlsx"),)), policy=True, **options)


def told(before, after, versions=("1", "1")):
    return [
        (each.matter, each.item, each.change, each.before, each.after)
        for each in input_differences(before, after, versions)
    ]


def sheet(path, digest="0" * 64, kind="hnte"):
    """A run of one file with that content."""
    run = year(Table(kind, [FIRM], path=path))
    (account,) = run.accounts
    return replace(run, accounts=(replace(account, source=replace(account.source, sha256=digest)),))


def test_nothing():
    assert told(year(), year()) == []


def test_files_that_came_went_changed_and_moved():
    one, two = sheet("data/2025/一.xlsx"), sheet("data/2025/二.xlsx", "1" * 64)
    title = "高新技术企业认定备案公示名单，SHA-256 "
    assert told(one, two) == [
        ("input", "一.xlsx › Sheet1", "removed", f"{title}{'0' * 12}…", "—"),
        ("input", "二.xlsx › Sheet1", "added", "—", f"{title}{'1' * 12}…"),
    ]
    assert told(one, sheet("data/2025/一.xlsx", "1" * 64)) == [
        ("input", "一.xlsx › Sheet1", "changed", f"{title}{'0' * 12}…", f"{title}{'1' * 12}…")
    ]
    assert told(one, sheet("data/2025/下/一.xlsx")) == [
        ("input", "下/一.xlsx › Sheet1", "moved", "一.xlsx › Sheet1", "下/一.xlsx › Sheet1")
    ]


def test_the_same_file_of_another_year_is_the_list_renewed():
    one, other = sheet("data/2023/一.xlsx"), sheet("data/2025/一.xlsx", "1" * 64)
    assert [each[:3] for each in told(replace(one, year=2023), other)] == [
        ("year", "核算年度", "changed"),
        ("input", "一.xlsx › Sheet1", "changed"),
    ]


def test_version_budget_and_readings_with_their_reasons():
    one = year()
    other = year(readings={"A3": "b"}, budget=Budget(1_000_000, {"天河区": 5}, "proportional"))
    assert told(one, other, ("0.1.0", "0.2.0")) == [
        ("version", "工具版本", "changed", "gzaudit 0.1.0", "gzaudit 0.2.0"),
        (
            "reading", "A3 比例和家数两种增量怎样合用", "changed",
            "a．取档数多的一种", "b．两种相加（理由：试换 A3）",
        ),
        ("budget", "可用预算", "added", "—", "总额 1,000,000 元，天河区 5 元，按比例核减"),
    ]  # fmt: skip


def test_rules_that_differ_are_named_with_their_clauses():
    one, other = year(), audit(policy=True, year=2023)
    found = told(one, other)
    assert found[0][0] == "year"
    policy = [each for each in found if each[0] == "policy"]
    assert policy[0][1] == "政策规则"
    assert "SHA-256" in policy[0][3]
    assert len(policy) > 20
    assert any("〔" in each[3] for each in policy)


def test_a_run_without_rules():
    assert told(audit(Table("hnte", [FIRM], path="data/2025/一.xlsx")), year())[0] == (
        "policy", "政策规则", "changed", "只计家数", f"gz-2025，SHA-256 {year().policy.sha256[:12]}…",
    )  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """The columns of a decision, as run.db names them."""

    matter: str = "exclude"
    name: str = "广州甲有限公司"
    code: str = ""
    choice: str = "不计"
    basis: str = "会议纪要"
    decided_by: str = "张三"
    checked_by: str = "李四"
    date: str = ""
    src: int = 0
    row: int = 2
    state: str = "applied"


@dataclass(frozen=True)
class WithDecisions:
    """A run with decisions."""

    run: object
    decisions: tuple

    def __getattr__(self, name):
        return getattr(self.run, name)


def test_decisions_that_came_went_and_changed():
    run = year()
    one = WithDecisions(
        run, (Decision(), Decision(name="广州乙有限公司", choice="天河区", matter="district"))
    )
    other = WithDecisions(run, (Decision(state="unused"),))
    text = "依据：会议纪要；决定人：张三；复核人：李四）"
    assert list(input_differences(one, other, ("1", "1"))) == [
        Difference("decision", "不计，广州甲有限公司", "changed", f"不计（已采用；{text}", f"不计（没有对上；{text}"),
        Difference("decision", "认定所在区，广州乙有限公司", "removed", f"天河区（已采用；{text}", "—"),
    ]  # fmt: skip
