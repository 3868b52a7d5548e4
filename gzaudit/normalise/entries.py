"""All rows of all enterprise lists as one table: what each row says, cleaned and judged, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.findings import Batch
from gzaudit.normalise.codes import CHARSET, check_character, judge_codes
from gzaudit.normalise.names import former_name_pairs, name_keys
from gzaudit.normalise.owners import split_owners
from gzaudit.normalise.single import BLANKS
from gzaudit.normalise.text import one_object

if TYPE_CHECKING:
    from gzaudit.read.listing import Listing

# Fields that later stages look at, list by list; a list that lacks one has "" there.
FIELDS: Final = (
    "certificate", "issued", "recognised_year", "district", "division", "address", "unit_type", "patent_no",
    "patent_type", "granted", "former",
)  # fmt: skip
# What people write where there is no name.
_NO_NAME: Final = (*BLANKS, "n/a")
_PATENTS, _RENAMES = "patent_grants", "renames"


@dataclass(frozen=True, slots=True)
class Entries:
    """Rows of enterprise lists.

    Attributes:
        frame: one entry per row (per owner for patents): `kind`, `src`, `row`, `part`, `owners`, `name`,
            `key` (C2), `raw_code`, `code` and `state` (C1); text, "" where blank; `line` leads to `fields`.
        fields: what else rows say: FIELDS by line. Kept apart: it is wide, and asked for a list at a time.
        former: former names: `entry` (index of frame) and `key`.
        batches: findings of this stage.
    """

    frame: pd.DataFrame
    fields: pd.DataFrame
    former: pd.DataFrame
    batches: tuple[Batch, ...]


def _rows(listing: Listing) -> pd.DataFrame:
    """One listing in the common columns."""
    frame = listing.frame
    blank = pd.Series("", index=frame.index, dtype=object)
    name = frame.get("name", blank)
    former = frame.get("former", blank)
    if listing.kind.key == _RENAMES:
        name, former = frame["new_name"], frame["old_name"]
    if listing.kind.key == _PATENTS and "owner" in frame:
        name = frame["owner"].where(frame["owner"] != "", name)
    return pd.DataFrame(
        {
            "kind": listing.kind.key,
            "src": listing.src,
            "row": frame["row"],
            "name": name,
            "raw_code": frame.get("code", blank),
            "code_numeric": frame.get("code_numeric", False),
            "former": former,
        }
    )


def _fields(listing: Listing) -> pd.DataFrame:
    frame = listing.frame
    if listing.kind.key == _RENAMES:
        frame = frame.assign(former=frame["old_name"])
    blank = pd.Series("", index=frame.index, dtype=object)
    return pd.DataFrame({field: frame.get(field, blank) for field in FIELDS})


def describe_malformed(code: str) -> str:
    """What a code that is none looks like, for the person who has to ask for it again."""
    strange = sorted({character for character in code if character not in CHARSET})
    if len(code) == 15 and code[:6].isdigit():
        return "15 位，像旧的工商注册号"
    if len(code) == 9 and not strange:
        return "9 位，像组织机构代码"
    if len(code) == 18 and strange:
        return f"含有代码中不会出现的字符 {'、'.join(strange)}"
    return f"共 {len(code)} 位，应为 18 位"


def code_findings(place: pd.DataFrame, judged: pd.DataFrame) -> list[Batch]:
    """What is wrong with codes, in whatever list they stand (C1).

    Args:
        place: where each stands, as findings want it; `subject` is whose it is, `found` the code as written.
        judged: see `judge_codes`; a line for each of `place`.
    """
    state, codes, personal = judged["state"], judged["code"], judged["id_number"]
    malformed = (state == "malformed") & ~personal
    bad = state == "bad_check"
    right = codes[bad].map(lambda code: f"前 17 位对应的校验码是 {check_character(code)}，表中是 {code[-1]}")
    return [
        Batch("malformed", place[malformed].assign(detail=codes[malformed].map(describe_malformed))),
        Batch("bad_check", place[bad].assign(detail=right)),
        Batch("precision_lost", place[state == "precision_lost"]),
        # Nobody is named beside an identity number, which is masked.
        Batch("id_number", place[personal].assign(subject="", found=codes[personal])),
    ]


def _code_findings(frame: pd.DataFrame, judged: pd.DataFrame) -> list[Batch]:
    place = frame[["src", "row"]].assign(field="code", subject=frame["name"], found=frame["raw_code"])
    cleaned = judged["cleaned"]
    return [
        *code_findings(place, judged),
        Batch("code_cleaned", place[cleaned].assign(detail=judged.loc[cleaned, "code"])),
        Batch("codes_unpaired", place[frame["unpaired"] & (frame["part"] == 0)].assign(found="")),
    ]


def former_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Former names by entry; in a rename list the cell is one name, whatever it holds."""
    renamed = frame["kind"] == _RENAMES
    lists = former_name_pairs(frame.loc[~renamed, "former"])
    old = name_keys(frame.loc[renamed, "former"])
    pairs = pd.DataFrame({"entry": old.index, "key": old.to_numpy()})
    return pd.concat([lists, pairs[pairs["key"] != ""]], ignore_index=True)


def build_entries(listings: tuple[Listing, ...]) -> Entries:
    """Put all enterprise lists into one table and judge every code in it (C1, C2, C8).

    Args:
        listings: of any kind; those that hold no enterprises are passed over.
    """
    used = [listing for listing in listings if listing.kind.counted_as == "enterprises"]
    if not used:
        return Entries(_empty(), pd.DataFrame(columns=FIELDS), pd.DataFrame({"entry": [], "key": []}), ())
    rows = pd.concat([_rows(listing) for listing in used], ignore_index=True)
    for name in ("name", "raw_code"):
        rows[name] = one_object(rows[name])
    fields = pd.concat([_fields(listing) for listing in used], ignore_index=True)
    rows["line"] = rows.index
    patents = (rows["kind"] == _PATENTS).to_numpy()
    others = rows[~patents].assign(part=0, owners=1, unpaired=False)
    frame = pd.concat([others, split_owners(rows[patents])], ignore_index=True) if patents.any() else others
    frame = frame.reset_index(drop=True)
    judged = judge_codes(frame["raw_code"], frame["code_numeric"])
    frame["raw_code"] = frame["raw_code"].where(~judged["id_number"], judged["code"])
    frame["code"], frame["state"] = judged["code"], judged["state"]
    keys = name_keys(frame["name"])
    frame["key"] = keys.mask(keys.isin(_NO_NAME), "")
    former = former_names(frame)
    batches = _code_findings(frame, judged)
    return Entries(frame.drop(columns=["former", "code_numeric", "unpaired"]), fields, former, tuple(batches))


def _empty() -> pd.DataFrame:
    text = ("kind", "name", "key", "raw_code", "code", "state")
    columns = {name: pd.Series([], dtype=object) for name in text}
    return pd.DataFrame(
        columns | {name: pd.Series([], dtype="int64") for name in ("src", "row", "part", "owners", "line")}
    )
