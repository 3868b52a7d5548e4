"""What each list says of those a question is about, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

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
    codes = {each.code for each in questions if each.code}
    keys = {each.key for each in questions if each.key}
    rows = listed.rows
    coded, named = rows[rows["code"].isin(codes)], rows[rows["key"].isin(keys)]
    by_code, by_key = coded.groupby("code").indices, named.groupby("key").indices
    found = []
    for question in questions:
        mine = coded.index[by_code.get(question.code, [])].union(named.index[by_key.get(question.key, [])])
        found.append(_cells(rows.loc[mine].drop_duplicates(["src", "row"]), listed))
    return found


def _cells(rows: pd.DataFrame, listed: Listed) -> list[Cell]:
    shown = []
    for src in sorted(set(rows["src"].tolist())):
        part = rows[rows["src"] == src].sort_values("row")
        letters = listed.accounts[src].source.columns
        for row in part.head(MOST).to_dict("records"):
            shown += [
                Cell(src, int(row["row"]), letters[field], words, row[column])
                for field, column, words in _FIELDS
                if field in letters and row[column]
            ]
        if len(part) > MOST:
            shown.append(Cell(src, 0, "", "", f"另有 {len(part) - MOST} 行"))
    return shown


def told(found: Sequence[Cell], listed: Listed) -> str:
    """The cells as text, a line for each row."""
    lines: dict[tuple[int, int], list[str]] = {}
    for each in found:
        said = f"{each.field}（{each.column} 列）“{each.value}”" if each.field else each.value
        lines.setdefault((each.src, each.row), []).append(said)
    return "\n".join(f"{_place(src, row, listed)}：{'，'.join(said)}" for (src, row), said in lines.items())


def _place(src: int, row: int, listed: Listed) -> str:
    return listed.place(src, row) if row else listed.accounts[src].source.place


def list_title(src: int, listed: Listed) -> str:
    """What people call the list that a sheet is."""
    kind = listed.accounts[src].source.kind
    return kinds()[kind].title if kind else ""
