"""The steps by which one run's rules and readings become the other's: each reading a step of its own."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from gzaudit.compare.ladder import Factor, RuleStep, whole_step
from gzaudit.compare.recount import recounted
from gzaudit.errors import PolicyError, SettingsError
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gzaudit.audit import YearAudit
    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.model import Policy

_DEFAULT = "a"


def rule_steps(before: YearAudit, after: YearAudit, workspace: Path) -> tuple[RuleStep, ...]:
    """Every step. Where the policy's files are no longer at hand, or the years differ, all is one step.

    Raises:
        ValueError: a run only counted.
    """
    old, new = before.policy, after.policy
    if old is None or new is None:
        raise ValueError("a run without a policy has no rules")
    steps = whole_step(old, new)
    if not steps or old.year != new.year:
        return steps
    with contextlib.suppress(PolicyError, SettingsError):
        files = open_policy(new.year, workspace)
        if files.sha256 == new.sha256:
            steps = tuple(reading_steps(before, old, new, files))
    return steps


def reading_steps(before: YearAudit, old: Policy, new: Policy, files: PolicyFiles) -> Iterator[RuleStep]:
    """Rules first, under the readings as they were; then one reading after another, in the notice's order.

    Args:
        before: the run, for counts that another reading forms otherwise from the same lists.
        old: its policy.
        new: the policy to come to.
        files: of `new`.
    """
    letters = dict(old.chosen)
    if old.sha256 != new.sha256:
        yield RuleStep(Factor("rules", "政策规则"), choose(files, letters))
    for key in new.readings:
        was, becomes = letters.get(key, _DEFAULT), new.chosen.get(key, _DEFAULT)
        if was == becomes:
            continue
        letters[key] = becomes
        # The last step is the run's own policy, not one that is equal to it.
        policy = new if _same(letters, new.chosen) else choose(files, letters)
        factor = Factor(f"reading:{key}", f"口径 {key}：{was} → {becomes}")
        yield RuleStep(factor, policy, recounted(before, policy).counts)


def _same(letters: Mapping[str, str], chosen: Mapping[str, str]) -> bool:
    return {key: letter for key, letter in letters.items() if letter != _DEFAULT} == dict(chosen)
