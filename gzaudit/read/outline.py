"""What a sheet shows before its kind is known: the texts that name it, and how many lines it has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gzaudit.read.listing import cell_text
from gzaudit.read.recognise import Naming
from gzaudit.read.sheet import DEFECT

if TYPE_CHECKING:
    from gzaudit.read.headings import Headings
    from gzaudit.read.sheet import InputFile, Sheet


def _title(sheet: Sheet, headings: Headings | None) -> str:
    """Text above the headings; of a sheet without headings, its first lines."""
    rows = sheet.rows[: headings.top if headings else 3]
    return " ".join(cell_text(cell).strip() for row in rows for cell in row if cell not in ("", DEFECT))


def filled(sheet: Sheet, headings: Headings | None) -> int:
    """Lines that are not blank, below the headings where there are any (interface: row account)."""
    rows = sheet.rows[headings.body if headings else 0 :]
    return sum(written(row) for row in rows)


def written(row: list[Any]) -> bool:
    """Whether a line is not blank."""
    return any(cell != "" and str(cell).strip() for cell in row)


def naming_of(file: InputFile, sheet: Sheet, headings: Headings | None) -> Naming:
    """What title, sheet and file say."""
    return Naming(_title(sheet, headings), sheet.name, Path(file.path).stem)
