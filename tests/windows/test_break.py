"""Ctrl-Break and a closed console window end the work as Ctrl-C does; the lock is let go as Windows needs it."""

from __future__ import annotations

import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest
from cli.cli_support import ended, environment, inside, only_run, outputs, tiny, tree, wait_for
from filelock import FileLock

from gzaudit.deliver import history, run_folder
from gzaudit.errors import WorkspaceBusyError
from gzaudit.interrupts import hear_break, leave_interrupts_to_the_other

# Linux has no SIGBREAK: a signal that would end the process takes its name.
SCRIPT = "import signal; signal.SIGBREAK = signal.SIGUSR1; from gzaudit.__main__ import main; main()"


@pytest.mark.parametrize("moment", ["读取", "写出"])
def test_break_leaves_nothing_half_done(tmp_path, moment):
    workspace = tiny(tmp_path)
    before = tree(workspace)
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "compute", "2025"],
        cwd=workspace, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    said = wait_for(process, moment.encode())
    process.send_signal(signal.SIGUSR1)
    code, _, err = ended(process)
    assert code == 130, said.decode() + err
    assert "已中断，没有留下半份结果" in err
    assert "Traceback" not in err
    assert tree(workspace) == before


def test_the_second_process_leaves_both_to_the_first(monkeypatch):
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGUSR1, raising=False)
    kept = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGUSR1)}
    try:
        leave_interrupts_to_the_other()
        assert {signal.getsignal(each) for each in kept} == {signal.SIG_IGN}
        hear_break()
        assert signal.getsignal(signal.SIGUSR1) is signal.default_int_handler
    finally:
        for each, handler in kept.items():
            signal.signal(each, handler)


def test_where_there_is_no_break_nothing_is_changed(monkeypatch):
    monkeypatch.delattr(signal, "SIGBREAK", raising=False)
    before = signal.getsignal(signal.SIGINT)
    hear_break()
    assert signal.getsignal(signal.SIGINT) is before


def on_windows(monkeypatch) -> None:
    """For the two places that ask which system it is; the rest of the process stays as it is."""
    for module in (run_folder, history):
        monkeypatch.setattr(module, "sys", SimpleNamespace(platform="win32"))


def test_on_windows_the_locks_file_stays_while_it_is_held(tmp_path, monkeypatch):
    """There an open file cannot be removed: it is left to the lock, which removes it after closing, or leaves it."""
    on_windows(monkeypatch)
    with run_folder.workspace_lock(tmp_path / "runs", "runs/2025/"):
        assert (tmp_path / "runs/.gzaudit.lock").is_file()
        with pytest.raises(WorkspaceBusyError), run_folder.workspace_lock(tmp_path / "runs", "runs/2025/"):
            pass
    # Left behind, it hinders nobody.
    (tmp_path / "runs").mkdir(exist_ok=True)
    (tmp_path / "runs/.gzaudit.lock").touch()
    with run_folder.workspace_lock(tmp_path / "runs", "runs/2025/"):
        pass


def test_a_lock_file_that_cannot_be_removed_does_not_spoil_a_run(tmp_path, monkeypatch):
    """Left by a lock of Windows, or held by a scanner: later runs take it over."""
    workspace = tiny(tmp_path)
    for folder in ("runs", "runs/2025"):
        (workspace / folder).mkdir()
    (workspace / "runs/2025/.gzaudit.lock").touch()
    (workspace / "runs/.history.lock").touch()
    on_windows(monkeypatch)
    assert inside("compute", "2025", "-w", workspace).code == 0
    with FileLock(workspace / "runs/.history.lock", timeout=0):
        pass
    runs = [path for path in (workspace / "runs/2025").iterdir() if not path.name.startswith(".")]
    assert len(runs) == 1
    monkeypatch.undo()
    assert "result.json" in outputs(runs[0])
    (workspace / "runs/2025/.gzaudit.lock").unlink(missing_ok=True)
    assert only_run(workspace) == runs[0]
