"""What changed for a district between the packet that was sent last and the one that goes now."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.deliver.find_run import RESULT
from gzaudit.errors import SettingsError
from gzaudit.store.opened import STORE, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_UNKNOWN: Final = "待定"
_FIGURES: Final = (("count", "家数", " 家"), ("status", "结论", ""), ("amount", "金额", " 元"))
_STATUS: Final = {"accepted": "通过", "rejected": "不通过", "not_assessed": "未考核"}
_BASE: Final = "base"
_NAMES: Final = {_BASE: "基础工作"}
_MOST_FILES: Final = 12


class Told(NamedTuple):
    """One of the two packets: the run it was made of, its result's digest, and digests of files by path."""

    run: str
    result: str
    files: Mapping[str, str]


def what_changed(workspace: Path, district: str, before: Told, after: Told, *, figures: bool) -> list[str]:
    """What a correction says, a line each.

    Args:
        workspace: where the runs are.
        district: its code.
        before: the packet that was sent last; `files` empty where they are not known any more.
        after: the one that goes now.
        figures: whether numbers may stand in the mail; not where the packet is encrypted.

    Returns:
        At least one line. Figures of a run that is gone or was changed are left out.
    """
    old, new = _figures(workspace, before, district), _figures(workspace, after, district)
    lines = _sums(old, new, _names(workspace, after), figures=figures) if old and new else []
    if not (old and new):
        lines.append("那次运行的数据已经不在，无法逐项比较，请以本次附件为准")
    elif not lines:
        lines.append("家数和金额没有变化")
    return lines + _files(before.files, after.files)


def _figures(workspace: Path, told: Told, district: str) -> dict[str, Any]:
    """A district's part of a run's result, if that is still the one that was written; else {}."""
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        data = (workspace / told.run / RESULT).read_bytes()
        if hashlib.sha256(data).hexdigest() == told.result:
            found = [each for each in json.loads(data)["districts"] if each["code"] == district]
            parts = dict(found[0]["indicators"])
            if _BASE in found[0]:
                parts[_BASE] = found[0][_BASE]
            return {"parts": parts, "amount": found[0]["amount"], "payable": found[0]["payable"]}
    return {}


def _names(workspace: Path, told: Told) -> dict[str, str]:
    """What indicators and works are called, as the run itself calls them."""
    with (
        contextlib.suppress(SettingsError),
        opened((workspace / told.run / STORE).resolve(), told.run) as run,
    ):
        query = "SELECT key, name FROM indicators UNION SELECT key, name FROM works"
        with contextlib.suppress(sqlite3.Error):
            return _NAMES | dict(run.execute(query))
    return _NAMES


def _sums(
    old: Mapping[str, Any], new: Mapping[str, Any], names: Mapping[str, str], *, figures: bool
) -> list[str]:
    lines = []
    for key in dict.fromkeys([*old["parts"], *new["parts"]]):
        was, now = old["parts"].get(key) or {}, new["parts"].get(key) or {}
        found = [
            f"{word} {_shown(was, figure, unit)} → {_shown(now, figure, unit)}"
            if figures
            else f"{word}有变化"
            for figure, word, unit in _FIGURES
            if was.get(figure) != now.get(figure)
        ]
        if found:
            lines.append(f"{names.get(key, key)}：{'，'.join(found)}")
    for key, word in (("amount", "合计"), ("payable", "应付")):
        if old[key] != new[key]:
            shown = f"{_shown(old, key, ' 元')} → {_shown(new, key, ' 元')}"
            lines.append(f"{word}：{shown if figures else '有变化，见附件'}")
    return lines


def _shown(part: Mapping[str, Any], figure: str, unit: str) -> str:
    value = part.get(figure)
    if value is None:
        return _UNKNOWN
    return f"{value:,}{unit}" if isinstance(value, int) else _STATUS.get(value, str(value))


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    if not before:
        return ["附件已更换"]
    groups = (
        ("改动", [path for path in after if path in before and before[path] != after[path]]),
        ("新增", [path for path in after if path not in before]),
        ("不再有", [path for path in before if path not in after]),
    )
    return [f"{word}的文件：{_listed(paths)}" for word, paths in groups if paths]


def _listed(paths: list[str]) -> str:
    more = f"等 {len(paths)} 个" if len(paths) > _MOST_FILES else ""
    return "、".join(paths[:_MOST_FILES]) + more
