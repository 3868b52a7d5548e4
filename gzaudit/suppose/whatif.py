"""A run with something else in place of what it knew, worked out by the same evaluator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.compare.amounts import amounts
from gzaudit.compare.ladder import ladder
from gzaudit.compare.lines import PAYABLE, Amounts
from gzaudit.compare.recount import recounted
from gzaudit.compare.rules import reading_steps
from gzaudit.compare.side import Side, side_of
from gzaudit.errors import SettingsError
from gzaudit.match.facts import needed_columns
from gzaudit.policy.load import choose
from gzaudit.result import Given, Step
from gzaudit.settings import Budget
from gzaudit.suppose.ask import combined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gzaudit.audit import YearAudit
    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.model import Policy
    from gzaudit.result import DistrictResult, YearResult
    from gzaudit.suppose.ask import Setting

CALLED: Final = ("该次运行", "试算")
_CANNOT: Final = "这种读法不能测算。"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be supposed.

    Attributes:
        settings: of single districts.
        letters: readings by id.
        budget: 元 for the city; None leaves the run's own.
    """

    settings: tuple[Setting, ...] = ()
    letters: Mapping[str, str] | None = None
    budget: int | None = None


class Working(NamedTuple):
    """How an amount comes about in the run and in what is supposed: the lines in which they differ."""

    district: str
    part: str
    name: str
    before: tuple[Step, ...]
    after: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Supposed:
    """What it comes to.

    Attributes:
        before: the run.
        after: what is supposed.
        result: the year under what is supposed.
        amounts: every amount of both, and what each thing supposed does to it.
        working: the decisive lines, by district and part, where an amount changes.
    """

    before: Side
    after: Side
    result: YearResult
    amounts: Amounts
    working: tuple[Working, ...]


def suppose(audit: YearAudit, files: PolicyFiles, asked: Asked) -> Supposed:
    """Work a run out anew with something else in its place. Pure: the run stays as it is.

    Args:
        audit: the run; it must have a policy.
        files: the policy's, as they were when it ran.
        asked: what is to be supposed.

    Raises:
        SettingsError: a reading asks for what the run's database does not hold.
        PolicyError: the rules cannot be read under these readings together.
    """
    before = side_of(audit)
    assert before is not None, "asked only of runs with a policy"
    letters = combined(before.policy.chosen, asked.letters or {})
    same = letters == dict(before.policy.chosen)
    policy = before.policy if same else choose(files, letters)
    counts = recounted(audit, policy)
    given = {code: _counted(each, counts.counts.get(code, {})) for code, each in before.given.items()}
    given = _with(given, asked.settings, policy)
    if lacks := [*counts.lacks, *_missing_numbers(before, policy, given)]:
        raise SettingsError(
            _CANNOT,
            where="、".join(f"--reading {key}={letter}" for key, letter in (asked.letters or {}).items()),
            found="；".join(dict.fromkeys(lacks)),
            expected="运行数据库里有这种读法要用的内容",
            action="在 gzaudit.toml 的 [readings] 写明这种读法后重新核算；缺数的，用 --set 给出",
        )
    after = replace(before, policy=policy, given=given, budget=_budget(before.budget, asked.budget))
    result = after.result()
    steps = () if same else tuple(reading_steps(audit, before.policy, policy, files))
    rungs = ladder(before, after, (audit.result, result), steps)
    found = amounts(rungs, (before.policy, policy), CALLED)
    return Supposed(before, after, result, found, tuple(_workings(audit.result, result, found)))


def _counted(given: Given, counts: Mapping[str, int | None]) -> Given:
    if not counts:
        return given
    return replace(given, counts={**given.counts, **counts}, tallied=given.tallied - counts.keys())


def _with(given: Mapping[str, Given], settings: tuple[Setting, ...], policy: Policy) -> dict[str, Given]:
    """What is known, with what was set in its place."""
    found = {code: given.get(code, Given()) for code in policy.districts}
    for code, thing, value in settings:
        found[code] = set_one(found[code], thing.kind, thing.key, value)
    return found


def set_one(given: Given, kind: str, key: str, value: Any) -> Given:
    """One district with one thing set (see `words.Thing`)."""
    match kind:
        case "count":
            return replace(given, counts={**given.counts, key: value}, tallied=given.tallied - {key})
        case "input":
            return replace(given, inputs={**given.inputs, key: value})
        case "found":
            return replace(given, found={**given.found, key: value})
        case "flag":
            return replace(given, flags={**given.flags, key: value})
        case "base":
            return replace(given, base_status=value)
    return replace(given, assessment=value)


def _budget(own: Budget | None, total: int | None) -> Budget | None:
    if total is None:
        return own
    return Budget(total, dict(own.districts) if own else {}, "proportional")


def _missing_numbers(before: Side, policy: Policy, given: Mapping[str, Given]) -> Iterator[str]:
    """Numbers that these readings ask for, that the run did not need, and that are not there."""
    headings = {**policy.columns, **policy.optional_columns}
    for column in needed_columns(policy):
        if column in needed_columns(before.policy):
            continue
        lacking = [name for code, name in policy.districts.items() if given[code].inputs.get(column) is None]
        if lacking:
            whose = "各区" if len(lacking) == len(policy.districts) else "、".join(lacking)
            yield f"没有{whose}的“{headings[column]}”（--set 区.{column}=数）"


def _workings(run: YearResult, supposed: YearResult, found: Amounts) -> Iterator[Working]:
    """The lines that differ, of every part whose amount, count or target does."""
    named = {line.figure.key: line.figure.name for line in found.lines}
    for old, new in zip(run.districts, supposed.districts, strict=True):
        before, after = _parts(old), _parts(new)
        for part, (figures, lines) in after.items():
            own, own_lines = before.get(part, ((), ()))
            if own != figures:
                alone = (
                    tuple(step for step in one if step not in other)
                    for one, other in ((own_lines, lines), (lines, own_lines))
                )
                yield Working(new.code, part, named.get(part, part), *alone)


def _parts(district: DistrictResult) -> dict[str, tuple[tuple[object, ...], tuple[Step, ...]]]:
    """By part: the figures that matter, and the working."""
    return {
        **{key: ((i.count, i.target, i.amount), i.steps) for key, i in district.indicators.items()},
        **{key: ((work.status, work.amount), work.steps) for key, work in district.works.items()},
        PAYABLE: ((district.payable,), (*district.steps, *_cut(district))),
    }


def _cut(district: DistrictResult) -> tuple[Step, ...]:
    """The line that leads from the last step to what is paid, where a budget or a decision stands between."""
    if not district.steps or district.steps[-1].amount == district.payable:
        return ()
    paid = "待定" if district.payable is None else f"{district.payable:,} 元"
    return (Step("", "", f"按预算或核定金额 → 应付 {paid}", district.payable),)
