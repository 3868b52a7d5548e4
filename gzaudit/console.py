"""Where output goes: any console, a pipe that nobody reads any more, a full disk, or nothing at all."""

from __future__ import annotations

import contextlib
import os
import sys


def printable(text: str) -> str:
    """A text that a console only shows: what would steer it (say, escapes in a file name) becomes �."""
    return "".join(each if each.isprintable() or each in "\n\u3000" else "\ufffd" for each in text)


def drop_stdout() -> None:
    """Forget what still waits to be written, so that it does not fail again when the program ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        stdout = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stdout)
        os.close(nowhere)


def print_bytes(data: bytes) -> None:
    """Write bytes as they are, whatever the console's code page; a reader that went away is no trouble.

    Raises:
        OSError: stdout is closed or takes no more.
    """
    if sys.stdout is None:
        raise OSError("标准输出没有打开")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        drop_stdout()
