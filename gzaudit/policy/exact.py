"""Exact numbers shown as text. Nothing is decided here: comparisons are made on the fractions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.errors import InvariantError

if TYPE_CHECKING:
    from fractions import Fraction


def exact_decimal(value: Fraction) -> str:
    """Write a fraction as a decimal that is equal to it, without trailing zeros.

    Args:
        value: any fraction whose denominator has no prime factor but 2 and 5.

    Returns:
        For example `"105"` or `"106.05"`.

    Raises:
        InvariantError: the fraction has no finite decimal (policy files only admit factors that have one).
    """
    rest, places = value.denominator, 0
    while rest % 2 == 0 or rest % 5 == 0:
        # A decimal place clears at most one factor 2 and one factor 5.
        rest //= (2 if rest % 2 == 0 else 1) * (5 if rest % 5 == 0 else 1)
        places += 1
    if rest > 1:
        raise InvariantError("数值不能写成有限小数", found=str(value), expected="分母只含因数 2 和 5")
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def ratio6(value: Fraction) -> str:
    """Write a ratio with six decimal places, rounded half up, for reading only (interface §4).

    Args:
        value: a ratio, zero or more.

    Raises:
        InvariantError: the ratio is negative.
    """
    if value < 0:
        raise InvariantError("完成率不能为负", found=str(value))
    whole, part = divmod((2 * value.numerator * 10**6 + value.denominator) // (2 * value.denominator), 10**6)
    return f"{whole}.{part:06d}"


def percent_cut(value: Fraction) -> str:
    """Write a ratio as a percentage cut (never rounded) after two places: 0.69999 is shown as 69.99%.

    A rounded figure could stand on the other side of a threshold than the number itself.
    """
    whole, part = divmod(value.numerator * 10**4 // value.denominator, 100)
    return f"{whole}.{part:02d}%"


def percent_exact(value: Fraction) -> str:
    """Write a policy's own ratio as a percentage, in full: 85/100 is shown as 85%."""
    return f"{exact_decimal(value * 100)}%"
