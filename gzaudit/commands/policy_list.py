"""`gzaudit policy list`: the years that have rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.commands.policy_place import origin
from gzaudit.commands.workspace import checked_workspace
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import available
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

SHORT = 12
"""Characters of a digest that are shown; enough to tell versions apart."""


def list_policies(workspace: Path) -> None:
    """Print id, year, title, origin and digest of each policy.

    Raises:
        PolicyError: a policy file cannot be read, or a year has two policies.
    """
    checked_workspace(workspace)
    rows = [
        (
            str(info.year),
            info.id,
            info.title,
            origin(info.place),
            open_policy(info.year, workspace).sha256[:SHORT],
        )
        for info in available(workspace)
    ]
    Screen().table(("年度", "编号", "名称", "来源", "校验码"), rows)
