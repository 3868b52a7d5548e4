"""Text columns: what is dropped before anything is compared; what people are shown stays as it was."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

# White space, control and zero-width characters, bidirectional controls and variation selectors:
# all of them survive copying from web pages and PDF files unseen.
INVISIBLE: Final = (
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]+"
)


# What people write in a cell that says nothing, once it is `dense`.
BLANKS: Final = ("", "无", "/", "-", "—")


def column(values: Iterable[Any], index: pd.Index | None = None) -> pd.Series:
    """An object column. Kept as plain objects so that no engine's string type can change what a cell was."""
    import pandas as pd  # late: questions about a finished run clean single texts, and must answer at once

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


_INVISIBLE = re.compile(INVISIBLE)


def dense_text(text: str) -> str:
    """`dense` for a single text (headings, titles, notes)."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
