"""The manifest of packets: which zip is whose, and what is in it, by digest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from gzaudit.deliver.seal import digest_of
from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words
from gzaudit.packet.model import Packet, PacketFile, Packets, Protection

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST: Final = "packets.json"
SCHEMA: Final = "gzaudit.packets/1"


def manifest_bytes(packets: Packets) -> bytes:
    """The manifest's very bytes."""
    told = {
        "schema": SCHEMA,
        "year": packets.year,
        "run": packets.run,
        "result": packets.result,
        "protection": packets.protection,
        "packets": [
            {
                "district": each.district,
                "name": each.name,
                "file": each.file,
                "sha256": each.sha256,
                "content": each.content,
                "files": [{"path": f.path, "sha256": f.sha256, "size": f.size} for f in each.files],
            }
            for each in packets.packets
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def read_packets(folder: Path, shown: str) -> Packets:
    """Packets that were made before, each zip held against its digest.

    Args:
        folder: of the packets.
        shown: how it is called in messages.

    Raises:
        SettingsError: there is no manifest that can be read, or a zip is not the one that was written.
    """
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        found = tuple(
            Packet(
                **{key: each[key] for key in ("district", "name", "file", "sha256", "content")},
                files=tuple(PacketFile(f["path"], f["sha256"], f["size"]) for f in each["files"]),
            )
            for each in told["packets"]
        )
        packets = Packets(folder, shown, told["year"], told["run"], told["result"], _known(told), found)
    except OSError as error:
        raise _refuse(f"{shown}/{MANIFEST}", system_words(error)) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _refuse(f"{shown}/{MANIFEST}", "不是完整的分送清单") from error
    for each in packets.packets:
        try:
            digest = digest_of(folder / each.file)
        except OSError as error:
            raise _refuse(f"{shown}/{each.file}", system_words(error)) from error
        if digest != each.sha256:
            raise _refuse(f"{shown}/{each.file}", f"SHA-256 是 {digest[:12]}…，打包时是 {each.sha256[:12]}…")
    return packets


def _known(told: dict[str, Any]) -> Protection:
    """How they are protected, of a manifest that this version understands."""
    if told["schema"] != SCHEMA or told["protection"] not in get_args(Protection):
        raise ValueError(told["schema"])
    return cast("Protection", told["protection"])


def _refuse(where: str, found: str) -> SettingsError:
    return SettingsError(
        "分送包不能用。",
        where=where,
        found=found,
        expected="打包之后没有改动的文件",
        action="移走这个文件夹，重新运行 gzaudit package 年度",
    )
