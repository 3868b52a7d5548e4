"""What one part of a district's sum is made of: rows, counts, given numbers, steps, thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.analyse.near import Standing
from gzaudit.ask.counted import tallied_counts
from gzaudit.ask.figures import Figure, figures_of, whole
from gzaudit.ask.part import Crossed, Part, Said, Sheet, StepTold
from gzaudit.render.tables.words import REASONS
from gzaudit.resolve.how import SETTLED
from gzaudit.resolve.levels import LEVELS

if TYPE_CHECKING:
    from gzaudit.ask.run import Run

_SHEETS = "SELECT s.*, l.short, l.statistics FROM sources s JOIN lists l USING (kind)"


def steps_of(run: Run, district: str, part: str) -> tuple[StepTold, ...]:
    """The working of a part."""
    return tuple(
        StepTold(each["rule"], each["clause"], each["told"], whole(each["amount"]))
        for each in run.lines(
            "SELECT * FROM steps WHERE district = ? AND part = ? ORDER BY n", district, part
        )
    )


def indicator_part(run: Run, district: str, rule: dict[str, Any]) -> Part:
    """An indicator of a district; of the whole city ("") what its counts are made of."""
    tallied = rule["key"] in tallied_counts(run)
    placed, crossed, unplaced = ({}, None, 0) if tallied else _members(run, district, rule)
    figures = figures_of(run, district, rule["key"]) if district else _city_figures(run, rule["key"])
    return Part(
        rule["key"],
        rule["name"],
        counted=True,
        unit=rule["unit"],
        figures=figures,
        given=(
            *(_tallied(run, district, rule) if tallied else ()),
            *_given(run, district, (rule["target"], rule["prior"])),
        ),
        steps=steps_of(run, district, rule["key"]),
        sheets=(*_sheets(run, district, rule), *(_counts_sheets(run, rule) if tallied else ())),
        placed=placed,
        crossed=crossed,
        unplaced=unplaced,
        standing=_standing(run, district, rule["key"]),
    )


def work_part(run: Run, district: str, work: dict[str, Any]) -> Part:
    """A part that is paid for work done."""
    figures = figures_of(run, district, work["key"]) if district else _city_figures(run, work["key"])
    records = run.lines(
        "SELECT fate, COUNT(*) AS number FROM base_work_records WHERE district = ? GROUP BY fate", district
    ) if work["key"] == "base" and run.has("base_work_records") else []  # fmt: skip
    return Part(
        work["key"],
        work["name"],
        counted=False,
        unit="",
        figures=figures,
        given=_given(run, district, (work["key"],)),
        steps=steps_of(run, district, work["key"]),
        listed=work["decided_by"] == "list",
        records={REASONS.get(each["fate"], each["fate"]) or "计": each["number"] for each in records},
    )


def _city_figures(run: Run, part: str) -> dict[str, Figure]:
    """The sum over the districts; None as soon as one is not known."""
    found: dict[str, Figure] = {}
    for name in ("count", "amount"):
        values = [
            whole(line["value"])
            for line in run.lines("SELECT value FROM figures WHERE part = ? AND figure = ?", part, name)
        ]
        if values:
            found[name] = None if None in values else sum(each or 0 for each in values)
    return found


def _members(run: Run, district: str, rule: dict[str, Any]) -> tuple[dict[str, int], Crossed | None, int]:
    table, own, both = f"members_{rule['list']}", rule["list"], rule["both"]
    if not run.has(table):
        return {}, None, 0
    columns = {line["name"] for line in run.lines(f"PRAGMA table_info({table})")}
    place = "district" if rule["placed_by"] == own else f"district_{rule['placed_by']}"
    here = f"{place} = ?" if district else f"{place} != ?"
    placed = {}
    if "level" in columns and place == "district":
        query = (
            f"SELECT level, COUNT(*) AS number FROM {table} WHERE {here} "  # noqa: S608  # our own names
            "GROUP BY level ORDER BY number DESC, level"
        )
        placed = {
            LEVELS.get(each["level"], each["level"]): each["number"] for each in run.lines(query, district)
        }
    flag = (f"{both}_first" if rule["owners"] == "first" else both) if both else "1"
    (lost,) = run.lines(f"SELECT COUNT(*) AS firms FROM {table} WHERE {place} = '' AND {flag}")  # noqa: S608  # our own names
    if not both:
        return placed, None, lost["firms"]
    known = ", ".join(f"'{each}'" for each in SETTLED)
    query = (
        f"SELECT COALESCE(SUM({flag}), 0) AS inside, COUNT(*) AS firms, "  # noqa: S608  # our own names
        f"COALESCE(SUM(NOT {both} AND how NOT IN ({known})), 0) AS unknown FROM {table} WHERE {here}"
    )
    (found,) = run.lines(query, district)
    ((short,),) = run.database.execute("SELECT short FROM lists WHERE kind = ?", (both,))
    rest = found["firms"] - found["inside"] - found["unknown"]
    return placed, Crossed(short, found["inside"], rest, found["unknown"]), lost["firms"]


def _sheets(run: Run, district: str, rule: dict[str, Any]) -> tuple[Sheet, ...]:
    """The sheets of the list that is counted, then those of the list that it is compared with."""
    place = "district" if rule["placed_by"] == rule["list"] else f"district_{rule['placed_by']}"
    brought: dict[int, int] = {}
    if run.has(table := f"members_{rule['list']}"):
        here = f"{place} = ?" if district else f"{place} != ?"
        query = f"SELECT src, COUNT(*) AS number FROM {table} WHERE {here} GROUP BY src"  # noqa: S608  # our own names
        brought = {each["src"]: each["number"] for each in run.lines(query, district)}
    return _sheets_told(
        run,
        brought,
        rule["list"],
        *(
            each
            for kind in (rule["list"], rule["both"])
            for each in run.lines(f"{_SHEETS} WHERE kind = ? ORDER BY src", kind)
        ),
    )


def _counts_sheets(run: Run, rule: dict[str, Any]) -> tuple[Sheet, ...]:
    """The sheets in which another office's counts stand."""
    told = "SELECT src FROM tallied WHERE indicator = ?"
    sheets = run.lines(f"{_SHEETS} WHERE src IN ({told}) ORDER BY src", rule["key"])
    return _sheets_told(run, {}, "", *sheets)


