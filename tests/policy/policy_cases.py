"""Helpers of the policy tests: the written cases, and copies of the policy files that can be spoiled."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

from gzaudit.evaluate.engine import evaluate
from gzaudit.evaluate.result import Given
from gzaudit.policy import load
from gzaudit.policy.exact import exact_decimal

FILE = Path(__file__).with_name("cases_2025.toml")
BOOK = tomllib.loads(FILE.read_text(encoding="utf-8"))
CASES = BOOK["cases"]
POLICY_FOLDER = Path(load.__file__).parents[1] / "policies" / "2025"
POLICY_TEXT = (POLICY_FOLDER / "policy.toml").read_text(encoding="utf-8")
CLAUSES_TEXT = (POLICY_FOLDER / "clauses.toml").read_text(encoding="utf-8")


def title(case):
    return f"{case['no']} {case['name']}"


def outcome(policy, case):
    """The whole year that a case gives, and the case's own district in it."""
    code = case.get("district", "440106")
    given = Given(
        counts=case.get("counts", {}),
        inputs=case.get("inputs", {}),
        base_status=case.get("base_status", "not_assessed"),
        assessment=case.get("assessment"),
    )
    year = evaluate(policy, {code: given})
    return year, next(each for each in year.districts if each.code == code)


def differences(policy, case):
    """What a case expects and does not find: (part, field, expected, found)."""
    if case.get("district", "440106") not in policy.districts:
        return [("district", "code", case.get("district", "440106"), list(policy.districts))]
    _, district = outcome(policy, case)
    found = []
    for part, fields in case["expected"].items():
        if part == "district":
            place = district
        elif part == "base":
            place = district.base
        else:
            place = district.indicators.get(part)
        for field, expected in fields.items():
            value = getattr(place, field, "no such part")
            if field == "target":
                value = exact_decimal(value)
            if value != expected:
                found.append((part, field, expected, value))
    fired = sorted(step.rule for step in all_steps(district) if step.amount)
    if fired != sorted(case["fired"]):
        found.append(("district", "fired", sorted(case["fired"]), fired))
    return found


def all_steps(district):
    parts = [*district.indicators.values(), district.base, district]
    return [step for part in parts for step in part.steps]


def facts(policy):
    """What the file says for people only, in the shape of the `facts` table of the cases."""
    return {
        "id": policy.id,
        "title": policy.title,
        "document": [policy.document.short, policy.document.title, policy.document.number],
        "headings": list(policy.columns.values()),
        "names": [each.name for each in policy.indicators],
    }


def signature(policy):
    """All that the cases give, with every sentence of the working; the digest of the files is left out."""
    if not {case.get("district", "440106") for case in CASES} <= set(policy.districts):
        return None  # a case has no district to stand in
    years = [dataclasses.replace(outcome(policy, case)[0], policy_sha256=None) for case in CASES]
    return years, facts(policy)


def folder(tmp_path, policy_text=POLICY_TEXT, clauses_text=CLAUSES_TEXT, name="2025"):
    """A policy folder with these texts."""
    made = tmp_path / name
    made.mkdir(exist_ok=True)
    (made / "policy.toml").write_bytes(policy_text.encode())
    (made / "clauses.toml").write_bytes(clauses_text.encode())
    return made


def swapped(text, old, new):
    """Replace one passage that must be there exactly once."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)
