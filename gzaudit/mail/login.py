"""User and password of the mail server: from the environment alone, and never in any text."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Mapping

USER: Final = "GZAUDIT_SMTP_USER"
PASSWORD: Final = "GZAUDIT_SMTP_PASSWORD"  # noqa: S105  # the name of a variable
PASSWORD_FILE: Final = "GZAUDIT_SMTP_PASSWORD_FILE"  # noqa: S105
_LARGEST: Final = 4096
_HIDDEN: Final = "＊＊＊"


class Login:
    """A user and a password; neither its text nor its repr tells them."""

    __slots__ = ("__password", "__user")

    def __init__(self, user: str, password: str) -> None:
        self.__user, self.__password = user, password

    def __repr__(self) -> str:
        return f"Login({_HIDDEN})"

    def __reduce__(self) -> str:
        raise TypeError("a login is not stored")

    def given(self) -> tuple[str, str]:
        """Both, for the one call that needs them."""
        return self.__user, self.__password

    def hide(self, text: str) -> str:
        """A text of the server's without the password, should it have sent it back, plain or as it went."""
        pair = f"\0{self.__user}\0{self.__password}"
        for secret in (self.__password, *(_coded(each) for each in (self.__password, pair))):
            text = text.replace(secret, _HIDDEN)
        return text


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode().rstrip("=")


def read_login(environment: Mapping[str, str] | None = None) -> Login | None:
    """The login that the environment gives; None where it gives none (a relay that asks for none).

    Raises:
        SettingsError: half of it is missing, it is given twice, or its file cannot be used. No message holds
            any of it.
    """
    told = os.environ if environment is None else environment
    user, password, file = (told.get(name, "") for name in (USER, PASSWORD, PASSWORD_FILE))
    if password and file:
        raise _refuse(f"{PASSWORD}、{PASSWORD_FILE}", "两个都设了", "只设一个")
    if file:
        password = _from_file(file)
    if not user and not password:
        return None
    if not user or not password:
        missing = USER if not user else f"{PASSWORD} 或 {PASSWORD_FILE}"
        raise _refuse(missing, "没有设", "用户名和密码都设，或都不设")
    # What smtplib cannot encode it would put into an exception, whole.
    if not (user + password).isascii() or not (user + password).isprintable():
        raise _refuse(
            f"{USER}、{PASSWORD}", "用户名或密码里有英文字母、数字和常用符号以外的字符", "可打印的 ASCII 字符"
        )
    return Login(user, password)


def _from_file(file: str) -> str:
    """The password in a file: its first line; another line, or none, is refused."""
    try:
        with Path(file).open("rb") as source:
            text = source.read(_LARGEST).decode("utf-8-sig").strip("\r\n")
    except OSError as error:
        raise _refuse(PASSWORD_FILE, system_words(error), "能打开的文件") from error
    except ValueError:
        raise _refuse(PASSWORD_FILE, "文件不是文本", "只有一行密码的文本文件") from None
    if not text or "\n" in text or len(text) >= _LARGEST - 4:
        raise _refuse(PASSWORD_FILE, "文件是空的，或不止一行", "只有一行密码的文本文件")
    return text


def _refuse(where: str, found: str, expected: str) -> SettingsError:
    return SettingsError(
        "邮件服务器的用户名或密码不能用。",
        where=f"环境变量 {where}",
        found=found,
        expected=expected,
        action="改好环境变量后重新运行",
    )
