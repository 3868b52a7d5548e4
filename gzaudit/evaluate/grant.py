"""Grants that units apply for: each payee's year under its cap and the places. Exact; None is unknown."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from gzaudit.evaluate.grant_sums import grant_sum
from gzaudit.evaluate.indicator import ROUND
from gzaudit.evaluate.places import Standing, most, places_of
from gzaudit.policy import sentences_grants as say
from gzaudit.policy.model_grants import ByLevel, Fixed, Share
from gzaudit.result import Step, total
from gzaudit.result_grants import GrantLine, GrantsResult, GrantSum

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gzaudit.policy.model_grants import Cap, Grant
    from gzaudit.policy.model_named import NamedPolicy
    from gzaudit.result_grants import Application, Place


class Earned(NamedTuple):
    """What a payee's lines come to before any limit; `known` whether nothing of it is missing."""

    base: Fraction | None
    amount: Fraction
    known: bool
    steps: list[Step]


def evaluate_grants(policy: NamedPolicy, applications: Iterable[Application]) -> GrantsResult:
    """Work out a list of applications.

    Args:
        policy: with the grants.
        applications: lines that count, each once; their order decides nothing.
    """
    given = sorted(applications, key=lambda each: each.row)
    lines: list[GrantLine] = []
    sums: list[GrantSum] = []
    for grant in policy.grants:
        own = _lines(grant, policy, [each for each in given if each.grant == grant.key])
        lines += own
        sums += [grant_sum(grant, policy, year, own) for year in (*policy.years, None)]
    years = {
        year: total([each.paid for each in sums if each.year == year and each.payees])
        for year in policy.years
    }
    paid = total(list(years.values()))
    return GrantsResult(policy.id, policy.sha256, tuple(lines), tuple(sums), years, paid)


def payee_of(grant: Grant, application: Application) -> str:
    """Whom a line is paid to: the unit, or its institution where the cap is an institution's."""
    whole = grant.cap is not None and grant.cap.per == "institution"
    return (application.institution if whole else "") or application.who


def _lines(grant: Grant, policy: NamedPolicy, given: Sequence[Application]) -> list[GrantLine]:
    wanted = [each for each in given if each.selected is not False]
    places = _places(grant, policy, wanted)
    groups: dict[tuple[int, str], list[Application]] = {}
    for each in wanted:
        groups.setdefault((each.year, payee_of(grant, each)), []).append(each)
    return [
        _line(grant, year, payee, mine, places.get((year, payee), "free"))
        for (year, payee), mine in sorted(groups.items())
    ]


def _places(grant: Grant, policy: NamedPolicy, wanted: Sequence[Application]) -> dict[tuple[int, str], Place]:
    """Who has a place, by year and payee; a place of the whole period holds for each of its years."""
    rule = grant.places
    if rule is None:
        return {}
    found: dict[tuple[int, str], Place] = {}
    for span in [policy.years] if rule.per == "period" else [(year,) for year in policy.years]:
        said: dict[str, list[Application]] = {}
        for each in wanted:
            if each.year in span:
                said.setdefault(payee_of(grant, each), []).append(each)
        candidates = {payee: _standing(mine) for payee, mine in said.items()}
        for payee, place in places_of(candidates, most(rule.at, rule.word)).items():
            found |= {(year, payee): place for year in span}
    return found


def _standing(mine: Sequence[Application]) -> Standing:
    ranks = [each.rank for each in mine if each.rank is not None]
    return Standing(any(each.selected for each in mine), min(ranks, default=None))


def _line(grant: Grant, year: int, payee: str, mine: Sequence[Application], place: Place) -> GrantLine:
    earned = _earned(grant, mine)
    steps, bound = earned.steps, []
    paid: int | None = math.floor(earned.amount)
    if not isinstance(grant.award, Fixed | ByLevel):
        paid = math.floor(ROUND[grant.award.rounding](earned.amount))
    if not earned.known:
        paid = None
    if grant.cap:
        limit = most(grant.cap.amount, grant.cap.word)
        paid = _capped(paid, limit, earned)
        if earned.amount > limit:
            bound.append(grant.cap.id)
        steps.append(_cap_step(grant.cap, earned, paid))
    if grant.places:
        if place != "in":
            paid = 0 if place == "out" else None
        if place == "out":
            bound.append(grant.places.id)
        text = say.place_text(grant.places, grant.who, place)
        steps.append(Step(grant.places.id, grant.places.clause, text, None if place == "in" else paid))
    computed = earned.amount if earned.known else None
    rows = tuple(each.row for each in mine)
    return GrantLine(
        grant.key, year, payee, rows, earned.base, computed, tuple(bound), place, paid, tuple(steps)
    )


def _earned(grant: Grant, mine: Sequence[Application]) -> Earned:
    award = grant.award
    if isinstance(award, Fixed):
        text = say.fixed_text(grant, award)
        return Earned(None, Fraction(award.amount), True, [Step(award.id, award.clause, text, award.amount)])
    if isinstance(award, ByLevel):
        return _by_level(award, mine)
    amounts = [each.amount for each in mine]
    stated = sum((each for each in amounts if each is not None), Fraction(0))
    known = None not in amounts
    amount = stated * award.ratio if isinstance(award, Share) else stated
    text = say.summed_text(grant, award, amounts, amount)
    step = Step(award.id, award.clause, text, math.floor(ROUND[award.rounding](amount)) if known else None)
    return Earned(stated if known else None, amount, known, [step])


def _by_level(award: ByLevel, mine: Sequence[Application]) -> Earned:
    """What was won at each level, each level once; or the highest only."""
    won = [level for level in award.levels if any(each.level == level.id for each in mine)]
    known = all(each.level for each in mine)
    counted = won[:1] if award.combine == "highest" else won
    # The highest of all cannot be surpassed by what is not known.
    known = known or (award.combine == "highest" and won[:1] == list(award.levels[:1]))
    steps = [
        Step(
            level.id,
            level.clause,
            say.level_text(level, paid=level in counted),
            level.amount * (level in counted),
        )
        for level in won
    ]
    amount = sum(level.amount for level in counted)
    text = say.levels_text(award, len(won), amount if known else None)
    steps.append(Step(award.id, award.clause, text))
    return Earned(None, Fraction(amount), known, steps)


def _capped(paid: int | None, limit: int, earned: Earned) -> int | None:
    """What is missing cannot lift a sum that the cap holds down already."""
    if paid is None:
        return limit if earned.amount >= limit else None
    return min(paid, limit)


def _cap_step(rule: Cap, earned: Earned, paid: int | None) -> Step:
    return Step(rule.id, rule.clause, say.cap_text(rule, earned.amount, paid, known=earned.known), paid)
