"""A process with the program loaded that has children which run it: real ones, to be killed, started in no time.

Reads a line of JSON (the arguments and where stderr goes) and answers with the child's number; the next line, `wait`,
is answered with how it ended: its exit code, or minus the signal.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self


class Nursery:
    """Starts children and tells how they ended. Use it in a `with` block."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
        )
        assert self._answer() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(30)

    def _answer(self) -> str:
        line = self._process.stdout.readline()
        assert line, "the nursery closed"
        return json.loads(line)

    def _ask(self, question: object) -> str:
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        self._process.stdin.flush()
        return self._answer()

    def start(self, args: list[str], err: Path) -> int:
        """A child; what it says goes to a file."""
        return int(self._ask({"args": args, "err": str(err)}))

    def end(self) -> int:
        """How the child that was started last ended; waits for it."""
        return int(self._ask("wait"))

    def run(self, args: list[str], err: Path) -> int:
        """A child from start to end."""
        self.start(args, err)
        return self.end()


def _child(args: list[str], err: str) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    file = os.open(err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for target, source in ((0, nowhere), (1, nowhere), (2, file)):
        os.dup2(source, target)
    sys.argv = ["gzaudit", *args]
    code: object = 99
    try:
        main()
    except SystemExit as stop:
        code = stop.code
    finally:
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 98)


if __name__ == "__main__":
    sys.path[:0] = [
        str(Path(__file__).parents[2]),
        str(Path(__file__).parents[1]),
        str(Path(__file__).parent),
    ]
    from cli.cli_support import inside, tiny

    from gzaudit.cli import main

    # Once through, so that children find everything loaded.
    with tempfile.TemporaryDirectory() as warm:
        inside("batch", "2025", "-w", tiny(Path(warm)))
        import gzaudit.mail.deliver
        import gzaudit.mail.note  # noqa: F401
    out = os.fdopen(os.dup(1), "w")
    print(json.dumps("ready"), file=out, flush=True)
    number = 0
    for line in sys.stdin:
        asked = json.loads(line)
        if asked == "wait":
            _, status = os.waitpid(number, 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            number = os.fork()
            if number == 0:
                signal.signal(signal.SIGINT, signal.default_int_handler)
                _child(asked["args"], asked["err"])
            answer = number
        print(json.dumps(str(answer)), file=out, flush=True)
