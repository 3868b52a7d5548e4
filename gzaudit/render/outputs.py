"""The files of a run and how they are written: workbooks, pages, lists, the database, last result.json."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.render.beside import Beside
from gzaudit.render.books import city_book, district_book, ledger_book
from gzaudit.render.csv_lists import city_lists, csv_bytes, district_lists
from gzaudit.render.pages import city_page, district_page
from gzaudit.render.result_json import Output, result_bytes
from gzaudit.render.templates import PACKAGED, Templates
from gzaudit.render.xlsx import write_book
from gzaudit.store.opened import STORE
from gzaudit.store.run_store import write_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gzaudit.audit import YearAudit
    from gzaudit.render.model import Book, Table
    from gzaudit.result import DistrictResult

RESULT: Final = "result.json"
CITY: Final = "全市"
# Below this many rows a second process costs more than it saves.
_WORTH_A_PROCESS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Form:
    """What the person asked for, beside the figures.

    Attributes:
        templates: wording and style of the pages.
        pdf: whether each page comes as a PDF too.
    """

    templates: Templates = PACKAGED
    pdf: bool = False

    @property
    def identity(self) -> str:
        """What tells this form from another; "" for the usual one."""
        return " ".join([*(["pdf"] if self.pdf else []), self.templates.digest]).strip()


class Piece(NamedTuple):
    """A file of a run: its path in the run folder, what it is, whose it is, and how it is written there."""

    path: str
    kind: str
    district: str | None
    write: Callable[[Path], object]


def _book(path: str, kind: str, district: str | None, make: Callable[[], Book]) -> Piece:
    return Piece(path, kind, district, lambda target: write_book(target, make()))


def _page(
    folder: str, whose: str, district: str | None, make: Callable[[], bytes], form: Form
) -> list[Piece]:
    page = functools.cache(make)
    pieces = [
        Piece(f"{folder}/report.html", f"{whose}_report", district, lambda path: path.write_bytes(page()))
    ]
    if form.pdf:
        fonts = [path for path, _ in form.templates.fonts]
        pieces.append(
            Piece(
                f"{folder}/report.pdf",
                f"{whose}_pdf",
                district,
                lambda path: _write_pdf(path, page(), fonts),
            )
        )
    return pieces


def _write_pdf(path: Path, page: bytes, fonts: list[Path]) -> None:
    from gzaudit.render.pdf import pdf_bytes  # an optional extra, wanted only here

    path.write_bytes(pdf_bytes(page, fonts))


def _lists(folder: str, whose: str, district: str | None, tables: dict[str, Table]) -> list[Piece]:
    return [
        Piece(
            f"{folder}/名单/{name}.csv",
            f"{whose}_list",
            district,
            functools.partial(_write_list, table),
        )
        for name, table in tables.items()
    ]


def _write_list(table: Table, path: Path) -> None:
    path.write_bytes(csv_bytes(table))


def _ledger(audit: YearAudit) -> Piece:
    name = f"{CITY}/广州市{audit.year}年逐行去向.xlsx"
    return _book(name, "row_ledger", None, lambda: ledger_book(audit))


def _store(audit: YearAudit) -> Piece:
    return Piece(STORE, "run_store", None, lambda path: write_store(path, audit))


def _city(audit: YearAudit, form: Form) -> list[Piece]:
    name = f"{CITY}/广州市{audit.year}年核算结果.xlsx"
    return [
        _book(name, "city_workbook", None, lambda: city_book(audit)),
        *_page(CITY, "city", None, lambda: city_page(audit, form.templates), form),
        *_lists(CITY, "city", None, city_lists(audit)),
    ]


def _district(audit: YearAudit, district: DistrictResult, form: Form) -> list[Piece]:
    folder, code = f"各区/{district.code}{district.name}", district.code
    name = f"{folder}/{district.name}{audit.year}年核算结果.xlsx"
    return [
        _book(name, "district_workbook", code, lambda: district_book(audit, district)),
        *_page(folder, "district", code, lambda: district_page(audit, district, form.templates), form),
        *_lists(folder, "district", code, district_lists(audit, district)),
    ]


def require_pdf() -> None:
    """See at once, not after minutes of work, whether PDFs can be made.

    Raises:
        SettingsError: the extra or its system library is missing.
    """
    from gzaudit.render.pdf import require_weasyprint

    require_weasyprint()


def figures(audit: YearAudit, form: Form, district: str | None = None) -> list[Piece]:
    """What people receive: files of the city and of each district, or of one district alone.

    Args:
        audit: the evaluated year.
        form: templates, and whether PDFs are wanted.
        district: code of the only district; None for the city and all districts.
    """
    mine = [each for each in audit.result.districts if district in (None, each.code)]
    pieces = [] if district else _city(audit, form)
    return pieces + [piece for each in mine for piece in _district(audit, each, form)]


def rendered(audit: YearAudit, form: Form, district: str | None = None) -> list[Piece]:
    """All that is made of a run's data: figures, and for the city where every row went. Args as `figures`."""
    return figures(audit, form, district) + ([] if district else [_ledger(audit)])


def write_pieces(folder: Path, pieces: Iterable[Piece]) -> list[Output]:
    """Write files into a folder; tells them as result.json lists them."""
    written = []
    for piece in pieces:
        path = folder / piece.path
        path.parent.mkdir(parents=True, exist_ok=True)
        piece.write(path)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        written.append(Output(piece.path, piece.kind, piece.district, digest))
    return written


def _write_figures(folder: Path, audit: YearAudit, form: Form) -> list[Output]:
    return write_pieces(folder, figures(audit, form))


def write_outputs(audit: YearAudit, folder: Path, form: Form | None = None) -> tuple[Output, ...]:
    """Write a run.

    Args:
        audit: the evaluated year.
        folder: an empty folder; moved into its place by the caller.
        form: templates, and whether PDFs are wanted.

    Returns:
        The files, as listed in result.json.
    """
    form = form or Form()
    rest = [_ledger(audit), _store(audit)]
    if len(audit.rows) < _WORTH_A_PROCESS:
        written = [*_write_figures(folder, audit, form), *write_pieces(folder, rest)]
    else:
        # The ledger and the database are as long as all other files together. They are written here, where
        # their rows lie already: a copied process has a copy of all that it looks at.
        with Beside(_write_figures, folder, audit, form) as other:
            mine = write_pieces(folder, rest)
            written = [*other.wait(), *mine]
    outputs = tuple(sorted(written, key=lambda each: (each.district or "", each.path)))
    (folder / RESULT).write_bytes(result_bytes(audit, outputs))
    return outputs
