"""Lines that say the same: what is paid once a year counts once, and a sum that stands twice counts once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gzaudit.findings import Batch, one
from gzaudit.policy.model_grants import ByLevel, Fixed

if TYPE_CHECKING:
    from collections.abc import Hashable

    from gzaudit.applications.model import ApplicationList, Fate
    from gzaudit.policy.model_named import NamedPolicy

_DECIDES_NOTHING: Final = ("serial",)


def without_repeats(given: list[Fate], policy: NamedPolicy) -> tuple[list[Fate], list[Batch]]:
    """Let one of several such lines stand for all: the one that people chose, or put first.

    Args:
        given: fates of all lines.
        policy: says which grants are paid once a year.
    """
    fates, batches = list(given), []
    groups: dict[Hashable, list[int]] = {}
    for at, fate in enumerate(fates):
        if fate.application:
            groups.setdefault(_same(fate, policy), []).append(at)
    for places in groups.values():
        keep = min(places, key=lambda at: _first(fates[at]))
        for at in places:
            if at != keep:
                fates[at], told = _repeated(fates[at], fates[keep], policy)
                batches.append(told)
    return fates, batches


def _same(fate: Fate, policy: NamedPolicy) -> Hashable:
    """What two lines have alike if they say the same."""
    award = policy.grant(fate.grant).award
    whose = (fate.grant, fate.year, fate.who)
    if isinstance(award, Fixed):
        return whose
    if isinstance(award, ByLevel):
        level = fate.application.level if fate.application else ""
        return (*whose, level or f"line {fate.line.src} {fate.line.row}")
    texts = [(field, text) for field, text in fate.line.cells.items() if field not in _DECIDES_NOTHING]
    return (*whose, *texts)


def _repeated(fate: Fate, kept: Fate, policy: NamedPolicy) -> tuple[Fate, Batch]:
    once = isinstance(policy.grant(fate.grant).award, Fixed | ByLevel)
    told = one(
        "duplicate" if once else "application_same_line",
        src=fate.line.src,
        row=fate.line.row,
        subject=fate.name,
        found=f"第 {kept.line.row} 行",
        ref_src=kept.line.src,
        ref_row=kept.line.row,
    )
    return replace(fate, reason="duplicate" if once else "same_line", application=None), told


def _first(fate: Fate) -> tuple[bool, int, int, int]:
    application = fate.application
    rank = application.rank if application and application.rank is not None else 10**9
    return (not (application and application.selected), rank, fate.line.src, fate.line.row)


def account(given: ApplicationList, fates: tuple[Fate, ...]) -> list[dict[str, int]]:
    """For each sheet how many lines count and how many were left out, by reason (C10)."""
    found = [dict(source.excluded) for source in given.sources]
    for fate in fates:
        own = found[fate.line.src]
        own[fate.reason] = own.get(fate.reason, 0) + 1
    return found
