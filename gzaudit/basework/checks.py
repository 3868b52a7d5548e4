"""What every record must show before it counts: a district, a firm, a day in time, the fields asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gzaudit.basework.filled import filled_in
from gzaudit.basework.gi_lists import BY_FIRM, DATED, ESSENTIAL, EXPECTED, QUARTERS, SPOKEN, VISITS
from gzaudit.basework.place import UNSTATED
from gzaudit.basework.verdicts import Verdicts
from gzaudit.findings import Batch
from gzaudit.policy.wording import holds
from gzaudit.read.kinds import heading_aliases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.basework.material import Material
    from gzaudit.findings import Severity
    from gzaudit.policy.model import Measure, Policy

_YEAR: Final = re.compile(r"(?<!\d)20\d{2}(?!\d)")


def check_records(material: Material, rows: pd.DataFrame, measure: Measure, policy: Policy) -> Verdicts:
    """Judge records of one measure by themselves, without looking at any other record.

    Args:
        material: the GI lists.
        rows: of the measure's list.
        measure: what a record must show.
        policy: for the service period.
    """
    verdicts = Verdicts(material, rows, measure)
    unplaced = material.unplaced[rows.index]
    verdicts.fail(unplaced == "district_unknown", "district_unknown", "所填的区不是广州的区")
    verdicts.fail(unplaced == UNSTATED, UNSTATED, "没有写明是哪个区")
    if measure.list in BY_FIRM:
        nobody = material.firm[rows.index] == ""
        verdicts.fail(nobody, "no_identity", "没有企业名称和可用的代码", field="name", severity="warning")
    if field := DATED.get(measure.list):
        _check_days(verdicts, field, policy)
    elif field := SPOKEN.get(measure.list):
        _check_years(verdicts, field, policy)
    _check_needs(verdicts)
    return verdicts


def _check_days(verdicts: Verdicts, field: str, policy: Policy) -> None:
    """Inside the service period and entered in time, last days included, whatever the time of day."""
    material, measure, rows = verdicts.material, verdicts.measure, verdicts.rows
    first, last = policy.service_from.isoformat(), policy.service_to.isoformat()
    heading = heading_aliases()[field][0]
    day, how = material.day[rows.index], material.dated[rows.index]
    read = how == "read"
    text = (heading + "无法辨认：" + rows[field]).where(how == "unreadable", f"没有{heading}")
    # No number of visits is asked for, so an unread day of theirs decides no money.
    severity: Severity = "warning" if measure.list == VISITS else "error"
    verdicts.fail(~read, "date_unreadable", text, field=field, told=how != "no_column", severity=severity)
    verdicts.absent |= {(int(src), field) for src in rows.loc[how == "no_column", "src"].unique()}
    said = heading + " " + day
    outside = said + f" 不在服务期 {first} 至 {last} 内"
    verdicts.fail(read & ~day.between(first, last), "out_of_period", outside, field=field)
    if measure.until and measure.until_word:
        until = measure.until.isoformat()
        # Only the day itself hangs on the word: 前 takes it in, 不足 would not.
        late = day > until if holds(0, measure.until_word, 0) else day >= until
        verdicts.fail(read & late, "too_late", said + f" 晚于 {until}", field=field)


def _check_years(verdicts: Verdicts, field: str, policy: Policy) -> None:
    """A period that names years, none of them of the service period."""
    rows, years = verdicts.rows, range(policy.service_from.year, policy.service_to.year + 1)
    other = {}
    for text in rows[field].unique():
        named = [int(year) for year in _YEAR.findall(text)]
        other[text] = bool(named) and not set(named) & set(years)
    wrong = rows[field].map(other).astype(bool)
    period = f"服务期 {policy.service_from.isoformat()} 至 {policy.service_to.isoformat()}"
    verdicts.fail(wrong, "out_of_period", "“" + rows[field] + f"”不在{period} 内", field=field)


def _check_needs(verdicts: Verdicts) -> None:
    """The fields that the policy asks for, and the one without which a record says nothing."""
    measure, rows = verdicts.measure, verdicts.rows
    essential = ESSENTIAL.get(measure.list)
    wanted = [field for field in (essential, *measure.needs) if field]
    there = pd.Series("", index=rows.index, dtype=object)
    missing, first, told = there.copy(), there.copy(), pd.Series(False, index=rows.index)
    for field in dict.fromkeys(wanted):
        if field == "name" and measure.list in BY_FIRM:
            continue  # a code names the firm as well as its name does
        filled = filled_in(rows, field)
        heading = heading_aliases()[field][0]
        there = there.mask(filled, there + "、" + heading)
        missing = missing.mask(~filled, missing + "、" + heading)
        first = first.mask(~filled & (first == ""), field)
        absent = [int(src) for src in rows["src"].unique() if _lacks(verdicts.material, int(src), field)]
        verdicts.absent |= {(src, field) for src in absent}
        told |= ~filled & ~rows["src"].isin(absent)
    there, missing = there.str[1:], missing.str[1:]
    verdicts.fail(missing != "", "incomplete", "缺" + missing, field=first, told=told)
    both = np.where((there != "") & (missing != ""), "；", "").astype(object)
    verdicts.evidence = (
        ("有：" + there).where(there != "", "") + both + ("缺：" + missing).where(missing != "", "")
    )


def _lacks(material: Material, src: int, field: str) -> bool:
    columns = (field, *QUARTERS) if field == EXPECTED else (field,)
    return all((src, column) in material.lacking for column in columns)


def absent_columns(material: Material, judged: Iterable[Verdicts]) -> Batch:
    """Columns that the acceptance looks at and a list does not have; its records are not told one by one."""
    asked: dict[tuple[int, str], dict[str, None]] = {}
    for verdicts in judged:
        for each in verdicts.absent:
            asked.setdefault(each, {})[verdicts.measure.name] = None
    found, headings = sorted(asked), heading_aliases()
    return Batch(
        "gi_column_missing",
        pd.DataFrame(
            {
                "src": [src for src, _ in found],
                "field": [field for _, field in found],
                "subject": ["、".join(asked[each]) for each in found],
                "found": [f"没有“{headings[field][0]}”一列" for _, field in found],
                "district": [material.sheets[src] for src, _ in found],
            }
        ),
    )
