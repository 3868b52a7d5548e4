"""A message's very bytes: the same however often it is tried, readable by old and new mail programs.

Chinese in heads goes as encoded words (RFC 2047). The attachment's name stands twice: as RFC 2231 wants it,
and as an encoded word beside its type, where programs look that do not know RFC 2231.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from email import policy
from email.generator import BytesGenerator
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from io import BytesIO
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import Message as Part

    from gzaudit.mail.outbox import Message

# The old rules on purpose: the new ones know no encoded word beside a type. Lines end as mail wants them.
_POLICY: Final = policy.compat32.clone(linesep="\r\n", max_line_length=78)
_SAFE: Final = "!#$&+-.^_`|~"


def message_bytes(message: Message, attachment: bytes | None, *, draft: bool) -> bytes:
    """The message as it goes out, or as a draft that a mail program opens for sending.

    Args:
        message: whom to, what about.
        attachment: the zip; None for a note.
        draft: marked as not sent.

    Returns:
        Seven-bit lines of at most 998 characters, ended by CR LF.
    """
    text: Part = MIMEText(message.body, "plain", "utf-8", policy=_POLICY)
    whole = text
    if attachment is not None:
        whole = MIMEMultipart("mixed", boundary=_boundary(message), policy=_POLICY)
        for part in (text, _attached(attachment, message.file)):
            del part["MIME-Version"]
            whole.attach(part)
    del whole["MIME-Version"]
    whole["MIME-Version"] = "1.0"
    if draft:
        whole["X-Unsent"] = "1"
    if message.sender[0]:
        whole["From"] = _mailboxes([message.sender])
    whole["To"] = _mailboxes(message.to)
    if message.cc:
        whole["Cc"] = _mailboxes(message.cc)
    whole["Subject"] = _encoded(message.subject, len("Subject: "))
    whole["Date"] = format_datetime(dt.datetime.fromisoformat(message.queued))
    whole["Message-ID"] = message.message_id
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=_POLICY).flatten(whole)
    data = out.getvalue()
    return data if data.endswith(b"\r\n") else data + b"\r\n"


def _attached(data: bytes, name: str) -> Part:
    part = MIMEApplication(data, "zip", policy=_POLICY)
    # Built as texts: the library would put RFC 2231 into both, or cut a name into numbered pieces.
    part.replace_header("Content-Type", f'application/zip;\n name="{_encoded(name, 7)}"')
    plain = f'filename="{name}"' if name.isascii() else f"filename*=UTF-8''{quote(name, safe=_SAFE)}"
    part["Content-Disposition"] = f"attachment;\n {plain}"
    return part


def _encoded(text: str, used: int) -> str:
    """A text as encoded words of at most 75 characters; plain where it is ASCII."""
    if text.isascii():
        return text
    return Header(text, "utf-8", maxlinelen=75, header_name=" " * max(used - 2, 0)).encode(linesep="\n")


def _mailboxes(boxes: Iterable[tuple[str, str]]) -> str:
    """Addresses with their names, one a line."""
    shown = [
        formataddr((name, address)) if name.isascii() else f"{_encoded(name, 0)} <{address}>"
        for address, name in boxes
    ]
    return ",\n ".join(shown)


def _boundary(message: Message) -> str:
    """Fixed per message; no line of base64 can look like it."""
    return f"==_{hashlib.sha256(message.message_id.encode()).hexdigest()[:40]}_=="
