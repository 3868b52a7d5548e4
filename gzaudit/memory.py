"""Memory between stages: what one stage has freed is given back before the next one asks for more."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> None:
    """Free what only cycles hold, and return it to the system where its allocator can (glibc).

    Millions of small cells leave freed pages that the allocator would keep, and that a copied process would
    share only until it writes to them.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
