"""What a deliberate case is: rows slipped into lists, and what it does to the counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .codes import firm_code
from .facts import CERTIFIED
from .rows import Row, certificate
from .world import Firm

if TYPE_CHECKING:
    from collections.abc import Iterator

_CASE_CERTIFICATES = 99000


@dataclass(frozen=True, slots=True)
class Case:
    """One deliberate difficulty.

    Attributes:
        name: the firm or cell that people will look for.
        finding: the code that the tool is to report (interface, section 5).
        rows: what is added, by list.
        counts: (indicator, district) pairs that gain one firm each.
        severity: error, warning or info.
    """

    name: str
    finding: str
    severity: str
    rows: dict[str, list[Row]]
    counts: tuple[tuple[str, str], ...] = field(default=())


def code_numbers() -> Iterator[int]:
    """Numbers for codes, apart from those of the crowd."""
    return iter(range(95000, 99999))


class Clerk:
    """Writes the rows of the cases with certificate numbers of their own."""

    def __init__(self) -> None:
        self._numbers = code_numbers()
        self._certificates = iter(range(_CASE_CERTIFICATES, _CASE_CERTIFICATES + 900))

    def code(self, division: str = "440101") -> str:
        """A fresh valid code."""
        return firm_code(division, next(self._numbers))

    def firm(self, name: str, district: str, address: str = "广州市样例大道1号") -> Firm:
        """A firm with a fresh code."""
        return Firm(name, self.code(), district, address)

    def hnte(self, name: str, code: Any, district: Any, *, batch: int = 0, **other: Any) -> Row:
        """A line of the 公示名单."""
        row = {
            "name": name,
            "code": code,
            "district": district,
            "address": "广州市样例大道1号",
            "date": CERTIFIED[batch],
            "certificate": certificate(next(self._certificates)),
            "former": "",
        }
        return row | other

    def above(self, name: str, code: str, area: str, **other: Any) -> Row:
        """A line of the 定报库."""
        row = {
            "name": name,
            "code": code,
            "area": f"{area}001000",
            "industry": "3911",
            "sector": "规上工业",
            "unit": "法人",
        }
        return row | other

    def registry(self, name: str, code: str, district: str) -> Row:
        """A line of the 企业底册."""
        return {"name": name, "code": code, "former": "", "district": district}
