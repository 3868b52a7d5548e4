"""A document on stdout for programs, and nothing else there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gzaudit.console import print_bytes
from gzaudit.errors import OutputError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Mapping


def print_json(document: Mapping[str, Any]) -> None:
    """Print a document as UTF-8, whatever the console's code page.

    Raises:
        OutputError: stdout is closed or full.
    """
    try:
        print_bytes((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())
    except OSError as error:
        raise OutputError("打印不出来。", where="标准输出", found=system_words(error)) from error
