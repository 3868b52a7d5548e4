"""The worked cases about grants in a case file, checked against the rules they are about."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from gzaudit.policy.cases.grant_model import FIGURES, GrantCase
from gzaudit.policy.cases.model import UNKNOWN
from gzaudit.policy.cases.read import number
from gzaudit.policy.model_grants import ByLevel
from gzaudit.policy.readings import DEFAULT
from gzaudit.policy.table import Table, listed, shown
from gzaudit.result_grants import Application

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model_named import NamedPolicy

_AMOUNT: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def read_grant_cases(tables: tuple[Table, ...], policy: NamedPolicy) -> tuple[GrantCase, ...]:
    """Read the cases.

    Raises:
        PolicyError: one is not as it must be: file, key, found, allowed (exit 4).
    """
    cases: list[GrantCase] = []
    for table in tables:
        table.expect("no name source given expected bound", "readings")
        case = GrantCase(
            no=table.text("no"),
            name=table.text("name"),
            source=table.text("source"),
            given=_given(table.tables("given"), policy),
            expected=_expected(table.table("expected")),
            bound=_bound(table, policy),
            readings=_readings(table, policy),
        )
        if case.name in {each.name for each in cases}:
            raise table.error("name", f"“{case.name}”写了两次", "每个算例一个名称")
        cases.append(case)
    return tuple(cases)


def _given(tables: tuple[Table, ...], policy: NamedPolicy) -> tuple[Application, ...]:
    """The lines; with `times` a line stands for that many units, called 甲1, 甲2, 甲3."""
    found: list[Application] = []
    for table in tables:
        table.expect("grant year who", "amount level institution selected rank times")
        key = table.choice("grant", (each.key for each in policy.grants))
        year = table.whole("year")
        if year not in policy.years:
            raise table.error("year", str(year), listed(map(str, policy.years)))
        times = table.whole("times") if "times" in table else 1
        who = table.text("who")
        for each in range(times):
            one = Application(
                row=len(found) + 1,
                grant=key,
                year=year,
                who=f"{who}{each + 1}" if times > 1 else who,
                institution=table.text("institution") if "institution" in table else "",
                amount=_amount(table) if "amount" in table else None,
                level=_level(table, policy, key) if "level" in table else "",
                selected=table.flag("selected") if "selected" in table else None,
                rank=table.whole("rank") + each if "rank" in table else None,
            )
            found.append(one)
    return tuple(found)


def _amount(table: Table) -> Fraction:
    text = table.text("amount")
    if not _AMOUNT.fullmatch(text):
        raise table.error("amount", shown(text), '加引号的数，单位是元，如 "99999999.99"')
    return Fraction(text)


def _level(table: Table, policy: NamedPolicy, key: str) -> str:
    award = policy.grant(key).award
    levels = {each.name: each.id for each in award.levels} if isinstance(award, ByLevel) else {}
    return levels[table.choice("level", levels)]


def _expected(table: Table) -> Mapping[str, Mapping[str, int | None]]:
    table.expect("", " ".join(FIGURES))
    found: dict[str, dict[str, int | None]] = {}
    for kind in table.names():
        figures = table.table(kind)
        found[kind] = {
            key: None if figures.data[key] == UNKNOWN else number(figures, key) for key in figures.names()
        }
    return found


def _bound(table: Table, policy: NamedPolicy) -> tuple[str, ...]:
    if table.data["bound"] == []:
        return ()
    rules = [rule.id for rule in policy.rules]
    names = table.texts("bound")
    for name in names:
        if name not in rules:
            raise table.error("bound", f"不认识的“{name}”", listed(rules))
    return names


def _readings(table: Table, policy: NamedPolicy) -> Mapping[str, str]:
    if "readings" not in table:
        return {}
    chosen = table.table("readings")
    found = {}
    for key in chosen.names():
        if key not in policy.readings:
            raise chosen.error(key, f"不认识的键“{key}”", f"可用的键：{listed(policy.readings)}")
        letters = [
            each.id for each in policy.readings[key].choices if not each.unsupported and each.id != DEFAULT
        ]
        found[key] = chosen.choice(key, letters)
    return found
