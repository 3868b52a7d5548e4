"""Records as people are shown them: one line each, with why it counts or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from gzaudit.basework.material import Material
    from gzaudit.basework.verdicts import Verdicts
    from gzaudit.findings import Batch

COLUMNS: Final = (
    "district", "measure", "src", "row", "title", "date", "quantity", "fate", "why", "evidence",
)  # fmt: skip


@dataclass(slots=True)
class Judged:
    """Records of some measures, judged.

    Attributes:
        records: COLUMNS, and `at`, the index of the row.
        fate: of each row of their lists, "" where it counts.
        unknown: (district, measure) whose quantity cannot be known.
        verdicts: what was asked of the records, measure by measure.
        batches: findings beyond those of the verdicts.
    """

    records: pd.DataFrame
    fate: pd.Series
    unknown: set[tuple[str, str]] = field(default_factory=set)
    verdicts: list[Verdicts] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)


def lines_of(material: Material, rows: pd.DataFrame, verdict: pd.DataFrame, title: pd.Series) -> pd.DataFrame:
    """Records as lines.

    Args:
        material: the GI lists.
        rows: the rows that they stand in.
        verdict: `measure`, `quantity`, `fate`, `why` (what speaks for or against it) and `evidence`, indexed
            as `rows`.
        title: what the record is.
    """
    counted = verdict["fate"] == ""
    why = ("不计入：" + verdict["why"]).where(~counted, ("计入：" + verdict["why"]).str.removesuffix("："))
    return pd.DataFrame(
        {
            "district": material.district[rows.index].to_numpy(),
            "measure": verdict["measure"].to_numpy(),
            "src": rows["src"].to_numpy(),
            "row": rows["row"].to_numpy(),
            "title": title.to_numpy(),
            "date": material.day[rows.index].to_numpy(),
            "quantity": verdict["quantity"].to_numpy(),
            "fate": verdict["fate"].to_numpy(),
            "why": why.to_numpy(),
            "evidence": verdict["evidence"].to_numpy(),
            "at": rows.index,
        }
    )
