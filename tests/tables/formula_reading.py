"""A second reading of spreadsheet formulas: from their text alone, cell by cell, with exact numbers.

It knows the few functions that the workbooks may use, and refuses any other, so that a formula which needs
more, refers to another file, or changes by itself fails the test that reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<area>(?:'(?:[^']|'')+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)
    |(?P<name>[A-Z]+)(?=\()|(?P<number>\d+)|(?P<sign>>=|<=|<>|[-+*/=<>(),&]))""",
    re.VERBOSE,
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, "<>": lambda a, b: a != b,
    ">": lambda a, b: a > b, "<": lambda a, b: a < b, "=": lambda a, b: a == b,
}  # fmt: skip


class NotAllowed(Exception):
    """A formula with something that no workbook of ours may hold."""


class Error(Exception):
    """A cell that would show an error."""


class Formulas:
    """The cells of a workbook, worked out again from the formulas."""

    def __init__(self, book: Workbook) -> None:
        """Take a workbook as openpyxl reads it, with its formulas."""
        self.book = book
        self._found: dict[tuple[str, str], Any] = {}
        self._areas: dict[tuple[str, str], list[Any]] = {}

    def cell(self, sheet: str, coordinate: str) -> Any:
        """The value of a cell."""
        key = (sheet, coordinate)
        if key not in self._found:
            value = self.book[sheet][coordinate].value
            is_formula = isinstance(value, str) and self.book[sheet][coordinate].data_type == "f"
            self._found[key] = self.work_out(sheet, value) if is_formula else value
        return self._found[key]

    def work_out(self, sheet: str, formula: str) -> Any:
        """The value of a formula that stands in a sheet; a whole number wherever it is one."""
        value = _Reader(self, sheet, formula).value()
        if isinstance(value, Fraction):
            return value.numerator if value.denominator == 1 else float(value)
        return value

    def area(self, sheet: str, text: str) -> list[Any]:
        """All values of a range."""
        name, _, cells = text.rpartition("!")
        where = name[1:-1].replace("''", "'") if name else sheet
        if where not in self.book.sheetnames:
            raise NotAllowed(text)
        key = (where, cells.replace("$", ""))
        if key not in self._areas:
            left, top, right, bottom = range_boundaries(key[1])
            rows = self.book[where].iter_rows(top, bottom, left, right)
            self._areas[key] = [self.cell(where, each.coordinate) for row in rows for each in row]
        return self._areas[key]


class _Reader:
    """Reads one formula from left to right; what IF does not take is read over, not worked out."""

    def __init__(self, book: Formulas, sheet: str, formula: str) -> None:
        self.book, self.sheet, self.formula, self.at = book, sheet, formula, 0
        self.tokens: list[tuple[str, str]] = []
        rest = formula.removeprefix("=")
        while rest:
            found = _TOKEN.match(rest)
            if found is None:
                raise NotAllowed(formula)
            self.tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
            rest = rest[found.end() :]

    def value(self) -> Any:
        value = self._comparison()()
        if self.at != len(self.tokens):
            raise NotAllowed(self.formula)
        return value

    def _next(self, *signs: str) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at][1] in signs:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def _comparison(self) -> Callable[[], Any]:
        left = self._joined()
        while sign := self._next(*_COMPARE):
            left = self._compared(left, sign, self._joined())
        return left

    @staticmethod
    def _compared(left: Callable[[], Any], sign: str, right: Callable[[], Any]) -> Callable[[], Any]:
        def work() -> bool:
            a, b = left(), right()
            kinds = isinstance(a, str), isinstance(b, str)
            return _COMPARE[sign](*kinds) if kinds[0] != kinds[1] else _COMPARE[sign](a or 0, b or 0)

        return work

    def _joined(self) -> Callable[[], Any]:
        left = self._sum()
        while self._next("&"):
            left = self._beside(left, self._sum())
        return left

    @staticmethod
    def _beside(left: Callable[[], Any], right: Callable[[], Any]) -> Callable[[], str]:
        return lambda: f"{left()}{right()}"

    def _sum(self) -> Callable[[], Any]:
        left = self._product()
        while sign := self._next("+", "-"):
            left = self._reckoned(left, sign, self._product())
        return left

    def _product(self) -> Callable[[], Any]:
        left = self._atom()
        while sign := self._next("*", "/"):
            left = self._reckoned(left, sign, self._atom())
        return left

    @staticmethod
    def _reckoned(left: Callable[[], Any], sign: str, right: Callable[[], Any]) -> Callable[[], Any]:
        def work() -> Fraction:
            a, b = _number(left()), _number(right())
            if sign == "/":
                if not b:
                    raise Error("#DIV/0!")
                return a / b
            return a + b if sign == "+" else a - b if sign == "-" else a * b

        return work

    def _atom(self) -> Callable[[], Any]:
        if self.at >= len(self.tokens):
            raise NotAllowed(self.formula)
        kind, text = self.tokens[self.at]
        self.at += 1
        if text in ("(", "-"):
            return self._inside() if text == "(" else self._negative()
        simple = {"text": self._text, "number": self._number, "area": self._area, "name": self._function}
        if kind not in simple:
            raise NotAllowed(self.formula)
        return simple[kind](text)

    def _inside(self) -> Callable[[], Any]:
        inside = self._comparison()
        self._expect(")")
        return inside

    def _negative(self) -> Callable[[], Any]:
        behind = self._atom()
        return lambda: -_number(behind())

    @staticmethod
    def _text(text: str) -> Callable[[], Any]:
        return lambda: text[1:-1].replace('""', '"')

    @staticmethod
    def _number(text: str) -> Callable[[], Any]:
        return lambda: Fraction(text)

    def _area(self, text: str) -> Callable[[], Any]:
        if ":" in text:
            return lambda: self.book.area(self.sheet, text)
        return lambda: self.book.area(self.sheet, text)[0]

    def _expect(self, sign: str) -> None:
        if not self._next(sign):
            raise NotAllowed(self.formula)

    def _function(self, name: str) -> Callable[[], Any]:
        self._expect("(")
        parts = [self._comparison()]
        while self._next(","):
            parts.append(self._comparison())
        self._expect(")")
        if name not in _FUNCTIONS:
            raise NotAllowed(f"{name} in {self.formula}")
        return lambda: _FUNCTIONS[name](parts)


