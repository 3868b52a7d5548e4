"""What the other runs of a workspace made of an enterprise, in the order in which they were started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.ask.counted import Counted, counts_of
from gzaudit.ask.rows import firm_rows
from gzaudit.ask.run import open_run
from gzaudit.ask.who import same_firm
from gzaudit.deliver.run_log import LOG, started
from gzaudit.errors import SettingsError
from gzaudit.store.opened import STORE

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.ask.who import Firm


@dataclass(frozen=True, slots=True)
class Earlier:
    """One other run.

    Attributes:
        run: how it is called: runs/2024/….
        year: the audited year; None where the run could not be read.
        there: whether the enterprise is in its lists.
        counts: as for the run that was asked.
        unread: why it could not be read; "" if it was.
    """

    run: str
    year: int | None
    there: bool
    counts: tuple[Counted, ...]
    unread: str


def other_runs(workspace: Path, folder: Path, firm: Firm) -> tuple[Earlier, ...]:
    """The enterprise in every run of a workspace that has a database, but for the run that was asked.

    Args:
        workspace: whose `runs/` is looked through.
        folder: of the run that was asked.
        firm: whom to look for.
    """
    mine = folder.resolve()
    found = [
        path.parent for path in sorted(workspace.glob(f"runs/*/*/{STORE}")) if path.parent.resolve() != mine
    ]
    found.sort(key=lambda each: (started(each / LOG), each.as_posix()))
    return tuple(_look(each, each.relative_to(workspace).as_posix(), firm) for each in found)


def _look(folder: Path, shown: str, firm: Firm) -> Earlier:
    try:
        with open_run(folder, shown) as run:
            same = same_firm(run, firm)
            rows, _ = firm_rows(run, same) if same else ((), ())
            return Earlier(shown, run.year, bool(rows), counts_of(run, rows), "")
    except SettingsError as error:
        return Earlier(shown, None, False, (), f"{error.asked}{error.found}")
