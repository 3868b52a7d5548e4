"""Two runs held against each other in every respect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.compare.amounts import amounts
from gzaudit.compare.firms import FirmChanges, firm_changes
from gzaudit.compare.inputs import Difference, input_differences
from gzaudit.compare.ladder import ladder
from gzaudit.compare.lines import CITY, PAYABLE, Amounts
from gzaudit.compare.rules import rule_steps
from gzaudit.compare.side import side_of
from gzaudit.render.tables.status import holds_statistics

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.audit import YearAudit


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as it was stored.

    Attributes:
        shown: what people call it: its place, or as it was named.
        audit: the year.
        version: of the tool that made it.
    """

    shown: str
    audit: YearAudit
    version: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which two runs differ.

    Attributes:
        before: the run compared from.
        after: the run compared to.
        differences: what they were made of.
        firms: who came and went.
        amounts: what each change did; None where a run only counted.
        paid: whether what the earlier run came to was paid out.
    """

    before: StoredRun
    after: StoredRun
    differences: tuple[Difference, ...]
    firms: FirmChanges
    amounts: Amounts | None
    paid: bool = False

    @property
    def confidential(self) -> bool:
        """Whether single firms of statistics lists may be told from it."""
        return holds_statistics(self.before.audit) or holds_statistics(self.after.audit)

    @property
    def districts(self) -> dict[str, str]:
        """Code to name, of either run."""
        runs = (self.before, self.after)
        found = {each.code: each.name for run in runs for each in run.audit.result.districts}
        return dict(sorted(found.items()))

    def owed(self) -> dict[str, int | None]:
        """元 still to be paid to each district, negative where it is to return some; None where not known."""
        lines = self.amounts.of(PAYABLE) if self.amounts else ()
        return {line.district: line.difference for line in lines if line.district != CITY}


def compare_runs(before: StoredRun, after: StoredRun, workspace: Path, *, paid: bool = False) -> Comparison:
    """Compare two runs.

    Args:
        before: the run compared from.
        after: the run compared to.
        workspace: where policy files may stand, to tell one reading's effect from another's.
        paid: whether what the first run came to was paid out.
    """
    old, new = before.audit, after.audit
    sides = side_of(old), side_of(new)
    changes = None
    if sides[0] and sides[1]:
        stored = old.result, new.result
        rungs = ladder(sides[0], sides[1], stored, rule_steps(old, new, workspace))
        changes = amounts(rungs, (sides[0].policy, sides[1].policy))
    return Comparison(
        before,
        after,
        input_differences(old, new, (before.version, after.version)),
        firm_changes(old, new),
        changes,
        paid,
    )
