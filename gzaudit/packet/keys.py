"""Passwords of protected packets. They are never printed, logged, or written into a file."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from gzaudit.deliver.find_run import RESULT
from gzaudit.errors import SettingsError
from gzaudit.normalise.district_table import load_table
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.packet.model import Protection

PASSWORD: Final = "GZAUDIT_PASSWORD"  # noqa: S105  # the name of a variable
KEY_FILE: Final = "GZAUDIT_KEY_FILE"
LEAST: Final = 8
"""Characters of the shortest password."""
_MOST: Final = 255  # as many as Excel takes
_OPTION: Final = "--key-file"
# What is read, kept for good, or sent lies in these.
_NOT_IN: Final = ("data", "runs", "reports", "packets", "outbox", "logs")


class Keys:
    """A password a district; shows none of them, however it is printed.

    Args:
        passwords: by district code.
        rest: for districts that have none of their own; "" for none.
    """

    __slots__ = ("_passwords", "_rest")

    def __init__(self, passwords: Mapping[str, str], rest: str = "") -> None:
        self._passwords, self._rest = dict(passwords), rest

    def __repr__(self) -> str:
        return "Keys(…)"

    def __reduce__(self) -> NoReturn:
        """Not to be written anywhere."""
        raise TypeError("Keys")

    def of(self, district: str) -> str:
        """The password of a district, by its code; "" where there is none."""
        return self._passwords.get(district) or self._rest

    def require(self, districts: Mapping[str, str], protection: Protection) -> None:
        """See that each district has a password that will do, before anything is written.

        Args:
            districts: names by code.
            protection: what the passwords are for.

        Raises:
            SettingsError: naming the districts that lack one, or whose password will not do.
        """
        missing = [name for code, name in districts.items() if not self.of(code)]
        if missing:
            raise _refuse(
                "还没有给出分送包的密码。",
                where="、".join(missing),
                expected=f"环境变量 {PASSWORD}_区代码 或 {PASSWORD}，"
                f"或密码文件（{_OPTION}、{KEY_FILE}）里各区一行",
            )
        short = [n for code, n in districts.items() if not LEAST <= len(self.of(code)) <= _MOST]
        if short:
            raise _refuse(
                "密码的长度不合适。",
                where="、".join(short),
                expected=f"{LEAST} 到 {_MOST} 个字符",
            )
        # Programs disagree on how other characters of a zip's password are written.
        odd = [
            n
            for code, n in districts.items()
            if not (self.of(code).isascii() and self.of(code).isprintable())
        ]
        if odd and protection == "zip":
            raise _refuse(
                "压缩包的密码里有解压软件写法不一的字符。",
                where="、".join(odd),
                expected="只用英文字母、数字和英文标点；要用汉字的，改用 --protect workbook",
            )


def read_keys(workspace: Path, key_file: Path | None, environment: Mapping[str, str]) -> Keys:
    """The passwords that were given: a key file's before those of the environment, a district's before all.

    Args:
        workspace: the folder.
        key_file: named on the command line; None for the one that the environment names, if it does.
        environment: of the process.

    Raises:
        SettingsError: the key file cannot be used. No message says what stands in it.
    """
    named = key_file or (Path(environment[KEY_FILE]) if environment.get(KEY_FILE) else None)
    codes = {code for code, _ in load_table().districts}
    given = {code: environment.get(f"{PASSWORD}_{code}", "") for code in codes}
    own = _read(workspace, named) if named is not None else {}
    return Keys({code: own.get(code) or given[code] for code in codes}, environment.get(PASSWORD, ""))


def _read(workspace: Path, path: Path) -> dict[str, str]:
    shown = f"{_OPTION} {path.name}"
    try:
        place = path.resolve(strict=True)
        _require_apart(workspace.resolve(), place, shown)
        mode = place.stat().st_mode
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise _refuse(
                "密码文件别人也能读。",
                where=shown,
                found=f"权限 {stat.S_IMODE(mode):o}",
                expected="600，只有本人能读写",
                action=f"chmod 600 {path.name}，再重新运行",
            )
        told = tomllib.loads(place.read_bytes().decode("utf-8-sig"))
    except (OSError, RuntimeError) as error:
        found = system_words(error) if isinstance(error, OSError) else "链接绕成了圈"
        raise _refuse("打不开密码文件。", where=shown, found=found) from error
    except (ValueError, RecursionError):
        # Whatever the parser says may quote the file.
        raise _refuse("密码文件不合 TOML 的写法，或不是 UTF-8 编码。", where=shown, expected=_LINES) from None
    return _by_code(told, shown)


_LINES: Final = '每行一个区，如 "天河区" = "密码" 或 440106 = "密码"'


def _by_code(told: Mapping[str, object], shown: str) -> dict[str, str]:
    districts = dict(load_table().districts)
    codes = {name: code for code, name in districts.items()} | dict(zip(districts, districts, strict=True))
    found: dict[str, str] = {}
    for number, (key, value) in enumerate(told.items(), 1):
        # Neither is shown: whoever mixed them up wrote the password first.
        if key not in codes or not isinstance(value, str):
            raise _refuse("密码文件里有一项不能用。", where=f"{shown} 第 {number} 项", expected=_LINES)
        if found.setdefault(codes[key], value) != value:
            raise _refuse(
                "密码文件里一个区有两个密码。", where=f"{shown} {districts[codes[key]]}", expected=_LINES
            )
    return found


def _require_apart(workspace: Path, place: Path, shown: str) -> None:
    """Refuse a key file where lists are read, results are kept, or packets are sent from."""
    inside = [name for name in _NOT_IN if place.is_relative_to(workspace / name)]
    if inside or any((folder / RESULT).is_file() for folder in place.parents):
        raise _refuse(
            "密码文件放的地方不对。",
            where=shown,
            found=f"在 {inside[0]}/ 里" if inside else "在一次运行的结果里",
            expected="名单、结果和分送包以外、只有本人能读的地方",
        )


def _refuse(
    asked: str, *, where: str, found: str = "", expected: str = "", action: str = ""
) -> SettingsError:
    return SettingsError(
        asked, where=where, found=found, expected=expected, action=action or "改好后重新运行；什么也没有写出"
    )
