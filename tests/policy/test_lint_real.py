"""The policies of the tool agree with the official texts, and would not if one number or word were another."""

from __future__ import annotations

import dataclasses
import random

import pytest
from invented_notice import OFFICIAL, present, uncaught

from gzaudit.policy.lint.check import ERRORS, lint_policy
from gzaudit.policy.load import load_policy

pytestmark = present


@pytest.mark.parametrize(("year", "claims"), [(2023, 52), (2025, 70)])
def test_every_number_and_word_stands_at_its_clause_and_none_is_left_over(year, claims):
    lines = lint_policy(load_policy(year), OFFICIAL[year].read_text(encoding="utf-8"))
    assert [line for line in lines if line.status != "ok"] == []
    assert len(lines) == claims


@pytest.mark.parametrize("year", [2023, 2025])
def test_every_number_one_off_and_every_other_word_is_caught(year):
    count, passed = uncaught(load_policy(year), OFFICIAL[year].read_text(encoding="utf-8"))
    assert passed == []
    assert count > 500


@pytest.mark.parametrize("year", [2023, 2025])
def test_another_year_is_caught(year):
    text, policy = OFFICIAL[year].read_text(encoding="utf-8"), load_policy(year)
    for step in (1, -1):
        lines = lint_policy(dataclasses.replace(policy, year=year + step), text)
        assert {line.status for line in lines} & set(ERRORS)


@pytest.mark.parametrize("year", [2023, 2025])
def test_the_other_years_text_does_not_pass(year):
    lines = lint_policy(load_policy(year), OFFICIAL[4048 - year].read_text(encoding="utf-8"))
    assert sum(line.status in ERRORS for line in lines) > 40


@pytest.mark.parametrize("year", [2023, 2025])
def test_the_lines_of_the_official_text_do_not_matter(year):
    text, policy, chance = (
        OFFICIAL[year].read_text(encoding="utf-8"),
        load_policy(year),
        random.Random(year),
    )
    unwrapped = "".join(text.split())
    rewrapped = [
        "".join(char + chance.choice(["", "", "\n", "\n\n", " "]) for char in unwrapped) for _ in range(3)
    ]
    lines = lint_policy(policy, text)
    assert all(lint_policy(policy, each) == lines for each in (unwrapped, *rewrapped))
