"""What the rules of targets claim that the official text says: each number with its unit and its word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.lint.claim import number_claim
from gzaudit.policy.sentences_goals import limit_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.policy.lint.claim import Claim
    from gzaudit.policy.model_named import NamedPolicy

_HUNDRED_MILLION: Final = 10**8
_ALSO: Final = {"人": ("人", "人次"), "人次": ("人次", "人"), "场": ("场", "场次")}


def of_goals(policy: NamedPolicy) -> Iterator[Claim]:
    """Everything that its targets claim."""
    for goal in policy.goals:
        money = goal.unit == "亿元"
        units = ("元",) if money else _ALSO.get(goal.unit, (goal.unit,))
        value = goal.at * _HUNDRED_MILLION if money else goal.at
        yield number_claim(
            goal, f"{goal.group}：{goal.name} {limit_text(goal)}", value, *units, word=goal.word
        )
