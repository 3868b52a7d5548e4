"""Build one workspace from a seed, and tell what the right answer is."""

from __future__ import annotations

import random
from collections import Counter
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import arithmetic, findings, parts
from .evaluate import Tally, Year
from .facts import World, draw_world
from .files import ENCODINGS, write_book
from .identity import mentions
from .layout import add_tail, lay_out
from .model import ANY, Book, Sheet
from .naming import plan_books
from .places import DISTRICTS

OVERLAP_LIMIT = 0.6  # well below the share at which two files look like two versions


@dataclass
class Workspace:
    """A written workspace with everything that is known about it.

    `order_sensitive` names the sheets whose `counted` rests on the assumption that files are taken in the order
    of their paths (an enterprise stands in two sheets of one list); their sum over the list does not.
    """

    directory: Path
    seed: int
    world: World
    books: list[Book]
    tally: Tally
    given: dict[str, dict[str, tuple[str, int | None]]]
    verdicts: dict[str, dict[str, bool]]

    @property
    def sheets(self) -> list[Sheet]:
        """All sheets in the order of their paths."""
        return [s for book in sorted(self.books, key=lambda b: b.path) for s in book.sheets]

    @property
    def order_sensitive(self) -> set[tuple[str, str]]:
        return set(self.tally.order_sensitive)

    @property
    def left_out(self) -> set[tuple[str, str]]:
        """Sheets that must be listed with `kind` null."""
        return {s.key for s in self.sheets if s.kind is None}

    def expected(self) -> dict[str, Any]:
        """The parts of result.json that the rules decide; ANY where they leave a value open."""
        districts = [
            arithmetic.district(
                code,
                self.tally.counts[code],
                self.given[code],
                self.verdicts[code].get("基础验收"),
                self.verdicts[code].get("绩效考核"),
            )
            for code in DISTRICTS
        ]
        return {
            "districts": districts,
            "city": arithmetic.city(districts),
            "undecided": self._undecided(),
            "sources": {s.key: self._account(s) for s in self.sheets if s.kind},
        }

    def _undecided(self) -> dict[str, Any]:
        open_question = any(key[0] == "undecided" for key in self.tally.doubtful) or self.tally.ambiguous
        missing = all(s.kind != "hnte" for s in self.sheets)
        nowhere = sum(where is None for where in self.tally.hnte.values())
        return {
            "district_unresolved": ANY if missing else nowhere,
            "unresolved": ANY if missing or open_question else len(self.tally.unresolved),
        }

    def _account(self, sheet: Sheet) -> tuple[int, Any]:
        rows = [x for x in sheet.lines if x.role != "blank"]
        counted = sum(x.fate == "counted" for x in rows)
        return len(rows), ANY if sheet.key in self.tally.doubtful else counted

    def expected_excluded(self) -> dict[tuple[str, str], dict[str, int]]:
        """Excluded rows of each kept sheet by reason."""
        return {
            s.key: dict(Counter(x.fate for x in s.lines if x.role != "blank" and x.fate != "counted"))
            for s in self.sheets
            if s.kind and s.key not in self.tally.doubtful
        }

    def expected_findings(self) -> dict[str, int]:
        """Exact numbers of findings by code; a code whose number the rules leave open is not there."""
        kinds = {s.kind for s in self.sheets}
        return findings.exact(self.sheets, self.tally, self.given, "acceptance" not in kinds)

    def expected_presence(self) -> set[str]:
        """Codes of which there is at least one finding."""
        return findings.at_least_one(self.sheets, self.tally) | {
            c for c, n in self.expected_findings().items() if n
        }

    def describe(self) -> str:
        """Every file, sheet and row with what it means and what became of it."""
        out = [f"seed {self.seed}, messy {self.world.messy}, not received: {sorted(self.world.missing)}"]
        for sheet in self.sheets:
            out.append(
                f"\n{sheet.path} [{sheet.name}] kind={sheet.kind} title={sheet.title!r} hidden={sheet.hidden}"
            )
            for line in sheet.lines if sheet.kind else []:
                cells = ", ".join(
                    f"{h}={v.raw!r}→{v.means!r}" for h, v in line.cells.items() if v.raw is not None
                )
                out.append(f"  row {line.number} {line.role} {line.fate}: {cells}")
        counts = {code: dict(c) for code, c in self.tally.counts.items()}
        return "\n".join([*out, f"\ncounts: {counts}", f"undecided: {self._undecided()}"])


