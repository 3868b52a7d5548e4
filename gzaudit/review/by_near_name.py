"""Evidence for `match`: names that are written almost alike. They never count; a person may recognise one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from gzaudit.review.listed import records
from gzaudit.review.question import MATCH, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gzaudit.review.listed import Listed
    from gzaudit.review.question import Question

_RANK: Final = 4
NEAR: Final = 80  # of 100: below, two names have little more in common than 广州…有限公司
MOST: Final = 3  # codes a question
# More names than these would take minutes; questions come with the most money first.
LIMIT: Final = 2_000
_AT_ONCE: Final = 128  # names a block: bounds the memory of a city's names


def alike(a: str, b: str) -> int:
    """100 × the characters that stand in both names in the same order, of all characters of both; cut off."""
    both = len(a) + len(b)
    return int(100 * (both - Indel.distance(a, b)) // both)


def same_code(questions: Sequence[Question], listed: Listed) -> Iterator[tuple[int, Suggestion]]:
    """That a name under a code that other lists give to another name is that firm all the same.

    Args:
        questions: open ones.
        listed: the rows of the run.
    """
    asking = [(at, each.code) for at, each in enumerate(questions) if each.matter == MATCH and each.code]
    named = pd.DataFrame(asking, columns=["at", "own_code"]).merge(listed.coded, on="own_code")
    for row in records(named):
        question = questions[row["at"]]
        if row["key"] != question.key:
            score = alike(question.key, row["key"])
            where = listed.place(row["src"], row["row"])
            told = f"仍是这个代码：{where}的名称是“{row['name']}”，相近 {score}%"
            yield row["at"], Suggestion(question.code, _RANK, score, told)


def near_names(questions: Sequence[Question], listed: Listed) -> Iterator[tuple[int, Suggestion]]:
    """Codes of the names that are most like the asked one, with their score (see `alike`).

    Args:
        questions: open ones, those that matter most first; LIMIT of them are looked at.
        listed: the rows of the run.
    """
    asking = [(at, each) for at, each in enumerate(questions) if each.matter == MATCH and each.key][:LIMIT]
    rows = listed.coded
    if not asking or rows.empty:
        return
    keys, codes, names = rows["key"].tolist(), rows["own_code"].tolist(), rows["name"].tolist()
    places = list(zip(rows["src"].tolist(), rows["row"].tolist(), strict=True))
    sizes = np.fromiter(map(len, keys), np.int32, len(keys))
    for start in range(0, len(asking), _AT_ONCE):
        block = asking[start : start + _AT_ONCE]
        apart = cdist([each.key for _, each in block], keys, scorer=Indel.distance, dtype=np.int32)
        for (at, question), distances in zip(block, apart, strict=True):
            # As many characters left out and put in as the rest of 100 allows.
            near = np.flatnonzero(100 * distances <= (100 - NEAR) * (sizes + len(question.key)))
            scored = [(-alike(question.key, keys[each]), codes[each], each) for each in near.tolist()]
            best: dict[str, tuple[int, int]] = {}
            for less, code, each in sorted(scored):
                if code != question.code and keys[each] != question.key:
                    best.setdefault(code, (-less, each))
            for code, (score, each) in list(best.items())[:MOST]:
                told = f"名称相近 {score}%：“{names[each]}”（{listed.place(*places[each])}）"
                yield at, Suggestion(code, _RANK, score, told)
