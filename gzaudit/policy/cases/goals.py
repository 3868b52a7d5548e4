"""Worked cases about targets: a figure is given, and people say what it comes to beside its target."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from gzaudit.evaluate.goal import figure_year, goal_result, last_year
from gzaudit.policy.cases.model import UNKNOWN, CaseHead, CaseResult
from gzaudit.policy.exact import percent_cut, percent_exact
from gzaudit.policy.load_named import build_named
from gzaudit.policy.sentences_goals import VERDICTS, limit_text
from gzaudit.policy.table import shown
from gzaudit.policy.wording import APPROXIMATE, OPERATORS
from gzaudit.result_goals import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.model_goals import Goal
    from gzaudit.policy.model_named import NamedPolicy
    from gzaudit.policy.table import Table
    from gzaudit.result_goals import GoalResult

FIELDS: Final = {
    "ratio": "比例", "gap": "还差", "pace": "每年须净增", "new_pace": "每年须新认定", "verdict": "结论",
}  # fmt: skip
_FIGURE: Final = ("value", "open", "kept", "years")
_TRIED: Final = Fraction(5, 100)
_SOURCE: Final = "由程序按另一套整数算法生成"


@dataclass(frozen=True, slots=True)
class GoalCase(CaseHead):
    """One worked case about a target.

    Attributes:
        goal: the target, under the case's readings.
        seen: year from which one looks.
        figure: what is given; None where none of the inputs can tell.
        tolerance: for 左右.
        expected: by field (see FIELDS).
    """

    goal: Goal
    seen: int
    figure: Figure | None
    tolerance: Fraction | None
    expected: Mapping[str, int | str | None]


def run_goal_cases(
    tables: tuple[Table, ...], files: PolicyFiles, policy: NamedPolicy
) -> Iterator[CaseResult]:
    """Run the cases that people wrote.

    Raises:
        PolicyError: a case is not as it must be (exit 4).
    """
    for table in tables:
        yield run_goal_case(_read(table, files, policy), policy)


def run_goal_case(case: GoalCase, policy: NamedPolicy) -> CaseResult:
    """Run one case."""
    result = goal_result(case.goal, case.figure, case.seen, case.tolerance)
    found = {key: _field(result, key) for key in case.expected}
    differences = [
        f"{FIELDS[key]}：应为 {_told(wanted)}，实际 {_told(found[key])}"
        for key, wanted in case.expected.items()
        if wanted != found[key]
    ]
    return CaseResult(
        case=case,
        ok=not differences,
        differences=tuple(differences),
        given=_given(case),
        expected=_listed(case.expected),
        found=_listed(found),
        clauses=(policy.document.short + case.goal.clause,),
    )


def _field(result: GoalResult, key: str) -> int | str | None:
    if key == "verdict":
        return VERDICTS[result.verdict]
    if key == "ratio":
        return None if result.ratio is None else percent_cut(result.ratio)
    value: int | None = getattr(result, key)
    return value


def _told(value: int | str | None) -> str:
    return UNKNOWN if value is None else f"{value:,}" if isinstance(value, int) else value


def _listed(fields: Mapping[str, int | str | None]) -> str:
    return "\n".join(f"{FIELDS[key]} {_told(value)}" for key, value in fields.items())


def _given(case: GoalCase) -> str:
    figure, unit = case.figure, case.goal.unit
    told = [f"目标 {limit_text(case.goal)}", f"站在 {case.seen} 年看"]
    told.append(f"现有 {_told(figure.value if figure else None)} {unit}")
    if figure and figure.open:
        told.append(f"未定 {figure.open:,} {unit}")
    if figure and figure.kept is not None:
        told.append(f"到期限仍有效 {figure.kept:,} {unit}，其间 {figure.years} 个认定年度")
    if case.tolerance is not None:
        told.append(f"幅度 {percent_exact(case.tolerance)}")
    return "；".join(told)


def _read(table: Table, files: PolicyFiles, policy: NamedPolicy) -> GoalCase:
    table.expect("no name source goal seen expected", "figure tolerance readings")
    letters = (
        {key: str(value) for key, value in table.table("readings").data.items()}
        if "readings" in table
        else {}
    )
    for key in letters:
        if key not in policy.readings:
            raise table.error("readings", f"没有口径“{key}”", "、".join(policy.readings))
    used = build_named(files, letters, policy) if letters else policy
    goals = {each.id: each for each in used.goals}
    goal, seen = goals[table.choice("goal", goals)], table.whole("seen")
    expected = table.table("expected")
    expected.expect("", " ".join(FIELDS))
    if "verdict" in expected:
        expected.choice("verdict", VERDICTS.values())
    return GoalCase(
        table.text("no"),
        table.text("name"),
        table.text("source"),
        goal,
        seen,
        _figure(table.table("figure"), figure_year(goal, seen)) if "figure" in table else None,
        table.ratio("tolerance") if "tolerance" in table else None,
        {key: None if value == UNKNOWN else value for key, value in expected.data.items()},
    )


def _figure(table: Table, year: int) -> Figure:
    table.expect("", " ".join(_FIGURE))
    numbers: dict[str, Any] = {}
    for key, value in table.data.items():
        if type(value) is not int or value < 0:
            raise table.error(key, shown(value), "0 或正整数，不加引号")
        numbers[key] = value
    value = numbers.pop("value", None)
    return Figure(year, value, missing="" if value is not None else "没有数", **numbers)


def boundary_goals(policy: NamedPolicy) -> Iterator[GoalCase]:
    """Cases below, at and above the number of each target that has a figure; 左右 also with a tolerance."""
    for goal in policy.goals:
        if goal.figure is None:
            continue
        seen = last_year(goal) or policy.years[-1]
        for tolerance in (None, _TRIED) if goal.word in APPROXIMATE else (None,):
            hundredths = 100 - (5 if tolerance else 0)
            mark = -(-goal.at * hundredths // 100)
            for value in (mark - 1, mark, mark + 1):
                verdict = _verdict(goal, value, hundredths, judged=bool(tolerance))
                expected: dict[str, int | str | None] = {
                    "ratio": _percent(value, goal.at), "gap": goal.at - value, "verdict": verdict,
                }  # fmt: skip
                where = {-1: "差一点", 0: "恰好", 1: "多一点"}[value - mark]
                aside = "（设幅度）" if tolerance else ""
                name = f"{goal.name}{aside}：{where}"
                yield GoalCase(
                    goal.group, name, _SOURCE, goal, seen, Figure(seen, value), tolerance, expected
                )


def _percent(value: int, at: int) -> str:
    hundredths = value * 10**4 // at
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _verdict(goal: Goal, value: int, hundredths: int, *, judged: bool) -> str:
    if (goal.figure and goal.figure.partly) or (goal.word in APPROXIMATE and not judged):
        return VERDICTS["none"]
    strict = OPERATORS.get(goal.word or "", ">=") == ">"
    enough = value > goal.at if strict else 100 * value >= hundredths * goal.at
    return VERDICTS["reached" if enough else "missed"]
