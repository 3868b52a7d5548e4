"""Packets of one run: a zip a district."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

Protection = Literal["none", "workbook", "zip"]
"""Nothing; the workbook encrypted (and what says the same in the clear left out); the zip encrypted."""


@dataclass(frozen=True, slots=True)
class PacketFile:
    """A file within a packet.

    Attributes:
        path: within the zip, with `/`.
        sha256: of what a reader gets once it is decrypted.
        size: the same in bytes.
    """

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Packet:
    """What one district is sent.

    Attributes:
        district: six-digit code.
        name: of the district.
        file: of the zip, within the folder of packets.
        sha256: of the zip's bytes. A protected one differs each time that it is made.
        content: SHA-256 of the list of what is in it, decrypted: equal where two packets say the same.
        files: in the order of the zip.
    """

    district: str
    name: str
    file: str
    sha256: str
    content: str
    files: tuple[PacketFile, ...]


@dataclass(frozen=True, slots=True)
class Packets:
    """The packets of one run, in a folder that is never changed once it is in its place.

    Attributes:
        folder: where they lie.
        shown: how it is called in messages, relative to the workspace.
        year: audited.
        run: the run's folder, relative to the workspace, with `/`.
        result: SHA-256 of its result.json.
        protection: how they are protected.
        packets: in code order; one district alone where only that was asked for.
    """

    folder: Path
    shown: str
    year: int
    run: str
    result: str
    protection: Protection
    packets: tuple[Packet, ...]
