"""Why records do not count: the first reason is the fate, all reasons are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gzaudit.findings import Batch

if TYPE_CHECKING:
    from gzaudit.basework.material import Material
    from gzaudit.findings import Severity
    from gzaudit.policy.model import Measure

_CODES: Final = {
    "date_unreadable": "record_date_unreadable", "out_of_period": "record_out_of_period",
    "too_late": "record_too_late", "incomplete": "record_incomplete", "no_identity": "no_identity",
    "too_few_firms": "event_too_few_firms",
}  # fmt: skip


class Verdicts:
    """Collects what keeps records of one measure from counting.

    Attributes:
        rows: the records.
        fate: first reason, "" while a record counts.
        why: all reasons in Chinese, joined by ；.
        evidence: what is there and what is missing, in Chinese.
        absent: (source, field) of columns that the measure asks for and a list does not have.
        batches: findings so far.
    """

    def __init__(self, material: Material, rows: pd.DataFrame, measure: Measure) -> None:
        self.material, self.rows, self.measure = material, rows, measure
        self.fate = pd.Series("", index=rows.index, dtype=object)
        self.why = pd.Series("", index=rows.index, dtype=object)
        self.evidence = pd.Series("", index=rows.index, dtype=object)
        self.absent: set[tuple[int, str]] = set()
        self.batches: list[Batch] = []

    @property
    def open_(self) -> pd.Series:
        """Which records still count."""
        return self.fate == ""

    def fail(
        self,
        wrong: pd.Series,
        fate: str,
        text: pd.Series | str,
        *,
        field: pd.Series | str = "",
        told: pd.Series | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Records that do not count.

        Args:
            wrong: which.
            fate: reason key.
            text: what people are told.
            field: column to look at.
            told: which of them have a finding; those that `wrong` names where not given.
            severity: of the finding, if not that of the catalogue.
        """
        texts = text if isinstance(text, pd.Series) else pd.Series(text, index=wrong.index, dtype=object)
        more = np.where(self.why == "", texts, self.why + "；" + texts)
        self.why = self.why.mask(wrong, pd.Series(more, index=wrong.index, dtype=object))
        self.fate = self.fate.mask(wrong & (self.fate == ""), fate)
        if fate in _CODES:
            told = wrong if told is None else wrong & told
            found = self.rows.loc[told, ["src", "row"]].assign(
                field=field if isinstance(field, str) else field[told],
                subject=self.material.title[told.index][told],
                found=texts[told],
                district=self.material.district[told.index][told],
            )
            self.batches.append(Batch(_CODES[fate], found, severity))
