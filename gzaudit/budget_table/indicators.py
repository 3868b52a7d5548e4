"""The indicators of a line, each `N、1-一级；11-二级；名称；实施周期指标值:…；年度指标值:…`.

Breaks may stand anywhere, and a name or a value may hold the very marks that part them; what tells where one
ends is where the next begins, by its own number and its two level codes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gzaudit.budget_table.model import Indicator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gzaudit.budget_table.model import Place

# A level's name holds no mark; the second level's code begins with the first's.
START: Final = re.compile(
    r"(?P<number>\d{1,3})\s*[、.．]\s*(?P<level1>\d)\s*[-－—]\s*(?P<name1>[^；;:：。\d]{2,12}?)\s*[；;]"
    r"\s*(?P<level2>(?P=level1)\d)\s*[-－—]\s*(?P<name2>[^；;:：。\d]{2,12}?)\s*[；;]"
)
# A character of the labels may be lost (实施周期指值).
_PERIOD: Final = re.compile(r"[；;]\s*(?P<label>实施周期指?标?值)\s*[:：]")
_ANNUAL: Final = re.compile(r"[；;]\s*(?P<label>年度指?标?值)\s*[:：]")
_LABELS: Final = ("实施周期指标值", "年度指标值")


def starts(text: str, at: int = 0) -> Iterator[re.Match[str]]:
    """Where indicators begin: each has the next number, so that a like mark inside a value is none."""
    number = 1
    for match in START.finditer(text, at):
        if int(match["number"]) == number:
            yield match
            number += 1


def read_indicators(text: str, place: Callable[[int], Place]) -> tuple[Indicator, ...]:
    """All indicators of a text without breaks.

    Args:
        text: from the first indicator's number to the end of the last one's value.
        place: tells where a character of the text stands.
    """
    found = list(starts(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return tuple(_one(text, match, end, place) for match, end in zip(found, ends, strict=True))


def _one(text: str, match: re.Match[str], end: int, place: Callable[[int], Place]) -> Indicator:
    # The mark that ends the second level is the one before the name.
    body = text[match.end() - 1 : end]
    period = _PERIOD.search(body)
    # The last one: a value may hold such words too.
    annual = next(reversed(list(_ANNUAL.finditer(body))), None)
    named = period or annual
    stops = (annual.start() if annual else len(body), len(body))
    values, remarks = [], []
    for label, mark, stop in zip(_LABELS, (period, annual), stops, strict=True):
        values.append(_value(body[mark.end() : stop]) if mark else "")
        if mark is None:
            remarks.append(f"没有写“{label}”")
        elif mark["label"] != label:
            remarks.append(f"“{label}”写成了“{mark['label']}”")
    return Indicator(
        number=int(match["number"]),
        level1=match["level1"],
        level1_name=match["name1"],
        level2=match["level2"],
        level2_name=match["name2"],
        name=body[1 : named.start() if named else len(body)].strip(),
        period=values[0],
        annual=values[1],
        place=place(match.start()),
        remarks=tuple(remarks),
    )


def _value(text: str) -> str:
    """A value without the stop that ends its indicator."""
    text = text.strip()
    return text.removesuffix("。").rstrip() if text != "。" else ""
