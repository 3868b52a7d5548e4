"""Giving a file or folder its name, in one step, also where somebody looks at it just then.

On Windows nothing can be renamed while a program has it open: a virus scanner that looks at what was just
written lets go within moments, Excel does not. All renaming of this tool goes through here.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries: together longer than a scanner needs, shorter than a person's patience."""


def replace(source: Path, target: Path) -> None:
    """Give a file or folder its name; a file that had the name before is gone.

    Raises:
        OSError: the disk refuses, for all the waiting (`PermissionError` where a program holds it open).
    """
    _patiently(os.replace, source, target)


def rename(source: Path, target: Path) -> None:
    """The same for a name that nothing has.

    Raises:
        OSError: the disk refuses, for all the waiting.
    """
    _patiently(os.rename, source, target)


def _patiently(move: Callable[[Path, Path], None], source: Path, target: Path) -> None:
    for wait in WAITS:
        try:
            move(source, target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    move(source, target)
