"""`[goals]`: by how much of a target 左右 may fall short; no document says it, so there is no default."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, Final

from gzaudit.settings.values import refuse, table

_SHARE: Final = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,6})?)[%％]")
EXPECTED: Final = '加引号的百分比，0% 以上、不满 100%，如 "5%"'


def tolerance_of(text: Any) -> Fraction | None:
    """A percentage such as 5% or 2.5% as an exact share; None if it is none."""
    found = _SHARE.fullmatch(text) if isinstance(text, str) else None
    return Fraction(found[1]) / 100 if found else None


def read_tolerance(value: Any) -> Fraction | None:
    """`[goals] tolerance`; None where none is set. No run's figure hangs on it.

    Raises:
        SettingsError: an unknown key, or no percentage.
    """
    said = table(value, "[goals]", {"tolerance"})
    if "tolerance" not in said:
        return None
    found = tolerance_of(said["tolerance"])
    if found is None:
        raise refuse("[goals] tolerance", repr(said["tolerance"]), EXPECTED)
    return found
