"""How near a count is to a threshold: by hand, and against a search over all counts (domain §6.4, 5)."""

from __future__ import annotations

import pytest
from builders import rules
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from match.small_policy import TIANHE

from gzaudit.analyse.near import Standing, standings
from gzaudit.evaluate.engine import evaluate
from gzaudit.evaluate.indicator import indicator_sum
from gzaudit.policy.model import Policy
from gzaudit.result import Given

HNTE, SCALE, SERVICES, PATENTS = "hnte", "above_scale_hnte", "above_scale_tech_services", "patent_hnte"
COLUMNS = {
    HNTE: "hnte_target",
    SCALE: "prior_above_scale_hnte",
    SERVICES: "prior_tech_services",
    PATENTS: "prior_patent_hnte",
}


def whole(policy: Policy, given: Given) -> dict[str, Standing]:
    """Standings of 天河, all else unknown."""
    facts = {code: given if code == TIANHE else Given() for code in policy.districts}
    found = standings(policy, evaluate(policy, facts), facts)
    assert {each.district for each in found} <= {TIANHE}
    return {each.indicator: each for each in found}


def stands(key: str, count: int, number: int, policy: Policy | None = None, **more: int) -> Standing:
    """One indicator of 2025 against its target or last year's count."""
    given = Given({key: count}, {COLUMNS[key]: number} | more)
    return whole(policy or rules(2025), given)[key]


def shown(each: Standing) -> tuple:
    return each.tier, each.steps, each.to_next, each.adds, each.spare, each.loses


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        # tier, steps, firms to the next, 元 more then, firms that may be lost, 元 less then
        (0, (0, 0, 70, 21_000, None, None)),
        (69, (0, 0, 1, 21_000, None, None)),
        (70, (1, 0, 15, 42_500 - 21_000, 0, 21_000)),
        (84, (1, 0, 1, 42_500 - 25_200, 14, 25_200)),
        (85, (2, 0, 15, 60_000 - 42_500, 0, 42_500 - 25_200)),
        (99, (2, 0, 1, 60_000 - 49_500, 14, 49_500 - 25_200)),
        (100, (3, 0, 5, 113_000 - 60_000, 0, 60_000 - 49_500)),
        (104, (3, 0, 1, 113_000 - 62_400, 4, 62_400 - 49_500)),
        (105, (3, 1, 5, 166_000 - 113_000, 0, 113_000 - 62_400)),
        (114, (3, 2, 1, 219_000 - 168_400, 4, 168_400 - 115_400)),
    ],
)
def test_hnte_against_a_target_of_a_hundred(count, expected):
    assert shown(stands(HNTE, count, 100)) == expected


@pytest.mark.parametrize(
    ("target", "count", "expected"),
    [
        # From 300 on, 15 firms make a step before 5 % do.
        (400, 414, (3, 0, 1, 299_000 - 248_400, 14, 248_400 - 500 * 399)),
        (400, 415, (3, 1, 15, 358_000 - 299_000, 0, 299_000 - 248_400)),
        (300, 315, (3, 1, 15, 600 * 330 + 100_000 - 239_000, 0, 239_000 - 600 * 314)),
        # Several steps at a time where 5 % is less than a firm.
        (10, 10, (3, 0, 1, 600 * 11 + 100_000 - 6_000, 0, 6_000 - 4_500)),
        (10, 11, (3, 2, 1, 600 + 100_000, 0, 600 + 100_000)),
        (1, 0, (0, 0, 1, 600, None, None)),
        (1, 1, (3, 0, 1, 600 + 1_000_000, 0, 600)),
    ],
)
def test_hnte_against_other_targets(target, count, expected):
    assert shown(stands(HNTE, count, target)) == expected


@pytest.mark.parametrize(
    ("key", "number", "count", "expected"),
    [
        (SCALE, 1000, 839, (0, 0, 1, 84_000, None, None)),
        (SCALE, 1000, 840, (1, 0, 210, 210_000 - 84_000, 0, 84_000)),
        (SCALE, 1000, 1049, (1, 0, 1, 210_000 - 104_900, 209, 104_900)),
        (SCALE, 1000, 1050, (2, 0, None, None, 0, 210_000 - 104_900)),
        (SCALE, 101, 85, (1, 0, 22, 21_400 - 8_500, 0, 8_500)),
        (SCALE, 101, 107, (2, 0, None, None, 0, 21_400 - 10_600)),
        (SERVICES, 40, 33, (0, 0, 1, 6_800, None, None)),
        (SERVICES, 40, 44, (2, 0, None, None, 2, 300 * 44 - 200 * 41)),
        (PATENTS, 7, 9, (1, 0, 1, 700 - 450, 1, 450)),
        (PATENTS, 50, 64, (1, 0, 1, 4_550 - 3_200, 12, 3_200)),
    ],
)
def test_indicators_without_steps(key, number, count, expected):
    """The last tier has no next; `loses` is down to one firm fewer than the tier asks for."""
    assert shown(stands(key, count, number)) == expected


@pytest.mark.parametrize(
    ("count", "near"),
    [(66, False), (67, False), (68, True), (69, True), (70, True), (71, True), (72, True), (73, False), (82, False),
     (83, True), (97, False), (98, True), (102, True), (103, True), (0, False)],
)  # fmt: skip
def test_who_sits_within_two_firms_of_a_boundary(count, near):
    assert stands(HNTE, count, 100).is_near is near


