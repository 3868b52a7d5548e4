"""The state that all renderers share: everything that is known of a year once it has been evaluated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.settings import Privacy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from gzaudit.analyse.near import Standing
    from gzaudit.analyse.sensitivity import ReadingEffect
    from gzaudit.basework.assess import BaseWork
    from gzaudit.decide.model import Decision
    from gzaudit.findings import Findings
    from gzaudit.match.account import SheetAccount
    from gzaudit.match.institutions import Institutions
    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.public.view import PublicView
    from gzaudit.result import Given, YearResult
    from gzaudit.settings import Budget, Switch
    from gzaudit.tally.model import CountsSheet, Tallied


@dataclass(frozen=True, slots=True)
class YearAudit:
    """One year, evaluated.

    Attributes:
        year: the audited year.
        policy: None where the year is only counted.
        indicators: what was counted, in the notice's order.
        accounts: every sheet with its row account.
        members: by kind of list, its enterprises (see `match.membership.Membership`), with `code`.
        rows: every entry of the enterprise lists (one per owner for patents): `kind`, `src`, `row`, `part`,
            `name`, `key` (C2; "" where it is the name itself), `raw_code`, `state`, `how`, `code` (of the
            enterprise it is, "" where unknown), `fate` ("" = counted), and `line`, which leads to `fields`.
        fields: what rows say beyond names and codes (see `normalise.entries.Entries`).
        findings: all of them, each with the district it concerns where one is known.
        result: counts and money.
        public: what the districts' files say of single firms.
        given: what the results were worked out from, by district code; empty in a year without a policy.
        given_at: source and row of what lists say of a district, by its code and then by column, `base` or
            `assessment`; what no list says is not there.
        budget: what there is to pay; None where no budget is set.
        budget_note: how payable sums came from claims; "" where payable = claim.
        switched: readings that the settings switched, by id, with the reason.
        institutions: whom each district's sum is paid to; None in a year without a policy.
        base_work: records of work done; None where the policy asks for none.
        effects: what each other reading would pay.
        reading_firms: enterprises that one reading counts and another does not (`Recount.firms`).
        standings: how near each count is to a threshold.
        privacy: how much of `public` the districts' files may say.
        reply_until: the last day for the districts' answers; None where none is set.
        decisions: what people decided, as read, each with what became of it.
        replies: what districts object to (see `replies.judge.COLUMNS`): questions, which change nothing.
        tallied: indicators whose counts another office made, and in which cells they stand.
        tallies: every sheet of counts, with what is attested of it.
    """

    year: int
    policy: Policy | None
    indicators: tuple[Indicator, ...]
    accounts: tuple[SheetAccount, ...]
    members: Mapping[str, pd.DataFrame]
    rows: pd.DataFrame
    fields: pd.DataFrame
    findings: Findings
    result: YearResult
    public: PublicView
    given: Mapping[str, Given] = field(default_factory=dict)
    given_at: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    budget: Budget | None = None
    budget_note: str = ""
    switched: Mapping[str, Switch] = field(default_factory=dict)
    institutions: Institutions | None = None
    base_work: BaseWork | None = None
    effects: tuple[ReadingEffect, ...] = ()
    reading_firms: pd.DataFrame = field(default_factory=pd.DataFrame)
    standings: tuple[Standing, ...] = ()
    privacy: Privacy = field(default_factory=Privacy)
    reply_until: dt.date | None = None
    decisions: tuple[Decision, ...] = ()
    replies: pd.DataFrame = field(default_factory=pd.DataFrame)
    tallied: Mapping[str, Tallied] = field(default_factory=dict)
    tallies: tuple[CountsSheet, ...] = ()

    @property
    def cohort(self) -> pd.DataFrame:
        """The year's 高企."""
        return self.members["hnte"]

    def undecided(self) -> dict[str, int]:
        """高企 of which something is not known: no district, no code, or a name with several codes."""
        how = self.cohort["how"]
        return {
            "district_unresolved": int((self.cohort["district"] == "").sum()),
            "name_ambiguous": int((how == "ambiguous").sum()),
            "unresolved": int((how == "unresolved").sum()),
        }
