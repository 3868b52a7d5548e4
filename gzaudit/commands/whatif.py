"""`gzaudit whatif`: a run's amounts if something were otherwise, beside its own; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gzaudit.commands.say import print_json
from gzaudit.commands.stored_run import stored_run
from gzaudit.commands.whatif_screen import print_supposed
from gzaudit.commands.workspace import checked_workspace
from gzaudit.errors import SettingsError
from gzaudit.policy.find import open_policy
from gzaudit.screen import Screen
from gzaudit.suppose.ask import letters_of, settings_of, whole
from gzaudit.suppose.document import supposed_document
from gzaudit.suppose.whatif import Asked, suppose

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.compare.runs import StoredRun
    from gzaudit.policy.find import PolicyFiles


class Typed(NamedTuple):
    """What is to be supposed, as it was typed: 区.项=值, 编号=读法, 元 (None leaves the run's own)."""

    sets: tuple[str, ...]
    readings: tuple[str, ...]
    budget: str | None


def run_whatif(year: int, workspace: Path, run: str | None, typed: Typed, *, json: bool) -> int:
    """Try other figures on a run.

    Args:
        year: the audited year.
        workspace: the folder.
        run: id or folder of the run; None for the newest of the year.
        typed: what is to be supposed.
        json: print a document on stdout instead of tables.

    Returns:
        The exit code, 0.

    Raises:
        GzauditError: a run, a word or a value that is none, or a reading that cannot be worked out from it.
    """
    stored = stored_run(run, checked_workspace(workspace), year)
    policy = stored.audit.policy
    if policy is None:
        raise SettingsError(
            "这次运行只计家数，没有金额可以试算。",
            where=stored.shown,
            action=f"先运行 gzaudit compute {year}（不加 --counts-only）",
        )
    budget = typed.budget
    asked = Asked(
        settings_of(typed.sets, policy),
        letters_of(typed.readings, policy),
        None if budget is None else whole(budget, f"--budget {budget}"),
    )
    if not asked.settings and not asked.letters and asked.budget is None:
        raise SettingsError(
            "没有写要试算什么。", expected="--set 天河区.hnte=900、--reading A2=b 或 --budget 12000000"
        )
    supposed = suppose(stored.audit, _files(stored, workspace, policy.sha256), asked)
    if json:
        print_json(supposed_document(stored, asked, supposed))
    else:
        print_supposed(Screen(), stored, asked, supposed)
    return 0


def _files(stored: StoredRun, workspace: Path, digest: str) -> PolicyFiles:
    """The policy's files, if they are still those that the run was made under.

    Raises:
        PolicyError: there are none.
        SettingsError: they are others.
    """
    files = open_policy(stored.audit.year, workspace)
    if files.sha256 != digest:
        raise SettingsError(
            "政策规则已经不是这次运行所用的，不能试算。",
            where=f"{stored.shown}；规则在 {files.place}",
            found=f"现有规则的 SHA-256 是 {files.sha256}",
            expected=f"这次运行所用规则的 SHA-256 {digest}",
            action="按现有规则重新核算后再试算，或恢复原来的规则文件",
        )
    return files
