"""Grants under any list: no sum is above a cap, sums add up, more never pays less, the order decides nothing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.evaluate.grant import evaluate_grants
from gzaudit.evaluate.places import Standing, most, places_of
from gzaudit.policy.find import open_named
from gzaudit.policy.load_named import build_named
from gzaudit.result_grants import Application

FILES = open_named("2015-draft")
PLAIN = build_named(FILES)
CHOICES = [{}, {"K2": "b"}, {"K3": "b"}, {"K4": "b"}, {"K6": "b"}, {"K2": "b", "K3": "b", "K6": "b"}]
POLICIES = [build_named(FILES, each, PLAIN) if each else PLAIN for each in CHOICES]
LEVELS = ("k3-national", "k3-provincial")
YEARS = st.sampled_from((2015, 2016, 2017))
WHO = st.sampled_from([f"单位{at}" for at in range(14)])
AMOUNTS = st.one_of(
    st.none(),
    st.integers(0, 3 * 10**10).map(lambda fen: F(fen, 100)),
    st.sampled_from((F(10**8), F(10**8) - F(1, 100), F(500_000), F(500_001))),
)
ORDER = {"selected": st.sampled_from((None, True, None)), "rank": st.one_of(st.none(), st.integers(1, 14))}


def line(grant, **more):
    more = {"row": st.just(0), "grant": st.just(grant), "year": YEARS, "who": WHO, **ORDER, **more}
    return st.builds(Application, **more)


LINES = st.one_of(
    line("K1"),
    line("K2", amount=AMOUNTS, institution=st.sampled_from(("", "", "机构"))),
    line("K3", level=st.sampled_from((*LEVELS, ""))),
    line("K4", amount=AMOUNTS),
)


def numbered(lines):
    return [replace(each, row=at) for at, each in enumerate(lines, 1)]


def once(lines):
    """What the sorter leaves of a list: one line for what is paid once a year."""
    kept = {}
    for each in lines:
        summed = each.grant in ("K2", "K4")
        kept.setdefault((each.grant, each.year, each.who, each.level, len(kept) if summed else 0), each)
    return numbered(kept.values())


LISTS = st.lists(LINES, max_size=40).map(once)


@settings(max_examples=60, deadline=None)
@given(LISTS, st.sampled_from(POLICIES))
def test_no_sum_is_above_its_caps_and_all_sums_add_up(lines, policy):
    result = evaluate_grants(policy, lines)
    for each in result.lines:
        most_each = {"K1": 1_000_000, "K2": 5_000_000, "K3": 3_000_000, "K4": 500_000}[each.grant]
        assert each.paid is None or (type(each.paid) is int and 0 <= each.paid <= most_each)
        if each.paid is not None and each.computed is not None and each.place in ("free", "in"):
            assert each.paid <= each.computed + F(1, 2)
            assert bool(each.bound) == (each.computed > most_each)
    for each in result.sums:
        own = [e for e in result.lines if e.grant == each.grant and each.year in (None, e.year)]
        known = [e.paid for e in own]
        assert each.paid == (None if None in known else sum(known))
        assert each.open == known.count(None)
        if each.ceiling is not None and each.paid is not None:
            assert each.paid <= each.ceiling
    assert sorted(row for each in result.lines for row in each.rows) == [each.row for each in lines]
    for year, paid in result.years.items():
        parts = [e.paid for e in result.sums if e.year == year]
        assert paid == (None if None in parts else sum(parts))
    whole = list(result.years.values())
    assert result.paid == (None if None in whole else sum(whole))


@settings(max_examples=60, deadline=None)
@given(LISTS, st.randoms(use_true_random=False), st.sampled_from(POLICIES))
def test_the_order_of_the_lines_decides_nothing(lines, random, policy):
    mixed = list(lines)
    random.shuffle(mixed)
    one, other = evaluate_grants(policy, lines), evaluate_grants(policy, numbered(mixed))
    assert (one.paid, dict(one.years)) == (other.paid, dict(other.years))

    def figures(result):
        return [
            (e.grant, e.year, e.payee, e.base, e.computed, e.bound, e.place, e.paid) for e in result.lines
        ]

    assert figures(one) == figures(other)
    assert [(e.grant, e.year, e.paid, e.open) for e in one.sums] == [
        (e.grant, e.year, e.paid, e.open) for e in other.sums
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 3 * 10**10),
    st.integers(0, 10**9),
    st.sampled_from(("K2", "K4")),
    st.sampled_from(POLICIES),
)
def test_a_higher_sum_never_pays_less(fen, more, grant, policy):
    def paid(amount):
        return evaluate_grants(policy, [Application(1, grant, 2015, "甲", amount=F(amount, 100))]).paid

    assert paid(fen) <= paid(fen + more)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**10), min_size=1, max_size=5), st.sampled_from(POLICIES))
def test_several_contracts_pay_what_one_of_their_sum_pays(fen, policy):
    several = [Application(at, "K2", 2016, "甲", amount=F(each, 100)) for at, each in enumerate(fen, 1)]
    one = [Application(1, "K2", 2016, "甲", amount=F(sum(fen), 100))]
    assert evaluate_grants(policy, several).paid == evaluate_grants(policy, one).paid


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.builds(Standing, st.booleans(), st.one_of(st.none(), st.integers(1, 6))), max_size=7),
    st.integers(1, 6),
)
def test_places_are_what_every_possible_order_agrees_on(standings, places):
    """Against all orders that people's words leave open: in where it is always in, out where never."""
    import itertools

    names = [str(at) for at in range(len(standings))]
    said = dict(zip(names, standings, strict=True))

    def allowed(order):
        for at, one in enumerate(order):
            for other in order[at + 1 :]:
                a, b = said[one], said[other]
                if b.chosen and not a.chosen:
                    return False
                if a.chosen == b.chosen and None not in (a.rank, b.rank) and b.rank < a.rank:
                    return False
        return True

    small = names[:6]
    said = {name: said[name] for name in small}
    orders = [order[:places] for order in itertools.permutations(small) if allowed(order)]
    found = places_of(said, places)
    for name in small:
        inside = [name in order for order in orders]
        assert found[name] == ("in" if all(inside) else "open" if any(inside) else "out")


def test_a_limit_without_a_word_is_the_number_itself():
    assert [most(10, word) for word in (None, "不超过", "以内", "不足", "不满")] == [10, 10, 10, 9, 9]
