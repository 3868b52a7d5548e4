"""Counts in place of a list that is not there (domain §6.3); where the list is there, the two must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gzaudit.findings import one
from gzaudit.match.counts import missing_lists
from gzaudit.match.district_rows import district_findings, only_sheet, whose
from gzaudit.read.kinds import count_field, kinds
from gzaudit.tally.model import Tallied

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from gzaudit.findings import Batch
    from gzaudit.match.counts_files import CountsRead
    from gzaudit.policy.model import Indicator
    from gzaudit.read.listing import Listing
    from gzaudit.tally.model import CountsSheet

Counts = dict[str, dict[str, int | None]]


class Adopted(NamedTuple):
    """The counts of a run, and what was taken from files of counts.

    Attributes:
        counts: by district and indicator.
        tallied: indicators whose counts were taken.
        sheets: every sheet of counts.
        fates: what became of their lines, by source.
        batches: findings.
    """

    counts: Counts
    tallied: dict[str, Tallied]
    sheets: list[CountsSheet]
    fates: dict[int, Counter[str]]
    batches: list[Batch]


def adopt_counts(
    indicators: tuple[Indicator, ...],
    counts: Mapping[str, Mapping[str, int | None]],
    there: set[str],
    read: CountsRead,
    listings: tuple[Listing, ...],
) -> Adopted:
    """Take the counts of indicators whose lists are not there, and hold the others against theirs.

    A district for which no file gives a number stays unknown (C9).

    Args:
        indicators: what is counted.
        counts: by district and indicator, from lists; None where a list is not there.
        there: kinds of list that were read.
        read: what files of counts say.
        listings: of the run, for where a missing number was looked for.
    """
    found: Counts = {code: dict(numbers) for code, numbers in counts.items()}
    adopted = Adopted(found, {}, read.sheets, read.fates, list(read.batches))
    for rule in indicators:
        name = count_field(rule.key)
        if name not in read.columns:
            continue
        missing = missing_lists(rule.count, there)
        if missing:
            _adopt(rule, missing, read, listings, adopted)
        else:
            adopted.batches.extend(_compared(rule, counts, read, listings))
    return adopted


def _adopt(
    rule: Indicator, missing: list[str], read: CountsRead, listings: tuple[Listing, ...], adopted: Adopted
) -> None:
    name = count_field(rule.key)
    owner = "、".join(dict.fromkeys(kinds()[kind].owner for kind in missing))
    at, lost = {}, {}
    for code, numbers in adopted.counts.items():
        numbers[rule.key] = read.cells.values.get(code, {}).get(name)
        if (code, name) in read.cells.filled:
            line = read.cells.filled[code, name]
            at[code] = (line.src, line.row)
        else:
            lost[code] = f"{rule.name}没有数"
    adopted.tallied[rule.key] = Tallied(name, owner, tuple(missing), at)
    sheets = [each for each in listings if each.src in read.columns[name]]
    absent = district_findings("counts_invalid", lost, field=name, lines=read.cells.lines, listings=sheets)
    adopted.batches.append(absent._replace(frame=absent.frame.assign(confidential=True)))
    adopted.batches.append(
        one(
            "counts_used",
            src=only_sheet(sheets),
            field=name,
            subject=rule.name,
            found=f"没有{'、'.join(kinds()[kind].title for kind in missing)}，采用{owner}的汇总数",
            confidential=True,
        )
    )


def _compared(
    rule: Indicator,
    counts: Mapping[str, Mapping[str, int | None]],
    read: CountsRead,
    listings: tuple[Listing, ...],
) -> list[Batch]:
    """Where a list comes to another number than a file of counts: an error for each district."""
    name, batches = count_field(rule.key), []
    lists = [
        each for kind in (rule.count.list, rule.count.both) for each in listings if each.kind.key == kind
    ]
    places = "、".join(each.source.place for each in lists)
    for code, numbers in counts.items():
        told, own = read.cells.values.get(code, {}).get(name), numbers[rule.key]
        if told is None or told == own:
            continue
        line = read.cells.filled[code, name]
        found = f"{rule.name}：名单数出 {own}（{places}），汇总数 {told}"
        place = {"src": line.src, "row": line.row, "field": name, **whose(code)}
        place["ref_src"] = only_sheet([each for each in lists if each.kind.key == rule.count.list])
        batches.append(one("counts_disagree", **place, found=found, confidential=True))
    return batches
