"""Payment sheets: whom each district's sum goes to, in figures and in capitals (domain §6.2, A26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.pay.capitals import yuan_capitals
from gzaudit.render.formulas.cells import formula, held
from gzaudit.render.formulas.live import compare, when, words
from gzaudit.render.formulas.live import number as literal
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.sums import first_row, live_sum
from gzaudit.render.tables.words import SIGNED_BY, UNKNOWN, number
from gzaudit.result import total

if TYPE_CHECKING:
    from collections.abc import Sequence


REWRITE: Final = "金额已改，大写须重写"


class PayeeLine(NamedTuple):
    """A district's payment.

    Attributes:
        district: name of the district.
        payee: name of its lead institution, "" where not known.
        code: the institution's 统一社会信用代码, "" where not known.
        payable: 元, None where not known.
        note: what the reader should know of it, e.g. that it was scaled to the budget.
        cell: the cell of another sheet that holds the sum; "" where it stands here alone.
    """

    district: str
    payee: str
    code: str
    payable: int | None
    note: str = ""
    cell: str = ""


class Part(NamedTuple):
    """A part of a district's sum: what for, 元 (None where not known), working or clause, and its cell."""

    name: str
    amount: int | None
    note: str = ""
    cell: str = ""


def _sum(amount: int | None, cell: str) -> Any:
    """A sum, taken from where it is worked out."""
    return formula(held(cell, amount), amount) if cell else number(amount)


def _capitals(amount: int | None, cell: str) -> Any:
    """A sum in capitals, for as long as it is that sum; nothing where it is not known, so that nobody signs.

    Programs have no common way to write capitals, so the words are those of the sum as it was worked out.
    """
    if amount is None:
        return ""
    same = compare(held(cell, amount), "=", literal(amount))
    return formula(when(same, words(yuan_capitals(amount)), words(REWRITE)), yuan_capitals(amount))


def payees_table(title: str, lines: Sequence[PayeeLine], notes: Sequence[str] = ()) -> Table:
    """The city's payment sheet: a line per district, and the total in figures and capitals.

    Args:
        title: headline.
        lines: the districts in code order.
        notes: sentences above the table, below the unit (e.g. that the sums are not confirmed).
    """
    notes = ("单位：元。", *notes)
    first = first_row(notes)
    rows: list[tuple[Any, ...]] = [
        (
            line.district,
            line.payee or UNKNOWN,
            line.code or UNKNOWN,
            _sum(line.payable, line.cell),
            _capitals(line.payable, f"D{first + at}"),
            line.note,
        )
        for at, line in enumerate(lines)
    ]
    payable = [line.payable for line in lines]
    whole = _capitals(total(payable), f"D{first + len(lines)}")
    rows.append(("全市", "", "", live_sum(payable, 3, first), whole, ""))
    return Table.of_rows(
        "付款汇总",
        title,
        (
            Column("区", "label", 10),
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
        signed=SIGNED_BY,
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
    first = first_row(notes)
    payable = first + len(parts) + 1
    rows: list[tuple[str, Any, Any]] = [
        *((part.name, _sum(part.amount, part.cell), part.note) for part in parts),
        ("合计", live_sum([part.amount for part in parts], 1, first), ""),
        ("应付", _sum(line.payable, line.cell), line.note),
        ("应付（大写）", None, _capitals(line.payable, f"B{payable}") or UNKNOWN),
    ]
    return Table.of_rows(
        "付款单",
        title,
        (
            Column("事项", "label", 30),
            Column("金额（元）", "money", 18),
            Column("说明", "wrapped", 60),
        ),
        rows,
        notes=notes,
        total_rows=3,
        signed=SIGNED_BY,
    )
