"""The readings of a document side by side: what each would pay, and for whom that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.policy.readings import DEFAULT
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.grants import marked, notes, paid
from gzaudit.result import total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.applications.applied import Applied, OtherResult
    from gzaudit.policy.model_readings import Choice, Reading
    from gzaudit.result_grants import GrantLine, GrantsResult

SAME, DIFFERENT, CANNOT, UNSURE = "付得一样", "付得不一样", "不能测算", "有待定的，不能比"
TOTAL: Final = "合计"


def readings_table(applied: Applied) -> Table:
    """Each open question: the reading in force and each other one, with what they pay."""
    policy = applied.policy
    rows = [row for reading in policy.readings.values() for row in _of_reading(applied, reading)]
    return Table.of_rows(
        "口径对照",
        marked(policy, "口径对照"),
        (
            Column("口径", "text", 6),
            Column("问题", "wrapped", 34),
            Column("条款", "wrapped", 12),
            Column("涉及事项", "text", 10),
            Column("现用读法", "wrapped", 28),
            Column("测算（元）", "money"),
            Column("另一读法", "wrapped", 28),
            Column("另一读法测算（元）", "money"),
            Column("差额（元）", "money"),
            Column("结果", "wrapped", 18),
        ),
        rows,
        notes=notes(
            policy, "每次只换一种读法，其余不变；金额是涉及的事项各年合计；付得不一样的在“结果”里标明。"
        ),
        landscape=True,
    )


def _of_reading(applied: Applied, reading: Reading) -> Iterator[tuple[Any, ...]]:
    letter = applied.policy.chosen.get(reading.id, DEFAULT)
    own = next(each for each in reading.choices if each.id == letter)
    keys = touched(applied, reading)
    first = (reading.id, reading.question, reading.clause, "、".join(keys), _choice(own))
    for choice in reading.choices:
        if choice.id == letter:
            continue
        other = _other(applied, reading.id, choice.id)
        if other is None:
            why = f"{CANNOT}：{choice.unsupported}" if choice.unsupported else CANNOT
            yield (*first, None, _choice(choice), None, None, why)
        else:
            yield (*first, *_compared(applied, choice, other, keys))


def _choice(choice: Choice) -> str:
    return f"{choice.id}．{choice.meaning}"


def _other(applied: Applied, reading: str, choice: str) -> OtherResult | None:
    return next((each for each in applied.others if (each.reading, each.choice) == (reading, choice)), None)


def touched(applied: Applied, reading: Reading) -> tuple[str, ...]:
    """Keys of the grants whose rules a reading sets."""
    rules = {rule for choice in reading.choices for rule in choice.sets}
    return tuple(each.key for each in applied.policy.grants if rules & {rule.id for rule in each.rules})


def _of(result: GrantsResult, keys: tuple[str, ...]) -> int | None:
    return total([each.paid for each in result.sums if each.year is None and each.grant in keys])


def _compared(applied: Applied, choice: Choice, other: OtherResult, keys: tuple[str, ...]) -> tuple[Any, ...]:
    before, after = _of(applied.result, keys), _of(other.result, keys)
    difference = None if before is None or after is None else after - before
    return (
        paid(before), _choice(choice), paid(after), difference, verdict(applied.result, other.result, before),
    )  # fmt: skip


def verdict(one: GrantsResult, other: GrantsResult, known: int | None) -> str:
    """Whether two readings pay the same to everybody; unknown sums that stay unknown are the same."""
    if changed(one, other):
        return DIFFERENT
    return SAME if known is not None else f"{SAME}（{UNSURE}）"


def changed(one: GrantsResult, other: GrantsResult) -> list[tuple[GrantLine | None, GrantLine | None]]:
    """The payees that get something else: how it stood, and how it would stand."""
    left, right = ({(e.grant, e.year, e.payee): e for e in each.lines} for each in (one, other))
    pairs = [(left.get(key), right.get(key)) for key in sorted({*left, *right})]
    return [
        (before, after)
        for before, after in pairs
        if (before is None) != (after is None) or (before and after and before.paid != after.paid)
    ]


def changed_table(applied: Applied) -> Table:
    """For whom another reading pays differently."""
    policy = applied.policy
    rows = []
    for other in applied.others:
        for before, after in changed(applied.result, other.result):
            line = before or after
            if line is None:
                continue
            rows.append(
                (
                    f"{other.reading}={other.choice}",
                    line.grant,
                    str(line.year),
                    applied.name(line.payee),
                    paid(before.paid) if before else None,
                    paid(after.paid) if after else None,
                )
            )
    return Table.of_rows(
        "口径差异",
        marked(policy, "换一种读法付得不一样的单位"),
        (
            Column("读法", "text", 8),
            Column("事项", "text", 8),
            Column("年度", "text", 8),
            Column("单位", "label", 34),
            Column("现用读法（元）", "money"),
            Column("另一读法（元）", "money"),
        ),
        rows,
        notes=notes(policy, "空白：照那种读法，这一家不单独列（如并入所属机构）。"),
    )
