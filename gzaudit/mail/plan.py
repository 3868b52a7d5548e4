"""What is to become of each packet: new, a correction, already sent, or waiting for a person."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from gzaudit.clock import minute
from gzaudit.mail.changes import Told, what_changed
from gzaudit.mail.outbox import Message
from gzaudit.mail.words import body_of, subject_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gzaudit.mail.addresses import Mailbox
    from gzaudit.mail.recipients import Recipients
    from gzaudit.packet.model import Packet, Packets
    from gzaudit.render.templates import Templates

Fate = Literal["new", "correction", "already", "waits"]
NOT_GONE: Final = ("queued", "refused", "superseded")
"""States of a message that has surely not arrived anywhere."""
_NO_DOMAIN: Final = "gzaudit.invalid"


@dataclass(frozen=True, slots=True)
class Post:
    """One district's packet and what is to become of it.

    Attributes:
        packet: the district's.
        fate: `new`, `correction`, `already` (its content is what was sent last), or `waits` (nobody knows
            whether an earlier mail arrived).
        message: what would go; of `already` and `waits`, the earlier message.
        size: of the zip, in bytes.
    """

    packet: Packet
    fate: Fate
    message: Message
    size: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What every mail of a delivery has in common.

    Attributes:
        workspace: the folder.
        packets: what is delivered.
        attachments: the zips' bytes, by district code.
        recipients: by district code.
        sender: the bureau.
        templates: of the workspace.
        reply_until: the last day for answers.
        now: local time with zone, to the second.
    """

    workspace: Path
    packets: Packets
    attachments: Mapping[str, bytes]
    recipients: Mapping[str, Recipients]
    sender: Mailbox
    templates: Templates
    reply_until: dt.date | None
    now: str


def planned(desk: Desk, past: Sequence[Message]) -> list[Post]:
    """What is to become of each packet. Nothing is written.

    Args:
        desk: what is delivered, and to whom.
        past: the year's messages so far, oldest first.
    """
    by_district: dict[str, list[Message]] = {}
    for each in past:
        by_district.setdefault(each.district, []).append(each)
    return [_post(desk, packet, by_district.get(packet.district, [])) for packet in desk.packets.packets]


def last_sent(past: Sequence[Message]) -> Message | None:
    """The message that arrived last, by the order in which they went."""
    return max((each for each in past if each.state == "sent"), key=lambda each: each.receipt, default=None)


def _post(desk: Desk, packet: Packet, past: Sequence[Message]) -> Post:
    size = len(desk.attachments[packet.district])
    unknown = [each for each in past if each.state in ("uncertain", "sending")]
    before = last_sent(past)
    if unknown:
        return Post(packet, "waits", unknown[-1], size)
    if before is not None and before.content == packet.content:
        return Post(packet, "already", before, size)
    return Post(packet, "correction" if before else "new", _message(desk, packet, size, before, past), size)


def _message(
    desk: Desk, packet: Packet, size: int, before: Message | None, past: Sequence[Message]
) -> Message:
    """The message as it would go; the one already in the outbox, if it is the very same."""
    packets, whom = desk.packets, desk.recipients[packet.district]
    files = {each.path: each.sha256 for each in packet.files}
    changes = None
    if before is not None:
        figures = packets.protection == "none"
        then, now = Told(before.run, before.result, before.files), Told(packets.run, packets.result, files)
        lines = what_changed(desk.workspace, packet.district, then, now, figures=figures)
        changes = minute(before.ended or before.queued), lines
    subject = subject_of(packets, packet, correction=before is not None)
    body = body_of(
        desk.templates,
        packets,
        packet,
        size=size,
        changes=changes,
        reply_until=desk.reply_until,
        signed=desk.sender.name,
    )
    to, cc = (tuple((box.address, box.name) for box in boxes) for boxes in (whom.to, whom.cc))
    sender = (desk.sender.address, desk.sender.name)
    went = sum(each.state == "sent" for each in past)
    key = (packets.year, packet.district, went, packet.content, packet.sha256, sender, to, cc, subject, body)
    message_id = _message_id(key, desk.sender.address)
    for each in past:
        if each.message_id == message_id and each.state in NOT_GONE:
            return each
    return Message(
        message_id=message_id,
        kind="correction" if before else "new",
        year=packets.year,
        district=packet.district,
        name=packet.name,
        content=packet.content,
        zip=packet.sha256,
        file=packet.file,
        files=files,
        packets=packets.shown,
        run=packets.run,
        result=packets.result,
        protection=packets.protection,
        sender=sender,
        to=to,
        cc=cc,
        subject=subject,
        body=body,
        queued=desk.now,
    )


def _message_id(key: object, sender: str) -> str:
    """The same for the same message, in whatever copy of the workspace: servers drop what they had before."""
    digest = hashlib.sha256(json.dumps(key, ensure_ascii=False).encode()).hexdigest()
    return f"<{digest[:40]}@{sender.rpartition('@')[2] or _NO_DOMAIN}>"
