"""`make mutate`: mutation runs of the evaluator and the loader, in a copy; prints a summary (docs/mutation.md)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPY = ROOT / "build" / "mutation"
PARTS = ("gzaudit", "templates", "tests", "sample_data", "pyproject.toml")
ORACLE_ROUNDS = "2000"
LOADER = "gzaudit/policy/"
# mutmut notes the exit code of pytest; these are a failed test, a crash of pytest, and an endless loop.
KILLED = {1, 3}
TIMEOUT = {24, -24, 36, 152, 255}


def run() -> int:
    """Run everything anew; what mutmut prints while it runs goes to a file."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, COPY / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, COPY / name)
    env = os.environ | {"GZAUDIT_ORACLE_ROUNDS": ORACLE_ROUNDS}
    with (COPY / "progress.log").open("wb") as log:
        return subprocess.run(
            [sys.executable, "-m", "mutmut", "run"], cwd=COPY, env=env, stdout=log, stderr=log, check=False
        ).returncode


def results() -> dict[str, dict[str, int | None]]:
    """Exit code of each mutant, by module."""
    found = {}
    for path in sorted((COPY / "mutants").rglob("*.py.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        if codes:
            found[path.relative_to(COPY / "mutants").as_posix().removesuffix(".meta")] = codes
    return found


def line(name: str, codes: list[int | None]) -> str:
    dead = sum(code in KILLED for code in codes)
    ended = sum(code in TIMEOUT for code in codes)
    alive = len(codes) - dead - ended
    return f"| {name} | {len(codes)} | {dead} | {ended} | {alive} | {(dead + ended) / len(codes):.1%} |"


def summary(found: dict[str, dict[str, int | None]]) -> str:
    """A table by module, then what survived, by function."""
    lines = [
        "| module | mutants | killed | endless, stopped | survived | found |",
        "|---|---|---|---|---|---|",
    ]
    parts: dict[str, list[int | None]] = {"**evaluator**": [], "**loader**": []}
    for module, codes in found.items():
        lines.append(line(f"`{module}`", [*codes.values()]))
        parts["**loader**" if module.startswith(LOADER) else "**evaluator**"] += codes.values()
    lines += [line(name, codes) for name, codes in parts.items() if codes]
    alive = [key for codes in found.values() for key, code in codes.items() if code not in KILLED | TIMEOUT]
    lines += ["", "Survivors (`python -m mutmut show NAME` in build/mutation shows one):"]
    lines += [
        f"{count:4}  {name}" for name, count in Counter(key.partition("__mutmut")[0] for key in alive).items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    code = run()
    if code:
        print(f"mutmut ended with {code}; see {COPY / 'progress.log'}")
        sys.exit(code)
    print(summary(results()))
