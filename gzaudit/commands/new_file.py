"""A file that the user asked for by name: never written over another, never among a run's files."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from gzaudit.deliver.find_run import RESULT
from gzaudit.errors import OutputError, SettingsError
from gzaudit.moving import rename
from gzaudit.oswords import system_advice, system_words

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (".html", ".htm")


def require_new_file(out: Path, option: str, endings: tuple[str, ...], action: str) -> None:
    """Refuse a name that cannot be a new file's, before anything is worked out.

    Args:
        out: the file.
        option: by which it was named; "" where nobody named it.
        endings: that it may have; messages name the first.
        action: what to do instead.

    Raises:
        SettingsError: it exists, has another ending, or lies in the results of a run.
    """
    found = "" if out.suffix.lower() in endings else f"扩展名是“{out.suffix or '没有'}”"
    try:
        found = "已有这个文件" if out.exists() or os.path.lexists(out) else found
        inside = any((folder / RESULT).is_file() for folder in out.resolve().parents)
        found = "在一次运行的结果里，运行结果写成之后不再改动" if inside else found
    except (OSError, ValueError, RuntimeError):
        found = "路径不能用"
    if found:
        raise SettingsError(
            "这个文件名不能用。",
            where=f"{option} {out}".strip(),
            found=found,
            expected=f"还不存在的 {endings[0]} 文件",
            action=action,
        )


def require_new_outputs(out: Path | None, page: Path | None, workspace: Path) -> None:
    """The same for a workbook and a page, which later runs must not find among their lists.

    Args:
        out: the workbook, if one is wanted.
        page: the page, if one is wanted.
        workspace: whose lists.

    Raises:
        SettingsError: as `require_new_file`, or it lies in `data`.
    """
    for file, option, endings in ((out, "--out", (".xlsx",)), (page, "--page", PAGE)):
        if file is None:
            continue
        require_new_file(file, option, endings, "换一个文件名；已有的文件从不覆盖")
        if file.resolve().is_relative_to((workspace / "data").resolve()):
            raise SettingsError(
                "这个文件不能放在 data 里。",
                where=f"{option} {file}",
                expected="data 以外的文件夹",
                action="换一个文件夹；data 里只放收到的名单",
            )


def write_new_page(page: Path, content: bytes) -> None:
    """Write a page beside its place and move it there in one step.

    Raises:
        OutputError: the disk refused it.
    """
    part = page.with_name(f".{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(content)
        rename(part, page)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            "网页写不下去。",
            where=str(page),
            found=system_words(error),
            action=system_advice(error, "检查权限和磁盘空间，或换一个文件夹后重新运行"),
        ) from error
