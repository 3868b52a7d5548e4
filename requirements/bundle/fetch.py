"""Wheels, by pip: the project's own is built, the others are downloaded from wherever pip is told to look."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name, parse_wheel_filename

if TYPE_CHECKING:
    from pathlib import Path

    from requirements.bundle.target import Target


class FetchError(Exception):
    """A wheel cannot be had; the message says which and why, in Chinese."""


def _run(arguments: list[str], what: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise FetchError(f"{what}\n{(done.stderr or done.stdout).strip()[-3000:]}")


def build_own(root: Path, folder: Path) -> Path:
    """The project's own wheel, built by the locked backend.

    Raises:
        FetchError: it cannot be built.
    """
    _run(
        ["build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)],
        "gzaudit 自己的 wheel 没有建成：",
    )
    (wheel,) = folder.glob("gzaudit-*.whl")
    return wheel


def download(target: Target, wanted: dict[str, str], folder: Path) -> dict[str, Path]:
    """Wheels for a target, of exactly these versions and without what they need in turn.

    Args:
        target: for whose system and Python.
        wanted: version by normalised name.
        folder: where they are put.

    Raises:
        FetchError: a package has no wheel for the target, or cannot be reached.
    """
    folder.mkdir(parents=True, exist_ok=True)
    platforms = [part for each in target.platforms for part in ("--platform", each)]
    named = [f"{name}=={version}" for name, version in sorted(wanted.items())]
    _run(
        [
            "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps",
            "--only-binary=:all:", "--implementation", "cp", "--python-version", target.python,
            "--abi", target.abi, "--abi", "abi3", "--abi", "none", *platforms, "--dest", str(folder), *named,
        ],
        f"{target.system}、Python {target.python} 的安装包没有下载全（{'、'.join(named)}）：",
    )  # fmt: skip
    found = {
        str(canonicalize_name(parse_wheel_filename(path.name)[0])): path for path in folder.glob("*.whl")
    }
    for name in wanted:
        if name not in found or not target.takes(found[name].name):
            raise FetchError(f"{name} 没有 {target.system}、Python {target.python} 能用的 wheel")
    return {name: found[name] for name in wanted}
