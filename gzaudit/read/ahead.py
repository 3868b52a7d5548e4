"""Files read in order, a large one in a second process meanwhile: the reader holds on to the interpreter."""

from __future__ import annotations

import sys
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from gzaudit.interrupts import leave_interrupts_to_the_other
from gzaudit.read.workbook import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.read.sheet import InputFile, Sheet

# Below this many bytes a file is read sooner than it is sent from one process to the other.
_WORTH_A_PROCESS: Final = 1_500_000


def _size(file: InputFile) -> int:
    try:
        return file.location.stat().st_size
    except OSError:  # whoever reads it says so
        return 0


def read_in_order(files: list[InputFile]) -> Iterator[tuple[InputFile, tuple[Sheet, ...]]]:
    """The sheets of each file, in order.

    Args:
        files: what to read. The largest but the first goes to a second process, where that is cheap.

    Raises:
        InputError: from the file whose turn it is.
    """
    other = max(files[1:], key=_size, default=None)
    if other is None or _size(other) < _WORTH_A_PROCESS or sys.platform != "linux":
        for file in files:
            yield file, read_file(file)
        return
    pool = ProcessPoolExecutor(1, get_context("fork"), initializer=leave_interrupts_to_the_other)
    try:
        ahead = pool.submit(read_file, other)
        for file in files:
            yield file, _result(ahead, file) if file is other else read_file(file)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _result(ahead: Future[tuple[Sheet, ...]], file: InputFile) -> tuple[Sheet, ...]:
    try:
        return ahead.result()
    except BrokenProcessPool:  # ended from outside, for want of memory perhaps
        return read_file(file)
