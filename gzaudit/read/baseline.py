"""Last year's `result.json` as the source of last year's counts (interface §4)."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gzaudit.errors import SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.oswords import system_words
from gzaudit.result import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DRIVE: Final = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a result of the year before says.

    Attributes:
        path: as the settings name it, with `/`; what people are shown.
        sha256: hex digest of its bytes.
        counts: district code → indicator key → enterprises; None where they were not known.
    """

    path: str
    sha256: str
    counts: Mapping[str, Mapping[str, int | None]]


def read_baseline(workspace: Path, named: str, year: int) -> Baseline:
    """Read the result that the settings name.

    Args:
        workspace: the folder.
        named: path of the file, relative to the workspace.
        year: the audited year; the result must be of the year before.

    Raises:
        SettingsError: the file cannot be read, or is no result of the year before.
    """
    path = named.replace("\\", "/")
    if not path or path.startswith("/") or _DRIVE.match(path):
        raise _refuse(named, "不是相对于工作区的路径", "如 runs/2024/…/result.json")
    try:
        content = (workspace / path).read_bytes()
    except (OSError, ValueError) as error:
        found = system_words(error) if isinstance(error, OSError) else "路径里有不能用的字符"
        raise _refuse(path, found, f"{year - 1} 年核算结果 result.json") from error
    document = _document(content, path)
    if document.get("schema") != SCHEMA:
        found = f"schema 是 {_shown(document.get('schema'))}"
        raise _refuse(path, found, f"本工具生成的 result.json（schema 为 {SCHEMA}）")
    if document.get("year") != year - 1:
        found = f"这是 {_shown(document.get('year'))} 年的结果"
        raise _refuse(path, found, f"{year - 1} 年（{year} 年的上一年）的结果")
    return Baseline(path, hashlib.sha256(content).hexdigest(), _counts(document, path))


def _refuse(path: str, found: str, expected: str) -> SettingsError:
    return SettingsError(
        "设置指定的上年核算结果不能用。",
        where=path,
        found=found,
        expected=expected,
        action="改正 gzaudit.toml 中上年核算结果的路径；没有上年结果的，删去这项设置，改用目标与上年基数表",
    )


def _shown(value: Any) -> str:
    return "空" if value is None else str(value)[:40]


def _document(content: bytes, path: str) -> dict[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _refuse(path, "不是 JSON 文件，或已损坏", "本工具生成的 result.json") from error
    if not isinstance(document, dict):
        raise _refuse(path, "不是核算结果", "本工具生成的 result.json")
    return document


def _counts(document: dict[str, Any], path: str) -> dict[str, dict[str, int | None]]:
    """Every district's counts; whatever a result of this tool would not hold is refused, not passed over."""
    names = {district.code: district.name for district in DISTRICTS}
    counts: dict[str, dict[str, int | None]] = {}
    districts = document.get("districts")
    for entry in districts if isinstance(districts, list) else [None]:
        code = entry.get("code") if isinstance(entry, dict) else None
        indicators = entry.get("indicators") if isinstance(entry, dict) else None
        if (
            not isinstance(code, str)
            or code not in names
            or code in counts
            or not isinstance(indicators, dict)
        ):
            raise _refuse(
                path, "districts 中有不完整、重复或认不出的区", "本工具生成、未经改动的 result.json"
            )
        counts[code] = {}
        for key, indicator in indicators.items():
            count = indicator.get("count", "") if isinstance(indicator, dict) else ""
            if count is not None and (type(count) is not int or count < 0):
                found = f"{names[code]} {key} 的 count 是 {_shown(count) or '空'}"
                raise _refuse(path, found, "不小于 0 的整数或 null")
            counts[code][key] = count
    return counts
