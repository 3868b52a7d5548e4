"""Which boundary word an official text binds to a number.

A word stands behind its number (70%（含）, 5 场及以上, 8 月 31 日前), before it (不低于 10 场, 每增长 5%), or
before the first number of a list (每增长 5% 或 15 家). The adjacent one is taken; only where there is none
does 达到 earlier in the same phrase govern the number. So 达到…110%（含） has the word 含, and no other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gzaudit.policy.wording import APPROXIMATE, OPERATORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.policy.lint.text_numbers import Number

INCLUDED: Final = "含"
REACHED: Final = "达到"
BEHIND: Final = ("以上", "及以上", "以下", "以内", "前", *APPROXIMATE)

_LONGEST_FIRST: Final = sorted((*OPERATORS, *APPROXIMATE), key=len, reverse=True)
_BEHIND: Final = re.compile(
    r"(?:企业)?(?:\((?P<included>含)(?:本数|\d+[^)]{0,3})?\)|[之以]?(?P<word>"
    + "|".join(word for word in _LONGEST_FIRST if word in BEHIND)
    + "))"
)
_BEFORE: Final = re.compile(
    "(?P<word>"
    + "|".join(word for word in _LONGEST_FIRST if word not in (*BEHIND, INCLUDED))
    + ")(?:共计|合计|累计)?$"
)
# 含 and 前 are parts of many other words.
_ANY: Final = re.compile(
    r"\((?P<included>含)|(?P<word>" + "|".join(word for word in _LONGEST_FIRST if len(word) > 1) + ")"
)
_LISTED: Final = re.compile(r"(?:\(含\))?(?:,?或者?|、|和|及)")
_PHRASE_END: Final = re.compile(r"[,。;:\n]")


def bound_words(text: str, numbers: Sequence[Number], place: int) -> tuple[str, ...]:
    """The boundary words of one number.

    Args:
        text: text of the clause.
        numbers: all its numbers, in order.
        place: which of them.

    Returns:
        None, one, or (behind and before) two words.
    """
    words = []
    if behind := _BEHIND.match(text, numbers[place].end):
        words.append(_word(behind))
    head = list_head(text, numbers, place).start
    before = _BEFORE.search(text[:head])
    # Where both stand, as in 达到 110%（含）, the bracket says how 达到 is meant.
    if before and not (words == [INCLUDED] and before["word"] == REACHED):
        words.append(before["word"])
    phrase = _PHRASE_END.split(text[:head])[-1]
    if not words and REACHED in phrase:
        words.append(REACHED)
    return tuple(words)


def list_head(text: str, numbers: Sequence[Number], place: int) -> Number:
    """The first number of the list that a number stands in: 5% in 5% 或 15 家."""
    while place and _LISTED.fullmatch(text[numbers[place - 1].end : numbers[place].start]):
        place -= 1
    return numbers[place]


def opening_word(text: str, numbers: Sequence[Number], place: int) -> str | None:
    """The word that opens what a step is counted from: the first one in the phrase before 每增长 5%."""
    head = text[: list_head(text, numbers, place).start]
    if step := _BEFORE.search(head):
        head = head[: step.start()]
    phrases = [phrase for phrase in _PHRASE_END.split(head) if phrase]
    found = _ANY.search(phrases[-1]) if phrases else None
    return _word(found) if found else None


def _word(match: re.Match[str]) -> str:
    return match["included"] or match["word"]
