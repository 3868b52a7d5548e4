"""Each value of a policy's files, read afresh, stands in the policy where the file has it.

A helper that keeps what it loaded would hide a change of the loader from mutation runs (docs/mutation.md).
"""

from __future__ import annotations

import tomllib
from fractions import Fraction

import pytest
from policy_cases import TEXTS, YEARS, files

from gzaudit.policy.load import check_policy


def as_ratio(text):
    top, bottom = text.split("/")
    return Fraction(int(top), int(bottom))


def cites(raw):
    return raw["id"], raw["clause"]


def rule_of(value):
    return value.id, value.clause


@pytest.mark.parametrize("year", YEARS)
def test_each_value_stands_where_the_file_has_it(year):
    raw = tomllib.loads(TEXTS[year]["policy.toml"])
    policy = check_policy(files(year))
    assert [policy.id, policy.title, policy.year] == [raw["id"], raw["title"], raw["year"]]
    assert [policy.valid_from, policy.valid_to] == [raw["validity"][key] for key in ("from", "to")]
    assert [policy.service_from, policy.service_to] == [raw["service"][key] for key in ("from", "to")]
    document = policy.document
    assert {key: getattr(document, key) for key in ("short", "title", "number")} == raw["document"]
    assert (list(policy.words), dict(policy.districts)) == (raw["words"], raw["districts"])
    assert list(policy.districts) == sorted(raw["districts"])
    assert dict(policy.chosen) == {}
    assert policy.sha256 == files(year).sha256
    for value, table, keys in (
        (policy.enterprises, raw["enterprises"], ("revoked", "quasi_units")),
        (policy.payment, raw["payment"], ("condition", "failed", "base_rejected")),
    ):
        assert rule_of(value) == cites(table)
        assert [getattr(value, key) for key in keys] == [table[key] for key in keys]


@pytest.mark.parametrize("year", YEARS)
def test_each_indicator_is_what_the_file_says(year):
    raw = tomllib.loads(TEXTS[year]["policy.toml"])["indicators"]
    read = check_policy(files(year)).indicators
    for each, table in zip(read, raw, strict=True):
        assert [each.key, each.name, each.unit] == [table[key] for key in ("key", "name", "unit")]
        count, target, payout = table["count"], table["target"], table["payout"]
        assert rule_of(each.count) == cites(count)
        assert (each.count.list, each.count.both) == (count["list"], count.get("and"))
        assert (each.count.district, each.count.owners) == (count["district"], count.get("owners", "each"))
        assert rule_of(each.target) == cites(target)
        for key in ("column", "heading", "rounding", "zero"):
            assert getattr(each.target, key) == target[key]
        assert each.target.factor == (as_ratio(target["factor"]) if "factor" in target else None)
        assert rule_of(each.payout) == cites(payout)
        assert (each.payout.paid_for, each.payout.completion) == (payout["paid_for"], payout["completion"])
        for tier, line in zip(each.tiers, table["tiers"], strict=True):
            at = Fraction(1) if line["at"] == "target" else as_ratio(line["at"])
            assert (*rule_of(tier), tier.at, tier.word) == (*cites(line), at, line["word"])
            assert (tier.rate, tier.fixed) == (line["rate"], line.get("fixed", 0))
        for key, fields in (("prior", ("column", "heading")), ("exclusion", ("flag", "heading"))):
            value = getattr(each, key)
            assert (value is None) == (key not in table)
            if value:
                assert rule_of(value) == cites(table[key])
                assert [getattr(value, field) for field in fields] == [table[key][field] for field in fields]
        more, line = each.increment, table.get("increment")
        assert (more is None) == (line is None)
        if more:
            assert rule_of(more) == cites(line)
            assert (more.start, more.start_word) == (line["from"], line["from_word"])
            assert more.step_ratio == as_ratio(line["step_ratio"])
            for key in ("step_of", "growth", "step_count", "count_from", "step_word", "part_steps"):
                assert getattr(more, key) == line[key]
            assert (more.step_amount, more.combine) == (line["step_amount"], line["combine"])


@pytest.mark.parametrize("year", YEARS)
def test_each_kind_of_work_and_each_sum_is_what_the_file_says(year):
    raw = tomllib.loads(TEXTS[year]["policy.toml"])
    policy = check_policy(files(year))
    codes = {name: code for code, name in raw["districts"].items()}
    assert list(policy.measures) == [table["key"] for table in raw["measures"]]
    for each, table in zip(policy.measures.values(), raw["measures"], strict=True):
        assert rule_of(each) == cites(table)
        for key in ("key", "name", "unit", "list"):
            assert getattr(each, key) == table[key]
        assert (each.about, each.needs) == (table.get("about", ""), tuple(table.get("needs", ())))
        assert (each.until, each.until_word) == (table.get("until"), table.get("until_word"))
        options = ("sessions", "repeats", "attendees", "quarters")
        assert dict(each.options) == {key: table[key] for key in options if key in table}
    for each, table in zip(policy.works, raw["works"], strict=True):
        assert rule_of(each) == cites(table)
        for key in ("key", "name", "decided_by", "partial"):
            assert getattr(each, key) == table[key]
        for group, part in zip(each.groups, table["groups"], strict=True):
            assert rule_of(group) == cites(part)
            assert (group.tier, group.amount) == (part["tier"], part["amount"])
            assert list(group.districts) == sorted(codes[name] for name in part["districts"])
            for item, line in zip(group.items, part["items"], strict=True):
                assert (*rule_of(item), item.measure, item.at) == (*cites(line), line["measure"], line["at"])
                asked = (item.word, item.each, item.each_word)
                assert asked == tuple(line.get(key) for key in ("word", "each", "each_word"))


@pytest.mark.parametrize("year", YEARS)
def test_each_clause_and_each_question_is_what_the_file_says(year):
    policy = check_policy(files(year))
    clauses = tomllib.loads(TEXTS[year]["clauses.toml"])
    assert list(policy.clauses) == [table["id"] for table in clauses["clauses"]]
    for each, table in zip(policy.clauses.values(), clauses["clauses"], strict=True):
        assert each.document == policy.document.short == clauses["document"]
        assert (each.id, each.number, each.item) == (table["id"], table["number"], table.get("item", ""))
        assert (each.meaning, each.no_rule) == (table["meaning"], table.get("no_rule"))
    readings = tomllib.loads(TEXTS[year]["readings.toml"])["readings"]
    assert list(policy.readings) == [table["id"] for table in readings]
    for each, table in zip(policy.readings.values(), readings, strict=True):
        for key in ("id", "clause", "question", "reason", "arithmetic"):
            assert getattr(each, key) == table[key]
        for choice, line in zip(each.choices, table["choices"], strict=True):
            assert (choice.id, choice.meaning) == (line["id"], line["meaning"])
            assert {rule: dict(keys) for rule, keys in choice.sets.items()} == line.get("set", {})
            assert choice.unsupported == line.get("unsupported", "")
