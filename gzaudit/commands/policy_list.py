"""`gzaudit policy list`: the years that have rules, and the policies that have names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.commands.policy_place import origin
from gzaudit.commands.workspace import checked_workspace
from gzaudit.policy.find import open_any
from gzaudit.policy.load import available
from gzaudit.policy.load_named import available_named
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.policy.model import PolicyInfo
    from gzaudit.policy.model_named import NamedInfo

SHORT = 12
"""Characters of a digest that are shown; enough to tell versions apart."""


def list_policies(workspace: Path) -> None:
    """Print id, year, title, origin and digest of each policy.

    Raises:
        PolicyError: a policy file cannot be read, or a year or a name has two policies.
    """
    checked_workspace(workspace)
    listed: list[tuple[int | str, PolicyInfo | NamedInfo]] = [
        *((info.year, info) for info in available(workspace)),
        *((info.name, info) for info in available_named(workspace)),
    ]
    rows = [
        (
            str(key),
            info.id,
            info.title,
            origin(info.place),
            open_any(key, workspace).sha256[:SHORT],
        )
        for key, info in listed
    ]
    Screen().table(("年度", "编号", "名称", "来源", "校验码"), rows)
