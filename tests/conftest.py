"""Shared by all tests: the tests folder on the path, so that the oracle can be imported; no window's width."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
# Whoever runs the tests, in however many processes: pages are as wide as where nobody's window says it.
os.environ.pop("COLUMNS", None)
# A shell starts what runs in the background with interrupts ignored, and programs started by it inherit that:
# tests of Ctrl-C need one that hears it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Keep what pytest itself holds out of every later clean-up: reading a year collects garbage each time."""
    gc.collect()
    gc.freeze()
