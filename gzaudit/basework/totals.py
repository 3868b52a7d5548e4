"""What judged records add up to: quantities by district and measure, lines for people, rows by fate."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.attendance import items_of
from gzaudit.basework.gi_lists import SIGNINS
from gzaudit.basework.judged import COLUMNS

if TYPE_CHECKING:
    from gzaudit.basework.judged import Judged
    from gzaudit.basework.material import Material
    from gzaudit.policy.model import Measure, Policy


def quantities(
    material: Material, judged: list[Judged], measures: list[Measure], policy: Policy
) -> dict[str, dict[str, int | None]]:
    """Quantities that count, by district and measure; a list that is not there is never a silent zero (C9).

    Args:
        material: the GI lists.
        judged: their records.
        measures: those counted from records.
        policy: which of them ask for a number of firms.
    """
    counted: Counter[tuple[str, str]] = Counter()
    unknown: set[tuple[str, str]] = set()
    for each in judged:
        lines = each.records[each.records["fate"] == ""]
        counted.update(zip(lines["district"], lines["measure"], strict=True))
        unknown |= each.unknown
    found: dict[str, dict[str, int | None]] = {}
    for district in sorted(set(material.district) - {""}):
        found[district] = {}
        for measure in measures:
            item = items_of(policy, measure).get(district)
            # A number of firms is asked for, and only sign-ins tell it.
            blind = item is not None and item.each is not None and SIGNINS not in material.there
            lost = measure.list not in material.there or blind or (district, measure.key) in unknown
            found[district][measure.key] = None if lost else counted[district, measure.key]
    return found


def records_of(judged: list[Judged], measures: list[Measure]) -> pd.DataFrame:
    """All records by district, measure (events of none last), date and place; without any, the columns."""
    order = {measure.key: at for at, measure in enumerate(measures)}
    none = pd.DataFrame({name: pd.Series([], dtype=object) for name in COLUMNS})
    records = pd.concat([each.records for each in judged], ignore_index=True) if judged else none
    records["order"] = records["measure"].map(order).fillna(len(order)).astype("int64")
    records = records.sort_values(["district", "order", "date", "src", "row"], kind="stable")
    return records[list(COLUMNS)].reset_index(drop=True)


def rows_by_fate(material: Material, fate: pd.Series) -> dict[int, Counter[str]]:
    """Number of rows by fate, by source; a row that counts for any measure counts.

    Args:
        material: the GI lists.
        fate: of every row, once per measure that it was judged for; "" where it counts.
    """
    best = fate.sort_values(kind="stable")
    best = best[~best.index.duplicated()]
    src = material.rows["src"]
    return {each: Counter(best[src.index[src == each]].tolist()) for each in material.sources}
