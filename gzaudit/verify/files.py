"""The bytes of a run's folder against its seal, its log's own seal, and the list in its result.json."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gzaudit.deliver.find_run import RESULT
from gzaudit.deliver.run_log import LOG, SEALED, is_sealed, read_log
from gzaudit.deliver.seal import SEAL, digest_of, read_seal
from gzaudit.oswords import system_words
from gzaudit.verify.report import Check, Fault, short

if TYPE_CHECKING:
    from collections.abc import Iterator


def digests(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    """The digest of each file of a folder by its path in it, and what is none or cannot be read."""
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file():
            faults.append(Fault("不是普通文件", name, "链接或其他", "运行时写成的文件"))
            continue
        try:
            found[name] = digest_of(path)
        except OSError as error:
            faults.append(Fault("文件打不开", name, system_words(error), "能读的文件"))
    return found, faults


def _files(folder: Path) -> Iterator[Path]:
    """Everything but plain folders: these hold nothing of their own."""
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        yield from (Path(place, name) for name in sorted([*names, *links]))


def check_seal(folder: Path, found: dict[str, str], faults: list[Fault]) -> Check:
    """Every file is there, none is there besides, and each is the one that was written."""
    title = f"封存（{SEAL}）"
    if SEAL not in found:
        return Check(
            "seal", title, "", (*faults, Fault(f"没有 {SEAL}", SEAL, "没有这个文件", "运行时写成的文件"))
        )
    try:
        sealed = read_seal((folder / SEAL).read_bytes())
    except (OSError, ValueError) as error:
        return Check("seal", title, "", (*faults, Fault("写法不对", SEAL, str(error), "运行时写成的文件")))
    found = {path: digest for path, digest in found.items() if path not in (SEAL, LOG)}
    bad = {each.file for each in faults}
    for path in sorted((set(sealed) | set(found)) - bad):
        if path not in found:
            faults = [*faults, Fault("文件不见了", path, "没有这个文件", short(sealed[path]))]
        elif path not in sealed:
            faults = [*faults, Fault("多出来的文件", path, short(found[path]), f"{SEAL} 里没有它")]
        elif found[path] != sealed[path]:
            faults = [*faults, Fault("文件改动过", path, short(found[path]), short(sealed[path]))]
    return Check("seal", title, f"{len(sealed)} 个文件", tuple(faults))


def check_log(folder: Path, found: dict[str, str]) -> Check:
    """The log is what its last line says, and it names the seal of all other files."""
    title = f"运行日志（{LOG}）"
    if LOG not in found:
        return Check("log", title, "", (Fault("文件不见了", LOG, "没有这个文件", "运行时写成的日志"),))
    if not is_sealed((folder / LOG).read_bytes()):
        fault = Fault("文件改动过", LOG, "内容与末行的校验码对不上", "运行时写成的日志")
        return Check("log", title, "", (fault,))
    named = read_log(folder / LOG).get(SEALED, "").removeprefix(f"{SEAL} ")
    if named != found.get(SEAL):
        fault = Fault("文件改动过", SEAL, short(found.get(SEAL)), f"{short(named)}（{LOG} 所记）")
        return Check("log", title, "", (fault,))
    return Check("log", title, "与它自己的末行、与封存的校验码一致")


def check_outputs(result: dict[str, Any], found: dict[str, str]) -> Check:
    """The files that result.json lists, and no others beside those that every run has."""
    listed = {str(each["path"]): str(each["sha256"]) for each in result["outputs"]}
    faults = [
        Fault(f"与 {RESULT} 所列不符", path, short(found.get(path)), short(digest))
        for path, digest in sorted(listed.items())
        if found.get(path) != digest
    ]
    more = sorted(set(found) - set(listed) - {RESULT, SEAL, LOG})
    faults += [Fault(f"{RESULT} 没有列出这个文件", path, short(found[path]), "没有这个文件") for path in more]
    return Check("outputs", f"成果文件（{RESULT} 所列）", f"{len(listed)} 个文件", tuple(faults))
