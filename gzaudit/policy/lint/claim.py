"""One thing that a rule claims the official text says."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from gzaudit.policy.exact import exact_decimal

if TYPE_CHECKING:
    from datetime import date

    from gzaudit.policy.model import Rule

Kind = Literal["number", "base", "opening", "name", "row", "total"]

UNITS: Final = {"人次": ("人次", "人"), "场": ("场", "场次"), "份": ("份", "篇"), "篇": ("篇", "份")}
"""Units that a text may write in place of a measure's own."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that must stand in the official text at one clause.

    Attributes:
        rule: id of the rule.
        clause: id of the clause.
        what: what is claimed, in Chinese, with the number as people read it.
        kind: `number`: a number with its unit; `base`: the year last named before the factor (`values`: both)
            by which that year's count is multiplied; `opening`: the word that opens what the steps
            (`values`) are counted from; `name`: a word; `row`: a district's sum in a table; `total`: the sum
            of its rows.
        values: the number, or the ways to write it: shares as fractions, money in 元.
        units: the units that it may have.
        day: the date, where the number is one.
        word: boundary word bound to it.
        bare: the rule says that no boundary word is bound to it.
        needed: whether its absence is an error; else it only explains a number of the text.
        per: unit of what the number holds for, as in 每场; "" if nothing.
        series: claims of one series stand in the text in their order; "" for none.
        names: the word looked for, or the districts of the rule (of a row, its own first).
        others: districts of rules that share the clause (the rows of a table).
    """

    rule: str
    clause: str
    what: str
    kind: Kind = "number"
    values: tuple[Fraction, ...] = ()
    units: tuple[str, ...] = ()
    day: date | None = None
    word: str | None = None
    bare: bool = False
    needed: bool = True
    per: str = ""
    series: str = ""
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def number_claim(
    rule: Rule,
    what: str,
    value: Fraction | int,
    *units: str,
    word: str | None = None,
    needed: bool = True,
    series: str = "",
) -> Claim:
    """A number with any of some units."""
    return Claim(
        rule.id,
        rule.clause,
        what,
        values=(Fraction(value),),
        units=units,
        word=word,
        needed=needed,
        series=series,
    )


def name_claim(rule: Rule, what: str, name: str) -> Claim:
    """A word that must stand at the clause."""
    return Claim(rule.id, rule.clause, what, kind="name", names=(name,))


def money(amount: int) -> str:
    """Money as notices write it: 35 万元 rather than 350,000 元 where that is exact."""
    if amount and amount % 100 == 0 and amount >= 10**4:
        return f"{exact_decimal(Fraction(amount, 10**4))} 万元"
    return f"{amount:,} 元"
