"""A run's files changed, and every digest made right again: what only a look at the figures can find."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3

from gzaudit.deliver.run_log import own_line
from gzaudit.deliver.seal import seal_bytes
from gzaudit.verify.run import verify_run


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def reseal(run):
    """Make all digests of a run's folder agree with what now stands in it."""
    result = json.loads((run / "result.json").read_bytes())
    for each in result["outputs"]:
        each["sha256"] = digest(run / each["path"])
    write_result(run, result)
    files = {p.relative_to(run).as_posix(): p for p in run.rglob("*") if p.is_file() and p.suffix != ".log"}
    files.pop("SHA256SUMS")
    (run / "SHA256SUMS").write_bytes(seal_bytes({path: digest(place) for path, place in files.items()}))
    lines = (run / "run.log").read_text(encoding="utf-8").splitlines()[:-2]
    above = "".join(
        f"{line}\n" for line in [*lines, f"封存：SHA256SUMS {digest(run / 'SHA256SUMS')}"]
    ).encode()
    (run / "run.log").write_bytes(above + own_line(above))


def write_result(run, result):
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    (run / "result.json").write_text(text, encoding="utf-8")


@contextlib.contextmanager
def database(run):
    with contextlib.closing(sqlite3.connect(run / "run.db")) as opened, opened:
        yield opened


@contextlib.contextmanager
def audit_of(run):
    """The JSON of the year, to be changed in place."""
    with database(run) as opened:
        ((text,),) = opened.execute("SELECT value FROM run WHERE key = 'audit'")
        audit = json.loads(text)
        yield audit
        text = json.dumps(audit, ensure_ascii=False, separators=(",", ":"))
        opened.execute("UPDATE run SET value = ? WHERE key = 'audit'", (text,))


@contextlib.contextmanager
def result_of(run):
    result = json.loads((run / "result.json").read_bytes())
    yield result
    write_result(run, result)


def pairs(mapping):
    """The content of a stored mapping, to be looked up by key."""
    return dict(mapping["value"])


def found_in(run, workspace):
    """States by check, and all faults."""
    report = verify_run(run, workspace, run.name)
    return {each.key: each.state for each in report.checks}, report.faults
