"""The history of a workspace: is the chain whole, and does it tell of the runs that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gzaudit.deliver.history import FIRST, HISTORY, Record, history_lines, read_line
from gzaudit.deliver.run_entry import run_content, run_folders
from gzaudit.verify.entry import FILES
from gzaudit.verify.report import Fault, short

if TYPE_CHECKING:
    from pathlib import Path


class HistoryReport(NamedTuple):
    """What was found of a history.

    Attributes:
        records: lines that can be read.
        faults: the first bad line, and runs on the disk that the history does not tell of, or otherwise.
        notes: what is worth knowing and no failure.
    """

    records: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def check_history(workspace: Path) -> HistoryReport:
    """Look through the whole history. Nothing is written.

    A chain shows what was changed, taken out or moved within it, but not that its end was cut off: runs that
    are on the disk and not in it show that.

    Args:
        workspace: whose history it is.

    Raises:
        OutputError: it cannot be read.
    """
    lines = history_lines(workspace)
    fault = _first_bad(lines)
    told: dict[str, Record] = {}
    good = 0
    for line in lines:
        try:
            record = read_line(line)
        except ValueError:
            continue
        good += 1
        if record.kind == "run":
            told[str(record.content.get("run"))] = record
    folders = run_folders(workspace)
    faults = [*([fault] if fault else []), *_against_disk(told, folders)]
    gone = [path for path in told if path not in folders]
    late = [path for path, record in told.items() if record.content.get("late")]
    notes = [f"记录里有、现在磁盘上没有的运行：{'、'.join(gone)}"] if gone else []
    notes += [f"不是核算完当时记的、后来补记的：{'、'.join(late)}"] if late else []
    return HistoryReport(good, tuple(faults), tuple(notes))


def _first_bad(lines: list[bytes]) -> Fault | None:
    """The first line at which the chain does not hold; what stands after it cannot be judged."""
    before = FIRST
    for number, line in enumerate(lines, 1):
        if not line.endswith(b"\n"):
            return _bad(number, "最后一行没有写完（写时断电、磁盘已满，或被删去一截）", "半行", "完整的一行")
        try:
            record = read_line(line)
        except ValueError as error:
            return _bad(number, "这一行改动过", str(error), "写入后没有改动的记录")
        if record.prev != before or record.seq != number:
            found = f"序号 {record.seq}，上一行的校验码 {short(record.prev)}"
            return _bad(
                number, _what(record.seq, number), found, f"序号 {number}，上一行的校验码 {short(before)}"
            )
        before = record.hash
    return None


def _what(seq: int, number: int) -> str:
    if seq > number:
        return f"这一行之前少了 {seq - number} 行"
    return "行的顺序变了，或插进了别的行" if seq < number else "上一行被换成了另一行"


def _bad(number: int, said: str, found: str, expected: str) -> Fault:
    return Fault(f"第 {number} 行：{said}", HISTORY, found, expected)


def _against_disk(told: dict[str, Record], folders: dict[str, Path]) -> list[Fault]:
    faults = []
    for path, folder in folders.items():
        if path not in told:
            said = "记录里没有磁盘上的这次运行：记录的末尾被删过，或没来得及记（gzaudit runs 会补记）"
            faults.append(Fault(said, path, "没有记录", "每次运行一条记录"))
            continue
        entry, now = told[path].content, run_content(folder, path)
        faults += [
            Fault("文件与记录的校验码不同", f"{path}/{file}", short(now[key]), short(entry.get(key)))
            for key, file in FILES.items()
            if now[key] != entry.get(key)
        ]
    return faults
