"""The state that all renderers share: everything that is known of a year once it has been evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.evaluate.result import YearResult
    from gzaudit.findings import Findings
    from gzaudit.match.account import SheetAccount
    from gzaudit.policy.model import Indicator, Policy


@dataclass(frozen=True, slots=True)
class YearAudit:
    """One year, evaluated.

    Attributes:
        year: the audited year.
        policy: None where the year is only counted.
        indicators: what was counted, in the notice's order.
        accounts: every sheet with its row account.
        cohort: the year's 高企 (see `match.membership.Membership`), with `code` and `public_code`.
        services: 规上科服 firms, with `code`.
        rows: every entry of the enterprise lists (one per owner for patents): `kind`, `src`, `row`, `part`,
            `name`, `raw_code`, `state`, `how`, `code` (of the enterprise it is, "" where unknown), `fate`
            ("" = counted), and `line`, which leads to `fields`.
        fields: what rows say beyond names and codes (see `normalise.entries.Entries`).
        findings: all of them, each with the district it concerns where one is known.
        result: counts and money.
        budget_note: how payable sums came from claims; "" where payable = claim.
    """

    year: int
    policy: Policy | None
    indicators: tuple[Indicator, ...]
    accounts: tuple[SheetAccount, ...]
    cohort: pd.DataFrame
    services: pd.DataFrame
    rows: pd.DataFrame
    fields: pd.DataFrame
    findings: Findings
    result: YearResult
    budget_note: str = ""

    def undecided(self) -> dict[str, int]:
        """高企 of which something is not known: no district, no code, or a name with several codes."""
        how = self.cohort["how"]
        return {
            "district_unresolved": int((self.cohort["district"] == "").sum()),
            "name_ambiguous": int((how == "ambiguous").sum()),
            "unresolved": int((how == "unresolved").sum()),
        }
