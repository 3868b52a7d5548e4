"""Co-owned patents (C8): one line per owner, codes paired where there are as many as owners."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import pandas as pd

from gzaudit.normalise.single import dense_text

_SEPARATOR: Final = r"[;；、\r\n]+"
# A line break behind a written separator belongs to it.
_CODE_SEPARATOR: Final = r"[;；、][^\S\r\n]*(?:\r?\n)?|\r?\n|\r"
# Zero-width characters and stray dots between separators are no owner.
_NAMED: Final = re.compile(r"\w")


def _parts(cells: pd.Series, separator: str) -> pd.Series:
    parts = cells.str.split(separator, regex=True)
    return parts.map(lambda cell: [part.strip() for part in cell])


def split_owners(frame: pd.DataFrame) -> pd.DataFrame:
    """Give each owner of a row a line of its own.

    Args:
        frame: rows of patent lists: `name` (all owners), `raw_code`, `code_numeric`, any other columns.

    Returns:
        The same columns, with `part` (0 for the first owner), `owners` (how many) and `unpaired` (the row
        has a code cell that fits no owner; its codes are not used). Single-owner rows are as they were.
    """
    several = frame["name"].str.contains(_SEPARATOR, regex=True).to_numpy(dtype=bool)
    single = frame[~several].assign(part=0, owners=1, unpaired=False)
    if not several.any():
        return single
    shared = frame[several]
    names = _parts(shared["name"], _SEPARATOR).map(
        lambda parts: [part for part in parts if _NAMED.search(part)] or [""]
    )
    written = _parts(shared["raw_code"], _CODE_SEPARATOR)
    filled = written.map(lambda parts: [part for part in parts if dense_text(part)])
    count = names.str.len()
    # A code left out in the middle keeps its place; a separator too many at the end does not count as one.
    codes = written.where(written.str.len() == count, filled)
    paired = codes.str.len() == count
    blank = pd.Series([[""] * n for n in count], index=shared.index, dtype=object)
    unpaired = ~paired & (filled.str.len() > 0)
    lines = shared.assign(
        name=names,
        raw_code=codes.where(paired, blank),
        owners=count,
        unpaired=unpaired,
    ).explode(["name", "raw_code"])
    lines["part"] = lines.groupby(level=0).cumcount()
    lines["code_numeric"] = np.where(lines["owners"] > 1, False, lines["code_numeric"])
    return pd.concat([single, lines]).sort_index(kind="stable")
