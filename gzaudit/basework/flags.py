"""Signs that work was not done as listed: for people to look into, not taken from a count (domain §6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.basework.firms import firms_of
from gzaudit.basework.rows import EVENTS
from gzaudit.basework.signins import event_numbers
from gzaudit.findings import Batch
from gzaudit.normalise.districts import district_name
from gzaudit.normalise.text import dense

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.basework.material import Material
    from gzaudit.basework.signins import SignIns

_VISITS: Final = "gi_visits"


def _events(material: Material) -> pd.DataFrame:
    """Events with a district: `district`, `number`, `day`, `place`; one line per number and day."""
    rows = material.of_kind(EVENTS)
    events = pd.DataFrame(
        {
            "src": rows["src"],
            "row": rows["row"],
            "topic": rows["event_topic"],
            "district": material.district[rows.index],
            "number": event_numbers(rows["event_no"]),
            "day": material.day[rows.index],
            "place": dense(rows["event_place"]),
        }
    )
    return events[events["district"] != ""]


def two_districts_a_day(material: Material, signins: SignIns) -> Batch:
    """Firms that signed in at events of two districts on one day."""
    events = _events(material)
    days = events[events["day"] != ""].drop_duplicates(["district", "number", "day"])
    there = signins.frame[signins.frame["fate"] == ""].merge(
        days[["district", "number", "day"]], on=["district", "number"]
    )
    there = there.sort_values(["day", "src", "row"], kind="stable").drop_duplicates(
        ["firm", "day", "district"]
    )
    several = there[there.duplicated(["firm", "day"], keep=False)]
    where = several["district"].map(district_name).astype(object)
    shown = where.groupby([several["firm"], several["day"]]).transform("、".join) if len(several) else where
    first = several.drop_duplicates(["firm", "day"])
    return Batch(
        "signin_two_districts",
        first[["src", "row"]].assign(
            field="name", subject=first["name"], found=first["day"] + " 在" + shown.loc[first.index] + "签到"
        ),
    )


def shared_places(material: Material) -> Batch:
    """Events of two districts on the same day at the same place: perhaps one event, listed twice."""
    events = _events(material)
    events = events[(events["day"] != "") & (events["place"] != "")]
    events = events.sort_values(["day", "src", "row"], kind="stable")
    first = events.drop_duplicates(["day", "place"]).set_index(["day", "place"])
    origin = first.loc[pd.MultiIndex.from_frame(events[["day", "place"]])].set_index(events.index)
    later = origin["district"] != events["district"]
    return Batch(
        "event_same_place",
        events.loc[later, ["src", "row"]].assign(
            subject=events.loc[later, "topic"],
            found=events.loc[later, "day"] + " " + events.loc[later, "place"],
            ref_src=origin.loc[later, "src"],
            ref_row=origin.loc[later, "row"],
        ),
    )


def institution_among_firms(material: Material, signins: SignIns | None, named: Iterable[str]) -> Batch:
    """Rows in which a support institution is itself a firm that signed in or was visited.

    Args:
        material: the GI lists.
        signins: who signed in where; None where no list says.
        named: names and codes of the institutions.
    """
    institutions = firms_of(named, material.rows, material.firm)
    rows = material.of_kind(_VISITS).assign(what="走访", district=material.district)
    if signins is not None:
        rows = pd.concat([signins.frame.assign(what="签到"), rows])
    mine = rows[material.firm[rows.index].isin(institutions)]
    return Batch(
        "institution_among_firms",
        mine[["src", "row"]].assign(
            field="name",
            subject=mine["name"],
            found=mine["what"] + "名单中有支撑机构自己",
            district=mine["district"],
        ),
    )
