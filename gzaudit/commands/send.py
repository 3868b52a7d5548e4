"""`gzaudit send`: drafts of the mails to the districts, or the mails themselves; what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.clock import minute
from gzaudit.commands.say import note, print_json
from gzaudit.commands.workspace import checked_workspace
from gzaudit.errors import DeliveryError, SettingsError
from gzaudit.mail.choose import chosen_packets, only_district
from gzaudit.mail.deliver import deliver
from gzaudit.mail.outbox import STORE, open_outbox
from gzaudit.mail.recipients import district_code
from gzaudit.mail.settle import read_rulings, settle
from gzaudit.mail.told import FATES, STATES, uncertain_words
from gzaudit.mail.words import size_words
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gzaudit.mail.deliver import Delivery
    from gzaudit.mail.outbox import Message
    from gzaudit.mail.plan import Post

_HEADINGS: Final = ("区", "情况", "收件人和抄送", "主题、附件、大小")


def run_send(
    year: int,
    workspace: Path,
    *,
    named: str | None,
    run: str | None,
    protect: str | None,
    district: str | None,
    really: bool,
    as_json: bool,
) -> int:
    """Write drafts, or send.

    Args:
        year: the audited year.
        workspace: the folder.
        named: folder of the packets; None for the newest.
        run: id of the run that they were made of.
        protect: how they are protected.
        district: the only district meant; None for all.
        really: send.
        as_json: print JSON and nothing else on stdout.

    Returns:
        0, or 7 where something is left to do.

    Raises:
        GzauditError: whatever stops it.
    """
    packets = chosen_packets(checked_workspace(workspace), year, named=named, run=run, protect=protect)
    try:
        delivery = deliver(workspace, only_district(packets, district), really=really)
    except KeyboardInterrupt:
        if really:
            note("发出的都有记录，再运行会接着发；正在等答复的一封会显示为“不确定”。")
        raise
    for each in delivery.notes:
        note(each)
    if as_json:
        print_json(_delivery(delivery, packets.shown, really=really))
    else:
        _show(delivery, packets.shown, really=really)
    return 0 if delivery.complete else DeliveryError.exit_code


def run_status(year: int, workspace: Path, district: str | None, *, as_json: bool) -> int:
    """Print what became of the year's mails; nothing is written.

    Returns:
        0, or 7 where a mail is uncertain, refused or still waits.

    Raises:
        GzauditError: the outbox cannot be read.
    """
    there = (checked_workspace(workspace) / STORE).is_file()
    if there:
        with open_outbox(workspace, only_read=True) as outbox:
            messages = outbox.messages(year)
    found = _of_district(messages, district) if there else []
    if as_json:
        print_json({"year": year, "messages": [_told(each) for each in found]})
    elif not found:
        note(f"{year} 年度还没有给各区的邮件。")
    else:
        _show_status(found)
    left = any(each.state in ("uncertain", "sending", "refused") for each in found)
    return DeliveryError.exit_code if left else 0


def run_settle(year: int, workspace: Path, texts: Sequence[str], by: str, grounds: str) -> int:
    """Write down what a person found out about uncertain mails.

    Returns:
        0.

    Raises:
        GzauditError: it is not clear who says what, or there is nothing to settle.
    """
    for line in settle(checked_workspace(workspace), year, read_rulings(texts), by, grounds):
        note(line)
    return 0


def _of_district(messages: Iterable[Message], district: str | None) -> list[Message]:
    code = district_code(district) if district else ""
    if district and not code:
        raise SettingsError("没有这个区。", where="--district", found=district[:60])
    return sorted(
        (each for each in messages if not code or each.district == code),
        key=lambda each: (each.district, each.number),
    )


def _show(delivery: Delivery, packets: str, *, really: bool) -> None:
    screen = Screen()
    screen.line(f"分送包：{packets}")
    screen.table(_HEADINGS, [_row(each) for each in delivery.posts])
    for line in delivery.lines:
        screen.item(line)
    if not really:
        screen.line()
        screen.line(f"没有发出任何邮件。草稿在 {delivery.shown}/；核对后加 --really-send 发送。")


def _row(post: Post) -> tuple[str, ...]:
    """A district's line: people and things one below the other, so that addresses stay whole."""
    message = post.message
    copies = f"\n抄送：\n{_boxes(message.cc)}" if message.cc else ""
    file = message.file.rpartition("/")[2]
    return (
        message.name,
        FATES[post.fate],
        f"{_boxes(message.to)}{copies}",
        f"{message.subject}\n{file}（{size_words(post.size)}）",
    )


def _boxes(boxes: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{name} {address}".strip() for address, name in boxes)


def _show_status(messages: Sequence[Message]) -> None:
    screen = Screen()
    headings = ("区", "情况", "收件人", "时间", "次数", "答复")
    screen.table(headings, [_status_row(each) for each in messages], numbers=(4,))
    for each in messages:
        if each.state in ("uncertain", "sending"):
            screen.item(f"{each.name}：{uncertain_words(each)}")


def _status_row(message: Message) -> tuple[str, ...]:
    refused = f"；抄送被拒：{'、'.join(message.left_out)}" if message.left_out else ""
    settled = f"；{message.settled_by}认定：{message.note}" if message.settled_by else ""
    return (
        message.name,
        f"{STATES[message.state]}（更正）" if message.kind == "correction" else STATES[message.state],
        _boxes(message.to),
        minute(message.ended or message.queued),
        str(message.attempts),
        f"{message.answer}{refused}{settled}" or "—",
    )


def _delivery(delivery: Delivery, packets: str, *, really: bool) -> dict[str, Any]:
    return {
        "complete": delivery.complete,
        "sent": really,
        "packets": packets,
        "drafts": delivery.shown,
        "notes": list(delivery.notes),
        "districts": [
            {"fate": post.fate, "line": line, "size": post.size, **_told(post.message)}
            for post, line in zip(delivery.posts, delivery.lines, strict=True)
        ],
    }


def _told(message: Message) -> dict[str, Any]:
    """A message without its text."""
    return {
        "district": message.district,
        "name": message.name,
        "kind": message.kind,
        "state": message.state,
        "subject": message.subject,
        "to": [address for address, _ in message.to],
        "cc": [address for address, _ in message.cc],
        "left_out": message.left_out,
        "message_id": message.message_id,
        "content": message.content,
        "zip": message.zip,
        "run": message.run,
        "attempts": message.attempts,
        "answer": message.answer,
        "queued": message.queued,
        "ended": message.ended,
        "settled_by": message.settled_by,
        "note": message.note,
        "receipt": message.receipt,
    }
