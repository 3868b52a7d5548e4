"""What the runs of several years hold, looked at as one; its rows are of public lists alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gzaudit.goals.people import one_across_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from gzaudit.audit import YearAudit
    from gzaudit.compare.runs import StoredRun
    from gzaudit.goals.stock import Stock


@dataclass(frozen=True, slots=True)
class World:
    """The newest run of each year, up to the year from which one looks.

    Attributes:
        runs: by year.
        rows: every row of their public lists with its enterprise (see `people.one_across_years`).
        stocks: of years that were asked for already.
    """

    runs: Mapping[int, StoredRun]
    rows: pd.DataFrame
    stocks: dict[int, Stock] = field(default_factory=dict)

    def audit(self, year: int) -> YearAudit | None:
        """The year; None where it has no run."""
        run = self.runs.get(year)
        return run.audit if run else None

    def shown(self, year: int) -> str:
        """What people call the run of a year."""
        return self.runs[year].shown

    def has(self, year: int, kind: str) -> bool:
        """Whether the run of a year read a list."""
        audit = self.audit(year)
        return audit is not None and any(each.source.kind == kind for each in audit.accounts)

    def list_told(self, year: int, kind: str, title: str) -> str:
        """A list of a run in a sentence: lines and those that count."""
        audit = self.audit(year)
        accounts = [each for each in audit.accounts if each.source.kind == kind] if audit else []
        lines = sum(each.source.rows for each in accounts)
        counted = sum(each.counted for each in accounts)
        return f"{self.shown(year)} 的{title} {lines:,} 行，计入 {counted:,} 行"

    def no_run(self, *years: int) -> str:
        """What is said of years without a run."""
        named = "、".join(str(each) for each in years)
        return f"没有 {named} 年的运行"


def world_of(runs: Iterable[StoredRun]) -> World:
    """Look at runs, one a year, as one."""
    by_year = {run.audit.year: run for run in runs}
    by_year = dict(sorted(by_year.items()))
    return World(by_year, one_across_years({year: run.audit for year, run in by_year.items()}))