def _overlap(sheets: list[Sheet], tally: Tally) -> float:
    """The largest share of enterprises that two sheets of one list have in common."""
    members: list[tuple[str | None, set[tuple[str, str]]]] = []
    for sheet in sheets:
        if sheet.kind not in (None, "targets", "acceptance", "renames"):
            rows = [m for x in sheet.lines if x.role == "data" for m in mentions(sheet, x)]
            members.append((sheet.kind, {tally.directory.who(*m).identity for m in rows}))
    return max(
        (
            len(a & b) / min(len(a), len(b))
            for i, (kind, a) in enumerate(members)
            for other, b in members[i + 1 :]
            if kind == other
        ),
        default=0.0,
    )


def _draw(seed: int, size: int) -> tuple[World, list[Sheet], Tally]:
    """The lists of enterprises, drawn again where two parts would look like two versions of one list."""
    for attempt in range(20):
        world = draw_world(random.Random(f"{seed}/{attempt}"), size)
        sheets = [s for kind in parts.EMITTERS for s in parts.enterprise_sheets(world, kind)]
        tally = Year(sheets).evaluate()
        if _overlap(sheets, tally) <= OVERLAP_LIMIT:
            return world, sheets, tally
    raise AssertionError(f"seed {seed}: no lists without an accidental overlap in 20 draws")


def _finish_lines(world: World, sheets: list[Sheet]) -> None:
    for sheet in sheets:
        add_tail(world, sheet)
        for line in sheet.lines:
            if line.role != "data":
                line.fate = line.role
            elif sheet.kind in ("targets", "acceptance"):
                line.fate = "counted"


def build_workspace(directory: Path, seed: int, size: int = 60) -> Workspace:
    """Write a random messy year of about `size` 高企 into `directory`/data/2025 and return what is true of it."""
    world, sheets, tally = _draw(seed, size)
    given = {code: dict.fromkeys(arithmetic.INDICATORS, ("missing", None)) for code in DISTRICTS}
    verdicts: dict[str, dict[str, bool]] = {code: {} for code in DISTRICTS}
    if "targets" not in world.missing:
        sheets.append(parts.target_sheet(world, tally.counts))
        for line in sheets[-1].lines:
            if line.role == "data":
                given[line.means("区")] = {w: line.means(w) for w in arithmetic.INDICATORS}
    if "acceptance" not in world.missing:
        sheets.append(parts.acceptance_sheet(world))
        for line in sheets[-1].lines:
            verdicts[line.means("区")][line.means("事项", "基础验收")] = line.means("结论")
    _finish_lines(world, sheets)
    books = plan_books(world, sheets, parts.stray_sheets(world))
    space = Workspace(directory, seed, world, books, tally, given, verdicts)
    # Rows are taken in the order of paths, which is known only now: judge once more for the row account.
    space.tally = Year(space.sheets).evaluate()
    assert space.tally.counts == tally.counts
    for book in books:
        for sheet in book.sheets:
            if sheet.hidden:
                sheet.lines = [copy(line) for line in sheet.lines]
            lay_out(world, sheet, typed=book.engine not in ENCODINGS)
        write_book(directory, book)
    if world.chance(0.2):
        (directory / "data/2025/~$来文.xlsx").write_bytes(b"lock")
        (directory / "data/2025/说明.pdf").write_bytes(b"%PDF-1.4\n")
    return space
