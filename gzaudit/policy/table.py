"""One table of a policy file, read key by key; whatever is not exactly as expected is refused by name."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from gzaudit.errors import PolicyError
from gzaudit.policy.wording import LOWER_WORDS, OPERATORS, UPPER_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RATIO: Final = re.compile(r"([1-9][0-9]*)/(10+)")
# Denominators are powers of ten, so every target and percentage has an exact decimal (interface §4).
KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
RULE_ID: Final = re.compile(r"[a-z][a-z0-9-]*")


def refuse(file: str, key: str, found: str, allowed: str, action: str = "") -> PolicyError:
    """Make the error for one key of one file; the caller raises it."""
    return PolicyError(
        "政策规则文件不能用",
        where=f"{file}：{key}",
        found=found,
        expected=allowed,
        action=action or "改正后重新运行；写法见 docs/policy-format.md",
    )


def shown(value: object) -> str:
    """What a person is shown for a value as it stands in the file."""
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, dict):
        return "一个表（{…}）"
    if isinstance(value, list):
        return "一个列表（[…]）"
    return str(value).lower() if isinstance(value, bool) else str(value)


def listed(values: Iterable[str]) -> str:
    """Alternatives, joined for reading."""
    return "、".join(values)


class Table:
    """A cursor over one TOML table that knows its file and its place, for messages.

    Args:
        data: the table as tomllib gives it.
        file: file name as people are shown it.
        place: dotted place of the table; list positions count from 1. Empty at the top.
    """

    def __init__(self, data: Mapping[str, Any], file: str, place: str = "") -> None:
        self._data, self.file, self.place = data, file, place

    def key(self, key: str) -> str:
        """The full dotted name of a key."""
        return f"{self.place}.{key}" if self.place else key

    def error(self, key: str, found: str, allowed: str) -> PolicyError:
        """An error about one of this table's keys."""
        return refuse(self.file, self.key(key), found, allowed)

    def expect(self, required: str, optional: str = "") -> None:
        """Refuse keys that are not named here, and needed ones that are absent (names split by spaces)."""
        allowed = (*required.split(), *optional.split())
        for key in self._data:
            if key not in allowed:
                raise self.error(key, f"不认识的键“{key}”", f"可用的键：{listed(allowed)}")
        for key in required.split():
            if key not in self._data:
                raise self.error(key, "没有写", f"必须有的键：{listed(required.split())}")

    def _value(self, key: str) -> Any:
        if key not in self._data:
            raise self.error(key, "没有写", f"键“{key}”")
        return self._data[key]

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def names(self) -> tuple[str, ...]:
        """The keys as written."""
        return tuple(self._data)

    def text(self, key: str, pattern: re.Pattern[str] | None = None) -> str:
        """A string that is not blank, on one line, without space at its ends, and like `pattern` if given."""
        value = self._value(key)
        if not isinstance(value, str) or not value or value != value.strip() or "\n" in value:
            raise self.error(key, shown(value), "不为空、首尾无空格的一行文字，加引号")
        if pattern and not pattern.fullmatch(value):
            raise self.error(
                key, shown(value), f"小写字母开头，只含小写字母、数字和连接符（{pattern.pattern}）"
            )
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """A string that is one of those allowed."""
        allowed, value = tuple(allowed), self._value(key)
        if value not in allowed:
            raise self.error(key, shown(value), listed(f"“{each}”" for each in allowed))
        return str(value)

    def boundary_word(self, key: str, *, upper: bool = False) -> str:
        """A boundary word that sets a lower limit, or an upper one."""
        value, allowed = self._value(key), UPPER_WORDS if upper else LOWER_WORDS
        if value not in allowed:
            wrong = "是下限用词，这里要上限用词" if upper else "是上限用词，这里要下限用词"
            known = wrong if isinstance(value, str) and value in OPERATORS else "不是认识的界限词"
            raise self.error(key, f"{shown(value)}{known}", listed(allowed))
        return str(value)

    def whole(self, key: str) -> int:
        """A whole number above zero."""
        value = self._value(key)
        if type(value) is not int or value <= 0:
            raise self.error(key, shown(value), "大于 0 的整数，不加引号、不带小数")
        return value

    def ratio(self, key: str) -> Fraction:
        """A ratio such as "70/100"."""
        value = self._value(key)
        match = RATIO.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise self.error(key, shown(value), '加引号的“分子/10、100、1000…”，如 "70/100"')
        return Fraction(int(match[1]), int(match[2]))

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._value(key)
        if not isinstance(value, bool):
            raise self.error(key, shown(value), "true 或 false，不加引号")
        return value

    def day(self, key: str) -> date:
        """A date without time."""
        value = self._value(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.error(key, shown(value), "日期，不加引号，如 2025-01-01")
        return value

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self._value(key)
        if not isinstance(value, dict):
            raise self.error(key, shown(value), "一个表（{…} 或 [表名]）")
        return Table(value, self.file, self.key(key))

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of one or more tables."""
        value = self._value(key)
        if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
            raise self.error(key, shown(value), "一个以上的表（[[表名]] 或 [{…}, {…}]）")
        return tuple(Table(each, self.file, f"{self.key(key)}[{n}]") for n, each in enumerate(value, 1))

    @property
    def data(self) -> Mapping[str, Any]:
        """The table as tomllib gave it."""
        return self._data

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of one or more different strings."""
        value = self._value(key)
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(each, str) and each for each in value)
        ):
            raise self.error(key, shown(value), "一个以上的文字组成的列表")
        for n, each in enumerate(value):
            if each in value[:n]:
                raise self.error(key, f"“{each}”写了两次", "每项只写一次")
        return tuple(value)
