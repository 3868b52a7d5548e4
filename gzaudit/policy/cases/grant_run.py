"""Run worked cases about grants, and tell in Chinese what they give and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.evaluate.grant import evaluate_grants
from gzaudit.policy.cases.grant_model import ALL, FIGURES, GrantCase
from gzaudit.policy.cases.model import UNKNOWN, CaseResult
from gzaudit.policy.cases.words import NONE
from gzaudit.policy.sentences_grants import exact_yuan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model_named import NamedPolicy
    from gzaudit.result_grants import Application, GrantsResult

BOUND: Final = "起作用的上限、名额"
_ABSENT: Final = -1
_SHOWN: Final = 12


def run_grant_case(case: GrantCase, policy: NamedPolicy) -> CaseResult:
    """Run one case under a policy that was built with the case's readings."""
    result = evaluate_grants(policy, case.given)
    figures = _figures(result)
    found = {
        kind: {key: figures[kind].get(key, _ABSENT) for key in keys} for kind, keys in case.expected.items()
    }
    bound = sorted({rule for each in result.lines for rule in each.bound})
    differences = [
        f"{FIGURES[kind]} {key}：应为 {_figure(kind, value)}，实际 {_figure(kind, found[kind][key])}"
        for kind, keys in case.expected.items()
        for key, value in keys.items()
        if found[kind][key] != value
    ]
    if case.bound is not None and sorted(case.bound) != bound:
        wanted, actual = ("、".join(sorted(each)) or NONE for each in (case.bound, bound))
        differences.append(f"{BOUND}：应为 {wanted}，实际 {actual}")
    gave = [step.clause for each in result.lines for step in each.steps if step.amount]
    return CaseResult(
        case=case,
        ok=not differences,
        differences=tuple(differences),
        given=_given(case),
        expected=_told(case.expected),
        found=_told(found),
        clauses=tuple(dict.fromkeys(policy.document.short + clause for clause in gave)),
    )


def _figures(result: GrantsResult) -> Mapping[str, Mapping[str, int | None]]:
    """Every figure that a case may ask for."""
    sums = {_span(each.grant, each.year): each for each in result.sums}
    whole: dict[str, int | None] = {key: each.paid for key, each in sums.items()}
    whole |= {str(year): paid for year, paid in result.years.items()} | {ALL: result.paid}
    return {
        "lines": {f"{each.grant} {each.year} {each.payee}": each.paid for each in result.lines},
        "sums": whole,
        "ceilings": {key: each.ceiling for key, each in sums.items()},
        "open": {key: each.open for key, each in sums.items()},
    }


def _span(grant: str, year: int | None) -> str:
    return grant if year is None else f"{grant} {year}"


def _given(case: GrantCase) -> str:
    lines = [_application(each) for each in case.given[:_SHOWN]]
    if len(case.given) > _SHOWN:
        lines.append(f"……共 {len(case.given)} 行")
    if case.readings:
        lines.append("，".join(f"口径 {key} 取 {letter}" for key, letter in case.readings.items()))
    return "\n".join(lines)


def _application(each: Application) -> str:
    chosen = {True: "入选", False: "未入选", None: ""}[each.selected]
    said = [
        f"{each.grant} {each.year} 年 {each.who}",
        "" if each.amount is None else exact_yuan(each.amount),
        each.level,
        f"所属机构 {each.institution}" if each.institution else "",
        chosen,
        f"排第 {each.rank}" if each.rank is not None else "",
    ]
    return "，".join(filter(None, said))


def _told(figures: Mapping[str, Mapping[str, int | None]]) -> str:
    lines = []
    for kind, keys in figures.items():
        shown = [f"{key} {_figure(kind, value)}" for key, value in list(keys.items())[:_SHOWN]]
        if len(keys) > _SHOWN:
            shown.append(f"……共 {len(keys)} 项")
        lines.append(f"{FIGURES[kind]}：" + "，".join(shown))
    return "\n".join(lines)


def _figure(kind: str, value: int | None) -> str:
    if value == _ABSENT:
        return NONE
    if value is None:
        return UNKNOWN
    return f"{value} 家" if kind == "open" else f"{value:,} 元"
