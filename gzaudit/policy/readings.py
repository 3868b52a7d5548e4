"""Open questions of a notice's wording: each with its default, alternatives, and the keys they set."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from gzaudit.policy.model import Choice, Reading
from gzaudit.policy.table import Table, listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gzaudit.policy.register import Register

ID: Final = re.compile(r"[A-Z][0-9]+")
LETTERS: Final = "abcdefgh"
DEFAULT: Final = "a"


def read_readings(top: Table, register: Register) -> Mapping[str, Reading]:
    """Read the questions by id, in the order of the file.

    Raises:
        PolicyError: a question is incomplete, stands twice, cites no clause of the notice, or names a rule or
            key that policy.toml does not have.
    """
    top.expect("readings")
    readings: dict[str, Reading] = {}
    for table in top.tables("readings"):
        table.expect("id clause question reason arithmetic choices")
        reading = Reading(
            id=table.text("id", ID),
            clause=register.clause(table, table.text("clause")),
            question=table.text("question"),
            reason=table.text("reason"),
            arithmetic=table.flag("arithmetic"),
            choices=tuple(_choice(each, letter, register) for each, letter in _lettered(table)),
        )
        if reading.id in readings:
            raise table.error("id", f"“{reading.id}”写了两次", "每个问题只写一次")
        _check_sets(table, reading)
        readings[reading.id] = reading
    return readings


def _lettered(table: Table) -> list[tuple[Table, str]]:
    choices = table.tables("choices")
    if len(choices) > len(LETTERS):
        raise table.error("choices", f"{len(choices)} 种读法", f"不多于 {len(LETTERS)} 种")
    return list(zip(choices, LETTERS, strict=False))


def _choice(table: Table, letter: str, register: Register) -> Choice:
    table.expect("id meaning", "set unsupported")
    if table.choice("id", (letter,)) != letter or ("set" in table and "unsupported" in table):
        raise table.error("unsupported", shown(table.data.get("unsupported")), "set 与 unsupported 只写一个")
    sets: dict[str, Mapping[str, Any]] = {}
    if "set" in table:
        wanted = table.table("set")
        for rule in wanted.names():
            if rule not in register.rules:
                raise wanted.error(rule, f"没有编号为“{rule}”的规则", "policy.toml 里的规则编号")
            sets[rule] = dict(wanted.table(rule).data)
    return Choice(
        id=letter,
        meaning=table.text("meaning"),
        sets=MappingProxyType(sets),
        unsupported=table.text("unsupported") if "unsupported" in table else "",
    )


def _check_sets(table: Table, reading: Reading) -> None:
    """All choices of a question set the same keys, so that any of them can be taken back by another."""
    first, *others = table.tables("choices")
    keys = {(rule, key) for rule, sets in reading.choices[0].sets.items() for key in sets}
    if reading.choices[0].unsupported:
        raise first.error("unsupported", "默认读法写了 unsupported", "默认读法就是规则现在的写法")
    for place, choice in zip(others, reading.choices[1:], strict=True):
        named = {(rule, key) for rule, sets in choice.sets.items() for key in sets}
        if not choice.unsupported and (named != keys or not named):
            raise place.error(
                "set",
                listed(f"{rule}.{key}" for rule, key in sorted(named)) or "没有写",
                '与默认读法写同样的键；本工具不计算的，写 unsupported = "理由"',
            )
    _check_differences(table, reading)
    if reading.arithmetic and all(choice.unsupported for choice in reading.choices[1:]):
        raise table.error("arithmetic", "true，却没有一种别的读法能算", "false，或写出 set")


def _check_differences(table: Table, reading: Reading) -> None:
    """Another reading must read each rule that it names another way, and no two may come to the same."""
    seen: list[tuple[str, Mapping[str, Mapping[str, Any]]]] = []
    for place, choice in zip(table.tables("choices"), reading.choices, strict=True):
        if not choice.sets:
            continue
        default = reading.choices[0].sets
        for rule, keys in choice.sets.items() if seen else ():
            if keys == default[rule]:
                raise place.error("set", f"{rule} 与默认读法相同", "每条规则至少有一个键与默认读法不同")
        for letter, sets in seen:
            if sets == choice.sets:
                raise place.error("set", f"与读法 {letter} 相同", "每种读法各不相同")
        seen.append((choice.id, choice.sets))


def apply_sets(data: Mapping[str, Any], sets: Iterable[Mapping[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """A copy of policy.toml's data with keys set by rule id, one set after another."""
    changed: dict[str, Any] = _copy(data)
    rules = {table["id"]: table for table in rules_of(changed)}
    for each in sets:
        for rule, keys in each.items():
            rules[rule].update(keys)
    return changed


def _copy(value: Any) -> Any:
    """Tables and lists anew; what stands in them cannot be changed in place."""
    if isinstance(value, dict):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value


def is_so(data: Mapping[str, Any], sets: Mapping[str, Mapping[str, Any]]) -> tuple[str, str] | None:
    """The first rule and key whose value in policy.toml is not what is said of it; None if all are."""
    rules = {table["id"]: table for table in rules_of(dict(data))}
    for rule, keys in sets.items():
        for key, value in keys.items():
            if rules[rule].get(key) != value:
                return rule, key
    return None


def rules_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every rule's table in policy.toml's data, in the order of the file."""
    if isinstance(value, dict):
        # The policy's own id is no rule's.
        if isinstance(value.get("id"), str) and "clause" in value:
            yield value
        for each in value.values():
            yield from rules_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from rules_of(each)
