"""Amounts as such tables print them: thousands set off, two places."""

from __future__ import annotations

import re
from typing import Final

# Exactly two places: what follows without a blank (`147.001.通过…`) is no part of it.
AMOUNT: Final = r"-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d{2}"
_WHOLE: Final = re.compile(AMOUNT)


def hundredths(text: str) -> int | None:
    """An amount in hundredths of its unit; None where the text is no such amount.

    Spreadsheets drop places that are zero, so `588`, `588.0` and `588.00` are the same here.
    """
    plain = re.sub(r"[,，\s]", "", text)
    match = re.fullmatch(r"(-?)(\d+)(?:\.(\d{1,2})0*)?", plain)
    if match is None:
        return None
    value = int(match[2]) * 100 + int((match[3] or "").ljust(2, "0") or 0)
    return -value if match[1] else value


def shown(amount: int) -> str:
    """An amount as such tables print it."""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    return f"{sign}{amount // 100:,}.{amount % 100:02d}"
