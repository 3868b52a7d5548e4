"""The first stages in their order, up to counts: normalise → resolve → match; then the pipeline goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.decide.matches import settle_matches, still_asked
from gzaudit.decide.read import Rules, identifying_codes, read_decisions
from gzaudit.decide.ruling import Docket
from gzaudit.decide.settle_firms import settle_firms
from gzaudit.decide.words import list_words
from gzaudit.findings import Batch, Findings, gather
from gzaudit.match.account import account_rows
from gzaudit.match.adopt import adopt_counts
from gzaudit.match.counts import count_indicators
from gzaudit.match.counts_files import read_counts
from gzaudit.match.members import ways_of
from gzaudit.match.membership import match_lists
from gzaudit.match.overlap import overlapping_versions
from gzaudit.normalise.entries import build_entries
from gzaudit.read.kinds import kinds
from gzaudit.resolve.identity import identify
from gzaudit.resolve.identity_findings import identity_findings, name_conflicts
from gzaudit.tally.basis import Basis, files_by_kind

if TYPE_CHECKING:
    from gzaudit.match.account import SheetAccount
    from gzaudit.match.adopt import Adopted
    from gzaudit.match.members import Ways
    from gzaudit.match.membership import Membership
    from gzaudit.normalise.entries import Entries
    from gzaudit.pipeline import Job
    from gzaudit.read.year import YearLists
    from gzaudit.resolve.identity import Identities


@dataclass(frozen=True, slots=True)
class Counted:
    """A year counted, before anything is worked out of the counts.

    Attributes:
        entries: rows of the lists of enterprises.
        docket: what people decided.
        identities: each row's enterprise.
        ways: how lists are read.
        membership: who counts in which list.
        there: kinds of list that were read.
        counts: by district and indicator.
        taken: what files of counts gave.
        said: findings of normalising that are still to be told.
    """

    entries: Entries
    docket: Docket
    identities: Identities
    ways: Ways
    membership: Membership
    there: set[str]
    counts: dict[str, dict[str, int | None]]
    taken: Adopted
    said: list[Batch]


def count_year(job: Job, lists: YearLists) -> Counted:
    """Normalise, resolve and match: up to the number of enterprises per district. Pure."""
    settings = job.settings
    entries = build_entries(lists.listings)
    docket = _docket(job, lists, entries)
    identities = identify(entries, settle_matches(docket, entries.frame))
    standing = settle_firms(docket, identities, entries.former)
    ways = ways_of(job.policy, scope=settings.hnte_scope, use_code_fallback=settings.use_code_fallback)
    membership = match_lists(identities, lists.sources, job.year, ways, standing)
    there = {listing.kind.key for listing in lists.listings}
    decided = any(docket.in_force(matter) for matter in ("match", "district", "exclude", "include"))
    basis = Basis(job.year, job.policy, ways, job.indicators, files_by_kind(lists.sources), decided)
    read = read_counts(lists.listings, lists.attested, basis)
    counts = count_indicators(job.indicators, membership, there)
    taken = adopt_counts(job.indicators, counts, there, read, lists.listings)
    said = still_asked(entries.batches, identities.frame)
    return Counted(entries, docket, identities, ways, membership, there, taken.counts, taken, list(said))


def tally_year(job: Job, lists: YearLists) -> tuple[Counted, tuple[SheetAccount, ...], Findings]:
    """A year's counts with the account of its rows and the findings on its lists of enterprises.

    Raises:
        InvariantError: rows do not add up.
    """
    counted = count_year(job, lists)
    unread = {each.src: Counter({"not_used": len(each.frame)}) for each in lists.listings
              if each.kind.counted_as != "enterprises"}  # fmt: skip
    accounts = accounts_of(lists, counted, unread)
    return counted, accounts, placed_findings(counting_findings(lists, counted), lists, counted.membership)


def accounts_of(
    lists: YearLists, counted: Counted, fates: dict[int, Counter[str]]
) -> tuple[SheetAccount, ...]:
    """Every sheet's account; `fates` are those of lists that are not of enterprises.

    Raises:
        InvariantError: rows do not add up.
    """
    entries, identities = counted.entries, counted.identities
    nameless = entries.frame.loc[identities.nameless, ["src", "row"]].drop_duplicates()
    fates = fates | counted.docket.account() | counted.taken.fates
    return account_rows(lists.sources, counted.membership.rows, nameless, fates)


def counting_findings(lists: YearLists, counted: Counted) -> list[Batch]:
    """Everything that reading and counting found."""
    identities, membership = counted.identities, counted.membership
    return [
        *lists.batches,
        *counted.said,
        *identity_findings(identities, counted.entries.frame),
        *name_conflicts(identities),
        *membership.batches,
        overlapping_versions(membership.rows, lists.sources),
        *counted.taken.batches,
    ]


def _docket(job: Job, lists: YearLists, entries: Entries) -> Docket:
    """What people decided, as far as it can be read."""
    found = [listing for listing in lists.listings if listing.kind.counted_as == "decisions"]
    if not found:
        return Docket()
    words, codes = list_words(job.indicators), identifying_codes(entries.frame)
    return read_decisions(found, lists.carried, Rules(words, codes, job.settings.second_person))


def placed_findings(batches: list[Batch], lists: YearLists, membership: Membership) -> Findings:
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
