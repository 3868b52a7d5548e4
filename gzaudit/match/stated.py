"""What is stated of each district, rather than counted: targets, conclusions, institutions, work done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.basework.assess import assess_base_work
from gzaudit.findings import Batch, one
from gzaudit.match.acceptance import acceptance_findings, read_acceptance
from gzaudit.match.baselines import merge_baselines
from gzaudit.match.by_district import DistrictLists, missing_targets, read_targets
from gzaudit.match.exclusions import exclusion_flags, unstated_flags
from gzaudit.match.facts import Facts, needed_columns, proposals
from gzaudit.match.institutions import read_institutions
from gzaudit.match.quantities import asked_of_list, read_quantities
from gzaudit.match.red_flags import red_flags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.basework.assess import BaseWork
    from gzaudit.match.institutions import Institutions
    from gzaudit.policy.model import Policy
    from gzaudit.read.baseline import Baseline
    from gzaudit.read.listing import Listing


@dataclass(frozen=True, slots=True)
class Stated:
    """What lists say of districts.

    Attributes:
        facts: what the evaluator is given beside counts; None in a year without a policy.
        institutions: whom each district's sum is paid to.
        base_work: records of work done; None where the year's policy asks for none.
        fates: number of rows by fate, by source.
        batches: findings.
    """

    facts: Facts | None
    institutions: Institutions | None
    base_work: BaseWork | None
    fates: dict[int, Counter[str]]
    batches: tuple[Batch, ...]


def state_districts(
    policy: Policy | None,
    listings: tuple[Listing, ...],
    counts: Mapping[str, Mapping[str, int | None]],
    baseline: Baseline | None,
) -> Stated:
    """Read every list that speaks of districts as the year's policy asks for it.

    Args:
        policy: None to count only; no list of this sort is asked for then.
        listings: all lists of the year.
        counts: this year's, to be held against last year's.
        baseline: last year's result, where one is named.
    """
    by_kind: dict[str, list[Listing]] = {}
    for listing in listings:
        by_kind.setdefault(listing.kind.key, []).append(listing)
    lists = DistrictLists()
    if policy is None:
        return Stated(None, None, None, *_unused(listings, set(), lists))
    targets, acceptance = by_kind.get("targets", []), by_kind.get("acceptance", [])
    named = by_kind.get("institutions", [])
    read_targets(targets, tuple(policy.columns), lists, tuple(policy.optional_columns))
    if baseline:
        lists.batches += merge_baselines(policy, lists, baseline)
    lists.batches += missing_targets(lists, needed_columns(policy), targets)
    read_acceptance(acceptance, lists)
    institutions = read_institutions(named, exclusion_flags(policy))
    quantities = read_quantities(by_kind.get("rd_services", []), policy)
    records = [each for each in listings if each.kind.counted_as == "records"]
    base_work = assess_base_work(list(listings), policy) if policy.work("base") else None
    found: dict[str, Mapping[str, int | None]] = {
        **(base_work.found if base_work else {}),
        **quantities.found,
    }
    facts = Facts(lists, found, institutions.flags)
    batches = [
        *institutions.batches,
        *unstated_flags(policy, institutions, named),
        *quantities.batches,
        *(base_work.batches if base_work else ()),
        *red_flags(policy, counts, lists),
    ]
    if base_work:
        batches += acceptance_findings(lists, proposals(policy, facts), acceptance)
    used = {"targets", "acceptance", "institutions"}
    used |= {"rd_services"} if asked_of_list(policy) else set()
    used |= {each.kind.key for each in records} if base_work else set()
    lists.fates |= {**institutions.fates, **quantities.fates, **(base_work.fates if base_work else {})}
    lists.batches += batches
    return Stated(facts, institutions, base_work, *_unused(listings, used, lists))


def _unused(
    listings: tuple[Listing, ...], used: set[str], lists: DistrictLists
) -> tuple[dict[int, Counter[str]], tuple[Batch, ...]]:
    """Account for the lists that this computation has no use for."""
    for listing in listings:
        elsewhere = listing.kind.counted_as in ("enterprises", "decisions", "counts")
        if not elsewhere and listing.kind.key not in used:
            lists.fates[listing.src] = Counter({"not_used": len(listing.frame)})
            lists.batches.append(one("list_not_used", src=listing.src, found=listing.kind.title))
    return lists.fates, tuple(lists.batches)
