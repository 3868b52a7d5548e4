"""An official text split into its clauses, by the numbering of Chinese official documents.

Levels: 一、 → （一） → 1. → （1）, and 表1. Line breaks and blanks are dropped before anything is looked at,
so a text copied from a web page and the same text copied from a PDF file give the same clauses.

What cannot be seen without line breaks: where an unnumbered paragraph begins (八末段 is what follows the
first full stop of the last item of 八, and stands at the end of that item's own text as well); where a table
ends (at the next item); whether 2.5 at the head of a sentence is an item (only a year may follow the dot
directly). Articles that are numbered otherwise (第一条) are not known.
"""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gzaudit.policy.lint.text_numbers import NUMERALS, chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEAD: Final = "首段"
TAIL: Final = "末段"
ANNEX: Final = "附件"

_MARK: Final = re.compile(
    rf"(?P<l1>[{NUMERALS}]+)、|\((?P<l2>[{NUMERALS}]+)\)|(?P<l3>\d{{1,2}})[.、]|\((?P<l4>\d{{1,2}})\)"
    r"|表(?P<l5>\d{1,2})|附件?(?P<l6>\d{0,2}):"
)
_TABLE: Final = 5
_ANNEX: Final = 6
# After these a number is a reference or a part of a word: 第三、第四, 见（二）, 附件1.
_NOT_AFTER: Final = f"第条款项至和与及或见按如、{NUMERALS}.件表图"
_SENTENCE_END: Final = re.compile(r"(?:^|[。!?;:…》”)])$")
_YEAR: Final = re.compile(r"\d{4}年")
_OF_THE_TABLE: Final = re.compile(r"[中所的内列]")
_SENTENCES: Final = re.compile(r"[。;]")
_PART: Final = re.compile(rf"表\d+|[{NUMERALS}]+|（[^）]+）|\d+|首段|末段|附件|.")
_FULL_STOP: Final = "。"


@dataclass(slots=True)
class _Node:
    """One clause: its level and number, the name of its place, and the texts before and inside its items."""

    level: int
    number: int
    place: str
    label: str = ""
    own: str = ""
    items: list[_Node] = field(default_factory=list)

    def whole(self) -> str:
        return "\n".join([self.own, *(f"{item.label} {item.whole()}" for item in self.items)])

    def last(self) -> _Node:
        return self.items[-1].last() if self.items else self


def plain(text: str) -> str:
    """Drop line breaks, blanks and unseen characters; fold full width to half width, brackets too.

    ① and superscripts stay as they are: folded, they would join the number beside them.
    """
    return "".join(_folded(text))


def _folded(text: str) -> Iterator[str]:
    for char in text:
        folded = unicodedata.normalize("NFKC", char)
        if unicodedata.category(char) == "No" and folded.isdigit():
            yield char
            continue
        yield from (each for each in folded if unicodedata.category(each)[0] not in "ZC")


@lru_cache(maxsize=4)
def split(text: str) -> Mapping[str, str]:
    """Split a text into clauses.

    Args:
        text: the whole notice, or a part of it that begins at an article, however its lines are broken.

    Returns:
        The text of each place, in the order of the notice. A place is named as people cite it, 七（二）1（1）
        or 四（三）表1. An item's text is that item alone, without its own number; that of a clause with items
        is the whole clause, an item a line. 首段 is what stands before the first article, 七（二）首段 what
        stands before the first item of 七（二） (its heading too), 八末段 what follows the last item of 八.
    """
    body = plain(text)
    root = _Node(0, 0, "")
    path, end = [root], 0
    for mark in _MARK.finditer(body):
        if mark.start() < end or path[-1].level == _ANNEX or not (parent := _parent(path, mark, body, end)):
            continue
        path[-1].own += body[end : mark.start()]
        path = path[: path.index(parent) + 1]
        level, number = _rank(mark)
        node = _Node(level, number, parent.place + _named(mark), label=mark[0])
        parent.items.append(node)
        path.append(node)
        # A table's number may be followed by a colon.
        end = mark.end() + body.startswith(":", mark.end())
    path[-1].own += body[end:]
    return MappingProxyType({place: each for place, each in _places(root) if each})


def _rank(mark: re.Match[str]) -> tuple[int, int]:
    level, digits = next(
        (int(name[1]), value) for name, value in mark.groupdict().items() if value is not None
    )
    return level, (int(digits or 1) if level > 2 else chinese_number(digits))


def _named(mark: re.Match[str]) -> str:
    """The mark as it is cited: brackets full width, without the point."""
    if mark["l6"] is not None:
        return ANNEX
    return mark[0].rstrip(".、").replace("(", "（").replace(")", "）")


