"""What became of a message, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.clock import minute
from gzaudit.mail.files import draft_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.mail.outbox import Message
    from gzaudit.mail.plan import Post
    from gzaudit.mail.recipients import Recipients

FATES: Final = {"new": "新", "correction": "更正", "already": "已发", "waits": "不确定，待人核实"}
STATES: Final = {
    "queued": "待发",
    "sending": "正在发送，或发送时中断",
    "sent": "已发",
    "refused": "被拒，没有送达",
    "uncertain": "不确定，待人核实",
    "superseded": "没有发，已被后来的取代",
}


def line_of(post: Post, recipients: Mapping[str, Recipients], folder: str, *, really: bool) -> str:
    """What became of a district's packet.

    Args:
        post: with its message as it now is.
        recipients: as the file has them now.
        folder: of the drafts, as messages call it.
        really: whether it was to be sent.
    """
    message = post.message
    return f"{message.name}：{_said(post, recipients, folder, really=really)}"


def _said(post: Post, recipients: Mapping[str, Recipients], folder: str, *, really: bool) -> str:
    message = post.message
    if post.fate == "waits" or message.state in ("uncertain", "sending"):
        return f"{uncertain_words(message)}"
    if post.fate == "already":
        return f"已发（{minute(message.ended)}），内容相同，不再发{_left(message)}{_moved(post, recipients)}"
    if not really:
        return f"{FATES[post.fate]}，草稿 {folder}/{draft_name(message)}"
    if message.state == "sent":
        what = "更正件" if post.fate == "correction" else ""
        return f"{what}已发，服务器答复 {message.answer}{_left(message)}"
    if message.state == "refused":
        return f"被拒，没有送达：{message.answer}；处理后再运行会再试"
    return f"没有发出（试了 {message.attempts} 次）：{message.answer or '没有轮到'}；再运行会接着发"


def uncertain_words(message: Message) -> str:
    """What is told of a message of which nobody knows whether it arrived."""
    when, why = minute(message.ended or message.queued), message.answer or "中断"
    return (
        f"{when} 发的那封不知道是否送达（{why}），没有再发；"
        f"问过收件人后，用 --settle {message.name}=sent（已收到）或 {message.name}=not-sent（没收到）写明"
    )


def _left(message: Message) -> str:
    if not message.left_out or message.told:
        return ""
    refused = "；".join(f"{address}（{answer}）" for address, answer in message.left_out.items())
    return f"；抄送被拒：{refused}"


def _moved(post: Post, recipients: Mapping[str, Recipients]) -> str:
    now = {box.key for box in recipients[post.packet.district].to}
    then = {address.casefold() for address, _ in post.message.to}
    return "" if now == then else "；收件人与那时不同，需要时请人工转发"
