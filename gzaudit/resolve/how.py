"""How a row may have been found to be an enterprise's (C3)."""

from __future__ import annotations

from typing import Final

SETTLED: Final = ("code", "name", "decided")
"""Its own code, its name, or what people decided; where none of them says it, other lists cannot be asked."""
