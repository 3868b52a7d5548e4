"""Counts that somebody else made, as values: what is attested of them, and what a run took from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class AttestedFile(NamedTuple):
    """A list that was counted: kind, file name without folders, bytes, hex digest."""

    kind: str
    name: str
    size: int
    sha256: str


class AttestedSheet(NamedTuple):
    """The row account of a sheet: rows = counted + excluded.

    Attributes:
        kind: key; "" where the sheet was left out.
        file: name without folders.
        sheet: which sheet of the file, from 1; its name is not told.
        rows: lines below the headings that are not blank.
        counted: of these.
        excluded: of these.
        reasons: why, in words, e.g. 重复 3、合计行 1.
    """

    kind: str
    file: str
    sheet: int
    rows: int
    counted: int
    excluded: int
    reasons: str


class AttestedFindings(NamedTuple):
    """How many findings of a code there were; no place, no firm."""

    severity: str
    code: str
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class Attestation:
    """What the tool says of counts that it made elsewhere. Names no firm.

    Attributes:
        version: of the tool.
        year: audited year.
        policy: id.
        policy_sha256: of the policy's files.
        rules: digest of the rules that counts hang on (`basis.rules_digest`).
        files: the lists that were counted.
        sheets: their row account.
        findings: how many, by code.
        table: digest of the table of counts (`digest.table_digest`).
    """

    version: str
    year: int
    policy: str
    policy_sha256: str
    rules: str
    files: tuple[AttestedFile, ...]
    sheets: tuple[AttestedSheet, ...]
    findings: tuple[AttestedFindings, ...]
    table: str


@dataclass(frozen=True, slots=True)
class CountsSheet:
    """A sheet of counts that a run read.

    Attributes:
        src: index of its source.
        attestation: None where it was made by hand, or where it cannot be read.
        adopted: whether its numbers may be used.
    """

    src: int
    attestation: Attestation | None
    adopted: bool


@dataclass(frozen=True, slots=True)
class Tallied:
    """An indicator whose counts a run took from sheets of counts, because a list was not there.

    Attributes:
        field: the column, as the reader knows it.
        owner: whose lists they are counts of.
        missing: the lists in whose place they stand, by kind.
        at: source and row of each district's number; a district of which no cell speaks is absent.
    """

    field: str
    owner: str
    missing: tuple[str, ...]
    at: Mapping[str, tuple[int, int]]
