"""Sums in capitals (人民币大写), as they stand on payment sheets (domain §6.2)."""

from __future__ import annotations

from typing import Final

LIMIT: Final = 10**16
"""The first sum that is too long: 万亿 is the largest unit, and four digits may stand before it."""

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("仟", "佰", "拾", "")


def yuan_capitals(amount: int) -> str:
    """A whole number of 元 in capitals: 1058700 is 人民币壹佰零伍万捌仟柒佰元整.

    Any run of zeros between two digits is one 零; zeros at the end are none. Where only the last place before
    万 or 亿 is 0 (107,000), the rules for bills leave a 零 to the writer; none is written: 壹拾万柒仟元整.

    Args:
        amount: 元, from 0 up to 9,999 万亿.

    Raises:
        ValueError: the sum is negative or too long. No payment is; words for a mistake must not reach a
            payment sheet.
    """
    if not 0 <= amount < LIMIT:
        raise ValueError(f"no payment in capitals for {amount}")
    return f"人民币{_joined(amount, 10**8, '亿') or '零'}元整"


def _joined(number: int, size: int, unit: str) -> str:
    """What stands before a unit, the unit, and what stands behind it; "" for 0."""
    if size == 1:
        return _four(number)
    high, low = divmod(number, size)
    inner, inner_unit = (10**4, "万") if size > 10**4 else (1, "")
    before, behind = _joined(high, inner, inner_unit), _joined(low, inner, inner_unit)
    # A first place that is empty leaves a gap between the digits.
    gap = "零" if before and behind and low < size // 10 else ""
    return f"{before}{unit if before else ''}{gap}{behind}"


def _four(number: int) -> str:
    """Up to four digits, without zeros at either end."""
    text = ""
    for digit, place in zip(f"{number:04d}", _PLACES, strict=True):
        if digit != "0":
            text += _DIGITS[int(digit)] + place
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")
