"""The rules for work done in Chinese: what counts as done, how much is required, what it earns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.show.told import Part, Told, told
from gzaudit.policy.wording import sign
from gzaudit.read.kinds import heading_aliases, kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model import Measure, Policy, Work, WorkGroup, WorkItem

DECIDED_BY: Final = {"people": "人（以验收结论为准，清单只作建议）", "list": "名单（按名单上的数）"}
PARTIAL: Final = {"nothing": "不付", "by_item": "按达到的项数折算"}
OPTIONS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "sessions": ("每场家数", {"each": "逐场看", "average": "看各场平均"}),
    "repeats": ("同一场", {"once": "只算一次", "each": "可以重复算"}),
    "attendees": ("到会企业", {"any": "不限本区", "own_district": "只数本区企业"}),
    "quarters": ("季度", {"any": "有一份即可", "every": "四个季度都要有"}),
}


def measures_part(policy: Policy) -> Part:
    """What records of each kind of work must show to count."""
    rules = tuple(_measure(each) for each in policy.measures.values())
    return Part("measure", "measures", "各项工作怎样算", rules)


def _measure(rule: Measure) -> Told:
    fields = {"名单": kinds()[rule.list].title}
    if rule.list == "rd_services":
        fields["名单"] += f"的“{heading_aliases()[rule.key][0]}”一列"
    if rule.about:
        fields["类型或主题"] = f"含“{rule.about}”"
    if rule.needs:
        fields["须填"] = "、".join(heading_aliases()[each][0] for each in rule.needs)
    if rule.until:
        fields["截止"] = f"{rule.until}（{rule.until_word}）"
    for key, value in rule.options.items():
        name, meanings = OPTIONS[key]
        fields[name] = meanings[value]
    label = f"{rule.name}（{rule.unit}）"
    return told(f"measure {rule.key}", label, rule, fields, (rule.until_word,))


def work_part(policy: Policy, work: Work) -> Part:
    """A fixed sum for work done: its groups of districts and what each owes."""
    fields = {"由谁定": DECIDED_BY[work.decided_by], "缺一项": PARTIAL[work.partial]}
    groups = (_group(policy, work, group) for group in work.groups)
    return Part("work", work.key, work.name, (told("work", "总则", work, fields), *groups))


def _group(policy: Policy, work: Work, group: WorkGroup) -> Told:
    """One group with all that it owes; a clause is named where it is not the group's own."""
    districts = "、".join(policy.districts[code] for code in group.districts)
    fields = {"每区": f"{group.amount:,} 元", "区": districts}
    for item in group.items:
        measure = policy.measures[item.measure]
        elsewhere = "" if item.clause == group.clause else f"，见{item.clause}"
        fields[measure.name] = _item(measure, item) + elsewhere
    words = [word for item in group.items for word in (item.word, item.each_word)]
    label = f"第 {group.tier} 梯队" if work.key == "base" else f"第 {group.tier} 组"
    return told(f"group {group.tier}", label, group, fields, tuple(words))


def _item(measure: Measure, item: WorkItem) -> str:
    required = _required(item.at, measure.unit, item.word)
    return required if item.each is None else f"{required}，每场 {_required(item.each, '家', item.each_word)}"


def _required(number: int, unit: str, word: str | None) -> str:
    """A bare number without any word asks for at least that much (see wording.reaches)."""
    if word is None:
        return f"至少 {number} {unit}（没有界限词）"
    return f"{sign(word, held=True)} {number} {unit}（{word}）"
