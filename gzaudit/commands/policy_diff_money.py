"""What changes in money between two policies for a finished run, per district and part."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from gzaudit.errors import PolicyError
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import choose
from gzaudit.policy.rerun.money import Known, Sum
from gzaudit.policy.show.compare import ABSENT

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.model import Policy
    from gzaudit.policy.rerun.run import Run
    from gzaudit.screen import Screen

UNKNOWN = "不能测算"


class Pair(NamedTuple):
    """What two policies pay for the same; a policy that does not have the part pays nothing."""

    one: Sum | None
    other: Sum | None

    @property
    def amounts(self) -> tuple[int | None, int | None]:
        """元 of each; None where it cannot be said."""
        return tuple(each.amount if each else 0 for each in self)  # type: ignore[return-value]

    @property
    def difference(self) -> int | None:
        """The second's 元 less the first's."""
        one, other = self.amounts
        return None if one is None or other is None else other - one


def print_money(
    screen: Screen,
    files: tuple[PolicyFiles, PolicyFiles],
    policies: tuple[Policy, Policy],
    run: Run,
    workspace: Path,
) -> None:
    """Print what changes, or what is missing to say so."""
    known = Known(run, _own(files, run, workspace))
    # The side that the run was made under is read as the run read it.
    sides = tuple(known.own if known.own and known.own.sha256 == each.sha256 else each for each in policies)
    screen.heading(f"按 {run.year} 年的一次运行（{run.shown}）测算金额的变化")
    screen.line("假定家数、目标和上年数与该次运行相同；未计绩效考核、预算和人工决定的金额。单位：元")
    names = _names(*sides)
    districts = {code: each.name for code, each in run.districts.items()}
    sums = {code: [known.sums(side, code) for side in sides] for code in districts}
    pairs = {
        key: {code: Pair(*(each.get(key) for each in sums[code])) for code in districts} for key in names
    }
    years = tuple(str(each.year) for each in policies)
    for key, name in names.items():
        _part(screen, name, years, districts, pairs[key])
    whole = {code: _added([pairs[key][code] for key in names]) for code in districts}
    _part(screen, "各部分合计", years, districts, whole)
    _otherwise(screen, known, districts)


def _names(*policies: Policy) -> dict[str, str]:
    names: dict[str, str] = {}
    for policy in policies:
        names |= {each.key: each.name for each in policy.indicators}
        names |= {each.key: each.name for each in policy.works}
    return names


def _own(files: tuple[PolicyFiles, PolicyFiles], run: Run, workspace: Path) -> Policy | None:
    """The policy that the run was made under, under its own readings; None if it is not there any more."""
    candidates = list(files)
    with contextlib.suppress(PolicyError):  # of the run's year there may be no rules any more
        candidates.append(open_policy(run.year, workspace))
    return next((choose(each, run.readings) for each in candidates if each.sha256 == run.sha256), None)


def _added(pairs: list[Pair]) -> Pair:
    columns = [[each.amounts[side] for each in pairs] for side in (0, 1)]
    return Pair(
        *(Sum(_total(column), "" if None not in column else "有不能测算的部分") for column in columns)
    )


def _total(amounts: list[int | None]) -> int | None:
    known = [each for each in amounts if each is not None]
    return sum(known) if len(known) == len(amounts) else None


def _part(
    screen: Screen, name: str, years: tuple[str, ...], districts: dict[str, str], pairs: dict[str, Pair]
) -> None:
    alone = [
        year for side, year in enumerate(years) if all(pair[1 - side] is None for pair in pairs.values())
    ]
    screen.heading(f"{name}（只有 {alone[0]} 年有）" if alone else name)
    why = {code: _why(pair, years) for code, pair in pairs.items()}
    known = [side for pair in pairs.values() for side in pair if side and side.amount is not None]
    if len(set(why.values())) == 1 and not known:
        screen.line(f"各区都{UNKNOWN}。{next(iter(why.values()))}")
        return
    rows = [(districts[code], *_figures(pair), why[code]) for code, pair in pairs.items()]
    added = _added(list(pairs.values()))
    city = Pair(
        *(None if year not in alone and alone else side for year, side in zip(years, added, strict=True))
    )
    rows.append(("全市", *_figures(city), ""))
    headings = "区", f"{years[0]} 年", f"{years[1]} 年", "差额", "说明"
    width = len(headings) if any(why.values()) else len(headings) - 1
    screen.table(headings[:width], [row[:width] for row in rows], numbers=(1, 2, 3))


def _figures(pair: Pair) -> tuple[str, str, str]:
    shown = [ABSENT if side is None else _money(side.amount) for side in pair]
    change = pair.difference
    return shown[0], shown[1], UNKNOWN if change is None else f"{change:+,}" if change else "0"


def _money(amount: int | None) -> str:
    return UNKNOWN if amount is None else f"{amount:,}"


def _why(pair: Pair, years: tuple[str, ...]) -> str:
    told = [
        f"{year} 年：{side.missing or side.note}"
        for year, side in zip(years, pair, strict=True)
        if side and (side.missing or side.note)
    ]
    return "；".join(told)


def _otherwise(screen: Screen, known: Known, districts: dict[str, str]) -> None:
    """Where the run itself came to another sum under the same policy, a reading or a person decided."""
    own = known.own
    if own is None:
        return
    names = _names(own)
    told = [
        f"{district}{names[key]}"
        for code, district in districts.items()
        for key, found in known.sums(own, code).items()
        if found.amount is not None and found.amount != known.run.districts[code].amounts.get(key)
    ]
    if told:
        screen.line()
        screen.line(f"与该次运行所记金额不同的：{'、'.join(told)}。该次运行换过口径，或作过人工决定。")
