"""技术需求: those that count, near-duplicates, second entries, late ones, one without indicators."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sample_data.generator.facts import DISTRICTS

from . import words
from .facts import PLANS, TIANHE

if TYPE_CHECKING:
    from sample_data.generator.world import Firm

    from .crowd import Crowd

Row = dict[str, Any]
_OPENS = datetime(2025, 3, 3, 9, 0)  # noqa: DTZ001 - an export's clock has no zone
_CLOSES = datetime(2025, 8, 31, 23, 59)  # noqa: DTZ001
_LATE = (_CLOSES + timedelta(minutes=12), _CLOSES + timedelta(days=15), _CLOSES + timedelta(days=93))


def make(crowd: Crowd) -> list[Row]:
    """The needs of a district in the order of their upload."""
    plan, dice = PLANS[crowd.district], crowd.dice
    distinct = plan.needs - plan.near
    scenes, things, aims = (dice.shuffled(each) for each in (words.SCENES, words.THINGS, words.AIMS))
    whole = distinct + plan.late + 1
    rows = []
    wanted = dict.fromkeys(things, 0)
    for at, firm in enumerate(crowd.hnte(whole)):
        thing = things[(at + at // len(scenes)) % len(things)]
        # Needs of one thing differ in what is wanted, else they would read alike.
        aim = aims[(things.index(thing) + wanted[thing]) % len(aims)]
        wanted[thing] += 1
        rows.append(_need(crowd, firm, (scenes[at % len(scenes)], thing, aim)))
    late, blank = rows[distinct : distinct + plan.late], rows[distinct + plan.late :]
    rows = rows[:distinct]
    for number, row in enumerate(rows):
        row["上传时间"] = _OPENS + timedelta(days=number * 180 // distinct, minutes=dice.below(500))
    rows[-1]["上传时间"] = _CLOSES  # the last minute still counts
    for row, moment in zip(late, _LATE, strict=False):
        row["上传时间"] = moment
    near = [_nearly(row) for row in rows[3 : 3 + plan.near]]
    again = [row | {"上传时间": row["上传时间"] + timedelta(minutes=4)} for row in rows[10 : 10 + plan.twice]]
    rows += [*near, *again, *late]
    if crowd.district == TIANHE:
        rows += [row | {"关键技术指标": "", "上传时间": _OPENS + timedelta(days=20)} for row in blank]
    return [
        row | {"上传时间": f"{row['上传时间']:%Y-%m-%d %H:%M}"}
        for row in sorted(rows, key=lambda row: (row["上传时间"], row["企业名称"]))
    ]


def _need(crowd: Crowd, firm: Firm, what: tuple[str, str, str]) -> Row:
    dice = crowd.dice
    scene, thing, aim = what
    first, second = dice.shuffled(words.MEASURES)[:2]
    return {
        "区": DISTRICTS[crowd.district],
        "企业名称": firm.name,
        "技术需求名称": f"{scene}用{thing}",
        "技术需求简述": f"{scene}环节的{thing}：{aim}；{dice.pick(words.SETTINGS)}。",
        "关键技术指标": f"{first}不低于{dice.below(900) / 10 + 5:g}；{second}优于{dice.below(90) + 2}",
    }


def _nearly(row: Row) -> Row:
    """The same need of the same firm in slightly other words, two days later."""
    name = row["技术需求名称"]
    return row | {
        "技术需求名称": f"{name[:2]}专{name[2:]}",
        "技术需求简述": row["技术需求简述"].replace("。", "，性能更好。"),
        "上传时间": row["上传时间"] + timedelta(days=2),
    }
