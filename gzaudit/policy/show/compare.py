"""Two policies held against each other, rule by rule: what differs, and on which clauses each side stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from gzaudit.policy.show.told_whole import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gzaudit.policy.model import Clause, Policy, Reading
    from gzaudit.policy.show.told import Part, Told

ABSENT: Final = "—"
WHOLE_RULE: Final = "整条"
CLAUSES: Final = "条款"
READINGS: Final = "口径"
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two policies differ.

    Attributes:
        part: the indicator, work or group of questions.
        rule: what the rule is called.
        field: which of its fields; `整条` where only one policy has the rule.
        values: what each policy says; `—` where it says nothing.
        clauses: the clause of each; "" where there is none.
    """

    part: str
    rule: str
    field: str
    values: tuple[str, str]
    clauses: tuple[str, str]


def compare(one: Policy, other: Policy) -> tuple[Difference, ...]:
    """Everything in which two policies differ, in the order of the rules.

    Parts are the same if their key is, rules if they do the same thing in them. Clauses are compared by
    number only where both policies speak of a notice with the same short name: a number means nothing else.
    """
    return (*_parts(one, other), *_clauses(one, other), *_readings(one, other))


def same_notice(one: Policy, other: Policy) -> bool:
    """Whether clause numbers of the two mean the same."""
    return one.document.short == other.document.short


def _parts(one: Policy, other: Policy) -> Iterator[Difference]:
    left, right = ({(part.kind, part.key): part for part in parts_of(each)} for each in (one, other))
    for key in _in_order(left, right):
        first, second = left.get(key), right.get(key)
        if first and second:
            yield from _rules(first, second, same=same_notice(one, other))
        elif part := first or second:
            for rule in part.rules:
                yield _one_sided(part.name, rule.label, rule.text, rule.clause, left=first is not None)


def _rules(first: Part, second: Part, *, same: bool) -> Iterator[Difference]:
    name = second.name
    if first.name != name:
        yield Difference(name, "名称", "名称", (first.name, name), ("", ""))
    for one, other in _pairs(first.rules, second.rules):
        if one and other:
            label = other.label if one.label == other.label else f"{one.label}／{other.label}"
            yield from _fields(name, label, one.fields, other.fields, (one.clause, other.clause))
            if same and one.clause != other.clause:
                yield Difference(name, label, "出处", (one.clause, other.clause), (one.clause, other.clause))
        elif rule := one or other:
            yield _one_sided(name, rule.label, rule.text, rule.clause, left=one is not None)


def _fields(
    part: str, rule: str, one: Mapping[str, str], other: Mapping[str, str], clauses: tuple[str, str]
) -> Iterator[Difference]:
    for field in _in_order(one, other):
        values = one.get(field, ABSENT), other.get(field, ABSENT)
        if values[0] != values[1]:
            yield Difference(part, rule, field, values, clauses)


def _one_sided(part: str, rule: str, value: str, clause: str, *, left: bool) -> Difference:
    values, clauses = ((value, ABSENT), (clause, "")) if left else ((ABSENT, value), ("", clause))
    return Difference(part, rule, WHOLE_RULE, values, clauses)


def _pairs(first: Sequence[Told], second: Sequence[Told]) -> Iterator[tuple[Told | None, Told | None]]:
    """Rules of the same role. Tiers at a mark that the other side lacks are paired in order, if as many."""
    left, right = ({rule.role: rule for rule in each} for each in (first, second))
    was = [role for role in left if role.startswith("tier") and role not in right]
    now = [role for role in right if role.startswith("tier") and role not in left]
    moved = dict(zip(now, was, strict=True)) if len(was) == len(now) else {}
    right = {moved.get(role, role): rule for role, rule in right.items()}
    for role in _in_order(left, right):
        yield left.get(role), right.get(role)


def _clauses(one: Policy, other: Policy) -> Iterator[Difference]:
    for clause in _in_order(one.clauses, other.clauses) if same_notice(one, other) else ():
        first, second = one.clauses.get(clause), other.clauses.get(clause)
        if first and second:
            yield from _fields(CLAUSES, clause, _clause(first), _clause(second), (clause, clause))
        elif alone := first or second:
            yield _one_sided(CLAUSES, clause, alone.meaning, clause, left=first is not None)


def _clause(clause: Clause) -> dict[str, str]:
    return {"大意": clause.meaning, "没有规则的理由": clause.no_rule or ABSENT}


def _readings(one: Policy, other: Policy) -> Iterator[Difference]:
    for key in _in_order(one.readings, other.readings):
        first, second = one.readings.get(key), other.readings.get(key)
        if first and second:
            clauses = first.clause, second.clause
            yield from _fields(READINGS, key, _reading(first), _reading(second), clauses)
        elif alone := first or second:
            told = f"{alone.question}：{alone.choices[0].meaning}"
            yield _one_sided(READINGS, key, told, alone.clause, left=first is not None)


def _reading(reading: Reading) -> dict[str, str]:
    default, *others = reading.choices
    return {
        "问题": reading.question,
        "默认读法": default.meaning,
        "别的读法": "；".join(f"{each.id} {each.meaning}" for each in others) or ABSENT,
        "理由": reading.reason,
        "逐次测算": "是" if reading.arithmetic else "否",
    }


def _in_order(first: Iterable[Key], second: Iterable[Key]) -> list[Key]:
    """Both orders in one: what only the second has stands behind what it follows there."""
    merged, place = list(first), 0
    for key in second:
        if key in merged:
            place = merged.index(key) + 1
        else:
            merged.insert(place, key)
            place += 1
    return merged
