"""Years at random: rules of the notices under any readings, invented rules, given numbers near every boundary."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from fractions import Fraction
from functools import cache
from types import SimpleNamespace

from gzaudit.decide.model import Decision
from gzaudit.evaluate.engine import evaluate
from gzaudit.pay.budget import under_budget
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import build_policy, load_policy
from gzaudit.policy.model import Exclusion, GivenNumber, Increment, Payout, TargetRule, Tier
from gzaudit.policy.wording import LOWER_WORDS
from gzaudit.result import Given
from gzaudit.settings import Budget
from gzaudit.store.codec import encode
from gzaudit.store.plain import _figures
from gzaudit.verify.second import recompute

FACTORS = (None, None, Fraction(1), Fraction(21, 20), Fraction(13, 10), Fraction(333, 1000))


@cache
def choices(year):
    """Of each open question of a notice, the choices that the tool computes."""
    readings = load_policy(year).readings.values()
    return {each.id: [c.id for c in each.choices if not c.unsupported] for each in readings}


@cache
def read_as(year, letters):
    return build_policy(open_policy(year), dict(letters))


def noticed(draw, year):
    """A notice as published, or with up to three questions read otherwise."""
    asked = draw.sample(sorted(choices(year)), draw.choice((0, 0, 1, 2, 3)))
    letters = tuple((key, draw.choice(choices(year)[key])) for key in sorted(asked))
    return read_as(year, letters)


def increment(draw):
    either = ("target", "prior")
    return Increment(
        "more",
        "一",
        start=draw.choice(either),
        start_word=draw.choice(LOWER_WORDS),
        step_ratio=Fraction(draw.randint(1, 60), 100),
        step_of=draw.choice(either),
        growth=draw.choice(("simple", "compound")),
        step_count=draw.randint(1, 40),
        count_from=draw.choice(("exact", "rounded_up")),
        step_word=draw.choice(LOWER_WORDS),
        part_steps=draw.choice(("left_out", "pro_rata")),
        step_amount=draw.randint(1, 50_000),
        combine=draw.choice(("max", "sum")),
        cap=draw.choice((None, draw.randint(1, 300_000))),
    )


def invented(draw, policy):
    """The policy with rules that no notice has had yet: every option that a policy file may set."""

    def indicator(rule):
        marks = sorted(draw.sample(range(1, 131), draw.randint(1, 4)))
        tiers = [
            Tier(f"t{at}", "一", Fraction(at, 100), draw.choice(LOWER_WORDS), draw.randint(1, 1000), draw.choice((0, draw.randint(1, 90_000))))
            for at in marks
        ]  # fmt: skip
        rounding = draw.choice(("exact", "exact", "up", "half_up", "down"))
        zero = draw.choice(("undecided", "reached"))
        column = f"given_{rule.key}"
        return replace(
            rule,
            target=TargetRule("t", "一", column, "数", draw.choice(FACTORS), rounding, zero),
            payout=Payout("p", "一", draw.choice(("all", "bands", "above_target", "up_to_target", "above_prior")), draw.choice(("exact", "two_places"))),
            tiers=tuple(tiers),
            prior=draw.choice((None, GivenNumber("n", "一", f"prior_{rule.key}", "上年数"))),
            increment=draw.choice((None, increment(draw), increment(draw))),
            exclusion=draw.choice((None, None, Exclusion("x", "一", "shut", "除外"))),
        )  # fmt: skip

    works = tuple(
        replace(
            each,
            decided_by=draw.choice(("people", "list")),
            partial=draw.choice(("nothing", "by_item")),
            groups=tuple(
                replace(group, items=tuple(replace(item, word=draw.choice((None, *LOWER_WORDS))) for item in group.items))
                for group in each.groups
            ),
        )
        for each in policy.works
    )  # fmt: skip
    payment = replace(
        policy.payment,
        failed=draw.choice(("pays_nothing", "ignored")),
        base_rejected=draw.choice(("separate", "pays_nothing")),
    )
    return replace(
        policy,
        indicators=tuple(map(indicator, policy.indicators)),
        works=works if draw.random() < 0.8 else (),
        payment=payment,
    )


def number(draw):
    return draw.choice((draw.choice((0, 1, 7)), draw.randint(2, 60), draw.randint(2, 60), draw.randint(20, 400), draw.randint(100, 20_000)))  # fmt: skip


def near(draw, goal, rule):
    """A count at, just below or just above a mark of the rule, or anywhere."""
    marks = [tier.at for tier in rule.tiers]
    if rule.increment:
        marks += [1 + rule.increment.step_ratio * draw.randint(0, 12)]
    at = int(goal * draw.choice(marks)) + draw.randint(-2, 2)
    if rule.increment and draw.random() < 0.3:
        at = int(goal) + rule.increment.step_count * draw.randint(0, 6) + draw.randint(-1, 1)
    return max(0, at if draw.random() < 0.8 else draw.randint(0, int(3 * goal) + 40))


def facts(draw, policy, code, unknown):
    """What is known of one district; `unknown` is how often something is not."""

    def gap(value):
        return None if draw.random() < unknown else value

    inputs = {key: gap(number(draw)) for key in (*policy.columns, *policy.optional_columns)}
    counts = {}
    for rule in policy.indicators:
        goal = (inputs[rule.target.column] or 0) * (rule.target.factor or 1)
        counts[rule.key] = gap(near(draw, goal, rule))
    wanted = {item.measure: item.at for work in policy.works for item in work.group_of(code).items}
    off = (0, 0, 0, 0, -1, 1)
    found = {key: gap(max(0, at + draw.choice(off))) for key, at in wanted.items()}
    flags = {
        rule.exclusion.flag: draw.choice((True, False, None)) for rule in policy.indicators if rule.exclusion
    }
    status = draw.choice(("accepted", "accepted", "rejected", "not_assessed"))
    return Given(counts, inputs, status, draw.choice(("passed", "passed", "failed", None)), found, flags)


def budget(draw, policy, claimed):
    way = draw.choice(("", "", "none", "proportional", "proportional", "proportional"))
    if not way:
        return None
    total = draw.choice(
        (None, 0, draw.randint(0, 20_000_000), claimed, max(claimed - draw.randint(-3, 40), 0))
    )
    names = draw.sample(sorted(policy.districts.values()), draw.randint(0, 4))
    return Budget(total, {name: draw.randint(0, 900_000) for name in names}, way)


def approvals(draw, policy):
    """Sums that people approved, by district code: mostly none, seldom more than there is."""
    if draw.random() < 0.6:
        return {}
    codes = draw.sample(sorted(policy.districts), draw.randint(1, 11))
    return {code: draw.choice((0, 1, draw.randint(0, 900_000), draw.randint(0, 9_000_000))) for code in codes}


def year_at_random(seed):
    """A policy, what is given of each district, a budget, approved sums."""
    draw = random.Random(f"two evaluators/{seed}")
    policy = noticed(draw, draw.choice((2023, 2025)))
    if draw.random() < 0.5:
        policy = invented(draw, policy)
    unknown = draw.choice((0, 0, 0, 0.01))
    given = {code: facts(draw, policy, code, unknown) for code in policy.districts}
    claims = [each.payable for each in evaluate(policy, given).districts]
    its_budget = budget(draw, policy, sum(each or 0 for each in claims))
    return policy, given, its_budget, approvals(draw, policy)


def decided(policy, code, amount):
    """A decision in force on a district's amount."""
    name = policy.districts[code]
    return Decision("amount", name, "", str(amount), "依据", "甲", "乙", "", 0, 2, "applied")


