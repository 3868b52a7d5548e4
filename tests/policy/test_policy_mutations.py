"""No change to a policy's rules or readings passes unseen: it is refused, or a written case comes out differently."""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from dataclasses import replace

import pytest
from mutants import TOKEN, line_mutants, meaning, order_mutants, token_mutants
from policy_cases import TEXTS, YEARS, files, policy

from gzaudit.errors import PolicyError
from gzaudit.policy.cases.read import case_table
from gzaudit.policy.cases.run import run_table
from gzaudit.policy.load import check_policy
from gzaudit.policy.table import Table

FILES = ("policy", "readings", "clauses")
BOTH = [(year, name) for year in YEARS for name in FILES]


def quick_first(top):
    """The case file with the cases whose records must be judged at its end."""
    cases = sorted(top.data["cases"], key=lambda case: "records" in case.get("given", {}))
    return Table({**top.data, "cases": cases}, top.file)


CASES = {year: quick_first(case_table(files(year))) for year in YEARS}


def well_told(error):
    """A refusal counts only if a person can find the place and knows what was found and what is allowed."""
    place = re.match(r"20\d\d/(policy|clauses|readings|cases)\.toml：.", error.where)
    return bool(error.exit_code == 4 and place and error.found and error.expected)


def seen(year, changed):
    """How a change shows: `refused`, `case`, or "" if it does not."""
    try:
        results = run_table(CASES[year], changed)
        if not next(results).ok:  # the register of texts, which is quick
            return "case"
        check_policy(changed)
        if any(not result.ok for result in results):
            return "case"
    except PolicyError as error:
        return "refused" if well_told(error) else ""
    return ""


def seen_text(year, name, text):
    try:
        return seen(year, files(year, **{name: text}))
    except PolicyError as error:  # no TOML at all
        return "refused" if well_told(error) else ""


def mutants_of(year, name):
    text = TEXTS[year][f"{name}.toml"]
    rules = policy(year)
    yield from token_mutants(text, tuple(rules.clauses), tuple(rules.districts.values()))
    yield from line_mutants(text)


@pytest.mark.parametrize(("year", "name"), BOTH)
def test_no_single_change_passes_unseen(year, name):
    said = meaning(TEXTS[year][f"{name}.toml"])
    how, unseen = Counter(), []
    for text, what in mutants_of(year, name):
        how[found := seen_text(year, name, text)] += 1
        if not found and meaning(text) != said:  # two ways to write a file may say one thing
            unseen.append(what)
    assert unseen == []
    assert how["case"] > 20
    assert how["refused"] > 100


@pytest.mark.parametrize(("year", "name"), BOTH)
def test_no_change_of_order_passes_unseen(year, name):
    kept = files(year)
    tried, unseen = 0, []
    for data, what in order_mutants(tomllib.loads(TEXTS[year][f"{name}.toml"])):
        tables = {**kept.tables, f"{name}.toml": Table(data, f"{year}/{name}.toml")}
        tried += 1
        if not seen(year, replace(kept, tables=tables)):
            unseen.append(what)
    assert unseen == []
    assert tried > 5


@pytest.mark.parametrize(("year", "name"), BOTH)
def test_no_two_changes_together_pass_unseen(year, name):
    """Two slips at random could hide each other."""
    text, rules = TEXTS[year][f"{name}.toml"], policy(year)
    said, chance = meaning(text), random.Random(year)
    singles = list(token_mutants(text, tuple(rules.clauses), tuple(rules.districts.values())))
    unseen = []
    for _ in range(150):
        first, second = chance.sample(singles, 2)
        both = _merged(text, first[0], second[0])
        if both and not seen_text(year, name, both) and meaning(both) != said:
            unseen.append((first[1], second[1]))
    assert unseen == []


def _merged(text, one, other):
    """Both of two changes to a text; "" where they overlap."""
    (start, end, new), (first, last, more) = sorted((_change(text, one), _change(text, other)))
    return "" if end > first else text[:start] + new + text[end:first] + more + text[last:]


def _change(text, changed):
    start = _alike(text, changed)
    kept = _alike(text[start:][::-1], changed[start:][::-1])
    return start, len(text) - kept, changed[start : len(changed) - kept]


def _alike(one, other):
    """How many signs both begin with, found by halves."""
    alike, differ = 0, min(len(one), len(other)) + 1
    while differ - alike > 1:
        middle = (alike + differ) // 2
        alike, differ = (middle, differ) if one[:middle] == other[:middle] else (alike, middle)
    return alike


@pytest.mark.parametrize("year", YEARS)
def test_no_changed_amount_or_threshold_passes_the_figures_that_people_wrote(year):
    """Stricter: neither the register of texts nor a refusal of the cases helps here; a figure must be off."""
    text, unseen = TEXTS[year]["policy.toml"], []
    figures = Table(
        {key: value for key, value in CASES[year].data.items() if key != "facts"}, CASES[year].file
    )
    for match in TOKEN.finditer(text):
        ratio = re.fullmatch(r'"(\d+)/(\d+)"', match[0]) if match.lastgroup == "string" else None
        if not ratio and (match.lastgroup != "number" or re.fullmatch(r"4401\d\d", match[0])):
            continue  # no number, or a district's code, which the register of texts holds
        for delta in (-1, 1):
            other = f'"{int(ratio[1]) + delta}/{ratio[2]}"' if ratio else str(int(match[0]) + delta)
            try:
                changed = files(year, policy=text[: match.start()] + other + text[match.end() :])
                check_policy(changed)
            except PolicyError:
                continue
            if all(result.ok for result in run_table(figures, changed)):
                unseen.append(f"{match[0]} → {other} at {match.start()}")
    assert unseen == []


@pytest.mark.parametrize("year", YEARS)
def test_the_change_maker_touches_every_kind(year):
    kinds = {match.lastgroup for each in FILES for match in TOKEN.finditer(TEXTS[year][f"{each}.toml"])}
    assert kinds == {"comment", "string", "date", "number", "bool", "key"}
