"""Enterprise names as keys (C2): equal names are equal keys, and nothing else is. No fuzzy matching."""

from __future__ import annotations

import pandas as pd

from gzaudit.normalise.single import CLOSING, FINAL_STOP, NO_NAME, OPENING, SEVERAL
from gzaudit.normalise.text import dense, nfkc


def name_keys(names: pd.Series) -> pd.Series:
    """Comparison keys of names (C2).

    NFKC, no white space or zero-width characters, all brackets (), a final 。 or . dropped, case folded.
    What stands inside brackets is kept: 双日（香港） and 双日（深圳） are two firms.
    """
    codes, uniques = pd.factorize(names)
    unique = pd.Series(uniques, dtype=object)
    # A name of Chinese characters alone is its own key, and most names are.
    other = ~unique.str.fullmatch(r"[\u4e00-\u9fff]+").to_numpy(dtype=bool)
    unique[other] = _key(unique[other])
    return unique.take(codes).set_axis(names.index)


def _key(names: pd.Series) -> pd.Series:
    keys = dense(names)
    keys = keys.str.replace(OPENING, "(", regex=True).str.replace(CLOSING, ")", regex=True)
    keys = keys.str.replace(FINAL_STOP, "", regex=True).str.casefold()
    # Dropping what stood between a letter and its accent, and folding, may leave parts that belong together.
    return nfkc(keys)


def former_name_pairs(former: pd.Series) -> pd.DataFrame:
    """Former names of a 曾用名 column, one line each.

    Args:
        former: cells that may hold several names, separated by ; ； 、 , ， / or line breaks; "" where none.

    Returns:
        `entry` (the index label of the cell) and `key`, without blanks.
    """
    former = former[former != ""]
    cells = dense(former).str.casefold()
    filled = former[cells.str.contains(r"\w", regex=True) & ~cells.isin(NO_NAME)]
    parts = filled[filled.str.contains(SEVERAL, regex=True)].str.split(SEVERAL, regex=True).explode()
    # A whole cell is a name of its own as well: the firm may really be called “1、甲厂”.
    parts = pd.concat([parts, filled])
    keys = name_keys(parts.astype(object))
    pairs = pd.DataFrame({"entry": keys.index, "key": keys.to_numpy()})
    named = pairs["key"].str.contains(r"\w", regex=True) & ~pairs["key"].str.strip(";、,/|").isin(NO_NAME)
    return pairs[named].drop_duplicates(ignore_index=True)
