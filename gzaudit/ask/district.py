"""`gzaudit explain`: how a district's sum came about, part by part, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gzaudit.ask.chain import indicator_part, steps_of, work_part
from gzaudit.ask.figures import Figure, figures_of
from gzaudit.ask.readings import Question, questions_of
from gzaudit.errors import SettingsError
from gzaudit.store.opened import CITY, WHOLE

if TYPE_CHECKING:
    from gzaudit.ask.part import Part, StepTold
    from gzaudit.ask.run import Run

WHOLE_CITY: Final = "全市"


@dataclass(frozen=True, slots=True)
class Open:
    """Findings of one code that bear on a district: how many, and what to do."""

    severity: str
    code: str
    title: str
    number: int
    owner: str
    action: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A district, or one part of it; or the city.

    Attributes:
        district: code; "" for the city.
        name: of the district.
        asked: key of the one part that was asked for; "" for the whole.
        figures: of the whole district: sums, conclusion.
        parts: those asked for, in the notice's order.
        steps: from amount to payable.
        questions: readings that touch what was asked.
        open: findings that bear on it, errors first.
        decisions: what people decided on the district.
        budget: method, sentence, sums; empty without a budget.
        clauses: what the clauses cited say.
        document: short name of the notice; "" in a year without a policy.
        districts: for the city: each district's figures, by part.
    """

    district: str
    name: str
    asked: str
    figures: dict[str, Figure]
    parts: tuple[Part, ...]
    steps: tuple[StepTold, ...]
    questions: tuple[Question, ...]
    open: tuple[Open, ...]
    decisions: tuple[dict[str, Any], ...]
    budget: dict[str, str]
    clauses: dict[str, str]
    document: str
    districts: tuple[dict[str, Any], ...] = ()


def explain_district(run: Run, asked: str, part: str | None) -> Explained:
    """How an amount came about.

    Args:
        run: the run.
        asked: name or code of a district, or 全市.
        part: name, part of a name, or key of an indicator or work; None for the whole district.

    Raises:
        SettingsError: there is no such district, or no such part, or several.
    """
    code, name = _district(run, asked)
    rules = run.lines("SELECT * FROM indicators ORDER BY n")
    works = run.lines("SELECT * FROM works ORDER BY n")
    wanted = _part(part, [*rules, *works]) if part else None
    parts = (
        *(indicator_part(run, code, each) for each in rules if wanted in (None, each["key"])),
        *(work_part(run, code, each) for each in works if wanted in (None, each["key"])),
    )
    counted = not parts or wanted is None or parts[0].counted
    questions = questions_of(run, code, wanted or WHOLE, counted=counted)
    steps = () if wanted or not code else steps_of(run, code, WHOLE)
    policy = run.told("policy")
    return Explained(
        code,
        name,
        wanted or "",
        figures_of(run, code, WHOLE if code else CITY),
        parts,
        steps,
        questions,
        _open(run, code, _kinds(rules, wanted)),
        _decisions(run, name) if code else (),
        {key: value for key, value in run.told("budget").items() if value is not None},
        _clauses(run, parts, steps, questions),
        policy.get("document", ""),
        () if code else _districts(run, parts),
    )


def _district(run: Run, asked: str) -> tuple[str, str]:
    known = run.lines("SELECT district, name FROM districts ORDER BY n")
    if asked in (WHOLE_CITY, "全广州市", "广州市"):
        return "", WHOLE_CITY
    for each in known:
        if asked in (each["district"], each["name"], each["name"].removesuffix("区")):
            return each["district"], each["name"]
    raise SettingsError(
        "没有这个区。",
        where="区",
        found=asked[:60],
        expected="、".join([*(each["name"] for each in known), WHOLE_CITY]),
    )


def _part(asked: str, known: list[dict[str, Any]]) -> str:
    """The key of the part that is meant: by key or name, else by how a name begins, else by what it holds."""
    ways = (
        lambda each: asked in (each["key"], each["name"]),
        lambda each: each["name"].startswith(asked),
        lambda each: asked in each["name"],
    )
    for way in ways:
        found = [each for each in known if way(each)]
        if len(found) == 1:
            return str(found[0]["key"])
        if found:
            break
    raise SettingsError(
        "有几个指标都对得上。" if found else "没有这个指标。",
        where="指标",
        found=asked[:60],
        expected="、".join(f"{each['name']}（{each['key']}）" for each in found or known),
    )


def _kinds(rules: list[dict[str, Any]], wanted: str | None) -> set[str] | None:
    """The lists that a part is made of; None for the whole."""
    for each in rules:
        if each["key"] == wanted:
            return {kind for kind in (each["list"], each["both"], "targets") if kind}
    return {"acceptance"} if wanted else None


def _open(run: Run, district: str, kinds: set[str] | None) -> tuple[Open, ...]:
    """Findings, by code: of a district those that concern it, of the city all."""
    lines = run.lines(
        "SELECT f.severity, f.code, s.kind, t.title, t.owner, t.action, COUNT(*) AS number FROM findings f "
        "LEFT JOIN sources s ON s.src = f.src LEFT JOIN finding_texts t ON t.code = f.code "
        "WHERE f.severity IN ('error', 'warning') AND (f.district = ? OR ? = '') "
        "GROUP BY f.severity, f.code, s.kind ORDER BY MIN(f.n)",
        district,
        district,
    )
    found: dict[tuple[str, str], Open] = {}
    for each in lines:
        if kinds is not None and each["kind"] is not None and each["kind"] not in kinds:
            continue
        key = each["severity"], each["code"]
        number = each["number"] + (found[key].number if key in found else 0)
        found[key] = Open(*key, each["title"], number, each["owner"], each["action"])
    return tuple(found.values())


def _decisions(run: Run, name: str) -> tuple[dict[str, Any], ...]:
    found = run.lines("SELECT * FROM decisions WHERE name = ? ORDER BY n", name)
    return tuple(
        {key: value for key, value in each.items() if key not in ("n", "src")}
        | {"place": run.place(each["src"], each["row"])}
        for each in found
    )


def _clauses(
    run: Run, parts: tuple[Part, ...], steps: tuple[StepTold, ...], questions: tuple[Question, ...]
) -> dict[str, str]:
    """What the clauses that were cited say, in the notice's order."""
    cited = {step.clause for part in parts for step in part.steps} | {step.clause for step in steps}
    cited |= {question.clause for question in questions}
    known = run.lines("SELECT clause, meaning FROM clauses ORDER BY n")
    return {each["clause"]: each["meaning"] for each in known if each["clause"] in cited}


def _districts(run: Run, parts: tuple[Part, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "district": each["district"],
            "name": each["name"],
            "figures": figures_of(run, each["district"], WHOLE),
            "parts": {part.key: figures_of(run, each["district"], part.key) for part in parts},
        }
        for each in run.lines("SELECT district, name FROM districts ORDER BY n")
    )
