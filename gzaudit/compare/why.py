"""Why a firm counts in one run and not in the other: what the other run's lists and rules say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.normalise.districts import district_name
from gzaudit.normalise.names import name_keys
from gzaudit.read.kinds import kinds
from gzaudit.render.tables.words import REASONS
from gzaudit.resolve.levels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import CountRule

_WHICH: Final = ("前一次", "后一次")
# A further row of a firm that is in the list anyway.
_SAME: Final = "duplicate"
REASON_CODES: Final = (
    "not_listed", "excluded", "other_code", "district_unknown", "not_in_other", "excluded_in_other",
    "not_matched", "not_first_owner", "rule", "unknown", "moved",
)  # fmt: skip
"""Why a firm counts in one run alone, or in another district; what stands first holds first."""


def reasons(
    changes: pd.DataFrame, audits: tuple[YearAudit, YearAudit], rules: tuple[CountRule, CountRule]
) -> pd.DataFrame:
    """A reason for each firm.

    Args:
        changes: `before`, `after` (districts), `level_before`, `level_after`, `code` and `key` of each.
        audits: the two runs.
        rules: how each forms the count.

    Returns:
        `reason`, a word for programs (see REASON_CODES), and `why`, a sentence.
    """
    told = pd.DataFrame({"reason": "moved", "why": _moved(changes)}, index=changes.index, dtype=object)
    for side, column in enumerate(("before", "after")):
        absent = changes[changes[column] == ""]
        if len(absent):
            reason = _Absent(absent, audits[side], rules[side], _WHICH[side])
            told.loc[absent.index] = reason.told(rules[1 - side])
    return told


def _moved(changes: pd.DataFrame) -> pd.Series:
    """Where a firm lay before, and where now, and what said so."""
    sides = []
    for side in ("before", "after"):
        name = changes[side].map(
            {code: district_name(code) if code else "" for code in changes[side].unique()}
        )
        level = _told(changes[f"level_{side}"], LEVELS)
        sides.append(name.where(level == "", name + "（" + level + "）"))
    return "所在区由" + sides[0] + "变为" + sides[1]


class _Absent:
    """Why one run does not count firms that the other does; what is said later holds first."""

    def __init__(self, firms: pd.DataFrame, audit: YearAudit, rule: CountRule, which: str) -> None:
        self.firms, self.audit, self.rule, self.which = firms, audit, rule, which
        self.found = pd.DataFrame({"reason": "", "why": ""}, index=firms.index, dtype=object)
        members = audit.members[rule.list]
        self.members = members.assign(key=name_keys(members["name"]))

    def told(self, other: CountRule) -> pd.DataFrame:
        """The reasons."""
        self._say(None, *(("rule", "按别的口径数") if self.rule != other else ("unknown", "没有数进去")))
        if self.rule.both:
            self._other_list(self.rule.both)
        rule, members = self.rule, self.members
        place = members["district" if rule.district == rule.list else f"district_{rule.district}"]
        nowhere = _of(self.firms, members, place).eq("")
        self._say(nowhere, "district_unknown", "所在区待定")
        self._renumbered()
        fate = fates(self.audit, rule.list, self.firms)
        self._say(fate.fillna("") != "", "excluded", "剔除：" + _words(fate))
        self._say(fate.isna(), "not_listed", f"{kinds()[rule.list].title}里没有")
        return self.found

    def _say(self, mask: pd.Series | None, reason: str, why: str | pd.Series) -> None:
        mask = pd.Series(data=True, index=self.firms.index) if mask is None else mask
        self.found["reason"] = self.found["reason"].mask(mask, reason)
        self.found["why"] = self.found["why"].mask(mask, self.which + why)

    def _other_list(self, kind: str) -> None:
        """The list in which a firm must stand as well: not there, left out there, or not recognised there."""
        firms, members, title = self.firms, self.members, kinds()[kind].title
        out = _of(firms, members, members[kind]).eq(other=False)
        fate = fates(self.audit, kind, firms)
        if self.rule.owners == "first":
            later = _of(firms, members, members[f"{kind}_first"]).eq(other=False)
            self._say(later, "not_first_owner", "不是第一权利人")
        self._say(out, "not_matched", f"与{title}没有对上")
        self._say(out & (fate.fillna("") != ""), "excluded_in_other", f"在{title}里剔除：" + _words(fate))
        self._say(out & fate.isna(), "not_in_other", f"不在{title}里")

    def _renumbered(self) -> None:
        """A firm of the same name that counts under another code: to the rules it is another enterprise."""
        by_name = self.members.drop_duplicates("key").set_index("key")["code"]
        own, code = self.firms["code"], self.firms["key"].map(by_name).astype(object)
        same = code.notna() & (code != "") & (own != "") & (code != own)
        self._say(same, "other_code", "同名企业用的是另一个代码：" + code.fillna(""))


def _words(fate: pd.Series) -> pd.Series:
    return _told(fate, REASONS, otherwise=fate.fillna(""))


def _told(values: pd.Series, words: Mapping[str, str], otherwise: pd.Series | str = "") -> pd.Series:
    """What stands for each value; objects also where there is nothing at all."""
    found = values.map(words).astype(object)
    return found.where(found.notna(), otherwise)


def _of(firms: pd.DataFrame, members: pd.DataFrame, values: pd.Series) -> pd.Series:
    """What a list says of each firm, found by code, else by name; missing where it is not in it."""
    told = members.assign(value=values.astype(object))
    coded = told[told["code"] != ""].drop_duplicates("code").set_index("code")["value"]
    named = told.drop_duplicates("key").set_index("key")["value"]
    found = firms["code"].map(coded).astype(object)
    return found.where(found.notna(), firms["key"].map(named).astype(object))


def fates(audit: YearAudit, kind: str, firms: pd.DataFrame) -> pd.Series:
    """What became of a firm's rows in a list: "" where one counts, else a reason; missing without rows."""
    rows = audit.rows[audit.rows["kind"] == kind]
    rows = rows.assign(key=name_keys(rows["name"]), fate=rows["fate"].where(rows["fate"] != _SAME, ""))
    rows = rows.assign(open=rows["fate"] != "").sort_values("open", kind="stable")
    return _of(firms, rows, rows["fate"])
