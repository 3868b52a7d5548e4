"""Places outside Guangzhou: does a text or a code name one (interface C6, domain §3.4)?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gzaudit.normalise.district_table import load_table, read_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROAD = "路街道巷号栋楼层室弄"
"""Once one of these has been read, what follows is a street or a building, no administrative place."""

# A district of a city elsewhere that the data does not list: a short name that is no estate, park or campus.
_COMMON = "大小园社厂校院景库片业发宅商"
_ANY_ADMIN = rf"[^{ROAD}{_COMMON}\d\W]{{1,4}}?(?:新区|[区县市州盟旗])"


@dataclass(frozen=True, slots=True)
class Places:
    """Names and codes of places that are not in Guangzhou.

    Attributes:
        full: full names by their first two characters.
        heads: first two characters of the short forms of provinces and cities.
        cell: a whole cell that names a place elsewhere by short forms (佛山南海区, 湖南长沙, 海南南沙).
        address: the beginning of an address that does (贵阳白云区…); alone it may be a road (北京路).
        prefixes: four-digit prefixes of division codes elsewhere.
        provinces: two-digit prefixes of provinces other than Guangdong.
    """

    full: dict[str, tuple[str, ...]]
    heads: frozenset[str]
    cell: re.Pattern[str]
    address: re.Pattern[str]
    prefixes: frozenset[str]
    provinces: frozenset[str]

    def full_at(self, text: str, start: int = 0) -> bool:
        """Whether a full name (佛山市, 湖南省, 南海区) stands at `start`; 佛山市场 is a market."""
        for name in self.full.get(text[start : start + 2], ()):
            if text.startswith(name, start) and not (
                name[-1] == "市" and text.startswith("场", start + len(name))
            ):
                return True
        return False

    def has_code(self, code: str) -> bool:
        """Whether a six-digit division code belongs to a place elsewhere."""
        return code[:4] in self.prefixes

    def has_registrar(self, code: str) -> bool:
        """Whether characters 3–8 of a credit code belong elsewhere, abolished prefectures included."""
        return code[:2] in self.provinces or code[:4] in self.prefixes


@cache
def load_places() -> Places:
    """Load `places.toml` once."""
    data = read_data("places.toml")
    provinces = dict(_items(data["provinces"], coded=True))
    cities = dict(_items((item for group in data["cities"].values() for item in group), coded=True))
    counties = dict(_items((item for group in data["guangdong"].values() for item in group), coded=False))
    towns = [name for group in data["county_cities"].values() for name in group]
    full: dict[str, list[str]] = {}
    for name in (*provinces, *cities, *counties, *towns, *data["others"]):
        full.setdefault(name[:2], []).append(name)
    province, city = _either(provinces), _either(cities)
    county = _either({k: v for k, v in counties.items() if v not in data["ambiguous_short"]})
    ours = _names(load_table().names)
    ours_full = _names(load_table().address_names)
    shorts = {*provinces.values(), *cities.values()}
    return Places(
        full={head: tuple(names) for head, names in full.items()},
        heads=frozenset(short[:2] for short in shorts),
        cell=re.compile(
            rf"{province}(?:{city}|[^{ROAD}\d\W]{{1,4}})?(?:{county}|{ours}|{_ANY_ADMIN})?"
            rf"|{city}(?:{county}|{ours}|{_ANY_ADMIN})?|{county}"
        ),
        address=re.compile(rf"(?:{province}|{city})+(?:{ours_full}|{_ANY_ADMIN})"),
        prefixes=frozenset(
            [*data["code_prefixes"], *(item[:4] for group in data["cities"].values() for item in group)]
        ),
        provinces=frozenset(item[:2] for item in data["provinces"]),
    )


def _items(items: Iterable[str], *, coded: bool) -> Iterator[tuple[str, str]]:
    """Yield (full name, short form) of items written "code name [short form]", or without the code."""
    for item in items:
        parts = item.split()[1 if coded else 0 :]
        yield parts[0], parts[1] if len(parts) > 1 else parts[0][:-1]


def _either(shorts: dict[str, str]) -> str:
    """Match a full name or its short form."""
    return _names({*shorts, *shorts.values()})


def _names(names: Iterable[str]) -> str:
    """Match any of the names, longer ones first."""
    return f"(?:{'|'.join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))})"
