"""The rows of each list with what they say, and what has become of each row so far."""

from __future__ import annotations

from typing import Final

import pandas as pd

from gzaudit.decide.standing import Standing
from gzaudit.findings import Batch

COUNTED: Final = ""
OUT: Final = "excluded_by_decision"
HNTE, REVOKED, SCALE = "hnte", "hnte_revoked", "above_scale"
SERVICES, PATENTS = "above_scale_tech_services", "patent_grants"
STOCK, SMES = "hnte_stock", "tech_smes"

# What is asked of each list beyond who a row is; the rest stays out of the way of every selection.
_STATISTICS: Final = ("district", "division", "unit_type")
ASKED: Final[dict[str, tuple[str, ...]]] = {
    HNTE: ("district", "address", "certificate", "issued", "recognised_year"),
    STOCK: ("district", "address"),
    SMES: ("district", "address"),
    "registry": ("district",),
    SCALE: _STATISTICS,
    SERVICES: _STATISTICS,
    PATENTS: ("district", "patent_no", "patent_type", "granted"),
}


class Fates:
    """Collects fates and findings over the stages of one list after another.

    Attributes:
        rows: identified rows of all lists.
        standing: what people decided of enterprises.
        fate: of each row: "" while it counts, else the reason why it does not.
        batches: findings so far.
    """

    def __init__(self, rows: pd.DataFrame, fields: pd.DataFrame, standing: Standing | None = None) -> None:
        self.rows = rows
        self.standing = standing or Standing()
        self.fate = pd.Series(COUNTED, index=rows.index, dtype=object)
        self.batches: list[Batch] = []
        self._lists = {str(kind): listed for kind, listed in rows.groupby("kind", sort=False)}
        for kind, asked in ASKED.items():
            listed = self._lists.get(kind, rows.iloc[:0])
            said = fields.loc[listed["line"], list(asked)].set_axis(listed.index)
            self._lists[kind] = pd.concat([listed, said], axis=1)

    def list_(self, kind: str) -> pd.DataFrame:
        """All rows of a kind, counted or not."""
        return self._lists.get(kind, self.rows.iloc[:0])

    def open_(self, kind: str) -> pd.DataFrame:
        """Rows of a kind that still count."""
        rows = self.list_(kind)
        counted = (self.fate[rows.index] == COUNTED).to_numpy()
        return rows if counted.all() else rows[counted]

    def leave_out(self, kind: str) -> None:
        """Rows of enterprises that people took out of a list."""
        rows = self.open_(kind)
        self.exclude(rows.index[rows["firm"].isin(self.standing.firms_out(kind))], OUT)

    def kept(self, rows: pd.DataFrame, kind: str) -> pd.Series:
        """Which rows of a list are of enterprises that people said count in it, whatever else is said."""
        return rows["firm"].isin(self.standing.firms_into(kind))

    def with_stated(self, rows: pd.DataFrame, kind: str) -> pd.DataFrame:
        """Rows of a list, and behind them the cells of decisions that put an enterprise into it."""
        stated = self.standing.put_into(kind)
        return pd.concat([rows[["firm", "src", "row"]], stated]) if len(stated) else rows

    def exclude(self, index: pd.Index, reason: str, *batches: Batch) -> None:
        """Rows that do not count, and what is to be said of it."""
        self.fate[index] = reason
        self.batches += batches

    def once(self, kind: str, by: list[str]) -> None:
        """An enterprise counts once per list (C4): later rows are duplicates of the first."""
        rows = self.open_(kind)
        repeated = rows.duplicated(by)
        again = rows[repeated]
        first = rows.loc[~repeated, [*by, "src", "row"]].set_index(by)
        origin = first.reindex(pd.MultiIndex.from_frame(again[by]) if len(by) > 1 else again[by[0]])
        batch = Batch(
            "duplicate",
            again[["src", "row"]].assign(
                field="name",
                subject=again["name"],
                found=again["raw_code"],
                ref_src=origin["src"].to_numpy(),
                ref_row=origin["row"].to_numpy(),
            ),
        )
        self.exclude(again.index, "duplicate", batch)
