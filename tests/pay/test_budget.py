"""Claims under a budget, to the yuan."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.errors import InvariantError
from gzaudit.pay.budget import pay_under_budget

CLAIMS = {"440106": 1_058_700, "440111": 619_350, "440117": 402_950}


def test_the_worked_example():
    paid = pay_under_budget(CLAIMS, 2_000_000, {})
    assert paid == {"440106": 1_017_491, "440111": 595_243, "440117": 387_266}
    assert sum(paid.values()) == 2_000_000


@pytest.mark.parametrize("total", [None, 2_081_000, 2_081_001])
def test_enough_money_pays_every_claim(total):
    assert pay_under_budget(CLAIMS, total, {}) == CLAIMS


def test_one_yuan_short_takes_one_yuan():
    paid = pay_under_budget(CLAIMS, 2_080_999, {})
    assert sum(paid.values()) == 2_080_999
    assert sorted(CLAIMS[code] - paid[code] for code in CLAIMS) == [0, 0, 1]


def test_equal_remainders_go_by_district_code():
    assert pay_under_budget({"440118": 10, "440103": 10, "440106": 10}, 11, {}) == {
        "440118": 3,
        "440103": 4,
        "440106": 4,
    }


def test_district_budgets_come_first_and_the_rest_is_scaled():
    assert pay_under_budget(CLAIMS, None, {"440106": 500_000}) == CLAIMS | {"440106": 500_000}
    # 500,000 + 619,350 + 402,950 = 1,522,300 fits, so nothing more is cut
    assert pay_under_budget(CLAIMS, 1_522_300, {"440106": 500_000}) == CLAIMS | {"440106": 500_000}
    assert pay_under_budget({"a": 300, "b": 100}, 100, {"a": 100}) == {"a": 50, "b": 50}
    assert pay_under_budget(CLAIMS, None, {"440106": 9_000_000}) == CLAIMS


def test_an_unknown_claim_leaves_every_share_of_the_same_budget_unknown():
    unknown = CLAIMS | {"440111": None}
    assert pay_under_budget(unknown, 9_000_000, {}) == dict.fromkeys(CLAIMS)
    assert pay_under_budget(unknown, None, {}) == unknown
    assert pay_under_budget(unknown, None, {"440111": 5}) == unknown
    assert pay_under_budget(unknown, None, {"440106": 5}) == unknown | {"440106": 5}


def test_nothing_to_share_and_nothing_claimed():
    assert pay_under_budget(CLAIMS, 0, {}) == dict.fromkeys(CLAIMS, 0)
    assert pay_under_budget(dict.fromkeys(CLAIMS, 0), 0, {}) == dict.fromkeys(CLAIMS, 0)
    assert pay_under_budget({}, 100, {}) == {}
    assert pay_under_budget({}, None, {}) == {}


@pytest.mark.parametrize(
    ("claims", "total", "districts"),
    [(CLAIMS, -1, {}), ({"440106": -1}, 5, {}), (CLAIMS, 5, {"440106": -1}), (CLAIMS, 5, {"440103": 5})],
)
def test_sums_that_cannot_be_are_refused(claims, total, districts):
    with pytest.raises(InvariantError):
        pay_under_budget(claims, total, districts)


CODES = st.sampled_from([f"4401{n:02d}" for n in range(3, 19)])
SUMS = st.one_of(st.integers(0, 50), st.integers(0, 3_000_000))


@settings(deadline=None)
@given(
    claims=st.dictionaries(CODES, SUMS, min_size=1),
    total=st.one_of(st.integers(0, 200), st.integers(0, 10**7)),
)
def test_shares_are_fair_and_add_up(claims, total):
    paid = pay_under_budget(claims, total, {})
    claimed = sum(claims.values())
    assert list(paid) == list(claims)
    assert sum(paid.values()) == min(total, claimed)
    for code, claim in claims.items():
        assert 0 <= paid[code] <= claim
        if claimed > total:
            assert abs(paid[code] - Fraction(claim * total, claimed)) < 1
    ordered = sorted(claims, key=claims.get)
    assert all(paid[a] <= paid[b] for a, b in pairwise(ordered) if claims[a] < claims[b])


@settings(deadline=None)
@given(
    claims=st.dictionaries(CODES, SUMS, min_size=1),
    total=st.one_of(st.none(), st.integers(0, 10**7)),
    caps=st.dictionaries(CODES, SUMS),
)
def test_no_budget_is_ever_exceeded(claims, total, caps):
    caps = {code: cap for code, cap in caps.items() if code in claims}
    paid = pay_under_budget(claims, total, caps)
    assert all(paid[code] <= cap for code, cap in caps.items())
    assert total is None or sum(paid.values()) <= total
