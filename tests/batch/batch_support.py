"""Batches without real work: stages that only say that they were there, and the log that they leave."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

from gzaudit.batch.log import BatchLog
from gzaudit.batch.model import Computed, Reported, Stages, Waiting
from gzaudit.batch.order import Batch
from gzaudit.batch.summary import Story
from gzaudit.packet.model import Packet, Packets
from gzaudit.settings.batching import Batching

NAMES = ("check", "compute", "report", "package", "send", "keep", "tell")
RESULT = {
    "districts": [
        {"name": "荔湾区", "indicators": {"hnte": {"count": 1200}}, "payable": 250300},
        {"name": "越秀区", "indicators": {"hnte": {"count": None}}, "payable": None},
    ],
    "city": {"counts": {"hnte": None}, "payable": None},
    "undecided": {"district_unresolved": 3, "unresolved": 12, "name_ambiguous": 1},
}
INCOMPLETE = SimpleNamespace(
    complete=False, lines=("荔湾区：已发送", "越秀区：暂时没有发出"), shown="outbox/2025"
)
COMPLETE = SimpleNamespace(complete=True, lines=("荔湾区：已发送", "越秀区：已发送"), shown="outbox/2025")


def computed(**changes):
    told = {
        "folder": Path("runs/2025/0a1b2c"),
        "shown": "runs/2025/0a1b2c",
        "kept": False,
        "findings": {"error": 0, "warning": 2, "info": 7},
        "failing": False,
        "status": "各区均有绩效考核结论。",
        "waiting": (Waiting("请核对", 2, "名称不一致", "数据提供单位", "核对后更正"),),
    }
    return Computed(**(told | changes))


PACKETS = Packets(
    Path("packets/2025/0a1b2c"),
    "packets/2025/0a1b2c",
    2025,
    "runs/2025/0a1b2c",
    "0" * 64,
    "none",
    (Packet("440103", "荔湾区", "440103荔湾区.zip", "1" * 64, "2" * 64, ()),),
)
PLAIN = {
    "check": (),
    "compute": computed(),
    "report": Reported(RESULT),
    "package": PACKETS,
    "send": COMPLETE,
    "keep": "logs/2025年批处理小结.txt",
    "tell": "<1@example>",
}


class Tried:
    """A batch over made-up stages: each returns its value, or raises it where it is an error."""

    def __init__(self, folder, *, sending="really", without=(), level="info", **values):
        self.done, self.said, self.alarms, self.mails = [], [], [], []
        self.story = Story(2025, sending, {"hnte": "高企认定数"})
        self.path = folder / "batch.log"
        self.values = PLAIN | values
        work = {name: None if name in without else self._stage(name) for name in NAMES}
        self.log = BatchLog(self.path, Batching(level), 2025, "b1")
        self.batch = Batch(Stages(**work), self.story, self.log, self.said.append, self.alarms.append)

    def _stage(self, name):
        def work(*args):
            self.done.append(name)
            if name in ("keep", "tell"):
                self.mails.append(args)
            value = self.values[name]
            if isinstance(value, BaseException):
                raise value
            return value

        return work

    def run(self):
        try:
            return self.batch.run()
        finally:
            self.log.close()

    def lines(self):
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]

    def events(self):
        return [f"{line['stage']} {line['event']}" for line in self.lines()]
