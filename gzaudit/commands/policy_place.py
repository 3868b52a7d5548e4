"""Where a policy comes from, as people are told it."""

from __future__ import annotations

from gzaudit.policy.find import BUILT_IN


def origin(place: str) -> str:
    """The tool, or a folder of the workspace."""
    return "随工具" if place == BUILT_IN else f"工作区 {place}"
