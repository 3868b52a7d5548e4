"""The program's own sources hold nothing that only Linux has, and do each thing that Windows minds in one place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "gzaudit").rglob("*.py"))
MOVING = ROOT / "gzaudit/moving.py"

MODULES = {
    "fcntl",
    "resource",
    "pwd",
    "grp",
    "termios",
    "tty",
    "pty",
    "syslog",
    "posix",
    "spwd",
    "crypt",
    "curses",
}
OS = {
    "fork", "forkpty", "kill", "killpg", "getuid", "geteuid", "getgid", "getegid", "getppid", "setuid", "setgid",
    "seteuid", "setegid", "setsid", "setpgid", "getpgid", "getpgrp", "chown", "fchown", "lchown", "fchmod", "chroot",
    "mkfifo", "mknod", "statvfs", "fstatvfs", "uname", "sysconf", "getloadavg", "nice", "wait", "wait3", "wait4",
    "waitid", "pipe2", "sendfile", "posix_spawn", "posix_fallocate", "fdatasync", "sync", "openpty", "ttyname",
    "readv", "writev", "pread", "pwrite", "sched_getaffinity", "sched_setaffinity", "O_DIRECTORY", "O_NOFOLLOW",
    "O_CLOEXEC", "O_DSYNC", "O_SYNC", "O_TMPFILE", "O_NONBLOCK", "WNOHANG", "RTLD_NOW", "getxattr", "setxattr",
}  # fmt: skip
SIGNALS = {
    "SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGQUIT", "SIGPIPE", "SIGSTOP", "SIGTSTP",
    "SIGCONT", "SIGXFSZ", "SIGXCPU", "alarm", "setitimer", "pause", "pthread_sigmask", "pthread_kill", "sigwait",
    "sigtimedwait", "set_wakeup_fd", "siginterrupt",
}  # fmt: skip
# What the C library of Windows and Python's own headers give `errno` there.
ERRNO = {
    "EPERM", "ENOENT", "EINTR", "EIO", "EBADF", "EAGAIN", "ENOMEM", "EACCES", "EBUSY", "EEXIST", "EXDEV", "ENOTDIR",
    "EISDIR", "EINVAL", "ENFILE", "EMFILE", "ENOTTY", "ETXTBSY", "EFBIG", "ENOSPC", "EROFS", "EMLINK", "EPIPE",
    "ENAMETOOLONG", "ENOTEMPTY", "ELOOP", "EDQUOT", "ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "ETIMEDOUT",
    "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN", "EADDRINUSE", "EADDRNOTAVAIL", "ENOTCONN", "EWOULDBLOCK", "ENOSYS",
}  # fmt: skip


class Finder(ast.NodeVisitor):
    """What a file uses, and where: calls within a function (or below an `if`) that asks for the system are its own affair."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []
        self.asked = 0

    def visit(self, node: ast.AST) -> None:
        asks = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.If | ast.IfExp) and any(
            isinstance(inner, ast.Compare)
            and any(
                ast.unparse(side) in ("sys.platform", "os.name") for side in (inner.left, *inner.comparators)
            )
            for inner in ast.walk(node)
        )
        self.asked += asks
        super().visit(node)
        self.asked -= asks

    def _note(self, node: ast.AST, what: str) -> None:
        if not self.asked:
            self.found.append((node.lineno, what))

    def visit_Import(self, node: ast.Import) -> None:
        for each in node.names:
            if each.name.split(".")[0] in MODULES:
                self._note(node, f"import {each.name}")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if (node.module or "").split(".")[0] in MODULES:
            self._note(node, f"from {node.module}")
        for each in node.names:
            banned = {"os": OS, "signal": SIGNALS}.get(node.module or "", set())
            if each.name in banned:
                self._note(node, f"from {node.module} import {each.name}")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        text = ast.unparse(node)
        if text in {f"os.{name}" for name in OS} | {f"signal.{name}" for name in SIGNALS}:
            self._note(node, text)
        if text.startswith("errno.") and node.attr.isupper() and node.attr not in ERRNO:
            self._note(node, text)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func)
        given = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if called.endswith(("get_context", "set_start_method")) and {"fork", "forkserver"} & set(given):
            self._note(node, f"{called}(fork)")
        if called.endswith("CDLL") and None in given:
            self._note(node, "CDLL(None)")
        if any(each.arg in ("preexec_fn", "start_new_session", "pass_fds") for each in node.keywords):
            self._note(node, "subprocess with what only POSIX has")
        if called.endswith("strftime") and any("%-" in str(value) for value in given):
            self._note(node, "strftime %-")
        self.generic_visit(node)


