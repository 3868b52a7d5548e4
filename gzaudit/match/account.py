"""The row account (C10): every line below the headings counted, or excluded with a reason. It must add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.errors import InvariantError

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.read.listing import Source


@dataclass(frozen=True, slots=True)
class SheetAccount:
    """One sheet's account: rows = counted + Σ excluded."""

    source: Source
    counted: int
    excluded: dict[str, int]


def account_rows(
    sources: tuple[Source, ...],
    rows: pd.DataFrame,
    nameless: pd.DataFrame,
    districts: dict[int, Counter[str]],
) -> tuple[SheetAccount, ...]:
    """Close the account of every sheet.

    Args:
        sources: all sheets.
        rows: rows of enterprise lists with `src`, `row`, `fate` ("" = counted).
        nameless: `src` and `row` of rows without any identity.
        districts: for lists with a line per district and lists not used: fates by source.

    Raises:
        InvariantError: a sheet does not add up; that is a fault of this tool.
    """
    # A row with several owners stands on several lines; its fate is the same on each of them.
    lines = rows.drop_duplicates(["src", "row"])
    tally = Counter(zip(lines["src"].tolist(), lines["fate"].tolist(), strict=True))
    # A row of which one owner is known and another is not has its fate already.
    known = set(zip(lines["src"].tolist(), lines["row"].tolist(), strict=True))
    lost = zip(nameless["src"].tolist(), nameless["row"].tolist(), strict=True)
    tally.update((src, "no_identity") for src, row in lost if (src, row) not in known)
    for src, fates in districts.items():
        for fate, number in fates.items():
            tally[src, fate] += number
    accounts = []
    for src, source in enumerate(sources):
        fates = Counter({fate: number for (at, fate), number in tally.items() if at == src})
        excluded = Counter(source.excluded)
        excluded.update({fate: number for fate, number in fates.items() if fate})
        if fates[""] + sum(excluded.values()) != source.rows:
            raise InvariantError(
                "行数不平，本次结果不可用。",
                where=source.place,
                found=f"计入 {fates['']} 行，剔除 {sum(excluded.values())} 行",
                expected=f"合计 {source.rows} 行",
                action="请把该文件交给维护人员",
            )
        accounts.append(SheetAccount(source, fates[""], dict(sorted(excluded.items()))))
    return tuple(accounts)
