"""What each change did to each amount: differences from rung to rung, adding up to the whole, to the yuan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.compare.ladder import Factor, Rung, factors
from gzaudit.errors import InvariantError
from gzaudit.compare.missing import missing_of
from gzaudit.result import total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gzaudit.policy.model import Policy
    from gzaudit.result import DistrictResult, YearResult

PERFORMANCE: Final = "performance_amount"
AMOUNT: Final = "amount"
PAYABLE: Final = "payable"
WHOLE: Final = {PERFORMANCE: "绩效部分", AMOUNT: "合计（核减前）", PAYABLE: "应付"}
CITY: Final = ""
"""Where a district's code stands, in figures of the city."""


class Figure(NamedTuple):
    """An amount: of an indicator or work (its key), or of the whole; and what people read."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of one district, or of the city.

    Attributes:
        district: code; "" for the city.
        figure: which amount.
        before: 元 in the earlier run, None where it was not known.
        after: in the later one.
        by: 元 by key of the factor; they add up to the difference. Empty where it is not known.
        joint: groups of factors whose effects cannot be told apart, since what lies between is not known;
            the last of each group has the sum.
        missing: why the difference is not known; "" where it is.
    """

    district: str
    figure: Figure
    before: int | None
    after: int | None
    by: Mapping[str, int] = field(default_factory=dict)
    joint: tuple[tuple[str, ...], ...] = ()
    missing: str = ""

    @property
    def difference(self) -> int | None:
        """元 more (or less) than before; None where either is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Amounts:
    """All amounts.

    Attributes:
        districts: code to name, of either run.
        factors: in the order in which they were replaced.
        lines: by district in code order, then the city, figures in the notice's order.
    """

    districts: Mapping[str, str]
    factors: tuple[Factor, ...]
    lines: tuple[Line, ...]

    def of(self, figure: str) -> tuple[Line, ...]:
        """One figure of every district, then of the city."""
        return tuple(each for each in self.lines if each.figure.key == figure)


def amounts(rungs: Sequence[Rung], policies: tuple[Policy, Policy]) -> Amounts:
    """Attribute every difference between the first rung and the last.

    A part that one policy does not have, and a district that it does not name, are paid nothing by it.

    Args:
        rungs: see `ladder.ladder`.
        policies: of the two runs.

    Raises:
        InvariantError: a difference does not add up; that is a fault of this tool.
    """
    parts = _parts(policies)
    first, last = rungs[0].result, rungs[-1].result
    districts = {each.code: each.name for result in (first, last) for each in result.districts}
    found = [_by_code(rung.result) for rung in rungs]
    lines = []
    for code in sorted(districts):
        ends = found[0].get(code), found[-1].get(code)
        own = [_line(code, part, rungs, [_part(each.get(code), part.key) for each in found]) for part in parts]
        performance = [line for line in own if line.figure.key != "base"]
        own += [
            _added(code, Figure(key, WHOLE[key]), of, _whole(ends, key))
            for key, of in ((PERFORMANCE, performance), (AMOUNT, list(own)))
        ]
        payable = [_payable(each.get(code)) for each in found]
        own.append(_line(code, Figure(PAYABLE, WHOLE[PAYABLE]), rungs, payable))
        lines += [_told(line, ends, policies) for line in own]
    lines += _city(lines, districts)
    for line in lines:
        if line.difference is not None and sum(line.by.values()) != line.difference:
            raise InvariantError(
                "金额变化加不起来。",
                where=f"{districts.get(line.district, '全市')} {line.figure.name}",
                found=str(sum(line.by.values())),
                expected=str(line.difference),
                action="请联系工具维护人员。",
            )
    return Amounts(districts, factors(rungs), tuple(lines))


def _parts(policies: tuple[Policy, Policy]) -> list[Figure]:
    """Indicators and works of the later policy, then what only the earlier has."""
    names: dict[str, str] = {}
    for policy in reversed(policies):
        for each in (*policy.indicators, *policy.works):
            names.setdefault(each.key, each.name)
    return [Figure(key, name) for key, name in names.items()]


def _by_code(result: YearResult) -> dict[str, DistrictResult]:
    return {each.code: each for each in result.districts}


def _part(district: DistrictResult | None, key: str) -> int | None:
    if district is None:
        return 0
    if key in district.indicators:
        return district.indicators[key].amount
    return district.works[key].amount if key in district.works else 0


def _payable(district: DistrictResult | None) -> int | None:
    return 0 if district is None else district.payable


def _whole(ends: tuple[DistrictResult | None, ...], key: str) -> tuple[int | None, int | None]:
    before, after = (0 if each is None else getattr(each, key) for each in ends)
    return before, after


def _line(code: str, figure: Figure, rungs: Sequence[Rung], values: list[int | None]) -> Line:
    before, after = values[0], values[-1]
    if before is None or after is None:
        return Line(code, figure, before, after)
    by: dict[str, int] = {}
    joint: list[tuple[str, ...]] = []
    level, waiting = before, []
    for rung, value in zip(rungs[1:], values[1:], strict=True):
        if value != level or rung.touched is None or code in rung.touched:
            waiting.append(rung.factor.key)
        if value is None:
            continue
        if value != level:
            by[rung.factor.key] = by.get(rung.factor.key, 0) + value - level
        if value != level and len(waiting) > 1:
            joint.append(tuple(dict.fromkeys(waiting)))
        level, waiting = value, []
    return Line(code, figure, before, after, {key: sum_ for key, sum_ in by.items() if sum_}, tuple(joint))


def _added(code: str, figure: Figure, parts: list[Line], ends: tuple[int | None, int | None]) -> Line:
    """A sum of lines, with what each factor did to it; `ends` are what the runs themselves say."""
    before, after = ends
    if total(each.difference for each in parts) is None or before is None or after is None:
        return Line(code, figure, before, after)
    by: dict[str, int] = {}
    for part in parts:
        for key, sum_ in part.by.items():
            by[key] = by.get(key, 0) + sum_
    joint = dict.fromkeys(group for part in parts for group in part.joint)
    return Line(code, figure, before, after, {key: sum_ for key, sum_ in by.items() if sum_}, tuple(joint))


def _told(
    line: Line, ends: tuple[DistrictResult | None, DistrictResult | None], policies: tuple[Policy, Policy]
) -> Line:
    """The line, and where its difference is not known, what is missing in which run."""
    if line.difference is not None:
        return line
    told = [
        f"{which}：{what}"
        for which, end, policy in zip(("前一次", "后一次"), ends, policies, strict=True)
        for what in (missing_of(end, line.figure.key, policy),)
        if what
    ]
    return Line(line.district, line.figure, line.before, line.after, missing="；".join(told))


def _city(lines: list[Line], districts: Mapping[str, str]) -> list[Line]:
    """The sums over the districts; not known as soon as one is not."""
    by_figure: dict[Figure, list[Line]] = {}
    for line in lines:
        by_figure.setdefault(line.figure, []).append(line)
    added = []
    for figure, parts in by_figure.items():
        ends = total(each.before for each in parts), total(each.after for each in parts)
        line = _added(CITY, figure, parts, ends)
        open_ = "、".join(districts[each.district] for each in parts if each.difference is None)
        added.append(
            line if line.difference is not None else Line(CITY, figure, *ends, missing=f"{open_}待定")
        )
    return added
