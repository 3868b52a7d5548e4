"""What people decided of enterprises, in the form that lists are matched by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACES: Final = ("firm", "district", "src", "row", "number")
LISTED: Final = ("kind", "firm", "src", "row", "number")
_TEXTS: Final = frozenset({"kind", "district"})


def table_of(lines: Iterable[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Lines as a table whose columns have their types even where there is no line."""
    table = pd.DataFrame([*lines], columns=list(columns))
    return table.astype({each: object if each in _TEXTS else "int64" for each in columns})


@dataclass(frozen=True, slots=True)
class Standing:
    """What people decided of enterprises.

    Attributes:
        places: `firm`, `district` (code or `outside`), `src` and `row` of the decision, its `number`.
        out: `kind`, `firm`, `src`, `row`, `number`: does not count in the list.
        into: the same: counts in the list, whatever rule would leave it out.
        stated: the same: stands in the list by the decision alone.
    """

    places: pd.DataFrame = field(default_factory=lambda: table_of((), PLACES))
    out: pd.DataFrame = field(default_factory=lambda: table_of((), LISTED))
    into: pd.DataFrame = field(default_factory=lambda: table_of((), LISTED))
    stated: pd.DataFrame = field(default_factory=lambda: table_of((), LISTED))

    def firms_out(self, kind: str) -> pd.Series:
        """Enterprises that do not count in a list."""
        return self.out.loc[self.out["kind"] == kind, "firm"]

    def firms_into(self, kind: str) -> pd.Series:
        """Enterprises that count in a list whatever else is said of them."""
        return self.into.loc[self.into["kind"] == kind, "firm"]

    def put_into(self, kind: str) -> pd.DataFrame:
        """Enterprises that stand in a list by decision alone, each with the decision's cell as its row."""
        return self.stated.loc[self.stated["kind"] == kind, ["firm", "src", "row"]]
