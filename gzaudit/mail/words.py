"""What a mail to a district says: its subject, and its body from the template `mail.txt.j2`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.render.templates import render_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from gzaudit.packet.model import Packet, Packets
    from gzaudit.render.templates import Templates

TEMPLATE: Final = "mail.txt.j2"
CORRECTION: Final = "更正："


def subject_of(packets: Packets, packet: Packet, *, correction: bool) -> str:
    """The subject line."""
    mark = CORRECTION if correction else ""
    return f"{mark}{packet.name} {packets.year} 年度“一区一机构”核算材料"


def body_of(
    templates: Templates,
    packets: Packets,
    packet: Packet,
    *,
    size: int,
    changes: tuple[str, Sequence[str]] | None,
    reply_until: dt.date | None,
    signed: str,
) -> str:
    """The body. It names no firm: paths, digests and the district's own figures are all that it is given.

    Args:
        templates: of the workspace.
        packets: all of the run.
        packet: the district's.
        size: of its zip, in bytes.
        changes: day of the mail that this one corrects, and what changed, a line each; None for a first one.
        reply_until: the last day for the answer; None where none is set.
        signed: who sends it; "" for nobody.

    Raises:
        SettingsError: the workspace's own template cannot be filled in.
    """
    values = {
        "district": packet.name,
        "year": packets.year,
        "file": packet.file.rpartition("/")[2],
        "size": size_words(size),
        "files": [each.path for each in packet.files],
        "sha256": packet.sha256,
        "protection": packets.protection,
        "reply_until": _day(reply_until),
        "signed": signed,
        "correction": {"sent": changes[0], "lines": list(changes[1])} if changes else None,
    }
    return "\n".join(render_text(templates, TEMPLATE, values).strip().splitlines()) + "\n"


def size_words(size: int) -> str:
    """A size as people read it."""
    return f"{-(-size // 1024):,} KB" if size < 10 * 1024 * 1024 else f"{-(-size // 1048576):,} MB"


def _day(day: dt.date | None) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日" if day else ""
