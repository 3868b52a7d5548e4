"""Small changes to a policy file: near numbers, other words, typing slips, lines left out, another order."""

from __future__ import annotations

import copy
import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from gzaudit.policy.wording import OPERATORS

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<string>"[^"\n]*")|(?P<date>\d{4}-\d\d-\d\d)"""
    r"""|(?P<number>(?<![\w.-])\d+(?=\s*[,}\]\s]))|(?P<bool>true|false)"""
    r"""|(?P<key>[A-Za-z_][A-Za-z_0-9.-]*|\d{6}(?=\s=))"""
)
LISTS = ("hnte", "hnte_stock", "above_scale", "above_scale_tech_services", "patent_grants", "tech_smes")
# Words that stand for one another at some key: each is tried in place of each.
CHOICES = (
    LISTS,
    ("left_out", "counted", "pro_rata"),
    ("exact", "up", "half_up", "down", "two_places", "rounded_up"),
    ("undecided", "reached"),
    ("all", "bands", "above_target", "up_to_target", "above_prior"),
    ("target", "prior"),
    ("simple", "compound"),
    ("max", "sum"),
    ("people", "list"),
    ("nothing", "by_item"),
    ("pays_nothing", "ignored", "separate"),
    ("each", "average", "once", "first"),
    ("any", "own_district", "every"),
    ("notice", "sign_in", "photos", "post", "demand_sheet"),
    ("revenue", "expected_revenue", "difficulties", "matters"),
    ("investment", "cumulative", "plan"),
    ("need", "need_summary", "need_indicators"),
    ("hnte_target", "prior_hnte", "prior_above_scale_hnte", "prior_tech_services", "prior_patent_hnte"),
    ("visits", "trainings", "attendances", "quarterly_reports", "annual_reports"),
    ("talks", "matchings", "key_firms", "projects", "needs", "visits", "weekly", "reports"),
    ("场", "家", "项", "条", "份", "篇", "人次", "次", "周"),
    tuple(OPERATORS),
)


def other_strings(inner: str, clauses: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
    """Other things that a string could say."""
    if match := re.fullmatch(r"(\d+)/(\d+)", inner):
        top, bottom = int(match[1]), match[2]
        return [
            f"{top + 1}/{bottom}",
            f"{top - 1}/{bottom}",
            f"{top}/{bottom}0",
            f"{top}/{int(bottom) + 1}",
            "0.7",
        ]
    others = [inner + "x", inner[:-1], ""]
    for choices in (*CHOICES, names):
        if inner in choices:
            others += choices
    if inner in clauses:
        at = clauses.index(inner)
        others += [clauses[at - 1], clauses[(at + 1) % len(clauses)], clauses[(at + 7) % len(clauses)]]
    return list(dict.fromkeys(others))


def changes(match: re.Match[str], clauses: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
    """What may stand in place of one token."""
    kind, text = match.lastgroup, match[0]
    if kind == "string":
        return [f'"{each}"' for each in other_strings(text[1:-1], clauses, names)]
    if kind == "date":
        day = dt.date.fromisoformat(text)
        near = [day + dt.timedelta(days=days) for days in (-1, 1, -31, 365)]
        return [*(each.isoformat() for each in near), f'"{text}"']
    if kind == "number":
        number = int(text)
        return [str(number + 1), str(number - 1), str(number * 10), f"-{text}", f"{text}.5", f'"{text}"']
    if kind == "bool":
        return ["false" if text == "true" else "true", f'"{text}"']
    if kind == "key":
        return [text + "x", str(int(text) + 1) if text.isdigit() else text[:-1]]
    return []


def token_mutants(text: str, clauses: tuple[str, ...], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """One token said another way."""
    for match in TOKEN.finditer(text):
        for other in changes(match, clauses, names):
            if other != match[0]:
                line = text.count("\n", 0, match.start()) + 1
                yield text[: match.start()] + other + text[match.end() :], f"{line}: {match[0]} → {other}"


def line_mutants(text: str) -> Iterator[tuple[str, str]]:
    """A line left out, and a line written twice."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            yield "\n".join(lines[:number] + lines[number + 1 :]), f"{number + 1}: without {line}"
            yield "\n".join(lines[: number + 1] + lines[number:]), f"{number + 1}: twice {line}"


def order_mutants(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Two tables of a list in each other's place."""
    for path, value in _tables(data, ()):
        for at in range(len(value) - 1):
            changed = copy.deepcopy(data)
            place: Any = changed
            for step in path:
                place = place[step]
            place[at], place[at + 1] = place[at + 1], place[at]
            yield changed, f"{'.'.join(map(str, path))}: {at + 1} ↔ {at + 2}"


def _tables(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    if isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict):
        yield path, value
    for key, each in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from _tables(each, (*path, key))


def meaning(text: str) -> Any:
    """What a file says: where a list names a set, its order says nothing. The text itself where it is no TOML."""
    try:
        return _sets_sorted(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return text


def _sets_sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: sorted(each)
            if key in ("words", "districts", "needs") and isinstance(each, list)
            else _sets_sorted(each)
            for key, each in value.items()
        }
    return [_sets_sorted(each) for each in value] if isinstance(value, list) else value
