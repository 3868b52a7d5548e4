"""Worked cases about grants as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gzaudit.policy.cases.model import CaseHead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.result_grants import Application

FIGURES: Final = {"lines": "测算", "sums": "合计", "ceilings": "按规则最多", "open": "待定家数"}
"""What may be expected; the Chinese names are those of the signed table."""

ALL: Final = "全部"
"""What a case file calls the sum of all grants in all years."""


@dataclass(frozen=True, slots=True)
class GrantCase(CaseHead):
    """One worked case about grants.

    Attributes:
        given: the applications.
        expected: by kind of figure, then by `K2 2015 甲` (a payee), `K2 2015`, `K2`, `2015` or `全部`.
        bound: ids of all rules that cut a sum; None if the case does not say.
        readings: letter by question, where not the default.
    """

    given: tuple[Application, ...]
    expected: Mapping[str, Mapping[str, int | None]]
    bound: tuple[str, ...] | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
