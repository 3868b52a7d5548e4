"""The values of an .xlsx, by python-calamine. Its every failure becomes a verdict on the file.

Only called once `quicklook` has passed the file: some inputs make this reader end the whole process, which no
handler could catch.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

import python_calamine as calamine

from gzaudit.read.grid import Grid
from gzaudit.read.unusable import RESAVE, Unusable, password_protected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def _verdicts() -> Iterator[None]:
    try:
        yield
    except (Unusable, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except calamine.PasswordError as error:
        raise password_protected() from error
    # A panic of the reader is raised as a BaseException of a class that cannot be imported.
    except BaseException as error:
        raise Unusable(f"工作簿内部有错，读不下去（{_what(error)}）", action=RESAVE) from error


def _what(error: BaseException) -> str:
    """The kind of failure, in Chinese; the reader's own words stay in the log of causes."""
    if isinstance(error, calamine.ZipError):
        return "压缩包"
    if isinstance(error, calamine.XmlError):
        return "XML"
    if isinstance(error, calamine.WorksheetNotFound):
        return "工作表缺失"
    if isinstance(error, calamine.CalamineError):
        return "单元格或目录的内容不合格式"
    if isinstance(error, OverflowError):
        return "日期或时间超出范围"
    return "内容不合格式"


class Workbook:
    """An open workbook. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        with _verdicts():
            self._book = calamine.CalamineWorkbook.from_path(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with _verdicts():
            self._book.close()

    def sheets(self) -> list[tuple[str, bool]]:
        """Name and whether it is shown, in workbook order."""
        with _verdicts():
            shown = calamine.SheetVisibleEnum.Visible
            return [(sheet.name, sheet.visible == shown) for sheet in self._book.sheets_metadata]

    def grid(self, index: int) -> Grid:
        """Values of one sheet.

        Args:
            index: 0-based, in workbook order.

        Raises:
            Unusable: the reader failed, in whatever way.
        """
        with _verdicts():
            sheet = self._book.get_sheet_by_index(index)
            start = sheet.start
            if start is None:
                return Grid([], 1, 1)
            return Grid(sheet.to_python(), start[0] + 1, start[1] + 1)
