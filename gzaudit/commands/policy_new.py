"""`gzaudit policy new`: a year's rules in the workspace, begun from another year's."""

from __future__ import annotations

import os
import secrets
import shutil
from typing import TYPE_CHECKING

from gzaudit.commands.workspace import checked_workspace
from gzaudit.errors import OutputError, SettingsError
from gzaudit.moving import rename
from gzaudit.oswords import system_advice, system_words
from gzaudit.policy.find import BUILT_IN, CASES, open_folder, open_policy, policy_folders, read_text
from gzaudit.policy.load import check_policy
from gzaudit.policy.show.draft import draft, marked
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.policy.find import PolicyFiles


def new_policy(year: int, source: int, workspace: Path) -> None:
    """Write policies/YEAR into the workspace.

    Raises:
        PolicyError: the source is not valid, or there is none.
        SettingsError: the year has a policy, or a folder, already.
        OutputError: the disk refuses.
    """
    checked_workspace(workspace)
    _require_free(year, workspace)
    files = open_policy(source, workspace)
    check_policy(files)
    texts = draft({**files.texts, **_cases(files)}, source, year)
    shown = f"policies/{year}"
    _write(workspace / "policies", str(year), texts, shown)
    screen = Screen()
    screen.line(f"已写入工作区 {shown}：{'、'.join(texts)}。")
    screen.line(f"须核对 {len(marked(texts))} 处，都标着“请核对”。接下来：")
    screen.item(f"1. 对照新通知逐处核对、改数；还剩哪些，运行 gzaudit policy lint {year}")
    screen.item(f"2. 先写算例，再试算：gzaudit policy test {year}")
    screen.item(f"3. 与 {source} 年对照：gzaudit policy diff {source} {year}")


def _cases(files: PolicyFiles) -> dict[str, str]:
    """The cases beside a policy; a bureau's own may have none yet."""
    return {CASES: read_text(files.folder, CASES)} if (files.folder / CASES).is_file() else {}


def _require_free(year: int, workspace: Path) -> None:
    folders = policy_folders(workspace)
    place = folders[year][0] if year in folders else f"policies/{year}"
    if year in folders or os.path.lexists(workspace / "policies" / str(year)):
        raise SettingsError(
            f"已有 {year} 年的规则，没有改动它。",
            where="随工具" if place == BUILT_IN else place,
            expected="还没有规则的年度",
            action=f"先移走 policies/{year}，或换一个年度" if place != BUILT_IN else "换一个年度",
        )


def _write(folder: Path, name: str, texts: dict[str, str], shown: str) -> None:
    """Write beside the place and move there in one step, so that half a policy is never seen."""
    made = not folder.exists()
    work = folder / f".unfinished-{secrets.token_hex(4)}" / name
    try:
        work.mkdir(parents=True)
        for file, text in texts.items():
            (work / file).write_bytes(text.encode())
        check_policy(open_folder(work, shown))
        rename(work, folder / name)
    except OSError as error:
        raise OutputError(
            "规则文件写不下去，没有留下半份。",
            where=shown,
            found=system_words(error),
            action=system_advice(error, "检查工作区的权限和磁盘空间后重新运行"),
        ) from error
    finally:
        shutil.rmtree(work.parent, ignore_errors=True)
        if made and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
