"""What may come of handing one message to a mail server."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server took it: its answer, and copies that it refused beforehand."""

    answer: str
    left_out: dict[str, str] = field(default_factory=dict)


class Later(Exception):  # noqa: N818  # an answer, not a fault
    """Surely not delivered; another time it may be. `answer` says why, in Chinese or as the server said."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class Refused(Exception):  # noqa: N818
    """Surely not delivered, and not to be tried again by itself."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class Uncertain(Exception):  # noqa: N818
    """The message was handed over whole and no answer came: delivered or not, nobody here can tell."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class Stop(Exception):  # noqa: N818
    """Nothing can be sent through this server as things are: what, where, found, what to do."""

    def __init__(self, asked: str, where: str, found: str, action: str) -> None:
        super().__init__(asked)
        self.asked, self.where, self.found, self.action = asked, where, found, action
