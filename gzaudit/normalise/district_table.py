"""Guangzhou's districts and places elsewhere, loaded once from the package's data files (domain §3)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from gzaudit.errors import InvariantError
from gzaudit.normalise.district_text import cleaner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gzaudit.normalise.district_text import Cleaner

How = Literal["blank", "exact", "former", "suggest", "refuse", "outside", "unknown", "conflict"]

OUTSIDE = "outside"
"""What stands in place of a district code for a place that is not in Guangzhou."""


class District(NamedTuple):
    """One of today's districts: six-digit code (GB/T 2260) and full name."""

    code: str
    name: str


class Verdict(NamedTuple):
    """What a text says about the district.

    Attributes:
        district: six-digit code of today's district, "outside", or "" where none is settled.
        how: how it was found, or why not.
        suggestion: codes joined by 、 that a person may confirm; "" unless `how` is "suggest".
    """

    district: str
    how: How
    suggestion: str = ""

    def shown(self) -> Verdict:
        """The verdict for the caller, to whom a contradiction is as unknown as a strange word."""
        return UNKNOWN if self == CONFLICT else self


BLANK, UNKNOWN, ELSEWHERE = Verdict("", "blank"), Verdict("", "unknown"), Verdict(OUTSIDE, "outside")

CONFLICT = Verdict("", "conflict")
"""Two districts at once. Kept apart inside, since nothing that stands beside a contradiction can mend it."""


@dataclass(frozen=True, slots=True)
class DistrictTable:
    """Every way of naming a district, by where it may be written.

    Attributes:
        districts: today's districts in code order.
        names: cleaned name → verdict, for a district column.
        codes: six-digit code → verdict, for district and code columns.
        address_names: cleaned full administrative name → verdict, for addresses.
        uscc: characters 3–8 of a credit code → verdict, today's, abolished and doubtful codes alike.
        blanks: cleaned texts that say nothing.
        clean: the cleaner whose output the keys above are written in.
    """

    districts: tuple[District, ...]
    names: Mapping[str, Verdict]
    codes: Mapping[str, Verdict]
    address_names: Mapping[str, Verdict]
    uscc: Mapping[str, Verdict]
    blanks: frozenset[str]
    clean: Cleaner


_ALLOWED = {
    "": {"blanks", "traditional", "district", "alias", "uscc"},
    "district": {"code", "name", "short", "pinyin"},
    "alias": {"names", "codes", "to", "action", "address", "kind", "source"},
    "uscc": {"code", "to", "source"},
}
_KINDS = {"former", "zone", "town", "city", "road", "misspelling", "ambiguous"}


def read_data(name: str) -> dict[str, Any]:
    """Parse one of the package's own TOML files, e.g. `districts.toml`."""
    return tomllib.loads((files("gzaudit") / "data" / name).read_text(encoding="utf-8"))


@cache
def load_table() -> DistrictTable:
    """Load `districts.toml`.

    Raises:
        InvariantError: the packaged file has an unknown key or action, names one thing twice, or maps to a
            code that is no district.
    """
    return build_table(read_data("districts.toml"))


def build_table(data: dict[str, Any]) -> DistrictTable:
    """Turn the parsed data file into a table; see `load_table` for errors."""
    _closed(data, "")
    districts = tuple(District(d["code"], d["name"]) for d in data["district"])
    if [d.code for d in districts] != sorted({d.code for d in districts}):
        raise InvariantError("区代码表有误", found="各区未按代码排列或有重复")
    clean = cleaner(data["traditional"]["from"], data["traditional"]["to"])
    names: dict[str, Verdict] = {}
    codes: dict[str, Verdict] = {}
    addresses: dict[str, Verdict] = {}
    for entry in data["district"]:
        _closed(entry, "district")
        today = Verdict(entry["code"], "exact")
        for name in (entry["name"], entry["short"], entry["pinyin"]):
            _put(names, clean(name), today)
        _put(codes, entry["code"], today)
        _put(addresses, clean(entry["name"]), today)
    known = {district.code for district in districts}
    for entry in data["alias"]:
        _closed(entry, "alias")
        if entry["kind"] not in _KINDS or not known.issuperset(entry["to"]):
            raise InvariantError(
                "区代码表有误", where="、".join(entry["names"]), found=f"{entry['kind']} {entry['to']}"
            )
        for name in entry["names"]:
            _put(names, clean(name), _verdict(entry, entry["action"]))
            if "address" in entry:
                _put(addresses, clean(name), _verdict(entry, entry["address"]))
        for code in entry.get("codes", ()):
            _put(codes, code, _verdict(entry, entry["action"]))
    return DistrictTable(
        districts,
        names,
        codes,
        addresses,
        codes | dict(_doubtful(data["uscc"], known)),
        frozenset(data["blanks"]),
        clean,
    )


def _doubtful(entries: list[dict[str, Any]], known: set[str]) -> Iterator[tuple[str, Verdict]]:
    for entry in entries:
        _closed(entry, "uscc")
        if not known.issuperset(entry["to"]):
            raise InvariantError("区代码表有误", where=entry["code"], found=str(entry["to"]))
        yield entry["code"], Verdict("", "suggest", "、".join(entry["to"]))


def _verdict(entry: dict[str, Any], action: str) -> Verdict:
    match action, len(entry["to"]):
        case "A", 1:
            return Verdict(entry["to"][0], "former" if entry["kind"] == "former" else "exact")
        case "C", n if n >= 1:
            return Verdict("", "suggest", "、".join(entry["to"]))
        case "R", 0:
            return Verdict("", "refuse")
    raise InvariantError("区代码表有误", where="、".join(entry["names"]), found=f"{action} → {entry['to']}")


def _put(table: dict[str, Verdict], key: str, verdict: Verdict) -> None:
    if key in table:
        raise InvariantError("区代码表有误", where=key, found="同一名称或代码写了两次")
    table[key] = verdict


def _closed(entry: dict[str, Any], section: str) -> None:
    if unknown := set(entry) - _ALLOWED[section]:
        raise InvariantError(
            "区代码表有误", where=section, found="、".join(sorted(unknown)), expected="已有的键"
        )
