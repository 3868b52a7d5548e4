"""Files beside the outbox: drafts and receipts. Each is whole or not there; all can be made again."""

from __future__ import annotations

import contextlib
import os
import secrets
from typing import TYPE_CHECKING, Final

from gzaudit.errors import OutputError
from gzaudit.mail.outbox import FOLDER
from gzaudit.moving import replace
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.mail.outbox import Message
    from gzaudit.packet.model import Packets

_PART: Final = ".part-gzaudit-"


def draft_folder(packets: Packets) -> str:
    """Where the drafts of some packets stand, relative to the workspace."""
    return f"{FOLDER}/{packets.year}/{packets.folder.name}"


def draft_name(message: Message) -> str:
    """A draft's file name."""
    return f"{message.district}{message.name}.eml"


def put(workspace: Path, path: str, data: bytes) -> None:
    """Write a file in one step; one that already says so is left alone.

    Args:
        workspace: the folder.
        path: relative to it, with `/`.
        data: the bytes.

    Raises:
        OutputError: the disk refused it.
    """
    target = workspace / path
    work = target.parent / f"{_PART}{secrets.token_hex(4)}"
    try:
        if target.is_file() and target.read_bytes() == data:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with work.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace(work, target)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            work.unlink(missing_ok=True)


def take_back_drafts(workspace: Path, message: Message, keep: str = "") -> None:
    """Remove a district's drafts, but for one: whoever sent an outdated one would send what no longer holds.

    Args:
        workspace: the folder.
        message: of the district and year.
        keep: the one to leave, relative to the workspace.

    Raises:
        OutputError: the disk refused it.
    """
    for draft in sorted((workspace / FOLDER / str(message.year)).glob(f"*/{draft_name(message)}")):
        path = draft.relative_to(workspace).as_posix()
        if path != keep:
            try:
                draft.unlink()
                with contextlib.suppress(OSError):
                    draft.parent.rmdir()
            except OSError as error:
                raise _refused(path, error) from error


def _refused(path: str, error: OSError) -> OutputError:
    return OutputError(
        "文件写不下去；发件记录没有受影响。",
        where=path,
        found=system_words(error),
        expected="可写入、空间足够的磁盘",
        action="解决后重新运行，会接着做；已经发出的不会再发",
    )
