"""The order of the stages: read → normalise → resolve → match → evaluate; render and deliver follow."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from gzaudit import __version__
from gzaudit.analyse.near import standings
from gzaudit.analyse.recount import Recount
from gzaudit.audit import YearAudit
from gzaudit.counting import accounts_of, count_year, counting_findings, placed_findings
from gzaudit.decide.amounts import over_budget, settle_amounts
from gzaudit.evaluate.engine import counts_only, evaluate
from gzaudit.findings import one
from gzaudit.match.counts import missing_sources
from gzaudit.match.facts import given
from gzaudit.match.stated import Stated, state_districts
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.pay.budget import under_budget
from gzaudit.public.deducible import membership_deducible
from gzaudit.public.view import look_at, public_view
from gzaudit.read.year import YearLists, read_year
from gzaudit.replies.judge import judge_replies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gzaudit.counting import Counted
    from gzaudit.match.membership import Membership
    from gzaudit.normalise.entries import Entries
    from gzaudit.policy.load import Alternative
    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.read.baseline import Baseline
    from gzaudit.resolve.identity import Identities
    from gzaudit.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What to compute.

    Attributes:
        workspace: the folder.
        year: the audited year.
        settings: of the workspace.
        policy: under the readings in force; None to count only.
        indicators: what to count.
        alternatives: the policy under each other arithmetic reading.
        baseline: last year's result, where the settings name one.
        unchecked: files and lines of the policy that still carry the mark of a draft; "" where none does.
    """

    workspace: Path
    year: int
    settings: Settings
    policy: Policy | None
    indicators: tuple[Indicator, ...]
    alternatives: tuple[Alternative, ...] = ()
    baseline: Baseline | None = None
    unchecked: str = ""


def run_identity(job: Job, lists: YearLists, form: str = "") -> str:
    """What makes two runs the same: version, policy, settings, and the content and place of every input.

    Args:
        job: what to compute.
        lists: what was read.
        form: what else shapes the outputs; "" where they come in the usual form.
    """
    parts = [
        __version__,
        str(job.year),
        job.policy.sha256 if job.policy else "counts-only",
        job.settings.text,
        job.baseline.sha256 if job.baseline else "",
    ]
    parts += [form] if form else []
    parts += sorted({f"{source.sha256} {source.path}" for source in lists.sources})
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def audit_year(job: Job, lists: YearLists) -> YearAudit:
    """All stages between reading and rendering. Pure: no disk, no clock.

    Raises:
        InvariantError: rows do not add up.
    """
    counted = count_year(job, lists)
    counts, membership, there = counted.counts, counted.membership, counted.there
    entries, identities, docket = counted.entries, counted.identities, counted.docket
    settings, taken = job.settings, counted.taken
    stated = state_districts(job.policy, lists.listings, counts, job.baseline)
    approved = settle_amounts(docket, job.policy.districts if job.policy else None)
    judged = _judge(job, stated, counted, approved=approved)
    replies = judge_replies(lists.replies, job.year, judged["result"], job.indicators)
    accounts = accounts_of(lists, counted, stated.fates)
    asking_no_statistics = [*lists.batches, *counted.said, *stated.batches]
    seen = look_at(entries, lists.sources, job.year, counted.ways, (identities, membership), docket=docket)
    docket.tell(seen[1].touched)
    batches = [
        *counting_findings(lists, counted),
        *stated.batches,
        *missing_sources(job.indicators, there, taken.tallied),
        *membership_deducible(job.indicators, counts, membership),
        *docket.batches,
        *over_budget(settings.budget, approved),
        *replies.batches,
        *([one("policy_unchecked", found=job.unchecked)] if job.unchecked else []),
    ]
    return YearAudit(
        year=job.year,
        policy=job.policy,
        indicators=job.indicators,
        accounts=accounts,
        members={kind: _with_codes(table, identities) for kind, table in membership.members.items()},
        rows=_rows(membership, identities, entries),
        fields=entries.fields,
        findings=placed_findings(batches, lists, membership),
        public=public_view(seen, lists.sources, asking_no_statistics, stated.base_work),
        switched=settings.readings,
        institutions=stated.institutions,
        base_work=stated.base_work,
        budget=settings.budget,
        privacy=settings.privacy,
        reply_until=settings.reply_until,
        decisions=docket.listed(),
        replies=replies.objections,
        tallied=taken.tallied,
        tallies=tuple(taken.sheets),
        **judged,
    )


def _judge(job: Job, stated: Stated, counted: Counted, *, approved: Mapping[str, int]) -> dict[str, Any]:
    """Money, the budget, and what both hang on; counts alone in a year without a policy."""
    counts = counted.counts
    if job.policy is None or stated.facts is None:
        return {"result": counts_only(job.year, {each.code: each.name for each in DISTRICTS}, counts)}
    facts = replace(stated.facts, tallied=frozenset(counted.taken.tallied))
    known = given(job.policy, facts, counts)
    claimed = evaluate(job.policy, known)
    result, note = under_budget(claimed, job.settings.budget, approved)
    recount = Recount(job.policy, counts, facts, counted.membership, counted.there)
    return {
        "result": result,
        "given": known,
        "given_at": facts.lists.said_at(),
        "budget_note": note,
        "effects": recount.effects(claimed, job.alternatives),
        "reading_firms": recount.firms(job.alternatives),
        "standings": standings(job.policy, claimed, known),
    }


def _with_codes(table: pd.DataFrame, identities: Identities) -> pd.DataFrame:
    return table.assign(code=identities.firms["code"].reindex(table["firm"]).to_numpy())


def _rows(membership: Membership, identities: Identities, entries: Entries) -> pd.DataFrame:
    """Every entry with its fate, those that nobody can tell apart included; `key` only where it says more."""
    rows = membership.rows
    known = rows.assign(
        code=identities.firms["code"].reindex(rows["firm"]).to_numpy(),
        key=rows["key"].where(rows["key"] != rows["name"], ""),
    )
    columns = [
        "kind", "src", "row", "part", "name", "key", "raw_code", "state", "how", "code", "fate", "line",
    ]  # fmt: skip
    lost = entries.frame.loc[identities.nameless]
    lost = lost.assign(how="", code="", fate="no_identity")[columns]
    return pd.concat([known[columns], lost], ignore_index=True) if len(lost) else known[columns]


def compute(job: Job, on_file: Callable[[str], None]) -> tuple[YearLists, YearAudit]:
    """Read a year and audit it.

    Args:
        job: what to compute.
        on_file: told each file before it is worked on.
    """
    lists = read_year(job.workspace, job.year, job.settings.pins, on_file)
    return lists, audit_year(job, lists)