def _number(value: Any) -> Fraction:
    if isinstance(value, str):
        raise Error("#VALUE!")
    return Fraction(value or 0)


def _flat(parts: list[Callable[[], Any]]) -> list[Any]:
    return [
        each
        for part in parts
        for value in (part(),)
        for each in (value if isinstance(value, list) else [value])
    ]


def _numbers(parts: list[Callable[[], Any]]) -> list[Fraction]:
    return [Fraction(each) for each in _flat(parts) if _is_number(each)]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Fraction) and not isinstance(value, bool)


def _if(parts: list[Callable[[], Any]]) -> Any:
    return parts[1]() if parts[0]() else parts[2]()


def _whole(parts: list[Callable[[], Any]]) -> Fraction:
    return Fraction(_number(parts[0]()) // 1)


def _mod(parts: list[Callable[[], Any]]) -> Fraction:
    return _number(parts[0]()) % _number(parts[1]())


def _text(parts: list[Callable[[], Any]]) -> str:
    assert parts[1]() == "0.00%"
    hundredths = _number(parts[0]()) * 10_000
    assert hundredths.denominator == 1
    return f"{hundredths.numerator // 100}.{hundredths.numerator % 100:02d}%"


def _countifs(parts: list[Callable[[], Any]]) -> int:
    columns = [(area(), wanted()) for area, wanted in zip(parts[::2], parts[1::2], strict=True)]
    return sum(all(_meets(cell, wanted) for cell, wanted in row) for row in _rows(columns))


def _rows(columns: list[tuple[list[Any], Any]]) -> list[list[tuple[Any, Any]]]:
    (first, _), *_ = columns
    assert {len(area) for area, _ in columns} == {len(first)}
    return [[(area[at], wanted) for area, wanted in columns] for at in range(len(first))]


def _meets(cell: Any, wanted: Any) -> bool:
    if isinstance(wanted, str) and wanted.startswith(">"):
        return _is_number(cell) and cell > Fraction(wanted[1:])
    return bool(cell == wanted)


_FUNCTIONS: dict[str, Callable[[list[Callable[[], Any]]], Any]] = {
    "IF": _if,
    "AND": lambda parts: all(_flat(parts)),
    "OR": lambda parts: any(_flat(parts)),
    "ISNUMBER": lambda parts: _is_number(parts[0]()),
    "INT": _whole,
    "MOD": _mod,
    "MIN": lambda parts: min(_numbers(parts)),
    "MAX": lambda parts: max(_numbers(parts)),
    "SUM": lambda parts: sum(_numbers(parts), Fraction(0)),
    "COUNT": lambda parts: len(_numbers(parts)),
    "CHOOSE": lambda parts: parts[int(_number(parts[0]()))](),
    "TEXT": _text,
    "COUNTIFS": _countifs,
}
