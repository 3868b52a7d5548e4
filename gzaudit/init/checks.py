"""What may be written in a column of a blank list, what is told on entering it, and when it is wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from gzaudit.init.columns import BlankColumn, Form

_FROM, _TO = date(2000, 1, 1), date(2099, 12, 31)
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255  # Excel's
# A code, a day or a sum may be wrong in the document itself: then it is taken down as it stands.
_SURE: Final = "确实如此就选“是”。"
_DOUBTED: Final[dict[str, Any]] = {"error_type": "warning"}


def check_of(column: BlankColumn, first: str) -> dict[str, Any]:
    """The validation of a column, as XlsxWriter takes it.

    Args:
        column: what it holds.
        first: reference of its first cell.
    """
    told = {
        "input_title": column.heading[:_TITLE_LIMIT],
        "input_message": f"{column.says}。例：{column.example}"[:_MESSAGE_LIMIT],
        "error_title": "请核对",
    }
    if column.choices:
        return told | {
            "validate": "list",
            "source": list(column.choices),
            "error_message": "请从列表里选。" if column.needed else "请从列表里选；查不到的留空。",
        }
    return told | _RULES.get(column.form, _any)(first)


def _any(_first: str) -> dict[str, Any]:
    return {"validate": "any"}


def _code(_first: str) -> dict[str, Any]:
    message = f"统一社会信用代码是 18 位。{_SURE}"
    return {"validate": "length", "criteria": "==", "value": 18, "error_message": message, **_DOUBTED}


def _codes(first: str) -> dict[str, Any]:
    """Codes of 18 characters with one sign between two: one more sign, and the length is a multiple of 19."""
    message = f"每个代码 18 位，几个之间用一个“；”隔开。{_SURE}"
    return {
        "validate": "custom",
        "value": f"=MOD(LEN({first})+1,19)=0",
        "error_message": message,
        **_DOUBTED,
    }


def _date(_first: str) -> dict[str, Any]:
    message = f"写成 2025-03-04 这样的日期。{_SURE}"
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": _FROM,
        "maximum": _TO,
        "error_message": message,
        **_DOUBTED,
    }


def _year(_first: str) -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": _FROM.year,
        "maximum": _TO.year,
        "error_message": "写四位年份，如 2025。",
    }


def _whole(_first: str) -> dict[str, Any]:
    message = "写不小于 0 的整数，不带单位。"
    return {"validate": "integer", "criteria": ">=", "value": 0, "error_message": message}


def _amount(_first: str) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -(10**12),
        "maximum": 10**12,
        "error_message": f"写数字，不带单位。{_SURE}",
        **_DOUBTED,
    }


_RULES: Final[dict[Form, Callable[[str], dict[str, Any]]]] = {
    "code": _code,
    "codes": _codes,
    "date": _date,
    "year": _year,
    "whole": _whole,
    "amount": _amount,
}
