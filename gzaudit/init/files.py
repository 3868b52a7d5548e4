"""All files of a new workspace, as bytes by path. Pure: no disk, no clock."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Final

from gzaudit.init.lists import GROUPS, blank_lists
from gzaudit.init.settings_text import settings_text
from gzaudit.init.sheet import workbook_bytes
from gzaudit.settings.values import FILE

if TYPE_CHECKING:
    from gzaudit.policy.model import Policy

README: Final = "说明.txt"
_NEWLINE: Final = "\r\n"  # older editors on Windows show nothing else as a new line


def workspace_files(policy: Policy, year: int) -> dict[str, bytes]:
    """What `gzaudit init` writes.

    Args:
        policy: says which lists are needed, which columns, and which questions are open.
        year: to be audited; another than the policy's where it has none of its own yet.

    Returns:
        Content by path relative to the workspace, with `/`.
    """
    files = {f"data/{year}/{blank.path}": workbook_bytes(blank) for blank in blank_lists(policy, year)}
    files[FILE] = _windows_text(settings_text(year, policy), mark=False)
    files[README] = _windows_text(_readme(year), mark=True)
    return files


def _windows_text(text: str, *, mark: bool) -> bytes:
    """UTF-8 with the line ends, and where asked the byte order mark, that every editor understands."""
    return (BOM_UTF8 if mark else b"") + text.replace("\n", _NEWLINE).encode()


def _readme(year: int) -> str:
    groups = "；".join(f"“{group}”{said}" for group, said in GROUPS.items())
    lines = (
        f"{year} 年度核算的工作区。接下来：",
        f"1. 把各单位发来的名单放进 data/{year}（.xlsx、.xls、.csv，文件名随意，原样放入）。",
        f"2. 没有现成表格的，填 data/{year} 里的空白模板：{groups}。留空的模板不计入，可以删去。",
        f"3. 设置在 {FILE}，都有默认值，一般不用改。",
        f"4. 在本文件夹运行 gzaudit compute {year}，结果在 runs/{year}。",
    )
    return "".join(f"{line}\n" for line in lines)
