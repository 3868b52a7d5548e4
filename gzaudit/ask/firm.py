"""`gzaudit trace`: everything that a run knows of one enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gzaudit.ask.counted import Counted, counts_of, district_names, member_of
from gzaudit.ask.findings import Finding, findings_at
from gzaudit.ask.rows import Namesake, Row, firm_rows
from gzaudit.ask.who import find_firm
from gzaudit.normalise.single import clean_code, name_key
from gzaudit.resolve.levels import LEVELS

if TYPE_CHECKING:
    from gzaudit.ask.run import Run
    from gzaudit.ask.who import Firm


_NAMED: Final = ("name", "owner", "new_name")


@dataclass(frozen=True, slots=True)
class Where:
    """Where an enterprise of a list of certificates lies, and what says so.

    Attributes:
        list: the list's title.
        district: code; "" where nothing tells.
        name: of the district.
        level: which source decided (C6), in words; "" where none did.
        place: file, sheet, row.
        column: spreadsheet column.
        heading: of the column.
        value: what stands there.
    """

    list: str
    district: str
    name: str
    level: str
    place: str
    column: str
    heading: str
    value: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything known of one enterprise; `names` are all that it is written with."""

    firm: Firm
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    counts: tuple[Counted, ...]
    districts: tuple[Where, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[dict[str, Any], ...]
    namesakes: tuple[Namesake, ...]


def trace_firm(run: Run, asked: str) -> Trace:
    """Everything that a run knows of the enterprise that a code or name means.

    Raises:
        SettingsError: there is none, or there are several.
    """
    firm = find_firm(run, asked)
    rows, alike = firm_rows(run, firm)
    names = tuple(dict.fromkeys(cell.value for row in rows for cell in row.cells if cell.field in _NAMED))
    return Trace(
        firm,
        names or (firm.name,),
        rows,
        counts_of(run, rows),
        _districts(run, rows),
        findings_at(run, [(row.src, row.row, row.owners) for row in rows], set(names)),
        _decisions(run, firm, names),
        alike,
    )


def _districts(run: Run, rows: tuple[Row, ...]) -> tuple[Where, ...]:
    """Where the enterprise lies, by each list of certificates that it is in."""
    found, names = [], district_names(run)
    for kind in dict.fromkeys(row.kind for row in rows):
        member = member_of(run, kind, rows)
        if member is not None and "level_src" in member:
            at = member["level_src"], member["level_row"]
            said = [cell for row in rows if (row.src, row.row) == at for cell in row.cells]
            cell = next((each for each in said if each.field == member["level_field"]), None)
            title = next(row.list for row in rows if row.kind == kind)
            code = member["district"]
            found.append(
                Where(
                    title,
                    code,
                    names.get(code, ""),
                    LEVELS.get(member["level"], member["level"]),
                    run.place(*at),
                    cell.column if cell else "",
                    cell.heading if cell else "",
                    cell.value if cell else "",
                )
            )
    return tuple(found)


def _decisions(run: Run, firm: Firm, names: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    """What people decided on the enterprise, applied or not."""
    keys = {firm.key, *map(name_key, names)}
    return tuple(
        {
            **{key: value for key, value in line.items() if key not in ("n", "src")},
            "place": run.place(line["src"], line["row"]),
        }
        for line in run.lines("SELECT * FROM decisions ORDER BY n")
        if (firm.code and clean_code(line["code"] or "") == firm.code) or name_key(line["name"] or "") in keys
    )
