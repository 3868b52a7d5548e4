"""What people see of a supposition: what was put in place of what, the amounts, the lines that decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.commands.diff_screen import print_amounts
from gzaudit.result import Given
from gzaudit.suppose.document import known
from gzaudit.suppose.whatif import CALLED
from gzaudit.suppose.words import VERDICTS

if TYPE_CHECKING:
    from gzaudit.compare.runs import StoredRun
    from gzaudit.policy.model import Policy
    from gzaudit.result import Step
    from gzaudit.screen import Screen
    from gzaudit.settings import Budget
    from gzaudit.suppose.ask import Setting, Value
    from gzaudit.suppose.whatif import Asked, Supposed

_UNKNOWN: Final = "没有"


def print_supposed(screen: Screen, run: StoredRun, asked: Asked, supposed: Supposed) -> None:
    """Print everything."""
    screen.line(f"该次运行：{run.shown}（{run.audit.year} 年，gzaudit {run.version}）。")
    screen.line("以下是试算，没有写入这次运行，也不作拨付依据。")
    screen.heading("换了什么")
    screen.table(("哪一项", *CALLED), _asked(asked, supposed))
    screen.heading("金额的变化（单位：元）")
    print_amounts(screen, supposed.amounts, CALLED)
    if supposed.working:
        screen.heading("计算过程：不同的各步")
        names = supposed.amounts.districts
        rows = [
            (names[each.district], each.name, _lines(each.before), _lines(each.after))
            for each in supposed.working
        ]
        screen.table(("区", "哪一笔", *CALLED), rows)


def _asked(asked: Asked, supposed: Supposed) -> list[tuple[str, str, str]]:
    policy = supposed.before.policy
    rows = [
        (
            f"{policy.districts[each.district]}：{each.thing.name}",
            _value(each, known(supposed.before.given.get(each.district, Given()), each)),
            _value(each, each.value),
        )
        for each in asked.settings
    ]
    for key, letter in (asked.letters or {}).items():
        was = _meaning(policy, key, policy.chosen.get(key, "a"))
        rows.append((f"口径 {key}：{policy.readings[key].question}", was, _meaning(policy, key, letter)))
    if asked.budget is not None:
        rows.append(("预算", _budget(supposed.before.budget), _budget(supposed.after.budget)))
    return rows


def _meaning(policy: Policy, key: str, letter: str) -> str:
    return f"{letter}．{next(each.meaning for each in policy.readings[key].choices if each.id == letter)}"


def _value(setting: Setting, value: Value) -> str:
    kind = setting.thing.kind
    if kind in VERDICTS:
        return next((word for word, meant in VERDICTS[kind].items() if meant == value), _UNKNOWN)
    if value is None:
        return _UNKNOWN
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:,}"


def _budget(budget: Budget | None) -> str:
    if budget is None:
        return _UNKNOWN
    total = "不设总额" if budget.total is None else f"总额 {budget.total:,} 元"
    own = "".join(f"，{name} {sum_:,} 元" for name, sum_ in sorted(budget.districts.items()))
    return total + own + ("，按比例核减" if budget.method == "proportional" else "，不核减")


def _lines(steps: tuple[Step, ...]) -> str:
    return "\n".join(f"{step.text}〔{step.clause}〕" if step.clause else step.text for step in steps) or "—"