@pytest.mark.parametrize(
    ("count", "near"), [(211, False), (212, True), (213, True), (1050, True), (1052, True), (1053, False)]
)
def test_who_sits_near_where_nothing_more_can_be_reached(count, near):
    assert stands(SCALE, count, 1000 if count > 1000 else 254).is_near is near


def test_what_cannot_be_measured_does_not_stand_anywhere():
    policy = rules(2025)
    counts = {HNTE: 5, SCALE: None, SERVICES: 4, PATENTS: 3}
    inputs = {COLUMNS[HNTE]: 0, COLUMNS[SCALE]: 10, COLUMNS[PATENTS]: 3}
    assert set(whole(policy, Given(counts, inputs))) == {PATENTS}
    assert whole(policy, Given()) == {}
    # Under a reading that needs last year's count there is no standing without it.
    from_prior = rules(2025, (("A1", "b"),))
    assert whole(from_prior, Given({HNTE: 5}, {COLUMNS[HNTE]: 5})) == {}
    assert set(whole(from_prior, Given({HNTE: 5}, {COLUMNS[HNTE]: 5, "prior_hnte": 4}))) == {HNTE}


def test_the_order_is_that_of_districts_and_of_the_notice():
    policy = rules(2025)
    one = Given(dict.fromkeys(COLUMNS, 5), dict.fromkeys(COLUMNS.values(), 5))
    facts = dict.fromkeys(policy.districts, one)
    found = standings(policy, evaluate(policy, facts), facts)
    assert [(each.district, each.indicator) for each in found] == [
        (code, key) for code in sorted(policy.districts) for key in COLUMNS
    ]


def small(count: int, prior: int, excluded: bool | None) -> dict[str, Standing]:
    policy = rules(2023)
    flags = {} if excluded is None else {"subsidy_4": excluded}
    facts = {"hnte": count, "tech_sme": count}
    return whole(policy, Given(facts, {"prior_hnte": prior, "prior_tech_sme": prior}, flags=flags))


def test_2023_has_one_tier_with_a_fixed_sum():
    made = small(109, 100, None)
    assert shown(made["hnte"]) == (0, 0, 1, 366_000, None, None)
    assert shown(made["tech_sme"]) == (0, 0, 11, 90_000 + 150 * 120, None, None)
    made = small(114, 100, False)
    assert shown(made["hnte"]) == (1, 0, 1, 419_000 - 368_400, 4, 368_400)
    made = small(125, 100, None)
    assert shown(made["hnte"]) == (1, 3, 5, 600 * 5 + 50_000, 0, 525_000 - (300_000 + 600 * 124 + 100_000))


def test_an_excluded_institution_earns_nothing_at_any_count():
    assert set(small(125, 100, True)) == {"tech_sme"}


# Against a search over all counts


def search(policy: Policy, key: str, count: int, inputs: dict[str, int]) -> Standing:
    """The same by looking at every number of firms, one after another."""
    rule = next(each for each in policy.indicators if each.key == key)

    def at(firms: int) -> tuple[tuple[int, int], int]:
        made = indicator_sum(rule, Given(inputs=inputs), firms)
        rates = [tier.rate for tier in rule.tiers]
        return (rates.index(made.rate) + 1 if made.rate else 0, made.increment_steps), made.amount

    here, sum_here = at(count)
    above = next(
        (
            firms
            for firms in range(count + 1, 2 * count + 2 * sum(inputs.values()) + 50)
            if at(firms)[0] != here
        ),
        None,
    )
    since = None
    if here != (0, 0):
        since = count
        while since and at(since - 1)[0] == here:
            since -= 1
    return Standing(
        TIANHE,
        key,
        count,
        *here,
        since=since,
        next_at=above,
        adds=None if above is None else at(above)[1] - sum_here,
        loses=sum_here - at(since - 1)[1] if since else None,
    )


LETTERS = {"A1": "ab", "A2": "abc", "A3": "ab", "A4": "ab", "A5": "abcd", "A6": "ab", "A7": "abcd"}


@settings(max_examples=150, deadline=None)
@drawn(
    st.sampled_from(list(COLUMNS)),
    st.integers(0, 700),
    st.integers(1, 500),
    st.integers(0, 500),
    st.sampled_from([(), *(((key, letter),) for key, letters in LETTERS.items() for letter in letters[1:])]),
)
def test_a_standing_is_what_a_search_over_all_counts_finds(key, count, number, prior, chosen):
    policy = rules(2025, chosen)
    inputs = {COLUMNS[key]: number, "prior_hnte": prior}
    assert stands(key, count, number, policy, prior_hnte=prior) == search(policy, key, count, inputs)


@settings(max_examples=60, deadline=None)
@drawn(
    st.sampled_from(["hnte", "tech_sme"]),
    st.integers(0, 900),
    st.integers(1, 700),
    st.sampled_from([(), (("B1", "b"),), (("B1", "c"),), (("B2", "b"),), (("B3", "b"),)]),
)
def test_so_it_is_in_2023(key, count, prior, chosen):
    policy, inputs = rules(2023, chosen), {"prior_hnte": prior, "prior_tech_sme": prior}
    assert whole(policy, Given({key: count}, inputs))[key] == search(policy, key, count, inputs)


def test_far_above_a_small_target_steps_of_compound_growth_are_still_found():
    """A step that is 5 % of the level before it grows beyond 15 firms."""
    policy = rules(2025, (("A2", "c"),))
    for count in (400, 450, 500):
        assert stands(HNTE, count, 100, policy) == search(policy, HNTE, count, {COLUMNS[HNTE]: 100})
        assert stands(HNTE, count, 100, policy).next_at is not None
