"""Where a district's count tells of each of its firms whether a statistics list holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import whose
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.match.membership import Membership
    from gzaudit.policy.model import Indicator


def membership_deducible(
    indicators: tuple[Indicator, ...],
    counts: Mapping[str, Mapping[str, int | None]],
    membership: Membership,
) -> list[Batch]:
    """Warnings for the bureau: a district none, or all, of whose firms are in a statistics list.

    The count is the district's own and is paid for, so that it cannot be withheld; whoever has it knows of
    each firm. Counts next to none or all are not warned of: they name nobody.

    Args:
        indicators: those that intersect a list with a statistics list are looked at.
        counts: by district and indicator; None where not known.
        membership: who is in which list, and in which district.
    """
    batches = []
    for part in indicators:
        if not part.count.both or not kinds()[part.count.both].statistics:
            continue
        members = membership.members[part.count.list]
        wholes = members.loc[members["district"] != "", "district"].value_counts()
        for district, whole in sorted(wholes.items()):
            count = counts.get(str(district), {}).get(part.key)
            if count is not None and count in (0, whole):
                batches.append(_warning(part, str(district), count, int(whole)))
    return batches


def _warning(part: Indicator, district: str, count: int, whole: int) -> Batch:
    told: dict[str, Any] = whose(district)
    title = kinds()[part.count.list].title
    which = "该区的都不在统计名单中" if count == 0 else "该区的全都在统计名单中"
    found = f"{part.name} {count} 家，{title} {whole} 家：{which}"
    return one("membership_deducible", **told, found=found, confidential=True)
