"""What a batch is asked to do, what its stages hand on, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gzaudit.deliver.run_list import Changes
    from gzaudit.packet.model import Packets, Protection

Stage = Literal["check", "compute", "report", "package", "send", "summary"]
TITLES: Final[dict[Stage, str]] = {
    "check": "检查",
    "compute": "核算",
    "report": "核对结果",
    "package": "打包",
    "send": "分送",
    "summary": "小结",
}
Sending = Literal["no", "draft", "really"]

INCOMPLETE: Final = 7
"""Exit code where a district's packet, or the analyst's summary, did not get through (interface §7)."""
_ORDER: Final = (70, 74, 5, 4, 3, 2, 6, INCOMPLETE, 1, 0)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a batch was told to do.

    Attributes:
        year: audited.
        workspace: the folder.
        sending: nothing, drafts, or mails.
        protection: how packets are protected.
        key_file: passwords of packets; None where they come from the environment or are not wanted.
        pdf: each page as a PDF too.
        fail_on: severity of findings from which on the exit code is 1; `never`.
        notify: the summary is mailed even where nothing else is.
    """

    year: int
    workspace: Path
    sending: Sending = "no"
    protection: Protection = "none"
    key_file: Path | None = None
    pdf: bool = False
    fail_on: str = "error"
    notify: bool = False

    @property
    def mails_summary(self) -> bool:
        """Whether the summary goes out, rather than into the outbox."""
        return self.notify or self.sending == "really"

    @property
    def uses_mail(self) -> bool:
        """Whether mail settings are needed at all."""
        return self.notify or self.sending != "no"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Findings of one code, without any name: what it is, how many, whose turn it is, what to do."""

    severity: str
    number: int
    title: str
    owner: str
    action: str


@dataclass(frozen=True, slots=True)
class Computed:
    """The run that this batch goes on with.

    Attributes:
        folder: of the run.
        shown: the same, relative to the workspace, with `/`.
        kept: whether it was there already.
        findings: how many, by severity.
        failing: whether there are findings that make the exit code 1.
        status: whether the sums are confirmed, as reports head it.
        open_sums: how much money still waits for a decision; "" in a year without money.
        waiting: findings that a person must look at.
    """

    folder: Path
    shown: str
    kept: bool
    findings: Mapping[str, int]
    failing: bool
    status: str = ""
    open_sums: str = ""
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """What the stage `report` found: the run is whole.

    Attributes:
        result: its result.json.
        before: the run that it is compared with, relative to the workspace; "" where there is none.
        since: what differs from that one; None where there is none.
        notes: what the analyst should know and no failure.
    """

    result: Mapping[str, Any]
    before: str = ""
    since: Changes | None = None
    notes: tuple[str, ...] = ()


class Delivery(Protocol):
    """What became of the packets (`gzaudit.mail.deliver`)."""

    @property
    def complete(self) -> bool:
        """Whether every district's packet is where it was meant to go."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What became of each district's."""

    @property
    def shown(self) -> str:
        """The outbox, relative to the workspace."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The work of each stage, by name; `check` returns warnings, `send` and `tell` may be left out.

    Attributes:
        check: all that can be known before any work.
        compute: makes the run, or finds it.
        report: proves it whole and compares it.
        package: makes the packets, or finds them.
        send: drafts or mails.
        keep: writes the summary into the workspace; returns where it is.
        tell: mails subject and summary to the analyst; returns what became of it.
    """

    check: Callable[[], tuple[str, ...]]
    compute: Callable[[], Computed]
    report: Callable[[Computed], Reported]
    package: Callable[[Computed], Packets]
    send: Callable[[Packets], Delivery] | None
    keep: Callable[[str], str]
    tell: Callable[[str, str], str] | None


def worst(codes: list[int]) -> int:
    """The exit code of a batch whose stages ended with these: the first of 70, 74, 5, 4, 3, 2, 6, 7, 1, 0.

    A fault of the tool, the disk or the data outranks a delivery that is not complete, and that outranks
    findings: a scheduler's alarm names what must be put right first.
    """
    return min(codes, key=_ORDER.index, default=0)
