"""Firm names: inventing them, writing them in several ways, and the key of rule C2."""

from __future__ import annotations

import random
import unicodedata

FIRST = "云星海粤岭穗华明智启恒佳凯瑞博宏科诚睿盛卓锐合泰信立远创维迅"
SECOND = "洋图达飞成联通源芯力航讯康宇科新腾辰邦嘉利晟谷翼为塔言帆澜拓"
TRADE = [
    "智能科技",
    "信息技术",
    "生物医药",
    "软件",
    "新材料",
    "环保科技",
    "电子",
    "机电",
    "检测技术",
    "数据服务",
    "自动化设备",
]
HEAD = ["广州", "广州", "广州", "广州", "广州市", "广东", "粤海", "广州南沙", "广州市番禺", "广州天河"]
FORM = ["有限公司"] * 6 + ["股份有限公司", "（广州）有限公司", "（集团）有限公司", "有限责任公司"]
LATIN = ["", "", "", "", "ABtech", "K8", "Nova", "iGo"]
PEOPLE = ["陈志远", "李文博", "黄晓岚", "何嘉敏", "梁伟强", "周海宁"]
SCHOOLS = ["华南理工大学", "中山大学", "暨南大学", "广东省科学院某研究所"]


def name_key(raw: str) -> str:
    """What two names are compared by, straight from the words of C2."""
    text = unicodedata.normalize("NFKC", raw)
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    if text.endswith(("。", ".")):
        text = text[:-1]
    return text.casefold()


def invent(rng: random.Random, taken: set[str]) -> str:
    """A name that nobody else bears, not even once its brackets are dropped."""
    while True:
        latin = rng.choice(LATIN)
        middle = rng.choice(FIRST) + rng.choice(SECOND) + rng.choice(FIRST)
        name = rng.choice(HEAD) + latin + middle + rng.choice(TRADE) + rng.choice(FORM)
        bare = middle
        if bare not in taken:
            taken.add(bare)
            return name


def spell_name(rng: random.Random, name: str) -> str:
    """A way of writing the name that C2 takes for the same."""
    at = rng.randrange(1, len(name))
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    return rng.choice(
        [
            name.replace("（", "(").replace("）", ")"),
            name.replace("（", "（ ").replace("）", " )"),
            name + "。",
            name + ".",
            name[:at] + " " + name[at:],
            name[:at] + "\u3000" + name[at:],
            name[:at] + "\u200b" + name[at:],
            f" {name}  ",
            wide,
            name.upper(),
            name.lower(),
            name[:at] + "\n" + name[at:],
        ]
    )


def other_bracket(name: str) -> str:
    """Another name that differs only by what stands inside brackets."""
    for inside in ("（广州）", "（集团）"):
        if inside in name:
            return name.replace(inside, "")
    return name.replace("有限公司", "（集团）有限公司").replace("有限责任公司", "（集团）有限责任公司")
