"""Where output goes: any console, a pipe that nobody reads any more, a full disk, or nothing at all."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
from typing import Final

# What this tool's own sentences hold and GBK does not.
_STAND_INS: Final = {"›": ">", "−": "-", "\ufffd": "?"}
_ERRORS: Final = "gzaudit.console"


def printable(text: str) -> str:
    """A text that a console only shows: what would steer it (say, escapes in a file name) becomes �."""
    return "".join(each if each.isprintable() or each in "\n\u3000" else "\ufffd" for each in text)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """What is written in place of what a code page does not have: never a crash, and seldom an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(
        _STAND_INS.get(each) or each.encode("ascii", "backslashreplace").decode() for each in text
    ), error.end


def speak_any_code_page() -> None:
    """Consoles of any code page, and files that stand in for them: what cannot be written has a stand-in."""
    codecs.register_error(_ERRORS, _stand_in)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ERRORS)


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