def only_posix(source: str) -> list[tuple[int, str]]:
    finder = Finder()
    finder.visit(ast.parse(source))
    return finder.found


def test_nothing_that_only_posix_has():
    found = {
        path.relative_to(ROOT).as_posix(): only_posix(path.read_text(encoding="utf-8")) for path in FILES
    }
    assert {path: uses for path, uses in found.items() if uses} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import fcntl", 1),
        ("from resource import getrlimit", 1),
        ("from os import getuid", 1),
        ("import os\nos.kill(1, 2)", 1),
        ("import os\nos.open('a', os.O_DIRECTORY)", 1),
        ("import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)", 1),
        ("import errno\nerrno.ESTALE", 1),
        ("get_context('fork')", 1),
        ("ctypes.CDLL(None)", 1),
        ("Popen([], preexec_fn=print)", 1),
        ("day.strftime('%-d')", 1),
        ("import os, signal\nos.replace('a', 'b')\nsignal.SIGINT\nerrno.EACCES", 0),
        ("def f():\n    if sys.platform == 'linux':\n        os.fork()", 0),
        ("def f():\n    return get_context('fork' if sys.platform == 'linux' else 'spawn')", 0),
        ("if sys.platform != 'win32':\n    import fcntl", 0),
        ("def f():\n    pass\ndef g():\n    os.fork()", 1),
    ],
)
def test_the_search_finds_what_it_is_for(source, found):
    assert len(only_posix(source)) == found


def calls(path: Path):
    return [
        (node, ast.unparse(node.func))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def moves(node: ast.Call, called: str) -> bool:
    """`os.replace`, `os.rename`, `shutil.move`, or a path's own method; not a text's, a table's or a record's."""
    if called in ("os.replace", "os.rename", "os.renames", "shutil.move"):
        return True
    method = called.rpartition(".")[2] if "." in called else ""
    return method in ("replace", "rename") and len(node.args) == 1 and not node.keywords


def test_all_renaming_goes_through_one_place():
    found = [
        (path.relative_to(ROOT).as_posix(), node.lineno)
        for path in FILES
        if path != MOVING
        for node, called in calls(path)
        if moves(node, called)
    ]
    assert found == []
    assert [called for node, called in calls(MOVING) if called == "move"] == ["move", "move"]


def test_text_is_never_written_with_the_systems_own_line_ends_or_code_page():
    """`open` for text, `write_text` and `read_text` say their encoding, and what writes says its line end."""
    found = []
    for path in FILES:
        for node, called in calls(path):
            method = called.rpartition(".")[2] if "." in called or called == "open" else ""
            said = {each.arg: each.value for each in node.keywords}
            inner = [part for each in node.args for part in ast.walk(each)]
            given = [each.value for each in inner if isinstance(each, ast.Constant)]
            place = (path.relative_to(ROOT).as_posix(), node.lineno, called)
            if (method == "write_text" and "newline" not in said) or (
                method in ("write_text", "read_text") and "encoding" not in said
            ):
                found.append(place)
            if method in ("open", "fdopen", "TextIOWrapper", "NamedTemporaryFile") and called != "os.open":
                modes = [ast.unparse(said["mode"]).strip("'")] if "mode" in said else given
                binary = any(isinstance(mode, str) and "b" in mode for mode in modes)
                writes = any(
                    isinstance(mode, str) and re.fullmatch(r"[rwaxt+]*[wax+][rt+]*", mode) for mode in modes
                )
                if not binary and ("encoding" not in said or (writes and "newline" not in said)):
                    found.append(place)
    assert found == []


def test_only_files_that_are_open_for_writing_are_brought_to_the_disk():
    """Windows refuses to sync a file that was opened to be read, and a folder altogether."""
    found = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.With) and any(
                isinstance(inner, ast.Call) and ast.unparse(inner.func) == "os.fsync"
                for inner in ast.walk(node)
            ):
                found.setdefault(path.relative_to(ROOT).as_posix(), []).append(
                    ast.unparse(node.items[0].context_expr)
                )
    calls_ = sum(called == "os.fsync" for path in FILES for _, called in calls(path))
    assert calls_ == sum(map(len, found.values()))
    assert all(
        "'r+b'" in text or "'ab'" in text or "'wb'" in text or "'xb'" in text
        for each in found.values()
        for text in each
    )
