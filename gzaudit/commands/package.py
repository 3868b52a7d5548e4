"""`gzaudit package`: what each district is sent, proven and packed."""

from __future__ import annotations

import json as json_
import os
from typing import TYPE_CHECKING, Final

from gzaudit.commands.say import note, print_json
from gzaudit.commands.workspace import checked_workspace
from gzaudit.deliver.find_run import meant_run, require_year
from gzaudit.deliver.run_entry import read_result
from gzaudit.packet.keys import read_keys
from gzaudit.packet.listing import LISTING, PROTECTED
from gzaudit.packet.make import PacketWish, find_packets, make_packets
from gzaudit.packet.manifest import manifest_bytes
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.packet.model import Packets, Protection

_HEADINGS: Final = ("区", "分送包", "大小（KB）", "文件数", "密码", "SHA-256")


def run_package(
    year: int,
    workspace: Path,
    *,
    run: str | None,
    district: str | None,
    protection: Protection,
    key_file: Path | None,
    as_json: bool,
) -> int:
    """Make the packets of a run, or find those that are there.

    Args:
        year: the audited year.
        workspace: the folder.
        run: id or folder of the run; None for the newest of the year.
        district: name or code of the only district; None for all.
        protection: how they are protected.
        key_file: with a password a district; None for those of the environment.
        as_json: print the manifest and nothing else on stdout.

    Returns:
        The exit code, 0.

    Raises:
        GzauditError: anything that stops it; nothing is left behind then.
    """
    folder, shown = meant_run(year, checked_workspace(workspace), run)
    found = read_result(folder).get("year")
    require_year(found if isinstance(found, int) else year, year)
    keys = read_keys(workspace, key_file, os.environ) if protection != "none" else None
    wish = PacketWish(protection, district, keys)
    packets = find_packets(workspace, folder, shown, wish)
    if packets is None:
        note(f"核对 {shown} 的各区文件并打包 …")
        packets = make_packets(workspace, folder, shown, wish)
    else:
        note(f"这次运行已经打过包，沿用：{packets.shown}")
    if as_json:
        print_json({"folder": packets.shown} | json_.loads(manifest_bytes(packets)))
        return 0
    _show(packets)
    return 0


def _show(packets: Packets) -> None:
    screen = Screen()
    rows = [
        (
            each.name,
            each.file,
            f"{(packets.folder / each.file).stat().st_size / 1024:,.0f}",
            str(len(each.files)),
            PROTECTED[packets.protection],
            f"{each.sha256[:12]}…",
        )
        for each in packets.packets
    ]
    screen.table(_HEADINGS, rows, numbers=(2, 3))
    screen.line(f"已逐份核对：每份只有本区的企业，一家不少，没有只在统计名单中的企业。共 {len(rows)} 份。")
    screen.line(f"分送包在：{packets.shown}（清单：{LISTING}）")
