"""Making the packets of a run: proven first, then written in one step, then never changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from gzaudit.deliver.find_district import meant_district
from gzaudit.deliver.find_run import RESULT
from gzaudit.deliver.run_folder import unfinished, workspace_lock
from gzaudit.deliver.seal import digest_of, seal_bytes
from gzaudit.deliver.unchanged import require_unchanged
from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words
from gzaudit.packet.isolation import Isolation
from gzaudit.packet.keys import Keys
from gzaudit.packet.letter import LETTER, letter_page
from gzaudit.packet.listing import LISTING, listing_bytes
from gzaudit.packet.manifest import MANIFEST, manifest_bytes, read_packets
from gzaudit.packet.model import Packet, Packets
from gzaudit.packet.protect import opened, protected_zip, require_protection
from gzaudit.packet.seal import told_files
from gzaudit.packet.source import district_files
from gzaudit.render.templates import load_templates
from gzaudit.store.opened import STORE
from gzaudit.store.run_store import read_store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gzaudit.audit import YearAudit
    from gzaudit.packet.model import Protection
    from gzaudit.render.templates import Templates

FOLDER: Final = "packets"
_BOOK: Final = ".xlsx"


@dataclass(frozen=True, slots=True)
class PacketWish:
    """What packets are wanted.

    Attributes:
        protection: how they are protected.
        district: name or code of the only district; None for all.
        keys: passwords; needed where there is protection.
    """

    protection: Protection = "none"
    district: str | None = None
    keys: Keys | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """A run and what is wanted of it.

    Attributes:
        workspace: the folder.
        run: the run's folder.
        shown: how it is called in messages.
        year: audited.
        result: SHA-256 of its result.json.
        districts: names of all its districts, by code.
        only: code of the only district that is wanted; "" for all.
        wish: protection and passwords.
    """

    workspace: Path
    run: Path
    shown: str
    year: int
    result: str
    districts: Mapping[str, str]
    only: str
    wish: PacketWish

    @property
    def wanted(self) -> dict[str, str]:
        """The districts that get packets."""
        return {code: name for code, name in self.districts.items() if self.only in ("", code)}

    @property
    def place(self) -> str:
        """Where packets of the year lie, relative to the workspace."""
        return f"{FOLDER}/{self.year}"

    def name(self, only: str) -> str:
        """Name of the folder of packets, of all districts or of one."""
        protected = "" if self.wish.protection == "none" else f"-{self.wish.protection}"
        return f"{self.run.resolve().name}{protected}" + (f"-{only}" if only else "")

    def password(self, district: str) -> str:
        """Of a district; "" where there is no protection."""
        return self.wish.keys.of(district) if self.wish.keys and self.wish.protection != "none" else ""


def make_packets(workspace: Path, run: Path, shown: str, wish: PacketWish) -> Packets:
    """The packets of a run: those that are there, as they were written, or new ones.

    Args:
        workspace: where they are kept: packets/YEAR/RUN, with -workbook or -zip where they are protected, and
            the code where one district alone is wanted that has none among those of all.
        run: the run's folder.
        shown: how it is called in messages.
        wish: which packets.

    Raises:
        SettingsError: a password is missing or will not do, a component is not installed, a file of the run
            or a packet was changed, or packets are there that were made with other passwords.
        InvariantError: the proof of isolation failed; nothing is left behind.
        WorkspaceBusyError: somebody else is making packets.
        OutputError: the disk refused.
    """
    job = _job(workspace, run, shown, wish)
    if there := _find(job):
        return there
    with workspace_lock(workspace / job.place, f"{job.place}/"):
        return _find(job) or _make(job)


def find_packets(workspace: Path, run: Path, shown: str, wish: PacketWish) -> Packets | None:
    """Those packets of a run that are there already; None where they still have to be made.

    Args and errors as `make_packets`, which looks for them too.
    """
    return _find(_job(workspace, run, shown, wish))


def _job(workspace: Path, run: Path, shown: str, wish: PacketWish) -> _Job:
    """See that everything is there before any work is done."""
    require_protection(wish.protection)
    try:
        told: dict[str, Any] = json.loads((run / RESULT).read_bytes())
        year, districts = (
            int(told["year"]),
            {str(each["code"]): str(each["name"]) for each in told["districts"]},
        )
        result = digest_of(run / RESULT)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        found = system_words(error) if isinstance(error, OSError) else "不是完整的核算结果"
        raise SettingsError(
            "这次运行不能用。",
            where=f"{shown}/{RESULT}",
            found=found,
            action="从备份恢复这个运行文件夹，或重新核算",
        ) from error
    only = meant_district(districts, wish.district) if wish.district else ""
    job = _Job(workspace, run, shown, year, result, districts, only, wish)
    if wish.protection != "none":
        (wish.keys or Keys({})).require(job.wanted, wish.protection)
    return job


def _find(job: _Job) -> Packets | None:
    """Packets that were made before, of all districts or of the one that is wanted; None without any.

    Raises:
        SettingsError: they are not those that were written, not of this run, or have other passwords.
    """
    for only in ("", job.only) if job.only else ("",):
        shown = f"{job.place}/{job.name(only)}"
        folder = job.workspace / shown
        try:
            if folder.is_dir() and any(folder.iterdir()):
                return _there(job, folder, shown)
        except OSError as error:
            raise SettingsError(
                "看不到已有的分送包。", where=shown, found=system_words(error), action="检查权限后重新运行"
            ) from error
    return None


def _there(job: _Job, folder: Path, shown: str) -> Packets:
    """The packets of a folder, as far as they are wanted.

    Raises:
        SettingsError: they are not those that were written, not of this run, or have other passwords.
        OSError: they cannot be read.
    """
    packets = read_packets(folder, shown)
    if (packets.year, packets.result, packets.protection) != (job.year, job.result, job.wish.protection):
        raise _another(shown, "另一次运行的分送包，或那次运行后来变了", "这次运行的分送包")
    mine = tuple(each for each in packets.packets if each.district in job.wanted)
    for each in mine if job.wish.protection != "none" else ():
        data = (folder / each.file).read_bytes()
        if opened(data, job.wish.protection, job.password(each.district)) is None:
            raise _another(shown, f"{each.name}的分送包用的是另一个密码", "现在给出的密码")
    return replace(packets, packets=mine)


def _another(shown: str, found: str, expected: str) -> SettingsError:
    return SettingsError(
        "已有的分送包与这次要的不同；分送包写成之后不再改动。",
        where=shown,
        found=found,
        expected=expected,
        action="核对后移走这个文件夹，再重新打包",
    )


def _make(job: _Job) -> Packets:
    """Prove every packet, then write them all in one step."""
    require_unchanged(job.run, STORE, job.shown)
    audit = read_store(job.run / STORE, f"{job.shown}/{STORE}")
    isolation = Isolation(audit)
    zips: dict[str, bytes] = {}
    made: list[Packet] = []
    templates = load_templates(job.workspace)
    contents = {code: _proven(job, audit, isolation, templates, code) for code in job.wanted}
    for code, name in job.wanted.items():
        zips[code] = protected_zip(contents[code], job.wish.protection, job.password(code))
        files = told_files(contents[code])
        digest = hashlib.sha256(seal_bytes({each.path: each.sha256 for each in files})).hexdigest()
        made.append(
            Packet(code, name, f"{code}{name}.zip", hashlib.sha256(zips[code]).hexdigest(), digest, files)
        )
    shown = f"{job.place}/{job.name(job.only)}"
    packets = Packets(
        job.workspace / shown, shown, job.year, _run_path(job), job.result, job.wish.protection, tuple(made)
    )
    with unfinished(packets.folder, shown) as work:
        for each in made:
            (work / each.file).write_bytes(zips[each.district])
        sizes = {code: len(data) for code, data in zips.items()}
        listed = {code: isolation.listed(code) for code in zips}
        (work / LISTING).write_bytes(listing_bytes(packets, sizes, listed))
        (work / MANIFEST).write_bytes(manifest_bytes(packets))
    return packets


def _proven(
    job: _Job, audit: YearAudit, isolation: Isolation, templates: Templates, code: str
) -> dict[str, bytes]:
    """What one district gets, letter first, after the proof that all of it is its own.

    Where the workbook is encrypted, what says the same in the clear stays behind.
    """
    name = job.districts[code]
    files = district_files(job.run, job.shown, code, name)
    kept = [path for path in files if job.wish.protection != "workbook" or path.endswith(_BOOK)]
    district = next(each for each in audit.result.districts if each.code == code)
    letter = letter_page(audit, district, kept, templates, job.wish.protection)
    isolation.prove(code, name, {LETTER: letter} | files)
    return {LETTER: letter} | {path: files[path] for path in kept}


def _run_path(job: _Job) -> str:
    """The run's folder as the manifest names it: within the workspace, or by its name alone."""
    run, workspace = job.run.resolve(), job.workspace.resolve()
    return run.relative_to(workspace).as_posix() if run.is_relative_to(workspace) else run.name
