"""Claims under a budget as formulas: own ceilings, then the city's in proportion by largest remainders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.render.formulas.cells import formula
from gzaudit.render.formulas.live import LIMIT, Live
from gzaudit.render.tables.words import UNKNOWN
from gzaudit.render.tables.words import number as shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.render.formulas.place import Place

ROLES = ("claim", "ceiling", "capped", "share", "remainder", "rank", "approved", "payable")


class Shares:
    """The helper columns of a budget, as the evaluator's own steps (pay/budget.py)."""

    def __init__(
        self,
        claims: Mapping[str, int | None],
        total: int | None,
        own: Mapping[str, int],
        approved: Mapping[str, int],
    ) -> None:
        """Work out each step.

        Args:
            claims: 元 by district code, in code order; None where not known.
            total: 元 for the city; None where there is no such budget.
            own: 元 by district code, for those with a budget of their own.
            approved: 元 by district code that people approved: off the budget first, no part of the shares.
        """
        self.total, self.own, self.approved = total, own, approved
        self.capped = {
            code: 0 if code in approved else claim if claim is None else min(claim, own.get(code, claim))
            for code, claim in claims.items()
        }
        left = None if total is None else max(0, total - sum(approved.values()))
        known = [each for each in self.capped.values() if each is not None]
        self.claimed = sum(known) if len(known) == len(claims) else None
        self.scaled = left is not None and self.claimed is not None and self.claimed > left
        self.share: dict[str, int | None] = {}
        self.remainder: dict[str, int | None] = {}
        for code, claim in self.capped.items():
            if left is None or self.claimed is None:
                self.share[code] = self.remainder[code] = None
            elif not self.scaled:
                self.share[code], self.remainder[code] = claim, 0
            else:
                self.share[code], self.remainder[code] = divmod((claim or 0) * left, self.claimed)
        self.rank = self._ranks()

    def _ranks(self) -> dict[str, int | None]:
        """Places by remainder, the largest first; of equal ones the smaller code."""
        if self.claimed is None or self.total is None:
            return dict.fromkeys(self.capped)
        order = sorted(self.capped, key=lambda code: (-(self.remainder[code] or 0), code))
        return {code: order.index(code) + 1 for code in self.capped}

    @property
    def exact(self) -> bool:
        """Whether every product on the way is one that spreadsheets work out exactly."""
        most = max((each for each in self.capped.values() if each is not None), default=0)
        return most * (self.total or 0) < LIMIT


def budget_line(place: Place, shares: Shares, code: str, at: int, payable: int | None) -> dict[str, Any]:
    """A district's helper cells and what is payable; the numbers alone where they are too large.

    Args:
        place: the sheet, with the columns of `ROLES` (`approved` only where something was); the line below
            the last holds the city's budget under `ceiling` and the claims' sum under `capped`.
        shares: the steps worked out.
        code: the district.
        at: its line.
        payable: what the evaluator made of it.
    """
    cell = {role: place.here(role, at) for role in ROLES if place.has(role)}
    total, claimed = place.fixed("ceiling", place.lines), place.fixed("capped", place.lines)
    made: dict[str, Any] = {"ceiling": shares.own.get(code)}
    claim, ceiling = cell["claim"], cell["ceiling"]
    least = f"IF(ISNUMBER({ceiling}),MIN({claim},{ceiling}),{claim})"
    own = f'IF(ISNUMBER({claim}),{least},"{UNKNOWN}")'
    if shares.approved:
        made["approved"] = shares.approved.get(code)
        own = f"IF(ISNUMBER({cell['approved']}),0,{own})"
    made["capped"] = formula(Live(own, _open(shares.capped[code])), shares.capped[code])
    if shares.total is None:
        made["payable"] = formula(Live(_unless_approved(cell, cell["capped"]), _open(payable)), payable)
        return made
    if not shares.exact:
        made |= {"share": shown(shares.share[code]), "remainder": shown(shares.remainder[code])}
        return made | {"rank": shown(shares.rank[code]), "payable": shown(payable)}
    if shares.approved:
        total = f"MAX(0,{total}-SUM({place.all_fixed('approved')}))"
    spare = f"{total}-SUM({place.all_fixed('share')})"
    product = f"{cell['capped']}*{total}"
    texts = {
        "share": f"IF({claimed}<={total},{cell['capped']},INT({product}/{claimed}))",
        "remainder": f"IF({claimed}<={total},0,MOD({product},{claimed}))",
        "rank": f'COUNTIFS({place.all_fixed("remainder")},">"&{cell["remainder"]})'
        f"+COUNTIFS({place.fixed('remainder', 0)}:{cell['remainder']},{cell['remainder']})",
        "payable": f"{cell['share']}+IF(AND({claimed}>{total},{cell['rank']}<={spare}),1,0)",
    }
    values = {
        "share": shares.share,
        "remainder": shares.remainder,
        "rank": shares.rank,
        "payable": {code: payable},
    }
    for role, text in texts.items():
        value, live = values[role][code], f'IF(ISNUMBER({claimed}),{text},"{UNKNOWN}")'
        live = _unless_approved(cell, live) if role == "payable" else live
        made[role] = formula(Live(live, _open(value)), value)
    return made


def approved_line(place: Place, at: int, approved: int | None, claim: int | None) -> dict[str, Any]:
    """What is payable in a year without a budget: what people approved, else what is claimed.

    Args:
        place: the sheet, with the columns `claim`, `approved` and `payable`.
        at: the district's line.
        approved: 元; None where nothing was.
        claim: 元; None where not known.
    """
    cell = {role: place.here(role, at) for role in ("claim", "approved")}
    payable = claim if approved is None else approved
    live = Live(_unless_approved(cell, cell["claim"]), _open(payable))
    return {"approved": approved, "payable": formula(live, payable)}


def _unless_approved(cell: Mapping[str, str], text: str) -> str:
    """What is paid where nothing was approved."""
    return f"IF(ISNUMBER({cell['approved']}),{cell['approved']},{text})" if "approved" in cell else text


def _open(value: int | None) -> int | str:
    return UNKNOWN if value is None else value
