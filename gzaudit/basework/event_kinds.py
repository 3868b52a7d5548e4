"""Which measure an event is of: its type says, else its topic, else the sheet that it is listed in."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.normalise.single import dense_text
from gzaudit.normalise.text import dense

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.basework.material import Material
    from gzaudit.policy.model import Measure


def _named(texts: pd.Series, measures: list[Measure]) -> pd.DataFrame:
    plain = dense(texts)
    return pd.DataFrame(
        {measure.key: plain.str.contains(measure.about, regex=False) for measure in measures}, dtype=bool
    )


def _sheet_names(texts: Iterable[str], measures: list[Measure]) -> list[str]:
    """The one measure that title, sheet or file name speaks of, the nearest first."""
    for text in texts:
        if named := [measure.key for measure in measures if measure.about in dense_text(text)]:
            return named if len(named) == 1 else []
    return []


def measures_of(material: Material, rows: pd.DataFrame, measures: list[Measure]) -> pd.DataFrame:
    """Which measures each event may count for: one column a measure; both are True where it was held as both.

    Args:
        material: the GI lists.
        rows: the events.
        measures: those counted from events, in the order of the notice.
    """
    by_type = _named(rows["event_type"], measures)
    by_topic = _named(rows["event_topic"], measures)
    by_sheet = pd.DataFrame(False, index=rows.index, columns=by_type.columns)
    for src in rows["src"].unique():
        source = material.sources[int(src)]
        for key in _sheet_names((source.title, source.sheet, PurePosixPath(source.path).stem), measures):
            by_sheet.loc[rows["src"] == src, key] = True
    typed, titled = by_type.any(axis=1), by_topic.sum(axis=1) == 1
    listed = by_sheet.any(axis=1)
    # A topic that names both leaves it to the list: 宣讲暨对接会 in the list of 对接 is a 对接.
    loose = by_topic.where(titled | ~listed, by_sheet)
    return by_type.where(typed, loose)
