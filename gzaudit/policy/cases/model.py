"""Worked cases as values: what is given, what people say it must come to, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from gzaudit.result import Given

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Value: TypeAlias = int | str | tuple[str, ...] | None
"""A figure; None where it cannot be worked out."""

UNKNOWN: Final = "不能计算"
"""What a case file writes for None, since TOML has none."""

# What may be expected, by what kind of part it is of; Chinese names are those of the signed table.
INDICATOR_FIELDS: Final = {
    "target": "目标",
    "completion": "完成率",
    "rate": "标准",
    "fixed_amount": "定额",
    "per_enterprise_amount": "按家数",
    "increment_steps": "增量档数",
    "increment_amount": "增量",
    "amount": "金额",
}
WORK_FIELDS: Final = {
    "tier": "梯队",
    "status": "结论",
    "proposed": "清单建议",
    "missed": "未达到",
    "amount": "金额",
}
DISTRICT_FIELDS: Final = {"performance_amount": "绩效部分", "amount": "核算", "payable": "应付"}
ENTERPRISE_FIELDS: Final = {"revoked": "已取消资格的", "quasi_units": "视同法人单位"}


@dataclass(frozen=True, slots=True)
class Record:
    """Like records of work done, from which lists are made.

    Attributes:
        measure: key of what they are of.
        times: how many there are; all differ unless `same`.
        firms: for events, how many firms signed in at each.
        own: for events, how many of them lie in the district; all of them if not given.
        called: for events, what kind each is said to be.
        on: day of the event, visit or upload; if not given, days in a row from the service period's first.
        without: fields that are left blank.
        quarters: for key firms, quarters that a revenue is expected for.
        same: whether they are one and the same, listed several times.
    """

    measure: str
    times: int = 1
    firms: int = 0
    own: int | None = None
    called: str = ""
    on: date | None = None
    without: tuple[str, ...] = ()
    quarters: tuple[int, ...] = (1, 2, 3, 4)
    same: bool = False


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What every worked case says of itself, whatever rules it is about.

    Attributes:
        no: number of the case; several questions about one case share it.
        name: one sentence.
        source: who worked it out, from what.
    """

    no: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Case(CaseHead):
    """One worked case about a district.

    Attributes:
        district: code.
        readings: letter by question, where not the default.
        given: what is known of the district; all else is unknown.
        concluded: whether `given` holds people's conclusion on base work; if not, what lists propose holds.
        records: records of work done; what counts of them is added to `given.found`.
        expected: by part (indicator, work, `district`, `found`, `told`, `enterprises`), then by field.
        fired: ids of all rules that gave money; None if the case does not say.
    """

    district: str
    expected: Mapping[str, Mapping[str, Value]]
    readings: Mapping[str, str] = field(default_factory=dict)
    given: Given = field(default_factory=Given)
    concluded: bool = False
    records: tuple[Record, ...] = ()
    fired: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case as it came out, told in Chinese.

    Attributes:
        case: the case.
        ok: whether all came out as expected.
        differences: what did not, as 应为 … 实际 ….
        given: what the case gives.
        expected: what it must come to.
        found: what it came to.
        clauses: clauses whose rules gave money, in the order of the working.
    """

    case: CaseHead
    ok: bool
    differences: tuple[str, ...]
    given: str
    expected: str
    found: str
    clauses: tuple[str, ...]
