"""A decision as it was read, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Matter = Literal["match", "district", "exclude", "include", "amount"]
State = Literal["applied", "unused", "invalid", "conflict", "carried"]
IN_FORCE: Final = ("applied", "carried")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a list of decisions (interface §6).

    Attributes:
        matter: what it is about; as written where that is none of the five (such a decision is invalid).
        name: the enterprise, or the district of an amount, as written.
        code: the 统一社会信用代码 beside the name, as written.
        choice: what was decided: a code or 不是同一企业, a district or 广州以外, the lists, whole 元. Written
            in one way where it could be read, else as it stands.
        basis: 依据.
        decided_by: 决定人.
        checked_by: 复核人.
        date: 日期, as written.
        src: the sheet that it stands in.
        row: the spreadsheet row.
        state: `applied`; `carried`: one of the year before that still holds; `unused`: it matches nothing in
            this run; `invalid`; `conflict`: another decision says otherwise, neither counts.
        lists: kinds of list that an exclude or include speaks of.
        told: codes of the districts whose own files it touches, as public lists place the enterprise.
    """

    matter: Matter | str
    name: str
    code: str
    choice: str
    basis: str
    decided_by: str
    checked_by: str
    date: str
    src: int
    row: int
    state: State
    lists: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether the run follows it."""
        return self.state in IN_FORCE
