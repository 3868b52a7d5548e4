"""Run the cases of a policy that has a name: the register of its texts, then those of each kind of rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.policy.cases.facts import check_facts
from gzaudit.policy.cases.goals import boundary_goals, run_goal_case, run_goal_cases
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
    top.expect("", "facts cases")
    if "facts" in top:
        yield check_facts(top.table("facts"), files, policy)
    if policy.goals and "cases" in top:
        yield from run_goal_cases(top.tables("cases"), files, policy)


def run_named_boundaries(policy: NamedPolicy) -> tuple[CaseResult, ...]:
    """Run the generated cases below, at and above every boundary."""
    return tuple(run_goal_case(case, policy) for case in boundary_goals(policy))
