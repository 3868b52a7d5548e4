"""Build the bundle: `python -m requirements.bundle [3.11 3.12 …]` in the checkout (`make bundle`)."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Final

from packaging.utils import parse_wheel_filename

from requirements.bundle.archive import with_sums, write_zip
from requirements.bundle.contents import WHEELS, from_checkout, requirements_text, scripts
from requirements.bundle.fetch import FetchError, build_own, download
from requirements.bundle.target import Target, targets
from requirements.bundle.wanted import closure, read_lock, roots

ROOT: Final = Path(__file__).resolve().parents[2]
_EPOCH: Final = "1767225600"  # where neither git nor the caller says a time


def build(pythons: list[str], out: Path, work: Path) -> Path:
    """Make the zip.

    Args:
        pythons: versions that it is for.
        out: folder of the zip; made if it is not there.
        work: a folder for downloads, emptied first.

    Returns:
        The zip.

    Raises:
        FetchError: a wheel cannot be had.
        ValueError: a version is none, or the lock is not complete.
    """
    wanted = targets(pythons)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = read_lock((ROOT / "requirements" / "constraints.txt").read_text(encoding="utf-8"))
    own = build_own(ROOT, work)
    version = str(parse_wheel_filename(own.name)[1])
    files = from_checkout(ROOT) | scripts(version, wanted)
    for target in wanted:
        print(f"准备 {target.system}、Python {target.python} …", flush=True)
        wheels = _wheels(target, project, lock, work) | {"gzaudit": own}
        content = {name: path.read_bytes() for name, path in wheels.items()}
        for name, path in wheels.items():
            if files.setdefault(f"{WHEELS}/{path.name}", content[name]) != content[name]:
                raise ValueError(f"{path.name} 两次下载的内容不同")
        versions = {name: str(parse_wheel_filename(path.name)[1]) for name, path in wheels.items()}
        files[target.requirements] = requirements_text(
            {name: (versions[name], content[name]) for name in wheels}
        )
    top = f"gzaudit-{version}-offline"
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{top}.zip"
    write_zip(path, top, with_sums(files), int(os.environ.get("SOURCE_DATE_EPOCH") or _EPOCH))
    return path


def _wheels(target: Target, project: dict[str, object], lock: dict[str, str], work: Path) -> dict[str, Path]:
    def fetch(target: Target, missing: dict[str, str]) -> dict[str, Path]:
        return download(target, missing, work / f"{target.system}-{target.python}")

    return closure(target, roots(project), lock, fetch)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="make bundle", description="生成离线安装包")
    parser.add_argument("pythons", nargs="*", default=[], help="为哪些 Python 版本准备，如 3.11 3.12")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="放在哪个文件夹")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bundle", help="下载用的文件夹")
    told = parser.parse_args()
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        path = build(told.pythons or [here], told.out, told.work)
    except (FetchError, ValueError) as error:
        print(f"错误：离线安装包没有做成。{error}", file=sys.stderr)
        return 1
    size = path.stat().st_size
    print(f"离线安装包：{path}（{size / 1e6:.0f} MB）")
    print(f"SHA-256：{hashlib.sha256(path.read_bytes()).hexdigest()}")
    print("校验码另行抄送给安装的人，与安装包不走同一条路。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
