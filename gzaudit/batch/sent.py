"""What became of a delivery, told so that the next night tells the same where nothing happened since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.mail.deliver import Delivery


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery as the summary tells it (see `gzaudit.batch.model.Delivery`)."""

    complete: bool
    lines: tuple[str, ...]
    shown: str


def sent(delivery: Delivery) -> Sent:
    """The same delivery in lines that do not depend on which night they are written.

    `send` tells people what it has just done: the first night “sent”, the second “sent before”. A summary
    made of that would differ, and be mailed again.
    """
    return Sent(delivery.complete, tuple(_lines(delivery)), delivery.shown)


def _lines(delivery: Delivery) -> Iterator[str]:
    for post, said in zip(delivery.posts, delivery.lines, strict=True):
        message = post.message
        if message.state == "sent":
            what = "更正件" if message.kind == "correction" else ""
            yield f"{message.name}：{what}已发（{message.ended[:16].replace('T', ' ')}）"
        else:
            yield said
    yield from delivery.notes
