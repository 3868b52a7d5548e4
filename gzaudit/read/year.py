"""Everything that a year's folder holds: each file opened once, each sheet recognised or left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gzaudit.findings import Batch, one
from gzaudit.memory import give_back
from gzaudit.read.ahead import read_in_order
from gzaudit.read.carried import carried_files
from gzaudit.read.files import find_files, hash_file
from gzaudit.read.nothing import nothing_readable
from gzaudit.read.own import is_own, is_review
from gzaudit.read.pins import Pins, resolve_pins
from gzaudit.read.reader import Reader
from gzaudit.read.sheet import InputFile
from gzaudit.read.workbook import read_file
from gzaudit.tally.attestation import is_counts_book

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from gzaudit.read.listing import Listing, Source
    from gzaudit.replies.reply import Reply
    from gzaudit.tally.model import Attestation


@dataclass(frozen=True, slots=True)
class YearLists:
    """What was read.

    Attributes:
        files: every input that was opened.
        sources: every sheet, then every file left out, by path and sheet; findings refer to their index.
        listings: the recognised lists.
        batches: findings of this stage.
        carried: sources of the year before, whose decisions carry over.
        replies: what districts sent back filled in.
        attested: by source of counts, what is attested of them, or why that cannot be taken; hand-made ones
            are not there.
    """

    files: tuple[InputFile, ...]
    sources: tuple[Source, ...]
    listings: tuple[Listing, ...]
    batches: tuple[Batch, ...]
    carried: frozenset[int] = frozenset()
    replies: tuple[Reply, ...] = ()
    attested: Mapping[int, Attestation | str] = field(default_factory=dict)


def _pinned_elsewhere(pins: Pins, known: set[str]) -> list[InputFile]:
    there = ((path, location) for path, location in pins.locations.items() if path not in known)
    return [InputFile(path, location, hash_file(location)) for path, location in there]


def read_year(
    workspace: Path, year: int, pins: dict[str, tuple[str, ...]], on_file: Callable[[str], None]
) -> YearLists:
    """Read all lists of a year.

    Args:
        workspace: the folder that holds data/YEAR.
        year: the audited year.
        pins: `[sources.YEAR]` of the settings.
        on_file: told each file before it is worked on.

    Raises:
        InputError: a supported file cannot be opened, a sheet fits two kinds, or there is no readable list.
        SettingsError: a pin matches nothing, or names a sheet that is not there.
    """
    resolved = resolve_pins(workspace, year, pins)
    files, left_out = find_files(workspace, year)
    files += _pinned_elsewhere(resolved, {file.path for file in files})
    files.sort(key=lambda file: file.path)
    reader = _taken(files, Reader(year, resolved), on_file)
    resolved.require_sheets({(source.path, source.sheet) for source in reader.sources}, year)
    for left in left_out:
        src = reader.leave_out(left, "", 0, "file_unsupported")
        reader.batches.append(one("file_unsupported", src=src, found=left.reason, detail=left.advice))
    if not reader.listings:
        raise nothing_readable(reader.sources, year, supported=not left_out)
    old = carried_files(workspace, year, {file.path for file in files})
    for file in old:
        on_file(file.path)
        reader.carry(file, read_file(file))
    return _lists(reader, (*files, *old))


def read_pinned(
    files: Iterable[InputFile], pins: Pins, year: int, on_file: Callable[[str], None]
) -> YearLists:
    """Read files that are named one by one, wherever they lie, each as the kinds that it is pinned to.

    Args:
        files: to read.
        pins: what each of them is.
        year: the audited year.
        on_file: told each file before it is worked on.

    Raises:
        InputError: a file cannot be opened, or a sheet fits two kinds.
    """
    ordered = sorted(files, key=lambda file: file.path)
    return _lists(_taken(ordered, Reader(year, pins), on_file), tuple(ordered))


def _taken(files: list[InputFile], reader: Reader, on_file: Callable[[str], None]) -> Reader:
    """The reader, with every sheet of the files."""
    for file, sheets in read_in_order(files):
        on_file(file.path)
        if is_own(sheets):
            reader.take_own(file, sheets)
        elif is_review(sheets):
            reader.take_review(file, sheets)
        elif is_counts_book(sheets):
            reader.take_counts(file, sheets)
        else:
            for sheet in sheets:
                reader.take(file, sheet)
                del sheet
        # Let go of this file's cells before the next file's arrive.
        del sheets
    give_back()
    return reader


def _lists(reader: Reader, files: tuple[InputFile, ...]) -> YearLists:
    return YearLists(
        files,
        tuple(reader.sources),
        tuple(reader.listings),
        tuple(reader.batches),
        reader.carried,
        tuple(reader.replies),
        reader.attested,
    )
