"""gzaudit.toml: every setting, its default, and the refusal of whatever is not one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "gzaudit.toml"
_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Budget:
    """`[budget.YEAR]`: what there is to pay, in whole 元.

    Attributes:
        total: for the city, None where not given.
        districts: by district name.
        method: `none` (claims are only shown) or `proportional`.
    """

    total: int | None = None
    districts: dict[str, int] = field(default_factory=dict)
    method: str = "none"


@dataclass(frozen=True, slots=True)
class Switch:
    """A reading that was switched: the letter of the choice, and why."""

    choice: str
    reason: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a year.

    Attributes:
        pins: files by kind, as written (globs relative to the workspace, optionally `#sheet`).
        hnte_scope: `city` or `province`: whether a 高企 without any district may lie outside the city (C6).
        use_code_fallback: whether digits 3-8 of a code may give a district (C6).
        budget: None where no budget is set.
        readings: readings that were switched, by id.
        baseline: last year's result.json, relative to the workspace; "" where none is named.
        text: the file's settings in a fixed form, for the run's identity.
    """

    pins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hnte_scope: str = "city"
    use_code_fallback: bool = False
    budget: Budget | None = None
    readings: dict[str, Switch] = field(default_factory=dict)
    baseline: str = ""
    text: str = ""


def _refuse(where: str, found: str, expected: str) -> SettingsError:
    return SettingsError(
        "设置文件里有不能用的内容。",
        where=f"{FILE} {where}".strip(),
        found=found,
        expected=expected,
        action="改正或删去这一行后重新运行",
    )


def _table(value: Any, where: str, allowed: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _refuse(where, repr(value), "一个表，如 [hnte]")
    unknown = sorted(set(value) - allowed) if allowed is not None else []
    if unknown:
        raise _refuse(where, f"不认识的设置 {unknown[0]}", f"可用的设置：{'、'.join(sorted(allowed or ()))}")
    return value


def _whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _refuse(where, repr(value), "不小于 0 的整数（元）")
    return value


def _pins(sources: dict[str, Any], year: int, kinds: set[str]) -> dict[str, tuple[str, ...]]:
    table = _table(_of_year(sources, "sources", year), f"[sources.{year}]", kinds)
    for kind, files in table.items():
        if (
            not isinstance(files, list)
            or not files
            or not all(isinstance(file, str) and file for file in files)
        ):
            raise _refuse(
                f"[sources.{year}] {kind}", repr(files), '文件名的列表，如 ["data/2025/第一批*.xlsx"]'
            )
    return {kind: tuple(files) for kind, files in table.items()}


def _budget(budgets: dict[str, Any], year: int, districts: set[str]) -> Budget | None:
    where = f"[budget.{year}]"
    table = _table(_of_year(budgets, "budget", year), where, {"total", "districts", "method"})
    if str(year) not in budgets:
        return None
    method = table.get("method", "none")
    if method not in ("none", "proportional"):
        raise _refuse(where, f"method = {method!r}", '"none" 或 "proportional"')
    shares = _table(table.get("districts", {}), f"{where} districts", districts)
    return Budget(
        _whole(table["total"], f"{where} total") if "total" in table else None,
        {name: _whole(value, f"{where} districts {name}") for name, value in shares.items()},
        method,
    )


def _readings(years: dict[str, Any], year: int) -> dict[str, Switch]:
    """Which questions exist is the policy's to say; here it is only seen that each switch has a reason."""
    found = {}
    for key, value in _of_year(years, "readings", year).items():
        where = f"[readings.{year}] {key}"
        table = _table(value, where, {"choice", "reason"})
        for part in ("choice", "reason"):
            text = table.get(part)
            if not isinstance(text, str) or not text.strip():
                raise _refuse(
                    where, f"{part} 没有写" if text is None else f"{part} = {text!r}",
                    '{ choice = "b", reason = "为什么换这种读法" }，两项都要写',
                )  # fmt: skip
        found[key] = Switch(table["choice"], " ".join(table["reason"].split()))
    return found


def _baseline(years: dict[str, Any], year: int) -> str:
    where = f"[baselines.{year}]"
    table = _table(_of_year(years, "baselines", year), where, {"result"})
    path = table.get("result", "")
    if not isinstance(path, str) or ("result" in table and not path.strip()):
        raise _refuse(where, f"result = {path!r}", f'result = "runs/{year - 1}/…/result.json"')
    return path


def _of_year(years: dict[str, Any], name: str, year: int) -> dict[str, Any]:
    for key in years:
        if not (key.isdigit() and len(key) == 4):
            raise _refuse(f"[{name}]", key, f"四位年份，如 [{name}.2025]")
    return _table(years.get(str(year), {}), f"[{name}.{year}]")


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refuse("", "文件不是 UTF-8 编码", "UTF-8 编码的 TOML") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError too
        place = _PLACE.search(str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列" if place else ""
        raise _refuse(where, "这里不合 TOML 的写法", 'TOML，如 scope = "city"') from error


def load_settings(workspace: Path, year: int, kinds: set[str], districts: set[str]) -> Settings:
    """Read gzaudit.toml of a workspace; every setting has a default.

    Args:
        workspace: the folder.
        year: the audited year.
        kinds: keys of the kinds that may be pinned.
        districts: district names that a budget may name.

    Raises:
        SettingsError: not TOML, an unknown setting, or a value of the wrong kind.
    """
    path = workspace / FILE
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raw = b""
    except OSError as error:
        raise _refuse("", system_words(error), "能打开的文件") from error
    data = _parse(raw)
    _table(data, "", {"sources", "hnte", "district", "budget", "readings", "baselines"})
    hnte = _table(data.get("hnte", {}), "[hnte]", {"scope"})
    district = _table(data.get("district", {}), "[district]", {"use_code_fallback"})
    scope = hnte.get("scope", "city")
    if scope not in ("city", "province"):
        raise _refuse("[hnte] scope", repr(scope), '"city" 或 "province"')
    fallback = district.get("use_code_fallback", False)
    if not isinstance(fallback, bool):
        raise _refuse("[district] use_code_fallback", repr(fallback), "true 或 false")
    pins = _pins(_table(data.get("sources", {}), "[sources]"), year, kinds)
    budget = _budget(_table(data.get("budget", {}), "[budget]"), year, districts)
    readings = _readings(_table(data.get("readings", {}), "[readings]"), year)
    baseline = _baseline(_table(data.get("baselines", {}), "[baselines]"), year)
    used = (sorted(pins.items()), scope, fallback, budget, sorted(readings.items()), baseline)
    return Settings(pins, scope, fallback, budget, readings, baseline, repr(used))
