"""Which run is meant: one that is named by folder or id, or the newest of a year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from gzaudit.deliver.run_log import LOG, started
from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Iterator

RESULT: Final = "result.json"


def named_run(
    named: str, workspace: Path, *, marks: tuple[str, ...] = (RESULT,), where: str = "--run"
) -> Path:
    """The folder of a run that is named by its folder, its result.json, or its id within the workspace.

    Args:
        named: as the person wrote it.
        workspace: where ids are looked up.
        marks: files by any of which a folder is known as a run.
        where: the option or argument, for messages.

    Raises:
        SettingsError: there is none, or there are two.
    """
    found = {folder.resolve(): folder for folder in _candidates(named, workspace) if _holds(folder, marks)}
    if len(found) != 1:
        raise SettingsError(
            "没有这次运行。" if not found else "有几次运行都叫这个编号。",
            where=where,
            found=named[:60],
            expected="runs/年度/ 下的一个编号，或一个含 result.json 的文件夹",
        )
    return next(iter(found.values()))


def newest_run(workspace: Path, year: int) -> Path:
    """The folder of the run of a year that was started last.

    Raises:
        SettingsError: there is none, or the folder of runs cannot be looked at.
    """
    runs = workspace / "runs" / str(year)
    try:
        found = [each for each in sorted(runs.iterdir()) if _holds(each, (RESULT,))] if runs.is_dir() else []
    except OSError as error:
        raise SettingsError("看不到以往的运行。", where=f"runs/{year}/", found=system_words(error)) from error
    if not found:
        raise SettingsError(
            "这一年度还没有运行结果。",
            where=f"runs/{year}/",
            action=f"先运行 gzaudit compute {year}，或用 --run 指明运行文件夹",
        )
    return max(found, key=lambda folder: (started(folder / LOG), folder.name))


def meant_run(year: int, workspace: Path, named: str | None) -> tuple[Path, str]:
    """The folder of the run that is meant, and how it is called in messages.

    Args:
        year: the audited year.
        workspace: the folder.
        named: id or folder of the run; None for the newest of the year.

    Raises:
        SettingsError: there is none.
    """
    if named:
        return named_run(named, workspace), named
    folder = newest_run(workspace, year)
    return folder, f"runs/{year}/{folder.name}"


def require_year(found: int, year: int) -> None:
    """Refuse a run of another year.

    Raises:
        SettingsError: it is one.
    """
    if found != year:
        raise SettingsError(
            "这次运行不是这一年度的。", where="--run", found=f"{found} 年", expected=f"{year} 年"
        )


def _candidates(named: str, workspace: Path) -> Iterator[Path]:
    """As the shell means it, within the workspace, and as the id of a run of any year."""
    for folder in (Path(), workspace):
        path = folder / named
        yield path.parent if path.name == RESULT else path
    runs = workspace / "runs"
    for year in sorted(runs.iterdir()) if runs.is_dir() else ():
        yield year / named


def _holds(folder: Path, marks: tuple[str, ...]) -> bool:
    try:
        return any((folder / mark).is_file() for mark in marks)
    except (OSError, ValueError):  # a name that is too long, or that no name can be
        return False
