"""An explanation in one sentence, and as programs read it (docs/ask.md)."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from gzaudit.policy.exact import percent_cut
from gzaudit.render.tables.words import BASE_STATUS, LIST_STATUS, UNKNOWN, yuan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.ask.district import Explained
    from gzaudit.ask.figures import Figure
    from gzaudit.ask.part import Part
    from gzaudit.ask.run import Run

EXPLAIN: Final = "gzaudit.explain/1"
_COUNTED_ONLY: Final = "本次只计家数，不计金额。"


def explain_json(run: Run, told: Explained) -> dict[str, Any]:
    """The documented form."""
    return {
        "schema": EXPLAIN,
        "year": run.year,
        "run": run.shown,
        "confidential": run.statistics(),
        "answer": answer(told),
        "district": told.district or None,
        "name": told.name,
        "part": told.asked or None,
        "figures": told.figures,
        "parts": [_part(run, each) for each in told.parts],
        "steps": [asdict(each) for each in told.steps],
        "budget": _budget(told),
        "readings": [asdict(each) for each in told.questions],
        "findings": [asdict(each) for each in told.open],
        "decisions": list(told.decisions),
        "clauses": told.clauses,
        "districts": list(told.districts),
    }


def _part(run: Run, part: Part) -> dict[str, Any]:
    near = part.standing
    return asdict(part) | {
        "tiers": tiers_of(run, part.key),
        "standing": None
        if near is None
        else {
            "tier": near.tier,
            "steps": near.steps,
            "to_next": near.to_next,
            "adds": near.adds,
            "spare": near.spare,
            "loses": near.loses,
        },
    }


def _budget(told: Explained) -> dict[str, Any] | None:
    if not told.budget:
        return None
    return {key: value if key in ("method", "note") else int(value) for key, value in told.budget.items()}


def tiers_of(run: Run, indicator: str) -> list[dict[str, Any]]:
    """The tiers of an indicator, lowest first; `at` is an exact decimal."""
    return [
        {
            "tier": int(each["tier"]),
            "at": each["at"],
            "word": each["word"],
            "rate": int(each["rate"]),
            "fixed": int(each["fixed"]),
            "rule": each["rule"],
            "clause": each["clause"],
        }
        for each in run.lines("SELECT * FROM tiers WHERE indicator = ? ORDER BY n", indicator)
    ]


def money(value: Figure) -> str:
    """A sum as a sentence says it."""
    return yuan(value) if isinstance(value, int) or value is None else str(value)


def shown(value: Figure) -> str:
    """A number in a table; 待定 where unknown."""
    return UNKNOWN if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def percent(figures: Mapping[str, Figure]) -> str:
    """The completion, cut after two places."""
    exact = figures.get("completion_exact")
    return UNKNOWN if exact is None else percent_cut(Fraction(str(exact)))


def conclusion(part: Part) -> str:
    """Whether work was accepted; "" of the whole city."""
    words = LIST_STATUS if part.listed else BASE_STATUS
    return words.get(str(part.figures.get("status")), "")


def answer(told: Explained) -> str:
    """The amount in one sentence."""
    if not told.document:
        counts = "，".join(
            f"{each.name} {shown(each.figures.get('count'))} {each.unit}" for each in told.parts
        )
        return f"{told.name}：{counts}。{_COUNTED_ONLY}"
    if told.asked:
        return f"{told.name} {_of_part(told.parts[0])}"
    parts = "，".join(f"{each.name} {money(each.figures.get('amount'))}" for each in told.parts)
    paid, amount = told.figures["payable"], told.figures["amount"]
    less = "" if paid == amount else f"；核算 {money(amount)}"
    return f"{told.name} 应付 {money(paid)}{less}：{parts}。"


def _of_part(part: Part) -> str:
    figures = part.figures
    amount = money(figures.get("amount"))
    if not part.counted:
        return " ".join(each for each in (part.name, conclusion(part), f"→ {amount}。") if each)
    count = f"{part.name} {shown(figures.get('count'))} {part.unit}"
    if figures.get("target") is None:
        return f"{count} → {amount}。"
    rate = shown(figures.get("rate"))
    extra = figures.get("increment_amount")
    grown = f"，增量 {shown(figures.get('increment_steps'))} 档 {money(extra)}" if extra else ""
    return (
        f"{count} ÷ 目标 {figures['target']} {part.unit} = {percent(figures)}，"
        f"每{part.unit} {rate} 元{grown} → {amount}。"
    )
