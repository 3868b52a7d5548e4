"""What the rules of grants claim that the official text says, at their clause and where it is said again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import percent_exact
from gzaudit.policy.lint.claim import Claim, money, name_claim, number_claim
from gzaudit.policy.model_grants import ByLevel, Fixed, Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.policy.model_grants import Cap, Grant, Places
    from gzaudit.policy.model_named import NamedPolicy

# An annex may leave out 元: 不超过500万.
_YUAN: Final = ("元", "元/家", "元/个", "")
_PLACES: Final = ("家", "个")


def of_grants(policy: NamedPolicy) -> Iterator[Claim]:
    """Everything that its grants claim; where it is said again, the numbers are asked for, not the words."""
    for grant in policy.grants:
        own = tuple(_of_grant(grant))
        yield from own
        if grant.also:
            yield from (replace(each, clause=grant.also, word=None, bare=False) for each in own)


def _of_grant(grant: Grant) -> Iterator[Claim]:
    award = grant.award
    if isinstance(award, Fixed):
        yield number_claim(award, f"{grant.key}：每家 {money(award.amount)}", award.amount, *_YUAN)
    elif isinstance(award, ByLevel):
        for level in award.levels:
            yield name_claim(level, f"{grant.key}：{level.name}", level.name)
            yield number_claim(
                level, f"{grant.key}：{level.name} {money(level.amount)}", level.amount, *_YUAN
            )
    elif isinstance(award, Share):
        yield number_claim(award, f"{grant.key}：{percent_exact(award.ratio)}", award.ratio, "%")
    if grant.cap:
        yield _cap(grant.cap, grant.key)
    if grant.places:
        yield _places(grant.places, grant.key)


def _cap(rule: Cap, key: str) -> Claim:
    what = f"{key}：{rule.word} {money(rule.amount)}"
    return replace(number_claim(rule, what, rule.amount, *_YUAN), word=rule.word)


def _places(rule: Places, key: str) -> Claim:
    claim = number_claim(rule, f"{key}：{rule.word or ''}{rule.at} 家", rule.at, *_PLACES)
    return replace(claim, word=rule.word, bare=rule.word is None)


def span(policy: NamedPolicy) -> tuple[Claim, ...]:
    """Numbers that are no rule's own: the years, and how many they are."""
    years = tuple(Fraction(each) for each in (*policy.years, len(policy.years)))
    return (Claim("", "", "", values=years, units=("年",), needed=False),)
