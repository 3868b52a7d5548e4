"""Expressions that are a spreadsheet formula and its exact value at once.

A formula is built from cells and numbers together with the value that it must give, in exact arithmetic: what
is stored beside a formula is never copied from elsewhere. Only functions that Excel 2010, WPS and LibreOffice
share are written, and nothing that the three work out differently: spreadsheets reckon in binary floating
point and take numbers that agree in 15 digits for equal, so an expression also knows whether every whole
number on its way is small enough for all three to be exact.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Value = int | str | bool | Fraction | None
"""What a cell may hold; None is an error value such as #VALUE!."""

LIMIT: Final = 10**14
"""Whole numbers below it are told apart, divided and floored exactly by all three programs."""

_COMPARED_BY: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    ">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "=": operator.eq,
}  # fmt: skip
_ATOM, _PRODUCT, _SUM, _JOINED, _COMPARED = range(5)


@dataclass(frozen=True, slots=True)
class Live:
    """An expression.

    Attributes:
        text: as it stands in a formula, without the leading sign.
        value: what it comes to; None where it is an error.
        exact: whether every number on the way is below `LIMIT`.
        rank: how loosely it binds; decides where brackets are needed.
    """

    text: str
    value: Value
    exact: bool = True
    rank: int = _ATOM


def cell(reference: str, value: Value) -> Live:
    """A cell, and what it holds."""
    return Live(reference, value, _small(value))


def number(value: int) -> Live:
    """A number as it is."""
    return Live(str(value), value, _small(value), _ATOM if value >= 0 else _SUM)


def words(text: str) -> Live:
    """A text as it is."""
    doubled = text.replace('"', '""')
    return Live(f'"{doubled}"', text)


def plus(*parts: Live) -> Live:
    """The sum."""
    values = [part.value for part in parts]
    return _made("+".join(_in(part, _SUM) for part in parts), _reckoned(values, sum), parts, _SUM)


def minus(first: Live, second: Live) -> Live:
    """The difference."""
    left, right = first.value, second.value
    numbers = isinstance(left, int | Fraction) and isinstance(right, int | Fraction)
    value = left - right if numbers else None  # type: ignore[operator]
    return _made(f"{_in(first, _SUM)}-{_in(second, _PRODUCT)}", value, (first, second), _SUM)


def times(*parts: Live) -> Live:
    """The product; factors of 1 are not written."""
    kept = [part for part in parts if part.text != "1"] or list(parts[:1])
    value = _reckoned([part.value for part in kept], _product)
    if len(kept) == 1:
        return kept[0]
    return _made("*".join(_in(part, _PRODUCT) for part in kept), value, kept, _PRODUCT)


def over(top: Live, bottom: Live) -> Live:
    """The quotient, for reading only: nothing may be decided on it."""
    if bottom.text == "1":
        return top
    value = _divided(top.value, bottom.value, whole=False)
    return _made(f"{_in(top, _PRODUCT)}/{_in(bottom, _ATOM)}", value, (top, bottom), _PRODUCT)


def whole(top: Live, bottom: Live) -> Live:
    """How many times `bottom`, a whole number above 0, goes into a whole number `top`."""
    if bottom.text == "1":
        return top
    text = f"INT({_in(top, _PRODUCT)}/{_in(bottom, _ATOM)})"
    return _made(text, _divided(top.value, bottom.value, whole=True), (top, bottom))


def rest(top: Live, bottom: Live) -> Live:
    """What is left over of it."""
    left, right = top.value, bottom.value
    value = left % right if isinstance(left, int) and isinstance(right, int) and right else None
    return _made(f"MOD({top.text},{bottom.text})", value, (top, bottom))


def least(*parts: Live) -> Live:
    """The smallest."""
    return _of_all("MIN", parts, min)


def most(*parts: Live) -> Live:
    """The largest."""
    return _of_all("MAX", parts, max)


def compare(first: Live, sign: Literal[">=", ">", "<=", "<", "="], second: Live) -> Live:
    """Whether a comparison holds. A text is larger than any number, as in a spreadsheet."""
    value = None
    if first.value is not None and second.value is not None:
        value = _COMPARED_BY[sign](_order(first.value), _order(second.value))
    text = f"{_in(first, _JOINED)}{sign}{_in(second, _JOINED)}"
    return _made(text, value, (first, second), _COMPARED)


def both(*parts: Live) -> Live:
    """Whether all hold."""
    return parts[0] if len(parts) == 1 else _of_all("AND", parts, all)


def either(*parts: Live) -> Live:
    """Whether any holds."""
    return parts[0] if len(parts) == 1 else _of_all("OR", parts, any)


def known(part: Live) -> Live:
    """Whether a cell holds a number."""
    return _made(f"ISNUMBER({part.text})", _is_number(part.value), (part,))


def when(condition: Live, yes: Live, no: Live) -> Live:
    """One of two; what is not taken may be an error."""
    taken = None if condition.value is None else yes if condition.value else no
    value, exact = (taken.value, taken.exact) if taken else (None, True)
    return Live(f"IF({condition.text},{yes.text},{no.text})", value, exact and condition.exact)


def chosen(place: Live, *options: Live) -> Live:
    """The option at a place counted from 0."""
    at = place.value
    option = options[at] if isinstance(at, int) and 0 <= at < len(options) else None
    listed = ",".join(option.text for option in options)
    text = f"CHOOSE({plus(place, number(1)).text},{listed})"
    return Live(text, option.value if option else None, place.exact and (option is None or option.exact))


def _order(value: Value) -> tuple[bool, Value]:
    """Texts stand behind all numbers."""
    return isinstance(value, str), value


def _of_all(name: str, parts: tuple[Live, ...], work: Callable[[Any], Value]) -> Live:
    listed = ",".join(part.text for part in parts)
    return _made(f"{name}({listed})", _reckoned([part.value for part in parts], work), parts)


def _reckoned(values: list[Value], work: Callable[[Any], Value]) -> Value:
    if any(value is None or isinstance(value, str) for value in values):
        return None
    return work(values)


def _product(values: list[int]) -> int:
    product = 1
    for value in values:
        product *= value
    return product


def _divided(top: Value, bottom: Value, *, whole: bool) -> Value:
    if not isinstance(top, int | Fraction) or not isinstance(bottom, int | Fraction) or not bottom:
        return None
    if whole:
        return top // bottom
    value = Fraction(top) / bottom
    return value.numerator if value.denominator == 1 else value


def _made(text: str, value: Value, parts: Sequence[Live], rank: int = _ATOM) -> Live:
    return Live(text, value, _small(value) and all(part.exact for part in parts), rank)


def _in(part: Live, rank: int) -> str:
    return part.text if part.rank <= rank else f"({part.text})"


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _small(value: Value) -> bool:
    return not isinstance(value, int) or abs(value) < LIMIT
