"""docs/run-db.md names every table and column of a run's database, and its queries run."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest

from gzaudit.commands.job import prepare
from gzaudit.pipeline import compute
from gzaudit.store.run_store import write_store

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "run-db.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module", params=[2023, 2025])
def database(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "run.db"
    write_store(
        path, compute(prepare(request.param, ROOT / "sample_data" / "workspace", counts_only=False), str)[1]
    )
    with contextlib.closing(sqlite3.connect(path)) as opened:
        yield opened


def test_every_table_and_column_is_told(database):
    lines = [line.split("|") for line in TEXT.splitlines() if line.startswith("| `")]
    told = {
        name: set(re.findall(r"`(\w+)`", line[3]))
        for line in lines
        for name in re.findall(r"`(\w+)`", line[1])
    }
    found = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert set(found) <= set(told)
    high = told["members_hnte"]
    for name in found:
        columns = {row[1] for row in database.execute(f'PRAGMA table_info("{name}")')} - {"n"}
        assert columns <= told[name] | (high if name.startswith("members_") else set()), name


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_runs(database, query):
    if "91440101MA5ABCDE1X" in query:
        (code,) = database.execute("SELECT code FROM members_hnte WHERE code != '' LIMIT 1").fetchone()
        query = query.replace("91440101MA5ABCDE1X", code)
    found = database.execute(query).fetchall()
    assert found
    if "差额" in query:
        assert {row[-1] for row in found} == {0}
