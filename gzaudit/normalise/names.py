"""Enterprise names as keys (C2): equal names are equal keys, and nothing else is. No fuzzy matching."""

from __future__ import annotations

import pandas as pd

from gzaudit.normalise.text import dense

_OPENING = r"[\[{【〔〖〈《「『﹝＜<]"
_CLOSING = r"[\]}】〕〗〉》」』﹞＞>]"
_SEVERAL = r"[;；、,，/\r\n|]+"


def name_keys(names: pd.Series) -> pd.Series:
    """Comparison keys of names (C2).

    NFKC, no white space or zero-width characters, all brackets written (), a final 。 or . dropped, case folded.
    What stands inside brackets is kept: 双日（香港） and 双日（深圳） are two firms.
    """
    keys = dense(names)
    keys = keys.str.replace(_OPENING, "(", regex=True).str.replace(_CLOSING, ")", regex=True)
    return keys.str.replace(r"[。.]+$", "", regex=True).str.casefold()


def former_name_pairs(former: pd.Series) -> pd.DataFrame:
    """Former names of a 曾用名 column, one line each.

    Args:
        former: cells that may hold several names, separated by ; ； 、 , ， / or line breaks; "" where none.

    Returns:
        `entry` (the index label of the cell) and `key`, without blanks.
    """
    filled = former[former != ""]
    parts = filled.str.split(_SEVERAL, regex=True).explode()
    # A whole cell is a name of its own as well: “1、甲厂”-like cells must not lose the firm that is really so called.
    parts = pd.concat([parts, filled])
    keys = name_keys(parts.astype(object))
    pairs = pd.DataFrame({"entry": keys.index, "key": keys.to_numpy()})
    return pairs[(pairs["key"] != "") & (pairs["key"] != "无")].drop_duplicates(ignore_index=True)
