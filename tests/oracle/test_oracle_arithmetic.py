"""The 26 worked cases of the 2025 notice, each by hand before it was by code."""

from fractions import Fraction

import pytest

from .arithmetic import city, decimal_text, district, indicator, six_places
from .model import ANY

HNTE = [
    (100, 69, 0),
    (100, 70, 21_000),
    (110, 77, 23_100),
    (100, 84, 25_200),
    (100, 85, 42_500),
    (180, 153, 76_500),
    (100, 99, 49_500),
    (100, 100, 60_000),
    (100, 104, 62_400),
    (100, 105, 113_000),
    (100, 114, 168_400),
    (100, 115, 219_000),
    (400, 414, 248_400),
    (400, 415, 299_000),
    (400, 430, 358_000),
    (300, 315, 239_000),
    (301, 316, 239_600),
    (299, 314, 238_400),
]
OTHERS = [
    ("above_scale_hnte", 10_000, 8399, 0),  # 79.9905 %: rounding would pay
    ("above_scale_hnte", 1000, 839, 0),
    ("above_scale_hnte", 1000, 840, 84_000),
    ("above_scale_hnte", 101, 84, 0),
    ("above_scale_hnte", 101, 85, 8_500),
    ("above_scale_hnte", 101, 106, 10_600),
    ("above_scale_hnte", 101, 107, 21_400),
    ("above_scale_tech_services", 40, 33, 0),
    ("above_scale_tech_services", 40, 34, 6_800),
    ("above_scale_tech_services", 40, 41, 8_200),
    ("above_scale_tech_services", 40, 42, 12_600),
    ("patent_hnte", 50, 51, 0),
    ("patent_hnte", 50, 52, 2_600),
    ("patent_hnte", 50, 64, 3_200),
    ("patent_hnte", 50, 65, 4_550),
    ("patent_hnte", 7, 9, 450),
    ("patent_hnte", 7, 10, 700),
]


@pytest.mark.parametrize(("target", "count", "amount"), HNTE)
def test_hnte_cases(target: int, count: int, amount: int) -> None:
    assert indicator("hnte", count, ("ok", target))["amount"] == amount


@pytest.mark.parametrize(("which", "before", "count", "amount"), OTHERS)
def test_other_cases(which: str, before: int, count: int, amount: int) -> None:
    assert indicator(which, count, ("ok", before))["amount"] == amount


WHOLE = {"hnte": 660, "above_scale_hnte": 212, "above_scale_tech_services": 314, "patent_hnte": 150}
GIVEN = {
    "hnte": ("ok", 600),
    "above_scale_hnte": ("ok", 200),
    "above_scale_tech_services": ("ok", 300),
    "patent_hnte": ("ok", 120),
}


def test_a_whole_district() -> None:
    result = district("440106", WHOLE, GIVEN, accepted=True, passed=None)
    assert result["amount"] == result["payable"] == 1_058_700
    assert result["base"] == {"tier": 1, "status": "accepted", "amount": 350_000}
    assert result["indicators"]["hnte"] == {
        "count": 660,
        "target": "600",
        "completion": "1.100000",
        "rate": 600,
        "per_enterprise_amount": 396_000,
        "increment_steps": 4,
        "increment_amount": 200_000,
        "amount": 596_000,
    }


def test_all_bases_come_to_3_250_000() -> None:
    from .places import DISTRICTS

    whole = [district(c, WHOLE, GIVEN, accepted=True, passed=None) for c in DISTRICTS]
    assert city(whole)["base_amount"] == 3_250_000


def test_a_failed_assessment_pays_nothing_and_a_missed_base_only_the_rest() -> None:
    failed = district("440103", WHOLE, GIVEN, accepted=True, passed=False)
    assert (failed["amount"], failed["payable"]) == (958_700, 0)
    missed = district("440103", WHOLE, GIVEN, accepted=False, passed=True)
    assert (missed["base"]["status"], missed["payable"]) == ("rejected", 708_700)


def test_a_null_spreads_to_every_sum_over_it() -> None:
    counts = WHOLE | {"patent_hnte": None}
    sick, sound = (district("440106", c, GIVEN, accepted=None, passed=None) for c in (counts, WHOLE))
    assert sick["indicators"]["patent_hnte"]["amount"] is None
    assert sick["performance_amount"] is None
    total = city([sick, sound])
    assert total["counts"]["patent_hnte"] is None
    assert total["counts"]["hnte"] == 1320
    assert (total["base_amount"], total["amount"], total["payable"]) == (0, None, None)


@pytest.mark.parametrize("state", ["missing", "zero", "invalid"])
def test_an_unusable_target_keeps_the_count_and_nulls_the_money(state: str) -> None:
    result = indicator("hnte", 12, (state, None))
    assert result["count"] == 12
    assert [result[k] for k in ("completion", "rate", "amount")] == [None, None, None]


def test_exact_decimals_and_six_places() -> None:
    assert [decimal_text(Fraction(n, d)) for n, d in ((105, 1), (2121, 20), (91, 10), (0, 1), (1, 20))] == [
        "105",
        "106.05",
        "9.1",
        "0",
        "0.05",
    ]
    assert six_places(Fraction(812, 900)) == "0.902222"
    assert six_places(Fraction(1, 2_000_000)) == "0.000001"
    assert six_places(Fraction(999_999, 2_000_000)) == "0.500000"


def test_any_is_equal_to_everything_on_either_side() -> None:
    result = {"a": "120", "b": None}
    assert result == {"a": ANY, "b": None}
    assert result == dict.fromkeys("ab", ANY)
    assert result != {"a": ANY}
