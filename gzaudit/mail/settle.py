"""A person says what became of a mail of which the server did not: the only way on from `uncertain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.clock import local_now
from gzaudit.deliver.run_folder import workspace_lock
from gzaudit.errors import SettingsError
from gzaudit.mail.deliver import BUSY, CUT_OFF
from gzaudit.mail.files import take_back_drafts
from gzaudit.mail.outbox import FOLDER, STORE, open_outbox
from gzaudit.mail.receipts import enter_receipts, restore, write_receipts
from gzaudit.mail.recipients import district_code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gzaudit.mail.outbox import Message, Outbox

SENT, NOT_SENT = "sent", "not-sent"
_OPTION: Final = "--settle"
_LONGEST: Final = 200


class Ruling(NamedTuple):
    """What somebody found out: the district's code, and whether its mail arrived."""

    district: str
    arrived: bool


def read_rulings(texts: Sequence[str]) -> list[Ruling]:
    """Rulings as typed: 天河区=sent, 天河区=not-sent.

    Raises:
        SettingsError: one is neither, names no district, or a district is named twice.
    """
    found: list[Ruling] = []
    for text in texts:
        name, _, word = text.partition("=")
        code = district_code(name)
        if not code or word.strip() not in (SENT, NOT_SENT) or any(code == each.district for each in found):
            raise SettingsError(
                "没有写清楚哪个区的邮件是否送达。",
                where=_OPTION,
                found=text[:60],
                expected=f"天河区={SENT}（已收到）或 天河区={NOT_SENT}（没收到），一个区一次",
            )
        found.append(Ruling(code, word.strip() == SENT))
    return found


def settle(workspace: Path, year: int, rulings: Sequence[Ruling], by: str, note: str) -> list[str]:
    """Write down what people found out.

    `sent` also takes a draft that somebody sent by hand; it is recorded as that person's word, not as the
    server's. `not-sent` puts an uncertain message back into the queue.

    Args:
        workspace: the folder.
        year: of the mails.
        rulings: a district each.
        by: who found it out.
        note: on what grounds.

    Returns:
        A line for each ruling.

    Raises:
        SettingsError: name or grounds are missing, or there is nothing to settle; nothing is changed then.
        WorkspaceBusyError: another program is sending.
        OutputError: the disk refused.
    """
    _require_grounds(by, note)
    said = {"settled_by": by.strip(), "note": note.strip()}
    if not (workspace / STORE).is_file():
        raise _nothing("；".join(each.district for each in rulings), "还没有发过邮件")
    with workspace_lock(workspace / FOLDER, f"{FOLDER}/", BUSY), open_outbox(workspace) as outbox:
        restore(workspace, outbox)
        outbox.recover(CUT_OFF)
        meant = [(each, _meant(outbox, year, each)) for each in rulings]
        lines = [_ruled(workspace, outbox, ruling, message, said) for ruling, message in meant]
        enter_receipts(workspace, outbox)
        write_receipts(workspace, outbox, year)
    return lines


def _require_grounds(by: str, note: str) -> None:
    for option, text, expected in (
        ("--by", by, "核实人的姓名"),
        ("--note", note, "依据，如：电话问过收件人，已收到"),
    ):
        if not text.strip() or not text.isprintable() or len(text) > _LONGEST:
            raise SettingsError(
                "没有写明是谁、凭什么认定的。",
                where=option,
                found="没有写" if not text.strip() else "太长，或有换行",
                expected=expected,
                action="补上后重新运行；这些会记进发件记录和回执",
            )


def _meant(outbox: Outbox, year: int, ruling: Ruling) -> Message:
    """The message that a ruling is about: the uncertain one, or the draft that somebody sent."""
    past = outbox.messages(year, ruling.district)
    states = ("uncertain", "queued", "refused") if ruling.arrived else ("uncertain",)
    for state in states:
        for each in reversed(past):
            if each.state == state:
                return each
    raise _nothing(ruling.district, "没有不确定的邮件" if past else "这一年度没有给这个区的邮件")


def _ruled(workspace: Path, outbox: Outbox, ruling: Ruling, message: Message, said: dict[str, str]) -> str:
    by = said["settled_by"]
    if not ruling.arrived:
        outbox.change(message, state="queued", left_out={}, **said)
        return f"{message.name}：{by}认定没有送达，再运行会重发"
    receipt = outbox.next_receipt()
    outbox.change(message, state="sent", ended=local_now(), receipt=receipt, told=1, **said)
    take_back_drafts(workspace, message)
    return f"{message.name}：{by}认定已送达，不再发"


def _nothing(where: str, found: str) -> SettingsError:
    return SettingsError(
        "没有要认定的邮件。",
        where=f"{_OPTION} {where}",
        found=found,
        action="用 gzaudit send 年度 --status 看各区的情况",
    )
