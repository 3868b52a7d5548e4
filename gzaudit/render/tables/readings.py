"""What the wording costs: every open question, and what each other reading would pay (口径敏感性)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.render.model import Column, Table
from gzaudit.render.tables.words import UNKNOWN, number, yuan

if TYPE_CHECKING:
    from gzaudit.analyse.sensitivity import ReadingEffect
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Policy

_PAID = "金额为测算额：未扣预算，也不看绩效考核结论。"
_SWITCH = "换读法须在 gzaudit.toml 的 [readings] 写明理由，换后印在每份报告上。"


def switched_notes(audit: YearAudit) -> tuple[str, ...]:
    """A sentence for each reading that was switched; it stands on every report."""
    policy = audit.policy
    if policy is None:
        return ()
    return tuple(
        f"口径 {key} 已改用“{_meaning(policy, key, letter)}”（默认：{_meaning(policy, key, 'a')}）。"
        f"理由：{audit.switched[key].reason}"
        for key, letter in policy.chosen.items()
    )


def _meaning(policy: Policy, key: str, letter: str) -> str:
    return next(choice.meaning for choice in policy.readings[key].choices if choice.id == letter)


def questions_table(audit: YearAudit) -> Table:
    """Every open question of the notice with the reading in force, its reason, and the others."""
    policy = audit.policy
    assert policy is not None
    rows = []
    for key, reading in policy.readings.items():
        letter = policy.chosen.get(key, "a")
        now = _meaning(policy, key, letter)
        others = [
            f"{choice.id}．{choice.meaning}"
            + (f"（本工具不计算：{choice.unsupported}）" if choice.unsupported else "")
            for choice in reading.choices
            if choice.id != letter
        ]
        reason = audit.switched[key].reason if key in policy.chosen else reading.reason
        state = "已改" if key in policy.chosen else "默认"
        rows.append(
            (key, reading.clause, reading.question, f"{letter}．{now}", state, reason, "\n".join(others))
        )
    columns = (
        Column("编号", "text", 7),
        Column("条款", "text", 16),
        Column("问题", "wrapped", 30),
        Column("现行读法", "wrapped", 30),
        Column("默认或已改", "flag", 11),
        Column("理由", "wrapped", 36),
        Column("别的读法", "wrapped", 44),
    )
    return Table.of_rows(
        "口径",
        f"{policy.document.title}：没有说死的地方和现行读法",
        columns,
        rows,
        notes=(_SWITCH,),
        landscape=True,
    )


def effects_table(audit: YearAudit) -> Table:
    """What each other reading would pay in all, with the largest change of a district."""
    effects = audit.effects
    names = {each.code: each.name for each in audit.result.districts}
    columns: list[tuple[Column, list[Any]]] = [
        (Column("编号", "text", 8), [f"{each.reading.id}{each.other.id}" for each in effects]),
        (Column("问题", "wrapped", 28), [each.reading.question for each in effects]),
        (Column("现行读法", "wrapped", 26), [each.now.meaning for each in effects]),
        (Column("另一读法", "wrapped", 26), [each.other.meaning for each in effects]),
        (Column("全市（元）", "money", 15), [_known(each, each.amount) for each in effects]),
        (Column("比现行多（元）", "money", 15), [_known(each, each.difference) for each in effects]),
        (Column("有变化的区", "integer", 12), [_changed(each) for each in effects]),
        (Column("说明", "wrapped", 44), [_remark(each, names) for each in effects]),
    ]
    return Table.of_columns(
        "口径敏感性",
        "口径敏感性：换一种读法，全市各付多少",
        columns,
        notes=("单位：元。", f"现行读法下全市测算合计 {yuan(audit.result.city.amount)}。{_PAID}"),
        landscape=True,
    )


def _known(effect: ReadingEffect, value: int | None) -> int | str:
    return "不能测算" if effect.missing else number(value)


def _changed(effect: ReadingEffect) -> int | str:
    return _known(effect, sum(1 for each in effect.districts if each.why))


def _remark(effect: ReadingEffect, names: dict[str, str]) -> str:
    if effect.missing:
        return f"不能测算：{effect.missing}"
    changed = [each for each in effect.districts if each.difference]
    if not changed:
        unknown = any(each.difference is None for each in effect.districts)
        return "有的区金额待定" if unknown else "各区金额都不变"
    most = max(changed, key=lambda each: abs(each.difference or 0))
    return f"变化最大的是{names[most.district]}（{most.difference:+,} 元）；各区见“口径敏感性明细”"


def effects_by_district_table(audit: YearAudit) -> Table:
    """What each other reading would pay in each district, and what makes the difference."""
    names = {each.code: each.name for each in audit.result.districts}
    now = {each.code: each.amount for each in audit.result.districts}
    lines = [(effect, change) for effect in audit.effects for change in effect.districts]
    columns: list[tuple[Column, list[Any]]] = [
        (Column("编号", "text", 8), [f"{effect.reading.id}{effect.other.id}" for effect, _ in lines]),
        (Column("另一读法", "wrapped", 30), [effect.other.meaning for effect, _ in lines]),
        (Column("区", "text", 10), [names[change.district] for _, change in lines]),
        (Column("现行（元）", "money", 14), [number(now[change.district]) for _, change in lines]),
        (Column("另一读法（元）", "money", 16), [_known(effect, change.amount) for effect, change in lines]),
        (Column("多（元）", "money", 14), [_known(effect, change.difference) for effect, change in lines]),
        (Column("变化在哪里", "wrapped", 60), [effect.missing or change.why for effect, change in lines]),
    ]
    return Table.of_columns(
        "口径敏感性明细",
        "口径敏感性明细：换一种读法，各区各付多少",
        columns,
        notes=("单位：元。", _PAID),
        landscape=True,
    )


def reading_firms_table(audit: YearAudit) -> Table:
    """Enterprises that only one reading counts; rests on statistics lists, so it stays in the bureau."""
    firms = audit.reading_firms
    names = {each.code: each.name for each in audit.result.districts}
    indicators = {each.key: each.name for each in audit.indicators}
    columns: list[tuple[Column, list[Any]]] = [
        (Column("编号", "text", 8), (firms["reading"] + firms["choice"]).tolist()),
        (Column("指标", "text", 24), firms["indicator"].map(indicators).tolist()),
        (Column("区", "text", 10), firms["place"].map(names).fillna(UNKNOWN).tolist()),
        (Column("企业名称", "text", 44), firms["name"].tolist()),
        (Column("另一读法", "flag", 12), ["多计" if more else "不计" for more in firms["more"].tolist()]),
    ]
    return Table.of_columns(
        "口径涉及企业",
        "口径涉及企业：两种读法计不计不同的企业",
        columns,
        notes=("含统计名单的比对结果，限市局内部使用。",),
    )
