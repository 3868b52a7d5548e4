"""Which packets are meant: named, or the newest of the year."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.deliver.run_log import LOG, started
from gzaudit.errors import SettingsError
from gzaudit.mail.recipients import district_code
from gzaudit.normalise.district_table import load_table
from gzaudit.oswords import system_words
from gzaudit.packet.manifest import MANIFEST, read_packets
from gzaudit.packet.model import Packets

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "packets"
_WORDS: Final = {"none": "不加密", "workbook": "工作簿加密", "zip": "压缩包加密"}


class _Found(NamedTuple):
    """A folder of packets, as its manifest tells of it."""

    folder: Path
    run: str
    protection: str
    number: int
    when: tuple[str, float]


def chosen_packets(
    workspace: Path, year: int, *, named: str | None, run: str | None, protect: str | None
) -> Packets:
    """The packets that are meant, each held against its digest.

    Args:
        workspace: the folder.
        year: the audited year.
        named: folder of the packets, or its name; None for the newest.
        run: id of the run that they were made of; None for the newest run that has packets.
        protect: how they are protected; None where the run has but one kind.

    Raises:
        SettingsError: there are none, or several; or they are not as they were made.
    """
    place = f"{FOLDER}/{year}/"
    found = _there(workspace, year)
    if named is not None:
        name = named.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
        found = [each for each in found if each.folder.name == name]
    if run is not None:
        wanted = run.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
        found = [each for each in found if each.run.rpartition("/")[2] == wanted]
    if protect is not None:
        found = [each for each in found if each.protection == protect]
    if not found:
        raise SettingsError(
            "没有可以发送的分送包。",
            where=place,
            found="、".join(each for each in (named, run, protect) if each) or "一个也没有",
            action=f"先运行 gzaudit package {year}",
        )
    newest = max(found, key=lambda each: each.when)
    same = [each for each in found if each.run == newest.run]
    if len({each.protection for each in same}) > 1:
        raise SettingsError(
            "这次运行有几种分送包，不知道发哪一种。",
            where=place,
            found="、".join(f"{each.folder.name}（{_WORDS[each.protection]}）" for each in same),
            expected="--protect none、workbook 或 zip，或用 --packets 指明文件夹",
        )
    # Packets of one district alone may lie beside those of all.
    meant = max(same, key=lambda each: (each.number, each.when))
    return read_packets(meant.folder, f"{place}{meant.folder.name}")


def only_district(packets: Packets, district: str | None) -> Packets:
    """The packets of one district; all where none is named.

    Raises:
        SettingsError: there is no such district, or no packet for it.
    """
    if district is None:
        return packets
    code = district_code(district)
    kept = tuple(each for each in packets.packets if each.district == code)
    if not kept:
        raise SettingsError(
            "没有这个区。" if not code else "没有这个区的分送包。",
            where="--district",
            found=district[:60],
            expected="、".join(each.name for each in (packets.packets if code else load_table().districts)),
        )
    return Packets(
        packets.folder, packets.shown, packets.year, packets.run, packets.result, packets.protection, kept
    )


def _there(workspace: Path, year: int) -> list[_Found]:
    """All packets of the year that are whole enough to be named."""
    top = workspace / FOLDER / str(year)
    try:
        folders = (
            [each for each in sorted(top.iterdir()) if (each / MANIFEST).is_file()] if top.is_dir() else []
        )
        return [found for each in folders if (found := _look(workspace, each, year))]
    except OSError as error:
        raise SettingsError("看不到分送包。", where=f"{FOLDER}/{year}/", found=system_words(error)) from error


def _look(workspace: Path, folder: Path, year: int) -> _Found | None:
    """What a manifest says, without looking at the zips; one that cannot be read is passed over."""
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        run, protection, of_year = str(told["run"]), str(told["protection"]), told["year"]
        number = len(told["packets"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if of_year != year or protection not in _WORDS or folder.name.startswith("."):
        return None
    when = started(workspace / run / LOG), (folder / MANIFEST).stat().st_mtime
    return _Found(folder, run, protection, number, when)
