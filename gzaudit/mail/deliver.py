"""A delivery from end to end: drafts by default, mails where that is asked for, and what became of each."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gzaudit.clock import local_now
from gzaudit.deliver.run_folder import workspace_lock
from gzaudit.errors import OutputError, SettingsError
from gzaudit.mail.addresses import Mailbox
from gzaudit.mail.compose import message_bytes
from gzaudit.mail.files import draft_folder, draft_name, put, take_back_drafts
from gzaudit.mail.outbox import FOLDER, open_outbox
from gzaudit.mail.plan import Desk, Post, planned
from gzaudit.mail.receipts import clock_note, enter_receipts, restore, write_receipts
from gzaudit.mail.recipients import read_recipients
from gzaudit.mail.sending import ready, require_sender, send_all
from gzaudit.mail.told import line_of
from gzaudit.oswords import system_words
from gzaudit.render.templates import load_templates
from gzaudit.settings import load_mailing, load_reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gzaudit.mail.outbox import Message, Outbox
    from gzaudit.packet.model import Packets
    from gzaudit.settings import Mailing

BUSY: Final = "另一个程序正在发送这个工作区的邮件。"
CUT_OFF: Final = "程序在等服务器答复时中断"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a delivery.

    Attributes:
        complete: every district has what it should have; of drafts, that none waits for a person.
        lines: per district, what became of it.
        notes: what else a person should know: why nothing more could be sent, a clock that went back.
        shown: the folder of the drafts, relative to the workspace.
        posts: each packet with its message as it now is.
    """

    complete: bool
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    shown: str
    posts: tuple[Post, ...]


def deliver(
    workspace: Path, packets: Packets, *, really: bool, sleep: Callable[[float], None] = time.sleep
) -> Delivery:
    """Write drafts of what is to be sent, or send it.

    What a district was last sent is not sent to it again. Something else is sent as a correction. Nothing
    goes to a district of which it is not known whether its last mail arrived.

    Args:
        workspace: the folder.
        packets: of one run; of some districts or all.
        really: send; otherwise drafts only.
        sleep: waits between attempts.

    Raises:
        SettingsError: a recipient, a setting, the login or a packet cannot be used; nothing went, nothing is
            written.
        WorkspaceBusyError: another program is sending.
        OutputError: the disk refused. What went before is recorded.
    """
    mailing = load_mailing(workspace)
    require_sender(mailing)
    desk = _desk(workspace, packets, mailing)
    route = ready(mailing, workspace) if really else None
    with workspace_lock(workspace / FOLDER, f"{FOLDER}/", BUSY), open_outbox(workspace) as outbox:
        notes = [clock_note(workspace, outbox, desk.now), *restore(workspace, outbox)]
        outbox.recover(CUT_OFF)
        plan = planned(desk, outbox.messages(packets.year))
        posts = [_queued(outbox, each, desk.now, really=really) for each in plan]
        _drafts(desk, posts, really=really)
        if route is not None:
            go = [each.message for each in posts if each.fate in ("new", "correction")]
            stop = send_all(outbox, go, desk.attachments, replace(route, sleep=sleep))
            if stop:
                notes.append(_stopped(stop.asked, stop.where, stop.found, stop.action))
        posts = _afterwards(outbox, posts)
        enter_receipts(workspace, outbox)
        write_receipts(workspace, outbox, packets.year)
        lines = tuple(line_of(each, desk.recipients, draft_folder(packets), really=really) for each in posts)
        complete = all(_arrived(each, really=really) for each in posts)
        if really:
            for each in posts:
                if each.message.state == "sent" and not each.message.told:
                    outbox.change(each.message, told=1)
    return Delivery(complete, lines, tuple(filter(None, notes)), draft_folder(packets), tuple(posts))


def _desk(workspace: Path, packets: Packets, mailing: Mailing) -> Desk:
    """All that the mails are made of, looked at as a whole before anything is written."""
    _, recipients = read_recipients(workspace, mailing, {e.district: e.name for e in packets.packets})
    return Desk(
        workspace,
        packets,
        {each.district: _zip(packets, each.file, each.sha256) for each in packets.packets},
        recipients,
        Mailbox(mailing.sender, mailing.sender_name),
        load_templates(workspace),
        load_reply(workspace, packets.year),
        local_now(),
    )


def _zip(packets: Packets, file: str, sha256: str) -> bytes:
    """A zip's bytes, as they were made.

    Raises:
        SettingsError: they are not.
    """
    where, found = f"{packets.shown}/{file}", "SHA-256 与打包时不同"
    try:
        data = (packets.folder / file).read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
    except OSError as error:
        found = system_words(error)
    raise SettingsError(
        "分送包不能用。",
        where=where,
        found=found,
        expected="打包之后没有改动的文件",
        action="移走这个文件夹，重新运行 gzaudit package 年度",
    )


def _queued(outbox: Outbox, post: Post, now: str, *, really: bool) -> Post:
    """The post with its message in the outbox; others of the district that never went are withdrawn."""
    message = post.message
    if post.fate != "waits":
        for each in outbox.messages(message.year, message.district):
            if each.state in ("queued", "refused") and each.number != message.number:
                outbox.change(each, state="superseded")
    if post.fate in ("new", "correction"):
        if not message.number:
            message = outbox.add(message)
        elif really or message.state == "superseded":
            # Not delivered yet: it bears the day on which it goes, and is the same in every attempt of it.
            message = outbox.change(message, state="queued", queued=now)
    return Post(post.packet, post.fate, message, post.size)


def _drafts(desk: Desk, posts: list[Post], *, really: bool) -> None:
    """Drafts of what would go; those that hold no longer are taken back."""
    for post in posts:
        path = f"{draft_folder(desk.packets)}/{draft_name(post.message)}"
        wanted = not really and post.fate in ("new", "correction")
        take_back_drafts(desk.workspace, post.message, path if wanted else "")
        if wanted:
            attachment = desk.attachments[post.packet.district]
            put(desk.workspace, path, message_bytes(post.message, attachment, draft=True))


def _afterwards(outbox: Outbox, posts: list[Post]) -> list[Post]:
    """The posts with their messages as they now are."""
    now = {each.number: each for each in outbox.messages()}
    return [Post(post.packet, post.fate, now[post.message.number], post.size) for post in posts]


def _arrived(post: Post, *, really: bool) -> bool:
    """Whether nothing is left to do about a district; copies that were refused are told of once."""
    message: Message = post.message
    if not really:
        return post.fate != "waits"
    return message.state == "sent" and not (message.left_out and not message.told)


def _stopped(asked: str, where: str, found: str, action: str) -> str:
    return str(OutputError(asked, where=where, found=found, action=action))
