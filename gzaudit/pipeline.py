"""The order of the stages: read → normalise → resolve → match → evaluate; render and deliver follow."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit import __version__
from gzaudit.audit import YearAudit
from gzaudit.evaluate.budget import pay_under_budget
from gzaudit.evaluate.engine import counts_only, evaluate, total
from gzaudit.evaluate.result import BaseStatus, Given, YearResult
from gzaudit.findings import Batch, Findings, gather, one
from gzaudit.match.account import account_rows
from gzaudit.match.by_district import DistrictLists, missing_targets, read_acceptance, read_targets
from gzaudit.match.counts import count_indicators
from gzaudit.match.membership import Membership, match_lists
from gzaudit.match.overlap import overlapping_versions
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.entries import Entries, build_entries
from gzaudit.read.kinds import kinds
from gzaudit.read.year import YearLists, read_year
from gzaudit.resolve.identity import Identities, identify
from gzaudit.resolve.identity_findings import identity_findings, name_conflicts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.settings import Budget, Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What to compute.

    Attributes:
        workspace: the folder.
        year: the audited year.
        settings: of the workspace.
        policy: None to count only.
        indicators: what to count.
    """

    workspace: Path
    year: int
    settings: Settings
    policy: Policy | None
    indicators: tuple[Indicator, ...]


def run_identity(job: Job, lists: YearLists) -> str:
    """What makes two runs the same: version, policy, settings, and the content and place of every input."""
    parts = [
        __version__,
        str(job.year),
        job.policy.sha256 if job.policy else "counts-only",
        job.settings.text,
    ]
    parts += sorted({f"{source.sha256} {source.path}" for source in lists.sources})
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def audit_year(job: Job, lists: YearLists) -> YearAudit:
    """All stages between reading and rendering. Pure: no disk, no clock.

    Raises:
        InvariantError: rows do not add up.
    """
    entries = build_entries(lists.listings)
    identities = identify(entries)
    membership = match_lists(
        identities,
        lists.sources,
        job.year,
        scope=job.settings.hnte_scope,
        use_code_fallback=job.settings.use_code_fallback,
    )
    columns = tuple(job.policy.columns) if job.policy else ()
    by_district = _district_lists(lists, columns)
    there = {listing.kind.key for listing in lists.listings}
    counts, missing = count_indicators(job.indicators, membership, there)
    result, budget_note = _evaluate(job, counts, by_district)
    nameless = entries.frame.loc[identities.nameless, ["src", "row"]].drop_duplicates()
    accounts = account_rows(lists.sources, membership.rows, nameless, by_district.fates)
    batches = [
        *lists.batches,
        *entries.batches,
        *identity_findings(identities, entries.frame),
        *name_conflicts(identities),
        *membership.batches,
        overlapping_versions(membership.rows, lists.sources),
        *by_district.batches,
        *missing,
    ]
    return YearAudit(
        job.year,
        job.policy,
        job.indicators,
        accounts,
        _with_codes(membership.cohort, identities),
        _with_codes(membership.services, identities),
        _rows(membership, identities, entries),
        entries.fields,
        _findings(batches, lists, membership),
        result,
        budget_note,
    )


def _district_lists(lists: YearLists, columns: tuple[str, ...]) -> DistrictLists:
    """Lists with a line per district, and those that this computation has no use for."""
    found = DistrictLists()
    read_targets([each for each in lists.listings if each.kind.key == "targets"], columns, found)
    if columns:
        found.batches += missing_targets(found, columns)
    read_acceptance([each for each in lists.listings if each.kind.key == "acceptance"], found)
    for listing in lists.listings:
        if listing.kind.counted_as == "other":
            found.fates[listing.src] = Counter({"not_used": len(listing.frame)})
            code = "list_changes_figures" if listing.kind.changes_figures else "list_not_used"
            found.batches.append(one(code, src=listing.src, found=listing.kind.title))
    return found


def _evaluate(
    job: Job, counts: dict[str, dict[str, int | None]], lists: DistrictLists
) -> tuple[YearResult, str]:
    if job.policy is None:
        return counts_only(job.year, {each.code: each.name for each in DISTRICTS}, counts), ""
    states: dict[str | None, BaseStatus] = {"passed": "accepted", "failed": "rejected", None: "not_assessed"}
    given = {
        code: Given(
            counts[code],
            lists.targets.get(code, {}),
            states[lists.base.get(code)],
            lists.assessment.get(code),
        )
        for code in job.policy.districts
    }
    result = evaluate(job.policy, given)
    budget = job.settings.budget
    if budget is None or budget.method == "none":
        return result, ""
    return _under_budget(result, budget)


def _under_budget(result: YearResult, budget: Budget) -> tuple[YearResult, str]:
    """Payable under the budget; what was claimed stays beside it (policy: Budget)."""
    codes = {each.name: each.code for each in result.districts}
    shares = {codes[name]: amount for name, amount in budget.districts.items()}
    payable = pay_under_budget({each.code: each.payable for each in result.districts}, budget.total, shares)
    districts = tuple(replace(each, payable=payable[each.code]) for each in result.districts)
    city = replace(result.city, payable=total(each.payable for each in districts))
    limit = "" if budget.total is None else f"，总额 {budget.total:,} 元"
    own = "".join(f"，{name} {amount:,} 元" for name, amount in sorted(budget.districts.items()))
    return replace(
        result, districts=districts, city=city
    ), f"应付额按预算比例核减（最大余数法）{limit}{own}。"


def _with_codes(table: pd.DataFrame, identities: Identities) -> pd.DataFrame:
    return table.assign(code=identities.firms["code"].reindex(table["firm"]).to_numpy())


def _rows(membership: Membership, identities: Identities, entries: Entries) -> pd.DataFrame:
    """Every entry with its fate, those that nobody can tell apart included."""
    known = membership.rows.assign(code=identities.firms["code"].reindex(membership.rows["firm"]).to_numpy())
    columns = ["kind", "src", "row", "part", "name", "raw_code", "state", "how", "code", "fate", "line"]
    lost = entries.frame.loc[identities.nameless]
    lost = lost.assign(how="", code="", fate="no_identity")[columns]
    return pd.concat([known[columns], lost], ignore_index=True) if len(lost) else known[columns]


def _findings(batches: list[Batch], lists: YearLists, membership: Membership) -> Findings:
    """All findings; those that lie in a 高企 row get the district that public lists place the firm in."""
    statistics = {
        src for src, source in enumerate(lists.sources) if source.kind and kinds()[source.kind].statistics
    }
    findings = gather(batches, statistics)
    rows = membership.rows[membership.rows["kind"] == "hnte"][["src", "row", "firm"]]
    public = membership.cohort[membership.cohort["level"] != "above_scale"].set_index("firm")["district"]
    known = rows.assign(known=rows["firm"].map(public)).drop_duplicates(["src", "row"])
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
