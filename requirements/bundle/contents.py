"""What lies in the bundle beside the wheels: lists with hashes, install scripts, sample, texts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from requirements.bundle.target import Target

_FILES: Final = Path(__file__).parent / "files"
README: Final = "安装说明.txt"
WHEELS: Final = "wheels"
SAMPLE: Final = "sample_data/workspace"


def requirements_text(wheels: Mapping[str, tuple[str, bytes]]) -> bytes:
    """A requirements file for `--require-hashes`: a line a wheel, and no word of where it came from.

    Args:
        wheels: version and content by normalised name.
    """
    lines = [
        f"{name}=={version} --hash=sha256:{hashlib.sha256(data).hexdigest()}\n"
        for name, (version, data) in sorted(wheels.items())
    ]
    return "".join(lines).encode()


def cmd_bytes(text: str) -> bytes:
    """A batch file as Chinese Windows reads it: GBK, lines ended by CR LF.

    Raises:
        ValueError: a character of it would be taken for a sign of the batch language under another code page,
            or is not in GBK.
    """
    for character in text:
        encoded = character.encode("gbk")
        if len(encoded) > 1 and chr(encoded[1]) in "\\|^`{}@~[]_":
            raise ValueError(f"批处理文件里不能用“{character}”：它的 GBK 第二个字节是“{chr(encoded[1])}”")
    return text.replace("\n", "\r\n").encode("gbk")


def note_bytes(text: str) -> bytes:
    """A text that every Notepad shows: UTF-8 with a byte order mark, lines ended by CR LF."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def scripts(version: str, targets: list[Target]) -> dict[str, bytes]:
    """Install scripts and the text beside them.

    Args:
        version: of gzaudit.
        targets: that the bundle has wheels for.
    """
    pythons = list(dict.fromkeys(each.python for each in targets))
    newest_first = pythons[::-1]
    words = {
        "@VERSION@": version,
        "@TOLD@": "、".join(pythons),
        "@PYTHONS@": " ".join(newest_first),
        "@NAMES@": " ".join(f"python{each}" for each in newest_first),
    }

    def text(name: str) -> str:
        made = (_FILES / name).read_text(encoding="utf-8")
        for word, value in words.items():
            made = made.replace(word, value)
        return made

    return {
        "install.sh": text("install.sh").encode(),
        "install.cmd": cmd_bytes(text("install.cmd")),
        "install.py": text("install.py").encode(),
        README: note_bytes(text("readme.txt")),
    }


def from_checkout(root: Path) -> dict[str, bytes]:
    """Sample and documents. Runs that somebody made in the sample stay behind."""
    found = [root / "README.md", *(root / "docs").rglob("*.md"), *(root / "docs").rglob("*.png")]
    found += [root / SAMPLE / "gzaudit.toml", *(root / SAMPLE / "data").rglob("*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()}
