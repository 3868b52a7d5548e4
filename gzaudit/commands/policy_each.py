"""One policy, or each there is: what is done with one does not hide what is wrong with another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gzaudit.commands.workspace import checked_workspace
from gzaudit.errors import PolicyError
from gzaudit.policy.find import named_folders, open_any, policy_folders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gzaudit.policy.find import PolicyFiles

Found = TypeVar("Found")


def of_each(which: int | str | None, workspace: Path, do: Callable[[PolicyFiles], Found]) -> list[Found]:
    """Do something with the policy of a year or a name, or with every policy.

    Raises:
        PolicyError: it failed; with several, the first failure after all others had their turn.
    """
    checked_workspace(workspace)
    done, failed = [], []
    every: tuple[int | str, ...] = (*policy_folders(workspace), *named_folders(workspace))
    for each in every if which is None else (which,):
        try:
            done.append(do(open_any(each, workspace)))
        except PolicyError as error:
            failed.append(error)
    if failed:
        also = f"；另有 {len(failed) - 1} 份规则也不能用" if len(failed) > 1 else ""
        first = failed[0]
        raise PolicyError(
            first.asked + also,
            where=first.where,
            found=first.found,
            expected=first.expected,
            action=first.action,
        )
    return done
