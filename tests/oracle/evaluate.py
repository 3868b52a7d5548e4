"""C4 to C10, one row after the other, on what the generator knows each cell to mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from .identity import Directory, Who, mentions
from .model import Line, Sheet
from .places import DISTRICTS

LISTS = (
    "hnte",
    "above_scale",
    "above_scale_tech_services",
    "patent_grants",
    "registry",
    "hnte_revoked",
    "renames",
)
NEEDS = {
    "hnte": ("hnte",),
    "above_scale_hnte": ("hnte", "above_scale"),
    "above_scale_tech_services": ("above_scale_tech_services",),
    "patent_hnte": ("hnte", "patent_grants"),
}
Identity = tuple[str, str]


@dataclass
class Tally:
    """What the lists of enterprises come to."""

    counts: dict[str, dict[str, int | None]] = field(default_factory=dict)
    hnte: dict[Identity, str | None] = field(default_factory=dict)  # enterprise: district, None if unresolved
    unresolved: set[Identity] = field(default_factory=set)  # 高企 of the year that nobody could resolve
    ambiguous: set[Identity] = field(default_factory=set)  # 高企 of the year whose name has several codes
    members: dict[str, set[Identity]] = field(default_factory=dict)
    conflicts: set[Identity] = field(default_factory=set)
    tech_unresolved: int = 0
    order_sensitive: set[tuple[str, str]] = field(default_factory=set)
    doubtful: set[tuple[str, str]] = field(default_factory=set)  # sheets whose `counted` the rules leave open
    directory: Directory | None = None


class Year:
    """The evaluation of one year's sheets, given in the order of their paths."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self.sheets = [s for s in sheets if s.kind]
        self.directory = Directory(self.sheets)
        self.tally = Tally(directory=self.directory)
        self.named: dict[Identity, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))

    def rows(self, kind: str) -> list[tuple[Sheet, Line, list[Who]]]:
        """The data rows of a list with the enterprises on each."""
        return [
            (s, x, [self.directory.who(*m) for m in mentions(s, x)])
            for s in self.sheets
            if s.kind == kind
            for x in s.lines
            if x.role == "data"
        ]

    def evaluate(self) -> Tally:
        self._note_districts()
        revoked = {w.identity for _, _, who in self.rows("hnte_revoked") for w in who}
        self._hnte(revoked)
        for kind in ("above_scale", "above_scale_tech_services"):
            self._list(kind, lambda line: "" if line.means("单位类型", True) else "not_legal_entity")
        self._list("patent_grants", _patent_reason)
        for kind in ("registry", "hnte_revoked"):
            self._list(kind, lambda _line: "")
        for _, line, _ in self.rows("renames"):
            line.fate = "counted"
        self._counts()
        return self.tally

    def _note_districts(self) -> None:
        """What each source names for each enterprise (C6); a row has one place, code before text."""
        for kind in ("hnte", "registry", "above_scale", "patent_grants"):
            for _, line, who in self.rows(kind):
                place = line.place("行政区划代码")
                if place.where == "none":
                    place = line.place("所在区")
                if kind == "patent_grants" and (len(who) > 1 or _patent_reason(line)):
                    assert place.where == "none", "an open question: whose district is a shared patent's?"
                for one in who:
                    if place.where != "none":
                        self.named[one.identity][kind].add((place.where, place.code))
                    if kind == "hnte" and line.place("地址").where != "none":
                        address = line.place("地址")
                        self.named[one.identity]["address"].add((address.where, address.code))

    def _district(self, identity: Identity) -> str | None:
        """Today's district, "out", or None."""
        decided = None
        for kind in ("hnte", "registry", "above_scale", "patent_grants", "address"):
            said = self.named[identity][kind]
            if len(said) != 1:
                continue
            where, code = next(iter(said))
            answer = "out" if where == "out" else code
            if decided is None:
                decided = answer
            elif answer != decided:
                self.tally.conflicts.add(identity)
        return decided

    def _hnte(self, revoked: set[Identity]) -> None:
        found: dict[Identity, set[tuple[str, str]]] = defaultdict(set)
        for sheet, line, (who,) in self.rows("hnte"):
            year = line.means("认定年度") or line.means("发证日期") or sheet.year
            assert year is not None, "an open question: a row that no year can be told of"
            where = self._district(who.identity)
            if year != 2025:
                line.fate = "out_of_year"
            elif who.identity in revoked:
                line.fate = "revoked"
            elif where == "out":
                line.fate = "outside_city"
            elif who.identity in self.tally.hnte:
                line.fate = "duplicate"
            else:
                line.fate = "counted"
                self.tally.hnte[who.identity] = where
            if line.fate in ("counted", "duplicate"):
                found[who.identity].add(sheet.key)
                if who.how == "unresolved":
                    self.tally.unresolved.add(who.identity)
                if who.how == "several":
                    self.tally.ambiguous.add(who.identity)
            elif who.how != "code":
                self.tally.doubtful.add(("undecided", who.how))
        self._note_order(found)

    def _note_order(self, found: dict[Identity, set[tuple[str, str]]]) -> None:
        for keys in found.values():
            if len(keys) > 1:
                self.tally.order_sensitive |= keys

    def _list(self, kind: str, reason: Any) -> None:
        members: set[Identity] = set()
        found: dict[Identity, set[tuple[str, str]]] = defaultdict(set)
        for sheet, line, who in self.rows(kind):
            line.fate = reason(line)
            if line.fate:
                continue
            for one in who:
                found[one.identity].add(sheet.key)
            fresh = {w.identity for w in who} - members
            line.fate = "counted" if fresh else "duplicate"
            members |= fresh
        self.tally.members[kind] = members
        self._note_order(found)

    def _tech_districts(self) -> Counter[str]:
        """规上科服 by their own district."""
        said: dict[Identity, set[str]] = defaultdict(set)
        keys = defaultdict(set)
        for sheet, line, (who,) in self.rows("above_scale_tech_services"):
            if line.fate in ("counted", "duplicate"):
                place = line.place("行政区划代码")
                place = place if place.where != "none" else line.place("所在区")
                assert place.where != "out", "an open question: a 科服 firm elsewhere"
                said[who.identity] |= {place.code} - {""}
                keys[who.identity].add(sheet.key)
        for identity, codes in said.items():
            assert len(codes) < 2, "an open question: one 科服 firm in two districts"
            if not codes:
                self.tally.tech_unresolved += 1
                self.tally.doubtful |= keys[identity]
        return Counter(code for codes in said.values() for code in codes)

    def _counts(self) -> None:
        tally, present = self.tally, {s.kind for s in self.sheets}
        tech = self._tech_districts()
        for code in DISTRICTS:
            mine = {i for i, where in tally.hnte.items() if where == code}
            numbers: dict[str, int | None] = {
                "hnte": len(mine),
                "above_scale_hnte": len(mine & tally.members["above_scale"]),
                "above_scale_tech_services": tech[code],
                "patent_hnte": len(mine & tally.members["patent_grants"]),
            }
            for which, kinds in NEEDS.items():
                if not set(kinds) <= present:
                    numbers[which] = None
            tally.counts[code] = numbers
        for sheet in self.sheets:
            if sheet.kind == "above_scale" and any(
                x.place(h).where == "out" for x in sheet.lines for h in ("行政区划代码", "所在区")
            ):
                tally.doubtful.add(sheet.key)


def _patent_reason(line: Line) -> str:
    """Why a patent row does not count (C7), "" if it does."""
    if line.means("专利类型", "invention") == "other":
        return "not_invention"
    return "" if line.means("授权公告日", 2025) == 2025 else "grant_out_of_year"
