"""Which kind of list a sheet is (interface: sources). Words outrank headings; a tie is the user's to break."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from gzaudit.errors import InputError
from gzaudit.read.kinds import Kind, heading_aliases, kinds
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gzaudit.read.headings import Headings
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Naming:
    """The three texts that may say what a list is, nearest first."""

    title: str
    sheet: str
    file: str

    def scopes(self) -> tuple[str, str, str]:
        """Each text in the form that words are looked for in."""
        title, sheet, file = (_plain(text) for text in (self.title, self.sheet, self.file))
        return title, sheet, file


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _has(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def _columns_there(groups: tuple[tuple[str, ...], ...], headings: Headings) -> bool:
    return all(any(field in headings.columns for field in group) for group in groups)


def missing_columns(kind: Kind, headings: Headings | None) -> list[str]:
    """What a list of this kind lacks, as people call the columns."""
    there = headings.columns if headings else {}
    return [
        " 或 ".join(heading_aliases()[field][0] for field in group)
        for group in kind.needs
        if not any(field in there for field in group)
    ]


def named_kinds(naming: Naming) -> list[Kind]:
    """Kinds that title, sheet and file name together speak of, whatever the columns."""
    text = "\n".join(naming.scopes())
    return [
        kind
        for kind in kinds().values()
        if kind.words and all(_has(text, group) for group in kind.words) and not _has(text, kind.none)
    ]


def _nearest(candidates: list[Kind], naming: Naming) -> list[Kind]:
    """Of several kinds that fit by their words, those that the nearest text speaks of."""
    for scope in naming.scopes():
        spoken = [kind for kind in candidates if _has(scope, kind.type_words)]
        if spoken:
            return spoken
    return candidates


def _contradicting(kind: Kind, naming: Naming, headings: Headings) -> Kind | None:
    """A kind that a nearer text speaks of although words elsewhere rule it out.

    A workbook called …公示及取消名单 with a sheet 公示名单 is the case: neither reading may win in silence.
    """
    scopes = naming.scopes()
    for scope in scopes:
        if _has(scope, kind.type_words):
            return None
        for other in kinds().values():
            ruled_out = other.none and _has("\n".join(scopes), other.none)
            if other is kind or not ruled_out or not _has(scope, other.type_words):
                continue
            if all(_has("\n".join(scopes), group) for group in other.words) and _columns_there(
                other.needs, headings
            ):
                return other
    return None


def recognise(naming: Naming, headings: Headings | None, place: str, pin: str, year: int) -> Kind | None:
    """The kind of a sheet, or None where it fits none.

    Args:
        naming: title, sheet name and file name.
        headings: the heading row, None where none was found.
        place: file and sheet as shown to people.
        pin: how the sheet is written in a pin.
        year: the audited year, for the pin line.

    Raises:
        InputError: it fits two kinds equally; the message names both and the line that decides.
    """
    if headings is None:
        return None
    fitting = [kind for kind in named_kinds(naming) if _columns_there(kind.needs, headings)]
    if len(fitting) > 1:
        fitting = _nearest(fitting, naming)
    if not fitting:
        fitting = [
            kind
            for kind in kinds().values()
            if kind.headings
            and _columns_there(kind.headings, headings)
            and _columns_there(kind.needs, headings)
        ]
    elif len(fitting) == 1:
        other = _contradicting(fitting[0], naming, headings)
        fitting += [other] if other else []
    if len(fitting) > 1:
        names = "、".join(f"{kind.key}（{kind.title}）" for kind in fitting)
        lines = "  或  ".join(f'{kind.key} = ["{pin}"]' for kind in fitting)
        raise InputError(
            "一张表同时像两种清单，无法确定用途。",
            where=place,
            found=names,
            expected="标题、工作表名或文件名只指向一种清单",
            action=f"在 gzaudit.toml 的 [sources.{year}] 里写明其中一行：{lines}",
        )
    return fitting[0] if fitting else None
