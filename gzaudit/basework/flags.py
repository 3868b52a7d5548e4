"""Signs that work was not done as listed: for people to look into, not taken from a count (domain §6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.firms import firms_of
from gzaudit.basework.gi_lists import EVENTS, VISITS
from gzaudit.basework.repeats import place_key
from gzaudit.basework.signins import event_numbers
from gzaudit.findings import Batch
from gzaudit.normalise.districts import district_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.basework.material import Material
    from gzaudit.basework.signins import SignIns


def _events(material: Material) -> pd.DataFrame:
    """Events with a district and a day; `place` as compared, `written` as it stands."""
    rows = material.of_kind(EVENTS)
    events = pd.DataFrame(
        {
            "src": rows["src"],
            "row": rows["row"],
            "title": material.title[rows.index],
            "district": material.district[rows.index],
            "number": event_numbers(rows["event_no"]),
            "day": material.day[rows.index],
            "place": rows["event_place"].map(place_key).astype(object),
            "written": rows["event_place"],
        }
    )
    return events[(events["district"] != "") & (events["day"] != "")]


def two_districts_a_day(material: Material, signins: SignIns) -> Batch:
    """Firms that signed in at events of two districts on one day."""
    days = _events(material).drop_duplicates(["district", "number", "day"])
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
    events = events[events["place"] != ""].sort_values(["day", "src", "row"], kind="stable")
    first = events.drop_duplicates(["day", "place"]).set_index(["day", "place"])
    origin = first.loc[pd.MultiIndex.from_frame(events[["day", "place"]])].set_index(events.index)
    origin = origin[origin["district"] != events["district"]]
    later = events.loc[origin.index]
    return Batch(
        "event_same_place",
        later[["src", "row"]].assign(
            field="event_place",
            subject=later["title"],
            found=later["day"] + " " + later["written"].str.strip(),
            district=later["district"],
            ref_src=origin["src"],
            ref_row=origin["row"],
        ),
    )


def institution_among_firms(material: Material, signins: SignIns, named: Iterable[str]) -> Batch:
    """Rows in which a support institution is itself a firm that signed in or was visited.

    Args:
        material: the GI lists.
        signins: who signed in where.
        named: names and codes of the institutions.
    """
    institutions = firms_of(named, material.rows, material.firm)
    visits = material.of_kind(VISITS).assign(what="走访", district=material.district)
    rows = pd.concat([signins.frame.assign(what="签到"), visits])
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
