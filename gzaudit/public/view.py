"""The second look at a year, through public lists alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gzaudit.decide.matches import public_answers
from gzaudit.decide.settle_firms import public_standing
from gzaudit.match.fates import HNTE, PATENTS, SMES
from gzaudit.match.membership import Membership, match_lists
from gzaudit.public.told import Listed, told_to_districts
from gzaudit.read.kinds import kinds
from gzaudit.resolve.identity import Identities, identify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from gzaudit.basework.assess import BaseWork
    from gzaudit.decide.ruling import Docket
    from gzaudit.findings import Batch, Findings
    from gzaudit.match.members import Ways
    from gzaudit.normalise.entries import Entries
    from gzaudit.read.listing import Source

_STATISTICS: Final = frozenset(key for key, kind in kinds().items() if kind.statistics)
# Lists of which a district is given its own firms.
LISTED: Final = (HNTE, SMES)
# What may place a firm there: a person, its own list or 企业底册, none of which a statistics list overrules.
_PLACED_BY: Final = frozenset({*LISTED, "registry", "decision"})
_COLUMNS: Final = ("firm", "src", "row", "name", "code", "district")
_FLAGS: Final = (PATENTS, f"{PATENTS}_first")


@dataclass(frozen=True, slots=True)
class PublicView:
    """What the districts' files say of single firms.

    Attributes:
        members: by kind of list (`LISTED`), its enterprises that a public list places in a district, in list
            order: `firm`, `src`, `row`, `name`, `code` ("" where no public list gives one), `district`; of
            the 高企 also `patent_grants` and `patent_grants_first`: whether it has a patent, as first owner.
        findings: what districts may be told, each with the district that it is for.
    """

    members: Mapping[str, pd.DataFrame]
    findings: Findings


def look_at(
    entries: Entries,
    sources: tuple[Source, ...],
    year: int,
    ways: Ways,
    whole: tuple[Identities, Membership],
    *,
    docket: Docket,
) -> tuple[Identities, Membership]:
    """Who is who, and in which list, as the public lists alone tell.

    Args:
        entries: rows of all lists; those of statistics lists are left out.
        sources: of the run.
        year: the audited year.
        ways: how lists are read.
        whole: the same of all lists: the answer where there is no statistics list.
        docket: what people decided. It is the bureau's own word and holds here too, as far as public lists
            know the enterprise; a code that only a statistics list has is not told.
    """
    secret = entries.frame["kind"].isin(_STATISTICS)
    if not secret.any():
        return whole
    frame = entries.frame[~secret]
    former = entries.former[entries.former["entry"].isin(frame.index)]
    identities = identify(
        replace(entries, frame=frame, former=former), public_answers(docket.in_force("match"), frame)
    )
    standing = public_standing(docket, identities, former)
    # Rows of firms that no district is shown are of no more use once it is known who is who.
    rows = identities.frame
    shown = rows.loc[rows["kind"].isin(LISTED), "firm"]
    identities = replace(identities, frame=rows[rows["firm"].isin(shown)])
    asked = replace(ways, placed_by=ways.placed_by - _STATISTICS)
    return identities, match_lists(identities, sources, year, asked, standing)


def public_view(
    seen: tuple[Identities, Membership],
    sources: tuple[Source, ...],
    batches: Sequence[Batch],
    base_work: BaseWork | None,
) -> PublicView:
    """What the districts' files are made of.

    Args:
        seen: see `look_at`.
        sources: of the run.
        batches: findings of all stages that ask no statistics list, that of `seen` apart.
        base_work: records of work done.
    """
    identities, membership = seen
    members = {kind: _placed(membership.members[kind], identities) for kind in LISTED}
    rows = membership.rows
    listed = {
        kind: Listed(mine["firm"], mine["district"], rows.loc[rows["kind"] == kind, ["src", "row", "firm"]])
        for kind, mine in members.items()
    }
    records = base_work.records if base_work else None
    return PublicView(members, told_to_districts([*batches, *membership.batches], sources, listed, records))


def _placed(members: pd.DataFrame, identities: Identities) -> pd.DataFrame:
    mine = members[members["level"].isin(_PLACED_BY) & (members["district"] != "")]
    mine = mine.assign(code=identities.firms["code"].reindex(mine["firm"]).to_numpy())
    columns = [*_COLUMNS, *(flag for flag in _FLAGS if flag in mine)]
    return mine[columns].sort_values(["src", "row"], kind="stable", ignore_index=True)
