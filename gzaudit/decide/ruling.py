"""A decision in the form that stages work with, and the record of what becomes of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.findings import Batch
from gzaudit.normalise.districts import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.decide.model import Decision, State
    from gzaudit.findings import Severity


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision that can be read.

    Attributes:
        number: its place among all decisions.
        decision: as written.
        key: the enterprise's name as names are compared (C2), "" where none is given.
        code: the cleaned code beside it, "" where none is given.
        coded: whether that code identifies.
        answer: of a match the code, "" for an enterprise of its own; of a district its code or `outside`; of
            an amount its digits; of an exclude or include the word for what it does.
        carried: whether it is of the year before.
    """

    number: int
    decision: Decision
    key: str
    code: str
    coded: bool
    answer: str
    carried: bool = False


# What becomes of a line of a list of decisions, and the state that it gives its decision (None: not listed).
_STATES: dict[str, State | None] = {
    "": "applied",
    "duplicate": "applied",
    "decision_unused": "unused",
    "decision_invalid": "invalid",
    "decision_conflict": "conflict",
    "decided_anew": None,
}


@dataclass(slots=True)
class Docket:
    """All decisions of a run, and what has become of each so far.

    Attributes:
        decisions: in the order in which they were read.
        rulings: those that can be read; stages settle them.
        fates: by number: "" where it is followed, else why not, as the row account says it.
        lines: of lines that hold no decision: how many by sheet and reason.
        batches: findings.
        told: by number, the districts whose files it touches.
    """

    decisions: list[Decision] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    fates: dict[int, str] = field(default_factory=dict)
    lines: dict[int, Counter[str]] = field(default_factory=dict)
    batches: list[Batch] = field(default_factory=list)
    told: dict[int, set[str]] = field(default_factory=dict)

    def about(self, *matters: str) -> list[Ruling]:
        """The rulings on a matter, those of this year first."""
        mine = [each for each in self.rulings if each.decision.matter in matters]
        return sorted(mine, key=lambda each: each.carried)

    def in_force(self, *matters: str) -> list[Ruling]:
        """The rulings on a matter that are followed; one that repeats another says the same once more."""
        return [each for each in self.about(*matters) if self.fates.get(each.number) in ("", "duplicate")]

    def settle(
        self, ruling: Ruling, fate: str, *, found: str = "", detail: str = "", other: Ruling | None = None
    ) -> None:
        """Say what becomes of a ruling.

        Args:
            ruling: which.
            fate: "" where it is followed; else the reason, which is the code of a finding unless it is
                `duplicate` or `decided_anew`.
            found: what the finding says.
            detail: what more it says.
            other: the decision that it has to do with.
        """
        self.fates[ruling.number] = fate
        code = {"duplicate": "decision_repeated", "decided_anew": ""}.get(fate, fate)
        if not code:
            return
        severity: Severity | None = "info" if ruling.carried and code == "decision_unused" else None
        place: dict[str, int] = (
            {"ref_src": other.decision.src, "ref_row": other.decision.row} if other else {}
        )
        self.report(ruling.decision, code, found=found, detail=detail, severity=severity, **place)

    def judge(self, ruling: Ruling, others: Iterable[Ruling]) -> None:
        """Hold a ruling against all that speak of the same: this year's come before those carried over.

        Args:
            ruling: one that matches something in this run.
            others: those that answer one of the same questions, itself perhaps among them.
        """
        rest = [each for each in others if each.number != ruling.number]
        peers = [each for each in rest if each.carried == ruling.carried]
        against = next((each for each in peers if each.answer != ruling.answer), None)
        if ruling.carried and len(peers) < len(rest):
            self.settle(ruling, "decided_anew")
        elif against:
            said = f"另一个决定是：{against.decision.choice}"
            self.settle(ruling, "decision_conflict", detail=said, other=against)
        elif first := next((each for each in peers if self.fates.get(each.number) == ""), None):
            self.settle(ruling, "duplicate", other=first)
        else:
            self.settle(ruling, "")

    def report(
        self,
        decision: Decision,
        code: str,
        *,
        found: str,
        detail: str = "",
        severity: Severity | None = None,
        **place: int,
    ) -> None:
        """A finding on a decision."""
        columns = {
            "src": decision.src, "row": decision.row, "field": "decided",
            "subject": decision.name or decision.code, "found": found or decision.choice, "detail": detail,
            **place,
        }  # fmt: skip
        self.batches.append(Batch(code, pd.DataFrame([columns]), severity))

    def tell(self, touched: pd.DataFrame) -> None:
        """Note which districts' files each decision touches (see `match.touched`)."""
        for number, district in touched[["number", "district"]].itertuples(index=False):
            self.told.setdefault(int(number), set()).add(str(district))

    def listed(self) -> tuple[Decision, ...]:
        """The decisions with what became of them."""
        carried = {each.number for each in self.rulings if each.carried}
        found = []
        for number, decision in enumerate(self.decisions):
            state = _STATES[self.fates[number]]
            if state == "applied" and number in carried:
                state = "carried"
            if state is not None:
                there = self.told.get(number, set())
                told = tuple(each.code for each in DISTRICTS if each.code in there)
                found.append(replace(decision, state=state, told=told))
        return tuple(found)

    def account(self) -> dict[int, Counter[str]]:
        """Lines by sheet and fate, for the row account (C10)."""
        lines = {src: Counter(reasons) for src, reasons in self.lines.items()}
        for number, decision in enumerate(self.decisions):
            lines.setdefault(decision.src, Counter())[self.fates[number]] += 1
        return lines
