"""Invented enterprises by the hundred thousand: unique names, unique codes with right check characters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

DISTRICTS = {
    "440103": "荔湾区", "440104": "越秀区", "440105": "海珠区", "440106": "天河区", "440111": "白云区",
    "440112": "黄埔区", "440113": "番禺区", "440114": "花都区", "440115": "南沙区", "440117": "从化区",
    "440118": "增城区",
}  # fmt: skip
SHARES = (0.05, 0.06, 0.07, 0.2, 0.12, 0.2, 0.13, 0.05, 0.06, 0.015, 0.045)
# Divisions where codes were given out: the city, the districts, an abolished one.
_DIVISIONS = ("440101", *DISTRICTS, "440116")
# GB 32100-2015 and GB 11714 give letters different values.
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = np.array([pow(3, at, 31) for at in range(17)])
_ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
_SERIALS = 99_999  # PDY00001–PDY99999 is never assigned to a real body

_HEADS = "星云青梧澜岚砚穗汐芷泓曜霁翎珩沐朔璟萤湛黛苍榆槿"
_TAILS = "河麓舟野川庭屿岫衡林泽帆桥石原池湾峰谷渡汀陌竹鹭"
_MARKS = ("样例", "示例", "虚构", "演示", "范例", "假想", "子虚", "乌有")
_TRADES = (
    "智能科技", "信息技术", "软件", "生物科技", "新材料", "数据服务", "自动化设备", "电子科技", "医疗器械",
    "环保科技", "光电科技", "精密机械", "检测技术", "通信技术", "机器人", "半导体",
)  # fmt: skip
_SHAPES = (
    "广州{0}{1}{2}{3}{4}有限公司",
    "广东{0}{1}{2}{3}{4}股份有限公司",
    "广州市{0}{3}{1}{2}{4}有限公司",
    "{0}{1}{2}{3}（广州）{4}有限公司",
)
_ROADS = ("样例大道", "示例一路", "虚构二街", "范例路", "假想中路", "拟设西路", "试样街", "演示北路")


def firm_codes(numbers: npt.NDArray[np.int64]) -> list[str]:
    """A code for each number below 1.2 million; different numbers have different codes."""
    serial, block = numbers % _SERIALS + 1, numbers // _SERIALS
    division = np.array(_DIVISIONS)[(serial * 7 + block) % len(_DIVISIONS)]
    first = [f"91{place}PDY{number:05d}" for place, number in zip(division, serial, strict=True)]
    points = np.array(first, dtype="U16").view(np.uint32).reshape(-1, 16)
    thirty_six = np.where(points >= ord("A"), points - ord("A") + 10, points - ord("0")).astype(np.int64)
    organisation = np.array(list("0123456789X0"))[11 - (thirty_six[:, 8:] @ _ORGANISATION_WEIGHTS) % 11]
    value = np.zeros(128, dtype=np.int64)
    value[[ord(character) for character in _USCC]] = np.arange(31)
    total = value[points] @ _WEIGHTS[:16]
    total += value[organisation.astype("U1").view(np.uint32)] * _WEIGHTS[16]
    check = np.array(list(_USCC))[-total % 31]
    return [a + b + c for a, b, c in zip(first, organisation, check, strict=True)]


def firm_names(numbers: npt.NDArray[np.int64]) -> list[str]:
    """A name for each number below 7 million; different numbers have different names."""
    parts = (_HEADS, _TAILS, _HEADS, _MARKS, _TRADES, _SHAPES)
    sizes = [len(part) for part in parts]
    whole = int(np.prod(sizes))
    rest = (numbers * 48_271 + 12_345) % whole  # a prime that divides no size: every name is met once
    drawn = []
    for part, size in zip(parts, sizes, strict=True):
        drawn.append(np.array(list(part))[rest % size])
        rest //= size
    return [shape.format(*words) for *words, shape in zip(*drawn, strict=True)]


def make_firms(count: int, rng: np.random.Generator) -> pd.DataFrame:
    """`name`, `code`, `division` (district code), `district`, `address`; the order means nothing."""
    numbers = rng.permutation(count).astype(np.int64)
    division = rng.choice(list(DISTRICTS), count, p=SHARES)
    district = [DISTRICTS[code] for code in division]
    roads, houses = rng.choice(_ROADS, count), rng.integers(1, 400, count)
    return pd.DataFrame(
        {
            "name": firm_names(numbers),
            "code": firm_codes(numbers),
            "division": division.astype(object),
            "district": district,
            "address": [
                f"广州市{place}{road}{house}号"
                for place, road, house in zip(district, roads, houses, strict=True)
            ],
        }
    )
