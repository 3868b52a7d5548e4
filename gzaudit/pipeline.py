"""The order of the stages: read → normalise → resolve → match → evaluate; render and deliver follow."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from gzaudit import __version__
from gzaudit.analyse.near import standings
from gzaudit.analyse.recount import Recount
from gzaudit.audit import YearAudit
from gzaudit.decide.amounts import over_budget, settle_amounts
from gzaudit.decide.matches import settle_matches, still_asked
from gzaudit.decide.read import Rules, identifying_codes, read_decisions
from gzaudit.decide.ruling import Docket
from gzaudit.decide.settle_firms import settle_firms
from gzaudit.decide.words import list_words
from gzaudit.evaluate.engine import counts_only, evaluate
from gzaudit.findings import Batch, Findings, gather, one
from gzaudit.match.account import account_rows
from gzaudit.match.counts import count_indicators
from gzaudit.match.facts import given
from gzaudit.match.members import ways_of
from gzaudit.match.membership import Membership, match_lists
from gzaudit.match.overlap import overlapping_versions
from gzaudit.match.stated import Stated, state_districts
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.entries import Entries, build_entries
from gzaudit.pay.budget import under_budget
from gzaudit.public.deducible import membership_deducible
from gzaudit.public.view import look_at, public_view
from gzaudit.read.kinds import kinds
from gzaudit.read.year import YearLists, read_year
from gzaudit.replies.judge import judge_replies
from gzaudit.resolve.identity import Identities, identify
from gzaudit.resolve.identity_findings import identity_findings, name_conflicts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gzaudit.policy.load import Alternative
    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.read.baseline import Baseline
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
    settings = job.settings
    entries = build_entries(lists.listings)
    docket = _docket(job, lists, entries)
    identities = identify(entries, settle_matches(docket, entries.frame))
    standing = settle_firms(docket, identities, entries.former)
    ways = ways_of(job.policy, scope=settings.hnte_scope, use_code_fallback=settings.use_code_fallback)
    membership = match_lists(identities, lists.sources, job.year, ways, standing)
    there = {listing.kind.key for listing in lists.listings}
    counts, missing = count_indicators(job.indicators, membership, there)
    stated = state_districts(job.policy, lists.listings, counts, job.baseline)
    nameless = entries.frame.loc[identities.nameless, ["src", "row"]].drop_duplicates()
    approved = settle_amounts(docket, job.policy.districts if job.policy else None)
    judged = _judge(job, stated, counts, membership, there, approved=approved)
    replies = judge_replies(lists.replies, job.year, judged["result"], job.indicators)
    accounts = account_rows(lists.sources, membership.rows, nameless, stated.fates | docket.account())
    said = still_asked(entries.batches, identities.frame)
    asking_no_statistics = [*lists.batches, *said, *stated.batches]
    seen = look_at(entries, lists.sources, job.year, ways, (identities, membership), docket=docket)
    docket.tell(seen[1].touched)
    batches = [
        *lists.batches,
        *said,
        *identity_findings(identities, entries.frame),
        *name_conflicts(identities),
        *membership.batches,
        overlapping_versions(membership.rows, lists.sources),
        *stated.batches,
        *missing,
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
        findings=_findings(batches, lists, membership),
        public=public_view(seen, lists.sources, asking_no_statistics, stated.base_work),
        switched=settings.readings,
        institutions=stated.institutions,
        base_work=stated.base_work,
        budget=settings.budget,
        privacy=settings.privacy,
        reply_until=settings.reply_until,
        decisions=docket.listed(),
        replies=replies.objections,
        **judged,
    )


def _docket(job: Job, lists: YearLists, entries: Entries) -> Docket:
    """What people decided, as far as it can be read."""
    found = [listing for listing in lists.listings if listing.kind.counted_as == "decisions"]
    if not found:
        return Docket()
    words, codes = list_words(job.indicators), identifying_codes(entries.frame)
    return read_decisions(found, lists.carried, Rules(words, codes, job.settings.second_person))


def _judge(
    job: Job,
    stated: Stated,
    counts: dict[str, dict[str, int | None]],
    membership: Membership,
    there: set[str],
    *,
    approved: Mapping[str, int],
) -> dict[str, Any]:
    """Money, the budget, and what both hang on; counts alone in a year without a policy."""
    if job.policy is None or stated.facts is None:
        return {"result": counts_only(job.year, {each.code: each.name for each in DISTRICTS}, counts)}
    known = given(job.policy, stated.facts, counts)
    claimed = evaluate(job.policy, known)
    result, note = under_budget(claimed, job.settings.budget, approved)
    recount = Recount(job.policy, counts, stated.facts, membership, there)
    return {
        "result": result,
        "given": known,
        "given_at": stated.facts.lists.said_at(),
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


def _findings(batches: list[Batch], lists: YearLists, membership: Membership) -> Findings:
    """All findings; those that lie in a 高企 row get the district of the firm."""
    statistics = {
        src for src, source in enumerate(lists.sources) if source.kind and kinds()[source.kind].statistics
    }
    findings = gather(batches, statistics)
    rows = membership.rows[membership.rows["kind"] == "hnte"][["src", "row", "firm"]]
    placed = membership.cohort.set_index("firm")["district"]
    known = rows.assign(known=rows["firm"].map(placed)).drop_duplicates(["src", "row"])
    merged = findings.frame.merge(known[["src", "row", "known"]], on=["src", "row"], how="left")
    open_ = (merged["district"] == "") & merged["known"].notna()
    merged["district"] = merged["district"].where(~open_, merged["known"])
    return Findings(merged.drop(columns="known"))


def compute(job: Job, on_file: Callable[[str], None]) -> tuple[YearLists, YearAudit]:
    """Read a year and audit it.

    Args:
        job: what to compute.
        on_file: told each file before it is worked on.
    """
    lists = read_year(job.workspace, job.year, job.settings.pins, on_file)
    return lists, audit_year(job, lists)
