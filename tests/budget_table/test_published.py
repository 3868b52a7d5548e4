"""The published table of 2025, against the register of its lines and indicators; skips where it is not there."""

from __future__ import annotations

import random
import re

import pytest
from published import AMOUNTS, SHARED, rewrapped, table, without_places

from gzaudit.budget_table.amounts import shown
from gzaudit.budget_table.defects.find import find_defects
from gzaudit.budget_table.defects.prices import prices
from gzaudit.budget_table.sums import check_sums

TEXTS = sorted((SHARED / "seeds").glob("004_*.txt"))
REGISTER = SHARED / "spec" / "domain.md"
pytestmark = pytest.mark.skipif(not TEXTS or not REGISTER.is_file(), reason="公布的绩效目标表不在这里")


@pytest.fixture(scope="module")
def text():
    return TEXTS[0].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def register():
    return REGISTER.read_text(encoding="utf-8")


def plain(value: str) -> str:
    return re.sub(r"\s", "", value)


def test_units_and_lines(text, register):
    found = table(text)
    rows = re.findall(
        r"^\| (\d+) \| .+? \| (.+?) \| ([\d,.]+) \|$",
        register[register.index("## Appendix A") :],
        re.MULTILINE,
    )
    assert len(rows) == 39
    assert [(str(e.number), plain(e.name), shown(e.sums.total or 0)) for e in found.lines] == [
        (number, plain(name), amount) for number, name, amount in rows
    ]
    assert [(e.name, shown(e.sums.total or 0), len(e.lines)) for e in found.units] == [
        ("广州市科学技术局", "234,094.80", 26),
        ("广州市科技项目评审中心", "588.00", 6),
        ("广州市科学技术发展战略研究院", "976.64", 7),
    ]
    assert found.total is not None
    assert shown(found.total.total or 0) == "235,659.44"
    assert all(each.ok for each in check_sums(found))


def test_all_212_indicators(text, register):
    rows = re.findall(
        r"^\| (\d+)\.(\d+) \| (\d/\d\d) \| (.*?) \| (.*?) \| (.*?) \|$",
        register[register.index("## Appendix B") :],
        re.MULTILINE,
    )
    assert len(rows) == 212
    wanted = [
        (line, number, code, plain(name), plain(period), plain(period if annual == "=" else annual))
        for line, number, code, name, period, annual in rows
    ]
    found = [
        (str(line.number), str(e.number), e.code, plain(e.name), plain(e.period), plain(e.annual))
        for line in table(text).lines
        for e in line.indicators
    ]
    assert found == wanted


@pytest.mark.parametrize("seed", range(40))
def test_breaks_mean_nothing(text, seed):
    chance = random.Random(seed)
    broken = rewrapped(text, chance, chance.random(), 0.3 * chance.random())
    assert without_places(table(broken)) == without_places(table(text))


@pytest.mark.parametrize("part", range(8))
def test_every_changed_digit_of_an_amount_is_seen(text, part):
    digits = [at for m in AMOUNTS.finditer(text) for at in range(*m.span()) if text[at].isdigit()]
    assert len(digits) == 428
    for at in digits[part::8]:
        other = random.Random(at).choice([each for each in "0123456789" if each != text[at]])
        assert not all(each.ok for each in check_sums(table(text[:at] + other + text[at + 1 :]))), at


def test_the_defects_that_people_found(text):
    """domain §5.3, 1-10, but for those that need knowledge from outside the table."""
    found = {(each.rule, each.line, each.indicator) for each in find_defects(table(text))}
    assert found >= {
        ("code_for_name", 38, 0),
        ("mixed_unit", 5, 4),
        ("unit_does_not_fit", 21, 6),
        ("repeated_target", 23, 2),
        ("repeated_target", 26, 2),
        ("overlapping_projects", 26, 0),
        ("value_repeated", 7, 5),
        ("class_differs", 3, 4),
        ("class_differs", 39, 1),
        ("rate_as_quantity", 31, 2),
        ("goal_disagrees", 34, 6),
        ("no_value", 34, 1),
        ("no_value", 34, 5),
        ("vague", 1, 4),
        ("vague", 35, 6),
        ("vague", 17, 5),
        ("approximate", 31, 3),
        ("approximate", 14, 2),
        ("stray_characters", 14, 3),
        ("stray_characters", 35, 4),
        ("label_damaged", 2, 4),
        ("unit_price_differs", 30, 0),
        ("unit_price_differs", 28, 0),
        ("subject_without_line", 0, 0),
    }
    shown_prices = {each.line.number: each.shown.partition(" ")[0] for each in prices(table(text))}
    assert {number: shown_prices[number] for number in (27, 29, 30, 32, 34, 38)} == {
        27: "30,000.00", 29: "1,400.00", 30: "359.48", 32: "9,500.00", 34: "100.38", 38: "533.33",
    }  # fmt: skip
