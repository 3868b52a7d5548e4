"""Districts in 所在区 and 行政区划代码 cells: names, short forms, former names, zones, codes (domain §3)."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

from gzaudit.normalise.district_address import scan_address, scan_addresses
from gzaudit.normalise.district_places import ROAD, load_places
from gzaudit.normalise.district_table import BLANK, CONFLICT, ELSEWHERE, UNKNOWN, load_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gzaudit.normalise.district_table import Verdict

_CODE = re.compile(r"[0-9]{6}(?:[0-9]{3}|[0-9]{6})?")
_DIGITS = re.compile(r"[0-9]+")
_EDGES = "()[]{}<>【】「」_-—–:,，.。、/|#·\"'"
_STOPS = ".。,;、:"
_LIST = re.compile(r"[、,，;/|\\+&]|和|及|与")
_REMARK = re.compile(r"([^()]+)\(([^()]+)\)")
# 广东省/广州市/天河区: exports put signs between the levels; these do not begin a list.
_LEVEL = re.compile(r"^((?:中国|广东省?|广州市?)+)[-/·>,|_\\]+")
_PREFIX = re.compile(r"(?:中国)?(?:广东省?)?(广州市?)?")
# 天河区科技局, 番禺区科工商信局, 增城区人民政府, 广州开发区管委会: the office says which district.
_OFFICE = re.compile(
    r"(?:(?:科学|技术|科技|科工商信|工业|商务|信息化|信息|农业|农村|创新|经济|发展|改革|促进|市场|监督|监管|管理|统计|财政"
    r"|数据|政务服务|和|与)+局|(?:区?人民)?政府|区委|管委会|管理委员会)$"
)
_PINYIN = re.compile(r"(?:district|qu)$")
_FIRM = re.compile(r"(?:公司|集团|厂|店|所|中心|院)$")
_STREET = re.compile(rf"[{ROAD}\d]")

# A part that says more decides before one that says less; anything else says nothing.
_WEIGHT = {"former": 0, "exact": 1, "outside": 2, "suggest": 3, "refuse": 4}


def read_cells(cells: Sequence[str]) -> list[Verdict]:
    """Say which district each cell names.

    Args:
        cells: the cells as text, all distinct for speed; numeric cells already turned into digits.

    Returns:
        One verdict per cell; a cell that names two different districts is unknown.
    """
    # Some lists put whole addresses into the column; they are read in one go, since one by one is slow.
    verdicts, answer = scan_addresses(cells)
    scanned = [verdicts[number] for number in answer.tolist()]
    texts = [line.lstrip("'").lower() for line in load_table().clean.lines(cells)]
    return [_read(text, address).shown() for text, address in zip(texts, scanned, strict=True)]


def read_code(code: str) -> Verdict:
    """Say which district a division code of 6, 9 or 12 digits stands for, by its first six."""
    if verdict := load_table().codes.get(code[:6]):
        return verdict
    return ELSEWHERE if load_places().has_code(code[:6]) else UNKNOWN


def _read(text: str, address: Verdict) -> Verdict:
    if not text or text in load_table().blanks:
        return BLANK
    runs = _DIGITS.findall(text)
    if len(runs) == 1 and _CODE.fullmatch(runs[0]):
        code = read_code(runs[0])
        rest = text.replace(runs[0], "").strip(_EDGES)
        return _reconcile(code, _read_name(rest)) if rest else code
    return _read_name(text.strip(_STOPS) or text, address)


def _read_name(text: str, address: Verdict | None = None) -> Verdict:
    """Read a cell, or a part of one, that holds no code; `address` is what it says if read as an address."""
    while (levels := _LEVEL.sub(r"\1", text)) != text:
        text = levels
    if verdict := _whole_name(text):
        return verdict
    if (remark := _REMARK.fullmatch(text)) and (head := _read_name(remark[1])) != UNKNOWN:
        return _reconcile(head, _read_name(remark[2]))
    if verdict := _read_list([part for part in _LIST.split(text) if part.strip(_EDGES)]):
        return verdict
    if _names_elsewhere(text):
        return ELSEWHERE
    if _FIRM.search(text):
        return UNKNOWN
    return address or scan_address(text)


def _read_list(parts: list[str]) -> Verdict | None:
    """Join the parts of 天河区、越秀区; None if this is no list but, say, an address with a comma."""
    if len(parts) < 2:
        return None
    verdicts = [_read_name(part) for part in parts]
    strange = [part for part, verdict in zip(parts, verdicts, strict=True) if verdict == UNKNOWN]
    if not strange:
        return reduce(_reconcile, verdicts)
    # 天河区、越秀去: the part that was not recognised may well be a second district.
    if _whole_name(parts[0]) and not all(_STREET.search(part) for part in strange):
        return CONFLICT
    return CONFLICT if len({verdict.district for verdict in verdicts if verdict.district}) > 1 else None


def _whole_name(text: str) -> Verdict | None:
    return next((verdict for candidate in _candidates(text) if (verdict := _look_up(candidate))), None)


def _candidates(text: str) -> Iterator[str]:
    """Yield the text, then without province and city, then without the office that follows."""
    for form in dict.fromkeys((text, _OFFICE.sub("", text), _PINYIN.sub("", text))):
        yield form
        prefix = _PREFIX.match(form)
        bare = form[prefix.end() :] if prefix else form
        # 广州市经济技术开发区 is 广州经济技术开发区; without the city it could be any.
        if prefix and prefix[1]:
            yield "广州" + bare
        yield bare
        # 广州市辖区, 广东省属: the 市 or 省 belongs to what follows.
        if prefix and prefix[0].endswith(("市", "省")):
            yield prefix[0][-1] + bare


def _look_up(name: str) -> Verdict | None:
    names = load_table().names
    if verdict := names.get(name):
        return verdict
    # 五山街道 is suggested as 五山 is, but 白云街道 lies in 越秀: a street never settles a district.
    for suffix in ("街道", "街"):
        if name.endswith(suffix):
            stem = name.removesuffix(suffix)
            for form in (stem + "街道", stem + "街", stem):
                if (verdict := names.get(form)) and not verdict.district:
                    return verdict
    return None


def _names_elsewhere(text: str) -> bool:
    prefix = _PREFIX.match(text)
    if prefix and prefix[1]:
        return False
    places, bare = load_places(), text[prefix.end() :] if prefix else text
    return places.full_at(bare) or places.cell.fullmatch(bare) is not None


def _reconcile(one: Verdict, other: Verdict) -> Verdict:
    """Join what two parts of a cell say, e.g. a code and the name behind it; a contradiction stays one."""
    if CONFLICT in (one, other):
        return CONFLICT
    first, second = sorted((one, other), key=lambda verdict: _WEIGHT.get(verdict.how, len(_WEIGHT)))
    if second.how not in _WEIGHT or first.how == "refuse":
        return first
    if first.how == "outside" or second.how == "outside":
        agree = first == second
    elif second.how == "suggest":
        agree = (first.district or first.suggestion) in second.suggestion.split("、")
    else:
        agree = second.how == "refuse" or first.district == second.district
    return first if agree else CONFLICT
