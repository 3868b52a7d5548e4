"""Sums for work done, and what is payable, as formulas over the conclusions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.formulas.cells import OPEN
from gzaudit.render.formulas.live import Live, compare, either, number, when, words
from gzaudit.render.tables.words import ASSESSMENT, work_status

if TYPE_CHECKING:
    from gzaudit.policy.model import Payment, Work
    from gzaudit.result import WorkResult


def work_cell(work: Work, done: WorkResult, status: Live, whole_sum: Live) -> Live:
    """What a district gets for a part paid for work done.

    Args:
        work: the part.
        done: what the evaluator made of it; how many items were met is taken from here.
        status: the cell of the conclusion.
        whole_sum: the cell of the sum that is paid if the conclusion is good.
    """
    says = {key: compare(status, "=", words(work_status(work, key))) for key in ("accepted", "rejected")}
    missed = number(0)
    if work.partial == "by_item" and done.met:
        met = list(done.met.values())
        unknown = None in met or not isinstance(whole_sum.value, int)
        # How many items were met is no figure of this sheet.
        missed = OPEN if unknown else number(whole_sum.value * sum(map(bool, met)) // len(met))  # type: ignore[operator]
    # Where a list alone decides and says nothing, the sum is open; people pay nothing before they decide.
    nothing_said = OPEN if work.decided_by == "list" else number(0)
    return when(says["accepted"], whole_sum, when(says["rejected"], missed, nothing_said))


def payable_cell(rule: Payment, assessment: Live, base: Live | None, amount: Live) -> Live:
    """What is payable of the sum of all parts.

    Args:
        rule: the payment condition.
        assessment: the cell of the conclusion of 绩效考核.
        base: the cell of the conclusion on the base work; None in a year without any.
        amount: the cell of the sum.
    """
    lost = []
    if rule.failed == "pays_nothing":
        lost.append(compare(assessment, "=", words(ASSESSMENT["failed"])))
    if rule.base_rejected == "pays_nothing" and base is not None:
        lost.append(compare(base, "=", words("不通过")))
    return when(either(*lost), number(0), amount) if lost else amount
