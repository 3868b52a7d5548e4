"""What is explained is what result.json says, for every district and indicator; and what would change it."""

from __future__ import annotations

import json

import pytest
from ask_runs import DISTRICTS, HNTE, TARGETS, asked, compute, tables, write_year

from gzaudit.ask.district import explain_district
from gzaudit.ask.district_answer import answer, explain_json
from gzaudit.errors import SettingsError

SAME = (
    "count",
    "target",
    "completion",
    "rate",
    "per_enterprise_amount",
    "increment_steps",
    "increment_amount",
    "amount",
)


def explained(workspace, district, part=None, year=2025):
    with asked(workspace, year) as (run, folder):
        told = explain_json(run, explain_district(run, district, part))
        return told, json.loads((folder / "result.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("year", [2023, 2025])
def test_every_figure_is_that_of_result_json(samples, year):
    with asked(samples, year) as (run, folder):
        result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        for district in result["districts"]:
            told = explain_json(run, explain_district(run, district["name"], None))
            figures = told["figures"]
            assert {key: figures[key] for key in ("amount", "payable", "performance_amount")} == {
                key: district[key] for key in ("amount", "payable", "performance_amount")
            }
            parts = {each["key"]: each for each in told["parts"]}
            for key, expected in district["indicators"].items():
                alone = explain_json(run, explain_district(run, district["code"], key))["parts"][0]
                for found in (parts[key]["figures"], alone["figures"]):
                    names = [name for name in SAME if name in expected]
                    assert {name: found.get(name) for name in names} == {
                        name: expected[name] for name in names
                    }
                assert sum(each["amount"] or 0 for each in alone["steps"]) == expected["amount"]
            if "base" in district:
                assert parts["base"]["figures"] == {
                    key: district["base"][key] for key in ("tier", "status", "amount")
                }
            assert sum(each["figures"]["amount"] for each in told["parts"]) == district["amount"]
            assert f"{district['payable']:,} 元" in told["answer"]
        city = explain_json(run, explain_district(run, "全市", None))
        assert (city["district"], city["figures"]["payable"]) == (None, result["city"]["payable"])
        counts = {each["key"]: each["figures"].get("count") for each in city["parts"]}
        assert {key: counts[key] for key in result["city"]["counts"]} == result["city"]["counts"]
        assert [each["figures"]["payable"] for each in city["districts"]] == [
            each["payable"] for each in result["districts"]
        ]


@pytest.mark.parametrize("year", [2023, 2025])
def test_counts_come_from_the_rows_that_are_told(samples, year):
    with asked(samples, year) as (run, _):
        for name in DISTRICTS:
            for part in explain_district(run, name, None).parts:
                own = [each.here for each in part.sheets if each.here is not None]
                if not part.counted:
                    assert not part.sheets
                    continue
                inside = part.crossed.both if part.crossed else sum(own)
                assert inside == part.figures["count"]
                if part.crossed:
                    assert part.crossed.both + part.crossed.only_one + part.crossed.unknown == sum(own)
                if part.placed:
                    assert sum(part.placed.values()) == sum(own)
                for sheet in part.sheets:
                    assert sheet.rows == sheet.counted + sum(sheet.excluded.values())


@pytest.mark.parametrize("year", [2023, 2025])
def test_readings_have_the_effects_of_the_run(samples, year):
    with asked(samples, year) as (run, _):
        for code, name in (("440106", "天河区"), ("", "全市")):
            effects = run.lines("SELECT * FROM effects WHERE district = ? AND part = 'district'", code)
            whole = explain_district(run, name, None)
            found = {(q.reading, o.choice): o for q in whole.questions for o in q.others}
            for each in effects:
                other = found[each["reading"], each["choice"]]
                told = None if each["difference"] is None else int(each["difference"])
                assert other.difference == (None if each["missing"] else told)
                assert bool(other.missing) == bool(each["missing"])
            # What a reading does to each part adds up to what it does to the whole.
            sums = {}
            for part in whole.parts:
                for q in explain_district(run, name, part.key).questions:
                    for o in q.others:
                        if o.difference is not None:
                            sums[q.reading, o.choice] = sums.get((q.reading, o.choice), 0) + o.difference
            for key, total in sums.items():
                assert total == found[key].difference, key


def test_thresholds_are_where_the_evaluator_has_them(samples):
    told, _ = explained(samples, "天河区", "hnte")
    (part,) = told["parts"]
    near, count = part["standing"], part["figures"]["count"]
    assert near["to_next"] > 0
    assert near["adds"] > 0
    assert 0 <= near["spare"] <= count
    with asked(samples) as (run, _):
        (line,) = run.lines("SELECT * FROM standings WHERE district = '440106' AND indicator = 'hnte'")
    assert (int(line["next_at"]) - count, count - int(line["since"])) == (near["to_next"], near["spare"])


def test_a_small_district_worked_by_hand(small):
    told, _ = explained(small, "天河", "高企")
    # 甲、乙、戊 of a target of 4: 75 %, the first tier, 300 元 each.
    assert told["answer"] == "天河区 高企认定数 3 家 ÷ 目标 4 家 = 75.00%，每家 300 元 → 900 元。"
    (part,) = told["parts"]
    assert part["figures"]["completion_exact"] == "3/4"
    (sheet,) = part["sheets"]
    assert (sheet["path"], sheet["rows"], sheet["here"]) == (f"data/2025/{HNTE}", 10, 3)
    assert sheet["excluded"] == {"重复": 1, "非当年认定": 1, "广州以外": 1, "已取消资格": 1}
    assert part["placed"] == {"高企名单所在区": 3}
    assert part["unplaced"] == 1
    (target,) = part["given"]
    assert (target["heading"], target["value"], target["place"], target["column"]) == (
        "高企认定年度目标数", 4, f"data/2025/{TARGETS} › Sheet 第 5 行", "B",
    )  # fmt: skip
    # 85 % of 4 are 3.4: one more firm is all 4, at 600 元 each; one fewer is 50 %, which pays nothing.
    assert part["standing"] == {"tier": 1, "steps": 0, "to_next": 1, "adds": 1500, "spare": 0, "loses": 900}
    assert [tier["at"] for tier in part["tiers"]] == ["0.7", "0.85", "1"]
    told, _ = explained(small, "天河", "规上高企")
    assert told["parts"][0]["crossed"] == {"list": "四上企业定报库", "both": 1, "only_one": 1, "unknown": 1}
    assert told["confidential"] is True


def test_a_count_that_is_not_known_stays_so(tmp_path):
    content = {path: rows for path, rows in tables().items() if "专利" not in path}
    compute(write_year(tmp_path, content))
    told, result = explained(tmp_path, "天河区")
    assert told["figures"]["payable"] is None
    assert result["districts"][3]["payable"] is None
    assert "获发明专利授权的高企数 待定" in told["answer"]
    (part,) = explained(tmp_path, "全市", "patent_hnte")[0]["parts"]
    assert part["figures"] == {"count": None, "amount": None}


def test_a_year_that_is_only_counted(tmp_path):
    compute(write_year(tmp_path, tables()), counts_only=True)
    told, _ = explained(tmp_path, "天河区")
    assert told["answer"].startswith("天河区：高企认定数 3 家")
    assert told["answer"].endswith("本次只计家数，不计金额。")
    assert (told["readings"], told["budget"], told["clauses"]) == ([], None, {})


def test_a_budget_and_a_switched_reading_are_told(tmp_path):
    workspace = write_year(tmp_path, tables())
    (workspace / "gzaudit.toml").write_text(
        '[budget.2025]\ntotal = 1000000\nmethod = "proportional"\n'
        '[readings.2025]\nA3 = { choice = "b", reason = "局务会定" }\n',
        encoding="utf-8",
    )
    compute(workspace)
    told, result = explained(workspace, "天河区")
    assert told["budget"]["total"] == 1_000_000
    assert told["figures"]["payable"] == result["districts"][3]["payable"] < told["figures"]["amount"]
    (question,) = [each for each in told["readings"] if each["reading"] == "A3"]
    assert (question["choice"], question["switched"], question["reason"]) == ("b", True, "局务会定")
    assert [each["choice"] for each in question["others"]] == ["a"]


@pytest.mark.parametrize(
    ("district", "part", "words"),
    [
        ("东山区", None, ("没有这个区", "东山区", "天河区", "全市")),
        ("天河区", "研发", ("没有这个指标", "高企认定数（hnte）", "基础工作（base）")),
        ("天河区", "规上", ("有几个指标都对得上", "规上高企数（above_scale_hnte）")),
    ],
)
def test_what_there_is_is_told(small, district, part, words):
    with pytest.raises(SettingsError) as caught:
        explained(small, district, part)
    assert caught.value.exit_code == 2
    assert all(word in str(caught.value) for word in words), str(caught.value)
    assert "获发明" not in str(caught.value) or part != "规上"


@pytest.mark.parametrize(
    ("asked_for", "key"),
    [
        ("hnte", "hnte"),
        ("高企", "hnte"),
        ("规上高企数", "above_scale_hnte"),
        ("专利", "patent_hnte"),
        ("基础", "base"),
    ],
)
def test_a_part_is_named_in_several_ways(small, asked_for, key):
    told, _ = explained(small, "440106", asked_for)
    assert told["part"] == key
    with asked(small) as (run, _):
        assert answer(explain_district(run, "天河", key)) == told["answer"]
