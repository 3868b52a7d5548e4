"""Base work of a year: what the GI exports show of each district's work, record by record (七（二）1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.basework.alike import alike_needs
from gzaudit.basework.attendees import homes_of
from gzaudit.basework.basics import absent_columns
from gzaudit.basework.events import items_of
from gzaudit.basework.flags import institution_among_firms, shared_places, two_districts_a_day
from gzaudit.basework.lists import judge_list
from gzaudit.basework.material import read_material
from gzaudit.basework.records import COLUMNS
from gzaudit.basework.rows import EVENTS, SIGNINS
from gzaudit.basework.sessions import judge_events
from gzaudit.basework.signins import link_signins
from gzaudit.findings import Batch, one
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gzaudit.basework.material import Material
    from gzaudit.basework.records import Judged
    from gzaudit.basework.signins import SignIns
    from gzaudit.policy.model import Measure, Policy
    from gzaudit.read.listing import Listing

SHARES: Final = ("src", "row", "district", "firms", "known", "own")


@dataclass(frozen=True, slots=True)
class BaseWork:
    """What the GI lists show.

    Attributes:
        found: district code → measure key → quantity that counts. None = cannot be known: its list is not
            there, or a reading asks what no list says. Districts that no GI list mentions are absent.
        records: a line per record: `district`, `measure` ("" for an event of no kind), `src`, `row`, `title`
            (what it is), `date` (ISO, "" where none), `quantity` (firms for events, else 1 or 0), `fate` (""
            counts, else a reason of the row account), `why` and `evidence` in Chinese.
        shares: a line per event: `src`, `row`, `district`, `firms` that signed in, `known` of them by
            district, and `own`, those that lie in the event's district (A18).
        fates: rows of each GI list by fate, by index of the source; they add up to the list.
        batches: findings.
    """

    found: Mapping[str, Mapping[str, int | None]]
    records: pd.DataFrame
    shares: pd.DataFrame
    fates: Mapping[int, Counter[str]]
    batches: tuple[Batch, ...]


def measures_from_records(policy: Policy) -> list[Measure]:
    """Measures that are counted from lists of records (GI exports), in the order of the notice."""
    lists = kinds()
    return [
        measure
        for measure in policy.measures.values()
        if measure.list in lists and lists[measure.list].counted_as == "records"
    ]


def assess_base_work(
    listings: list[Listing], policy: Policy | None, institutions: Iterable[str] = ()
) -> BaseWork:
    """Judge all GI lists of a run against what the policy asks of the records. Pure: no disk, no clock.

    Args:
        listings: all lists of the run. GI lists are judged; 企业底册 and 高企 lists may say where firms lie,
            支撑机构名单 who the institutions are.
        policy: of the year; None where the year is only counted. Lists that it does not count from are
            accounted for as not used.
        institutions: further names or codes of support institutions.
    """
    measures = measures_from_records(policy) if policy else []
    wanted = {measure.list for measure in measures}
    wanted |= {SIGNINS} if EVENTS in wanted else set()
    mine = [listing for listing in listings if listing.kind.counted_as == "records"]
    used = [listing for listing in mine if listing.kind.key in wanted]
    batches = [one("list_not_used", src=each.src, found=each.kind.title) for each in mine if each not in used]
    fates = {each.src: Counter({"not_used": len(each.frame)}) for each in mine if each not in used}
    if not used or policy is None:
        return BaseWork({}, _no_records(), pd.DataFrame(columns=SHARES), fates, tuple(batches))
    material, read = read_material(used)
    batches += read
    for kind in (kind for kind in kinds() if kind in wanted - material.there):
        asked = "、".join(measure.name for measure in measures if kind in (measure.list, _beside(measure)))
        batches.append(one("gi_list_missing", found=f"没有“{kinds()[kind].title}”", subject=asked))
    signins = link_signins(material)
    judged, shares = _judge(material, signins, listings, measures, policy)
    named = [*institutions, *_institutions(listings)]
    batches += _findings(material, signins, judged, named)
    fate = pd.concat([signins.frame["fate"], *(each.fate for each in judged)])
    return BaseWork(
        _found(material, judged, measures, policy),
        _records(judged, measures),
        shares,
        fates | _fates(material, fate),
        tuple(batches),
    )


def _beside(measure: Measure) -> str:
    """The list that is needed besides a measure's own."""
    return SIGNINS if measure.list == EVENTS else ""


