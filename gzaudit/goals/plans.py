"""The documents with targets, under the readings in force and under each other that is worked out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gzaudit.policy.find import named_folders, open_named
from gzaudit.policy.load_named import build_named
from gzaudit.policy.readings import DEFAULT
from gzaudit.policy.under import check_under_all
from gzaudit.suppose.ask import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gzaudit.policy.model_named import NamedPolicy


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A document with one open question read another way, all others as they are."""

    reading: str
    choice: str
    policy: NamedPolicy


@dataclass(frozen=True, slots=True)
class Plan:
    """A document with targets.

    Attributes:
        policy: under the readings in force.
        others: under each other reading that is worked out.
    """

    policy: NamedPolicy
    others: tuple[OtherReading, ...]

    def covers(self, year: int) -> bool:
        """Whether the document is in force in a year."""
        return year in self.policy.years


def load_plans(workspace: Path, typed: Iterable[str] = ()) -> tuple[Plan, ...]:
    """Every document with targets, those of the tool and those of the workspace.

    Args:
        workspace: the folder.
        typed: readings as they were typed, e.g. `G1=b`.

    Raises:
        PolicyError: a policy's files are not valid (exit 4).
        SettingsError: a question or a reading that is none, or that the tool does not compute (exit 2).
    """
    opened = [open_named(name, workspace) for name in named_folders(workspace)]
    checked = [(files, check_under_all(files, build_named)) for files in opened]
    found = [(files, plain) for files, plain in checked if plain.goals]
    questions = {key: reading for _, plain in found for key, reading in plain.readings.items()}
    letters = letters_of(typed, replace(found[0][1], readings=questions)) if found else {}
    plans = []
    for files, plain in found:
        mine = {key: letter for key, letter in letters.items() if key in plain.readings}
        others = tuple(
            OtherReading(reading.id, choice.id, build_named(files, {**mine, reading.id: choice.id}, plain))
            for reading in plain.readings.values()
            if reading.arithmetic
            for choice in reading.choices
            if choice.id != mine.get(reading.id, DEFAULT) and not choice.unsupported
        )
        plans.append(Plan(build_named(files, mine, plain) if mine else plain, others))
    return tuple(plans)
