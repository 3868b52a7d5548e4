"""A worked case in Chinese: what it gives, what it must come to, and where what it came to differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.cases.model import (
    DISTRICT_FIELDS,
    ENTERPRISE_FIELDS,
    INDICATOR_FIELDS,
    UNKNOWN,
    WORK_FIELDS,
    Case,
    Value,
)
from gzaudit.policy.sentences import ASSESSED, STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.cases.model import Record
    from gzaudit.policy.model import Policy

NONE: Final = "没有"
FIRED: Final = "给出金额的规则"
_VALUES: Final = STATUS | {"left_out": "不计", "counted": "计"}
_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "district": DISTRICT_FIELDS,
    "enterprises": ENTERPRISE_FIELDS,
}
_YUAN: Final = frozenset(
    ("fixed_amount", "per_enterprise_amount", "increment_amount", "amount", "performance_amount", "payable")
)


class Words:
    """Says what a case is about.

    Args:
        policy: the policy of the case.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.units = {each.key: each.unit for each in policy.indicators}
        self.parts = {each.key: each.name for each in policy.indicators}
        self.parts |= {each.key: each.name for each in policy.works}
        self.parts |= {"district": "全区", "found": "工作量", "told": "底稿", "enterprises": "企业"}
        self.columns = {**policy.columns, **policy.optional_columns}
        self.flags = {
            each.exclusion.flag: each.exclusion.heading for each in policy.indicators if each.exclusion
        }

    def given(self, case: Case) -> str:
        """What a case gives, a line for each sort of thing."""
        given, policy = case.given, self.policy
        said = [
            policy.districts[case.district],
            "，".join(f"{self.parts[key]} {n} {self.units[key]}" for key, n in given.counts.items()),
            "，".join(f"{self.columns.get(key, key)} {n}" for key, n in given.inputs.items()),
            "，".join(f"{self._measure(key)} {self._quantity(key, n)}" for key, n in given.found.items()),
            *(self._record(each) for each in case.records),
            f"基础工作{STATUS[given.base_status]}" if case.concluded else "",
            f"{policy.payment.condition}{ASSESSED[given.assessment]}" if given.assessment else "",
            "，".join(f"{self.flags[key]}：{'是' if held else '否'}" for key, held in given.flags.items()),
            "，".join(f"口径 {key} 取 {letter}" for key, letter in case.readings.items()),
        ]
        return "\n".join(each for each in said if each)

    def _measure(self, key: str) -> str:
        return self.policy.measures[key].name

    def _quantity(self, key: str, quantity: Value) -> str:
        return UNKNOWN if quantity is None else f"{quantity} {self.policy.measures[key].unit}"

    def _record(self, record: Record) -> str:
        said = [
            f"记录：{self._measure(record.measure)} {record.times} 条",
            f"写明“{record.called}”" if record.called else "",
            f"每条签到 {record.firms} 家" if record.firms else "",
            "" if record.own is None else f"其中本区 {record.own} 家",
            f"日期 {record.on}" if record.on else "",
            "缺 " + "、".join(record.without) if record.without else "",
            "" if len(record.quarters) == 4 else f"只报第 {'、'.join(map(str, record.quarters))} 季度",
            "为同一件事" if record.same else "",
        ]
        return "，".join(each for each in said if each)

    def figures(self, figures: Mapping[str, Mapping[str, Value]]) -> str:
        """Figures of the parts, a line a part."""
        lines = []
        for part, fields in figures.items():
            told = [f"{self.name(part, key)} {self.value(part, key, value)}" for key, value in fields.items()]
            lines.append(f"{self.parts[part]}：" + "，".join(told))
        return "\n".join(lines)

    def name(self, part: str, key: str) -> str:
        """What a field is called."""
        if part in ("found", "told"):
            return self._measure(key) if part == "found" else key
        fields = INDICATOR_FIELDS if part in self.units else WORK_FIELDS
        return _FIELDS.get(part, fields)[key]

    def value(self, part: str, key: str, value: Value) -> str:
        """A figure with its unit."""
        if value is None:
            return UNKNOWN
        if isinstance(value, tuple):
            return "、".join(self._measure(each) for each in value) or NONE
        if part == "found":
            return self._quantity(key, value)
        if key in _YUAN:
            return f"{value:,} 元"
        unit = self.units.get(part, "家")
        shown = {
            "target": f"{value} {unit}",
            "rate": f"{value} 元/{unit}",
            "increment_steps": f"{value} 档",
            "tier": f"第 {value} 梯队",
        }
        return shown.get(key) or _VALUES.get(str(value), str(value))

    def differences(
        self, expected: Mapping[str, Mapping[str, Value]], found: Mapping[str, Mapping[str, Value]]
    ) -> list[str]:
        """Where two sets of the same figures differ."""
        return [
            f"{self.parts[part]} {self.name(part, key)}：应为 {self.value(part, key, value)}，"
            f"实际 {self.value(part, key, found[part][key])}"
            for part, fields in expected.items()
            for key, value in fields.items()
            if found[part][key] != value
        ]


def rules_differ(expected: tuple[str, ...] | None, found: list[str]) -> list[str]:
    """Whether other rules gave money than those that should have; nothing if the case does not say."""
    if expected is None or sorted(expected) == sorted(found):
        return []
    wanted, actual = ("、".join(sorted(each)) or NONE for each in (expected, found))
    return [f"{FIRED}：应为 {wanted}，实际 {actual}"]
