"""What commands that look at runs say: JSON on stdout and nothing else there, notes on stderr."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

from gzaudit.console import print_bytes, printable
from gzaudit.errors import OutputError
from gzaudit.oswords import system_words


def print_json(value: Any) -> None:
    """Print a value as JSON in UTF-8, whatever the console's code page.

    Raises:
        OutputError: stdout is closed or full.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    try:
        print_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError("打印不出来。", where="标准输出", found=system_words(error)) from error


def note(text: str) -> None:
    """One line on stderr; a console that takes no more does not end the work."""
    with contextlib.suppress(OSError, AttributeError):
        print(printable(text), file=sys.stderr)  # noqa: T201
