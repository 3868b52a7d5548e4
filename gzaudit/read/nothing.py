"""What is told where a sheet, or a whole folder, holds no list that can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.errors import InputError
from gzaudit.read.kinds import kinds
from gzaudit.read.recognise import Naming, obstacle, why_not

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.read.headings import Headings
    from gzaudit.read.listing import Source
    from gzaudit.read.pins import Pins
    from gzaudit.read.sheet import InputFile, Sheet


def reason_of(file: InputFile, sheet: Sheet, naming: Naming, headings: Headings | None, pins: Pins) -> str:
    """Why a sheet fits no kind, or not the one that it is pinned to."""
    pinned = [kinds()[key] for key in pins.allowed(file.path, sheet.name)]
    if not pinned or headings is None:
        return why_not(naming, headings)
    return "；".join(f"设置指定为{kind.title}，但{obstacle(kind, headings)}" for kind in pinned)


def nothing_readable(sources: Sequence[Source], year: int, *, supported: bool) -> InputError:
    """The refusal of a folder in which no list was found.

    Args:
        sources: what was looked at.
        year: the audited year.
        supported: whether all files had an ending that can be read.
    """
    tried = "、".join(source.place for source in sources) or "没有任何文件"
    if sources and not any(source.rows for source in sources) and supported:
        places = [source.place for source in sources]
        first = "、".join(places[:3]) + ("等" if len(places) > 3 else "")
        tried = f"{first}，{len(places)} 张工作表都是空白的"
    return InputError(
        "没有找到可用的名单。",
        where=f"data/{year}/",
        found=tried,
        expected="各单位发来的 .xlsx、.xls 或 .csv 名单，标题、工作表名或文件名写明是什么名单",
        action="把名单放进该文件夹；认不出的用 gzaudit.toml 的 [sources] 指定",
    )
