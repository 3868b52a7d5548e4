"""Evidence for `match`: the very name, or a former one, stands elsewhere with a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.review.listed import records
from gzaudit.review.question import MATCH, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gzaudit.review.listed import Listed
    from gzaudit.review.question import Question

_SAME, _FORMER = 1, 2


def _by_key(questions: Sequence[Question]) -> pd.DataFrame:
    """The questions that look for a code, by name: `at`, `key`."""
    asking = [(at, each.key) for at, each in enumerate(questions) if each.matter == MATCH and each.key]
    return pd.DataFrame(asking, columns=["at", "key"])


def same_name(questions: Sequence[Question], listed: Listed) -> Iterator[tuple[int, Suggestion]]:
    """Codes that other rows of the very same name have.

    Args:
        questions: open ones.
        listed: the rows of the run.
    """
    found = _by_key(questions).merge(listed.coded, on="key")
    for row in records(found):
        if row["own_code"] != questions[row["at"]].code:
            doubtful = row["state"] == "bad_check"
            told = f"名称相同：{listed.place(row['src'], row['row'])}"
            told += "（这个代码校验不符）" if doubtful else ""
            yield row["at"], Suggestion(row["own_code"], _SAME, 0 if doubtful else 100, told)


def former_name(questions: Sequence[Question], listed: Listed) -> Iterator[tuple[int, Suggestion]]:
    """Codes of firms that were called so before, or that the asked name was called before.

    Args:
        questions: open ones.
        listed: the rows of the run, renames and 曾用名 among them.
    """
    asking = _by_key(questions)
    former = listed.former
    coded = listed.coded[["key", "own_code"]]
    forwards = asking.merge(former, on="key")  # the list writes an old name
    backwards = asking.merge(former.rename(columns={"key": "then", "now": "key"}), on="key")
    own = forwards[forwards["code"] != ""].rename(columns={"code": "choice"})
    now = forwards.merge(coded.rename(columns={"key": "now", "own_code": "choice"}), on="now")
    then = backwards.merge(coded.rename(columns={"key": "then", "own_code": "choice"}), on="then")
    held = backwards[backwards["code"] != ""].rename(columns={"code": "choice"})
    for rows, words in ((own, "曾用名"), (now, "曾用名"), (then, "现名称"), (held, "现名称")):
        for row in records(rows):
            if row["choice"] != questions[row["at"]].code:
                told = f"{words}是这个名称：{listed.place(row['src'], row['row'])}"
                yield row["at"], Suggestion(row["choice"], _FORMER, 100, told)
