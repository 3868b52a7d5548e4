"""Payment sheets: whom each district's sum goes to, in figures and in capitals (domain §6.2, A26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gzaudit.pay.capitals import yuan_capitals
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.sums import first_row, live_sum
from gzaudit.render.tables.words import SIGNED_BY, UNKNOWN, number
from gzaudit.result import total

if TYPE_CHECKING:
    from collections.abc import Sequence


class PayeeLine(NamedTuple):
    """A district's payment.

    Attributes:
        district: name of the district.
        payee: name of its lead institution, "" where not known.
        code: the institution's 统一社会信用代码, "" where not known.
        payable: 元, None where not known.
        note: what the reader should know of it, e.g. that it was scaled to the budget.
    """

    district: str
    payee: str
    code: str
    payable: int | None
    note: str = ""


class Part(NamedTuple):
    """A part of a district's sum: what for, 元 (None where not known), and the working or clause."""

    name: str
    amount: int | None
    note: str = ""


def _capitals(amount: int | None) -> str:
    """A sum in capitals; nothing where it is not known, so that nobody signs for it."""
    return "" if amount is None else yuan_capitals(amount)


def payees_table(title: str, lines: Sequence[PayeeLine], notes: Sequence[str] = ()) -> Table:
    """The city's payment sheet: a line per district, and the total in figures and capitals.

    Args:
        title: headline.
        lines: the districts in code order.
        notes: sentences above the table, below the unit (e.g. that the sums are not confirmed).
    """
    notes = ("单位：元。", *notes)
    rows: list[tuple[Any, ...]] = [
        (
            line.district,
            line.payee or UNKNOWN,
            line.code or UNKNOWN,
            number(line.payable),
            _capitals(line.payable),
            line.note,
        )
        for line in lines
    ]
    whole = total(line.payable for line in lines)
    rows.append(("全市", "", "", live_sum(whole, 3, first_row(notes), len(lines)), _capitals(whole), ""))
    return Table.of_rows(
        "付款汇总",
        title,
        (
            Column("区", "text", 10),
            Column("牵头机构", "text", 44),
            Column("统一社会信用代码", "code", 24),
            Column("应付（元）", "money"),
            Column("大写", "wrapped", 44),
            Column("说明", "wrapped", 40),
        ),
        rows,
        notes=notes,
        total_rows=1,
        landscape=True,
    )


def payee_table(title: str, line: PayeeLine, parts: Sequence[Part], notes: Sequence[str] = ()) -> Table:
    """One institution's payment sheet: the parts, their sum, what is payable, and lines to sign.

    Args:
        title: headline.
        line: whom it pays how much; its note stands beside the sum payable.
        parts: what the sum is made of, in the notice's order.
        notes: sentences above the table, below unit and payee.
    """
    notes = (
        "单位：元。",
        f"收款机构：{line.payee or UNKNOWN}（统一社会信用代码：{line.code or UNKNOWN}）。",
        *notes,
    )
    whole = total(part.amount for part in parts)
    below: list[tuple[str, Any, str]] = [
        ("合计", live_sum(whole, 1, first_row(notes), len(parts)), ""),
        ("应付", number(line.payable), line.note),
        ("应付（大写）", None, _capitals(line.payable) or UNKNOWN),
        *((role, None, "") for role in SIGNED_BY),
    ]
    rows: list[tuple[str, Any, str]] = [(part.name, number(part.amount), part.note) for part in parts]
    rows += below
    return Table.of_rows(
        "付款单",
        title,
        (
            Column("事项", "text", 30),
            Column("金额（元）", "money", 18),
            Column("说明", "wrapped", 60),
        ),
        rows,
        notes=notes,
        total_rows=len(below),
    )
