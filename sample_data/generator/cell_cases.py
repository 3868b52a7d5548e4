"""Cases that lie in the cell itself: formulas, errors, numbers of persons, certificates of another year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .case import Case, Clerk
from .codes import resident_number
from .facts import YEAR
from .patents import Patents
from .rows import Row, certificate
from .xlsx import Formula

if TYPE_CHECKING:
    from .world import World

TIANHE, BAIYUN, NANSHA = "440106", "440111", "440115"
# A look-up that was never calculated: the sheet it looks into is the hidden draft.
_LOOK_UP = Formula("=VLOOKUP({row},'（作废）初稿'!B:G,5,FALSE)", None)
_NOT_FOUND = Formula('=VLOOKUP("无此企业",$F$4:$H$9,2,FALSE)', "#N/A")


def cell_cases(clerk: Clerk, world: World) -> list[Case]:
    """Cells that a program must not take for blanks, and what a person must not read."""
    patents = Patents(world, first_serial=30000)
    formula = clerk.firm("广州虚构未算光电科技有限公司", NANSHA)
    error = clerk.firm("广州演示查无软件有限公司", TIANHE, "广州市天河区样例大道20号")
    dated = clerk.firm("广州范例旧证通信技术有限公司", BAIYUN)
    error_row = patents.row([(error.name, "")], error) | {"codes": _NOT_FOUND}
    person_row = patents.row([("赵样例", resident_number())], None)
    return [
        Case(
            formula.name,
            "formula_uncalculated",
            "error",
            {
                "first": [clerk.hnte(formula.name, formula.code, _LOOK_UP)],
                "registry": [clerk.registry(formula.name, formula.code, "南沙区")],
            },
            (("hnte", NANSHA),),
        ),
        Case(
            error.name,
            "cell_error",
            "error",
            {"first": [clerk.hnte(error.name, error.code, "天河区")], "patents": [error_row]},
            (("hnte", TIANHE), ("patent_hnte", TIANHE)),
        ),
        Case("赵样例", "id_number", "error", {"patents": [person_row]}),
        Case(
            dated.name,
            "certificate_year",
            "warning",
            {
                "first": [
                    clerk.hnte(dated.name, dated.code, "白云区", certificate=certificate(98001, YEAR - 1))
                ]
            },
            (("hnte", BAIYUN),),
        ),
    ]


def last_year(clerk: Clerk, world: World) -> list[Row]:
    """Lines of the first batch whose 高企 were recognised the year before; they do not count."""
    return [
        clerk.hnte(
            firm.name,
            firm.code,
            "海珠区",
            date=date(YEAR - 1, 12, 11),
            certificate=certificate(98101 + number, YEAR - 1),
        )
        for number, firm in enumerate(world.late)
    ]


def branches(clerk: Clerk, world: World) -> list[Row]:
    """产业活动单位 of the 定报库: branches with their own codes, and 高企 that are there only as such."""
    above = {firm.code for firm in world.above}
    named = {**world.former, **world.renamed}
    cohort = [firm for firms in world.cohort.values() for firm in firms]
    units = [firm for firm in cohort if firm.code not in above and firm.code not in named][:3]
    parents = [firm for firm in world.above if firm.code not in named][::300]
    rows = [clerk.above(firm.name, firm.code, firm.district, unit="产业活动单位") for firm in units]
    rows.extend(
        clerk.above(f"{firm.name}样例分公司", clerk.code(), firm.district, unit="产业活动单位")
        for firm in parents
    )
    return rows
