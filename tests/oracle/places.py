"""Districts: the texts, codes and addresses that lists carry, each with what it means under rule C6."""

from __future__ import annotations

import random

from .model import NOWHERE, Place, Value

# code: (name, base tier, short forms and other spellings that map)
DISTRICTS = {
    "440103": ("荔湾区", 3, ("荔灣區", "Liwan")),
    "440104": ("越秀区", 3, ("Yuexiu",)),
    "440105": ("海珠区", 3, ("Haizhu",)),
    "440106": ("天河区", 1, ("Tianhe",)),
    "440111": ("白云区", 2, ("白雲區", "Baiyun", "民营科技园")),
    "440112": (
        "黄埔区",
        1,
        (
            "黃埔區",
            "Huangpu",
            "广州开发区",
            "广州经济技术开发区",
            "黄埔区（广州开发区）",
            "黄埔区、广州开发区",
        ),
    ),
    "440113": ("番禺区", 1, ("Panyu",)),
    "440114": ("花都区", 2, ("Huadu",)),
    "440115": ("南沙区", 2, ("Nansha", "南沙开发区", "南沙新区", "南沙经济技术开发区")),
    "440117": ("从化区", 3, ("從化區", "Conghua")),
    "440118": ("增城区", 2, ("增城區", "Zengcheng", "增城开发区", "增城经济技术开发区")),
}
FORMER_NAMES = {
    "440103": ("芳村区",),
    "440104": ("东山区",),
    "440112": ("萝岗区",),
    "440114": ("花都市", "花县"),
    "440117": ("从化市", "从化县"),
    "440118": ("增城市", "增城县"),
}
FORMER_CODES = {
    "440103": ("440107",),
    "440104": ("440102",),
    "440112": ("440116",),
    "440114": ("440182", "440121"),
    "440117": ("440184", "440122"),
    "440118": ("440183", "440125"),
}
NO_TEXT = ["", "", "", None, "无", "/", "不详", "待核实"]
REFUSED_TEXT = ["广州高新区", "高新区", "广州空港经济区", "广州东部中心", "市直", "广州市", "番禺市"]
REFUSED_TEXT += ["广州科学城", "中新广州知识城", "广州大学城", "琶洲", "珠江新城", "黄浦区", "新塘"]
OUT_TEXT = ["深圳市南山区", "广东省深圳市南山区", "佛山市南海区", "广东省东莞市", "珠海市香洲区"]
NO_CODE = [None, "", "440100", 440100, "440101", "440100000000", "440181"]
OUT_CODE = ["440305", 440305, "440305000000", "440604", 441900]
ROADS = ["黄埔大道西", "番禺大道北", "海珠中路", "体育东路", "中山大道中", "东风东路", "新港中路"]
NO_ADDRESS = ["", "", "东风东路8号", "广州市黄埔大道西100号", "广州市海珠中路15号2楼", "新塘工业路3号"]
OUT_ADDRESS = ["广东省深圳市南山区科苑路15号", "广东省佛山市南海区桂城街道简平路1号"]


def name_of(code: str) -> str:
    return DISTRICTS[code][0]


def in_text(rng: random.Random, code: str) -> Value:
    """A district column's way of naming the district."""
    name, _, others = DISTRICTS[code]
    former = FORMER_NAMES.get(code, ())
    if former and rng.random() < 0.15:
        return Value(rng.choice(["", "广州市"]) + rng.choice(former), Place("in", code, former=True))
    plain = [name] * 6 + [
        name[:-1],
        "广州市" + name,
        "广东省广州市" + name,
        f"{name} ",
        f"\u3000{name}",
        name + "科技局",
    ]
    return Value(rng.choice([*plain, *others]), Place("in", code))


def in_code(rng: random.Random, code: str) -> Value:
    """A statistical code of the district: six or twelve digits, text or number, perhaps an abolished one."""
    former = code in FORMER_CODES and rng.random() < 0.2
    digits = rng.choice(FORMER_CODES[code]) if former else code
    raw = rng.choice([digits, int(digits), digits + "001000", int(digits + "001000")])
    return Value(raw, Place("in", code, former=former))


def in_address(rng: random.Random, code: str) -> Value:
    former = code in FORMER_NAMES and rng.random() < 0.15
    name = FORMER_NAMES[code][0] if former else name_of(code)
    head = rng.choice(["广东省广州市", "广州市"])
    return Value(
        f"{head}{name}{rng.choice(ROADS)}{rng.randrange(1, 999)}号", Place("in", code, former=former)
    )


def nowhere_text(rng: random.Random) -> Value:
    pool = NO_TEXT if rng.random() < 0.5 else REFUSED_TEXT
    if rng.random() < 0.1:
        return Value("天河区、越秀区", NOWHERE)
    return Value(rng.choice(pool), NOWHERE)


def nowhere_code(rng: random.Random) -> Value:
    return Value(rng.choice(NO_CODE), NOWHERE)


def nowhere_address(rng: random.Random) -> Value:
    return Value(rng.choice(NO_ADDRESS), NOWHERE)


def outside(rng: random.Random, texts: list[str | int]) -> Value:
    return Value(rng.choice(texts), Place("out"))
