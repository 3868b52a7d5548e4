"""The case file of a policy: worked cases that people wrote, checked against the rules they are about."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, get_args

from gzaudit.policy.cases.model import (
    DISTRICT_FIELDS,
    ENTERPRISE_FIELDS,
    INDICATOR_FIELDS,
    UNKNOWN,
    WORK_FIELDS,
    Case,
    Value,
)
from gzaudit.policy.cases.records import read_records
from gzaudit.policy.find import CASES, POLICY, PolicyFiles, parse, read_text
from gzaudit.policy.readings import DEFAULT, rules_of
from gzaudit.policy.table import Table, listed, refuse, shown
from gzaudit.result import Assessment, Given, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gzaudit.policy.model import Policy

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
ASSESSMENTS: Final[tuple[Assessment, ...]] = get_args(Assessment)
FOUND, TOLD = "found", "told"


def case_table(files: PolicyFiles) -> Table:
    """The case file as it stands.

    Raises:
        PolicyError: it is not there, or no TOML (exit 4).
    """
    shown_as = f"{files.folder.name}/{CASES}"
    if not (files.folder / CASES).is_file():
        raise refuse(shown_as, "全文", "没有这个文件", f"政策规则旁边的算例文件 {CASES}")
    return parse(read_text(files.folder, CASES), shown_as)


def check_cases(top: Table, files: PolicyFiles, policy: Policy) -> tuple[Case, ...]:
    """Read the cases of a case file's table, each checked against the rules.

    Raises:
        PolicyError: there are none, or one is not as it must be: file, key, found, allowed (exit 4).
    """
    top.expect("district cases", "facts")
    grammar = _Grammar(policy, tuple(table["id"] for table in rules_of(files.tables[POLICY].data)))
    home = grammar.district(top)
    cases: list[Case] = []
    for table in top.tables("cases"):
        case = grammar.case(table, home)
        if case.name in {each.name for each in cases}:
            raise table.error("name", f"“{case.name}”写了两次", "每个算例一个名称")
        cases.append(case)
    return tuple(cases)


class _Grammar:
    """What a case may say, given the rules that there are."""

    def __init__(self, policy: Policy, rules: tuple[str, ...]) -> None:
        self.policy, self.rules = policy, rules
        self.codes = {name: code for code, name in policy.districts.items()}
        self.indicators = [each.key for each in policy.indicators]
        self.columns = [*policy.columns, *policy.optional_columns]
        self.flags = [each.exclusion.flag for each in policy.indicators if each.exclusion]
        self.measures = list(policy.measures)
        self.parts: dict[str, Iterable[str]] = dict.fromkeys(self.indicators, INDICATOR_FIELDS)
        self.parts |= {each.key: WORK_FIELDS for each in policy.works}
        self.parts |= {"district": DISTRICT_FIELDS, FOUND: self.measures, TOLD: rules}
        self.parts |= {"enterprises": ENTERPRISE_FIELDS}

    def district(self, table: Table) -> str:
        """A district by its name."""
        return self.codes[table.choice("district", self.codes)]

    def case(self, table: Table, home: str) -> Case:
        """One case."""
        table.expect("no name source expected fired", "district readings given")
        given = table.table("given") if "given" in table else Table({}, table.file, table.key("given"))
        given.expect("", "counts inputs base_status assessment found flags records")
        status: Any = given.choice("base_status", STATUSES) if "base_status" in given else "not_assessed"
        assessment: Any = given.choice("assessment", ASSESSMENTS) if "assessment" in given else None
        if "base_status" in given and self.policy.work("base") is None:
            raise given.error("base_status", f"“{status}”", "不写：这个年度没有基础工作")
        return Case(
            no=table.text("no"),
            name=table.text("name"),
            source=table.text("source"),
            district=self.district(table) if "district" in table else home,
            expected=self._expected(table.table("expected")),
            readings=self._readings(table),
            given=Given(
                counts=_numbers(given, "counts", self.indicators),
                inputs=_numbers(given, "inputs", self.columns),
                base_status=status,
                assessment=assessment,
                found=_numbers(given, FOUND, self.measures),
                flags=self._flags(given),
            ),
            concluded="base_status" in given,
            records=read_records(given, self.policy) if "records" in given else (),
            fired=_list(table, "fired", self.rules),
        )

    def _readings(self, table: Table) -> Mapping[str, str]:
        if "readings" not in table:
            return {}
        chosen = table.table("readings")
        known = self.policy.readings
        _only(chosen, known)
        letters = {
            key: [each.id for each in known[key].choices if not each.unsupported and each.id != DEFAULT]
            for key in chosen.names()
        }
        return MappingProxyType({key: chosen.choice(key, letters[key]) for key in chosen.names()})

    def _flags(self, given: Table) -> Mapping[str, bool]:
        if "flags" not in given:
            return {}
        table = given.table("flags")
        _only(table, self.flags)
        return MappingProxyType({key: table.flag(key) for key in table.names()})

    def _expected(self, table: Table) -> Mapping[str, Mapping[str, Value]]:
        _only(table, self.parts)
        expected: dict[str, Mapping[str, Value]] = {}
        for part in table.names():
            fields = table.table(part)
            _only(fields, self.parts[part])
            expected[part] = MappingProxyType({key: self._value(fields, key) for key in fields.names()})
        return MappingProxyType(expected)

    def _value(self, table: Table, key: str) -> Value:
        value = table.data[key]
        if key == "missed":
            return _list(table, key, self.measures)
        if value == UNKNOWN:
            return None
        if isinstance(value, str):
            return table.text(key)
        return number(table, key)


def number(table: Table, key: str) -> int:
    """A whole number, zero or more."""
    value = table.data.get(key)
    if type(value) is not int or value < 0:
        raise table.error(key, shown(value), "0 或正整数，不加引号、不带小数")
    return value


def _numbers(given: Table, key: str, allowed: Iterable[str]) -> Mapping[str, int]:
    if key not in given:
        return {}
    table = given.table(key)
    _only(table, allowed)
    return MappingProxyType({name: number(table, name) for name in table.names()})


def _only(table: Table, allowed: Iterable[str]) -> None:
    """Nothing but what the rules know."""
    known = tuple(allowed)
    for key in table.names():
        if key not in known:
            raise table.error(key, f"不认识的键“{key}”", f"可用的键：{listed(known) or '没有'}")


def _list(table: Table, key: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """A list of known names, which may be empty."""
    if table.data[key] == []:
        return ()
    names, known = table.texts(key), tuple(allowed)
    for name in names:
        if name not in known:
            raise table.error(key, f"不认识的“{name}”", listed(known))
    return names
