"""A policy that has a name instead of a year, as a value: a plan or programme of several years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.policy.model_base import Ruleset

if TYPE_CHECKING:
    from gzaudit.policy.model_goals import Goal
    from gzaudit.policy.model_grants import Grant
    from gzaudit.policy.model_rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPolicy(Ruleset):
    """A plan or programme of several years.

    Attributes:
        name: name of its folder, by which commands are told which policy is meant.
        mark: what every output of it must say, e.g. that it is a draft; "" for nothing.
        grants: in the order of the document.
        goals: targets, in the order of the document.
    """

    name: str
    mark: str = ""
    grants: tuple[Grant, ...] = ()
    goals: tuple[Goal, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """Every year that it covers."""
        return tuple(range(self.valid_from.year, self.valid_to.year + 1))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the document."""
        grants = tuple(rule for grant in self.grants for rule in grant.rules)
        goals = (rule for goal in self.goals for rule in (goal, goal.figure) if rule)
        return (*grants, *goals)

    @property
    def also(self) -> tuple[str, ...]:
        """Clauses that say once more what a rule says."""
        return tuple(grant.also for grant in self.grants if grant.also)

    def grant(self, key: str) -> Grant:
        """A grant by its key."""
        return next(each for each in self.grants if each.key == key)


@dataclass(frozen=True, slots=True)
class NamedInfo:
    """What a list of policies shows of one with a name; `place` as in `PolicyInfo`."""

    id: str
    name: str
    title: str
    place: str
