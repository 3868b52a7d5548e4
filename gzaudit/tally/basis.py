"""What counts hang on beside the lists of their owner, and whether that is what a run hangs on too."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit.match.fates import HNTE
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gzaudit.match.members import Ways
    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.read.listing import Source
    from gzaudit.tally.model import Attestation

_DECISIONS: Final = "decisions"
_SHOWN: Final = 12  # characters of a digest


@dataclass(frozen=True, slots=True)
class Basis:
    """What a run counts by.

    Attributes:
        year: audited year.
        policy: None where the run only counts.
        ways: how lists are read.
        indicators: what is counted.
        files: digests of the files of each kind.
        decided: whether people decided on enterprises.
    """

    year: int
    policy: Policy | None
    ways: Ways
    indicators: tuple[Indicator, ...]
    files: Mapping[str, frozenset[str]]
    decided: bool


def files_by_kind(sources: Iterable[Source]) -> dict[str, frozenset[str]]:
    """Digests of the files in which a list of each kind was found."""
    found: dict[str, set[str]] = {}
    for source in sources:
        if source.kind:
            found.setdefault(source.kind, set()).add(source.sha256)
    return {kind: frozenset(digests) for kind, digests in found.items()}


def rules_digest(indicators: Iterable[Indicator], ways: Ways) -> str:
    """SHA-256 of all that decides a count beside the lists: the counting rules and how lists are read."""
    told = {
        "counts": {
            each.key: [each.count.list, each.count.both, each.count.district, each.count.owners]
            for each in indicators
        },
        "scope": ways.scope,
        "use_code_fallback": ways.use_code_fallback,
        "count_revoked": ways.count_revoked,
        "leave_out_quasi_units": ways.leave_out_quasi_units,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def refusals(attestation: Attestation, basis: Basis, keys: Sequence[str]) -> list[str]:
    """Why counts were not made for this run, a sentence each; none where they were.

    Args:
        attestation: of the counts.
        basis: of the run.
        keys: the indicators that the counts are of.
    """
    return list(_refusals(attestation, basis, keys))


def _refusals(attestation: Attestation, basis: Basis, keys: Sequence[str]) -> Iterator[str]:
    policy, mine = basis.policy, [each for each in basis.indicators if each.key in keys]
    if attestation.year != basis.year:
        yield f"年度：汇总 {attestation.year}，本次 {basis.year}"
    if policy and (attestation.policy, attestation.policy_sha256) != (policy.id, policy.sha256):
        theirs = _policy(attestation.policy, attestation.policy_sha256)
        yield f"政策规则：汇总 {theirs}，本次 {_policy(policy.id, policy.sha256)}"
    if attestation.rules != (own := rules_digest(mine, basis.ways)):
        yield f"计数读法：汇总 {attestation.rules[:_SHOWN]}…，本次 {own[:_SHOWN]}…"
    theirs_files = _files(attestation, HNTE)
    own_files = basis.files.get(HNTE, frozenset())
    asked = any(HNTE in (each.count.list, each.count.both) for each in mine)
    if (asked or theirs_files) and theirs_files != own_files:
        yield f"高企名单：汇总 {_named(theirs_files)}，本次 {_named(own_files)}"


def _policy(name: str, digest: str) -> str:
    return f"{name}（{digest[:_SHOWN]}…）"


def _files(attestation: Attestation, kind: str) -> frozenset[str]:
    return frozenset(each.sha256 for each in attestation.files if each.kind == kind)


def _named(digests: frozenset[str]) -> str:
    return "、".join(f"{each[:_SHOWN]}…" for each in sorted(digests)) or "没有"


def differing_lists(attestation: Attestation, basis: Basis, keys: Sequence[str]) -> list[str]:
    """Titles of the other public lists, and decisions, that only one side had, or in other files.

    A list that this run has not, and that the counts stand for, is no difference. Args as `refusals`.
    """
    rules = [each.count for each in basis.indicators if each.key in keys]
    stood_for = {kind for rule in rules for kind in (rule.list, rule.both)} - basis.files.keys()
    told = [
        kind.title
        for key, kind in kinds().items()
        if kind.counted_as == "enterprises"
        and not kind.statistics
        and key not in {HNTE, *stood_for}
        and _files(attestation, key) != basis.files.get(key, frozenset())
    ]
    return told + ([kinds()[_DECISIONS].title] if basis.decided else [])
