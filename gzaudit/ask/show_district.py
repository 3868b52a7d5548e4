"""An explanation as people read it: the amount first, then what it is made of, then what would change it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from gzaudit.ask.district_answer import answer, conclusion, money, percent, shown, tiers_of
from gzaudit.ask.show_firm import show_decisions
from gzaudit.ask.words import BUREAU_ONLY
from gzaudit.policy.exact import percent_exact
from gzaudit.policy.wording import sign
from gzaudit.render.tables.words import ASSESSMENT, BASE_STATUS, SEVERITY_WORDS, UNKNOWN

if TYPE_CHECKING:
    from gzaudit.ask.district import Explained
    from gzaudit.ask.part import Part, Said, Sheet, StepTold
    from gzaudit.ask.readings import Other, Question
    from gzaudit.ask.run import Run
    from gzaudit.screen import Screen

_ESTIMATE: Final = "测算（未核定）：没有绩效考核结论，不作拨付依据。"


def show_explained(screen: Screen, run: Run, told: Explained) -> None:
    """Print it: the amount first, then what it is made of, then what would change it."""
    screen.line(answer(told))
    screen.line(f"{run.year} 年　运行 {run.shown}")
    if run.statistics():
        screen.line(BUREAU_ONLY)
    if told.document and told.district:
        passed = told.figures.get("assessment")
        screen.line(_ESTIMATE if passed is None else f"绩效考核结论：{ASSESSMENT[str(passed)]}。")
    if told.districts:
        _show_districts(screen, told)
    elif not told.asked:
        _show_parts(screen, told)
    for part in told.parts:
        if told.asked or part.steps:
            _show_part(screen, run, told, part)
    _show_payment(screen, told)
    show_decisions(screen, told.decisions)
    _show_changes(screen, told)
    cited = {step.clause for part in told.parts for step in part.steps} if told.asked else set()
    if cited:
        screen.heading("条款")
    for clause in (each for each in told.clauses if each in cited):
        screen.item(f"{told.document}{clause}：{told.clauses[clause]}")


def _show_payment(screen: Screen, told: Explained) -> None:
    if told.steps or told.budget:
        screen.heading("应付")
        _show_steps(screen, told.document, told.steps)
        if note := told.budget.get("note"):
            screen.item(note)


def _show_parts(screen: Screen, told: Explained) -> None:
    rows = []
    for part in told.parts:
        figures = part.figures
        rows.append(
            (
                part.name,
                shown(figures["count"]) if part.counted else conclusion(part),
                (str(figures.get("target") or UNKNOWN)) if part.counted else "",
                percent(figures) if part.counted else "",
                shown(figures.get("rate")) if part.counted else "",
                shown(figures.get("increment_amount")) if part.counted else "",
                shown(figures.get("amount")),
            )
        )
    headings = ("指标", "家数或结论", "目标", "完成率", "元/家", "增量（元）", "金额（元）")
    if told.document:
        screen.table(headings, rows, numbers=range(1, 7))
    else:
        screen.table(headings[:2], [row[:2] for row in rows], numbers=(1,))


def _show_districts(screen: Screen, told: Explained) -> None:
    """Of the whole city: a line a district."""
    headings = ("区", *(part.name for part in told.parts), "金额（元）", "应付（元）")
    if told.asked:
        counted = told.parts[0].counted
        headings = (
            ("区", "家数", "目标", "完成率", "元/家", "金额（元）") if counted else ("区", "金额（元）")
        )
    rows = [_district_line(each, told) for each in told.districts]
    screen.table(headings, rows, numbers=range(1, len(headings)))


def _district_line(each: dict[str, Any], told: Explained) -> tuple[str, ...]:
    if not told.asked:
        amounts = (each["parts"][part.key].get("count" if part.counted else "amount") for part in told.parts)
        whole = (each["figures"]["amount"], each["figures"]["payable"])
        return (each["name"], *map(shown, (*amounts, *whole)))
    figures = each["parts"][told.asked]
    if not told.parts[0].counted:
        return each["name"], shown(figures["amount"])
    first = (shown(figures["count"]), shown(figures["target"]), percent(figures))
    return (each["name"], *first, shown(figures["rate"]), shown(figures["amount"]))


def _show_part(screen: Screen, run: Run, told: Explained, part: Part) -> None:
    screen.heading(part.name)
    if told.asked:
        for sheet in part.sheets:
            screen.item(_sheet(sheet, told.name, part.unit))
        if part.placed:
            screen.item(
                "所在区来自：" + "，".join(f"{level} {n:,} {part.unit}" for level, n in part.placed.items())
            )
        if part.crossed:
            crossed = part.crossed
            unknown = f"，无从得知 {crossed.unknown:,}" if crossed.unknown else ""
            screen.item(
                f"在{crossed.list}里 {crossed.both:,} {part.unit}，不在 {crossed.only_one:,}{unknown}"
            )
        for said in part.given:
            screen.item(_said(said))
        for fate, number in part.records.items():
            screen.item(f"工作记录：{fate} {number:,} 条")
    _show_steps(screen, told.document, part.steps)
    if told.asked and (tiers := tiers_of(run, part.key)):
        screen.item("各档：" + "，".join(_tier(each, part.unit) for each in tiers))


def _tier(tier: dict[str, Any], unit: str) -> str:
    at = f"{sign(tier['word'], held=True)} {percent_exact(Fraction(tier['at']))}（{tier['word']}）"
    fixed = f"{tier['fixed']:,} 元，另 " if tier["fixed"] else ""
    return f"{at} {fixed}{tier['rate']} 元/{unit}"


def _show_steps(screen: Screen, document: str, steps: tuple[StepTold, ...]) -> None:
    for step in steps:
        screen.item(f"{step.told}〔{document}{step.clause}〕" if document else step.told)


def _sheet(sheet: Sheet, district: str, unit: str) -> str:
    file = f"{sheet.path} › {sheet.sheet}" if sheet.sheet else sheet.path
    secret = "（统计名单）" if sheet.statistics else ""
    left_out = "，".join(f"{reason} {number:,}" for reason, number in sheet.excluded.items())
    out = f"，剔除 {sum(sheet.excluded.values()):,}（{left_out}）" if sheet.excluded else ""
    here = "" if sheet.here is None else f"；{district} {sheet.here:,} {unit}"
    return f"{sheet.list}{secret}　{file}：{sheet.rows:,} 行，计入 {sheet.counted:,}{out}{here}"


def _said(said: Said) -> str:
    headings = {"base": "基础验收结论", "assessment": "绩效考核结论"}
    value = BASE_STATUS.get(str(said.value), shown(said.value))
    column = f" {said.column} 列" if said.column else ""
    where = f"（{said.place}{column}）" if said.place else "（本次名单没有写，取自上年结果或没有）"
    return f"{headings.get(said.key, said.heading)}：{value}{where}"


def _show_changes(screen: Screen, told: Explained) -> None:
    """What would change the amount: thresholds, open questions, other readings."""
    lines = [line for part in told.parts for line in _near(part)]
    if told.district:
        lines += [
            f"{part.name}：全市另有 {part.unplaced:,} {part.unit}定不下所在区，属于{told.name}的会计入"
            for part in told.parts
            if part.unplaced
        ]
    for each in told.open:
        if each.severity == "error":
            lines.append(
                f"{SEVERITY_WORDS['error']} {each.number:,} 条：{each.title}（{each.owner}：{each.action}）"
            )
    warnings = sum(each.number for each in told.open if each.severity == "warning")
    if warnings:
        lines.append(f"{SEVERITY_WORDS['warning']} {warnings:,} 条，见市级工作簿“待复核”")
    if lines or told.questions:
        screen.heading("什么会改变它")
    for line in lines:
        screen.item(line)
    _show_questions(screen, told)


def _near(part: Part) -> list[str]:
    near, told = part.standing, []
    if near is None:
        return []
    if near.to_next is not None:
        told.append(f"{part.name}：再多 {near.to_next:,} {part.unit}升一档，多 {money(near.adds)}")
    if near.spare is not None and near.loses is not None:
        told.append(f"{part.name}：少 {near.spare + 1:,} {part.unit}降一档，少 {money(near.loses)}")
    return told


def _show_questions(screen: Screen, told: Explained) -> None:
    """Readings: of a part all that touch it; of a whole district or the city those that change the sum."""
    quiet = 0
    for question in told.questions:
        others = [each for each in question.others if told.asked or each.difference]
        if not others and not question.switched:
            quiet += not told.asked
            continue
        _show_question(screen, told.document, question, others)
    if quiet:
        screen.item(f"另有 {quiet} 个口径换了读法金额不变，或没有测算，见市级工作簿“口径敏感性”")


def _show_question(screen: Screen, document: str, question: Question, others: list[Other]) -> None:
    """One line where nothing was worked out; else a line for each other reading, with what it would pay."""
    now = f"口径 {question.reading} {question.question}：现行 {question.choice}．{question.meaning}"
    worked_out = any(each.difference is not None or each.why for each in others)
    if not worked_out and not question.switched:
        screen.item(now + "".join(f"；{each.choice}．{each.meaning}（{each.missing}）" for each in others))
        return
    state = "已改" if question.switched else "默认"
    screen.item(f"{now}（{state}：{question.reason}）〔{document}{question.clause}〕")
    for each in others:
        changed = each.missing or (
            "金额不变" if each.difference == 0 else _changed(each.difference, each.why)
        )
        screen.item(f"  换成 {each.choice}．{each.meaning}：{changed}")


def _changed(difference: int | None, why: str) -> str:
    more = UNKNOWN if difference is None else f"{'多' if difference > 0 else '少'} {abs(difference):,} 元"
    return f"{more}（{why}）" if why else more
