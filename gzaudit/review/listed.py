"""Every row of the run's lists in the form in which questions and evidence are looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gzaudit.normalise.codes import IDENTIFYING, clean_codes
from gzaudit.normalise.names import former_name_pairs, name_keys

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.audit import YearAudit
    from gzaudit.match.account import SheetAccount


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a run.

    Attributes:
        rows: as `YearAudit.rows`, with `key` (name as compared, C2), `own_code` (the row's own code where it
            identifies, else "") and what the row says of places and former names (`district`, `division`,
            `address`, `former`).
        coded: names with an identifying code of their own, one line for each name and code, first row first.
        former: former names: `key`, `code` ("" where the row has none), `now` (the present name as compared),
            `src`, `row`.
        accounts: the sheets that `src` numbers.
    """

    rows: pd.DataFrame
    coded: pd.DataFrame
    former: pd.DataFrame
    accounts: tuple[SheetAccount, ...]

    def sheet(self, src: int) -> str:
        """File and sheet, without folders: the sheet of clues has the whole path."""
        source = self.accounts[src].source
        name = source.path.rsplit("/", 1)[-1]
        return f"{name} › {source.sheet}" if source.sheet else name

    def place(self, src: int, row: int) -> str:
        """The same with the row."""
        return f"{self.sheet(src)} 第 {row} 行"


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A few lines of a table, one by one, by column."""
    return [{str(name): value for name, value in line.items()} for line in frame.to_dict("records")]


def listed(audit: YearAudit) -> Listed:
    """The rows of a run, ready to be looked up."""
    rows = audit.rows.reset_index(drop=True)
    said = audit.fields[["district", "division", "address", "former"]]
    said = said.reindex(rows["line"]).set_axis(rows.index).fillna("")
    identifying = rows["state"].isin(IDENTIFYING)
    rows = rows.assign(
        key=name_keys(rows["name"]),
        own_code=clean_codes(rows["raw_code"].where(identifying, "")),
        **{name: said[name] for name in said.columns},
    )
    coded = rows[(rows["own_code"] != "") & (rows["key"] != "")].drop_duplicates(["key", "own_code"])
    return Listed(rows, coded, _former(rows), audit.accounts)


def _former(rows: pd.DataFrame) -> pd.DataFrame:
    """Former names, one line each; in a rename list the cell is one name, whatever it holds."""
    pairs = former_name_pairs(rows["former"])
    at = rows.loc[pairs["entry"]]
    told = at[["own_code", "key", "src", "row"]].rename(columns={"own_code": "code", "key": "now"})
    told = told.assign(key=pairs["key"].to_numpy())
    return told[told["key"] != told["now"]].reset_index(drop=True)
