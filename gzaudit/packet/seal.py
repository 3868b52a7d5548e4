"""Digests of what is in a packet."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gzaudit.deliver.seal import seal_bytes
from gzaudit.packet.model import PacketFile

if TYPE_CHECKING:
    from collections.abc import Mapping


def seal_of(files: Mapping[str, bytes]) -> bytes:
    """`SHA256SUMS` of these files: whoever unpacks them checks them with `sha256sum -c`."""
    return seal_bytes({path: hashlib.sha256(data).hexdigest() for path, data in files.items()})


def told_files(files: Mapping[str, bytes]) -> tuple[PacketFile, ...]:
    """The files as the manifest tells of them."""
    return tuple(
        PacketFile(path, hashlib.sha256(data).hexdigest(), len(data)) for path, data in files.items()
    )
