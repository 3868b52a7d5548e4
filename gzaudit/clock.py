"""What the clock says, for logs and mails; results never ask it."""

from __future__ import annotations

import datetime as dt


def local_now() -> str:
    """Local time with its zone, to the second, as ISO 8601 writes it."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def minute(time: str) -> str:
    """Such a time as people are told it: without seconds and zone."""
    return time[:16].replace("T", " ")
