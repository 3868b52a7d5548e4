"""What people decided, as far as whoever reads may know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.decide.words import OUTSIDE_CITY, every_list, list_name
from gzaudit.match.fates import HNTE, PATENTS, SMES
from gzaudit.normalise.text import dense_text
from gzaudit.read.kinds import kinds
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.words import yuan

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.decide.model import Decision
    from gzaudit.result import DistrictResult

SHEET: Final = "人工决定"
MATTERS: Final = {
    "match": "对应企业", "district": "所在区", "exclude": "不计入", "include": "计入", "amount": "核定金额",
}  # fmt: skip
STATES: Final = {
    "applied": "已采用", "carried": "上年决定，继续采用", "unused": "没有对应，未采用",
    "invalid": "不完整，未采用", "conflict": "互相矛盾，未采用",
}  # fmt: skip
# Lists that a district may be told of; words that speak of others keep a reason in the bureau.
_PUBLIC: Final = (HNTE, SMES, PATENTS)
_SECRET_WORDS: Final = ("四上", "规上", "规模以上", "限上", "定报", "一套表", "科服", "科技服务业", "统计")
_TOLD_ELSEWHERE: Final = "（由市局另行告知）"


def in_force(audit: YearAudit) -> list[Decision]:
    """The decisions that the run follows."""
    return [each for each in audit.decisions if each.in_force]


def decisions_table(audit: YearAudit) -> Table:
    """Every decision that was read, with what became of it (bureau only)."""
    found = audit.decisions
    places = [audit.accounts[each.src].source.place for each in found]
    return Table.of_columns(
        SHEET,
        f"{audit.year} 年人工决定",
        [
            (Column("采用情况", "flag", 14), [STATES[each.state] for each in found]),
            (Column("事项", "flag", 11), [MATTERS.get(each.matter, each.matter) for each in found]),
            (Column("企业或区", "wrapped", 34), [each.name for each in found]),
            (Column("统一社会信用代码", "code", 24), [each.code for each in found]),
            (Column("决定", "wrapped", 26), [_choice(each) for each in found]),
            (Column("依据", "wrapped", 34), [each.basis for each in found]),
            (Column("决定人", "text", 10), [each.decided_by for each in found]),
            (Column("复核人", "text", 10), [each.checked_by for each in found]),
            (Column("日期", "text", 12), [each.date for each in found]),
            (
                Column("文件、工作表、行", "wrapped", 40),
                [f"{place} 第 {each.row} 行" for place, each in zip(places, found, strict=True)],
            ),
        ],
        notes=(told_of(audit),),
        landscape=True,
    )


def told_of(audit: YearAudit) -> str:
    """How many decisions the run follows."""
    if not audit.decisions:
        return "本次没有采用人工决定，结果全部由名单和政策数据算出。"
    followed = in_force(audit)
    if not followed:
        return (
            f"读到 {len(audit.decisions)} 个人工决定，都没有采用，原因见各行；结果全部由名单和政策数据算出。"
        )
    by_matter = [
        f"{name} {number} 个"
        for matter, name in MATTERS.items()
        if (number := sum(each.matter == matter for each in followed))
    ]
    old = sum(each.state == "carried" for each in followed)
    rest = len(audit.decisions) - len(followed)
    return (
        f"采用人工决定 {len(followed)} 个：{'、'.join(by_matter)}"
        + (f"；其中 {old} 个是上年的决定" if old else "")
        + (f"。另有 {rest} 个没有采用" if rest else "")
        + "。"
    )


def _choice(decision: Decision) -> str:
    if decision.matter == "amount" and decision.choice.isdecimal():
        return yuan(int(decision.choice))
    return decision.choice


def district_decisions(audit: YearAudit, district: DistrictResult) -> list[tuple[str, ...]]:
    """Decisions that touch a district's own files: matter, whom, what, why, when; nobody who decided.

    Those on its amount; on where an enterprise lies that public lists place in it, or would; on whether such
    an enterprise counts as 高企 or has a patent. Nothing of a statistics list: not that a decision speaks of
    one, nor a reason that does.
    """
    return [
        (MATTERS[each.matter], each.name or each.code, what, _reason(each.basis), each.date)
        for each in in_force(audit)
        if district.code in each.told and (what := _told(each, district))
    ]


def _told(decision: Decision, district: DistrictResult) -> str:
    """What a district is told was decided; "" where it is nothing of its business."""
    if decision.matter in ("exclude", "include"):
        lists = decision.lists or every_list()
        return "、".join(list_name(kind) for kind in lists if kind in _PUBLIC)
    if decision.matter == "district" and decision.choice not in (district.name, OUTSIDE_CITY):
        return "不在本区"
    return _choice(decision)


def _reason(basis: str) -> str:
    """The reason, unless it speaks of a statistics list."""
    text = dense_text(basis)
    titles = [kind.title for kind in kinds().values() if kind.statistics]
    return _TOLD_ELSEWHERE if any(word in text for word in (*_SECRET_WORDS, *titles)) else basis


def district_decisions_table(audit: YearAudit, district: DistrictResult) -> Table | None:
    """The same as a table; None where no decision touches the district."""
    lines = district_decisions(audit, district)
    if not lines:
        return None
    columns: list[Any] = [
        Column("事项", "flag", 11), Column("企业或区", "wrapped", 40), Column("决定", "wrapped", 26),
        Column("依据", "wrapped", 40), Column("日期", "text", 12),
    ]  # fmt: skip
    return Table.of_rows(
        SHEET,
        f"{district.name}：市局作出的人工决定",
        tuple(columns),
        lines,
        notes=("只列涉及本区、可以告知各区的决定。",),
        landscape=True,
    )


def told_to(audit: YearAudit, district: DistrictResult) -> str:
    """How many decisions touch a district's files."""
    number = len(district_decisions(audit, district))
    return (
        f"涉及本区的人工决定 {number} 个，见“{SHEET}”。" if number else "没有可以列出的涉及本区的人工决定。"
    )
