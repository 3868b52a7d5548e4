"""Every row that names an enterprise: each cell as read, how the row was matched, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.ask.who import rows_of
from gzaudit.render.tables.words import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.ask.run import Run
    from gzaudit.ask.who import Firm

# A list's own field for the name, where it is not `name`; the first that the sheet has.
_NAMES: Final = {"renames": ("new_name",), "patent_grants": ("owner", "name")}
# More names than any cell of owners holds; beyond it they are not counted.
_MOST_OWNERS: Final = 200
_FORMER: Final = {"renames": "old_name"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: which field, spreadsheet column, heading, and the text as read."""

    field: str
    column: str
    heading: str
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list that names the enterprise.

    Attributes:
        kind: of the list.
        list: its title.
        statistics: whether it is statistical micro-data.
        src: number of the sheet in the run.
        path: of the file within the workspace.
        sheet: "" for csv.
        row: spreadsheet row.
        owner: which of several owners of a patent, from 1.
        owners: how many there are that can be told apart.
        state: of the code that the row gives (C1).
        how: `code`, `name`, `ambiguous`, `unresolved` (C3).
        known_from: the row that gave the code, where it was found by name.
        fate: "" where the row counts, else why not.
        why: the same in words.
        cells: every filled cell that the tool reads.
    """

    kind: str
    list: str
    statistics: bool
    src: int
    path: str
    sheet: str
    row: int
    owner: int
    owners: int
    state: str
    how: str
    known_from: str
    fate: str
    why: str
    cells: tuple[Cell, ...]

    @property
    def file(self) -> str:
        """File and sheet."""
        return f"{self.path} › {self.sheet}" if self.sheet else self.path


class Namesake(NamedTuple):
    """A row that bears the name of an enterprise and was taken for another one, or for nobody's."""

    name: str
    code: str
    place: str


def firm_rows(run: Run, firm: Firm) -> tuple[tuple[Row, ...], tuple[Namesake, ...]]:
    """All rows of an enterprise, list by list, and those that bear its name and are not its own."""
    own, others = rows_of(run, firm)
    about = _About(run, [(line["src"], line["row"]) for line in own])
    alike = (Namesake(each["name"], each["code"], run.place(each["src"], each["row"])) for each in others)
    return tuple(about.row(line) for line in own), tuple(alike)


class _About:
    """What the run says of some rows, each table looked through once."""

    def __init__(self, run: Run, places: list[tuple[int, int]]) -> None:
        self.run = run
        self.lists = {each["kind"]: each for each in run.lines("SELECT * FROM lists")}
        self.columns: dict[int, dict[str, tuple[str, str]]] = {}
        for each in run.lines("SELECT * FROM source_columns ORDER BY n"):
            self.columns.setdefault(each["src"], {})[each["field"]] = (each["column"], each["heading"])
        found, values = at_places(places)
        self.findings: dict[tuple[int, int], list[dict[str, Any]]] = {}
        for each in run.lines(f"SELECT * FROM findings WHERE {found} ORDER BY n", *values):  # noqa: S608  # marks only
            self.findings.setdefault((each["src"], each["row"]), []).append(each)

    def row(self, line: dict[str, Any]) -> Row:
        """A row of `rows` with all that is known of it."""
        at = line["src"], line["row"]
        found = [each for each in self.findings.get(at, []) if each["subject"] in ("", line["name"])]
        named = [each for each in found if each["code"] == "resolved_by_name"]
        path, sheet = self.run.places[line["src"]]
        return Row(
            kind=line["kind"],
            list=self.lists[line["kind"]]["title"],
            statistics=bool(self.lists[line["kind"]]["statistics"]),
            src=line["src"],
            path=path,
            sheet=sheet,
            row=line["row"],
            owner=line["part"] + 1,
            owners=_owners(self.run, line),
            state=line["state"],
            how=line["how"],
            known_from=self.run.place(named[0]["ref_src"], named[0]["ref_row"]) if named else "",
            fate=line["fate"],
            why=_why(self.run, line["fate"], found),
            cells=_cells(self.run, line, self.columns.get(line["src"], {})),
        )


def _owners(run: Run, line: dict[str, Any]) -> int:
    """How many owners a row names: they stand next to each other, so that few rows need to be looked at."""
    first = line["n"] - line["part"]
    (found,) = run.lines(
        "SELECT COUNT(*) AS number FROM rows WHERE n BETWEEN ? AND ? AND src = ? AND row = ?",
        first,
        line["n"] + _MOST_OWNERS,
        line["src"],
        line["row"],
    )
    return int(found["number"])


def at_places(places: Iterable[tuple[int, int]], src: str = "src", row: str = "row") -> tuple[str, list[int]]:
    """A condition that a line lies in one of some rows, and the values for its marks."""
    wanted = list(dict.fromkeys(places))
    marks = ", ".join(["(?, ?)"] * len(wanted))
    return f"({src}, {row}) IN (VALUES {marks or '(NULL, NULL)'})", [part for each in wanted for part in each]


def _why(run: Run, fate: str, found: list[dict[str, Any]]) -> str:
    """Why a row does not count, with what its finding adds: what was there, and the other row."""
    if not fate:
        return ""
    told = REASONS.get(fate, fate)
    same = next((each for each in found if each["code"] == fate), None)
    if same is None:
        return told
    other = run.place(same["ref_src"], same["ref_row"])
    found_there = "" if fate == "duplicate" or same["found"] == told else same["found"]
    said = "，".join(part for part in (found_there, f"见 {other}" if other else "") if part)
    return f"{told}（{said}）" if said else told


def _cells(run: Run, line: dict[str, Any], columns: dict[str, tuple[str, str]]) -> tuple[Cell, ...]:
    (said,) = run.lines("SELECT * FROM fields WHERE n = ?", line["line"] + 1)
    former = _FORMER.get(line["kind"], "former")
    values = {former if field == "former" else field: value for field, value in said.items() if field != "n"}
    values |= {_name_field(line["kind"], columns): line["name"], "code": line["raw_code"]}
    return tuple(
        Cell(field, *columns[field], values[field]) for field in columns if values.get(field, "") != ""
    )


def _name_field(kind: str, columns: dict[str, tuple[str, str]]) -> str:
    return next((each for each in _NAMES.get(kind, ()) if each in columns), "name")
