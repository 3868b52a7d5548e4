"""Queued messages sent one after the other, each tried a few times, with every step on the disk first."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit.clock import local_now
from gzaudit.errors import OutputError, SettingsError
from gzaudit.mail.addresses import why_no_address
from gzaudit.mail.compose import message_bytes
from gzaudit.mail.connect import connected, trusted
from gzaudit.mail.dialogue import Letter, hand_over
from gzaudit.mail.login import read_login
from gzaudit.mail.verdicts import Later, Refused, Stop, Uncertain

if TYPE_CHECKING:
    import smtplib
    import ssl
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from gzaudit.mail.login import Login
    from gzaudit.mail.outbox import Message, Outbox
    from gzaudit.settings import Mailing

_FIRST_WAIT: Final = 5.0
_LONGEST_WAIT: Final = 300.0


@dataclass(frozen=True, slots=True)
class Route:
    """The way to the server: settings, what certificates are held against, user and password.

    Attributes:
        mailing: the settings.
        context: of the encryption.
        login: None for a server that asks for none.
        sleep: waits between two attempts.
    """

    mailing: Mailing
    context: ssl.SSLContext
    login: Login | None
    sleep: Callable[[float], None] = time.sleep

    def hide(self, text: str) -> str:
        """A server's answer without the password."""
        return self.login.hide(text) if self.login else text


def ready(mailing: Mailing, workspace: Path) -> Route:
    """Everything that is needed to send, before anything is.

    Raises:
        SettingsError: server or sender is not set, the certificates' file or the login cannot be used.
    """
    for key, value in (("host", mailing.host), ("from", mailing.sender)):
        if not value:
            raise SettingsError(
                "还不能发信：设置没有写全。",
                where=f"gzaudit.toml [mail] {key}",
                found="没有写",
                expected='host = "邮件服务器"、from = "发件地址"',
                action="补上后重新运行；只要草稿的，去掉 --really-send",
            )
    return Route(mailing, trusted(mailing, workspace), read_login())


def require_sender(mailing: Mailing) -> None:
    """Refuse addresses of the bureau's own that are none.

    Raises:
        SettingsError: one is none.
    """
    for key, value in (("from", mailing.sender), ("analyst", mailing.analyst)):
        if value and (wrong := why_no_address(value)):
            raise SettingsError(
                "设置文件里的邮箱不能用。",
                where=f"gzaudit.toml [mail] {key}",
                found=wrong,
                expected="name@example.gov.cn",
            )
    if not mailing.sender_name.isprintable():
        raise SettingsError(
            "发件人的名称不能用。", where="gzaudit.toml [mail] from_name", found="有换行或看不见的字符"
        )


def send_all(
    outbox: Outbox, messages: Iterable[Message], attachments: Mapping[str, bytes], route: Route
) -> Stop | None:
    """Send what is queued. What becomes of each message is in the outbox.

    Args:
        outbox: open, and held against other senders.
        messages: queued ones.
        attachments: zips by district code; a note has none.
        route: the way to the server.

    Returns:
        Why nothing more can be sent as things are; None otherwise.

    Raises:
        OutputError: the outbox could not be written; nothing is sent without its record.
    """
    pending = list(messages)
    try:
        for attempt in range(route.mailing.attempts):
            if not pending:
                break
            if attempt:
                route.sleep(min(_FIRST_WAIT * 4 ** (attempt - 1), _LONGEST_WAIT))
            pending = _round(outbox, pending, attachments, route)
    except Stop as stop:
        return stop
    return None


def _round(
    outbox: Outbox, pending: list[Message], attachments: Mapping[str, bytes], route: Route
) -> list[Message]:
    """Try each once, over as many connections as it takes; what is to be tried again."""
    waiting: deque[Message] = deque(pending)
    again: list[Message] = []
    while waiting:
        try:
            with connected(route.mailing, route.context, route.login) as server:
                # A connection that dropped has no socket any more; the message it cost waits its turn.
                while waiting and server.sock is not None:
                    message = waiting.popleft()
                    tried = _one(server, outbox, message, attachments.get(message.district), route)
                    again += [tried] if tried.state == "queued" else []
        except Later as later:
            said = route.hide(later.answer)
            again += [outbox.change(each, attempts=each.attempts + 1, answer=said) for each in waiting]
            break
        except Stop as stop:
            for each in waiting:
                outbox.change(each, answer=f"{stop.asked.rstrip('。')}（{stop.found}）")
            raise
    return again


def _one(
    server: smtplib.SMTP, outbox: Outbox, message: Message, attachment: bytes | None, route: Route
) -> Message:
    """Hand one message over and write down what became of it."""
    message = outbox.change(message, attempts=message.attempts + 1)
    to, cc = (tuple(address for address, _ in boxes) for boxes in (message.to, message.cc))
    letter = Letter(message.sender[0], to, cc, message_bytes(message, attachment, draft=False))

    def before_dot(left_out: dict[str, str]) -> None:
        told = {address: route.hide(answer) for address, answer in left_out.items()}
        outbox.change(message, state="sending", left_out=told)

    try:
        accepted = hand_over(server, letter, before_dot, route.mailing.timeout)
    except Later as later:
        return outbox.change(message, state="queued", answer=route.hide(later.answer), left_out={})
    except Refused as refused:
        said = route.hide(refused.answer)
        return outbox.change(message, state="refused", answer=said, left_out={}, ended=local_now())
    except Uncertain as uncertain:
        return outbox.change(
            message, state="uncertain", answer=route.hide(uncertain.answer), ended=local_now()
        )
    receipt = 0 if message.kind == "note" else outbox.next_receipt()
    try:
        return outbox.change(
            message, state="sent", answer=route.hide(accepted.answer), ended=local_now(), receipt=receipt
        )
    except OutputError as error:
        raise OutputError(
            f"{message.name or '给分析员'}的邮件，服务器已经接收，但没有能记下来。",
            where=error.where,
            found=error.found,
            expected=error.expected,
            action=f"解决后再运行，这封会显示为“不确定”，用 --settle {message.name}=sent 写明已发",
        ) from error
