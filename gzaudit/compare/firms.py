"""Which enterprises entered or left which count, or moved, and why: told by code, else by normalised name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.compare.recount import counted_firms
from gzaudit.compare.why import reasons
from gzaudit.normalise.names import name_keys

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator

ENTERED: Final = "entered"
LEFT: Final = "left"
MOVED: Final = "moved"
COLUMNS: Final = (
    "indicator", "change", "name", "code", "before", "after", "reason", "why", "src_before", "row_before",
    "src_after", "row_after",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountChange:
    """One count of one district: `before` + entered - left + moved = `after`, as far as lists tell.

    Attributes:
        indicator: key.
        district: code.
        before: firms counted in the earlier run; None where not known.
        after: in the later one.
        entered: firms that are counted in the later run alone.
        left: in the earlier one alone.
        moved_in: counted in another district before.
        moved_out: counted in another district now.
        listed: whether both runs hold the firms behind the count.
    """

    indicator: str
    district: str
    before: int | None
    after: int | None
    entered: int
    left: int
    moved_in: int
    moved_out: int
    listed: bool


@dataclass(frozen=True, slots=True)
class FirmChanges:
    """Everything of single firms.

    Attributes:
        indicators: key to name, those of either run.
        counts: every count of every district, in the order of `indicators` and of the codes.
        firms: a line a firm and count (see COLUMNS): `before` and `after` are district codes, "" where it
            does not count; `why` in words; `src`, `row` where it stands, -1 and 0 where it does not.
    """

    indicators: dict[str, str]
    counts: tuple[CountChange, ...]
    firms: pd.DataFrame


def firm_changes(before: YearAudit, after: YearAudit) -> FirmChanges:
    """Hold the firms behind each count against each other."""
    olds, news = ({each.key: each for each in audit.indicators} for audit in (before, after))
    names = {key: rule.name for key, rule in (olds | news).items()}
    names = {key: names[key] for key in dict.fromkeys((*news, *olds))}
    counts: list[CountChange] = []
    tables = []
    for key in names:
        old, new = olds.get(key), news.get(key)
        table = _changed(before, after, old, new) if old and new else None
        counts += _counts(before, after, key, table)
        if table is not None and len(table):
            tables.append(table.assign(indicator=key))
    firms = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))
    return FirmChanges(names, tuple(counts), firms[list(COLUMNS)])


def _changed(before: YearAudit, after: YearAudit, old: Indicator, new: Indicator) -> pd.DataFrame | None:
    """Firms that count otherwise; None where the firms behind the count are not known in both runs."""
    one, other = _placed(before, old), _placed(after, new)
    if one is None or other is None:
        return None
    pairs = paired(one, other)
    was, now = one.reindex(pairs["before"]), other.reindex(pairs["after"])
    table = pd.DataFrame(
        {
            "before": was["place"].fillna("").to_numpy(),
            "after": now["place"].fillna("").to_numpy(),
            **{
                name: now[name].reset_index(drop=True).fillna(was[name].reset_index(drop=True)).to_numpy()
                for name in ("name", "code", "key")
            },
            **{
                f"{name}_{side}": frame[name].fillna(default).astype("int64").to_numpy()
                for side, frame in (("before", was), ("after", now))
                for name, default in (("src", -1), ("row", 0))
            },
            "level_before": was["level"].fillna("").to_numpy(),
            "level_after": now["level"].fillna("").to_numpy(),
        }
    )
    table = table[table["before"] != table["after"]].reset_index(drop=True)
    if table.empty:
        return table.reindex(columns=list(COLUMNS))
    change = pd.Series(MOVED, index=table.index, dtype=object)
    table["change"] = change.mask(table["before"] == "", ENTERED).mask(table["after"] == "", LEFT)
    table[["reason", "why"]] = reasons(table, (before, after), (old.count, new.count))
    order = table["change"].map({ENTERED: 0, LEFT: 1, MOVED: 2})
    place = table["after"].where(table["after"] != "", table["before"])
    table = table.assign(order=order, place=place)
    return table.sort_values(["order", "place", "name", "code"], kind="stable")


def _placed(audit: YearAudit, rule: Indicator) -> pd.DataFrame | None:
    """The firms that count for some district, with the key of their name."""
    firms = counted_firms(audit, rule.count)
    if firms is None:
        return None
    firms = firms[firms["place"].isin([each.code for each in audit.result.districts])]
    level = firms["level"] if "level" in firms and rule.count.district == rule.count.list else ""
    firms = firms.assign(key=name_keys(firms["name"]), level=level)
    # Objects also where nobody counts: what is missing can then be told from "".
    kinds = dict.fromkeys(("name", "code", "key", "place", "level"), object)
    return firms[[*kinds, "src", "row"]].astype(kinds).reset_index(drop=True)


def paired(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Which line of one table is which of the other: by `code`; then by `key` where a code is not known.

    A name is taken only where one firm on each side has it, and never against two codes.

    Returns:
        `before` and `after`: positions in the two tables, -1 where a firm is only in one; each firm once.
    """
    left = pd.DataFrame({"code": one["code"], "key": one["key"], "before": range(len(one))})
    right = pd.DataFrame({"code": other["code"], "key": other["key"], "after": range(len(other))})
    by_code = left[left["code"] != ""].merge(right[right["code"] != ""], on="code")[["before", "after"]]
    rest_left = left[~left["before"].isin(by_code["before"])].drop_duplicates("key", keep=False)
    rest_right = right[~right["after"].isin(by_code["after"])].drop_duplicates("key", keep=False)
    by_name = rest_left.merge(rest_right, on="key", suffixes=("_one", "_other"))
    by_name = by_name[(by_name["code_one"] == "") | (by_name["code_other"] == "")][["before", "after"]]
    both = pd.concat([by_code, by_name])
    alone = left.loc[~left["before"].isin(both["before"]), ["before"]].assign(after=-1)
    new = right.loc[~right["after"].isin(both["after"]), ["after"]].assign(before=-1)
    return pd.concat([both, alone, new], ignore_index=True)[["before", "after"]].astype("int64")


def _counts(before: YearAudit, after: YearAudit, key: str, table: pd.DataFrame | None) -> list[CountChange]:
    numbers = [
        {each.code: each.indicators[key].count for each in audit.result.districts if key in each.indicators}
        for audit in (before, after)
    ]
    changes = [] if table is None else table["change"].tolist()
    tallies = {
        side: Counter(zip(changes, [] if table is None else table[side].tolist(), strict=True))
        for side in ("before", "after")
    }
    return [
        CountChange(
            key,
            code,
            numbers[0].get(code),
            numbers[1].get(code),
            tallies["after"][ENTERED, code],
            tallies["before"][LEFT, code],
            tallies["after"][MOVED, code],
            tallies["before"][MOVED, code],
            table is not None,
        )
        for code in sorted({*numbers[0], *numbers[1]})
    ]
