"""Shared by all tests: the tests folder on the path, so that the oracle can be imported."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
