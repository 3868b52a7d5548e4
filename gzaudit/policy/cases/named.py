"""Run the cases of a policy that has a name: the register of its texts, then those of each kind of rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.policy.cases.facts import check_facts
from gzaudit.policy.cases.goals import boundary_goals, run_goal_case, run_goal_cases
from gzaudit.policy.cases.grant_boundaries import grant_boundaries
from gzaudit.policy.cases.grant_read import read_grant_cases
from gzaudit.policy.cases.grant_run import run_grant_case
from gzaudit.policy.load_named import build_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.policy.cases.model import CaseResult
    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.model_named import NamedPolicy
    from gzaudit.policy.table import Table


def run_named(top: Table, files: PolicyFiles) -> Iterator[CaseResult]:
    """Run a case file that was read, one case after another.

    Raises:
        PolicyError: a rule or a case is not as it must be (exit 4).
    """
    policy = build_named(files)
    top.expect("cases", "facts")
    if "facts" in top:
        yield check_facts(top.table("facts"), files, policy)
    cases = top.tables("cases")
    of_goals = tuple(each for each in cases if policy.goals and "goal" in each)
    yield from run_goal_cases(of_goals, files, policy)
    if others := tuple(each for each in cases if each not in of_goals):
        for case in read_grant_cases(others, policy):
            yield run_grant_case(case, build_named(files, case.readings, policy))


def run_named_boundaries(policy: NamedPolicy) -> tuple[CaseResult, ...]:
    """Run the generated cases below, at and above every boundary."""
    grants = (run_grant_case(case, policy) for case in grant_boundaries(policy))
    return (*grants, *(run_goal_case(case, policy) for case in boundary_goals(policy)))
