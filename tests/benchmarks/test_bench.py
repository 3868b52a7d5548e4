"""The pieces of the benchmark, on a year of a few hundred rows."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from stdnum.cn import uscc

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.bars import MIB, judge, table  # noqa: E402
from benchmarks.bench import Bench  # noqa: E402
from benchmarks.firms import firm_codes, firm_names  # noqa: E402
from benchmarks.make_year import DATA, cached_year, write_year  # noqa: E402
from benchmarks.measure import Measure, measure  # noqa: E402
from benchmarks.same_rows import check_same_rows  # noqa: E402
from benchmarks.year_lists import CITY, make_lists  # noqa: E402

TINY = CITY.scaled(0.01)


def test_codes_are_valid_and_names_and_codes_unique():
    numbers = np.r_[np.arange(2_000), np.arange(99_990, 100_010), np.arange(600_000, 600_050)]
    codes, names = firm_codes(numbers), firm_names(numbers)
    assert all(uscc.is_valid(code) for code in codes)
    assert len(set(codes)) == len(set(names)) == len(numbers)


def test_the_same_size_gives_the_same_lists():
    one, other = make_lists(TINY), make_lists(TINY)
    assert [made.path for made in one] == [made.path for made in other]
    assert all(a.columns.equals(b.columns) for a, b in zip(one, other, strict=True))


def test_lists_are_as_large_as_asked_and_dirty():
    lists = {made.path.split("/")[1]: made for made in make_lists(CITY.scaled(0.1))}
    hnte = [made for path, made in lists.items() if "公示名单" in path]
    assert 1_500 <= sum(len(made.columns) for made in hnte) <= 1_520
    patents = next(made for path, made in lists.items() if "专利" in path)
    assert len(patents.columns) == 6_000
    assert all(8 <= len(made.columns.columns) <= 12 for made in [*hnte, patents])
    codes = patents.columns["统一社会信用代码"]
    alone = codes[codes.map(lambda code: isinstance(code, str) and "；" not in code)]
    spoilt = sum(not uscc.is_valid(code) or code != uscc.compact(code) for code in alone)
    assert 0.01 < spoilt / len(codes) < 0.05


def test_a_year_is_made_once(tmp_path):
    first = cached_year("tiny", TINY, tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in first.rglob("*.xlsx")}
    assert cached_year("tiny", TINY, tmp_path) == first
    assert stamps == {path: path.stat().st_mtime_ns for path in first.rglob("*.xlsx")}


def test_script_and_tool_write_the_same_rows(tmp_path):
    write_year(tmp_path / "year", TINY)
    assert len(list((tmp_path / "year" / DATA).rglob("*.*"))) == 10
    bench = Bench(tmp_path / "work")
    bench.city(tmp_path / "year", rounds=1, slow_rounds=1)
    assert set(bench.runs) == {"city", "fast", "slow", "trace", "explain"}
    assert bench.notes["seconds"]["store"] > 0
    own, rows = bench.notes["script"]["own_rows"], bench.notes["rows"]
    # Plain merges find nearly the same; the rest is what the tool is for.
    assert own["规上科服名单"] == pytest.approx(rows["规上科服名单"], abs=2)
    tool, script = bench.notes["counts"], bench.notes["script"]["counts"]
    assert sum(script.values()) == pytest.approx(sum(tool.values()), abs=3)


def test_a_missing_row_is_noticed(tmp_path):
    write_year(tmp_path / "year", TINY)
    bench = Bench(tmp_path / "work")
    bench.city(tmp_path / "year", rounds=1, slow_rounds=0)
    shape = json.loads((tmp_path / "work/stages.log").read_text(encoding="utf-8"))
    shape["books"][""][-1]["rows"] += 1
    with pytest.raises(AssertionError):
        check_same_rows(shape["books"], tmp_path / "work/city-out", tmp_path / "work/fast-out")


def test_measure_counts_children_and_memory(tmp_path):
    child = "import time; held = bytearray(60 << 20); time.sleep(0.3)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    taken = measure([sys.executable, "-c", parent], log=tmp_path / "log")
    assert taken.wall >= 0.3
    assert 60 * MIB < taken.peak_one < taken.peak_all < 200 * MIB


def test_measure_reports_a_failure_with_its_output(tmp_path):
    with pytest.raises(RuntimeError, match="no such luck"):
        measure([sys.executable, "-c", "raise SystemExit('no such luck')"], log=tmp_path / "log")


@pytest.mark.parametrize(("store", "met"), [(1.0, True), (1.01, False)])
def test_the_database_may_cost_a_third_of_the_rest(store, met):
    (bar,) = judge({}, {"read": 1.0, "audit": 1.0, "render": 1.0 + store, "store": store})
    assert bar.value == pytest.approx(store / 3)
    assert bar.met is met


@pytest.mark.parametrize(
    ("slow", "memory", "met"),
    [(60.0, 400, True), (59.9, 400, False), (60.0, 401, False)],
)
def test_a_bar_holds_at_its_limit(slow, memory, met):
    runs = {
        "city": [Measure(10.0, 10.0, memory * MIB, 100 * MIB)],
        "slow": [Measure(slow, slow, 0, 0)],
    }
    bars = judge(runs)
    assert [bar.unit for bar in bars] == ["×", "MiB", "MiB"]
    assert all(bar.met for bar in bars) is met
    assert ("MISS" in table(bars)) is not met
