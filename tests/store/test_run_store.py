"""A run's database: what it holds comes back whole, opens with plain SQL, and is refused where it is damaged."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from oracle import build_workspace
from pandas.testing import assert_frame_equal

from gzaudit.commands.job import prepare
from gzaudit.errors import InvariantError, OutputError, SettingsError
from gzaudit.pipeline import compute
from gzaudit.store.codec import decode, encode, known
from gzaudit.store.run_store import read_store, write_store

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "workspace"


@cache
def audit_of(year, workspace=SAMPLE, *, counts_only=False):
    return compute(prepare(year, workspace, counts_only=counts_only), str)[1]


def assert_same(one, other, place="audit"):
    """Equal in every part, tables cell by cell with their types."""
    if isinstance(one, pd.DataFrame):
        assert_frame_equal(one, other, check_exact=True, obj=place)
    elif dataclasses.is_dataclass(one):
        assert type(one) is type(other), place
        for field in dataclasses.fields(one):
            if field.name != "batches":
                assert_same(getattr(one, field.name), getattr(other, field.name), f"{place}.{field.name}")
    elif hasattr(one, "items"):
        assert list(one) == list(other), place
        for key, value in one.items():
            assert_same(value, other[key], f"{place}[{key}]")
    elif isinstance(one, tuple):
        assert type(one) is type(other), place
        assert len(one) == len(other), place
        for at, (each, its) in enumerate(zip(one, other, strict=True)):
            assert_same(each, its, f"{place}[{at}]")
    else:
        assert (type(one), one) == (type(other), other), place


def test_the_samples_come_back_whole(tmp_path):
    for name, audit in {
        "2023": audit_of(2023), "2025": audit_of(2025), "counted": audit_of(2025, counts_only=True)
    }.items():  # fmt: skip
        write_store(tmp_path / name, audit)
        assert_same(audit, read_store(tmp_path / name, name))


@pytest.mark.parametrize("seed", range(6))
def test_messy_years_come_back_whole(tmp_path, seed):
    build_workspace(tmp_path, seed)
    audit = audit_of(2025, tmp_path)
    write_store(tmp_path / "run.db", audit)
    assert_same(audit, read_store(tmp_path / "run.db", "run.db"))


def test_the_same_year_is_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        write_store(tmp_path / name, audit_of(2025))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_plain_sql_tells_where_a_firm_comes_from(tmp_path):
    audit = audit_of(2025)
    write_store(tmp_path / "run.db", audit)
    firm = audit.cohort.iloc[0]
    with contextlib.closing(sqlite3.connect(tmp_path / "run.db")) as database:
        found = database.execute(
            "SELECT m.name, m.district, r.src, r.row, r.fate FROM members_hnte m "
            "JOIN rows r ON r.kind = 'hnte' AND r.src = m.src AND r.row = m.row WHERE m.name = ?",
            (firm["name"],),
        ).fetchall()
        assert found == [(firm["name"], firm["district"], int(firm["src"]), int(firm["row"]), "")]
        counted = dict(
            database.execute(
                "SELECT district, COUNT(*) FROM members_hnte WHERE district != '' GROUP BY district"
            )
        )
        assert counted == {each.code: each.indicators["hnte"].count for each in audit.result.districts}
        assert database.execute("SELECT value FROM run WHERE key = 'year'").fetchall() == [("2025",)]
        district = audit.result.districts[3]
        assert dict(
            database.execute(
                "SELECT figure, value FROM figures WHERE district = ? AND part = 'hnte'", (district.code,)
            )
        )["target"] == str(district.indicators["hnte"].target)
        assert database.execute(
            "SELECT rule, clause, told, amount FROM steps WHERE district = ? AND part = 'hnte' ORDER BY place",
            (district.code,),
        ).fetchall() == [
            (each.rule, each.clause, each.text, None if each.amount is None else str(each.amount))
            for each in district.indicators["hnte"].steps
        ]
        accounts = database.execute(
            "SELECT s.path, s.sheet, s.height, s.counted, SUM(e.number) FROM sources s "
            "LEFT JOIN excluded e USING (src) GROUP BY src ORDER BY src"
        ).fetchall()
        assert accounts == [
            (
                each.source.path,
                each.source.sheet,
                each.source.rows,
                each.counted,
                sum(each.excluded.values()) if each.excluded else None,
            )
            for each in audit.accounts
        ]
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.fixture
def stored(tmp_path):
    write_store(tmp_path / "run.db", audit_of(2023))
    return tmp_path / "run.db"


def refusal(path):
    with pytest.raises(SettingsError) as caught:
        read_store(path, "runs/2023/x/run.db")
    assert caught.value.where == "runs/2023/x/run.db"
    return caught.value


def test_a_run_without_a_database(tmp_path):
    assert refusal(tmp_path / "run.db").found == "没有 run.db"
    (tmp_path / "run.db").mkdir()
    assert refusal(tmp_path / "run.db").found == "没有 run.db"


@pytest.mark.parametrize("keep", [0, 10, 100, 5000, 0.5, 0.99])
def test_a_database_that_was_cut_off(stored, keep):
    data = stored.read_bytes()
    stored.write_bytes(data[: int(keep if keep >= 1 else keep * len(data))])
    assert refusal(stored).action == "从备份恢复这个运行文件夹，或重新核算"


@pytest.mark.parametrize("change", [
    "UPDATE run SET value = 'gzaudit.run/2' WHERE key = 'form'", "DELETE FROM run", "DROP TABLE run",
    "UPDATE run SET value = '{' WHERE key = 'audit'", "UPDATE run SET value = '{\"is\":\"Popen\"}' WHERE key = 'audit'",
    "UPDATE run SET value = '[]' WHERE key = 'audit'", "DROP TABLE rows", "DELETE FROM rows WHERE n = 7",
    "UPDATE rows SET row = 'x' WHERE n = 7",
    "UPDATE run SET value = replace(value, '\"is\":\"Policy\"', '\"is\":\"Tier\"') WHERE key = 'audit'",
])  # fmt: skip
def test_a_database_of_another_form(stored, change):
    with contextlib.closing(sqlite3.connect(stored)) as database, database:
        database.execute(change)
    assert "gzaudit.run/1" in refusal(stored).expected


def test_reading_changes_nothing(stored):
    before, names = stored.read_bytes(), sorted(stored.parent.iterdir())
    read_store(stored, "run.db")
    assert (stored.read_bytes(), sorted(stored.parent.iterdir())) == (before, names)


def test_a_disk_that_refuses(tmp_path):
    with pytest.raises(OutputError) as caught:
        write_store(tmp_path / "nowhere" / "run.db", audit_of(2023))
    assert caught.value.where == "run.db"


def test_nothing_is_stored_that_cannot_be_read_back():
    for value in (1.5, object(), [1], {1: 2.0}, Path("x")):
        with pytest.raises(InvariantError):
            encode(value, {})


def test_only_classes_of_the_tool_are_made():
    with pytest.raises(KeyError):
        decode({"is": "Path", "value": "x"}, {})
    assert all(each.__module__.startswith("gzaudit.") for each in known().values())
