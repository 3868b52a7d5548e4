"""The files that the command line names: found, each as the kind of its option, called by name alone."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from gzaudit.errors import SettingsError
from gzaudit.read.files import hash_file
from gzaudit.read.pins import Pins, files_meant
from gzaudit.read.sheet import InputFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WILD = "*?["


def given_files(
    given: Mapping[str, Sequence[str]], options: Mapping[str, str]
) -> tuple[list[InputFile], Pins]:
    """The files that are meant, wherever they lie; the same file may be named more than once.

    Args:
        given: by kind, paths as typed: with `*`, and with `#sheet` for one sheet.
        options: by kind, the option's name, for messages.

    Raises:
        SettingsError: one matches nothing that can be read, or two files have one name.
        InputError: a file cannot be read.
    """
    by_name: dict[str, list[tuple[str, str | None]]] = {}
    found: dict[str, Path] = {}
    for kind, texts in given.items():
        for text in texts:
            where = f"{options[kind]} {text}"
            sheet, files = _meant(text, where)
            for location in files:
                name = unicodedata.normalize("NFC", location.name)
                other = found.setdefault(name, location)
                if other != location:
                    raise SettingsError(
                        "两个文件同名，汇总证明里分不清。",
                        where=where,
                        found=name,
                        expected="各个文件的文件名不同",
                        action="把其中一个改名后重新运行",
                    )
                if (kind, sheet) not in by_name.setdefault(name, []):
                    by_name[name].append((kind, sheet))
    inputs = [InputFile(name, location, hash_file(location)) for name, location in found.items()]
    pins = Pins({name: tuple(kinds) for name, kinds in by_name.items()}, frozenset(given), found)
    return inputs, pins


def _meant(text: str, where: str) -> tuple[str | None, list[Path]]:
    """The sheet that is named, if any, and the files: those below the last folder that is written out."""
    typed = Path(text)
    wild = [at for at, part in enumerate(typed.parts) if any(sign in part for sign in _WILD)]
    cut = min([*wild, len(typed.parts) - 1]) if typed.parts else 0
    folder = Path(*typed.parts[:cut])
    sheet, files = files_meant(folder, "/".join(typed.parts[cut:]), where)
    return sheet, [location.resolve() for location in files.values()]
