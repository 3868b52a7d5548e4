"""Which enterprise a decision names, among those that stand in the lists that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from gzaudit.decide.ruling import Ruling
    from gzaudit.resolve.identity import Identities


@dataclass(frozen=True, slots=True)
class Named:
    """The enterprise that a decision names.

    Attributes:
        firm: its number; None where there is none, or more than one.
        wrong: why there is not exactly one although something bears the name; "" else.
    """

    firm: int | None = None
    wrong: str = ""


class Directory:
    """The enterprises that some decisions could name; a handful of rows out of all lists."""

    def __init__(self, rulings: list[Ruling], identities: Identities, former: pd.DataFrame) -> None:
        """Look the names and codes up, all at once.

        Args:
            rulings: the decisions.
            identities: rows with their enterprise.
            former: former names by entry (see `normalise.entries.Entries`).
        """
        keys, codes = {each.key for each in rulings} - {""}, {each.code for each in rulings} - {""}
        frame, firms = identities.frame, identities.firms
        past = former[former["key"].isin(keys) & former["entry"].isin(frame.index)]
        past_firms = frame["firm"].reindex(past["entry"])
        bearing = firms.index[firms["code"].isin(codes)]
        hit = frame["key"].isin(keys) | frame["code"].isin(codes)
        hit |= frame["firm"].isin(bearing) | frame["firm"].isin(past_firms)
        rows = frame.loc[hit, ["kind", "firm", "key", "code", "line"]]
        self.rows = rows.assign(firm_code=firms["code"].reindex(rows["firm"]).to_numpy())
        self._names = {
            *zip(rows["key"], rows["firm"], strict=True),
            *zip(past["key"], past_firms, strict=True),
        }
        self._former: dict[str, list[int]] = {}
        for key, firm in zip(past["key"], past_firms, strict=True):
            self._former.setdefault(str(key), []).append(int(firm))

    def named(self, ruling: Ruling, kinds: Collection[str]) -> Named:
        """The enterprise that a decision names among those of some kinds of list."""
        rows = self.rows[self.rows["kind"].isin(kinds)]
        found = self._by_code(ruling, rows) if ruling.code else []
        if found and ruling.key and all((ruling.key, firm) not in self._names for firm in found):
            return Named(wrong="名单里这个代码不是这个名称")
        if not found and ruling.key:
            found = self._by_name(ruling, rows)
        if len(found) > 1:
            return Named(wrong=f"同名的有 {len(found)} 家，没有写明代码")
        return Named(found[0] if found else None)

    def kinds_of(self, firm: int) -> set[str]:
        """The kinds of list in which an enterprise stands."""
        return set(self.rows.loc[self.rows["firm"] == firm, "kind"])

    def _by_code(self, ruling: Ruling, rows: pd.DataFrame) -> list[int]:
        bearing = rows["firm_code"] == ruling.code
        if not ruling.coded:  # a code that is none, as the list has it
            bearing = (rows["code"] == ruling.code) & (rows["key"] == ruling.key)
        return _distinct(rows.loc[bearing, "firm"])

    def _by_name(self, ruling: Ruling, rows: pd.DataFrame) -> list[int]:
        """By present names, else by former ones; beside a code, only firms of which none is known."""
        found = _distinct(rows.loc[rows["key"] == ruling.key, "firm"])
        there = set(rows["firm"])
        found = found or [firm for firm in dict.fromkeys(self._former.get(ruling.key, ())) if firm in there]
        if ruling.coded:
            known = set(rows.loc[rows["firm_code"] != "", "firm"])
            found = [firm for firm in found if firm not in known]
        return found


def _distinct(firms: pd.Series) -> list[int]:
    return [int(each) for each in firms.unique()]
