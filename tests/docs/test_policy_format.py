"""The guide to policy files names every key, every choice and every field there is, and its examples are true."""

from __future__ import annotations

import re
import tomllib
from typing import get_args

import pytest
from generated import ROOT, commands

from gzaudit.policy import rules, works
from gzaudit.policy.cases import model as case_model
from gzaudit.policy.model_rules import ListKey, PaidFor, Rounding
from gzaudit.policy.wording import OPERATORS
from gzaudit.read.kinds import kinds
from gzaudit.settings import load_settings

GUIDE = (ROOT / "docs" / "policy-format.md").read_text(encoding="utf-8")
POLICIES = sorted((ROOT / "gzaudit" / "policies").iterdir())
NAMED = set(re.findall(r"`[^`\n]+`", GUIDE))
WORDS = {word for each in NAMED for word in re.findall(r"[a-z_0-9]+", each)}


def keys(value):
    """Every key in a file's data, districts and rule ids left out."""
    if isinstance(value, dict):
        for key, each in value.items():
            if re.fullmatch("[a-z_]+", key):
                yield key
            yield from keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from keys(each)


@pytest.mark.parametrize("name", ["policy.toml", "clauses.toml", "readings.toml"])
def test_every_key_in_use_is_named(name):
    used = {
        key for folder in POLICIES for key in keys(tomllib.loads((folder / name).read_text(encoding="utf-8")))
    }
    examples = set(re.findall(r"^(\w+) = ", GUIDE, re.MULTILINE))
    known = WORDS | examples | {key for key in used if f"`{key}`" in GUIDE}
    assert used - known - {"enterprises", "base", "payment", "service", "readings", "clauses"} == set()


def test_every_choice_is_named():
    choices = {*get_args(ListKey), *get_args(Rounding), *get_args(PaidFor), *works.NEEDS, *works.RD_COLUMNS}
    choices |= {need for needs in works.NEEDS.values() for need in needs} | {*rules.FLAGS}
    choices |= {key for options in works.OPTIONS.values() for key in options}
    choices |= {
        value for options in works.OPTIONS.values() for values in options.values() for value in values
    }
    assert choices - WORDS == set()
    assert all(unit in GUIDE for unit in works.UNITS)
    assert all(f'"{condition}"' in GUIDE for condition in rules.CONDITIONS)


def test_every_boundary_word_stands_at_its_sign():
    for sign, operator in (("≥", ">="), (">", ">"), ("≤", "<="), ("<", "<")):
        words = "、".join(word for word in OPERATORS if OPERATORS[word] == operator)
        assert f"| {sign} | {words} |" in GUIDE


def test_every_field_of_a_case_is_named():
    fields = {
        **case_model.INDICATOR_FIELDS,
        **case_model.WORK_FIELDS,
        **case_model.DISTRICT_FIELDS,
    }
    assert {*fields} - WORDS == set()
    assert f'"{case_model.UNKNOWN}"' in GUIDE


def test_the_examples_are_those_of_2025():
    folder = ROOT / "gzaudit" / "policies" / "2025"
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    settings, *examples = sorted(
        re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL),
        key=lambda each: "reason = " not in each or "[[" in each,
    )
    assert settings.startswith("[readings.2025]")
    for example in examples:
        data = tomllib.loads(example)
        for name, entries in data.items():
            source = {"tiers": "policy.toml", "clauses": "clauses.toml"}.get(name, f"{name}.toml")
            for entry in entries:
                assert _stands(entry, tomllib.loads(texts[source])), entry


def _stands(entry, value):
    """Whether a table with at least these keys and values is somewhere in a file's data."""
    if isinstance(value, dict):
        return _within(entry, value) or any(_stands(entry, each) for each in value.values())
    return isinstance(value, list) and any(_stands(entry, each) for each in value)


def _within(part, whole):
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(_within(each, whole.get(key)) for key, each in part.items())
    return part == whole


def test_the_example_of_a_switched_reading_is_accepted(tmp_path):
    example = next(
        each for each in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL) if "[readings.2025]" in each
    )
    (tmp_path / "gzaudit.toml").write_text(example, encoding="utf-8")
    assert load_settings(tmp_path, 2025, set(kinds()), set()).readings["A3"].choice == "b"


def test_every_command_for_policies_is_named():
    known = {words[1] for words in commands() if words[:1] == ("policy",) and len(words) > 1}
    assert {name.split()[2] for name in re.findall(r"`(gzaudit policy [a-z]+)", GUIDE)} == known
