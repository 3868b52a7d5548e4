"""Payment sheets: whom each district's sum goes to, in figures and in capitals (domain §6.2, A26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.pay.capitals import yuan_capitals
from gzaudit.render.model import Column, Formula, Table
from gzaudit.render.tables.words import UNKNOWN, number

if TYPE_CHECKING:
    from collections.abc import Sequence

# Left blank, to be signed by hand; maker and checker are two people (domain §6.4).
SIGNED_BY: Final = ("编制", "复核", "批准")


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


def _sum(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _live_sum(column: str, first_row: int, amounts: Sequence[int | None]) -> Any:
    """The amounts added up in the sheet; 待定 where one of them is not known."""
    total = _sum(amounts)
    if total is None or not amounts:
        return number(total)
    return Formula(f"=SUM({column}{first_row}:{column}{first_row + len(amounts) - 1})", total)


def payees_table(title: str, lines: Sequence[PayeeLine], notes: Sequence[str] = ()) -> Table:
    """The city's payment sheet: a line per district, and the total in figures and capitals.

    Args:
        title: headline.
        lines: the districts in code order.
        notes: sentences above the table, below the unit (e.g. that the sums are not confirmed).
    """
    notes = ("单位：元。", *notes)
    amounts = [line.payable for line in lines]
    first_row = len(notes) + 3
    return Table(
        name="付款汇总",
        title=title,
        columns=(
            Column("区", "text", 10),
            Column("牵头机构", "text", 44),
            Column("统一社会信用代码", "code", 24),
            Column("应付（元）", "money"),
            Column("大写", "wrapped", 44),
            Column("说明", "wrapped", 40),
        ),
        data=(
            [*(line.district for line in lines), "全市"],
            [*(line.payee or UNKNOWN for line in lines), ""],
            [*(line.code or UNKNOWN for line in lines), ""],
            [*(number(amount) for amount in amounts), _live_sum("D", first_row, amounts)],
            [*(_capitals(amount) for amount in amounts), _capitals(_sum(amounts))],
            [*(line.note for line in lines), ""],
        ),
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
    amounts = [part.amount for part in parts]
    below: list[tuple[str, Any, str]] = [
        ("合计", _live_sum("B", len(notes) + 3, amounts), ""),
        ("应付", number(line.payable), line.note),
        ("应付（大写）", None, _capitals(line.payable) or UNKNOWN),
        *((role, None, "") for role in SIGNED_BY),
    ]
    rows: list[tuple[str, Any, str]] = [(part.name, number(part.amount), part.note) for part in parts]
    rows += below
    return Table(
        name="付款单",
        title=title,
        columns=(
            Column("事项", "text", 30),
            Column("金额（元）", "money", 18),
            Column("说明", "wrapped", 60),
        ),
        data=([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]),
        notes=notes,
        total_rows=len(below),
    )
