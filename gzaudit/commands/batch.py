"""`gzaudit batch`: the whole year without anybody watching."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from gzaudit.batch.lock import batch_lock
from gzaudit.batch.log import batch_log
from gzaudit.commands.say import note
from gzaudit.commands.workspace import checked_workspace
from gzaudit.errors import SettingsError
from gzaudit.settings.batching import Batching
from gzaudit.settings.load import load_batching

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.batch.model import Wish


def run_batch(wish: Wish, *, log_level: str | None, quiet: bool) -> int:
    """Check, compute, report, package and, only if told, send; then tell the analyst.

    Args:
        wish: what to do.
        log_level: of the log; None for the setting.
        quiet: say nothing on the console but what went wrong.

    Returns:
        The exit code: the gravest of all stages (`gzaudit.batch.model.worst`).

    Raises:
        SettingsError: there is no such workspace.
        WorkspaceBusyError: another batch holds it; its log and its summary are left alone.
        OutputError: there can be no log.
    """
    with batch_lock(checked_workspace(wish.workspace)) as logs:
        how = _how(wish.workspace, log_level)
        with batch_log(logs, how, wish.year, secrets.token_hex(4)) as log:
            from gzaudit.batch.order import Batch
            from gzaudit.batch.summary import Story
            from gzaudit.commands.batch_stages import real_stages

            story = Story(wish.year, wish.sending, {})
            say = (lambda _: None) if quiet else note
            return Batch(real_stages(wish, story), story, log, say, note).run()


def _how(workspace: Path, level: str | None) -> Batching:
    """How the log is kept. Settings that cannot be read are the first stage's matter, which logs them."""
    try:
        said = load_batching(workspace)
    except SettingsError:
        said = Batching()
    return Batching(level or said.log_level, said.log_size, said.log_keep)
