"""The rules for texts, codes and names (C1, C2) on a single text: a heading, or what a person types.

Columns go through `text`, `names` and `codes`, which take their patterns from here. Free of pandas.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# White space, control and zero-width characters, bidirectional controls and variation selectors:
# all of them survive copying from web pages and PDF files unseen.
INVISIBLE: Final = (
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]+"
)


# What people write in a cell that says nothing, once it is `dense`.
BLANKS: Final = ("", "无", "/", "-", "—")

OPENING: Final = r"[\[{【〔〖〈《「『﹝＜<]"
CLOSING: Final = r"[\]}】〕〗〉》」』﹞＞>]"
FINAL_STOP: Final = r"[。.]+$"
# Cells that say that there was no other name; taken for names, they would join all firms that have none.
NO_NAME: Final = ("无", "暂无", "没有", "无曾用名", "不详", "n/a", "na", "none", "null")
SEVERAL: Final = r"[;；、,，/\r\n|]+"

APOSTROPHES: Final = r"^['’‘`]+"
HYPHENS: Final = r"[-‐‑‒–—―−⁃﹣]"


_INVISIBLE = re.compile(INVISIBLE)


def dense_text(text: str) -> str:
    """`dense` for a single text (headings, titles, notes)."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def name_key(name: str) -> str:
    """What a name is compared by; see `names.name_keys`."""
    key = re.sub(CLOSING, ")", re.sub(OPENING, "(", dense_text(name)))
    return unicodedata.normalize("NFKC", re.sub(FINAL_STOP, "", key).casefold())


def former_keys(cell: str) -> set[str]:
    """The names that a cell of former names may hold; see `names.former_name_pairs`."""
    plain = dense_text(cell).casefold()
    if not re.search(r"\w", plain) or plain in NO_NAME:
        return set()
    keys = {name_key(part) for part in (cell, *re.split(SEVERAL, cell))}
    return {key for key in keys if re.search(r"\w", key) and key.strip(";、,/|") not in NO_NAME}


def clean_code(code: str) -> str:
    """A code without what may be dropped (C1); see `codes.clean_codes`."""
    return re.sub(HYPHENS, "", re.sub(APOSTROPHES, "", dense_text(code))).upper()
