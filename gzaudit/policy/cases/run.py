"""Run worked cases: each under its own readings, told in Chinese, with what gave the money."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from gzaudit.evaluate.engine import evaluate
from gzaudit.evaluate.work import items_met, proposal
from gzaudit.policy.cases.boundaries import boundary_cases
from gzaudit.policy.cases.facts import check_facts
from gzaudit.policy.cases.model import CaseResult
from gzaudit.policy.cases.named import run_named, run_named_boundaries
from gzaudit.policy.cases.read import case_table, check_cases
from gzaudit.policy.cases.records import count_records
from gzaudit.policy.cases.words import Words, rules_differ
from gzaudit.policy.exact import exact_decimal, ratio6
from gzaudit.policy.load import build_policy
from gzaudit.policy.load_named import is_named
from gzaudit.policy.model_named import NamedPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.policy.cases.model import Case, Value
    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.load_named import AnyPolicy
    from gzaudit.policy.model import Policy, WorkGroup
    from gzaudit.policy.table import Table
    from gzaudit.result import DistrictResult, Given, IndicatorResult, Step, WorkResult


def run_cases(files: PolicyFiles) -> tuple[CaseResult, ...]:
    """Run the cases that people wrote beside a policy, the register of its texts first.

    Raises:
        PolicyError: a rule or a case is not as it must be (exit 4).
    """
    top = case_table(files)
    return tuple(run_named(top, files) if is_named(files) else run_table(top, files))


def run_boundaries(policy: AnyPolicy) -> tuple[CaseResult, ...]:
    """Run the generated cases below, at and above every boundary."""
    if isinstance(policy, NamedPolicy):
        return run_named_boundaries(policy)
    return tuple(run_case(case, policy) for case in boundary_cases(policy))


def run_table(top: Table, files: PolicyFiles) -> Iterator[CaseResult]:
    """Run a case file that was read, one case after another (see `run_cases`)."""
    policy = build_policy(files)
    if "facts" in top:
        yield check_facts(top.table("facts"), files, policy)
    built = {"": policy}
    for case in check_cases(top, files, policy):
        key = " ".join(f"{reading}{letter}" for reading, letter in sorted(case.readings.items()))
        if key not in built:
            built[key] = build_policy(files, case.readings, policy)
        yield run_case(case, built[key])


def run_case(case: Case, policy: Policy) -> CaseResult:
    """Run one case under a policy that was built with the case's readings."""
    outcome = _outcome(case, policy)
    found = {
        part: {key: outcome.figure(part, key) for key in fields} for part, fields in case.expected.items()
    }
    gave = [step for step in outcome.steps if step.amount]
    words = Words(policy)
    differences = words.differences(case.expected, found)
    differences += rules_differ(case.fired, [step.rule for step in gave])
    return CaseResult(
        case=case,
        ok=not differences,
        differences=tuple(differences),
        given=words.given(case),
        expected=words.figures(case.expected),
        found=words.figures(found),
        clauses=tuple(dict.fromkeys(policy.document.short + step.clause for step in gave)),
    )


def given_of(case: Case, policy: Policy) -> Given:
    """What a case gives the evaluator: its records counted, and what they propose where nobody concluded."""
    found = {**case.given.found}
    if case.records:
        found |= count_records(case.records, case.district, policy)
    status, base = case.given.base_status, policy.work("base")
    if base and not case.concluded:
        status = proposal(items_met(base.group_of(case.district), found))
    return dataclasses.replace(case.given, found=found, base_status=status)


def steps_of(district: DistrictResult) -> list[Step]:
    """Every line of a district's working, in order."""
    indicators = [step for part in district.indicators.values() for step in part.steps]
    return [*indicators, *(step for part in district.works.values() for step in part.steps), *district.steps]


def _outcome(case: Case, policy: Policy) -> _Outcome:
    given = given_of(case, policy)
    year = evaluate(policy, {case.district: given})
    district = next(each for each in year.districts if each.code == case.district)
    return _Outcome(policy, given, district, steps_of(district))


class _Outcome(NamedTuple):
    """The case's district as it came out."""

    policy: Policy
    given: Given
    district: DistrictResult
    steps: list[Step]

    def figure(self, part: str, key: str) -> Value:
        """One figure that a case asks for."""
        if part == "found":
            return self.given.found.get(key)
        if part == "told":
            return next((step.text for step in self.steps if step.rule == key), "没有这一步")
        if part in self.district.indicators:
            return _of_indicator(self.district.indicators[part], key)
        if work := self.policy.work(part):
            return _of_work(self.district.works[part], key, work.group_of(self.district.code))
        where = self.policy.enterprises if part == "enterprises" else self.district
        value: int | str | None = getattr(where, key)
        return value


def _of_indicator(found: IndicatorResult, key: str) -> Value:
    if key == "target":
        return None if found.target is None else exact_decimal(found.target)
    if key == "completion":
        return None if found.completion is None else ratio6(found.completion)
    value: int | None = getattr(found, key)
    return value


def _of_work(found: WorkResult, key: str, group: WorkGroup) -> Value:
    if key == "missed":
        return tuple(item.measure for item in group.items if found.met[item.id] is False)
    if key == "proposed":
        return proposal(found.met)
    value: int | str | None = getattr(found, key)
    return value
