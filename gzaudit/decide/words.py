"""What the words of a decision mean: data/decisions.toml, and the names of lists and indicators."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, cast

from gzaudit.normalise.single import dense_text
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.decide.model import Matter
    from gzaudit.policy.model import Indicator

OWN_FIRM: Final = "不是同一企业"
OUTSIDE_CITY: Final = "广州以外"
_SEVERAL: Final = re.compile(r"[、；;,，/|\n]|和|及")
_QUOTES: Final = str.maketrans("", "", "“”\"'「」")


@cache
def _data() -> Mapping[str, Any]:
    text = (resources.files("gzaudit") / "data" / "decisions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def plain(text: str) -> str:
    """A word as it is compared."""
    return dense_text(text).casefold().translate(_QUOTES)


def matter_of(text: str) -> Matter | None:
    """The matter that a cell names; None where it is none of the five."""
    found = next((matter for matter, words in _data()["matters"].items() if plain(text) in words), None)
    return cast("Matter | None", found)


def says(answer: str, text: str) -> bool:
    """Whether a cell gives one of the answers that have a word of their own: own, outside."""
    return plain(text) in _data()["answers"][answer]


def list_words(indicators: tuple[Indicator, ...]) -> dict[str, str]:
    """Every word for a list that a firm may be taken out of or into, with the list's kind.

    An indicator that counts the firms of one list that stand in another is settled by the other: whether a
    高企 is one of the 规上高企 hangs on 四上.

    Args:
        indicators: of the year, by whose keys and names lists may be called too.
    """
    lists: Mapping[str, list[str]] = _data()["lists"]
    words = {word: kind for kind, named in lists.items() for word in (kind, kinds()[kind].title, *named)}
    for each in indicators:
        words |= dict.fromkeys((each.key, each.name), each.count.both or each.count.list)
    return {plain(word): kind for word, kind in words.items() if kind in lists}


def named_lists(text: str, matter: str, words: Mapping[str, str]) -> tuple[str, ...] | None:
    """The kinds of list that an exclude or include names.

    Args:
        text: of the cell: names, several with 、 or ； between; or a word for all, or the matter once more.
        matter: exclude or include.
        words: see `list_words`.

    Returns:
        In a fixed order; () for all of them; None where a name is not known.
    """
    whole = plain(text)
    if whole in _data()["answers"]["every"] or whole in _data()["matters"][matter]:
        return ()
    if whole in words:  # a title may hold a 和 or a /
        return (words[whole],)
    parts = [part.removesuffix("名单") for each in _SEVERAL.split(dense_text(text)) if (part := plain(each))]
    if not parts or any(part not in words for part in parts):
        return None
    found = {words[part] for part in parts}
    return tuple(kind for kind in _data()["lists"] if kind in found)


def every_list() -> tuple[str, ...]:
    """All kinds of list that a firm may be taken out of or into."""
    return tuple(_data()["lists"])


def list_name(kind: str) -> str:
    """What people call a list in short."""
    return str(_data()["lists"][kind][0])
