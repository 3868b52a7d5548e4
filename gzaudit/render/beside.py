"""Work done beside the main work, in a second process, where there is enough of it to be worth one."""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import sys
import traceback
from typing import TYPE_CHECKING, Any, Self

from gzaudit.errors import GzauditError, InvariantError, OutputError
from gzaudit.interrupts import leave_interrupts_to_the_other

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection


def _end_with_the_other() -> None:
    """Where the system offers it: a first process that is killed takes this one with it."""
    if sys.platform == "linux":
        set_parent_death_signal = 1  # PR_SET_PDEATHSIG
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def _work(answers: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    leave_interrupts_to_the_other()
    _end_with_the_other()
    try:
        answer = function(*arguments)
    except (OSError, GzauditError) as error:
        answers.send(error)
    except Exception as error:  # noqa: BLE001  # a fault of the tool: told as one, with what is needed to find it
        traceback.print_exc()
        answers.send(InvariantError("写工作簿时程序出错，没有留下半份结果。", found=repr(error)))
    else:
        answers.send(answer)


class Beside:
    """A function at work in a second process. Use as a context manager; leaving it early ends the process.

    Where processes can be copied (Linux), the second one has its arguments without sending them; elsewhere
    it is started anew. It uses no threads.
    """

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._answers, answers = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(answers, function, arguments), daemon=True)
        self._process.start()
        answers.close()

    def __enter__(self) -> Self:
        """The work has begun already."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process if it is still at work: something went wrong in this one."""
        self._process.terminate()
        self._process.join()

    def wait(self) -> Any:
        """Wait for the end of the work.

        Returns:
            What the function returned.

        Raises:
            OSError, GzauditError: what it met with.
            OutputError: the process was ended from outside (memory, an administrator).
        """
        try:
            answer = self._answers.recv()
        except EOFError as error:
            raise OutputError(
                "写工作簿的进程被中止，没有留下半份结果。",
                found="进程意外结束",
                expected="足够的内存",
                action="关闭其他程序后重新运行",
            ) from error
        self._process.join()
        if isinstance(answer, Exception):
            raise answer
        return answer
