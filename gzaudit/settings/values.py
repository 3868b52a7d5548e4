"""One value of gzaudit.toml after the other: what it may be, and how it is refused."""

from __future__ import annotations

from typing import Any, Final

from gzaudit.errors import SettingsError

FILE: Final = "gzaudit.toml"


def refuse(where: str, found: str, expected: str) -> SettingsError:
    """The error on a setting that cannot be used; `where` is the place inside the file."""
    return SettingsError(
        "设置文件里有不能用的内容。",
        where=f"{FILE} {where}".strip(),
        found=found,
        expected=expected,
        action="改正或删去这一行后重新运行",
    )


def table(value: Any, where: str, allowed: set[str] | None = None) -> dict[str, Any]:
    """A table of settings, of which none may be unknown.

    Raises:
        SettingsError: it is no table, or holds a key that is not one of `allowed` (None = any).
    """
    if not isinstance(value, dict):
        raise refuse(where, repr(value), "一个表，如 [hnte]")
    unknown = sorted(set(value) - allowed) if allowed is not None else []
    if unknown:
        raise refuse(where, f"不认识的设置 {unknown[0]}", f"可用的设置：{'、'.join(sorted(allowed or ()))}")
    return value


def whole(value: Any, where: str) -> int:
    """A sum in whole 元.

    Raises:
        SettingsError: it is none, or negative.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise refuse(where, repr(value), "不小于 0 的整数（元）")
    return value


def yes_or_no(value: Any, where: str) -> bool:
    """A switch.

    Raises:
        SettingsError: it is neither true nor false.
    """
    if not isinstance(value, bool):
        raise refuse(where, repr(value), "true 或 false")
    return value


def one_of(value: Any, where: str, words: tuple[str, ...]) -> str:
    """One of a few words.

    Raises:
        SettingsError: it is none of them.
    """
    if not isinstance(value, str) or value not in words:
        *others, last = (f'"{word}"' for word in words)
        raise refuse(where, repr(value), f"{'、'.join(others)} 或 {last}")
    return value


def of_year(years: dict[str, Any], name: str, year: int) -> dict[str, Any]:
    """What a table with a table per year, as [budget.2025], says of one.

    Raises:
        SettingsError: one of its keys is no year.
    """
    for key in years:
        if not (key.isdigit() and len(key) == 4):
            raise refuse(f"[{name}]", key, f"四位年份，如 [{name}.2025]")
    return table(years.get(str(year), {}), f"[{name}.{year}]")