def stored(policy, given, its_budget, approved=()):
    """As run.db holds it."""
    decisions = tuple(decided(policy, code, amount) for code, amount in dict(approved).items())
    told = {"policy": policy, "given": given, "budget": its_budget, "decisions": decisions}
    return json.loads(json.dumps({key: encode(value, {}) for key, value in told.items()}))


def first_figures(policy, given, its_budget, approved):
    """What the evaluator says, as the table `figures` has it."""
    result, _ = under_budget(evaluate(policy, given), its_budget, approved)
    return {place[:3]: place[3] for place in _figures(SimpleNamespace(result=result))}


def second_figures(policy, given, its_budget, approved):
    found = recompute(stored(policy, given, its_budget, approved))
    return {place: None if value is None else str(value) for place, value in found.items()}


def main(years):
    """Try many years; prints each that the two evaluators work out differently."""
    inputs = 0
    for seed in range(years):
        its = year_at_random(seed)
        inputs += len(its[0].districts)
        one, other = first_figures(*its), second_figures(*its)
        for place in sorted(one.keys() | other.keys()):
            if one.get(place, "—") != other.get(place, "—"):
                print(seed, *place, one.get(place, "—"), other.get(place, "—"))
    print(inputs, "inputs")


if __name__ == "__main__":
    main(int(sys.argv[1]))
