"""`gzaudit policy diff`: two years' rules held against each other, and what changes in money for a run."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gzaudit.commands.policy_diff_money import print_money
from gzaudit.commands.workspace import checked_workspace
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import check_policy
from gzaudit.policy.rerun.run import find_run
from gzaudit.policy.show.compare import ABSENT, WHOLE_RULE, compare, same_notice
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.policy.model import Policy
    from gzaudit.policy.show.compare import Difference


def diff_policies(first: int, second: int, workspace: Path, run: str | None) -> None:
    """Print the differences of two policies, and of what they pay for a run.

    Args:
        first: a year.
        second: another.
        workspace: the folder.
        run: id or folder of a finished run; None for the rules alone.

    Raises:
        PolicyError: a year has no valid policy.
        SettingsError: there is no such run.
    """
    checked_workspace(workspace)
    files = open_policy(first, workspace), open_policy(second, workspace)
    policies = check_policy(files[0]), check_policy(files[1])
    known = find_run(run, workspace) if run is not None else None
    screen = Screen()
    _rules(screen, *policies)
    if known:
        print_money(screen, files, policies, known, workspace)


def _rules(screen: Screen, one: Policy, other: Policy) -> None:
    screen.line(f"{one.year} 年：{one.title}（{one.document.short}）")
    screen.line(f"{other.year} 年：{other.title}（{other.document.short}）")
    if not same_notice(one, other):
        screen.line("两份文件不同，条款编号不能逐条对应：规则按指标、工作对照，各写各的出处。")
    differences = compare(one, other)
    if not differences:
        screen.line("规则、条款、口径完全相同。")
    for part, lines in groupby(differences, lambda each: each.part):
        _part(screen, part, tuple(lines), (one.year, other.year))
    screen.line()
    screen.line(f"共 {len(differences)} 处不同。")


def _part(screen: Screen, part: str, lines: tuple[Difference, ...], years: tuple[int, int]) -> None:
    """One part; where only one year has it, its rules without an empty column beside them."""
    for side, year in enumerate(years):
        if all(each.field == WHOLE_RULE and each.values[1 - side] == ABSENT for each in lines):
            screen.heading(f"{part}：只有 {year} 年有")
            rows = [(each.rule, each.values[side], each.clauses[side]) for each in lines]
            screen.table(("规则", "内容", "条款"), rows)
            return
    screen.heading(part)
    both = [
        (each.rule, each.field, *(_cited(*side) for side in zip(each.values, each.clauses, strict=True)))
        for each in lines
    ]
    screen.table(("规则", "哪一点", f"{years[0]} 年", f"{years[1]} 年"), both)


def _cited(value: str, clause: str) -> str:
    return value if value == ABSENT or not clause or clause == value else f"{value}〔{clause}〕"
