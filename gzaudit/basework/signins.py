"""Who signed in where: sign-ins go to the event of their number, each firm once an event."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.gi_lists import EVENTS, SIGNINS
from gzaudit.basework.place import UNSTATED
from gzaudit.findings import Batch
from gzaudit.normalise.text import dense

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.basework.material import Material


@dataclass(frozen=True, slots=True)
class SignIns:
    """Sign-ins by event.

    Attributes:
        frame: rows of the sign-in lists: `district` and `number` of their event, `firm`, `fate` ("" where the
            row first brings a firm to its event).
        firms: firms by (district, number) of the event.
        batches: sign-ins of events that nobody knows, and rows without a firm.
    """

    frame: pd.DataFrame
    firms: Mapping[tuple[str, str], frozenset[str]]
    batches: tuple[Batch, ...]


def event_numbers(values: pd.Series) -> pd.Series:
    """Event numbers as compared: no width, space or case; 001 and 1 are one number, as Excel has it."""
    text = dense(values).str.casefold()
    return text.where(
        ~text.str.fullmatch(r"\d+").astype(bool), text.str.replace(r"^0+(?=\d)", "", regex=True)
    )


class _Events:
    """Events by number: which districts have one of that number, and in which files they are listed."""

    def __init__(self, material: Material) -> None:
        self.material = material
        rows = material.of_kind(EVENTS)
        self.listed: dict[str, set[tuple[str, int]]] = {}
        numbers = event_numbers(rows["event_no"])
        for number, district, src in zip(numbers, material.district[rows.index], rows["src"], strict=True):
            if number:
                self.listed.setdefault(number, set()).add((district, int(src)))

    def district_of(self, number: str, src: int) -> str | None:
        """District of the event that a sheet's sign-ins belong to ("" if it has none); None where unknown."""
        listed = self.listed.get(number, set())
        there = {district for district, _ in listed}
        own = self.material.sheets[src]
        if own:
            # An event that nobody could place is still better than none.
            return own if own in there else "" if "" in there else None
        # Numbers may repeat between districts: the same file, then the same folder, says which is meant.
        path = PurePosixPath(self.material.sources[src].path)
        paths = {at: PurePosixPath(source.path) for at, source in self.material.sources.items()}
        same_file = {district for district, at in listed if paths[at] == path}
        same_folder = {district for district, at in listed if paths[at].parent == path.parent}
        return next((near.copy().pop() for near in (there, same_file, same_folder) if len(near) == 1), None)


def link_signins(material: Material) -> SignIns:
    """Give every sign-in its event, by number and district."""
    rows = material.of_kind(SIGNINS)
    events = _Events(material)
    frame = rows[["src", "row", "name"]].assign(
        number=event_numbers(rows["event_no"]), firm=material.firm[rows.index]
    )
    pairs = frame[["src", "number"]].drop_duplicates()
    found = [events.district_of(number, int(src)) for src, number in pairs.itertuples(index=False)]
    pairs = pairs.assign(
        district=pd.Series([each or "" for each in found], index=pairs.index, dtype=object),
        known=pd.Series([each is not None for each in found], index=pairs.index, dtype=bool),
    )
    frame = frame.merge(pairs, on=["src", "number"], how="left").set_axis(frame.index)
    fate = pd.Series("", index=frame.index, dtype=object)
    fate = fate.mask(~frame["known"], "event_unknown")
    fate = fate.mask((fate == "") & (frame["firm"] == ""), "no_identity")
    fate = fate.mask((fate == "") & (frame["district"] == ""), UNSTATED)
    again = frame.where(fate == "").duplicated(["district", "number", "firm"])
    frame["fate"] = fate.mask((fate == "") & again, "duplicate")
    counted = frame[frame["fate"] == ""]
    firms = {
        (str(district), str(number)): frozenset(names)
        for (district, number), names in counted.groupby(["district", "number"], sort=False)["firm"]
    }
    return SignIns(frame, firms, _findings(material, frame, rows["event_no"]))


def firms_signed_in(signins: SignIns) -> int:
    """How many distinct firms signed in at events that are known."""
    return len(frozenset().union(*signins.firms.values()))


def _findings(material: Material, frame: pd.DataFrame, written: pd.Series) -> tuple[Batch, ...]:
    lost = frame[frame["fate"] == "event_unknown"].assign(written=written)
    by_event = lost.groupby(["src", "number"], sort=False).agg(
        row=("row", "first"), written=("written", "first"), lines=("row", "size")
    )
    by_event = by_event.reset_index()
    number = by_event["written"].where(by_event["written"] != "", "（未填）")
    unknown = by_event[["src", "row"]].assign(
        field="event_no",
        found="活动编号 " + number,
        detail=by_event["lines"].astype(str) + " 行签到没有计入",
        district=by_event["src"].map(material.sheets),
    )
    nobody = frame[frame["fate"] == "no_identity"][["src", "row", "district"]]
    return (
        Batch("event_unknown", unknown),
        Batch("no_identity", nobody.assign(field="name", found="没有企业名称和可用的代码"), "warning"),
    )
