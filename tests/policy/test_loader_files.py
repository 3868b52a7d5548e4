"""Files, folders, single tables and figures: what the loader refuses in them, word for word."""

from __future__ import annotations

from fractions import Fraction

import pytest
from policy_cases import POLICY_TEXT, folder, swapped
from refusals import RULE_ID, TABLES, told

from gzaudit.errors import InvariantError, PolicyError
from gzaudit.policy.exact import exact_decimal, ratio6
from gzaudit.policy.find import open_policy, parse, policy_folders
from gzaudit.policy.load import available
from gzaudit.policy.table import Table, shown


@pytest.mark.parametrize("value", [[], [1], [{}, 1], "x", {"a": 1}, 1])
def test_what_is_no_list_of_tables(value):
    assert told(Table({"t": value}, "x.toml", "top").tables, "t") == ("x.toml：top.t", shown(value), TABLES)


def test_a_boundary_word_sets_a_lower_limit_unless_an_upper_one_is_asked_for():
    table = Table({"low": "含", "high": "前"}, "x.toml")
    assert (table.boundary_word("low"), table.boundary_word("high", upper=True)) == ("含", "前")
    with pytest.raises(PolicyError, match="“前”是上限用词，这里要下限用词"):
        table.boundary_word("high")


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a = 1\na = 2\n", 2, "a = 2"),
        ("a = 1\n  b == 2  \nc = 3\n", 2, "b == 2"),
        ("a = 1\nb = ", 3, "文件到此为止"),
        ("a = 1\nb = [\n", 3, "文件到此为止"),
    ],
)
def test_a_line_that_is_no_toml_word_for_word(text, line, found):
    expected = f"2025/policy.toml：第 {line} 行", found, "合乎 TOML 写法，同一个键只写一次"
    assert told(parse, text, "2025/policy.toml") == expected


def test_folders_that_are_no_year_are_passed_over(tmp_path):
    for name in ("1999", "2019x", "2026", "notes"):
        (tmp_path / "policies" / name).mkdir(parents=True)
    (tmp_path / "policies" / "2024").write_text("no folder", encoding="utf-8")
    found = policy_folders(tmp_path)
    assert [(year, place) for year, (place, _) in found.items()] == [
        (2023, "gzaudit"),
        (2025, "gzaudit"),
        (2026, "policies/2026"),
    ]
    assert [each.name for _, each in found.values()] == ["2023", "2025", "2026"]
    assert open_policy(2023, tmp_path).folder.name == "2023"
    assert list(policy_folders(None)) == [2023, 2025]


def test_a_list_of_policies_needs_proper_ids(tmp_path):
    workspace = tmp_path / "own"
    (workspace / "policies").mkdir(parents=True)
    made = folder(workspace / "policies", policy=swapped(POLICY_TEXT, 'id = "gz-2025"', 'id = "GZ 2025"'))
    made.rename(workspace / "policies" / "2026")
    assert told(available, workspace) == ("2026/policy.toml：id", "“GZ 2025”", RULE_ID)


@pytest.mark.parametrize("places", [1, 17, 30, 60])
def test_long_decimals_are_exact(places):
    assert exact_decimal(Fraction(1, 10**places)) == "0." + "0" * (places - 1) + "1"
    assert exact_decimal(Fraction(1, 2**places)) == "0." + str(5**places).rjust(places, "0")


def test_refusals_of_figures_word_for_word():
    with pytest.raises(InvariantError) as caught:
        exact_decimal(Fraction(1, 3))
    expected = ("数值不能写成有限小数", "1/3", "分母只含因数 2 和 5")
    assert (caught.value.asked, caught.value.found, caught.value.expected) == expected
    with pytest.raises(InvariantError) as caught:
        ratio6(Fraction(-1, 2))
    assert (caught.value.asked, caught.value.found, caught.value.expected) == ("完成率不能为负", "-1/2", "")
