"""`make bench`: what the tool costs beside what it replaces, in one run on one machine.

Whole processes, in turns (A B A B …), medians. Exit code 1 when a bar is missed.

    python -m benchmarks.bench [--quick] [--province] [--profile] [--rounds N] [--json FILE]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sqlite3
import sys
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bars import ASKED, MIB, judge, table, wall
from benchmarks.make_year import WORK, cached_year
from benchmarks.measure import Measure, measure
from benchmarks.same_rows import check_same_rows
from benchmarks.year_lists import CITY, PROVINCE

_HERE = Path(__file__).parent
_HELP_ROUNDS = 9
_QUESTIONS = 3  # after each run of the city
_QUICK = 0.1
_BUSY = 1.0  # processes waiting to run, over the last minute
_FINDINGS = (0, 1)  # gzaudit ends with 1 where a person has to decide something


class Bench:
    """One session: what is run, and what it took."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.runs: defaultdict[str, list[Measure]] = defaultdict(list)
        self.notes: dict[str, Any] = {}
        work.mkdir(parents=True, exist_ok=True)

    def _python(self, what: str, *command: str, expected: tuple[int, ...] = (0,)) -> Path:
        """Run Python with some arguments and keep the measure; where its output is."""
        log = self.work / f"{what}.log"
        taken = measure([sys.executable, *command], log=log, cwd=_HERE.parent, expected=expected)
        self.runs[what].append(taken)
        print(
            f"  {what:9} {taken.wall:7.2f} s  cpu {taken.cpu:7.2f} s  "
            f"memory {taken.peak_all / MIB:5.0f} MiB (largest {taken.peak_one / MIB:4.0f})",
            flush=True,
        )
        return log

    def _empty(self, name: str) -> Path:
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        return folder

    def help(self, rounds: int) -> None:
        """The help page beside that of a typer app that does nothing; the first round warms up."""
        for _ in range(rounds + 1):
            self._python("empty", str(_HERE / "empty_app.py"), "--help")
            self._python("help", "-m", "gzaudit", "--help")
        for what in ("empty", "help"):
            del self.runs[what][0]

    def stages(self, workspace: Path) -> Path:
        """Sizes of the sheets (for the script) and seconds of each stage."""
        out = self._empty("stages-out")
        out.mkdir()
        log = self.work / "stages.log"
        command = [sys.executable, "-m", "benchmarks.stages", str(workspace), str(out)]
        measure(command, log=log, cwd=_HERE.parent)
        return log

    def tool(self, what: str, workspace: Path) -> Path:
        """One run of the tool."""
        out = self._empty(f"{what}-out")
        command = ("-m", "gzaudit", "compute", "2025", "-w", str(workspace), "--out", str(out))
        self._python(what, *command, expected=_FINDINGS)
        return out

    def script(self, what: str, engine: str, workspace: Path, shape: Path) -> Path:
        """One run of the script."""
        out = self._empty(f"{what}-out")
        data = str(workspace / "data/2025")
        command = ("-m", "benchmarks.baseline", data, str(out), "--shape", str(shape), "--engine", engine)
        log = self._python(what, *command)
        self.notes["script"] = json.loads(log.read_text(encoding="utf-8"))
        return out

    def ask(self, workspace: Path, run: Path) -> None:
        """Questions about a run: the firm in three lists that has the most patents, and a district."""
        with contextlib.closing(sqlite3.connect(run / "run.db")) as database:
            (firm,) = database.execute(
                "SELECT code FROM members_hnte ORDER BY above_scale DESC, patents DESC, n LIMIT 1"
            ).fetchone()
        of_run = ("-w", str(workspace), "--run", str(run))
        for _ in range(_QUESTIONS):
            self._python("trace", "-m", "gzaudit", "trace", "2025", firm, *of_run)
            self._python("explain", "-m", "gzaudit", "explain", "2025", "天河区", *of_run)

    def city(self, workspace: Path, rounds: int, slow_rounds: int) -> None:
        """The tool and the script with both kinds of engine, in turns."""
        shape = self.stages(workspace)
        known = json.loads(shape.read_text(encoding="utf-8"))
        for turn in range(rounds):
            tool = self.tool("city", workspace)
            fast = self.script("fast", "fast", workspace, shape)
            if turn < slow_rounds:
                slow = self.script("slow", "openpyxl", workspace, shape)
                check_same_rows(known["books"], tool, slow)
            self.notes["rows"] = check_same_rows(known["books"], tool, fast)
            self.ask(workspace, tool)
        self.notes |= {"seconds": known["seconds"], "counts": known["counts"]}


def _told(notes: dict[str, Any]) -> str:
    """That both wrote the same, and how far the script came on its own."""
    script = notes["script"]
    lines = ["rows written by each, 12 workbooks (asserted equal; in brackets: what the script found itself)"]
    for name, rows in notes["rows"].items():
        own = script["own_rows"].get(name)
        lines.append(f"  {name}: {rows:,}" + (f" [city sheet: {own:,}]" if own is not None else ""))
    apart = {
        name: (count, script["counts"][name])
        for name, count in notes["counts"].items()
        if count != script["counts"][name]
    }
    lines.append(f"高企 by district, tool and script, where they differ: {apart or 'nowhere'}")
    return "\n".join(lines)


def main() -> int:
    """Run the benchmark; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the year, one round, no verdict")
    parser.add_argument("--province", action="store_true", help="one run of a province-size year as well")
    parser.add_argument("--profile", action="store_true", help="only the seconds of each stage")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each (default 3)")
    parser.add_argument("--slow-rounds", type=int, default=1, help="runs with openpyxl (default 1)")
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    options = parser.parse_args()
    bench = Bench(WORK / "runs")
    size = CITY.scaled(_QUICK) if options.quick else CITY
    print(f"year: {size}", flush=True)
    if os.getloadavg()[0] > _BUSY:
        print("the machine is busy with other work: the seconds will mean little", flush=True)
    workspace = cached_year("city", size)
    if options.profile:
        seconds = json.loads(bench.stages(workspace).read_text(encoding="utf-8"))["seconds"]
        print("\n".join(f"  {stage:10} {value:7.2f} s" for stage, value in seconds.items()))
        return 0
    bench.help(2 if options.quick else _HELP_ROUNDS)
    bench.city(workspace, 1 if options.quick else options.rounds, options.slow_rounds)
    if options.province:
        bench.tool("province", cached_year("province", PROVINCE))
    bars = judge(bench.runs, bench.notes.get("seconds"))
    print(_told(bench.notes))
    for what, runs in bench.runs.items():
        # Processor time is steadier than the clock where others use the machine too.
        print(f"median {what:9} {wall(runs):7.2f} s  cpu {median(run.cpu for run in runs):7.2f} s")
    for what in ASKED:
        print(f"{what}: {wall(bench.runs[what]) / wall(bench.runs['help']):.1f} × gzaudit --help")
    print(table(bars))
    if options.json:
        figures = {
            "size": size._asdict(),
            "runs": {what: [asdict(run) for run in runs] for what, runs in bench.runs.items()},
            "bars": [bar._asdict() | {"met": bar.met} for bar in bars],
            **bench.notes,
        }
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.quick:
        print("quick: ratios of a small year say little, so there is no verdict")
        return 0
    return int(not all(bar.met for bar in bars))


if __name__ == "__main__":
    sys.exit(main())
