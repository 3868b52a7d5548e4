"""Records as people are shown them: one line each, with why it counts or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

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
        records: COLUMNS.
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


def lines_of(material: Material, verdict: pd.DataFrame) -> pd.DataFrame:
    """Records as lines.

    Args:
        material: the GI lists.
        verdict: `measure`, `quantity`, `fate`, `why` (what speaks for or against it) and `evidence`, indexed
            as the rows that the records stand in; a row may stand for several.
    """
    at = verdict.index
    counted = verdict["fate"] == ""
    why = ("不计入：" + verdict["why"]).where(~counted, ("计入：" + verdict["why"]).str.removesuffix("："))
    lines = verdict.assign(
        district=material.district[at],
        src=material.rows.loc[at, "src"],
        row=material.rows.loc[at, "row"],
        title=material.title[at],
        date=material.day[at],
        why=why,
    )
    return lines[list(COLUMNS)].reset_index(drop=True)
