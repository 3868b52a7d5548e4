"""What happens to a cell on its way through typists, web pages and Excel. Each function spoils one text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from .dice import Dice

Spoil = Callable[[str], str]
_WIDE = 0xFEE0


def full_width(text: str) -> str:
    """Latin letters and digits as typed with a Chinese input method."""
    return "".join(chr(ord(c) + _WIDE) if "!" <= c <= "~" else c for c in text)


def inner_spaces(code: str) -> str:
    """Grouped for reading."""
    return f"{code[:2]} {code[2:8]} {code[8:17]} {code[17]}"


def zero_width(text: str) -> str:
    """Copied from a web page: a zero-width space inside and a byte order mark before."""
    return f"\ufeff{text[:6]}\u200b{text[6:]}"


def apostrophe(code: str) -> str:
    """The mark that keeps Excel from making a number, typed twice."""
    return f"'{code}"


def hyphen(code: str) -> str:
    """The organisation code's old way of writing."""
    return f"{code[:16]}-{code[16:]}"


def no_break_space(code: str) -> str:
    """From a web page."""
    return f"{code}\u00a0"


def tabbed(code: str) -> str:
    """Another way to keep Excel from making a number, common in exports."""
    return f"{code}\t"


CODE_DIRT: tuple[tuple[Spoil, int], ...] = (
    (full_width, 10),
    (str.lower, 14),
    (inner_spaces, 10),
    (zero_width, 9),
    (apostrophe, 10),
    (hyphen, 5),
    (no_break_space, 6),
    (tabbed, 6),
)
MISSING = ("", "无", "/", "N/A", "—", "0" * 18)


def other_brackets(name: str) -> str:
    """Half-width brackets, or full-width ones where there were half-width ones."""
    swap = {"（": "(", "）": ")", "(": "（", ")": "）"}
    return "".join(swap.get(c, c) for c in name)


def full_stop(name: str) -> str:
    """A sentence's end that came along."""
    return f"{name}。"


def loose(name: str) -> str:
    """Spaces before, inside and after."""
    return f" {name[:4]} {name[4:]}　"


NAME_DIRT: tuple[tuple[Spoil, int], ...] = (
    (other_brackets, 14),
    (full_stop, 8),
    (loose, 8),
    (zero_width, 6),
    (full_width, 4),
)

# Former districts and zones that are today's district beyond doubt, with how many rows write them.
DISTRICT_DIRT: tuple[tuple[str, str, int], ...] = (
    ("440112", "萝岗区", 8),
    ("440112", "广州开发区", 9),
    ("440112", "黄埔区（广州开发区）", 5),
    ("440104", "东山区", 5),
    ("440103", "芳村区", 4),
    ("440118", "增城市", 5),
    ("440117", "从化市", 2),
    ("440115", "南沙开发区", 4),
    ("440106", "广州市天河区", 9),
    ("440106", "天河", 7),
    ("440113", "广东省广州市番禺区", 4),
    ("440111", "白 云 区", 4),
    ("440105", "海珠区 ", 4),
    ("440114", "花都", 3),
)


def written_date(dice: Dice, day: date) -> str:
    """A date as people type it."""
    shapes = (
        f"{day:%Y-%m-%d}",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
    )
    return dice.pick(shapes)
