"""What a grant pays in a year and in all years, and the most that its rules let it pay. None is unknown."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gzaudit.evaluate.places import most
from gzaudit.policy import sentences_grants as say
from gzaudit.policy.model_grants import Fixed
from gzaudit.result import Step, total
from gzaudit.result_grants import GrantSum

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gzaudit.policy.model_grants import Grant
    from gzaudit.policy.model_named import NamedPolicy
    from gzaudit.result_grants import GrantLine


def grant_sum(grant: Grant, policy: NamedPolicy, year: int | None, lines: Sequence[GrantLine]) -> GrantSum:
    """One grant's sum.

    Args:
        grant: the grant.
        policy: that it belongs to.
        year: the year; None for all years together.
        lines: all lines of the grant.
    """
    own = [each for each in lines if year in (None, each.year)]
    payees = len({each.payee for each in own})
    ceiling, steps = _ceiling(grant, policy, year)
    paid = total([each.paid for each in own])
    return GrantSum(
        grant=grant.key,
        year=year,
        payees=payees,
        base=_exact(each.base for each in own) if grant.base else None,
        computed=_exact(each.computed for each in own),
        paid=paid,
        ceiling=ceiling,
        open=sum(each.paid is None for each in own),
        steps=(*steps, *_short(grant, year, payees)),
    )


def _exact(values: Iterable[Fraction | None]) -> Fraction | None:
    known = list(values)
    return None if None in known else sum((each for each in known if each is not None), Fraction(0))


def _ceiling(grant: Grant, policy: NamedPolicy, year: int | None) -> tuple[int | None, tuple[Step, ...]]:
    """The most that a year or the whole period can pay: places times what each can get."""
    rule, award = grant.places, grant.award
    each = (
        award.amount
        if isinstance(award, Fixed)
        else most(grant.cap.amount, grant.cap.word)
        if grant.cap
        else None
    )
    if rule is None or each is None:
        return None, ()
    years = 1 if year is not None else len(policy.years)
    places = most(rule.at, rule.word)
    ceiling = places * each * years
    return ceiling, (Step(rule.id, rule.clause, say.ceiling_text(grant.who, places, each, years), ceiling),)


def _short(grant: Grant, year: int | None, payees: int) -> tuple[Step, ...]:
    """Where the document names an exact number, fewer applicants than that is something to be told."""
    rule = grant.places
    if rule is None or rule.word is not None or payees >= rule.at:
        return ()
    if (year is None) != (rule.per == "period"):
        return ()
    return (Step(rule.id, rule.clause, say.short_text(rule, grant.who, payees)),)
