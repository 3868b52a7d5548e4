"""Districts in full addresses: only full administrative names count (domain §3.1, §3.4).

黄埔大道 lies in 天河 and 海珠中路 in 越秀: short forms, roads, towns, parks and firm names name no district.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gzaudit.normalise.district_places import ROAD, load_places
from gzaudit.normalise.district_table import BLANK, CONFLICT, ELSEWHERE, UNKNOWN, Verdict, load_table
from gzaudit.normalise.district_text import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from gzaudit.normalise.district_places import Places

_LEAD = re.compile(r"[\W_]*(?:[^\W\d]{0,4}(?:地址|住所)[\W_]*)?(?:中国)?(?:广东省?)?[\W_]*")
_FIRM = re.compile(rf"[^{ROAD}村镇\d]*(?:公司|集团)")
_LOOK_AHEAD = 20

_FIXED = (BLANK, UNKNOWN, ELSEWHERE, CONFLICT)
_IS_BLANK, _IS_UNKNOWN, _IS_ELSEWHERE, _IS_CONFLICT = range(len(_FIXED))
_FIRST = len(_FIXED)


class _Scanner(NamedTuple):
    """Finds the names, and says what each found name means.

    Attributes:
        pattern: any name that counts in an address.
        number: name as written → position in `verdicts`.
        verdicts: the distinct meanings; `_FIXED`, today's names, former names, suggestions.
        settles: per verdict, the bit of the district that it settles, or 0.
        suggests: per verdict, the bit of the suggestion that it makes, or 0.
        heads: first two characters of the names.
    """

    pattern: re.Pattern[str]
    number: dict[str, int]
    verdicts: tuple[Verdict, ...]
    settles: npt.NDArray[np.int64]
    suggests: npt.NDArray[np.int64]
    heads: frozenset[str]


@cache
def _scanner() -> _Scanner:
    table = load_table()
    names = dict(table.address_names)
    # People write both 广州开发区 and 广州市开发区.
    names |= {n.replace("广州", "广州市", 1): v for n, v in names.items() if n.startswith("广州")}
    exact = [Verdict(district.code, "exact") for district in table.districts]
    former = [Verdict(district.code, "former") for district in table.districts]
    suggest = sorted({verdict for verdict in names.values() if verdict.how == "suggest"})
    verdicts = (*_FIXED, *exact, *former, *suggest)
    bits = [1 << i for i in range(len(exact))]
    return _Scanner(
        pattern=re.compile("|".join(_guarded(name) for name in sorted(names, key=lambda n: (-len(n), n)))),
        number={name: verdicts.index(verdict) for name, verdict in names.items()},
        verdicts=verdicts,
        settles=np.array([0] * _FIRST + bits + bits + [0] * len(suggest), np.int64),
        suggests=np.array([0] * (_FIRST + 2 * len(bits)) + [1 << i for i in range(len(suggest))], np.int64),
        heads=frozenset(name[:2] for name in names),
    )


def _guarded(name: str) -> str:
    # 增城市场 is a market, 番禺市桥 the town 市桥, 天河区域 a region: other words that begin like the name.
    return re.escape(name) + {"市": "(?![场桥民政])", "区": "(?!域)"}.get(name[-1], "")


def scan_addresses(texts: Sequence[str]) -> tuple[tuple[Verdict, ...], npt.NDArray[np.int64]]:
    """Say for each address which district it names.

    Args:
        texts: addresses as written, all distinct for speed.

    Returns:
        The possible verdicts, and for each address the position of its verdict. An address that names a place
        elsewhere first is outside; one that names two of today's districts is a conflict.
    """
    scanner = _scanner()
    if not texts:
        return scanner.verdicts, np.zeros(0, np.int64)
    run = load_table().clean.run(texts)
    lines = run.split(SEPARATOR)
    starts = np.cumsum([0, *(len(line) + 1 for line in lines[:-1])])
    found = [(match.start(), scanner.number[match[0]]) for match in scanner.pattern.finditer(run)]
    positions, which = np.array(found, np.int64).reshape(-1, 2).T
    line_of = np.searchsorted(starts, positions, side="right") - 1
    settled, suggested = np.zeros(len(lines), np.int64), np.zeros(len(lines), np.int64)
    np.bitwise_or.at(settled, line_of, scanner.settles[which])
    np.bitwise_or.at(suggested, line_of, scanner.suggests[which])
    districts = len(load_table().districts)
    today = (which >= _FIRST) & (which < _FIRST + districts)
    named_today = np.zeros(len(lines), np.bool_)
    named_today[line_of[today]] = True
    answer = np.where((settled | suggested) == 0, _IS_UNKNOWN, _IS_CONFLICT)
    single = _one_bit(settled)
    answer[single] = _FIRST + _bit_number(settled[single]) + np.where(named_today[single], 0, districts)
    hinted = (settled == 0) & _one_bit(suggested)
    answer[hinted] = _FIRST + 2 * districts + _bit_number(suggested[hinted])
    answer[_flags(lines, _is_firm)] = _IS_UNKNOWN
    answer[_flags(lines, _is_elsewhere)] = _IS_ELSEWHERE
    answer[_flags(lines, "".__eq__)] = _IS_BLANK
    return scanner.verdicts, answer


def scan_address(text: str) -> Verdict:
    """Say which district one address names; see `scan_addresses`."""
    verdicts, answer = scan_addresses([text])
    return verdicts[int(answer[0])]


def _one_bit(bits: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    return np.asarray((bits != 0) & ((bits & (bits - 1)) == 0))


def _bit_number(bits: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.log2(bits).astype(np.int64)


def _flags(lines: list[str], test: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    return np.fromiter(map(test, lines), np.bool_, len(lines))


def _is_firm(line: str) -> bool:
    """A firm's name in the place of an address: 广州市番禺区××有限公司 does not say where the firm sits."""
    return line.endswith(("公司", "集团")) and _FIRM.fullmatch(line) is not None


def _is_elsewhere(line: str) -> bool:
    """Whether the first place that an address names is outside Guangzhou."""
    # Nearly every address of a Guangzhou list begins like this; the others are worth a closer look.
    if not line or line.startswith(("广州", "广东省广州")):
        return False
    places, scanner = load_places(), _scanner()
    if places.full_at(line):
        return True
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    if line[start : start + 2] in places.heads and places.address.match(line, start):
        return True
    return _names_elsewhere_first(line, start, places, scanner)


def _names_elsewhere_first(line: str, start: int, places: Places, scanner: _Scanner) -> bool:
    for i in range(start, min(len(line), start + _LOOK_AHEAD)):
        head = line[i : i + 2]
        if places.full_at(line, i):
            return True
        if head == "广州" or (head in scanner.heads and scanner.pattern.match(line, i)):
            return False
        if line[i] in ROAD or line[i].isdigit():
            return False
    return False
