"""Writes the lists of 2023 below the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import build, district_files, hnte_files, sme_files
from .facts import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write(workspace: Path, taken: Iterable[str]) -> build.Year:
    """Write all lists; files of the same names are replaced. `taken` are names of the other sample year."""
    year = build.build(taken)
    folder = workspace / "data" / str(YEAR)
    hnte_files.write_first(folder, year.lists.first)
    hnte_files.write_second(folder, year.lists.second)
    hnte_files.write_registry(folder, year.lists.registry)
    sme_files.write(folder, year.lists.smes)
    district_files.write(folder)
    return year
