"""Disks that refuse: full ones, files that may not grow, folders that may not be written."""

from __future__ import annotations

import ctypes
import resource
from contextlib import contextmanager
from pathlib import Path

# Cut off by the limit, compiled modules would stay behind for all later runs.
UNCOMPILED = {"PYTHONDONTWRITEBYTECODE": "1"}
LIBC = ctypes.CDLL(None, use_errno=True)
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP, MS_RDONLY, MS_REMOUNT, MS_BIND = 1, 2, 24, 1, 32, 4096


def largest_file(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def mount(source: str, target: Path, kind: str | None, flags: int, options: str = "") -> bool:
    done = LIBC.mount(source.encode(), str(target).encode(), kind and kind.encode(), flags, options.encode())
    return done == 0


@contextmanager
def small_disk(folder: Path, size: int):
    """A disk of so many bytes, where this user may mount one; else None."""
    folder.mkdir()
    if not mount("none", folder, "tmpfs", 0, f"size={size}"):
        yield None
        return
    try:
        yield folder
    finally:
        LIBC.umount2(str(folder).encode(), 2)


def without_override():
    """Root that obeys the permission bits like anybody else."""
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
