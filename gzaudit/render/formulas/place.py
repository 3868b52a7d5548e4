"""Where the cells of a table will stand in its sheet, before the table is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

if TYPE_CHECKING:
    from collections.abc import Sequence


def first_row(notes: Sequence[str]) -> int:
    """Spreadsheet row of a table's first line: below the title, the notes and the headings."""
    return len(notes) + 3


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet whose columns have names of their own, so that a formula need not know their order.

    Attributes:
        sheet: name of the sheet.
        first: spreadsheet row of its first line.
        lines: how many lines there are, totals not counted.
        roles: what each column is, left to right.
    """

    sheet: str
    first: int
    lines: int
    roles: tuple[str, ...]

    def has(self, role: str) -> bool:
        """Whether there is such a column."""
        return role in self.roles

    def here(self, role: str, line: int) -> str:
        """A cell, as formulas of the same sheet name it; lines count from 0."""
        return f"{self.letter(role)}{self.first + line}"

    def there(self, role: str, line: int) -> str:
        """The same cell, as formulas of another sheet name it."""
        return f"{self.quoted}!{self.here(role, line)}"

    def down(self, role: str) -> str:
        """All lines of a column, for a formula below them."""
        return f"{self.here(role, 0)}:{self.here(role, self.lines - 1)}"

    def fixed(self, role: str, line: int) -> str:
        """A cell, as formulas in any line of the same sheet name it."""
        return f"${self.letter(role)}${self.first + line}"

    def all_fixed(self, role: str) -> str:
        """All lines of a column, for a formula in any line."""
        return f"{self.fixed(role, 0)}:{self.fixed(role, self.lines - 1)}"

    def all_there(self, role: str) -> str:
        """All lines of a column, for a formula of another sheet."""
        return f"{self.quoted}!{self.all_fixed(role)}"

    def letter(self, role: str) -> str:
        """The letters of a column."""
        name: str = xl_col_to_name(self.roles.index(role))
        return name

    @property
    def quoted(self) -> str:
        """The sheet's name as formulas write it."""
        doubled = self.sheet.replace("'", "''")
        return f"'{doubled}'"
