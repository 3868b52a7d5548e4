"""The table of worked cases that an officer signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.render.model import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.policy.cases.model import CaseResult

# Left blank, to be signed by hand; maker and checker are two people (domain §6.4).
SIGNED_BY: Final = ("编制", "复核", "批准")
NO_MONEY: Final = "没有条款给出金额"


def cases_table(results: Sequence[CaseResult], title: str = "政策规则算例核对表") -> Table:
    """The cases with what they give, must come to and came to, what gave the money, and whether they agree.

    Args:
        results: cases that people wrote, generated ones, or both.
        title: headline.
    """
    wrong = sum(not each.ok for each in results)
    rows: list[tuple[Any, ...]] = [
        (
            at,
            f"{each.case.no} {each.case.name}",
            each.given,
            each.expected,
            each.found,
            "\n".join(each.clauses) or NO_MONEY,
            "一致" if each.ok else "不一致：\n" + "\n".join(each.differences),
        )
        for at, each in enumerate(results, 1)
    ]
    told = "全部一致" if not wrong else f"{wrong} 例不一致"
    below: list[tuple[Any, ...]] = [(None, "合计", f"{len(results)} 例", "", "", "", told)]
    below += [(None, role, "", "", "", "", "") for role in SIGNED_BY]
    return Table(
        name="算例核对",
        title=title,
        columns=(
            Column("序号", "integer", 6),
            Column("算例", "wrapped", 36),
            Column("给定", "wrapped", 36),
            Column("应得", "wrapped", 40),
            Column("实得", "wrapped", 40),
            Column("依据条款", "wrapped", 20),
            Column("结论", "wrapped", 24),
        ),
        data=tuple([row[at] for row in (*rows, *below)] for at in range(7)),
        notes=(
            "应得写在算例文件里，或由程序按另一套整数算法生成；实得由核算程序算出。",
            "依据条款是给出金额的条款。",
        ),
        total_rows=len(below),
        landscape=True,
    )
