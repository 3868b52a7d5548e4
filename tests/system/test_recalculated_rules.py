"""LibreOffice reckons every kind of rule that a policy file may hold as the evaluator does."""

from __future__ import annotations

from fractions import Fraction
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from system.recalculation import recalculate, spoil

from gzaudit.evaluate.indicator import indicator_sum
from gzaudit.policy.model import CountRule, GivenNumber, Increment, Indicator, Payout, TargetRule, Tier
from gzaudit.render.formulas.earning import Line
from gzaudit.render.formulas.place import Place, first_row
from gzaudit.render.model import Book, Column, Formula, Table
from gzaudit.render.xlsx import write_book
from gzaudit.result import Given

pytestmark = pytest.mark.system

ROLES = (
    "count", "given", "prior", "target", "completion", "tier", "rate", "fixed", "per_firm", "steps", "growth",
    "amount",
)  # fmt: skip
WORDS = cycle(["含", "超过", "达到", "高于", "以上"])
RATIOS = cycle([Fraction(5, 100), Fraction(3, 100), Fraction(1, 8), Fraction(33, 1000)])
# Targets that decimals come out of, counts on and beside thresholds.
NUMBERS = cycle(
    [(count, base, prior) for base in (100, 62, 37, 0, 213) for count in (0, 36, 62, 65, 66, 80, 84, 100, 105, 131, 240)
     for prior in (61, 0, 100)]
)  # fmt: skip
OPTIONS = product(
    ("all", "bands", "above_target", "up_to_target", "above_prior"),
    ("exact", "two_places"),
    ("exact", "up", "half_up", "down"),
    (None, Fraction(105, 100), Fraction(11, 10)),
    ("undecided", "reached"),
    ("target", "prior"),
    ("target", "prior"),
    ("left_out", "pro_rata"),
    ("max", "sum"),
    ("exact", "rounded_up"),
)
EACH = 5  # of 7,680 combinations every fifth; 5 shares no factor with the small cycles above


def rule_of(options: tuple[Any, ...]) -> Indicator:
    paid_for, completion, rounding, factor, zero, start, step_of, part_steps, combine, count_from = options
    tiers = [(Fraction(70, 100), 300, 0), (Fraction(85, 100), 500, 90_000), (Fraction(1), 600, 0)]
    more = Increment(
        "more", "一", start, next(WORDS), next(RATIOS), step_of, "simple", 15, count_from, next(WORDS), part_steps,
        50_000, combine, next(CAPS),
    )  # fmt: skip
    return Indicator(
        "hnte", "高企", "家", CountRule("count", "一", "hnte", None, "hnte"),
        TargetRule("target", "一", "given", "数", factor, rounding, zero), Payout("payout", "一", paid_for, completion),
        tuple(Tier(f"t{at}", "一", at, next(WORDS), rate, fixed) for at, rate, fixed in tiers),
        GivenNumber("prior", "一", "prior", "上年数"), more,
    )  # fmt: skip


CAPS = cycle([None, 120_000, None])


def test_every_kind_of_rule(tmp_path: Path) -> None:
    lines = []
    rules = [options for at, options in enumerate(OPTIONS) if at % EACH == 0]
    place = Place("数", first_row(()), len(rules), ROLES)
    for at, options in enumerate(rules):
        rule, (count, base, prior) = rule_of(options), next(NUMBERS)
        given = Given({}, {"given": base, "prior": prior})
        lines.append(
            {"count": count, **Line(rule, given, indicator_sum(rule, given, count), place, at).cells()}
        )
    rows = [[line.get(role, "") for role in ROLES] for line in lines]
    source = tmp_path / "rules.xlsx"
    write_book(
        source, Book("规则", "任意", (Table.of_rows("数", "规则", [Column(each) for each in ROLES], rows),))
    )
    spoilt = tmp_path / "spoilt.xlsx"
    assert spoil(source, spoilt) > 7 * len(rules)
    (path,) = recalculate([spoilt], tmp_path)
    found = load_workbook(path, data_only=True)["数"]
    for at, (row, options) in enumerate(zip(rows, rules, strict=True)):
        for column, (role, value) in enumerate(zip(ROLES, row, strict=True), 1):
            if isinstance(value, Formula):
                assert found.cell(place.first + at, column).value == value.value, (role, value, options)
