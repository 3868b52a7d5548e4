"""Why a file cannot be read, said by the part that noticed; `read_file` adds which file it was."""

from __future__ import annotations

from typing import Final

# What most damaged files need. Spreadsheet programs repair far more than a reader may guess.
RESAVE: Final = "用 WPS 或 Excel 打开，核对内容后另存为 .xlsx；打不开时请数据提供单位重新导出"
RESEND: Final = "请数据提供单位重新发送或重新导出该文件，并核对文件大小是否一致"
_UNLOCK: Final = "请数据提供单位提供密码，用 WPS 或 Excel 打开后去掉密码另存为 .xlsx"
WHOLE_FILE: Final = "完整的 .xlsx、.xls 或 .csv 文件"


class Unusable(Exception):  # noqa: N818 - a verdict on a file, turned into InputError before anyone sees it
    """A file, or a place in it, that must not be read any further.

    Args:
        found: what was there, in Chinese.
        expected: what should have been there.
        action: what the reader of the message should do.
        place: sheet, cell or line concerned, outermost first; the file's path is put before it.
    """

    def __init__(
        self, found: str, *, expected: str = WHOLE_FILE, action: str = RESAVE, place: tuple[str, ...] = ()
    ) -> None:
        super().__init__(found)
        self.found, self.expected, self.action, self.place = found, expected, action, place

    def within(self, name: str) -> Unusable:
        """The same verdict, placed inside a sheet."""
        return Unusable(self.found, expected=self.expected, action=self.action, place=(name, *self.place))


def password_protected() -> Unusable:
    """The verdict on an encrypted workbook."""
    return Unusable("工作簿加了打开密码", expected="没有密码的工作簿", action=_UNLOCK)
