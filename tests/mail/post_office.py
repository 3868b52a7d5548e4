"""A real SMTP server with TLS and login in a thread of its own, that can be told to misbehave at any step."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "gaoqi", "Geheim-9f3c-Kennwort"
SLOW, STUCK = 0.02, 0.6
Fault = str | int | None
"""A code to answer with; `drop`, `slow`, `stuck`; after the dot also `keep-drop` and `late`."""


def nothing_wrong(_: str) -> Fault:
    """A server that does what it should."""
    return None


@dataclass
class Kept:
    """A message that the server took into its mailbox."""

    message_id: str
    sender: str
    to: tuple[str, ...]
    data: bytes


@dataclass
class Office:
    """The server's mailbox, and what it is to do wrong."""

    port: int
    ca_file: Path
    security: str
    fault: Callable[[str], Fault] = nothing_wrong
    mailbox: list[Kept] = field(default_factory=list)
    logins: list[tuple[bool, bool]] = field(default_factory=list)
    late: int = 0
    lines: list[asyncio.BaseTransport] = field(default_factory=list)

    def ids(self) -> list[str]:
        self.settled()
        return [each.message_id for each in self.mailbox]

    def settled(self) -> None:
        """Wait until nothing is on its way into the mailbox any more."""
        for _ in range(400):
            if not self.late:
                return
            time.sleep(0.01)
        raise AssertionError("the server never came to rest")

    def clear(self) -> None:
        self.settled()
        self.mailbox.clear()
        self.logins.clear()
        self.lines[:] = [each for each in self.lines if not each.is_closing()]
        self.fault = nothing_wrong

    def settings(self, **more: Any) -> str:
        """The [mail] table for it."""
        told = {
            "host": "localhost", "port": self.port, "security": self.security, "ca_file": str(self.ca_file),
            "from": "gaoqi@kjj.example.cn", "from_name": "市科技局高新处", "timeout": 5, "attempts": 2, **more,
        }  # fmt: skip
        return "[mail]\n" + "".join(
            f'{key} = "{value}"\n' if isinstance(value, str) else f"{key} = {value}\n"
            for key, value in told.items()
        )


class Faulty(SMTP):
    """aiosmtpd, asked at each step what is to go wrong."""

    office: Office

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.office.lines.append(transport)
        super().connection_made(transport)

    async def _goes_wrong(self, step: str) -> bool:
        fault = self.office.fault(step)
        if fault == "slow":
            await asyncio.sleep(SLOW)
            return False
        if fault == "stuck":
            await asyncio.sleep(STUCK)
            fault = "drop"
        if isinstance(fault, int):
            await self.push(f"{fault} not now, not here")
            if fault == 421:
                self.transport.close()
            return True
        if fault == "drop":
            self.transport.abort()
            return True
        assert fault is None, fault
        return False

    async def _handle_client(self) -> None:
        if not await self._goes_wrong("greeting"):
            with contextlib.suppress(ConnectionError):
                await super()._handle_client()

    async def smtp_EHLO(self, arg: str) -> None:
        if not await self._goes_wrong("ehlo"):
            await super().smtp_EHLO(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        if not await self._goes_wrong("auth"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        if not self.session.authenticated:
            await self.push("530 log in first")
        elif not await self._goes_wrong("mail"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        if not await self._goes_wrong("rcpt"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if await self._goes_wrong("data"):
            return
        if self.office.fault("body") == "drop":
            await self.push("354 go on")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class Handler:
    """Keeps what arrives, or loses it, or answers too late."""

    def __init__(self, office: Office) -> None:
        self.office = office

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        fault = self.office.fault("dot")
        if isinstance(fault, int):
            return f"{fault} not this one"
        if fault == "slow":
            await asyncio.sleep(SLOW)
        if fault == "late":
            self.office.late += 1
            asyncio.get_running_loop().call_later(STUCK, self._late, envelope)
            await asyncio.sleep(2 * STUCK)
            return "250 too late"
        if fault != "drop":
            self._keep(envelope)
        if fault in ("drop", "keep-drop"):
            server.transport.abort()
        return f"250 kept as {len(self.office.mailbox)}"

    def _late(self, envelope: Envelope) -> None:
        self._keep(envelope)
        self.office.late -= 1

    def _keep(self, envelope: Envelope) -> None:
        data = bytes(envelope.content)
        message_id = str(message_from_bytes(data)["Message-ID"])
        self.office.mailbox.append(Kept(message_id, envelope.mail_from, tuple(envelope.rcpt_tos), data))


def _authenticate(office: Office) -> Callable[..., AuthResult]:
    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        office.logins.append((known, session.ssl is not None or office.security == "tls"))
        return AuthResult(success=known, handled=False)

    return check


@contextlib.contextmanager
def open_office(
    folder: Path, security: str = "starttls", *, offers_starttls: bool = True, trusted: bool = True
) -> Iterator[Office]:
    """A server on a free port of this machine, while the block lasts."""
    authority, other = trustme.CA(), trustme.CA()
    ca_file = folder / "ca.pem"
    (authority if trusted else other).cert_pem.write_to_path(str(ca_file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    office = Office(0, ca_file, security)
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # a dropped line is what is being tried

    def protocol() -> Faulty:
        tls = security == "starttls"
        made = Faulty(
            Handler(office),
            hostname="localhost",
            ident="post office",
            loop=loop,
            tls_context=context if tls and offers_starttls else None,
            require_starttls=tls and offers_starttls,
            authenticator=_authenticate(office),
            auth_require_tls=tls and offers_starttls,
            auth_required=False,  # asked for below, also where the whole line is encrypted
            timeout=30,
        )
        made.office = office
        return made

    async def start() -> asyncio.Server:
        return await loop.create_server(
            protocol, "127.0.0.1", 0, ssl=context if security == "tls" else None, ssl_handshake_timeout=None
            if security != "tls" else 5,
        )  # fmt: skip

    server = loop.run_until_complete(start())
    office.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield office
    finally:

        async def stop() -> None:
            server.close()
            for each in office.lines:
                each.abort()
            tasks = [each for each in asyncio.all_tasks() if each is not asyncio.current_task()]
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(0.01)

        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
