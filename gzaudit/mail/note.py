"""The analyst's mail: what a nightly job has to say, sent once however often it says the same."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Final

from gzaudit.clock import local_now
from gzaudit.deliver.run_folder import workspace_lock
from gzaudit.errors import DeliveryError, SettingsError
from gzaudit.mail.compose import message_bytes
from gzaudit.mail.deliver import BUSY, CUT_OFF
from gzaudit.mail.files import put
from gzaudit.mail.outbox import FOLDER, Message, open_outbox
from gzaudit.mail.sending import ready, require_sender, send_all
from gzaudit.settings import load_mailing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gzaudit.mail.verdicts import Stop
    from gzaudit.settings import Mailing

_DRAFT: Final = "给分析员的{year}年小结.eml"
_LONGEST_SUBJECT: Final = 200


def mail_note(
    workspace: Path,
    year: int,
    subject: str,
    text: str,
    *,
    really: bool,
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """Mail a text to the analyst whom the settings name, or leave it as a draft.

    Of a year the same subject and text are not mailed twice in a row; nor is a note of which nobody knows
    whether it arrived: it matters less than being read twice is tiresome. A draft that says it is left alone.

    Args:
        workspace: the folder.
        year: that the text is about.
        subject: on one line.
        text: of the mail.
        really: send it; otherwise a draft only.
        sleep: waits between attempts.

    Returns:
        The draft's path relative to the workspace, or the Message-ID of the mail (also of the earlier one,
        if it was the same).

    Raises:
        SettingsError: no analyst is set, or a setting or the login cannot be used.
        WorkspaceBusyError: another program is sending.
        DeliveryError: the server did not take it.
        OutputError: the disk refused.
    """
    mailing = load_mailing(workspace)
    require_sender(mailing)
    if not mailing.analyst:
        raise SettingsError(
            "没有写明小结发给谁。", where="gzaudit.toml [mail] analyst", expected='analyst = "邮箱"'
        )
    route = ready(mailing, workspace) if really else None
    line = "".join(each if each.isprintable() else " " for each in subject)[:_LONGEST_SUBJECT]
    content = hashlib.sha256(f"{line}\n\n{text}".encode()).hexdigest()
    with workspace_lock(workspace / FOLDER, f"{FOLDER}/", BUSY):
        if route is None:
            draft = f"{FOLDER}/{_DRAFT.format(year=year)}"
            if not _says(workspace / draft, line, text):
                fresh = _note(mailing, year, line, text, content=content, went=0)
                put(workspace, draft, message_bytes(fresh, None, draft=True))
            return draft
        with open_outbox(workspace) as outbox:
            outbox.recover(CUT_OFF)
            past = outbox.notes(year)
            gone = [each for each in past if each.state in ("sent", "uncertain")]
            if gone and gone[-1].content == content:
                return gone[-1].message_id
            fresh = _note(mailing, year, line, text, content=content, went=len(gone))
            message = next((each for each in past if each.message_id == fresh.message_id), None)
            if message is None:
                message = outbox.add(fresh)
            message = outbox.change(message, state="queued", queued=fresh.queued)

            stop = send_all(outbox, [message], {}, replace(route, sleep=sleep))
            (now,) = (each for each in outbox.notes(year) if each.number == message.number)
    if now.state != "sent":
        raise _failed(now, stop)
    return now.message_id


def _says(path: Path, subject: str, text: str) -> bool:
    """Whether a draft says this already: then it keeps its date, and the file is not touched."""
    try:
        draft = message_from_bytes(path.read_bytes(), policy=default)
        body = draft.get_body()
        said = "" if body is None else body.get_content()
    except (OSError, ValueError, LookupError):  # not there, or spoilt: it is written anew
        return False
    return (draft["Subject"], said.splitlines()) == (subject, text.splitlines())


def _note(mailing: Mailing, year: int, subject: str, text: str, *, content: str, went: int) -> Message:
    digest = hashlib.sha256(
        f"{went}\n{year}\n{mailing.sender}\n{mailing.analyst}\n{content}".encode()
    ).hexdigest()
    domain = (mailing.sender or mailing.analyst).rpartition("@")[2]
    return Message(
        message_id=f"<{digest[:40]}@{domain}>",
        kind="note",
        year=year,
        district="",
        name="",
        content=content,
        zip="",
        file="",
        packets="",
        run="",
        result="",
        protection="none",
        sender=(mailing.sender, mailing.sender_name),
        to=((mailing.analyst, ""),),
        cc=(),
        subject=subject,
        body=text if text.endswith("\n") else f"{text}\n",
        queued=local_now(),
    )


def _failed(message: Message, stop: Stop | None) -> DeliveryError:
    if stop:
        return DeliveryError(stop.asked, where=stop.where, found=stop.found, action=stop.action)
    return DeliveryError(
        "给分析员的小结没有发出。" if message.state != "uncertain" else "给分析员的小结不知道是否送达。",
        where=message.to[0][0],
        found=message.answer,
        action="核对邮件服务器后重新运行",
    )
