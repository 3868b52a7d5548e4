"""The cell 决定, read as its matter asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.decide.words import OUTSIDE_CITY, OWN_FIRM, list_name, named_lists, says
from gzaudit.normalise.codes import judge_codes
from gzaudit.normalise.districts import district_name, locate_column
from gzaudit.normalise.numbers import whole_number
from gzaudit.normalise.text import column
from gzaudit.resolve.levels import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.decide.model import Matter

    # Words for lists, and the codes that stand in the year's lists.
    Known = tuple[Mapping[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided.

    Attributes:
        answer: as stages work with it (see `Ruling.answer`).
        told: as people read it, in one way of writing.
        district: whose amount it is, by name; "" of all else.
        lists: kinds of list, of an exclude or include; () is all of them.
        wrong: why it cannot be read; "" where it can.
    """

    answer: str = ""
    told: str = ""
    district: str = ""
    lists: tuple[str, ...] = ()
    wrong: str = ""


def choice_of(matter: Matter, cells: Mapping[str, str], known: Known) -> Choice:
    """Read a decision's choice.

    Args:
        matter: what it is about.
        cells: of its line, by field.
        known: words for lists, and identifying codes of the year.
    """
    words, codes = known
    text = cells["decided"]
    match matter:
        case "match":
            return _code(text, codes)
        case "district":
            return _district(text)
        case "amount":
            return _amount(text, cells["district"] or cells["name"])
        case _:
            return _lists(text, matter, words)


def _code(text: str, codes: frozenset[str]) -> Choice:
    if says("own", text):
        return Choice("", OWN_FIRM)
    judged = judge_codes(column([text]), column([False]))
    code, state = str(judged["code"].iloc[0]), str(judged["state"].iloc[0])
    # A code with a wrong check character is one that was typed wrong, unless a list has it so.
    if state == "valid" or (state == "bad_check" and code in codes):
        return Choice(code, code)
    return Choice(wrong=f"决定不是统一社会信用代码，也不是“{OWN_FIRM}”")


def _place(text: str) -> str:
    """The district that a text surely names, `outside`, or ""."""
    if says("outside", text):
        return OUTSIDE
    told = locate_column(column([text])).iloc[0]
    return str(told["district"]) if told["how"] in ("exact", "former", "outside") else ""


def _district(text: str) -> Choice:
    place = _place(text)
    if not place:
        return Choice(wrong=f"决定不是广州的一个区，也不是“{OUTSIDE_CITY}”")
    return Choice(place, OUTSIDE_CITY if place == OUTSIDE else district_name(place))


def _amount(text: str, whose: str) -> Choice:
    yuan, place = whole_number(text, ("元", "圆")), _place(whose)
    wrong = [] if yuan is not None else ["金额不是以元为单位的整数"]
    wrong += [] if place and place != OUTSIDE else ["没有写明是哪个区的金额"]
    if wrong:
        return Choice(wrong="；".join(wrong))
    return Choice(f"{place} {yuan}", str(yuan), district_name(place))


def _lists(text: str, matter: str, words: Mapping[str, str]) -> Choice:
    lists = named_lists(text, matter, words)
    if lists is None:
        return Choice(wrong="决定没有写明是哪份名单或哪个指标")
    return Choice(matter, "、".join(map(list_name, lists)) or "全部", lists=lists)
