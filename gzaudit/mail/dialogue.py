"""One message handed to a server, step by step, so that it is always known whether it may have arrived.

Before the final dot nothing is delivered, whatever happens. From the dot on until the server's answer, it may
be. Therefore the caller is told right before the dot, and what it does then (commit) comes first.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.mail.verdicts import Accepted, Later, Refused, Uncertain
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Callable

# A server may look through a message before it answers; giving up costs a person's work. Times `timeout`.
_FINAL_PATIENCE: Final = 5
_LONGEST_ANSWER: Final = 300
_LEADING_DOT: Final = re.compile(rb"(?m)^\.")


class Letter(NamedTuple):
    """What is handed over: sender, recipients, copies, and the bytes with lines ended by CR LF."""

    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    data: bytes


def hand_over(
    server: smtplib.SMTP, letter: Letter, before_dot: Callable[[dict[str, str]], None], timeout: float
) -> Accepted:
    """Hand one message over, to all its recipients in one go.

    Args:
        server: greeted, encrypted, logged in.
        letter: the message.
        before_dot: called once everything but the final dot has gone, with the copies that were refused; if
            it raises, the dot is not sent.
        timeout: seconds for each answer; the last may take five times as long.

    Raises:
        Later: refused for the time being, or the line dropped before the dot: not delivered.
        Refused: the server will not have it: not delivered.
        Uncertain: no answer came after the dot.
    """
    left_out = _before_data(server, letter)
    try:
        server.send(_stuffed(letter.data))
        _require_silence(server)
    except (OSError, smtplib.SMTPException) as error:
        server.close()
        raise Later(_why(error)) from None
    before_dot(left_out)
    code, answer = _final(server, timeout)
    if 200 <= code < 300:
        return Accepted(answer, left_out)
    if 400 <= code < 500:
        if code == 421:
            server.close()
        raise Later(answer)
    if 500 <= code < 600:
        raise Refused(answer)
    server.close()
    raise Uncertain(f"服务器的答复看不懂：{answer}")


def _before_data(server: smtplib.SMTP, letter: Letter) -> dict[str, str]:
    """Sender, recipients, and the word that the message may follow; copies refused for good, with answers."""
    left_out: dict[str, str] = {}
    try:
        options = [f"SIZE={len(letter.data)}"] if server.has_extn("size") else []
        _require(server, server.mail(letter.sender, options))
        for address in (*letter.to, *letter.cc):
            code, answer = server.rcpt(address)
            if 500 <= code < 600 and address in letter.cc:
                left_out[address] = _said(code, answer)
            else:
                _require(server, (code, answer), address)
        server.putcmd("data")
        code, answer = server.getreply()
        if code != 354:
            _require(server, (code if code >= 400 else 451, answer))
    except (OSError, smtplib.SMTPException) as error:
        server.close()
        raise Later(_why(error)) from None
    return left_out


def _require(server: smtplib.SMTP, reply: tuple[int, bytes], whose: str = "") -> None:
    """Go on only where the server agreed; otherwise leave it ready for the next message."""
    code, answer = reply
    if 200 <= code < 300:
        return
    if code == 421 or code < 400:  # it hangs up, or nobody knows what it says
        server.close()
    else:
        _reset(server)
    said = f"{whose} {_said(code, answer)}".strip()
    raise Refused(said) if code >= 500 else Later(said)


def _reset(server: smtplib.SMTP) -> None:
    """Drop what was begun; a server that does not hear it is left."""
    try:
        code, _ = server.rset()
    except (OSError, smtplib.SMTPException):
        code = -1
    if code != 250:
        server.close()


def _stuffed(data: bytes) -> bytes:
    """The bytes with leading dots doubled: a line with one dot alone would end the message."""
    return _LEADING_DOT.sub(b"..", data)


def _require_silence(server: smtplib.SMTP) -> None:
    """Notice a line that has dropped, or a server that says good-bye, while nothing is at stake yet.

    Raises:
        SMTPServerDisconnected: nobody listens for the dot.
    """
    sock = server.sock
    if sock is None:
        raise smtplib.SMTPServerDisconnected
    waits = sock.gettimeout()
    sock.settimeout(0)
    try:
        sock.recv(1024)
    except (BlockingIOError, ssl.SSLWantReadError):
        sock.settimeout(waits)
        return
    raise smtplib.SMTPServerDisconnected


def _final(server: smtplib.SMTP, timeout: float) -> tuple[int, str]:
    """The dot, and the answer to it."""
    try:
        if server.sock is not None:
            server.sock.settimeout(timeout * _FINAL_PATIENCE)
        server.send(b".\r\n")
        code, answer = server.getreply()
        if server.sock is not None:
            server.sock.settimeout(timeout)
    except (OSError, smtplib.SMTPException) as error:
        server.close()
        raise Uncertain(f"交出全文以后{_why(error)}") from None
    return code, _said(code, answer)


def _said(code: int, answer: bytes) -> str:
    """A server's answer on one line."""
    text = answer.decode("utf-8", "replace")
    return "".join(c if c.isprintable() else " " for c in f"{code} {text}")[:_LONGEST_ANSWER]


def _why(error: OSError | smtplib.SMTPException) -> str:
    # smtplib wraps what the socket raised, and keeps but its words.
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "服务器没有按时答复"
    if isinstance(error, smtplib.SMTPException | ConnectionError | ssl.SSLError):
        return "连接断了"
    return system_words(error)
