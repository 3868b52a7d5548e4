"""What the files of every policy have alike: document, boundary words, clauses, questions; all accounted for.

Whoever builds a policy opens the frame, reads its own rules with the frame's register, and closes the frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from gzaudit.policy.clauses import check_clauses, read_clauses
from gzaudit.policy.find import CLAUSES, POLICY, READINGS, PolicyFiles
from gzaudit.policy.model_base import Clause, Document, Ruleset
from gzaudit.policy.readings import DEFAULT, apply_sets, read_readings
from gzaudit.policy.register import Register
from gzaudit.policy.table import Table, listed
from gzaudit.policy.wording import APPROXIMATE, OPERATORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model_readings import Reading


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame while a policy's own rules are read.

    Attributes:
        top: policy.toml under the readings in force.
        document: the document.
        words: boundary words that the file declares.
        clauses: by id.
        register: where rules note what they use.
        plain: the policy under its defaults, if it was built before.
    """

    top: Table
    document: Document
    words: tuple[str, ...]
    clauses: Mapping[str, Clause]
    register: Register
    plain: Ruleset | None


def in_force(choices: Mapping[str, str] | None, plain: Ruleset | None) -> dict[str, str]:
    """The letters that are not the default, in the order of the questions."""
    wanted = {key: letter for key, letter in (choices or {}).items() if letter != DEFAULT}
    return {key: wanted[key] for key in plain.readings if key in wanted} if plain and wanted else {}


def open_frame(
    files: PolicyFiles, plain: Ruleset | None, chosen: Mapping[str, str], keys: tuple[str, str]
) -> Frame:
    """Read what stands around the rules.

    Args:
        files: of the policy.
        plain: the policy under its defaults, if it was built before; clauses and questions are its own.
        chosen: letters in force (see `in_force`).
        keys: names that policy.toml must have at the top, and those that it may have.

    Raises:
        PolicyError: a key, a word or a clause is not as it must be (exit 4).
    """
    top = files.tables[POLICY]
    if chosen and plain:
        sets = [
            choice.sets
            for key, letter in chosen.items()
            for choice in plain.readings[key].choices
            if choice.id == letter
        ]
        top = Table(apply_sets(top.data, sets), top.file)
    top.expect(*keys)
    document = _document(top.table("document"))
    clauses = plain.clauses if plain else read_clauses(files.tables[CLAUSES], document.short)
    words = _words(top)
    return Frame(top, document, words, clauses, Register(tuple(clauses), words), plain)


def readings_of(files: PolicyFiles, frame: Frame) -> Mapping[str, Reading]:
    """The open questions; called once every rule is in the register.

    Raises:
        PolicyError: a question is not as it must be (exit 4).
    """
    if frame.plain:
        return frame.plain.readings
    return MappingProxyType(dict(read_readings(files.tables[READINGS], frame.register)))


def close_frame(files: PolicyFiles, frame: Frame) -> None:
    """Refuse words that no rule says, and clauses that no rule uses and nobody excused.

    Raises:
        PolicyError: there is one (exit 4).
    """
    unsaid = [word for word in frame.words if word not in frame.register.said]
    if unsaid:
        raise frame.top.error("words", f"列了却没有规则用到：{listed(unsaid)}", "只列规则用到的界限词")
    check_clauses(files.tables[CLAUSES], frame.register)


def _document(table: Table) -> Document:
    table.expect("short title number")
    return Document(short=table.text("short"), title=table.text("title"), number=table.text("number"))


def _words(top: Table) -> tuple[str, ...]:
    words = top.texts("words")
    # A word that names no limit may stand with a target; no money hangs on it.
    known = (*OPERATORS, *APPROXIMATE) if "goals" in top else tuple(OPERATORS)
    for word in words:
        if word not in known:
            raise top.error("words", f"“{word}”不是认识的界限词", listed(known))
    return words
