"""The stage `report`: only a run that is, to the byte and to the 元, what it says leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.batch.model import Reported
from gzaudit.deliver.history import records
from gzaudit.deliver.run_entry import read_result
from gzaudit.deliver.run_list import changes_between
from gzaudit.errors import NotVerifiedError
from gzaudit.verify.run import verify_run

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.batch.model import Computed

# The lists may go on changing while a batch runs: that is the next run's matter.
_NOT_OF_THE_RUN: Final = "inputs"
_SHOWN: Final = 3


def report(workspace: Path, run: Computed) -> Reported:
    """Prove the run whole, and compare it with the one before.

    Args:
        workspace: the folder.
        run: that the batch goes on with.

    Raises:
        NotVerifiedError: something in it is not what it was when it was written.
    """
    checked = verify_run(run.folder, workspace, run.shown)
    faults = [fault for check in checked.checks if check.key != _NOT_OF_THE_RUN for fault in check.faults]
    if faults:
        said = [f"{each.file} {each.said}".strip() for each in faults[:_SHOWN]]
        more = f"等 {len(faults)} 处" if len(faults) > _SHOWN else ""
        raise NotVerifiedError(
            "这次运行核对不符，什么也没有打包、没有发出。",
            where=run.shown,
            found="；".join(said) + more,
            expected="写成之后没有改动、每个数都能重算出来的运行",
            action=f"运行 gzaudit verify {run.folder.name} 看全部；从备份恢复，或移走这个文件夹后重新运行",
        )
    moved = any(check.key == _NOT_OF_THE_RUN and check.faults for check in checked.checks)
    notes = ("核算之后名单又有改动，下一次批处理会重新核算",) if moved else ()
    result = read_result(run.folder)
    before = _before(workspace, run)
    if not before:
        return Reported(result, notes=notes)
    return Reported(result, before, changes_between(workspace / before, run.folder), notes)


def _before(workspace: Path, run: Computed) -> str:
    """The last other run of the year that the history entered and that is still there: no clock decides."""
    year = run.folder.parent.name
    for record in reversed(records(workspace)):
        path = str(record.content.get("run"))
        other = record.kind == "run" and path != run.shown and path.startswith(f"runs/{year}/")
        if other and read_result(workspace / path):
            return path
    return ""
