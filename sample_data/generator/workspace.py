"""Writes the whole workspace, and what a right count of it finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from . import assemble, settings
from .facts import YEAR
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

if TYPE_CHECKING:
    from pathlib import Path


def write(workspace: Path) -> assemble.Year:
    """Write settings and lists below `workspace`; files of the same names are replaced."""
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
    return year


def write_expected(path: Path, year: assemble.Year) -> None:
    """Write the right counts by district and the finding that each deliberate case is to bring."""
    cases = [{"name": c.name, "finding": c.finding, "severity": c.severity} for c in year.cases]
    content = {
        "year": YEAR,
        "counts": assemble.counts(year.cases),
        "hnte_not_counted": assemble.not_counted(year),
        "cases": cases,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
