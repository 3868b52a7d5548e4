"""A small year with a run, copies of it that somebody changed, and what a packet holds."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cli.cli_support import inside
from privacy.years import DIVISIONS, Year, code, name, ordinary, other_name

from gzaudit.deliver.seal import SEAL, write_seal

HERE, THERE, HERE_CODE, THERE_CODE = "天河区", "越秀区", "440106", "440104"
# Of `ordinary`: even numbers lie in 天河区, odd ones in 越秀区.
OWN, FOREIGN, SECRET = 902, 903, 777
FOLDER = f"各区/{HERE_CODE}{HERE}"
BOOK, PAGE, LIST = (
    f"{FOLDER}/{HERE}2025年核算结果.xlsx",
    f"{FOLDER}/report.html",
    f"{FOLDER}/名单/高企名单.csv",
)
_KEPT: list[TemporaryDirectory[str]] = []


def year() -> Year:
    """Firms in two districts, one that only the statistics list has, one with a former name."""
    made = ordinary()
    made.add("above_scale", (other_name(SECRET), code(SECRET), DIVISIONS[HERE]))
    made.add("registry", (name(OWN), code(OWN), other_name(OWN), HERE))
    return made


@cache
def once() -> Path:
    """A workspace with one run."""
    folder = TemporaryDirectory(prefix="gzaudit-test-")
    _KEPT.append(folder)
    workspace = Path(folder.name) / "工作 区"
    workspace.mkdir()
    year().write(workspace)
    assert inside("compute", "2025", "-w", workspace, "--fail-on", "never").code == 0
    return workspace


def copy(tmp_path: Path) -> Path:
    """A copy of the workspace, to be changed."""
    return Path(shutil.copytree(once(), tmp_path / "工作 区"))


def run_of(workspace: Path) -> Path:
    (run,) = (workspace / "runs/2025").iterdir()
    return run


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def agree(run: Path) -> None:
    """Make the digests fit what now stands in the folder, as whoever changes a run on purpose would."""
    told = json.loads((run / "result.json").read_bytes())
    for each in told["outputs"]:
        each["sha256"] = digest(run / each["path"])
    (run / "result.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    files = [
        path for path in run.rglob("*") if path.is_file() and path.name != SEAL and path.suffix != ".log"
    ]
    write_seal(run, {path.relative_to(run).as_posix(): digest(path) for path in files})


def change(run: Path, path: str, how: Callable[[bytes], bytes]) -> None:
    """Change a file and let the digests agree."""
    (run / path).write_bytes(how((run / path).read_bytes()))
    agree(run)


def part(name: str, how: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """A change of one part of a workbook; of a part that is not there, its making."""

    def changed(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            parts = {each: old.read(each) for each in old.namelist()}
            parts[name] = how(parts.get(name, b"").decode()).encode()
            for each, content in parts.items():
                new.writestr(each, content)
        return out.getvalue()

    return changed


def swapped(old: str, new: str) -> Callable[[str], str]:
    def changed(text: str) -> str:
        assert old in text, text[:2000]
        return text.replace(old, new, 1)

    return changed


def in_text(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: swapped(old, new)(data.decode()).encode()


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        return {each: packed.read(each) for each in packed.namelist()}


def told(folder: Path) -> Mapping[str, dict]:
    """The manifest's packets by district."""
    manifest = json.loads((folder / "packets.json").read_bytes())
    return {each["name"]: each for each in manifest["packets"]}
