"""`[batch]`: how the unattended job keeps its log. No figure and no file of a run hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from gzaudit.settings.values import one_of, refuse, table

LEVELS: Final = ("debug", "info", "warning", "error")
_LARGEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Batching:
    """The log of the batch.

    Attributes:
        log_level: lines below it are not written.
        log_size: bytes at which a new file is begun.
        log_keep: how many full ones are kept.
    """

    log_level: str = "info"
    log_size: int = 5_000_000
    log_keep: int = 10


def read_batching(value: Any) -> Batching:
    """`[batch]`: `log_level`, `log_size` (MB), `log_keep`.

    Raises:
        SettingsError: an unknown key, or a value of the wrong kind.
    """
    plain = Batching()
    said = table(value, "[batch]", {"log_level", "log_size", "log_keep"})
    return Batching(
        one_of(said.get("log_level", plain.log_level), "[batch] log_level", LEVELS),
        _number(said.get("log_size", plain.log_size // 1_000_000), "log_size", "MB") * 1_000_000,
        _number(said.get("log_keep", plain.log_keep), "log_keep", "个"),
    )


def _number(value: Any, key: str, unit: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _LARGEST:
        raise refuse(f"[batch] {key}", repr(value), f"1 到 {_LARGEST} 的整数（{unit}）")
    return value