def _sheets_told(
    run: Run, brought: dict[int, int], counted: str, *sheets: dict[str, Any]
) -> tuple[Sheet, ...]:
    """Sheets with their row accounts; `brought`: enterprises of the district, in sheets of kind `counted`."""
    excluded: dict[int, dict[str, int]] = {}
    for each in run.lines("SELECT * FROM excluded ORDER BY n"):
        excluded.setdefault(each["src"], {})[REASONS.get(each["reason"], each["reason"])] = each["number"]
    return tuple(
        Sheet(
            each["short"],
            bool(each["statistics"]),
            each["path"],
            each["sheet"],
            each["height"],
            each["counted"],
            excluded.get(each["src"], {}),
            brought.get(each["src"], 0) if each["kind"] == counted else None,
        )
        for each in sheets
    )


def _given(run: Run, district: str, keys: tuple[str | None, ...]) -> tuple[Said, ...]:
    """Numbers and conclusions of a district, each with its cell."""
    return tuple(
        Said(
            each["key"],
            each["heading"] or each["key"],
            each["value"] if each["sort"] == "conclusion" else whole(each["value"]),
            run.place(int(each["src"]), int(each["row"])),
            each["column"] or "",
        )
        for each in run.lines(
            'SELECT g.*, c."column" FROM given g LEFT JOIN source_columns c '
            "ON c.src = CAST(g.src AS INTEGER) AND c.field = "
            "CASE g.sort WHEN 'conclusion' THEN 'conclusion' ELSE g.key END "
            "WHERE g.district = ? AND g.sort IN ('input', 'conclusion') ORDER BY g.n",
            district,
        )
        if each["key"] in keys
    )


def _tallied(run: Run, district: str, rule: dict[str, Any]) -> tuple[Said, ...]:
    """The count that another office made, with its cell; of the whole city each district's."""
    return tuple(
        Said(
            rule["key"],
            f"{each['owner']}的汇总数" + ("" if district else f"（{each['name']}）"),
            whole(each["value"]),
            run.place(int(each["src"]), int(each["row"])),
            each["column"],
        )
        for each in run.lines(
            "SELECT t.*, d.name FROM tallied t JOIN districts d USING (district) "
            "WHERE indicator = ? AND ? IN ('', district) ORDER BY t.n",
            rule["key"],
            district,
        )
    )


def _standing(run: Run, district: str, indicator: str) -> Standing | None:
    found = run.lines("SELECT * FROM standings WHERE district = ? AND indicator = ?", district, indicator)
    if not found:
        return None
    numbers = {
        key: whole(value) for key, value in found[0].items() if key not in ("n", "district", "indicator")
    }
    return Standing(district, indicator, **numbers)  # type: ignore[arg-type]
