"""The rules for codes and names (C1, C2) on a single text, such as one that a person types.

The columns of a year go through `names` and `codes`, which take their patterns from here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from gzaudit.normalise.text import dense_text

OPENING: Final = r"[\[{【〔〖〈《「『﹝＜<]"
CLOSING: Final = r"[\]}】〕〗〉》」』﹞＞>]"
FINAL_STOP: Final = r"[。.]+$"
# Cells that say that there was no other name; taken for names, they would join all firms that have none.
NO_NAME: Final = ("无", "暂无", "没有", "无曾用名", "不详", "n/a", "na", "none", "null")
SEVERAL: Final = r"[;；、,，/\r\n|]+"

APOSTROPHES: Final = r"^['’‘`]+"
HYPHENS: Final = r"[-‐‑‒–—―−⁃﹣]"


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
