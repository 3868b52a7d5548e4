"""Shared by all tests: the tests folder on the path, so that the oracle can be imported; no window's width."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
# Whoever runs the tests, in however many processes: pages are as wide as where nobody's window says it.
os.environ.pop("COLUMNS", None)
