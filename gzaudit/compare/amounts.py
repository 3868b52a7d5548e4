"""What each change did to each amount: differences from rung to rung, adding up to the whole, to the yuan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.compare.ladder import TOOL, factors
from gzaudit.compare.lines import (
    AMOUNT,
    CITY,
    PAYABLE,
    PERFORMANCE,
    WHOLE,
    Amounts,
    Figure,
    Line,
    added,
    climbed,
)
from gzaudit.compare.missing import missing_of
from gzaudit.errors import InvariantError
from gzaudit.result import total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gzaudit.compare.ladder import Rung
    from gzaudit.policy.model import Policy
    from gzaudit.result import DistrictResult, YearResult

CALLED: Final = ("前一次", "后一次")


def amounts(
    rungs: Sequence[Rung], policies: tuple[Policy, Policy], called: tuple[str, str] = CALLED
) -> Amounts:
    """Attribute every difference between the first rung and the last.

    A part that one policy does not have, and a district that it does not name, are paid nothing by it.

    Args:
        rungs: see `ladder.ladder`.
        policies: of the two runs.
        called: what the two are called.

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
        own = [
            climbed(code, part, rungs, [_part(each.get(code), part.key) for each in found]) for part in parts
        ]
        performance = [line for line in own if line.figure.key != "base"]
        own += [
            added(code, Figure(key, WHOLE[key]), of, _whole(ends, key))
            for key, of in ((PERFORMANCE, performance), (AMOUNT, list(own)))
        ]
        payable = [_payable(each.get(code)) for each in found]
        own.append(climbed(code, Figure(PAYABLE, WHOLE[PAYABLE]), rungs, payable))
        lines += [_told(line, ends, policies, called) for line in own]
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
    named = {key for line in lines for key in (*line.by, *(key for group in line.joint for key in group))}
    told = (each for each in factors(rungs) if each != TOOL or each.key in named)
    return Amounts(districts, tuple(told), tuple(lines))


def _parts(policies: tuple[Policy, Policy]) -> list[Figure]:
    """Indicators and works of the later policy, then what only the earlier has."""
    names: dict[str, str] = {}
    for policy in reversed(policies):
        own = {each.key: each.name for each in policy.indicators}
        own |= {each.key: each.name for each in policy.works}
        names |= {key: name for key, name in own.items() if key not in names}
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


def _told(
    line: Line,
    ends: tuple[DistrictResult | None, DistrictResult | None],
    policies: tuple[Policy, Policy],
    called: tuple[str, str],
) -> Line:
    """The line, and where its difference is not known, what is missing in which run."""
    if line.difference is not None:
        return line
    told = [
        f"{which}：{what}"
        for which, end, policy in zip(called, ends, policies, strict=True)
        for what in (missing_of(end, line.figure.key, policy),)
        if what
    ]
    return Line(line.district, line.figure, line.before, line.after, missing="；".join(told))


def _city(lines: list[Line], districts: Mapping[str, str]) -> list[Line]:
    """The sums over the districts; not known as soon as one is not."""
    by_figure: dict[Figure, list[Line]] = {}
    for line in lines:
        by_figure.setdefault(line.figure, []).append(line)
    sums = []
    for figure, parts in by_figure.items():
        ends = total(each.before for each in parts), total(each.after for each in parts)
        line = added(CITY, figure, parts, ends)
        open_ = "、".join(districts[each.district] for each in parts if each.difference is None)
        sums.append(
            line if line.difference is not None else Line(CITY, figure, *ends, missing=f"{open_}待定")
        )
    return sums
