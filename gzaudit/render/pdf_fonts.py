"""Typefaces of a PDF: which families a page names, and those that a folder adds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gzaudit.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FONT_FILES: Final = (".ttf", ".otf")
_GENERIC: Final = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"})
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_BETWEEN: Final = re.compile(r"[,;:{}()]")


def plain_family(name: str) -> str:
    """A family's name for comparing: case and spaces at the ends do not count."""
    return name.strip().casefold()


def families_named(page: str) -> set[str]:
    """The families that a page names, wherever in its style or drawings; generic ones are none.

    Every word, and every row of words, that may be a name is taken for one: no typeface is called by the
    others.

    Args:
        page: HTML with its style, and drawings with the attribute font-family.
    """
    styles = "\n".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    pieces = _BETWEEN.split(_COMMENT.sub(" ", styles))
    for stack in set(re.findall(r'font-family="([^"]*)"', page)):
        pieces += stack.split(",")
    rows = [piece.replace('"', " ").replace("'", " ").split() for piece in pieces]
    names = {" ".join(row[at:]) for row in rows for at in range(len(row))}
    return {plain_family(name) for name in names} - _GENERIC


def font_files(folder: Path) -> list[Path]:
    """The typefaces in a folder, by name; it need not exist."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in FONT_FILES)


def face_rules(fonts: Iterable[Path]) -> str:
    """A rule for each typeface, under the family name that it gives itself; "" without any.

    Raises:
        SettingsError: a file is no typeface.
    """
    return "\n".join(_face_rule(path) for path in fonts)


def _face_rule(path: Path) -> str:
    from fontTools.ttLib import TTFont, TTLibError  # comes with WeasyPrint

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            names, weight = font["name"], font["OS/2"].usWeightClass
            family = names.getBestFamilyName() or ""
    except (TTLibError, OSError, KeyError) as error:
        raise SettingsError(
            "字体文件不能用。", where=f"templates/fonts/{path.name}", action="换一个字体文件，或者移走它"
        ) from error
    quoted = family.replace("\\", "\\\\").replace('"', '\\"')
    source = path.resolve().as_uri()
    return f'@font-face {{ font-family: "{quoted}"; font-weight: {weight}; src: url("{source}"); }}'
