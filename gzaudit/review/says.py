"""What each list says of those a question is about, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from gzaudit.read.kinds import kinds
from gzaudit.review.listed import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.review.listed import Listed
    from gzaudit.review.question import Question

# What a row may say of who a firm is and where: field of the reader, column of our rows, what people call it.
_FIELDS: Final = (
    ("name", "name", "名称"),
    ("owner", "name", "名称"),
    ("new_name", "name", "现名称"),
    ("old_name", "former", "原名称"),
    ("former", "former", "曾用名"),
    ("code", "raw_code", "代码"),
    ("district", "district", "所在区"),
    ("division", "division", "行政区划代码"),
    ("address", "address", "地址"),
)
_ASKING: Final = ["at", "code", "key"]
MOST: Final = 5  # rows of one sheet; a firm may have hundreds of patents


class Cell(NamedTuple):
    """A cell that has to do with a question; `field` "" says how many rows are left out."""

    src: int
    row: int
    column: str
    field: str
    value: str


def cells(questions: Sequence[Question], listed: Listed) -> list[list[Cell]]:
    """For each question the cells that speak of it, list by list.

    Args:
        questions: open ones.
        listed: the rows of the run.
    """
    shown = _rows(questions, listed)
    found: list[list[Cell]] = [[] for _ in questions]
    for row in records(shown):
        src, number, letters = row["src"], row["row"], listed.accounts[row["src"]].source.columns
        found[row["at"]] += [
            Cell(src, number, letters[field], words, row[column])
            for field, column, words in _FIELDS
            if field in letters and row[column]
        ]
        if row["place"] == MOST - 1 and row["all"] > MOST:
            found[row["at"]].append(Cell(src, 0, "", "", f"另有 {row['all'] - MOST} 行"))
    return found


def _rows(questions: Sequence[Question], listed: Listed) -> pd.DataFrame:
    """The first rows of each sheet with a question's code or name: `at`, and how many there are: `all`."""
    rows = listed.rows
    asking = pd.DataFrame([(at, each.code, each.key) for at, each in enumerate(questions)], columns=_ASKING)
    by_code = asking.loc[asking["code"] != "", ["at", "code"]]
    by_key = asking.loc[asking["key"] != "", ["at", "key"]]
    found = pd.concat(
        [
            by_code.merge(rows[rows["code"].isin(by_code["code"])], on="code"),
            by_key.merge(rows[rows["key"].isin(by_key["key"])], on="key"),
        ],
        ignore_index=True,
    )
    found = found.drop_duplicates(["at", "src", "row"]).sort_values(["at", "src", "row"], kind="stable")
    sheets = found.groupby(["at", "src"])
    found = found.assign(place=sheets.cumcount(), all=sheets["row"].transform("size"))
    return found[found["place"] < MOST]


def told(found: Sequence[Cell], listed: Listed) -> str:
    """The cells as text: a sheet a line, its rows below it; rows that say the same stand together."""
    sheets: dict[int, dict[int, list[str]]] = {}
    for each in found:
        said = f"{each.field}（{each.column} 列）“{each.value}”" if each.field else each.value
        sheets.setdefault(each.src, {}).setdefault(each.row, []).append(said)
    lines = []
    for src, rows in sheets.items():
        alike: dict[str, list[int]] = {}
        for row, parts in rows.items():
            alike.setdefault("，".join(parts), []).append(row)
        lines.append(f"{listed.sheet(src)}：")
        lines += [f"　{_rows_told(numbers)}{said}" for said, numbers in alike.items()]
    return "\n".join(lines)


def _rows_told(numbers: list[int]) -> str:
    return f"第 {'、'.join(map(str, numbers))} 行：" if numbers != [0] else ""


def list_title(src: int, listed: Listed) -> str:
    """What people call the list that a sheet is."""
    kind = listed.accounts[src].source.kind
    return kinds()[kind].title if kind else ""
