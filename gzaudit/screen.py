"""What commands print on stdout: headings, lines and tables that also read well in a file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from gzaudit.console import drop_stdout, printable
from gzaudit.errors import OutputError
from gzaudit.fold import fold, shares, text_width
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import JustifyMethod

PIPED_WIDTH: Final = 100
"""Columns where nobody's window says how wide it is: a file, a pipe."""


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """A reader that went away (`| head`) is no trouble."""
        self.quiet = True
        drop_stdout()


class Screen:
    """Prints on stdout; no colours where stdout is no terminal.

    Raises:
        OutputError: stdout is closed or takes no more (every method).
    """

    def __init__(self) -> None:
        if sys.stdout is None:
            raise OutputError("打印不出来。", where="标准输出", found="没有打开")
        width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
        self._console = _Console(width=width, highlight=False, markup=False, emoji=False)

    def _print(self, what: Text | Grid) -> None:
        try:
            self._console.print(what, overflow="fold")
            sys.stdout.flush()
        except BrokenPipeError:
            self._console.on_broken_pipe()
        except OSError as error:
            raise OutputError("打印不出来。", where="标准输出", found=system_words(error)) from error

    def line(self, text: str = "") -> None:
        """One line, or an empty one."""
        self._print(Text(fold(printable(text), self._console.width)))

    def item(self, text: str) -> None:
        """One line below others, further lines of it set in."""
        self._print(Text("  " + fold(printable(text), self._console.width - 4).replace("\n", "\n    ")))

    def heading(self, text: str) -> None:
        """A line that opens a section, with an empty one above."""
        self.line()
        self._print(Text(fold(printable(text), self._console.width), style="bold"))

    def table(
        self, headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()
    ) -> None:
        """A table in which nothing is cut: what is too long goes on in the next line.

        Args:
            headings: of the columns.
            rows: cells as text.
            numbers: columns to be set flush right.
        """
        cells = [[printable(cell) for cell in row] for row in (headings, *rows)]
        widest = [max(map(text_width, column)) for column in zip(*cells, strict=True)]
        # Each column costs a rule and two blanks, and the table one rule more.
        widths = shares(widest, self._console.width - 3 * len(headings) - 1)
        grid = Grid(header_style="bold")
        flush_right = set(numbers)
        for at, width in enumerate(widths):
            justify: JustifyMethod = "right" if at in flush_right else "left"
            grid.add_column(Text(fold(cells[0][at], width)), justify=justify, width=width, overflow="fold")
        for row in cells[1:]:
            grid.add_row(*(Text(fold(cell, width)) for cell, width in zip(row, widths, strict=True)))
        self._print(grid)
