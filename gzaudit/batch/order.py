"""The order of a batch: check → compute → report → package → send, then the summary, whatever happened."""

from __future__ import annotations

import contextlib
import logging
import time
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, TypeVar

from gzaudit.batch.model import INCOMPLETE, TITLES, worst
from gzaudit.batch.summary import subject, summary
from gzaudit.errors import GzauditError, InvariantError, OutputError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from gzaudit.batch.log import BatchLog
    from gzaudit.batch.model import Stage, Stages
    from gzaudit.batch.summary import Story

_T = TypeVar("_T")
_FRAMES: Final = 6


class _StoppedError(Exception):
    """A stage could not do its work; the story tells which and why."""


class Batch:
    """One batch under way.

    Args:
        stages: the work of each.
        story: what is told of it in the summary.
        log: of the batch.
        say: shows a line to whoever watches.
        alarm: the same for what went wrong, which is shown even to those who asked for silence.
    """

    def __init__(
        self,
        stages: Stages,
        story: Story,
        log: BatchLog,
        say: Callable[[str], None],
        alarm: Callable[[str], None],
    ) -> None:
        self.stages, self.story, self.log, self.say, self.alarm = stages, story, log, say, alarm
        self.codes: list[int] = []
        self._began = self._at = time.monotonic()

    def run(self) -> int:
        """Do all of it.

        Returns:
            The exit code (see `worst`).

        Raises:
            OutputError: the log cannot be written; the batch stops at the line that it could not write.
            KeyboardInterrupt: somebody stopped it; the log says so.
        """
        try:
            self.log.event("batch", "start", sending=self.story.sending)
            with contextlib.suppress(_StoppedError):
                self._work()
            self._summarise()
        except KeyboardInterrupt:
            self.log.event("batch", "interrupted", logging.WARNING, seconds=self._since(self._began))
            raise
        code = worst(self.codes)
        self.log.event("batch", "end", _level(code), exit=code, seconds=self._since(self._began))
        return code

    def _work(self) -> None:
        story, stages = self.story, self.stages
        story.warnings = self._stage("check", stages.check)
        for each in story.warnings:
            self.log.event("check", "warning", logging.WARNING, message=each)
            self.say(f"提醒：{each}")
        self._end("check", "可以开始", warnings=len(story.warnings))

        story.run = run = self._stage("compute", stages.compute)
        self.codes.append(int(run.failing))
        how = "没有变化，沿用" if run.kept else "写成"
        told = f"{how} {run.shown}；须决定 {run.findings.get('error', 0)} 条"
        self._end("compute", told, run=run.shown, kept=run.kept, **run.findings)

        story.reported = reported = self._stage("report", lambda: stages.report(run))
        for each in reported.notes:
            self.log.event("report", "warning", logging.WARNING, message=each)
        self._end("report", "文件完好，各数可重算", run=run.shown, before=reported.before)

        story.packets = packets = self._stage("package", lambda: stages.package(run))
        for packet in packets.packets:
            self.log.event(
                "package", "packet", logging.DEBUG, district=packet.district, content=packet.content
            )
        told = f"{packets.shown}，{len(packets.packets)} 个"
        self._end(
            "package", told, folder=packets.shown, packets=len(packets.packets), protection=packets.protection
        )

        if stages.send:
            send = stages.send
            story.delivery = delivery = self._stage("send", lambda: send(packets))
            self.codes.append(0 if delivery.complete else INCOMPLETE)
            done = "全部完成" if delivery.complete else "没有全部完成，见小结"
            self._end(
                "send",
                f"{'发送' if story.sending == 'really' else '草稿'}{done}：{delivery.shown}",
                logging.INFO if delivery.complete else logging.ERROR,
                sending=story.sending,
                complete=delivery.complete,
                outbox=delivery.shown,
            )

    def _stage(self, stage: Stage, work: Callable[[], _T]) -> _T:
        """Do one stage; whatever it meets is logged, told and ends the work.

        Raises:
            _StoppedError: it could not be done.
        """
        self._at = time.monotonic()
        self.log.event(stage, "start")
        try:
            return work()
        except Exception as error:
            told = self._failed(stage, error)
            self.story.stopped = stage, told
            raise _StoppedError from error

    def _failed(self, stage: Stage, error: Exception) -> GzauditError:
        """Log and tell what went wrong. The log gets fixed words, nothing that a list holds."""
        told = error if isinstance(error, GzauditError) else _foreseen(error)
        own = {} if isinstance(error, (GzauditError, OSError)) else {"at": _place_of(error)}
        self.codes.append(told.exit_code)
        if self.story.stopped is None or str(told) != str(self.story.stopped[1]):
            self.alarm(f"错误：{told}")  # once, where mail fails again for what stopped the work
        self.log.event(
            stage,
            "failed",
            logging.ERROR,
            exit=told.exit_code,
            error=type(error).__name__,
            message=told.asked,
            where=told.where,
            **own,
            seconds=self._since(self._at),
        )
        return told

    def _end(self, stage: Stage, said: str, level: int = logging.INFO, **plain: Any) -> None:
        self.log.event(stage, "end", level, **plain, seconds=self._since(self._at))
        self.say(f"{TITLES[stage]}：{said}")

    def _summarise(self) -> None:
        """Keep the summary, and mail it where wished. What fails here hides nothing that failed before."""
        head, text = subject(self.story), summary(self.story)
        self._at = time.monotonic()
        self.log.event("summary", "start")
        try:
            place = self.stages.keep(text)
        except Exception as error:  # noqa: BLE001  # whatever it is: the mail may still get through
            self._failed("summary", error)
            place = ""
        mailed = ""
        if self.stages.tell:
            try:
                mailed = self.stages.tell(head, text)
            except Exception as error:  # noqa: BLE001  # no trouble with mail may hide what went before
                told = self._failed("summary", error)
                # Of a mail that did not get through, only that is told to the scheduler.
                self.codes[-1] = told.exit_code if told.exit_code == InvariantError.exit_code else INCOMPLETE
        self._end("summary", place or "没有写成", file=place, mailed=mailed)

    def _since(self, began: float) -> float:
        """Seconds by a clock that nobody sets."""
        return round(time.monotonic() - began, 3)


def _level(code: int) -> int:
    return logging.INFO if code == 0 else logging.WARNING if code == 1 else logging.ERROR


def _foreseen(error: Exception) -> GzauditError:
    """A system that refused is told as such; anything else is a fault of the tool."""
    if isinstance(error, OSError):
        where = PurePath(error.filename).name if isinstance(error.filename, str) else ""
        return OutputError(
            "系统不让读写。",
            where=where,
            found=system_words(error),
            action="检查磁盘空间和权限后重新运行",
        )
    return InvariantError(
        "工具本身出错，没有往下做。",
        found=type(error).__name__,
        action="把 logs/batch.log 交给维护人员；重新运行不会重复已经做完的事",
    )


def _place_of(error: Exception) -> list[str]:
    """Where in the program it happened: file names and lines, never a value."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return [f"{PurePath(each.filename).name}:{each.lineno}" for each in frames]
