"""Ctrl-C and what Windows has beside it: who hears them, and who leaves them to the other process."""

from __future__ import annotations

import signal
from typing import Final

_INTERRUPTS: Final = ("SIGINT", "SIGBREAK")


def hear_break() -> None:
    """Let Ctrl-Break, and the closing of a console of Windows, end the work in the same way as Ctrl-C."""
    sent = getattr(signal, "SIGBREAK", None)
    if sent is not None:
        signal.signal(sent, signal.default_int_handler)


def leave_interrupts_to_the_other() -> None:
    """In a second process: the interrupt reaches both; the first one ends this one and tells the user."""
    for name in _INTERRUPTS:
        sent = getattr(signal, name, None)
        if sent is not None:
            signal.signal(sent, signal.SIG_IGN)
