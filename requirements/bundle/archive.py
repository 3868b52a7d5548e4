"""The zip: the same files give the same bytes, on any day and any machine."""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SUMS: Final = "SHA256SUMS"
_RUNNABLE: Final = ".sh"
_UNIX: Final = 3  # what the archive says that its permissions mean


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and their checksums, in the form that `sha256sum -c` reads."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return {**files, SUMS: "".join(lines).encode()}


def write_zip(path: Path, top: str, files: Mapping[str, bytes], epoch: int) -> None:
    """Write the zip.

    Nothing is compressed: wheels and workbooks are already, and what becomes of the rest would depend on the
    compressor's version.

    Args:
        path: the file to write.
        top: the folder that everything stands in.
        files: content by path, with `/`.
        epoch: the time that every file carries, in seconds since 1970.
    """
    day = dt.datetime.fromtimestamp(epoch, dt.UTC)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(f"{top}/{name}", day.timetuple()[:6])
            info.create_system = _UNIX
            info.external_attr = (0o100755 if name.endswith(_RUNNABLE) else 0o100644) << 16
            archive.writestr(info, files[name])
