"""Cases below, at and above every limit of a grant, generated; whole numbers of 厘 say what they expect."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from gzaudit.policy.cases.boundaries import SOURCE
from gzaudit.policy.cases.grant_model import GrantCase
from gzaudit.policy.model_grants import ByLevel, Claimed, Fixed, Share
from gzaudit.policy.wording import OPERATORS
from gzaudit.result_grants import Application

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gzaudit.policy.model_grants import Grant, Whole
    from gzaudit.policy.model_named import NamedPolicy

_LI: Final = 1000
_SIDES: Final = ((-_LI, "差 1 元"), (-10, "差 1 分"), (0, "恰好"), (10, "多 1 分"), (_LI, "多 1 元"))


def grant_boundaries(policy: NamedPolicy) -> tuple[GrantCase, ...]:
    """Generate the cases: each cap alone and for a sum of two, each number of places, each level."""
    return tuple(case for grant in policy.grants for case in _of_grant(grant, policy))


def _of_grant(grant: Grant, policy: NamedPolicy) -> Iterator[GrantCase]:
    if grant.cap:
        yield from _cap(grant, policy)
    if grant.places:
        yield from _places(grant, policy)
    if isinstance(grant.award, ByLevel):
        yield from _levels(grant, policy)


def _case(
    grant: Grant, what: str, given: tuple[Application, ...], expected: Mapping[str, Mapping[str, int | None]]
) -> GrantCase:
    return GrantCase("界", f"{grant.key}：{what}", SOURCE, given, expected)


def _whole(top: int, bottom: int, how: Whole) -> int:
    """A fraction as a whole number."""
    if how == "half_up":
        return (2 * top + bottom) // (2 * bottom)
    return -(-top // bottom) if how == "up" else top // bottom


def _earned(grant: Grant, li: int) -> int:
    """元 that so many 厘 earn, cap included, in whole numbers alone."""
    award, cap = grant.award, grant.cap
    if isinstance(award, Fixed | ByLevel) or cap is None:
        raise TypeError(grant.key)
    top, bottom = (award.ratio.numerator, award.ratio.denominator) if isinstance(award, Share) else (1, 1)
    earned = _whole(li * top, _LI * bottom, award.rounding)
    limit = cap.amount - (OPERATORS[cap.word] == "<")
    return min(earned, limit)


def _cap(grant: Grant, policy: NamedPolicy) -> Iterator[GrantCase]:
    """Around the sum at which the cap is reached: in one line, and in two that add up to it."""
    award, cap, year = grant.award, grant.cap, policy.years[0]
    if cap is None or not isinstance(award, Share | Claimed):
        return
    ratio = award.ratio if isinstance(award, Share) else Fraction(1)
    edge = cap.amount * _LI * ratio.denominator // ratio.numerator
    for side, told in _SIDES:
        li = edge + side
        paid = _earned(grant, li)
        key = f"{grant.key} {year}"
        expected = {"lines": {f"{key} 甲": paid}, "sums": {key: paid, grant.key: paid}}
        one = (Application(1, grant.key, year, "甲", amount=Fraction(li, _LI)),)
        yield _case(grant, f"{grant.base}{told}到上限", one, expected)
        part = li // 3
        two = (
            Application(1, grant.key, year, "甲", amount=Fraction(part, _LI)),
            Application(2, grant.key, year, "甲", amount=Fraction(li - part, _LI)),
        )
        yield _case(grant, f"两笔相加{told}到上限", two, expected)
        last = policy.years[-1]
        apart = (
            Application(1, grant.key, year, "甲", amount=Fraction(li, _LI)),
            Application(2, grant.key, last, "甲", amount=Fraction(li, _LI)),
        )
        each = {f"{grant.key} {span} 甲": paid for span in (year, last)}
        yield _case(grant, f"两年各{told}到上限", apart, {"lines": each, "sums": {grant.key: 2 * paid}})


def _places(grant: Grant, policy: NamedPolicy) -> Iterator[GrantCase]:
    """One fewer than there are places, as many, and one more: unordered, and in people's order."""
    rule, award = grant.places, grant.award
    if rule is None or isinstance(award, ByLevel):
        return
    places = rule.at - (rule.word is not None and OPERATORS[rule.word] == "<")
    li = 1000 * _LI
    each = award.amount if isinstance(award, Fixed) else _earned(grant, li)
    amount = None if isinstance(award, Fixed) else Fraction(li, _LI)
    years = policy.years if rule.per == "period" else policy.years[:1]
    for count, told in ((places - 1, "差一家"), (places, "恰好"), (places + 1, "多一家")):
        names = [f"甲{at:03}" for at in range(1, count + 1)]
        for ordered in (False, True):
            given = tuple(
                Application(
                    at, grant.key, years[at % len(years)], name, amount=amount, rank=at if ordered else None
                )
                for at, name in enumerate(names, 1)
            )
            paid = min(count, places) * each if ordered or count <= places else None
            lines = {
                f"{grant.key} {years[at % len(years)]} {name}": (0 if at > places else each)
                if paid is not None
                else None
                for at, name in enumerate(names, 1)
            }
            how = "排了次序" if ordered else "没有次序"
            expected = {"lines": lines, "sums": {grant.key: paid}}
            yield _case(grant, f"申报 {count} 家（名额{told}），{how}", given, expected)


def _levels(grant: Grant, policy: NamedPolicy) -> Iterator[GrantCase]:
    """Each level alone, all in one year, and all in two years."""
    award, year = grant.award, policy.years[0]
    if not isinstance(award, ByLevel):
        return
    key = f"{grant.key} {year}"
    for level in award.levels:
        one = (Application(1, grant.key, year, "甲", level=level.id),)
        yield _case(grant, f"当年只获{level.name}", one, {"lines": {f"{key} 甲": level.amount}})
    given = tuple(
        Application(at, grant.key, year, "甲", level=each.id) for at, each in enumerate(award.levels, 1)
    )
    amounts = [each.amount for each in award.levels]
    paid = sum(amounts) if award.combine == "all" else max(amounts)
    yield _case(grant, "当年各级都获得", given, {"lines": {f"{key} 甲": paid}})
    apart = tuple(
        Application(at, grant.key, policy.years[(at - 1) % len(policy.years)], "甲", level=each.id)
        for at, each in enumerate(award.levels, 1)
    )
    yield _case(grant, "各级在不同的年度获得", apart, {"sums": {grant.key: sum(amounts)}})
