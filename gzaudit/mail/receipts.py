"""Receipts: what the outbox knows to have gone, in the workspace's history and as files.

The outbox is written first. A receipt that did not get as far as the history is entered later; and should the
outbox be lost or an older copy of it be put back, what the history tells of is put into it again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final

from gzaudit.clock import minute
from gzaudit.deliver.history import HISTORY, append_held, held, records
from gzaudit.errors import GzauditError, OutputError
from gzaudit.mail.files import put
from gzaudit.mail.outbox import FOLDER, Message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gzaudit.deliver.history import Record
    from gzaudit.mail.outbox import Outbox

RECEIPTS: Final = "receipts"
BOOK: Final = "送达回执.csv"
_KINDS: Final = {"new": "首次", "correction": "更正"}
_UNKNOWN: Final = "（发件记录遗失，由运行记录补回）"


def receipt_content(message: Message) -> dict[str, Any]:
    """A receipt as the history and the file hold it."""
    return {
        "receipt": message.receipt,
        "year": message.year,
        "district": message.district,
        "name": message.name,
        "kind": message.kind,
        "content": message.content,
        "zip": message.zip,
        "file": message.file,
        "packets": message.packets,
        "run": message.run,
        "result": message.result,
        "protection": message.protection,
        "message_id": message.message_id,
        "from": message.sender[0],
        "to": [address for address, _ in message.to],
        "cc": [address for address, _ in message.cc if address not in message.left_out],
        "left_out": message.left_out,
        "sent": message.ended,
        "answer": message.answer,
        "settled_by": message.settled_by,
        "note": message.note,
    }


def enter_receipts(workspace: Path, outbox: Outbox) -> None:
    """Enter in the history whatever went and is not in it yet, in the order in which it went.

    `restore` comes first: it knows of those that were entered right before a crash.

    Raises:
        OutputError: the history cannot be written, or is held for long; the mails themselves are recorded.
    """
    lacking = sorted((each for each in _sent(outbox) if not each.entered), key=lambda each: each.receipt)
    if not lacking:
        return
    try:
        with held(workspace):
            for message in lacking:
                record = append_held(workspace, "delivery", receipt_content(message))
                outbox.change(message, entered=record.seq)
    except GzauditError as error:
        if error.where != HISTORY:
            raise
        raise OutputError(
            "回执没有记进运行记录；发出的邮件都在发件记录里，没有受影响。",
            where=HISTORY,
            found=error.found or error.asked,
            expected=error.expected,
            action="解决后再运行 gzaudit send，会自动补记，不会再发一次",
        ) from error


def restore(workspace: Path, outbox: Outbox) -> list[str]:
    """Put into the outbox what the history tells of and the outbox does not.

    Returns:
        What people are told, a line for each message that was put back.

    Raises:
        OutputError: the history cannot be read.
    """
    rows = {each.message_id: each for each in outbox.messages()}
    told = []
    for record in _past(workspace):
        if record.kind != "delivery":
            continue
        row = rows.get(str(record.content.get("message_id")))
        if row is not None and row.state == "sent":
            if not row.entered:
                outbox.change(row, entered=record.seq)
            continue
        with contextlib.suppress(KeyError, TypeError, ValueError):
            message = _put_back(outbox, row, record)
            told.append(
                f"{message.name}：{HISTORY} 记着 {minute(message.ended)} 已发，发件记录里没有，已补回"
            )
    return told


def write_receipts(workspace: Path, outbox: Outbox, year: int) -> None:
    """The year's receipts as files: JSON each, and one table for people.

    Raises:
        OutputError: the disk refused.
    """
    sent = sorted((each for each in _sent(outbox) if each.year == year), key=lambda each: each.receipt)
    if not sent:
        return
    for each in sent:
        text = json.dumps(receipt_content(each), ensure_ascii=False, indent=2)
        path = f"{FOLDER}/{year}/{RECEIPTS}/{each.receipt:04d}-{each.district}{each.name}.json"
        put(workspace, path, f"{text}\n".encode())
    put(workspace, f"{FOLDER}/{year}/{BOOK}", _table(sent))


def clock_note(workspace: Path, outbox: Outbox, now: str) -> str:
    """What people are told where the clock says less than it did before; "" where it does not."""
    times = [each.ended or each.queued for each in outbox.messages()]
    times += [each.time for each in _past(workspace)[-1:]]
    latest = max(times, key=_moment, default=now)
    if _moment(latest) <= _moment(now):
        return ""
    return f"系统时钟现在是 {now}，比上一条记录的 {latest} 还早，可能被拨回；回执按编号排先后，时间仅供参考"


def _moment(time: str) -> dt.datetime:
    with contextlib.suppress(ValueError):
        return dt.datetime.fromisoformat(time).astimezone(dt.UTC)
    return dt.datetime.min.replace(tzinfo=dt.UTC)


def _past(workspace: Path) -> list[Record]:
    """The history, without which nobody can be sure what went already."""
    try:
        return records(workspace)
    except GzauditError as error:
        raise OutputError(
            "运行记录读不出来，不能核对哪些已经发过；一封也没有发。",
            where=HISTORY,
            found=error.found,
            expected="可以读取的运行记录",
            action="改好权限或从备份恢复后重新运行",
        ) from error


def _sent(outbox: Outbox) -> list[Message]:
    return [each for each in outbox.messages() if each.state == "sent"]


def _put_back(outbox: Outbox, row: Message | None, record: Record) -> Message:
    """A message that the history tells of, as one that went."""
    told = record.content
    if row is None:
        row = outbox.add(_told_message(told))
    return outbox.change(
        row,
        state="sent",
        answer=str(told["answer"]),
        left_out=dict(told["left_out"]),
        ended=str(told["sent"]),
        settled_by=str(told["settled_by"]),
        note=str(told["note"]),
        receipt=max(int(told["receipt"]), outbox.next_receipt()),
        entered=record.seq,
        told=1,
    )


def _told_message(told: dict[str, Any]) -> Message:
    """A row as far as a receipt tells it: neither its text nor digests of its files."""
    return Message(
        message_id=str(told["message_id"]),
        kind="correction" if told["kind"] == "correction" else "new",
        year=int(told["year"]),
        district=str(told["district"]),
        name=str(told["name"]),
        content=str(told["content"]),
        zip=str(told["zip"]),
        file=str(told["file"]),
        packets=str(told["packets"]),
        run=str(told["run"]),
        result=str(told["result"]),
        protection=str(told["protection"]),
        sender=(str(told["from"]), ""),
        to=tuple((str(each), "") for each in told["to"]),
        cc=tuple((str(each), "") for each in told["cc"]),
        subject=_UNKNOWN,
        body="",
        queued=str(told["sent"]),
    )


def _table(sent: Iterable[Message]) -> bytes:
    from gzaudit.render.csv_lists import csv_bytes
    from gzaudit.render.model import Column, Table

    rows = [
        (
            each.receipt, each.district, each.name, _KINDS[each.kind], each.ended,
            "；".join(address for address, _ in each.to),
            "；".join(address for address, _ in each.cc if address not in each.left_out),
            "；".join(each.left_out), each.file, each.zip, each.content, each.run, each.message_id,
            f"{each.settled_by} 认定：{each.note}" if each.settled_by else each.answer,
        )
        for each in sent
    ]  # fmt: skip
    headings = (
        "编号", "区代码", "区", "首次或更正", "时间", "收件人", "抄送", "被拒的抄送", "附件", "附件 SHA-256",
        "内容校验码", "运行", "邮件编号", "服务器答复",
    )  # fmt: skip
    kinds = ["integer" if heading == "编号" else "text" for heading in headings]
    columns = [Column(heading, kind) for heading, kind in zip(headings, kinds, strict=True)]  # type: ignore[arg-type]
    cells = [list(column) for column in zip(*rows, strict=True)]
    title = "送达回执"
    return csv_bytes(Table.of_columns(title, title, list(zip(columns, cells, strict=True))))
