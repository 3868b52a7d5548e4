"""The official text of a notice, as a text file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from pathlib import Path

ENCODINGS: Final = ("utf-8-sig", "gb18030")


def official_text(path: Path) -> str:
    """Read it, in UTF-8 or GB18030.

    Raises:
        SettingsError: it is no text file, cannot be opened, or is in another encoding.
    """
    if path.suffix.lower() != ".txt":
        raise _refuse(path, f"扩展名是“{path.suffix or '没有'}”")
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        found = system_words(error) if isinstance(error, OSError) else "路径里有不能用的字符"
        raise _refuse(path, found) from error
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.strip():
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise _refuse(path, "是空的，或不是 UTF-8、GB18030 编码的文字")


def _refuse(path: Path, found: str) -> SettingsError:
    return SettingsError(
        "通知全文不能用。",
        where=f"--text {path}",
        found=found,
        expected="UTF-8 或 GB18030 编码的 .txt 文件",
        action="把通知另存为纯文本（.txt）后重新运行",
    )
