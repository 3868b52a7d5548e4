"""Text columns: what is dropped before anything is compared; what people are shown stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from gzaudit.normalise.single import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable


def column(values: Iterable[Any], index: pd.Index | None = None) -> pd.Series:
    """An object column. Kept as plain objects so that no engine's string type can change what a cell was."""
    return pd.Series(list(values), dtype=object, index=index)


def one_object(values: pd.Series) -> pd.Series:
    """The same texts, equal ones as one object: a firm stands in several lists, and memory is short."""
    places, unique = pd.factorize(values, use_na_sentinel=False)
    return pd.Series(unique.take(places), index=values.index, dtype=object)


def nfkc(values: pd.Series) -> pd.Series:
    """Full width to half width (NFKC), element by element."""
    return values.str.normalize("NFKC")


def dense(values: pd.Series) -> pd.Series:
    """NFKC without white space, zero-width and control characters (C1, C2). Blank stays ""."""
    # Types, districts and dates repeat: each text is looked at once.
    places, unique = pd.factorize(values, use_na_sentinel=False)
    clean = nfkc(pd.Series(unique, dtype=object)).str.replace(INVISIBLE, "", regex=True)
    return pd.Series(clean.to_numpy().take(places), index=values.index, dtype=object)
