"""A connection to the mail server: encrypted and verified, or none at all."""

from __future__ import annotations

import contextlib
import ipaddress
import smtplib
import socket
import ssl
from typing import TYPE_CHECKING, Final

from gzaudit.errors import SettingsError
from gzaudit.mail.verdicts import Later, Stop
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gzaudit.mail.login import Login
    from gzaudit.settings import Mailing

_WRONG_CERTIFICATE: Final = {
    10: "证书已过期",
    9: "证书还没有生效",
    18: "证书是自己签的，不被信任",
    19: "签发证书的机构不被信任",
    20: "签发证书的机构不被信任",
    21: "签发证书的机构不被信任",
    62: "证书不是发给这个服务器名称的",
    64: "证书不是发给这个地址的",
}
# The machine's own name is nobody's business, and looking it up may take long.
_UNNAMED: Final = "localhost"
_RENEW: Final = "核对 [mail] host；内部证书机构的证书放进工作区，用 [mail] ca_file 指明；不会改用不加密的连接"


def trusted(mailing: Mailing, workspace: Path) -> ssl.SSLContext:
    """What certificates are held against: the system's authorities, or the workspace's own file.

    Raises:
        SettingsError: that file cannot be used.
    """
    if not mailing.ca_file:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=str(workspace / mailing.ca_file))
    except ssl.SSLError as error:
        raise _no_ca(mailing.ca_file, "不是证书文件") from error
    except OSError as error:
        raise _no_ca(mailing.ca_file, system_words(error)) from error


def _no_ca(file: str, found: str) -> SettingsError:
    return SettingsError(
        "证书文件不能用。",
        where=f"gzaudit.toml [mail] ca_file {file}",
        found=found,
        expected="PEM 格式的证书（-----BEGIN CERTIFICATE-----）",
        action="换成内部证书机构的证书文件",
    )


@contextlib.contextmanager
def connected(mailing: Mailing, context: ssl.SSLContext, login: Login | None) -> Iterator[smtplib.SMTP]:
    """The server, greeted and logged in to; closed when the block ends.

    Raises:
        Later: it cannot be reached, or asks to come later.
        Stop: it cannot be trusted, wants another password, or does not do what is needed: trying again is
            of no use. The connection is never used unencrypted.
    """
    server = _opened(mailing, context, login)
    try:
        yield server
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.quit()
    finally:
        server.close()


def _opened(mailing: Mailing, context: ssl.SSLContext, login: Login | None) -> smtplib.SMTP:
    server: smtplib.SMTP | None = None
    try:
        if mailing.security == "tls":
            server = smtplib.SMTP_SSL(
                mailing.host, mailing.port, _UNNAMED, timeout=mailing.timeout, context=context
            )
        else:
            server = smtplib.SMTP(mailing.host, mailing.port, _UNNAMED, timeout=mailing.timeout)
        server.local_hostname = _literal(server)
        if server.sock is not None:  # the final dot goes by itself and need not wait for others
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _secure(server, mailing, context)
        _log_in(server, mailing, login)
    except BaseException as error:
        if server is not None:
            server.close()
        if isinstance(error, OSError):  # smtplib's own errors are such too
            # Not chained: what a server answers to a password may quote it.
            raise _verdict(error, _place(mailing)) from None
        raise
    return server


def _secure(server: smtplib.SMTP, mailing: Mailing, context: ssl.SSLContext) -> None:
    server.ehlo_or_helo_if_needed()
    if mailing.security == "tls":
        return
    if not server.has_extn("starttls"):
        raise Stop(
            "邮件服务器不提供 STARTTLS 加密。",
            _place(mailing),
            "连接没有加密；没有登录，也没有发信",
            "核对 [mail] port；服务器从连接起就加密的，[mail] security 写 tls",
        )
    server.starttls(context=context)
    server.ehlo_or_helo_if_needed()


def _log_in(server: smtplib.SMTP, mailing: Mailing, login: Login | None) -> None:
    if login is None:
        return
    try:
        server.login(*login.given())
    except smtplib.SMTPNotSupportedError:
        found = "没有登录功能（AUTH）"
    except ValueError:  # a challenge that is none
        found = "登录时的答复看不懂"
    else:
        return
    raise Stop("邮件服务器不接受登录。", _place(mailing), found, "核对 [mail] host 和 port") from None


def _place(mailing: Mailing) -> str:
    return f"{mailing.host}:{mailing.port}"


def _literal(server: smtplib.SMTP) -> str:
    """How this side calls itself: its address, as the protocol writes it."""
    if server.sock is None:
        return _UNNAMED
    address = ipaddress.ip_address(str(server.sock.getsockname()[0]).partition("%")[0])
    return f"[IPv6:{address}]" if address.version == 6 else f"[{address}]"


def _verdict(error: OSError, place: str) -> Later | Stop:
    """Whether to come back, in words that hold nothing but what is known to be harmless."""
    if isinstance(error, smtplib.SMTPServerDisconnected | ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Later("连接断了")
    if isinstance(error, ssl.SSLError):
        return _no_encryption(error, place)
    if isinstance(error, smtplib.SMTPException):
        return _turned_away(error, place)
    if isinstance(error, socket.gaierror) and error.errno != socket.EAI_AGAIN:
        return Stop("找不到邮件服务器。", place, "没有这个名称", "核对 gzaudit.toml 的 [mail] host 和网络")
    if isinstance(error, TimeoutError):
        return Later("服务器没有按时答复")
    return Later(
        "连不上服务器" if isinstance(error, ConnectionError | socket.gaierror) else system_words(error)
    )


def _no_encryption(error: ssl.SSLError, place: str) -> Later | Stop:
    if isinstance(error, ssl.SSLCertVerificationError):
        found = _WRONG_CERTIFICATE.get(error.verify_code, f"证书核对不过（代号 {error.verify_code}）")
        return Stop("邮件服务器的证书不可信。", place, found, _RENEW)
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return Later("服务器没有按时答复")
    return Stop(
        "加密连接建不起来。",
        place,
        f"系统报告：{error.reason or '加密握手失败'}",
        "核对 [mail] port 和 security（starttls 还是 tls）",
    )


def _turned_away(error: smtplib.SMTPException, place: str) -> Later | Stop:
    """By the server's code alone: its words may quote what it was sent."""
    if not isinstance(error, smtplib.SMTPResponseException):
        return Stop("邮件服务器的登录方式不支持。", place, "没有双方都会的登录方式", "问邮件管理员")
    code = error.smtp_code
    if code < 500:
        return Later(f"服务器暂时不接待（{code}）")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        todo = "核对环境变量 GZAUDIT_SMTP_USER 和 GZAUDIT_SMTP_PASSWORD"
        return Stop("邮件服务器不认这个用户名或密码。", place, f"服务器答复 {code}", todo)
    return Stop("邮件服务器不让连接。", place, f"服务器答复 {code}", "问邮件管理员")
