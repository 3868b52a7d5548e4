"""What was checked of a run, and what was found to differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "failed", "unchecked"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be.

    Attributes:
        said: what it is.
        file: path in the run's folder, or of an input.
        found: what is there.
        expected: what should be there.
        district: its name, "" where it is the city's or none's.
        indicator: key of the indicator or work, "" where it concerns none.
        figure: which figure of it.
    """

    said: str
    file: str = ""
    found: str = ""
    expected: str = ""
    district: str = ""
    indicator: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        key: stable name.
        title: what people read.
        told: what was compared, or why it was not.
        faults: all that differs.
        compared: False where there was nothing at hand to compare with; that is no failure.
    """

    key: str
    title: str
    told: str
    faults: tuple[Fault, ...] = ()
    compared: bool = True

    @property
    def state(self) -> State:
        """How it ended."""
        return "failed" if self.faults else "ok" if self.compared else "unchecked"


@dataclass(frozen=True, slots=True)
class Report:
    """All that was checked of one run."""

    run: str
    checks: tuple[Check, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that differs."""
        return tuple(fault for check in self.checks for fault in check.faults)


def short(digest: str | None) -> str:
    """As much of a digest as tells versions apart."""
    return f"{digest[:12]}…" if digest else "没有"
