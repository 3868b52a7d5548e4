"""Whole numbers by district and column, which may come in several files: each cell is on its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gzaudit.findings import one
from gzaudit.normalise.numbers import whole_number
from gzaudit.normalise.single import BLANKS, dense_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.findings import Batch
    from gzaudit.match.district_rows import Line, LineAccount


@dataclass(slots=True)
class DistrictCells:
    """Cells taken so far.

    A cell that says the same again adds nothing; one that says another number makes the district's number
    unusable, for nobody can choose between the two.

    Attributes:
        invalid: code of the finding on a cell that is no whole number.
        units: what may stand behind a number.
        values: district → column → number; one that is missing or unusable is not there.
        unusable: (district, column) whose cell is there but gives no number, already reported.
        lines: each district's first line.
        filled: the line whose cell gives (or fails to give) the number of a (district, column).
        disputed: code of the finding on a cell that contradicts another; "" for that of `invalid`.
        confidential: whether these findings stay in the bureau.
    """

    invalid: str
    units: tuple[str, ...]
    values: dict[str, dict[str, int]] = field(default_factory=dict)
    unusable: set[tuple[str, str]] = field(default_factory=set)
    lines: dict[str, Line] = field(default_factory=dict)
    filled: dict[tuple[str, str], Line] = field(default_factory=dict)
    disputed: str = ""
    confidential: bool = False

    def take(self, line: Line, columns: tuple[str, ...], account: LineAccount) -> Mapping[str, int]:
        """Take a line's cells in the wanted columns and account for the line.

        Returns:
            The numbers that this line is the first to give.
        """
        district = line.district
        there = [name for name in columns if dense_text(line.cells.get(name, "")) not in BLANKS]
        fresh = [name for name in there if (district, name) not in self.filled]
        first = self.lines.setdefault(district, line)
        brings = bool(fresh) or first is line
        account.fate(line.src, "" if brings else "duplicate")
        differing = [name for name in there if name not in fresh and not self._same(name, line)]
        if not brings and not differing:
            account.batches.append(one("duplicate", **line.place(), field="district", **first.other_place()))
        for name in differing:
            self._dispute(name, line, account)
        self.filled |= {(district, name): line for name in fresh}
        numbers = {name: whole_number(line.cells[name], self.units) for name in fresh}
        for name in (name for name, number in numbers.items() if number is None):
            self.unusable.add((district, name))
            account.batches.append(self._finding(self.invalid, line.place(), name, line.cells[name]))
        given = {name: number for name, number in numbers.items() if number is not None}
        self.values.setdefault(district, {}).update(given)
        return given

    def _same(self, name: str, line: Line) -> bool:
        text, before = line.cells[name], self.filled[line.district, name].cells[name]
        number = whole_number(text, self.units)
        return dense_text(text) == dense_text(before) or (
            number is not None and number == whole_number(before, self.units)
        )

    def _dispute(self, name: str, line: Line, account: LineAccount) -> None:
        before = self.filled[line.district, name]
        self.values.setdefault(line.district, {}).pop(name, None)
        self.unusable.add((line.district, name))
        found = f"同一个区有两个不同的数：{before.cells[name]}、{line.cells[name]}"
        place = line.place() | before.other_place()
        account.batches.append(self._finding(self.disputed or self.invalid, place, name, found))

    def _finding(self, code: str, place: dict[str, Any], name: str, found: str) -> Batch:
        return one(code, **place, field=name, found=found, confidential=self.confidential)
