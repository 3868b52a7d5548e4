"""Base work of a year: what the GI exports show of each district's work, record by record (七（二）1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.checks import absent_columns
from gzaudit.basework.distinct import judge_list
from gzaudit.basework.events import judge_events
from gzaudit.basework.flags import institution_among_firms, shared_places, two_districts_a_day
from gzaudit.basework.gi_lists import EVENTS, NEEDS, SIGNINS
from gzaudit.basework.homes import homes_of
from gzaudit.basework.material import read_material
from gzaudit.basework.signins import firms_signed_in, link_signins
from gzaudit.basework.similar_needs import similar_needs
from gzaudit.basework.totals import quantities, records_of, rows_by_fate
from gzaudit.findings import Batch, one
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.basework.judged import Judged
    from gzaudit.basework.material import Material
    from gzaudit.basework.signins import SignIns
    from gzaudit.policy.model import Measure, Policy
    from gzaudit.read.listing import Listing


@dataclass(frozen=True, slots=True)
class BaseWork:
    """What the GI lists show.

    Attributes:
        found: district code → measure key → quantity that counts. None = cannot be known: its list is not
            there, or a reading asks what no list says. Districts that no GI list mentions are absent.
        records: a line per record: `district`, `measure` ("" for an event of no kind), `src`, `row`, `title`
            (what it is), `date` (ISO, "" where none), `quantity` (firms for events, else 1 or 0), `fate` (""
            counts, else a reason of the row account), `why` and `evidence` in Chinese.
        fates: rows of each GI list by fate, by index of the source; they add up to the list.
        batches: findings.
        signed_in: distinct firms that signed in at the city's events, whether these count or not; None where
            there is no list of sign-ins.
    """

    found: Mapping[str, Mapping[str, int | None]]
    records: pd.DataFrame
    fates: Mapping[int, Counter[str]]
    batches: tuple[Batch, ...]
    signed_in: int | None = None


def _measures_from_records(policy: Policy) -> list[Measure]:
    """Measures that are counted from lists of records (GI exports), in the order of the notice."""
    lists = kinds()
    return [
        measure
        for measure in policy.measures.values()
        if measure.list in lists and lists[measure.list].counted_as == "records"
    ]


def assess_base_work(listings: list[Listing], policy: Policy) -> BaseWork:
    """Judge all GI lists of a run against what the policy asks of the records. Pure: no disk, no clock.

    Args:
        listings: all lists of the run. GI lists are judged; 企业底册 and 高企 lists may say where firms lie,
            支撑机构名单 who the institutions are.
        policy: of the year. Lists that it does not count from are accounted for as not used.
    """
    measures = _measures_from_records(policy)
    wanted = {measure.list for measure in measures}
    wanted |= {SIGNINS} if EVENTS in wanted else set()
    mine = [listing for listing in listings if listing.kind.counted_as == "records"]
    used = [listing for listing in mine if listing.kind.key in wanted]
    batches = [one("list_not_used", src=each.src, found=each.kind.title) for each in mine if each not in used]
    fates = {each.src: Counter({"not_used": len(each.frame)}) for each in mine if each not in used}
    if not used:
        return BaseWork({}, records_of([], measures), fates, tuple(batches))
    material, read = read_material(used)
    batches += read
    for kind in (kind for kind in kinds() if kind in wanted - material.there):
        asked = "、".join(measure.name for measure in measures if kind in (measure.list, _beside(measure)))
        batches.append(one("gi_list_missing", found=f"没有“{kinds()[kind].title}”", subject=asked))
    signins = link_signins(material)
    judged = _judge(material, signins, listings, measures, policy)
    batches += _findings(material, signins, judged, _institutions(listings))
    fate = pd.concat([signins.frame["fate"], *(each.fate for each in judged)])
    return BaseWork(
        quantities(material, judged, measures, policy),
        records_of(judged, measures),
        fates | rows_by_fate(material, fate),
        tuple(batches),
        firms_signed_in(signins) if SIGNINS in material.there else None,
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
) -> list[Judged]:
    there = [measure for measure in measures if measure.list in material.there]
    events = [measure for measure in there if measure.list == EVENTS]
    judged = [judge_list(material, measure, policy) for measure in there if measure.list != EVENTS]
    if events:
        judged.insert(0, judge_events(material, signins, homes_of(material, listings), events, policy))
    return judged


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
    needs = [verdict.rows.index[verdict.open_] for verdict in verdicts if verdict.measure.list == NEEDS]
    return [
        *batches,
        absent_columns(material, verdicts),
        *signins.batches,
        *(batch for counted in needs for batch in similar_needs(material, counted)),
        two_districts_a_day(material, signins),
        shared_places(material),
        institution_among_firms(material, signins, institutions),
    ]
