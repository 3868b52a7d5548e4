"""The seal of a run: `SHA256SUMS`, the digest of every file, in the form that `sha256sum -c` checks."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SEAL: Final = "SHA256SUMS"
"""Digests of all files of a run but itself and `*.log`: those hold what the clock says."""
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([^\n]+)")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal_bytes(digests: Mapping[str, str]) -> bytes:
    """The seal's very bytes: a line a file, `hex  path`, in the order of the paths; UTF-8."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def write_seal(folder: Path, digests: Mapping[str, str]) -> str:
    """Seal a run's folder; nothing in it may change afterwards.

    Args:
        folder: of the run.
        digests: hex digest of each file, by path within the folder, with `/`.

    Returns:
        The digest of the seal itself.

    Raises:
        OSError: the disk refused it.
    """
    data = seal_bytes(digests)
    (folder / SEAL).write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def read_seal(data: bytes) -> dict[str, str]:
    """Digests by path, of a seal that is written exactly as `seal_bytes` writes it.

    Raises:
        ValueError: it is not; the message says where, in Chinese.
    """
    found: dict[str, str] = {}
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError as error:
        place = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"第 {place} 行不是 UTF-8 文字") from error
    for number, line in enumerate(lines[:-1], 1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found:
            raise ValueError(f"第 {number} 行不是“校验码  文件”，或文件写了两次")
        found[match[2]] = match[1]
    if seal_bytes(found) != data:
        raise ValueError("行的顺序或结尾不对")
    return found
