"""`[mail]`: how mail leaves the bureau. A run's identity does not hang on it; no password stands in it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Final, Literal, cast, get_args

from gzaudit.settings.values import one_of, refuse, table

Security = Literal["starttls", "tls"]
_PORTS: Final = {"starttls": 587, "tls": 465}
_KEYS: Final = frozenset(
    (
        "host",
        "port",
        "security",
        "from",
        "from_name",
        "ca_file",
        "timeout",
        "attempts",
        "analyst",
        "recipients",
    )
)
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?")
_LONGEST_WAIT: Final = 600.0
_MOST_ATTEMPTS: Final = 10


@dataclass(frozen=True, slots=True)
class Mailing:
    """The mail settings; user and password come from the environment alone.

    Attributes:
        host: the mail server; "" where none is set (then drafts only).
        port: of it.
        security: `starttls`, or `tls` from the first byte on; there is no third.
        sender: address of the bureau; "" where none is set.
        sender_name: shown beside it.
        ca_file: certificates of an in-house authority, relative to the workspace; "" for the system's own.
        timeout: seconds to wait for each of the server's answers.
        attempts: how often a message is tried before it is left to the next start.
        analyst: address that the batch's summary goes to; "" where none is set.
        recipients: file of the districts' addresses, relative to the workspace; "" for the usual names.
    """

    host: str = ""
    port: int = _PORTS["starttls"]
    security: Security = "starttls"
    sender: str = ""
    sender_name: str = ""
    ca_file: str = ""
    timeout: float = 60.0
    attempts: int = 4
    analyst: str = ""
    recipients: str = ""


def read_mailing(value: Any) -> Mailing:
    """`[mail]`. Addresses are looked at where they are used (`gzaudit.mail.addresses`).

    Raises:
        SettingsError: an unknown key, or a value of the wrong kind.
    """
    plain = Mailing()
    said = table(value, "[mail]", set(_KEYS))
    security = cast(
        "Security", one_of(said.get("security", plain.security), "[mail] security", get_args(Security))
    )
    host = _text(said, "host")
    if host and not _HOST.fullmatch(host):
        raise refuse("[mail] host", repr(host), '邮件服务器的名称，如 "mail.example.gov.cn"；端口另写 port')
    return Mailing(
        host,
        _whole(said, "port", _PORTS[security], 65_535),
        security,
        _text(said, "from"),
        _text(said, "from_name"),
        _text(said, "ca_file"),
        _seconds(said.get("timeout", plain.timeout)),
        _whole(said, "attempts", plain.attempts, _MOST_ATTEMPTS),
        _text(said, "analyst"),
        _text(said, "recipients"),
    )


def _text(said: dict[str, Any], key: str) -> str:
    text = said.get(key, "")
    if not isinstance(text, str) or (key in said and not text.strip()):
        raise refuse(f"[mail] {key}", repr(text), "加引号的文字；不用就删去这一行")
    return text.strip()


def _whole(said: dict[str, Any], key: str, default: int, most: int) -> int:
    number = said.get(key, default)
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= most:
        raise refuse(f"[mail] {key}", repr(number), f"1 到 {most} 的整数")
    return number


def _seconds(value: Any) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not number or not 0 < value <= _LONGEST_WAIT:
        raise refuse("[mail] timeout", repr(value), f"大于 0、不超过 {_LONGEST_WAIT:.0f} 的秒数")
    return float(value)