def _parent(path: list[_Node], mark: re.Match[str], body: str, since: int) -> _Node | None:
    """The open clause that a mark adds an item to; None if it is part of a sentence.

    A mark counts if it is the next number of an open list, or the first of a new one. Only articles may leave
    numbers out, so that a part of a notice can be read. `since` is where the text after the last mark begins.
    """
    level, number = _rank(mark)
    before = _before(mark, body)
    ended = bool(_SENTENCE_END.match(before))
    if level == _ANNEX:
        return path[0] if before in ("", _FULL_STOP) else None
    opened = next((each for each in path if each.level == level), None)
    if level == _TABLE:
        mentioned = not ended or _OF_THE_TABLE.match(body, mark.end())
        return None if mentioned else _holder(path, level)
    if not _heads_an_item(mark, body, ended=ended):
        return None
    # In the midst of a sentence that is not the first, (1) names a formula rather than an item.
    inside = not ended and level > (2 if opened else 1) and path[-1].level < _TABLE
    if inside and _SENTENCES.search(body, since, mark.start()):
        return None
    if opened:
        in_turn = number == opened.number + 1 or (level == 1 and ended and number > opened.number)
        return path[path.index(opened) - 1] if in_turn else None
    # A new list does not begin inside a table: its notes are numbered as well.
    begins = path[-1].level < level and (number == 1 or number == _goes_on(path, level))
    return _holder(path, level) if begins or (level == 1 and ended) else None


def _goes_on(path: list[_Node], level: int) -> int | None:
    """The number that a list would have that goes on through several clauses: （一）1、2 and then （二）3."""
    holder = _holder(path, level)
    if holder.level == 0 or holder.items:
        return None
    before = path[path.index(holder) - 1].items[:-1]
    last = before[-1].items[-1:] if before else []
    return last[0].number + 1 if last and last[0].level == level else None


def _heads_an_item(mark: re.Match[str], body: str, *, ended: bool) -> bool:
    """Whether what stands around a number lets it be an item's: no 第三、第四, no 2.5, no 见（二）."""
    before, after = _before(mark, body), body[mark.end() : mark.end() + 1]
    if mark["l3"] and after.isdigit() and not _YEAR.match(body, mark.end()):
        return False
    # An article may follow the last number of a table: 全市 350 二、.
    refers = (before and before in _NOT_AFTER) or (before.isdigit() and not mark["l1"])
    return ended or not (refers or (after and after in NUMERALS))


def _before(mark: re.Match[str], body: str) -> str:
    return body[max(0, mark.start() - 1) : mark.start()]


def _holder(path: list[_Node], level: int) -> _Node:
    return next(each for each in reversed(path) if each.level < level)


def _places(node: _Node) -> Iterator[tuple[str, str]]:
    """Every place below and at a clause, in the order of the text."""
    if node.level:
        yield node.place, node.whole()
    if node.items or not node.level:
        yield f"{node.place}{HEAD}", node.own
    for item in node.items:
        yield from _places(item)
    if node.items and node.level and node.last().level < _TABLE:
        yield f"{node.place}{TAIL}", node.last().own.partition(_FULL_STOP)[2]


@cache
def parts(place: str) -> tuple[str, ...]:
    """The numbers that a place is made of: 七（二）1（1） is 七, （二）, 1, （1）."""
    return tuple(_PART.findall(_cited(place)))


def locate(places: Mapping[str, str], clause: str) -> str | None:
    """The place of a clause, its brackets of either width; 表1 alone is the only table of that number."""
    wanted = _cited(clause)
    if wanted in places:
        return wanted
    if ANNEX in places and parts(wanted)[0] == ANNEX:
        return ANNEX  # the numbers in an annex' list are no marks: its table was flattened to bare figures
    tables = [place for place in places if wanted.startswith("表") and parts(place)[-1] == wanted]
    return tables[0] if len(tables) == 1 else None


def nearest(places: Mapping[str, str], clause: str) -> tuple[str, ...]:
    """Up to three places that the text does have, those that share the longest beginning first."""
    wanted = parts(clause)

    def nearness(place: str) -> tuple[int, bool, bool, float]:
        own = parts(place)
        pairs = zip(own, wanted, strict=False)
        shared = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
        likeness = difflib.SequenceMatcher(None, _cited(clause), place).ratio()
        return shared, len(own) == len(wanted), own[-1] not in (HEAD, TAIL), likeness

    return tuple(sorted(places, key=nearness, reverse=True)[:3])


def _cited(clause: str) -> str:
    return plain(clause).replace("(", "（").replace(")", "）")
