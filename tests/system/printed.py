"""A printed page as poppler sees it: sheets, words with their places, typefaces."""

from __future__ import annotations

import re
import subprocess
import zlib
from pathlib import Path
from typing import NamedTuple

A4 = (595, 842)
MM = 72 / 25.4


def tool(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()


class Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


class Sheet(NamedTuple):
    wide: float
    high: float
    words: list[Word]

    @property
    def across(self) -> bool:
        return self.wide > self.high


def sheets(pdf: Path) -> list[Sheet]:
    """All sheets with their words."""
    found = []
    for wide, high, body in re.findall(
        r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', tool("pdftotext", "-bbox", str(pdf), "-"), re.DOTALL
    ):  # fmt: skip
        words = [
            Word(text, *map(float, place))
            for *place, text in re.findall(
                r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>',
                body,
            )
        ]
        found.append(Sheet(float(wide), float(high), words))
    return found


def texts(pdf: Path) -> list[str]:
    """The text of each sheet, line by line."""
    return tool("pdftotext", "-layout", str(pdf), "-").rstrip("\f").split("\f")


def squeezed(pdf: Path) -> str:
    """All text in reading order, without spaces and line breaks."""
    return "".join(tool("pdftotext", "-raw", str(pdf), "-").split())


def typefaces(pdf: Path) -> list[tuple[str, str, bool]]:
    """Name without the mark of a subset, type, and whether it is embedded."""
    lines = tool("pdffonts", str(pdf)).splitlines()[2:]
    found = []
    for line in lines:
        name, rest = line[:36].strip(), line[37:]
        kind, embedded = rest[:17].strip(), rest[35:].split()[0]
        found.append((name.split("+")[-1], kind, embedded == "yes"))
    return found


def unpacked(pdf: bytes) -> bytes:
    """The file with its compressed parts laid open, to look into its dictionaries."""
    parts = [pdf]
    for body in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompressobj().decompress(body))
        except zlib.error:
            continue
    return b"\n".join(parts)


def check_sheets(pdf: Path, title: str) -> list[Sheet]:
    """A4, numbered outside in order, the title above all but the first, and nothing beyond the type area."""
    found = sheets(pdf)
    for number, (sheet, text) in enumerate(zip(found, texts(pdf), strict=True), 1):
        size = (round(sheet.wide), round(sheet.high))
        assert size in (A4, A4[::-1])
        assert re.search(rf"—\s*{number}\s*—", text), number
        marks = [word for word in sheet.words if word.text == str(number) and word.top > sheet.high - 35 * MM]
        assert marks, number
        # Odd numbers stand right, even ones left.
        assert all((word.left > sheet.wide / 2) == (number % 2 == 1) for word in marks), number
        assert (title in "".join(text.split())) or number == 1
        # The type area is 26 mm from the outer edge; across, the sheet is turned by a quarter.
        side, top, foot = (35, 26, 26) if sheet.across else (26, 37, 35)
        for word in sheet.words:
            assert word.left >= side * MM - 1, (number, word)
            assert word.right <= sheet.wide - side * MM + 1, (number, word)
            header = word.bottom < top * MM
            footer = word.top > sheet.high - foot * MM
            if header or footer:
                assert "".join(word.text.split()) in "—" + str(number) + title + f"—{number}—", (number, word)
    return found
