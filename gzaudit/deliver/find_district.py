"""Which district is meant: by name, short name or code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping


def meant_district(districts: Mapping[str, str], named: str) -> str:
    """The code of the district that a person named with --district.

    Args:
        districts: names by code, of the run.
        named: as it was written.

    Raises:
        SettingsError: there is none of that name.
    """
    for code, name in districts.items():
        if named in (code, name, name.removesuffix("区")):
            return code
    raise SettingsError(
        "没有这个区。", where="--district", found=named[:40], expected="、".join(districts.values())
    )
