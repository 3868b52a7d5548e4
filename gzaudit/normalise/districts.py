"""Which of today's districts a cell, a code, an address or a credit code names (interface C6, domain §3).

Every function reads distinct values once and returns one row per value, with the columns

- `district`: six-digit code of today's district, "outside" for a place elsewhere, "" where none is sure;
- `how`: "blank"; "exact"; "former", an abolished name or code; "suggest", a person confirms; "refuse", a
  known name that stands for no single district; "outside"; "unknown", not recognised or two at once;
- `suggestion`: codes joined by 、, only where `how` is "suggest".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gzaudit.normalise.district_address import scan_addresses
from gzaudit.normalise.district_column import read_cells
from gzaudit.normalise.district_places import load_places
from gzaudit.normalise.district_table import BLANK, ELSEWHERE, UNKNOWN, District, Verdict, load_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

DISTRICTS: tuple[District, ...] = load_table().districts
"""Today's eleven districts in code order."""

_NAMES = dict(DISTRICTS)
_USCC_LENGTH = 18
_DIVISION = slice(2, 8)


def district_name(code: str) -> str:
    """Full name of one of today's districts.

    Raises:
        KeyError: the code is not one of today's districts.
    """
    return _NAMES[code]


def locate_column(values: pd.Series) -> pd.DataFrame:
    """Read a 所在区 column: names, short forms, former names, zones, codes, with or without the city.

    Args:
        values: text per row, "" where blank; numeric cells as their digits.

    Returns:
        `district`, `how` and `suggestion` on the index of `values`.
    """
    which, texts = _distinct(values)
    return _frame(read_cells(texts), which, values.index)


def locate_code(values: pd.Series) -> pd.DataFrame:
    """Read a 行政区划代码 column: 6, 9 or 12 digits, also with a name behind; a plain name is read as one."""
    return locate_column(values)


def locate_address(values: pd.Series) -> pd.DataFrame:
    """Read full addresses, in which only full administrative names count; see `district_address`."""
    which, texts = _distinct(values)
    verdicts, answer = scan_addresses(texts)
    row = np.append(answer, len(verdicts))[which]
    return _frame([verdict.shown() for verdict in verdicts], row, values.index)


def locate_uscc(codes: pd.Series) -> pd.DataFrame:
    """Read characters 3–8 of credit codes: the registrar's district at first coding (domain §1.2, §3.2).

    Only a fallback: codes outlive districts and do not move with the firm.

    Args:
        codes: cleaned 18-character codes, "" where there is none.
    """
    which, texts = _distinct(codes)
    return _frame([_registrar(text) for text in texts], which, codes.index)


def _registrar(code: str) -> Verdict:
    if not code.strip():
        return BLANK
    division = code[_DIVISION]
    if len(code) != _USCC_LENGTH or not (division.isascii() and division.isdigit()):
        return UNKNOWN
    if verdict := load_table().uscc.get(division):
        return verdict
    return ELSEWHERE if load_places().has_registrar(division) else UNKNOWN


def _distinct(values: pd.Series) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Positions into the distinct texts; a missing value gets -1, which `_frame` reads as blank."""
    which, distinct = pd.factorize(values)
    return np.asarray(which, np.int64), [str(value) for value in distinct]


def _frame(verdicts: Sequence[Verdict], which: npt.NDArray[np.int64], index: pd.Index) -> pd.DataFrame:
    table = np.array([*verdicts, BLANK], dtype=object)
    return pd.DataFrame(
        {name: table[which, column] for column, name in enumerate(Verdict._fields)}, index=index, dtype=object
    )
