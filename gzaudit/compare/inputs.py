"""What two runs were made of, held against each other: files, rules, readings, decisions, budget, version."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from gzaudit.policy.show.compare import compare
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Policy

MATTERS: Final = {
    "year": "年度", "version": "版本", "input": "输入", "policy": "政策", "reading": "口径",
    "decision": "人工决定", "budget": "预算",
}  # fmt: skip
CHANGES: Final = {"added": "新增", "removed": "去掉", "changed": "变化", "moved": "移动"}
NOTHING: Final = "—"
_DEFAULT: Final = "a"
_DIGEST: Final = 12
_STATES: Final = {
    "applied": "已采用", "unused": "没有对上", "invalid": "不能用", "conflict": "互相矛盾", "carried": "沿用",
}  # fmt: skip
_DECIDED: Final = {
    "match": "认定企业", "district": "认定所在区", "exclude": "不计", "include": "计入", "amount": "核定金额",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two runs differ.

    Attributes:
        matter: key of MATTERS.
        item: which one.
        change: key of CHANGES.
        before: what the earlier run has.
        after: what the later one has.
    """

    matter: str
    item: str
    change: str
    before: str
    after: str


def difference(matter: str, item: str, before: str | None, after: str | None) -> Difference:
    """A difference; None where a run does not have the thing at all."""
    change = "added" if before is None else "removed" if after is None else "changed"
    return Difference(matter, item, change, before or NOTHING, after or NOTHING)


def input_differences(
    before: YearAudit, after: YearAudit, versions: tuple[str, str]
) -> tuple[Difference, ...]:
    """Everything that is not a firm or an amount.

    Args:
        before: the earlier run.
        after: the later one.
        versions: of the tool, that made each.
    """
    return (*_year_and_version(before, after, versions), *_files(before, after), *_bases(before, after),
            *_policy(before, after),
            *_decisions(before, after), *_budget(before, after))  # fmt: skip


def _year_and_version(before: YearAudit, after: YearAudit, versions: tuple[str, str]) -> Iterator[Difference]:
    if before.year != after.year:
        yield difference("year", "核算年度", f"{before.year} 年", f"{after.year} 年")
    if versions[0] != versions[1]:
        yield difference("version", "工具版本", *(f"gzaudit {each}" for each in versions))


def _files(before: YearAudit, after: YearAudit) -> Iterator[Difference]:
    """Sheets by file and name. Below data/YEAR: the same file of another year is the same list, renewed."""
    old, new = _sheets(before), _sheets(after)
    gone = {told: place for place, told in old.items() if place not in new}
    for place in dict.fromkeys((*old, *new)):
        was, now = old.get(place), new.get(place)
        if was == now or (was in gone and _moved(was, old, new)):
            continue
        if was is None and now in gone:
            yield Difference("input", place, "moved", gone[now], place)
        else:
            yield difference("input", place, _told(was), _told(now))


def _moved(told: tuple[str, str, str] | None, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether a sheet that is gone stands elsewhere now, word for word."""
    return any(each == told and place not in old for place, each in new.items())


def _sheets(audit: YearAudit) -> dict[str, tuple[str, str, str]]:
    """By place: sheet, digest and kind."""
    here = f"data/{audit.year}/"
    return {
        account.source.place.removeprefix(here): (
            account.source.sheet,
            account.source.sha256,
            kinds()[account.source.kind].title if account.source.kind else "没有用",
        )
        for account in audit.accounts
    }


def _told(sheet: tuple[str, str, str] | None) -> str | None:
    return None if sheet is None else f"{sheet[2]}，SHA-256 {sheet[1][:_DIGEST]}…"


def _bases(before: YearAudit, after: YearAudit) -> Iterator[Difference]:
    """Counts that one run took from a file of counts, and the other from lists, or from another office's."""
    for rule in after.indicators:
        old, new = (_basis(audit, rule.key) for audit in (before, after))
        if old != new:
            yield difference("input", f"家数：{rule.name}", old, new)


def _basis(audit: YearAudit, key: str) -> str:
    told = audit.tallied.get(key)
    return f"采用{told.owner}的汇总数" if told else "由名单逐家数"


def _policy(before: YearAudit, after: YearAudit) -> Iterator[Difference]:
    old, new = before.policy, after.policy
    if old is None or new is None:
        if old is not new:
            yield difference("policy", "政策规则", *(_named(each) for each in (old, new)))
        return
    if old.sha256 != new.sha256:
        yield difference("policy", "政策规则", _named(old), _named(new))
        for each in compare(old, new):
            item = f"{each.part}：{each.rule}，{each.field}"
            sides = (f"{value}〔{clause}〕" if clause and clause != value else value
                     for value, clause in zip(each.values, each.clauses, strict=True))  # fmt: skip
            yield Difference("policy", item, "changed", *sides)
    yield from _readings(before, after, old, new)


def _named(policy: Policy | None) -> str:
    return f"{policy.id}，SHA-256 {policy.sha256[:_DIGEST]}…" if policy else "只计家数"


def _readings(before: YearAudit, after: YearAudit, old: Policy, new: Policy) -> Iterator[Difference]:
    for key in dict.fromkeys((*old.readings, *new.readings)):
        letters = [each.chosen.get(key, _DEFAULT) for each in (old, new)]
        if letters[0] == letters[1] or key not in old.readings or key not in new.readings:
            continue
        sides = ((old, before), (new, after))
        told = [
            _meaning(policy, audit, key, letter)
            for (policy, audit), letter in zip(sides, letters, strict=True)
        ]
        yield difference("reading", f"{key} {new.readings[key].question}", told[0], told[1])


def _meaning(policy: Policy, audit: YearAudit, key: str, letter: str) -> str:
    meaning = next(each.meaning for each in policy.readings[key].choices if each.id == letter)
    reason = audit.switched[key].reason if key in audit.switched else ""
    return f"{letter}．{meaning}" + (f"（理由：{reason}）" if reason and letter != _DEFAULT else "")


def _decisions(before: YearAudit, after: YearAudit) -> Iterator[Difference]:
    old, new = _decided(before), _decided(after)
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield difference("decision", "，".join(filter(None, key)), old.get(key), new.get(key))


def _decided(audit: YearAudit) -> dict[tuple[str, str, str], str]:
    """What was decided, by matter, name and code; several decisions on one thing stand side by side."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for each in audit.decisions:
        text = f"{each.choice}（{_STATES.get(each.state, each.state)}；依据：{each.basis or NOTHING}；"
        text += f"决定人：{each.decided_by or NOTHING}；复核人：{each.checked_by or NOTHING}）"
        told.setdefault((_DECIDED.get(each.matter, each.matter), each.name, each.code), []).append(text)
    return {key: "；".join(texts) for key, texts in told.items()}


def _budget(before: YearAudit, after: YearAudit) -> Iterator[Difference]:
    if before.budget != after.budget:
        yield difference("budget", "可用预算", _money(before), _money(after))


def _money(audit: YearAudit) -> str | None:
    if audit.budget is None:
        return None
    budget = asdict(audit.budget)
    parts = [] if budget["total"] is None else [f"总额 {budget['total']:,} 元"]
    parts += [f"{name} {sum_:,} 元" for name, sum_ in sorted(budget["districts"].items())]
    way = "按比例核减" if budget["method"] == "proportional" else "只列出，不核减"
    return "，".join([*parts, way])