def _judge(
    material: Material,
    signins: SignIns,
    listings: list[Listing],
    measures: list[Measure],
    policy: Policy,
) -> tuple[list[Judged], pd.DataFrame]:
    there = [measure for measure in measures if measure.list in material.there]
    events = [measure for measure in there if measure.list == EVENTS]
    judged = [judge_list(material, measure, policy) for measure in there if measure.list != EVENTS]
    if not events:
        return judged, pd.DataFrame(columns=SHARES)
    first, shares = judge_events(material, signins, homes_of(material, listings), events, policy)
    return [first, *judged], shares


def _institutions(listings: list[Listing]) -> list[str]:
    frames = [each.frame for each in listings if each.kind.key == "institutions"]
    return [
        text for frame in frames for name in ("institution", "code") if name in frame for text in frame[name]
    ]


def _findings(
    material: Material, signins: SignIns, judged: list[Judged], institutions: list[str]
) -> list[Batch]:
    verdicts = [verdict for each in judged for verdict in each.verdicts]
    batches = [batch for each in judged for batch in each.batches]
    batches += [batch for verdict in verdicts for batch in verdict.batches]
    needs = [verdict.rows.index[verdict.open_] for verdict in verdicts if verdict.measure.list == "gi_needs"]
    return [
        *batches,
        absent_columns(material, verdicts),
        *signins.batches,
        *(batch for counted in needs for batch in alike_needs(material, counted)),
        two_districts_a_day(material, signins),
        shared_places(material),
        institution_among_firms(material, signins, institutions),
    ]


def _found(
    material: Material, judged: list[Judged], measures: list[Measure], policy: Policy
) -> dict[str, dict[str, int | None]]:
    """Quantities that count; a list that is not there is never a silent zero (C9)."""
    counted: Counter[tuple[str, str]] = Counter()
    unknown: set[tuple[str, str]] = set()
    for each in judged:
        lines = each.records[each.records["fate"] == ""]
        counted.update(zip(lines["district"], lines["measure"], strict=True))
        unknown |= each.unknown
    found: dict[str, dict[str, int | None]] = {}
    for district in sorted(set(material.district) - {""}):
        found[district] = {}
        for measure in measures:
            item = items_of(policy, measure).get(district)
            blind = item is not None and item.each is not None and _beside(measure) not in material.there
            lost = measure.list not in material.there or blind or (district, measure.key) in unknown
            found[district][measure.key] = None if lost else counted[district, measure.key]
    return found


def _records(judged: list[Judged], measures: list[Measure]) -> pd.DataFrame:
    if not judged:
        return _no_records()
    order = {measure.key: at for at, measure in enumerate(measures)}
    records = pd.concat([each.records for each in judged], ignore_index=True)
    # Events of no kind come last.
    records["order"] = records["measure"].map(order).fillna(len(order)).astype("int64")
    records = records.sort_values(["district", "order", "date", "src", "row"], kind="stable")
    return records[list(COLUMNS)].reset_index(drop=True)


def _no_records() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([], dtype=object) for name in COLUMNS})


def _fates(material: Material, fate: pd.Series) -> dict[int, Counter[str]]:
    """A row that counts for any measure counts."""
    best = fate.sort_values(kind="stable")
    best = best[~best.index.duplicated()]
    src = material.rows["src"]
    return {each: Counter(best[src.index[src == each]].tolist()) for each in material.sources}
