"""In which counts an enterprise is, for which district, and why it is not in the others (C5–C9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gzaudit.resolve.how import SETTLED

if TYPE_CHECKING:
    from gzaudit.ask.rows import Row
    from gzaudit.ask.run import Run


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of a list: what the list is called, and file, sheet and row."""

    list: str
    row: int
    place: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One indicator and one enterprise.

    Attributes:
        indicator: key.
        name: of the indicator.
        counted: None where nobody can know.
        district: code of the district that it counts for; "" where it counts for none.
        district_name: its name.
        why: in words, where it is not counted.
        evidence: the rows that say so: of each list that it has to be in.
    """

    indicator: str
    name: str
    counted: bool | None
    district: str
    district_name: str
    why: str
    evidence: tuple[Evidence, ...]


def counts_of(run: Run, rows: tuple[Row, ...]) -> tuple[Counted, ...]:
    """Every indicator of the run, in the notice's order.

    Args:
        run: the run.
        rows: of the enterprise.
    """
    lists = {each["kind"]: each for each in run.lines('SELECT kind, short, "read" FROM lists')}
    members = {
        kind: member_of(run, kind, rows)
        for (kind,) in run.database.execute("SELECT DISTINCT list FROM indicators")
    }
    return tuple(
        _counted(run, rule, members[rule["list"]], rows, lists)
        for rule in run.lines("SELECT * FROM indicators ORDER BY n")
    )


def district_names(run: Run) -> dict[str, str]:
    """Names of the districts by code."""
    return {line["district"]: line["name"] for line in run.lines("SELECT district, name FROM districts")}


def tallied_counts(run: Run) -> set[str]:
    """Indicators whose counts another office made."""
    if not run.has("tallied"):
        return set()
    return {line["indicator"] for line in run.lines("SELECT DISTINCT indicator FROM tallied")}


def member_of(run: Run, kind: str, rows: tuple[Row, ...]) -> dict[str, Any] | None:
    """The line of a list's members that an enterprise's rows brought there; None where it is no member."""
    table = f"members_{kind}"
    for row in rows:
        if row.kind == kind and not row.fate and run.has(table):
            query = f"SELECT * FROM {table} WHERE src = ? AND row = ?"  # noqa: S608  # a kind of ours
            found = run.lines(query, row.src, row.row)
            if found:
                return found[0]
    return None


def _counted(
    run: Run,
    rule: dict[str, Any],
    member: dict[str, Any] | None,
    rows: tuple[Row, ...],
    lists: dict[str, dict[str, Any]],
) -> Counted:
    def verdict(
        counted: bool | None, why: str, district: str = "", evidence: tuple[Evidence, ...] = ()
    ) -> Counted:
        named = district_names(run).get(district, "")
        return Counted(rule["key"], rule["name"], counted, district, named, why, evidence)

    own, both = rule["list"], rule["both"]
    absent = [lists[kind]["short"] for kind in (own, both) if kind and not lists[kind]["read"]]
    if absent and rule["key"] in tallied_counts(run):
        return verdict(None, f"不能查：没有{'、'.join(absent)}，这一项按汇总数计")
    if absent:
        return verdict(None, f"没有收到{'、'.join(absent)}，这一项的家数待定")
    if member is None:
        return verdict(False, _not_in(own, rows, lists))
    evidence = [_evidence(run, lists[own], member["src"], member["row"])]
    if both:
        flag = f"{both}_first" if rule["owners"] == "first" else both
        if not member[flag]:
            return verdict(*_not_crossed(both, member, rows, lists))
        evidence.append(_evidence(run, lists[both], member[f"{both}_src"], member[f"{both}_row"]))
    placed = "district" if rule["placed_by"] == own else f"district_{rule['placed_by']}"
    if not member[placed]:
        return verdict(False, "所在区定不下来，不计入任何区", evidence=tuple(evidence))
    return verdict(True, "", member[placed], tuple(evidence))


def _evidence(run: Run, list_: dict[str, Any], src: int, row: int) -> Evidence:
    ((kind,),) = run.database.execute("SELECT kind FROM sources WHERE src = ?", (src,))
    return Evidence("人工决定" if kind == "decisions" else list_["short"], row, run.place(src, row))


def _not_in(kind: str, rows: tuple[Row, ...], lists: dict[str, dict[str, Any]]) -> str:
    """Why an enterprise is no member of a list."""
    mine = [row for row in rows if row.kind == kind]
    short = lists[kind]["short"]
    if not mine:
        return f"{short}里没有它"
    reasons = dict.fromkeys(row.why for row in mine if row.fate and row.fate != "duplicate")
    return f"{short}：{'；'.join(reasons)}"


def _not_crossed(
    both: str, member: dict[str, Any], rows: tuple[Row, ...], lists: dict[str, dict[str, Any]]
) -> tuple[bool | None, str]:
    """Why a member of one list is not taken to be in another."""
    if member[both]:
        return False, f"在{lists[both]['short']}里不是第一权利人"
    if not any(row.kind == both for row in rows) and member["how"] not in SETTLED:
        why = "同名的有几个代码" if member["how"] == "ambiguous" else "代码查不到"
        return None, f"{why}，是否在{lists[both]['short']}里无从得知（家数里没有计）"
    return False, _not_in(both, rows, lists)
