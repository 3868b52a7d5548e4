"""What is counted in a year without a policy: what the newest policy counts (--counts-only)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.policy.load import available, load_policy

if TYPE_CHECKING:
    from gzaudit.policy.model import Indicator


def counted_without_policy() -> tuple[Indicator, ...]:
    """Indicators of the newest policy; only their counts are used, so that years can be compared."""
    return load_policy(max(info.year for info in available())).indicators
