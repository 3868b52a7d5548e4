"""What is known of districts under another reading: counts are formed anew where it forms them otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.analyse.sensitivity import ReadingEffect, reading_effects
from gzaudit.match.counts import count_by_district, counted, missing_lists
from gzaudit.match.facts import given, uses_prior
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.match.facts import Facts
    from gzaudit.match.membership import Membership
    from gzaudit.policy.load import Alternative
    from gzaudit.policy.model import CountRule, Policy
    from gzaudit.result import Given, YearResult

Counts = dict[str, dict[str, int | None]]


@dataclass(frozen=True, slots=True)
class Recount:
    """The year's lists, ready to be counted under any reading.

    Attributes:
        policy: the one in force.
        counts: by district and indicator under it.
        facts: what is stated of districts.
        membership: who is in which list.
        there: kinds of list that were read.
    """

    policy: Policy
    counts: Counts
    facts: Facts
    membership: Membership
    there: set[str]

    def given(self, other: Policy) -> tuple[Mapping[str, Given], str]:
        """What is known under another reading, and what it would need that is not there ("" if nothing)."""
        counts = {code: dict(numbers) for code, numbers in self.counts.items()}
        needs: dict[str, None] = {}
        for now, then in zip(self.policy.indicators, other.indicators, strict=True):
            if then.count != now.count:
                for kind in missing_lists(then.count, self.there):
                    needs[f"没有“{kinds()[kind].title}”"] = None
                for code, number in count_by_district(then.count, self.membership, self.there).items():
                    counts[code][then.key] = number
            if then.prior and uses_prior(then):
                column = then.prior.column
                lacking = [
                    name
                    for code, name in other.districts.items()
                    if column not in self.facts.lists.targets.get(code, {})
                ]
                if lacking:
                    whose = "各区" if len(lacking) == len(other.districts) else "、".join(lacking)
                    needs[f"目标与基数表没有{whose}的“{then.prior.heading}”"] = None
        return given(other, self.facts, counts), "；".join(needs)

    def effects(self, result: YearResult, others: tuple[Alternative, ...]) -> tuple[ReadingEffect, ...]:
        """What each other reading would pay."""
        return reading_effects(self.policy, result, others, self.given)

    def firms(self, others: tuple[Alternative, ...]) -> pd.DataFrame:
        """Enterprises that one reading counts and the other does not.

        Returns:
            `reading`, `choice`, `indicator`, `place` (district code, "" where unknown), `firm`, `name`, and
            `more`: True where the other reading counts it, False where only the one in force does.
        """
        tables = [
            table.assign(reading=other.reading, choice=other.choice, indicator=then.key)
            for other in others
            for now, then in zip(self.policy.indicators, other.policy.indicators, strict=True)
            if then.count != now.count
            and not missing_lists(then.count, self.there)
            and not missing_lists(now.count, self.there)
            for table in (self._differing(now.count, then.count),)
            if len(table)
        ]
        columns = ["reading", "choice", "indicator", "place", "firm", "name", "more"]
        return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)

    def _differing(self, now_rule: CountRule, then_rule: CountRule) -> pd.DataFrame:
        now, then = counted(now_rule, self.membership), counted(then_rule, self.membership)
        keys = ["firm", "place"]
        both = now[keys].merge(then[keys])["firm"]
        more = then[~then["firm"].isin(both)].assign(more=True)
        fewer = now[~now["firm"].isin(both)].assign(more=False)
        return pd.concat([fewer, more])[["firm", "name", "place", "more"]].sort_values(
            ["more", "place", "name"], kind="stable"
        )
