"""Records of work done as a case tells them: read from the case file, and made into lists that are judged."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from gzaudit.policy.cases.model import Record
from gzaudit.policy.table import listed
from gzaudit.policy.works import NEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gzaudit.policy.model import Policy
    from gzaudit.policy.table import Table
    from gzaudit.read.listing import Listing

EVENTS: Final = "gi_events"
SIGNINS: Final = "gi_signins"
KEY_FIRMS: Final = "gi_key_firms"
EXPECTED: Final = "expected_revenue"
# The field of each list that says of which day a record is.
_DAYS: Final = {EVENTS: "event_date", "gi_needs": "uploaded", "gi_visits": "visited_on"}
QUARTERS: Final = (1, 2, 3, 4)


def read_records(given: Table, policy: Policy) -> tuple[Record, ...]:
    """Read the records of one case.

    Raises:
        PolicyError: of a kind of work, or with a key, that there is none of (exit 4).
    """
    counted = {key: each.list for key, each in policy.measures.items() if each.list in _counted()}
    records = []
    for table in given.tables("records"):
        where = counted[table.choice("measure", counted)]
        table.expect("measure" + " called firms" * (where == EVENTS), _optional(where))
        fields = table.texts("without") if "without" in table else ()
        for field in fields:
            if field not in NEEDS[where]:
                raise table.error("without", f"不认识的“{field}”", listed(NEEDS[where]))
        records.append(
            Record(
                measure=table.choice("measure", counted),
                times=table.whole("times") if "times" in table else 1,
                firms=table.whole("firms") if where == EVENTS else 0,
                own=table.whole("own") if "own" in table else None,
                called=table.text("called") if where == EVENTS else "",
                on=table.day("on") if "on" in table else None,
                without=fields,
                quarters=_quarters(table) if "quarters" in table else QUARTERS,
                same=table.flag("same") if "same" in table else False,
            )
        )
        if (own := records[-1].own) is not None and own > records[-1].firms:
            raise table.error("own", str(own), f"不多于 firms：{records[-1].firms}")
    return tuple(records)


def _counted() -> tuple[str, ...]:
    """The lists whose records are counted; of the others a case gives the quantities themselves."""
    return tuple(key for key in NEEDS if key.startswith("gi_"))


def _optional(where: str) -> str:
    keys = "times without same"
    keys += " own" if where == EVENTS else ""
    keys += " on" if where in _DAYS else ""
    return keys + (" quarters" if where == KEY_FIRMS else "")


def _quarters(table: Table) -> tuple[int, ...]:
    value = table.data["quarters"]
    if not isinstance(value, list) or not value or any(each not in QUARTERS for each in value):
        raise table.error("quarters", str(value), "季度的列表，如 [1, 2, 3]")
    return tuple(value)


def count_records(records: Sequence[Record], district: str, policy: Policy) -> dict[str, int | None]:
    """What counts of some records, by kind of work.

    Args:
        records: of one district.
        district: its code.
        policy: under the readings of the case.
    """
    from gzaudit.basework.assess import assess_base_work

    found = assess_base_work(_listings(records, district, policy), policy).found.get(district, {})
    told = {each.measure for each in records}
    return {key: number for key, number in found.items() if number is not None or key in told}


def _listings(records: Sequence[Record], district: str, policy: Policy) -> list[Listing]:
    """The lists that these records would stand in, as the reader hands them over."""
    import pandas as pd

    from gzaudit.normalise.text import column
    from gzaudit.read.kinds import kinds
    from gzaudit.read.listing import Listing, Source

    rows: dict[str, list[dict[str, str]]] = {}
    for at, record in enumerate(records, 1):
        for where, row in _rows(record, at, district, policy):
            rows.setdefault(where, []).append(row)
    made = []
    for src, (where, lines) in enumerate(rows.items()):
        kind = kinds()[where]
        fields = {field: column([line.get(field, "") for line in lines]) for field in kind.fields}
        frame = pd.DataFrame({"row": pd.Series(range(2, len(lines) + 2), dtype="int64"), **fields})
        if "code" in fields:
            frame["code_numeric"] = False
        source = Source(f"算例/{kind.title}.csv", "", "", where, len(lines))
        made.append(Listing(kind, source, src, frame, frame.iloc[:0]))
    return made


def _rows(record: Record, at: int, district: str, policy: Policy) -> Iterator[tuple[str, dict[str, str]]]:
    """Lines of lists, each with the list that it stands in."""
    where, name = policy.measures[record.measure].list, policy.districts[district]
    elsewhere = next(each for code, each in policy.districts.items() if code != district)
    for turn in range(record.times):
        number = f"{at}-{1 if record.same else turn + 1}"
        day = record.on or policy.service_from + timedelta(days=0 if record.same else turn)
        row: dict[str, Any] = _fields(where, number) | {"district": name}
        row |= dict.fromkeys(record.without, "")
        if where in _DAYS:
            row[_DAYS[where]] = day.isoformat()
        if where == KEY_FIRMS and EXPECTED not in record.without:
            row |= {f"expected_q{quarter}": "100" for quarter in record.quarters}
        if where == EVENTS:
            # The same event is listed under another number each time.
            event = f"{number}-{turn}"
            row |= {"event_no": event, "event_type": record.called}
            own = record.firms if record.own is None else record.own
            for firm in range(record.firms):
                home = name if firm < own else elsewhere
                yield SIGNINS, {"event_no": event, "name": f"甲{number}第{firm + 1}公司", "district": home}
        yield where, row


def _fields(where: str, number: str) -> dict[str, str]:
    """A record of a list with everything that may be asked of it, unlike any record of another number."""
    firm, what = {"name": f"甲{number}公司"}, f"第{number}号"
    event = {"event_topic": f"第{number}次活动", "event_place": f"第{number}会场"}
    made: dict[str, dict[str, str]] = {
        EVENTS: event | dict.fromkeys(NEEDS[EVENTS], "已上传"),
        KEY_FIRMS: firm | {"revenue": "100", "difficulties": "资金", "matters": "用地"},
        "gi_projects": {"project": what, "investment": "100", "cumulative": "300", "plan": "年底完工"},
        "gi_needs": firm | {"need": what, "need_summary": f"{what}简述", "need_indicators": "增效一成"},
        "gi_visits": firm,
        "gi_weekly": {"week": f"周次 {number}"},
        "gi_reports": {"report_title": f"{what}总结"},
    }
    return made[where]
