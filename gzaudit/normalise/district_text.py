"""Cleaning of district texts: width, white space, invisible characters, traditional characters, case."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEPARATOR = "\x1e"
"""Stands between the texts of a joined run; cleaning removes it from the texts themselves."""

# White space, control and format characters (zero width, direction marks, soft hyphen), variation selectors.
_INVISIBLE = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]+"
)


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Brings texts to the one form in which names are compared.

    Attributes:
        simplified: the simplified character for each traditional one that the tables know.
    """

    simplified: Mapping[str, str]

    def __call__(self, text: str) -> str:
        """Clean one text; see `lines`."""
        return self.lines([text])[0]

    def lines(self, texts: Sequence[str]) -> list[str]:
        """Clean many texts: NFKC, nothing invisible, simplified characters; case is kept."""
        return self.run(texts).split(SEPARATOR) if texts else []

    def run(self, texts: Sequence[str]) -> str:
        """Clean many texts at once, joined by `SEPARATOR`: as many parts as texts."""
        run = SEPARATOR.join(texts)
        if run.count(SEPARATOR) != len(texts) - 1:
            run = SEPARATOR.join([text.replace(SEPARATOR, "") for text in texts])
        run = self._by_character(run)
        # Only combining marks are left to NFKC, which is slow on long runs.
        while not unicodedata.is_normalized("NFKC", run):
            run = self._by_character(unicodedata.normalize("NFKC", run))
        return run

    def _by_character(self, run: str) -> str:
        changed = {old: new for old in set(run) if (new := self._character(old)) != old}
        if not changed:
            return run
        return re.sub(f"[{re.escape(''.join(sorted(changed)))}]", lambda match: changed[match[0]], run)

    def _character(self, character: str) -> str:
        if character == SEPARATOR:
            return character
        shown = _INVISIBLE.sub("", unicodedata.normalize("NFKC", character))
        return "".join(self.simplified.get(part, part) for part in shown)


def cleaner(traditional: str, simplified: str) -> Cleaner:
    """Make a cleaner from two strings of equal length that correspond character by character."""
    return Cleaner(dict(zip(traditional, simplified, strict=True)))
