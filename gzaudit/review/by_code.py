"""Evidence for `match`: the code with one character put right, so that both check characters are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.normalise.codes import clean_codes
from gzaudit.review.code_check import repairs
from gzaudit.review.listed import records
from gzaudit.review.question import MATCH, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gzaudit.review.listed import Listed
    from gzaudit.review.question import Question

# A repaired code that a list of this run holds is far likelier than one that nobody has heard of.
_IN_RUN, _UNHEARD = 3, 5


def repaired(questions: Sequence[Question], listed: Listed) -> Iterator[tuple[int, Suggestion]]:
    """Right codes that are one character away from the one that a list gives.

    Args:
        questions: open ones; a right code and a missing one need no repair.
        listed: the rows of the run.
    """
    raw = pd.Series([each.raw_code for each in questions], dtype=object)
    found = {
        at: repairs(code)
        for at, code in enumerate(clean_codes(raw))
        if questions[at].matter == MATCH and code
    }
    rows = listed.coded
    there = rows[rows["own_code"].isin({code for codes in found.values() for code in codes})]
    first = {row["own_code"]: row for row in records(there.drop_duplicates("own_code"))}
    for at, codes in found.items():
        for code in codes:
            told = f"“{questions[at].raw_code}”改一个字符，两位校验都相符"
            if row := first.get(code):
                same = "名称也相同" if row["key"] == questions[at].key else f"名称是“{row['name']}”"
                told += f"；{listed.place(row['src'], row['row'])}有这个代码，{same}"
                yield at, Suggestion(code, _IN_RUN, 100, told)
            else:
                yield at, Suggestion(code, _UNHEARD, 0, f"{told}；本次各名单中没有这个代码")
