"""Sheets become sources, listings and findings: each recognised, or left out with the reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from gzaudit.findings import one
from gzaudit.read.body import sort_lines
from gzaudit.read.carried import KIND as CARRIED
from gzaudit.read.defects import cell_defects, mark_defects
from gzaudit.read.headings import find_headings
from gzaudit.read.kinds import kinds
from gzaudit.read.listing import Listing, Source, letter, text_columns
from gzaudit.read.matter import matter_of
from gzaudit.read.nothing import reason_of
from gzaudit.read.outline import filled, naming_of, written
from gzaudit.read.own import is_own
from gzaudit.read.personal import personal_columns
from gzaudit.read.recognise import candidates, obstacle, undecidable
from gzaudit.replies.reply import read_reply
from gzaudit.review.form import LINES
from gzaudit.tally.attestation import COUNTS as COUNTS_SHEET
from gzaudit.tally.attestation import is_attestation, read_attestation

if TYPE_CHECKING:
    from gzaudit.findings import Batch
    from gzaudit.read.files import LeftOut
    from gzaudit.read.headings import Headings
    from gzaudit.read.kinds import Kind
    from gzaudit.read.pins import Pins
    from gzaudit.read.recognise import Naming
    from gzaudit.read.sheet import InputFile, Sheet
    from gzaudit.replies.reply import Reply
    from gzaudit.tally.model import Attestation

COUNTS: Final = "counts"
# Sheets of explanations, as the tool's own templates have one.
_EXPLAINS: Final = frozenset(("填写说明", "填表说明", "填报说明"))
_BY_DISTRICT: Final = ("districts", "counts")


def _identifying(kind: Kind) -> tuple[str, ...]:
    """The fields of which an entry fills at least one."""
    if kind.counted_as in _BY_DISTRICT:
        return ("district",)
    if kind.counted_as == "decisions":
        return ("name", "district", "code", "matter")
    return tuple(field for group in kind.needs for field in group)


def _if_it_fits(kind: Kind, headings: Headings | None) -> Kind | None:
    """A kind that a mark names, unless the columns that it needs are gone."""
    return kind if headings and not obstacle(kind, headings) else None


class Reader:
    """Turns sheets into sources, listings and findings. One use, one year."""

    def __init__(self, year: int, pins: Pins) -> None:
        self.year, self.pins = year, pins
        self.sources: list[Source] = []
        self.listings: list[Listing] = []
        self.batches: list[Batch] = []
        self.replies: list[Reply] = []
        self.carried: frozenset[int] = frozenset()
        self.attested: dict[int, Attestation | str] = {}

    def leave_out(self, file: InputFile | LeftOut, sheet: str, rows: int, reason: str) -> int:
        """Account for a sheet, or file, that is taken for no list; the index of its source."""
        excluded = {reason: rows} if rows else {}
        self.sources.append(Source(file.path, sheet, file.sha256, None, rows, excluded=excluded))
        return len(self.sources) - 1

    def take(self, file: InputFile, sheet: Sheet, known: Kind | None = None) -> None:
        """Recognise a sheet, or leave it out.

        Args:
            file: that it stands in.
            sheet: its cells.
            known: which kind it is, where a mark of ours says so.
        """
        if not sheet.visible:
            src = self.leave_out(file, sheet.name, 0, "sheet_hidden")
            self.batches.append(one("sheet_hidden", src=src, found=sheet.name))
            return
        mark_defects(sheet)
        if not any(written(row) for row in sheet.rows):
            self.leave_out(file, sheet.name, 0, "sheet_empty")
            return
        headings = find_headings(sheet.rows, self.year)
        if headings is None and sheet.name.strip() in _EXPLAINS:
            self.leave_out(file, sheet.name, 0, "sheet_explains")
            return
        naming = naming_of(file, sheet, headings)
        kind = _if_it_fits(known, headings) if known else self.kind_of(file, sheet, naming, headings)
        if kind is None or headings is None:
            src = self.leave_out(file, sheet.name, filled(sheet, headings), "sheet_unrecognised")
            self.batches.append(
                one("sheet_unrecognised", src=src, found=reason_of(file, sheet, naming, headings, self.pins))
            )
            self.batches += cell_defects(sheet, None, src)
        elif kind.key in self.pins.kinds and kind.key not in self.pins.allowed(file.path, sheet.name):
            src = self.leave_out(file, sheet.name, filled(sheet, headings), "not_pinned")
            self.batches.append(one("not_pinned", src=src, found=kind.title))
        else:
            self.list_(file, sheet, kind, headings, naming)

    def take_own(self, file: InputFile, sheets: tuple[Sheet, ...]) -> None:
        """A workbook of a run: taken for no list. What a district filled in is kept as questions."""
        first = len(self.sources)
        reply = read_reply(file.path, sheets, {sheet.name: at for at, sheet in enumerate(sheets, first)})
        written = Counter(line.sheet for line in (reply.filled if reply else ()))
        for sheet in sheets:
            number = written[sheet.name]
            self.leave_out(file, sheet.name, number, "reply" if number else "own_workbook")
        if reply:
            self.replies.append(reply)
        else:
            self.batches.append(one("own_workbook", src=first))

    def take_review(self, file: InputFile, sheets: tuple[Sheet, ...]) -> None:
        """A review workbook: its decisions are a list, the sheets beside them explain."""
        for sheet in sheets:
            if sheet.name == LINES:
                self.take(file, sheet, kinds()["decisions"])
            else:
                self.leave_out(file, sheet.name, 0, "sheet_explains")

    def take_counts(self, file: InputFile, sheets: tuple[Sheet, ...]) -> None:
        """A workbook of counts with their attestation, which vouches for every sheet of counts in it."""
        told = read_attestation(next(sheet for sheet in sheets if is_attestation(sheet)))
        for sheet in sheets:
            if is_attestation(sheet):
                rows = filled(sheet, None)
                lines = {"attestation": rows}
                self.sources.append(Source(file.path, sheet.name, file.sha256, COUNTS, rows, excluded=lines))
                continue
            known = len(self.listings)
            self.take(file, sheet, kinds()[COUNTS] if sheet.name == COUNTS_SHEET else None)
            self.attested |= {
                listing.src: told for listing in self.listings[known:] if listing.kind.key == COUNTS
            }

    def carry(self, file: InputFile, sheets: tuple[Sheet, ...]) -> None:
        """Last year's decisions in a file; whatever else it holds was that year's business."""
        for sheet in sheets if not is_own(sheets) else ():
            mark_defects(sheet)
            headings = find_headings(sheet.rows, self.year - 1) if sheet.visible else None
            if headings is None:
                continue
            naming = naming_of(file, sheet, headings)
            if kinds()[CARRIED] in candidates(naming, headings):
                known = len(self.listings)
                self.list_(file, sheet, kinds()[CARRIED], headings, naming)
                self.carried |= {listing.src for listing in self.listings[known:]}

    def kind_of(
        self, file: InputFile, sheet: Sheet, naming: Naming, headings: Headings | None
    ) -> Kind | None:
        """The kind of a sheet, None where it fits none.

        Raises:
            InputError: it fits several equally.
        """
        pinned = [kinds()[key] for key in self.pins.allowed(file.path, sheet.name)]
        if pinned and headings:
            usable = [kind for kind in pinned if not obstacle(kind, headings)]
            if len(usable) > 1:
                told = [kind for kind in candidates(naming, headings) if kind in usable]
                usable = told or usable
            fitting = usable
        else:
            fitting = candidates(naming, headings)
        if len(fitting) > 1 and (pinned or not all(kind.key in self.pins.kinds for kind in fitting)):
            place = f"{file.path} › {sheet.name}" if sheet.name else file.path
            pin = f"{file.path}#{sheet.name}" if sheet.name else file.path
            raise undecidable(fitting, place, pin, self.year)
        return fitting[0] if fitting else None

    def list_(self, file: InputFile, sheet: Sheet, kind: Kind, headings: Headings, naming: Naming) -> None:
        """Take a sheet for a list of a kind."""
        body = sort_lines(sheet.rows, headings, _identifying(kind))
        if not body.rows:
            # Headings with nothing below them are a form: what it would list is not known, and not zero (C9).
            self.leave_out(file, sheet.name, 0, "sheet_empty")
            return
        first = {name: headings.columns[name][0] for name in kind.fields if name in headings.columns}
        source = Source(
            file.path,
            sheet.name,
            file.sha256,
            kind.key,
            body.rows,
            naming.title,
            {name: letter(at + sheet.first_column) for name, at in first.items()},
            dict(body.excluded),
            body.stated,
            {name: headings.labels[at] for name, at in first.items()},
        )
        src = len(self.sources)
        self.sources.append(source)
        rows = [sheet.rows[at] for at in body.keep]
        frame = text_columns(rows, [at + sheet.first_row for at in body.keep], headings, kind)
        if "conclusion" in frame and "matter" not in frame:
            frame["matter"] = matter_of(headings, naming)
        totals = [sheet.rows[at] for at in body.totals] if kind.counted_as in _BY_DISTRICT else []
        total_numbers = [at + sheet.first_row for at in body.totals] if totals else []
        self.batches += cell_defects(sheet, headings, src, kind.fields)
        if personal := personal_columns(headings, kind):
            self.batches.append(
                one(
                    "personal_column_dropped",
                    src=src,
                    row=headings.top + sheet.first_row,
                    found="、".join(personal),
                )
            )
        self.listings.append(
            Listing(kind, source, src, frame, text_columns(totals, total_numbers, headings, kind))
        )
        if kind.counted_as == "enterprises" and body.stated not in (None, len(rows)):
            self.batches.append(
                one(
                    "total_disagrees",
                    src=src,
                    row=body.totals[-1] + sheet.first_row,
                    found=f"表中写明 {body.stated} 家，实有 {len(rows)} 行",
                )
            )
