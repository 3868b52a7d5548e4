"""Both check characters of a code: GB 32100 (the 18th, of all) and GB 11714 (the 17th, of 9 to 17)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gzaudit.normalise.codes import CHARSET, LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

_MODULUS: Final = 31
# The 18th character is its own weight 1: all weighted values of a right code add up to a multiple of 31.
_WEIGHTS: Final = (*(pow(3, at, _MODULUS) for at in range(LENGTH - 1)), 1)
_VALUE: Final = {character: value for value, character in enumerate(CHARSET)}
_ORGANISATION: Final = slice(8, 17)
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
# Of the 31 characters all but these stand anywhere; positions 3 to 8 are a division code, digits alone.
_FORM: Final = re.compile(rf"[{CHARSET}]{{2}}[0-9]{{6}}[{CHARSET}]{{10}}")


def organisation_right(code: str) -> bool:
    """Whether characters 9 to 17 are a right 组织机构代码 (GB 11714: A is 10, Z is 35, no gaps)."""
    body = code[_ORGANISATION]
    total = sum(int(each, 36) * weight for each, weight in zip(body, _ORGANISATION_WEIGHTS, strict=False))
    return "0123456789X0"[11 - total % 11] == body[-1]


def both_right(code: str) -> bool:
    """Whether a code has the form of one, and both its check characters are right."""
    if not _FORM.fullmatch(code):
        return False
    total = sum(_VALUE[character] * weight for character, weight in zip(code, _WEIGHTS, strict=True))
    return total % _MODULUS == 0 and organisation_right(code)


def repairs(code: str) -> list[str]:
    """Every right code that is one slip away: a character changed, left out or put in.

    Args:
        code: cleaned (C1), as a list writes it; may hold characters that no code has.

    Returns:
        Codes that pass both checks, in order; none where more than one character must be wrong.
    """
    return sorted({each for each in _one_slip_away(code) if each != code and both_right(each)})


def _one_slip_away(code: str) -> Iterator[str]:
    strange = [at for at, character in enumerate(code) if character not in _VALUE]
    if len(code) == LENGTH and len(strange) <= 1:
        for at in strange or range(LENGTH):
            yield from _completed(code[:at], code[at + 1 :])
    elif len(code) == LENGTH - 1 and not strange:
        for at in range(LENGTH):
            yield from _completed(code[:at], code[at:])
    elif len(code) == LENGTH + 1 and len(strange) <= 1:
        for at in strange or range(LENGTH + 1):
            yield code[:at] + code[at + 1 :]


def _completed(before: str, after: str) -> Iterator[str]:
    """The one character between the two that makes the whole right by its 18th: 31 is a prime."""
    at = len(before)
    rest = f"{before}0{after}"
    total = sum(_VALUE[character] * weight for character, weight in zip(rest, _WEIGHTS, strict=True))
    value = -total * pow(_WEIGHTS[at], -1, _MODULUS) % _MODULUS
    yield f"{before}{CHARSET[value]}{after}"
