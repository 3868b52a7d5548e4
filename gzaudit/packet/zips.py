"""Zips of packets: plain ones with the same bytes each time, and ones with a password (AES-256)."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# The first moment that a zip can name; nobody takes it for the day of writing.
_THEN: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, in their order. Names are UTF-8 and marked so; no clock, no owner.

    Args:
        files: by path within the zip, with `/`.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in files.items():
            packed.writestr(_member(zipfile.ZipInfo(path, _THEN)), data)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a plain zip, each held against its checksum.

    Raises:
        zipfile.BadZipFile: it is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {path: packed.read(path) for path in packed.namelist()}


def locked_zip_bytes(files: Mapping[str, bytes], password: str) -> bytes:
    """The same with a password: contents are encrypted, names of files are not. Differs each time."""
    import pyzipper

    out = io.BytesIO()
    with pyzipper.AESZipFile(
        out, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as packed:
        packed.setpassword(password.encode())
        for path, data in files.items():
            packed.writestr(_member(pyzipper.zipfile_aes.AESZipInfo(path, _THEN)), data)
    return out.getvalue()


def unlocked_zip(data: bytes, password: str) -> dict[str, bytes] | None:
    """The files of a zip with a password; None where it is not its password."""
    import pyzipper

    try:
        with pyzipper.AESZipFile(io.BytesIO(data)) as packed:
            packed.setpassword(password.encode())
            return {path: packed.read(path) for path in packed.namelist()}
    # One wrong password in 65,536 is only found out by what it decrypts to.
    except (RuntimeError, pyzipper.BadZipFile, zipfile.BadZipFile, zlib.error, EOFError, OSError):
        return None


def _member(entry: Any) -> Any:
    """A file's entry that says the same on every system."""
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _READABLE
    return entry
