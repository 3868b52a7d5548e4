"""From one run to the other, one thing replaced at a time, in a fixed order.

The order is that in which one follows from the other: rules, readings, targets, counts in the notice's order,
work done and accepted, facts about institutions, assessment, approved sums, budget. What stands on each rung
is worked out by the evaluator, so that the differences between neighbours add up to the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.result import Given, YearResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gzaudit.compare.side import Side
    from gzaudit.policy.model import Policy

_NONE: Final = Given()


class Factor(NamedTuple):
    """A thing that may differ between two runs: its key, and what people read."""

    key: str
    name: str


RULES: Final = "rules"
TOOL: Final = Factor("tool", "工具版本等")


class Rung(NamedTuple):
    """What the year comes to once everything up to this factor is as in the later run.

    `touched`: the districts of which the factor says something else; None for all.
    """

    factor: Factor
    result: YearResult
    touched: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class RuleStep:
    """Other rules, all else as in the earlier run.

    Attributes:
        factor: which rules or reading.
        policy: the rules.
        counts: by district and indicator, those that these rules count otherwise from the same lists.
    """

    factor: Factor
    policy: Policy
    counts: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)


def whole_step(before: Policy, after: Policy) -> tuple[RuleStep, ...]:
    """All that differs in rules and readings as one step; none where nothing does."""
    rules, readings = before.sha256 != after.sha256, dict(before.chosen) != dict(after.chosen)
    if not rules and not readings:
        return ()
    name = "政策规则和口径" if rules and readings else "政策规则" if rules else "口径"
    return (RuleStep(Factor(RULES, name), after),)


def ladder(
    before: Side,
    after: Side,
    stored: tuple[YearResult, YearResult] | None = None,
    rules: tuple[RuleStep, ...] | None = None,
) -> tuple[Rung, ...]:
    """Every rung, the earlier run itself at the bottom (its factor says nothing).

    Args:
        before: the earlier run.
        after: the later one.
        stored: what the two runs themselves came to; what this evaluator does not come to is told apart as
            `tool`. None where they came to nothing else.
        rules: the steps by which rules and readings change; the last must be the later run's policy. None for
            all in one.
    """
    now = before
    rungs = [Rung(Factor("", ""), stored[0] if stored else before.result())]
    rungs += [Rung(TOOL, before.result())] if stored else []
    for step in whole_step(before.policy, after.policy) if rules is None else rules:
        given = {code: _counted(each, step.counts.get(code, {})) for code, each in now.given.items()}
        now = replace(now, policy=step.policy, given=given)
        rungs.append(Rung(step.factor, now.result()))
    now = replace(now, policy=after.policy)
    for factor, change in _facts(after):
        codes = dict.fromkeys((*now.given, *after.given))
        given = {code: change(now.given.get(code, _NONE), after.given.get(code, _NONE)) for code in codes}
        touched = frozenset(code for code in codes if given[code] != now.given.get(code, _NONE))
        now = replace(now, given=given)
        rungs += [Rung(factor, now.result(), touched)] if touched else []
    if dict(now.approved) != dict(after.approved):
        now = replace(now, approved=after.approved)
        rungs.append(Rung(Factor("approved", "人工核定的金额"), now.result()))
    if now.budget != after.budget:
        now = replace(now, budget=after.budget)
        rungs.append(Rung(Factor("budget", "预算"), now.result()))
    rungs += [Rung(TOOL, stored[1])] if stored else []
    return tuple(rungs)


def _counted(given: Given, counts: Mapping[str, int | None]) -> Given:
    return replace(given, counts={**given.counts, **counts}) if counts else given


def _facts(after: Side) -> Iterator[tuple[Factor, Callable[[Given, Given], Given]]]:
    """What is known of districts, thing by thing: the factor, and what puts the later run's in its place."""
    yield Factor("inputs", "目标与上年数"), lambda old, new: replace(old, inputs=new.inputs)
    for rule in after.policy.indicators:
        yield Factor(f"count:{rule.key}", f"家数：{rule.name}"), _count(rule.key)
    yield Factor("work", _work_name(after.policy)), _work
    yield Factor("flags", "机构情况"), lambda old, new: replace(old, flags=new.flags)
    yield Factor("assessment", "绩效考核"), lambda old, new: replace(old, assessment=new.assessment)


def _count(key: str) -> Callable[[Given, Given], Given]:
    return lambda old, new: replace(old, counts={**old.counts, key: new.counts.get(key)})


def _work(old: Given, new: Given) -> Given:
    return replace(old, found=new.found, base_status=new.base_status)


def _work_name(policy: Policy) -> str:
    return "、".join(each.name for each in policy.works) or "工作量"


def factors(rungs: Iterable[Rung]) -> tuple[Factor, ...]:
    """The factors of a ladder, each once; the tool's, that the ladder begins and ends with, last."""
    named = dict.fromkeys(rung.factor for rung in rungs if rung.factor.key)
    return tuple(sorted(named, key=lambda each: each == TOOL))
