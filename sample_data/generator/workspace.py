"""Writes the whole workspace, and what a right count of it finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from . import assemble, settings
from .facts import YEAR
from .gi import expect
from .gi import workspace as gi
from .lists import (
    above_scale,
    district_tables,
    hnte_first,
    hnte_second,
    patents,
    recognition,
    registry,
    tech_services,
)
from .year_2023 import workspace as year_2023
from .year_2023.build import Year as Year2023
from .year_2023.build import expected as expected_2023

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


class Written(NamedTuple):
    """The two sample years, as written."""

    now: assemble.Year
    then: Year2023


def write(workspace: Path) -> Written:
    """Write settings and the lists of both years below `workspace`; files of the same names are replaced."""
    year = assemble.build()
    folder = workspace / "data" / str(YEAR)
    settings.write(workspace)
    hnte_first.write(folder, year.lists.first)
    hnte_second.write(folder, year.lists.second)
    above_scale.write(folder, year.lists.above)
    tech_services.write(folder, year.lists.tech)
    patents.write(folder, year.lists.patents)
    registry.write(folder, year.lists.registry)
    recognition.write_revoked(folder, year.lists.revoked)
    recognition.write_renames(folder, year.lists.renames)
    district_tables.write_targets(folder)
    district_tables.write_acceptance(folder)
    district_tables.write_institutions(folder)
    gi.write(workspace, year.city)
    return Written(year, year_2023.write(workspace, year.city.namer.used))


def write_expected(path: Path, written: Written) -> None:
    """Write the right counts by district and the finding that each deliberate case is to bring.

    The year 2023 gets a file of its own beside it, `…_2023.json`.
    """
    year = written.now
    cases = [{"name": c.name, "finding": c.finding, "severity": c.severity} for c in year.cases]
    content = {
        "year": YEAR,
        "counts": assemble.counts(year.cases),
        "hnte_not_counted": assemble.not_counted(year),
        "cases": cases,
        "gi": expect.expected(),
    }
    _write_json(path, content)
    _write_json(path.with_name(f"{path.stem}_2023.json"), expected_2023(written.then))


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
