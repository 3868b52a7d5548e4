"""What the rules of a policy claim that the official text says: numbers with their units, boundary words.

Rules that only settle how a text is read (rounding, whom a rate is paid for …) claim no number; readings.toml
gives their reasons.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gzaudit.policy.exact import percent_exact
from gzaudit.policy.lint.claim import UNITS, Claim, money, name_claim, number_claim
from gzaudit.policy.lint.goal_claims import of_goals
from gzaudit.policy.lint.grant_claims import of_grants, span
from gzaudit.policy.lint.official_text import plain
from gzaudit.policy.lint.text_numbers import numbers
from gzaudit.policy.lint.work_claims import of_group, of_measure, of_total
from gzaudit.policy.model_named import NamedPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.policy.load_named import AnyPolicy
    from gzaudit.policy.model import Increment, Indicator, Rule


def claims(policy: AnyPolicy) -> tuple[Claim, ...]:
    """List everything that a policy claims, in the order of its rules."""
    if isinstance(policy, NamedPolicy):
        return (*of_grants(policy), *of_goals(policy))
    found: list[Claim] = []
    for indicator in policy.indicators:
        found += _of_indicator(indicator, policy.year)
    for measure in policy.measures.values():
        found += of_measure(measure)
    for work in policy.works:
        for group in work.groups:
            found += of_group(group, work, policy)
        found += of_total(work)
    payment = policy.payment
    found.append(name_claim(payment, f"拨付条件“{payment.condition}”", payment.condition))
    return tuple(found)


def told_by_the_whole(policy: AnyPolicy) -> tuple[Claim, ...]:
    """Numbers that are no rule's own: the years, the year's end, how many districts, targets and groups."""
    if isinstance(policy, NamedPolicy):
        return span(policy)
    sizes = {
        ("年",): {policy.year, policy.year - 1},
        ("个区",): {len(policy.districts)},
        ("个目标", "个指标"): {len(policy.indicators)},
        ("个梯队", "组"): {len(work.groups) for work in policy.works},
    }
    last = policy.valid_to
    return (
        *(
            Claim("", "", "", values=tuple(map(Fraction, sorted(values))), units=units, needed=False)
            for units, values in sizes.items()
        ),
        Claim("", "", "", day=last, needed=False),
    )


def cited(policy: AnyPolicy) -> frozenset[str]:
    """The clauses that any rule stands on."""
    if isinstance(policy, NamedPolicy):
        return frozenset((*(rule.clause for rule in policy.rules), *policy.also))
    rules: list[Rule] = [policy.enterprises, policy.payment, *policy.measures.values()]
    for each in policy.indicators:
        rules += [each.count, each.target, each.payout, *each.tiers]
        rules += [rule for rule in (each.prior, each.increment, each.exclusion) if rule]
    for work in policy.works:
        rules.append(work)
        for group in work.groups:
            rules += [group, *group.items]
    return frozenset(rule.clause for rule in rules)


def _of_indicator(indicator: Indicator, year: int) -> Iterator[Claim]:
    name, target, unit = indicator.name, indicator.target, indicator.unit
    factor = target.factor
    if factor is not None:
        yield Claim(
            rule=target.id,
            clause=target.clause,
            what=f"{name}：上年是 {year - 1} 年",
            kind="base",
            values=(Fraction(year - 1), factor),
            units=("年",),
        )
        yield number_claim(target, f"{name}：目标是上年数的 {percent_exact(factor)}", factor, "%")
    for tier in indicator.tiers:
        # Where the mark is the target itself, the text may tell it as a share of last year's count.
        aims = (tier.at, factor) if tier.at == 1 and factor is not None else (tier.at,)
        shown = "（目标，也可写作上年数的 ".join(percent_exact(aim) for aim in aims) + "）" * (len(aims) - 1)
        yield Claim(
            rule=tier.id,
            clause=tier.clause,
            what=f"{name}：完成率 {shown}，{tier.word}",
            values=aims,
            units=("%",),
            word=tier.word,
            series=f"{indicator.key}.at",
        )
        if tier.rate:
            what = f"{name}：每{unit} {tier.rate:,} 元"
            yield number_claim(tier, what, tier.rate, f"元/{unit}", series=f"{indicator.key}.rate")
        if tier.fixed:
            yield number_claim(
                tier, f"{name}：定额 {money(tier.fixed)}", tier.fixed, "元", series=f"{indicator.key}.fixed"
            )
    if indicator.increment:
        yield from _of_increment(indicator.increment, name, unit)
    if exclusion := indicator.exclusion:
        for number in numbers(plain(exclusion.heading)):
            yield number_claim(exclusion, f"{name}：{exclusion.heading}", number.value, number.unit)


def _of_increment(rule: Increment, name: str, unit: str) -> Iterator[Claim]:
    ratio, count, word = percent_exact(rule.step_ratio), rule.step_count, rule.step_word
    step = Claim(
        rule=rule.id,
        clause=rule.clause,
        what=f"{name}增量：{word} {ratio}",
        values=(rule.step_ratio,),
        units=("%",),
        word=word,
    )
    yield step
    yield number_claim(
        rule, f"{name}增量：{word} {count} {unit}", count, *UNITS.get(unit, (unit,)), word=word
    )
    yield number_claim(rule, f"{name}增量：每档 {money(rule.step_amount)}", rule.step_amount, "元")
    if rule.cap is not None:
        yield number_claim(rule, f"{name}增量：最多 {money(rule.cap)}", rule.cap, "元")
    yield Claim(
        rule=rule.id,
        clause=rule.clause,
        what=f"{name}增量：起算用词“{rule.start_word}”",
        kind="opening",
        values=step.values,
        units=step.units,
        word=rule.start_word,
    )
