"""Which firm a row of a GI list is of: its code, else the one code its name stands with, else its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.basework.filled import filled
from gzaudit.normalise.codes import IDENTIFYING, judge_codes
from gzaudit.normalise.entries import code_findings
from gzaudit.normalise.names import name_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.findings import Batch

_BY_NAME: Final = "name:"


def identify_firms(rows: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """The firm of each row, the same text for the same firm; "" where neither code nor name tells.

    Args:
        rows: `name`, `code`, `code_numeric`.

    Returns:
        The firms, and what was found of the codes (see `normalise.codes.judge_codes`).
    """
    judged = judge_codes(rows["code"], rows["code_numeric"])
    keys = name_keys(rows["name"]).where(filled(rows["name"], "name"), "")
    coded = judged["state"].isin(IDENTIFYING)
    known = pd.DataFrame({"key": keys[coded], "code": judged.loc[coded, "code"]})
    known = known[known["key"] != ""].drop_duplicates()
    sole = known[~known.duplicated("key", keep=False)].set_index("key")["code"]
    by_name = keys.map(sole).where(keys.isin(sole.index), _BY_NAME + keys).where(keys != "", "")
    return judged["code"].where(coded, by_name).astype(object), judged


def wrong_codes(rows: pd.DataFrame, judged: pd.DataFrame, districts: pd.Series) -> list[Batch]:
    """What is wrong with the codes of GI lists.

    They pay nothing of themselves: only a person's identity number in place of a code is an error.
    """
    place = rows[["src", "row"]].assign(
        field="code", subject=rows["name"], found=rows["code"], district=districts
    )
    batches = code_findings(place, judged)
    return [
        batch._replace(severity="warning") if batch.code == "precision_lost" else batch for batch in batches
    ]


def firms_of(named: Iterable[str], rows: pd.DataFrame, firms: pd.Series) -> set[str]:
    """Firms that bear one of the names or codes, as `identify_firms` writes them."""
    texts = pd.Series([text for text in named if text], dtype=object)
    if texts.empty:
        return set()
    judged = judge_codes(texts, pd.Series(False, index=texts.index))
    codes = set(judged.loc[judged["state"].isin(IDENTIFYING), "code"])
    keys = set(name_keys(texts))
    by_name = set(firms[name_keys(rows["name"]).isin(keys)]) - {""}
    return codes | by_name | {_BY_NAME + key for key in keys}
