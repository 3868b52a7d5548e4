"""The sums: to the last place, and no digit can change unseen."""

from __future__ import annotations

import pytest
from published import AMOUNTS, SAMPLE, indicator, small, table

from gzaudit.budget_table.amounts import hundredths, shown
from gzaudit.budget_table.sums import check_sums


def test_the_sample_adds_up():
    checks = check_sums(table())
    # Whole and two units, each down two columns; whole, units and six lines across.
    assert len(checks) == 3 * 2 + 1 + 2 + 6
    assert all(each.ok and each.difference == 0 for each in checks)


def test_a_wrong_line_shows_in_its_row_and_in_its_unit():
    checks = check_sums(table(SAMPLE.replace("120.00 120.00", "120.01 120.00")))
    wrong = [(each.what, each.printed, each.worked, each.difference) for each in checks if not each.ok]
    assert wrong == [
        ("样例市科学技术局 = 各项目之和（总计）", 150000, 150001, -1),
        ("样例市科学技术局 信息系统运维（2025—2026年）：总计 = 各项资金来源之和", 12001, 12000, 1),
    ]


def test_every_single_changed_digit_is_seen():
    tried = 0
    for match in AMOUNTS.finditer(SAMPLE):
        for at in range(*match.span()):
            for digit in "0123456789" if SAMPLE[at].isdigit() else "":
                if digit != SAMPLE[at]:
                    tried += 1
                    changed = table(SAMPLE[:at] + digit + SAMPLE[at + 1 :])
                    assert not all(each.ok for each in check_sums(changed)), (match[0], at, digit)
    assert tried == sum(sum(c.isdigit() for c in m[0]) for m in AMOUNTS.finditer(SAMPLE)) * 9


def test_without_a_whole_there_is_nothing_to_hold_it_against():
    text = small(("项目", "5.00", indicator())).replace("合计 5.00 5.00\n", "")
    whole = check_sums(table(text))[0]
    assert (whole.printed, whole.worked, whole.ok) == (None, 500, False)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12,537.00", 1253700), ("588", 58800), ("588.0", 58800), ("2.88", 288), ("0.05", 5), ("-3.10", -310),
     ("1，200.00", 120000), (" 7.5 ", 750), ("0.500", 50), ("12.345", None), ("", None), ("一万", None), ("1.2.3", None)],
)  # fmt: skip
def test_hundredths(text, amount):
    assert hundredths(text) == amount


@pytest.mark.parametrize(
    ("amount", "text"), [(1253700, "12,537.00"), (5, "0.05"), (-310, "-3.10"), (0, "0.00")]
)
def test_shown(amount, text):
    assert shown(amount) == text
