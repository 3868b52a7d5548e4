"""`[sources.YEAR]`: which files the user says are which list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gzaudit.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Pins:
    """Pins resolved to files.

    Attributes:
        by_file: kinds pinned to a file, with the sheet where one is named (None = any sheet).
        kinds: kinds that are pinned: they are read from their pinned files only.
    """

    by_file: dict[str, tuple[tuple[str, str | None], ...]]
    kinds: frozenset[str]

    def allowed(self, path: str, sheet: str) -> tuple[str, ...]:
        """Kinds pinned to this sheet."""
        return tuple(kind for kind, named in self.by_file.get(path, ()) if named in (None, sheet))


def resolve_pins(workspace: Path, year: int, pins: dict[str, tuple[str, ...]]) -> Pins:
    """Find the files that pins mean.

    Args:
        workspace: patterns are relative to it.
        year: for messages.
        pins: patterns by kind; `path#sheet` names one sheet.

    Raises:
        SettingsError: a pin matches nothing, or leaves the workspace.
    """
    by_file: dict[str, list[tuple[str, str | None]]] = {}
    for kind, patterns in pins.items():
        for pattern in patterns:
            glob, _, sheet = pattern.partition("#")
            glob = glob.replace("\\", "/")
            where = f"gzaudit.toml [sources.{year}] {kind}"
            if PurePosixPath(glob).is_absolute() or ".." in PurePosixPath(glob).parts:
                raise SettingsError(
                    "指定的文件不在工作区内。", where=where, found=pattern, expected="相对于工作区的路径"
                )
            files = sorted(
                file for file in workspace.glob(glob) if file.is_file() and not file.name.startswith("~$")
            )
            if not files:
                raise SettingsError(
                    "指定的文件一个也没有找到。",
                    where=where,
                    found=pattern,
                    expected="至少对上一个文件",
                    action="核对文件名（可用 * 代替不固定的部分），或删去这一行让程序自己识别",
                )
            for file in files:
                path = file.relative_to(workspace).as_posix()
                by_file.setdefault(path, []).append((kind, sheet or None))
    return Pins({path: tuple(kinds) for path, kinds in by_file.items()}, frozenset(pins))
