"""How much money hangs on each open question: the rates now in force, of the counts that it could change.

A question about a firm is worth what its district is now paid per firm (元/家) for the counts that the firm
could enter or leave by the answer; where the district is not known either, what the district that is paid
most would be. Thresholds that one firm more would cross are not looked for (see 临界提示). Whole 元, exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gzaudit.resolve.how import SETTLED

if TYPE_CHECKING:
    import numpy.typing as npt

    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator

    Numbers = npt.NDArray[np.int64]

# Whether the firm is counted at all, and where.
_WHOLE: Final = frozenset(
    {"district_unresolved", "district_conflict", "outside_city", "out_of_year", "revoked", "year_unreadable",
     "certificate_year", "code_with_two_names"}
)  # fmt: skip
# Which firm it is: it counts in its own list as it is, what is open is in which others it stands.
_CROSSED: Final = frozenset(
    {"unresolved", "name_ambiguous", "possible_same_firm", "precision_lost", "malformed", "bad_check",
     "id_number", "resolved_by_name", "matched_by_name_only", "names_differ", "name_with_two_codes"}
)  # fmt: skip


def stakes(audit: YearAudit) -> pd.DataFrame:
    """What hangs on each finding.

    Returns:
        Indexed like `audit.findings.frame`: `stake` (元), 0 where money is not touched or no rate is known.
    """
    found = audit.findings.frame
    stake = pd.Series(0, index=found.index, dtype="int64")
    asked = found[found["code"].isin(_WHOLE | _CROSSED)]
    if audit.policy is not None and len(asked):
        for list_ in dict.fromkeys(each.count.list for each in audit.indicators):
            mine = _in_list(audit, asked, list_)
            stake[mine.index] = _of_list(audit, mine, list_)
    return stake.to_frame("stake")


def undecided_money(audit: YearAudit) -> int:
    """The money of all questions that must be decided, each row's once: the largest that hangs on it (元)."""
    found = audit.findings.frame
    urgent = found.assign(stake=stakes(audit)["stake"])[found["severity"] == "error"]
    return int(urgent.groupby(["src", "row"])["stake"].max().sum())


def _in_list(audit: YearAudit, asked: pd.DataFrame, list_: str) -> pd.DataFrame:
    """The findings in rows of a list, or about them, with the row's place as `at_src` and `at_row`."""
    sheets = [src for src, each in enumerate(audit.accounts) if each.source.kind == list_]
    own, other = asked["src"].isin(sheets), asked["ref_src"].isin(sheets)
    mine = asked[own | other]
    own = own[mine.index]
    return mine.assign(
        at_src=mine["src"].where(own, mine["ref_src"]), at_row=mine["row"].where(own, mine["ref_row"])
    )


def _of_list(audit: YearAudit, mine: pd.DataFrame, list_: str) -> Numbers:
    """元 of each finding in a list: a line a finding."""
    rules = [each for each in audit.indicators if each.count.list == list_]
    members = audit.members[list_].drop_duplicates(["src", "row"]).set_index(["src", "row"])
    firms = members.reindex(pd.MultiIndex.from_frame(mine[["at_src", "at_row"]]))
    whole = mine["code"].isin(_WHOLE).to_numpy()
    may = np.column_stack([_may_change(rule, whole, firms) for rule in rules])
    districts = audit.result.districts
    rates = np.array([[each.indicators[rule.key].rate or 0 for rule in rules] for each in districts])
    worth: Numbers = may.astype(np.int64) @ rates.T  # a line a finding, a column a district
    place = {each.code: at for at, each in enumerate(districts)}
    named = mine["district"].map(place).fillna(-1).astype("int64").to_numpy()
    there: Numbers = worth[np.arange(len(mine)), np.maximum(named, 0)]
    return np.where(named >= 0, there, worth.max(axis=1))


def _may_change(rule: Indicator, whole: npt.NDArray[np.bool_], firms: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether the answer to each question could change a count."""
    if not rule.count.both:
        return whole
    # A firm that is known, and known not to stand in the other list, would not enter with its own.
    known = firms["how"].isin(SETTLED) if "how" in firms else firms["src"].notna()
    absent = known.to_numpy() & ~firms[rule.count.both].eq(other=True).to_numpy()
    return ~whole | ~absent
