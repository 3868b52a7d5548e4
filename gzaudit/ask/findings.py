"""Findings that have to do with some rows, in the words that the run told them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gzaudit.ask.rows import at_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.ask.run import Run


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `place` and `other` are file, sheet and row."""

    severity: str
    code: str
    title: str
    place: str
    subject: str
    found: str
    detail: str
    other: str
    action: str
    owner: str


def findings_at(run: Run, places: Iterable[tuple[int, int, int]], names: set[str]) -> tuple[Finding, ...]:
    """Findings that lie in rows of an enterprise or refer to them.

    Args:
        run: the run.
        places: sheet, row, and how many owners share the row.
        names: of the enterprise: in a shared row, what is told of another owner is not its concern.
    """
    shared = {(src, row): owners > 1 for src, row, owners in places}
    here, values = at_places(shared)
    there, others = at_places(shared, "ref_src", "ref_row")
    lines = run.lines(
        f"SELECT f.*, t.title, t.action, t.owner FROM findings f LEFT JOIN finding_texts t USING (code) "  # noqa: S608  # marks only
        f"WHERE {here} OR {there} ORDER BY f.n",
        *values,
        *others,
    )
    return tuple(
        finding_of(run, line)
        for line in lines
        if not shared.get((line["src"], line["row"]), False) or line["subject"] in ("", *names)
    )


def finding_of(run: Run, line: dict[str, Any]) -> Finding:
    """A line of `findings` with its texts."""
    return Finding(
        line["severity"],
        line["code"],
        line["title"] or line["code"],
        run.place(line["src"], line["row"]),
        line["subject"],
        line["found"],
        line["detail"],
        run.place(line["ref_src"], line["ref_row"]),
        line["action"] or "",
        line["owner"] or "",
    )
