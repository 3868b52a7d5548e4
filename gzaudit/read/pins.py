"""`[sources.YEAR]`: which files the user says are which list."""

from __future__ import annotations

import fnmatch
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gzaudit.errors import SettingsError
from gzaudit.read.endings import why_left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Pins:
    """Pins resolved to files.

    Attributes:
        by_file: kinds pinned to a file, with the sheet where one is named (None = any sheet).
        kinds: kinds that are pinned: they are read from their pinned files only.
        locations: where each pinned file lies; paths are shown in NFC whatever the disk stores.
    """

    by_file: dict[str, tuple[tuple[str, str | None], ...]]
    kinds: frozenset[str]
    locations: dict[str, Path] = field(default_factory=dict)

    def allowed(self, path: str, sheet: str) -> tuple[str, ...]:
        """Kinds pinned to this sheet, each once."""
        shown = _nfc(sheet).strip()
        pinned = self.by_file.get(path, ())
        return tuple(dict.fromkeys(kind for kind, named in pinned if named in (None, shown)))

    def require_sheets(
        self, seen: set[tuple[str, str]], year: int, options: Mapping[str, str] | None = None
    ) -> None:
        """Every sheet that a pin names must be there.

        Args:
            seen: path and name of every sheet that was found.
            year: for messages.
            options: where each kind is pinned, for messages; None for the settings.

        Raises:
            SettingsError: a pinned file has no such sheet.
        """
        there = {(path, _nfc(sheet).strip()) for path, sheet in seen}
        for path, pinned in self.by_file.items():
            for kind, sheet in pinned:
                if sheet is not None and (path, sheet) not in there:
                    names = "、".join(name for at, name in sorted(there) if at == path and name)
                    raise SettingsError(
                        "指定的工作表不在文件里。",
                        where=options[kind] if options else f"gzaudit.toml [sources.{year}] {kind}",
                        found=f"{path}#{sheet}",
                        expected=f"该文件的工作表：{names}" if names else "不写工作表名（该文件不分工作表）",
                        action="改正工作表名，或只写文件名",
                    )


def resolve_pins(workspace: Path, year: int, pins: dict[str, tuple[str, ...]]) -> Pins:
    """Find the files that pins mean.

    Args:
        workspace: patterns are relative to it.
        year: for messages.
        pins: patterns by kind; `path#sheet` names one sheet.

    Raises:
        SettingsError: a pin matches nothing that can be read, or leaves the workspace.
    """
    by_file: dict[str, list[tuple[str, str | None]]] = {}
    locations: dict[str, Path] = {}
    for kind, patterns in pins.items():
        for pattern in patterns:
            where = f"gzaudit.toml [sources.{year}] {kind}"
            sheet, files = files_meant(workspace, pattern.replace("\\", "/"), where)
            root = workspace.resolve()
            for path, location in files.items():
                if not location.resolve().is_relative_to(root):
                    raise _outside(where, path)
                locations[path] = location
                by_file.setdefault(path, []).append((kind, sheet))
    return Pins({path: tuple(kinds) for path, kinds in by_file.items()}, frozenset(pins), locations)


def files_meant(folder: Path, pattern: str, where: str) -> tuple[str | None, dict[str, Path]]:
    """The sheet that a pattern names, and the files that it means; a # may also be part of either name.

    Args:
        folder: that the pattern is relative to; links may lead out of it.
        pattern: with `/` between its parts.
        where: it is written, for messages.

    Raises:
        SettingsError: it matches nothing that can be read, or leaves the folder.
    """
    pattern = _nfc(pattern)
    cuts = [at for at in range(len(pattern) - 1, 0, -1) if pattern[at] == "#"]
    readings = [(pattern, None), *((pattern[:at], pattern[at + 1 :].strip() or None) for at in cuts)]
    refused: list[tuple[str, tuple[str, str]]] = []
    for files, named in readings:
        parts = PurePosixPath(files).parts or ("",)  # "." names no file
        if PurePosixPath(files).is_absolute() or ".." in parts or parts[0].endswith(":"):
            raise _outside(where, pattern)
        found = dict(sorted((path, location) for path, location in _matching(folder, "", list(parts))))
        reasons = {path: why_left_out(location.name) for path, location in found.items()}
        readable = {path: location for path, location in found.items() if reasons[path] is None}
        if readable:
            return named, readable
        refused += [(path, reason) for path, reason in reasons.items() if reason]
    if refused:
        path, (reason, advice) = refused[0]
        raise SettingsError("指定的文件不能读取。", where=where, found=f"{path}：{reason}", action=advice)
    raise SettingsError(
        "指定的文件一个也没有找到。",
        where=where,
        found=pattern,
        expected="至少对上一个文件",
        action="核对文件名（可用 * 代替不固定的部分），或删去这一行让程序自己识别",
    )


def _matching(folder: Path, path: str, parts: list[str]) -> Iterator[tuple[str, Path]]:
    """Files below a folder that a pattern means.

    Names are compared in NFC, and a name that equals the pattern is meant although it has [ ] in it: the line
    that another message advises is such a name.
    """
    first, rest = parts[0], parts[1:]
    if first == "**" and rest:
        yield from _matching(folder, path, rest)
    try:
        inner = sorted(folder.iterdir())
    except OSError:
        return
    for entry in inner:
        name = _nfc(entry.name)
        shown = f"{path}{name}"
        if first == "**":
            if entry.is_dir() and not entry.is_symlink():
                yield from _matching(entry, f"{shown}/", parts)
            elif not rest and entry.is_file():
                yield shown, entry
        elif name == first or (
            fnmatch.fnmatchcase(name, first) and name.startswith(".") <= first.startswith(".")
        ):
            if rest and entry.is_dir():
                yield from _matching(entry, f"{shown}/", rest)
            elif not rest and entry.is_file():
                yield shown, entry


def _outside(where: str, found: str) -> SettingsError:
    return SettingsError("指定的文件不在工作区内。", where=where, found=found, expected="相对于工作区的路径")
