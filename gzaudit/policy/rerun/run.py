"""A finished run, as far as `result.json` tells it: what another policy can be tried on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, get_args

from gzaudit.deliver.find_run import RESULT, named_run
from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words
from gzaudit.result import SCHEMA, Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
_OURS: Final = "本工具生成、未经改动的 result.json"


@dataclass(frozen=True, slots=True)
class RunDistrict:
    """One district of a run; None is what the run did not know.

    Attributes:
        name: of the district.
        counts: enterprises by indicator.
        targets: exact targets by indicator.
        amounts: 元 by indicator or work.
        statuses: how work was concluded, by work.
    """

    name: str
    counts: Mapping[str, int | None]
    targets: Mapping[str, Fraction | None]
    amounts: Mapping[str, int | None]
    statuses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """A run.

    Attributes:
        shown: its place as people are told it.
        year: the year counted.
        sha256: digest of the policy it was run under; None where only counts were made.
        readings: letters of readings that were switched, by id.
        districts: by code.
    """

    shown: str
    year: int
    sha256: str | None
    readings: Mapping[str, str]
    districts: Mapping[str, RunDistrict]


def find_run(named: str, workspace: Path) -> Run:
    """Read a run that is named by its folder, or by its id within the workspace.

    Raises:
        SettingsError: there is none, there are two, or it is no result of this tool.
    """
    return _read(named_run(named, workspace) / RESULT, named)


def _refuse(shown: str, found: str) -> SettingsError:
    return SettingsError("这次运行的结果不能用。", where=f"{shown}/{RESULT}", found=found, expected=_OURS)


def _read(path: Path, shown: str) -> Run:
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise _refuse(shown, system_words(error)) from error
    except (ValueError, RecursionError) as error:
        raise _refuse(shown, "不是 JSON 文件，或已损坏") from error
    try:
        return _run(document, shown)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise _refuse(shown, "内容不完整，或不是核算结果") from error


def _run(document: Any, shown: str) -> Run:
    if document["schema"] != SCHEMA or type(document["year"]) is not int:
        raise ValueError(SCHEMA)
    policy = document["policy"]
    readings = policy.get("readings", {}) if policy else {}
    return Run(
        shown,
        document["year"],
        str(policy["sha256"]) if policy else None,
        {str(key): str(letter) for key, letter in readings.items()},
        {str(each["code"]): _district(each) for each in document["districts"]},
    )


def _district(entry: Any) -> RunDistrict:
    parts = dict(entry["indicators"])
    counted = {key: part for key, part in parts.items() if "count" in part}
    works = {key: part for key, part in parts.items() if "count" not in part}
    if "base" in entry:
        works["base"] = entry["base"]
    return RunDistrict(
        str(entry["name"]),
        {key: _whole(part["count"]) for key, part in counted.items()},
        {key: _target(part["target"]) for key, part in counted.items()},
        {key: _whole(part["amount"]) for key, part in (counted | works).items()},
        {key: STATUSES[STATUSES.index(part["status"])] for key, part in works.items()},
    )


def _whole(value: Any) -> int | None:
    if value is not None and (type(value) is not int or value < 0):
        raise ValueError(value)
    return value


def _target(value: Any) -> Fraction | None:
    if value is None:
        return None
    target = Fraction(value) if isinstance(value, str) else Fraction(-1)
    if target < 0:
        raise ValueError(value)
    return target
