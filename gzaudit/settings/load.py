"""Reading gzaudit.toml of a workspace."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from gzaudit.oswords import system_words
from gzaudit.settings.batching import Batching, read_batching
from gzaudit.settings.goals import read_tolerance
from gzaudit.settings.mailing import Mailing, read_mailing
from gzaudit.settings.model import Settings
from gzaudit.settings.outgoing import read_privacy, read_reply
from gzaudit.settings.values import FILE, one_of, refuse, table, yes_or_no
from gzaudit.settings.yearly import read_baseline, read_budget, read_pins, read_readings

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")
_TABLES: Final = frozenset(
    {
        "sources",
        "hnte",
        "district",
        "budget",
        "readings",
        "baselines",
        "privacy",
        "reply",
        "decisions",
        "goals",
        "batch",
        "mail",
    }
)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise refuse("", system_words(error), "能打开的文件") from error


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise refuse("", "文件不是 UTF-8 编码", "UTF-8 编码的 TOML") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError too
        place = _PLACE.search(str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列" if place else ""
        raise refuse(where, "这里不合 TOML 的写法", 'TOML，如 scope = "city"') from error


def _load(workspace: Path) -> dict[str, Any]:
    return table(_parse(_read(workspace / FILE)), "", set(_TABLES))


def load_mailing(workspace: Path) -> Mailing:
    """What gzaudit.toml says of mail; every setting has a default.

    Raises:
        SettingsError: as `load_settings`.
    """
    return read_mailing(_load(workspace).get("mail", {}))


def load_reply(workspace: Path, year: int) -> dt.date | None:
    """The last day for the districts' answers, as gzaudit.toml says it now; None where none is set.

    Raises:
        SettingsError: as `load_settings`.
    """
    return read_reply(_load(workspace).get("reply", {}), year)


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
    data = _load(workspace)
    hnte = table(data.get("hnte", {}), "[hnte]", {"scope"})
    district = table(data.get("district", {}), "[district]", {"use_code_fallback"})
    scope = one_of(hnte.get("scope", "city"), "[hnte] scope", ("city", "province"))
    fallback = yes_or_no(district.get("use_code_fallback", False), "[district] use_code_fallback")
    pins = read_pins(table(data.get("sources", {}), "[sources]"), year, kinds)
    budget = read_budget(table(data.get("budget", {}), "[budget]"), year, districts)
    readings = read_readings(table(data.get("readings", {}), "[readings]"), year)
    baseline = read_baseline(table(data.get("baselines", {}), "[baselines]"), year)
    privacy = read_privacy(data.get("privacy", {}))
    until = read_reply(data.get("reply", {}), year)
    read_batching(data.get("batch", {}))  # refused here too, but no part of a run's identity
    decisions = table(data.get("decisions", {}), "[decisions]", {"second_person"})
    read_mailing(data.get("mail", {}))  # only whether it can be used: a run does not depend on how it is sent
    second = yes_or_no(decisions.get("second_person", True), "[decisions] second_person")
    tolerance = read_tolerance(data.get("goals", {}))
    # Targets are looked at in runs that are there already: the tolerance makes no other run.
    used = (
        sorted(pins.items()), scope, fallback, budget, sorted(readings.items()), baseline, privacy,
        until.isoformat() if until else "", second,
    )  # fmt: skip
    return Settings(
        pins, scope, fallback, budget, readings, baseline, privacy, until, second, repr(used), tolerance
    )


def load_batching(workspace: Path) -> Batching:
    """How gzaudit.toml has the batch keep its log; every setting has a default.

    Raises:
        SettingsError: as `load_settings`.
    """
    return read_batching(_load(workspace).get("batch", {}))
