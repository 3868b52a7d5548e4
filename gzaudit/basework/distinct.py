"""Lists of firms, projects, needs, visits, weekly and final reports: what is distinct counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.basework.checks import check_records
from gzaudit.basework.gi_lists import KEY_FIRMS, NEEDS, PROJECTS, REPORTS, VISITS, WEEKLY
from gzaudit.basework.judged import Judged, lines_of
from gzaudit.basework.quarters import check_quarters
from gzaudit.normalise.names import name_keys
from gzaudit.normalise.text import dense

if TYPE_CHECKING:
    from gzaudit.basework.material import Material
    from gzaudit.basework.verdicts import Verdicts
    from gzaudit.policy.model import Measure, Policy

_AGAIN: Final = {
    KEY_FIRMS: "同一企业",
    PROJECTS: "同一项目",
    NEEDS: "同一企业的同名需求",
    VISITS: "同一企业同一天的走访",
    WEEKLY: "同一周的周报",
    REPORTS: "同名的报告",
}


def week_keys(values: pd.Series, year: int) -> pd.Series:
    """Weeks as compared: 2025年第05周, 第5周 and 5 are one week; other texts are taken as they stand."""
    text = dense(values).str.casefold()
    text = text.str.replace(rf"(?<!\d){year}(?!\d)年?度?", "", regex=True)
    text = text.str.replace(r"第|周|报|w", "", regex=True).str.replace(r"(?<!\d)0+(?=\d)", "", regex=True)
    return text.str.strip("-—_/.")


def _keys(material: Material, rows: pd.DataFrame, measure: Measure, policy: Policy) -> pd.Series:
    """What makes two records of a list one."""
    firm = material.firm[rows.index]
    if measure.list == KEY_FIRMS:
        return firm
    if measure.list == PROJECTS:
        return name_keys(rows["project"])
    if measure.list == NEEDS:
        return firm + "\n" + name_keys(rows["need"])
    if measure.list == VISITS:
        return firm + "\n" + material.day[rows.index]
    if measure.list == WEEKLY:
        return week_keys(rows["week"], policy.year)
    return name_keys(rows["report_title"])


def _check_repeats(verdicts: Verdicts, keys: pd.Series) -> None:
    """Later records of the same thing in a district do not count again."""
    rows = verdicts.rows.assign(key=keys, district=verdicts.material.district[keys.index])
    open_ = rows[verdicts.open_].sort_values(["src", "row"], kind="stable")
    again = open_.duplicated(["district", "key"])
    first = open_[~again].set_index(["district", "key"])
    later = open_[again]
    origin = first.reindex(pd.MultiIndex.from_frame(later[["district", "key"]])).set_index(later.index)
    sheet = pd.Series("", index=later.index, dtype=object).mask(origin["src"] != later["src"], "另一张清单")
    place = sheet + "第 " + origin["row"].astype("int64").astype(str) + " 行"
    text = pd.Series("", index=rows.index, dtype=object)
    text[later.index] = f"{_AGAIN[verdicts.measure.list]}已计一次（" + place + "）"
    verdicts.fail(rows.index.to_series().isin(later.index), "duplicate", text)


def judge_list(material: Material, measure: Measure, policy: Policy) -> Judged:
    """Judge the records of a measure that is not counted from events.

    Args:
        material: the GI lists.
        measure: what is counted, and from which list.
        policy: for the service period.
    """
    rows = material.of_kind(measure.list)
    verdicts = check_records(material, rows, measure, policy)
    batches = []
    if measure.list == KEY_FIRMS:
        batches.append(check_quarters(verdicts))
    _check_repeats(verdicts, _keys(material, rows, measure, policy))
    verdict = pd.DataFrame(
        {
            "measure": measure.key,
            "quantity": verdicts.open_.astype("int64"),
            "fate": verdicts.fate,
            "why": verdicts.why,
            "evidence": verdicts.evidence,
        }
    )
    records = lines_of(material, verdict)
    return Judged(records, verdicts.fate, verdicts=[verdicts], batches=batches)
