"""The second evaluator: sums worked by hand (domain §4.4, §4.5), what is not known, and that it stands alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import pytest
from verify.random_years import read_as, stored
from verify.spoiling import database

from gzaudit.policy.load import load_policy
from gzaudit.result import Given
from gzaudit.settings import Budget
from gzaudit.verify import second

P2023, P2025 = load_policy(2023), load_policy(2025)
TIANHE, LIWAN, YUEXIU = "440106", "440103", "440104"
PRIOR = {"above_scale_hnte": "prior_above_scale_hnte", "above_scale_tech_services": "prior_tech_services"}
PRIOR |= {"patent_hnte": "prior_patent_hnte", "tech_sme": "prior_tech_sme"}
WORK = {item.measure: item.at for item in P2025.works[0].group_of(TIANHE).items}


def year(policy, given, budget=None):
    return second.recompute(
        stored(policy, {code: given.get(code, Given()) for code in policy.districts}, budget)
    )


def one(policy, key, number, count, **more):
    """All figures of one indicator of 天河."""
    columns = {rule.key: rule.target.column for rule in policy.indicators}
    found = year(policy, {TIANHE: Given({key: count}, {columns[key]: number, **more})})
    return {figure: value for (code, part, figure), value in found.items() if (code, part) == (TIANHE, key)}


@pytest.mark.parametrize(
    ("key", "number", "count", "amount"),
    [
        ("hnte", 100, 69, 0), ("hnte", 100, 70, 21_000), ("hnte", 110, 77, 23_100), ("hnte", 100, 84, 25_200),
        ("hnte", 100, 85, 42_500), ("hnte", 180, 153, 76_500), ("hnte", 100, 99, 49_500),
        ("hnte", 100, 100, 60_000), ("hnte", 100, 104, 62_400), ("hnte", 100, 105, 113_000),
        ("hnte", 100, 114, 168_400), ("hnte", 100, 115, 219_000), ("hnte", 400, 414, 248_400),
        ("hnte", 400, 415, 299_000), ("hnte", 400, 430, 358_000), ("hnte", 300, 315, 239_000),
        ("hnte", 301, 316, 239_600), ("hnte", 299, 314, 238_400),
        ("above_scale_hnte", 10_000, 8_399, 0), ("above_scale_hnte", 1000, 839, 0),
        ("above_scale_hnte", 1000, 840, 84_000), ("above_scale_hnte", 101, 84, 0),
        ("above_scale_hnte", 101, 85, 8_500), ("above_scale_hnte", 101, 106, 10_600),
        ("above_scale_hnte", 101, 107, 21_400), ("above_scale_tech_services", 40, 33, 0),
        ("above_scale_tech_services", 40, 34, 6_800), ("above_scale_tech_services", 40, 41, 8_200),
        ("above_scale_tech_services", 40, 42, 12_600), ("patent_hnte", 50, 51, 0),
        ("patent_hnte", 50, 52, 2_600), ("patent_hnte", 50, 64, 3_200), ("patent_hnte", 50, 65, 4_550),
        ("patent_hnte", 7, 9, 450), ("patent_hnte", 7, 10, 700),
    ],
)  # fmt: skip
def test_the_cases_of_2025(key, number, count, amount):
    assert one(P2025, key, number, count)["amount"] == amount


@pytest.mark.parametrize(
    ("key", "number", "count", "amount"),
    [
        ("hnte", 100, 109, 0), ("hnte", 100, 110, 366_000), ("hnte", 100, 114, 368_400),
        ("hnte", 100, 115, 419_000), ("hnte", 100, 120, 472_000), ("hnte", 100, 125, 525_000),
        ("hnte", 400, 439, 0), ("hnte", 400, 440, 564_000), ("hnte", 400, 454, 572_400),
        ("hnte", 400, 455, 623_000), ("hnte", 101, 111, 0), ("hnte", 101, 112, 367_200),
        ("hnte", 300, 345, 557_000), ("tech_sme", 1000, 1199, 0), ("tech_sme", 1000, 1200, 270_000),
        ("tech_sme", 1000, 1249, 277_350), ("tech_sme", 1000, 1250, 327_500), ("tech_sme", 3000, 3699, 644_850),
        ("tech_sme", 3000, 3700, 695_000), ("tech_sme", 2000, 2500, 515_000),
    ],
)  # fmt: skip
def test_the_cases_of_2023(key, number, count, amount):
    assert one(P2023, key, number, count)["amount"] == amount


def test_every_figure_of_one_indicator():
    assert one(P2025, "hnte", 600, 660) == {
        "count": 660, "target": 600, "completion": F(11, 10), "rate": 600, "fixed_amount": 0,
        "per_enterprise_amount": 396_000, "increment_steps": 4, "increment_amount": 200_000, "amount": 596_000,
    }  # fmt: skip
    assert one(P2023, "hnte", 100, 115) == {
        "count": 115, "target": 110, "completion": F(23, 22), "rate": 600, "fixed_amount": 300_000,
        "per_enterprise_amount": 69_000, "increment_steps": 1, "increment_amount": 50_000, "amount": 419_000,
    }  # fmt: skip
    assert one(P2025, "above_scale_hnte", 101, 84)["target"] == F(2121, 20)


WHOLE = Given(
    {"hnte": 660, "above_scale_hnte": 212, "above_scale_tech_services": 314, "patent_hnte": 150},
    {"hnte_target": 600, "prior_above_scale_hnte": 200, "prior_tech_services": 300, "prior_patent_hnte": 120},
    "accepted",
    "passed",
)


def test_a_whole_district_and_what_a_conclusion_does():
    def of(**changes):
        found = year(P2025, {TIANHE: replace(WHOLE, **changes)})
        names = ("performance_amount", "amount", "payable", "assessment")
        return [found[TIANHE, "base", "amount"], *(found[TIANHE, "district", name] for name in names)]

    assert of() == [350_000, 708_700, 1_058_700, 1_058_700, "passed"]
    assert of(assessment=None) == [350_000, 708_700, 1_058_700, 1_058_700, None]
    assert of(assessment="failed") == [350_000, 708_700, 1_058_700, 0, "failed"]
    assert of(base_status="rejected") == [0, 708_700, 708_700, 708_700, "passed"]
    assert of(base_status="not_assessed") == [0, 708_700, 708_700, 708_700, "passed"]
    # Not known is not nothing, but a failure pays nothing whatever is not known.
    gap = WHOLE.counts | {"patent_hnte": None}
    assert of(counts=gap) == [350_000, None, None, None, "passed"]
    assert of(counts=gap, assessment="failed") == [350_000, None, None, 0, "failed"]


def test_the_city_is_not_known_where_a_district_is_not():
    found = year(P2025, {TIANHE: WHOLE})
    assert [found["", "city", key] for key in ("count hnte", "amount", "payable")] == [None] * 3
    assert found["", "city", "base_amount"] == 350_000  # the others were not assessed: 0
    alone = replace(P2025, districts={TIANHE: "天河区"})
    found = year(alone, {TIANHE: WHOLE})
    assert [found["", "city", key] for key in ("count hnte", "amount", "payable")] == [
        660,
        1_058_700,
        1_058_700,
    ]
    # A year without base work has a base sum of 0, unless an amount is not known.
    assert year(replace(P2023, districts={TIANHE: "天河区"}), {})["", "city", "base_amount"] is None
    none = replace(P2023, districts={TIANHE: "天河区"}, works=(), indicators=())
    assert year(none, {})["", "city", "base_amount"] == 0


@pytest.mark.parametrize(
    ("key", "number", "count"),
    [("hnte", None, 5), ("hnte", 0, 5), ("hnte", 100, None), ("above_scale_hnte", 0, 0)],
)
def test_nothing_is_worked_out_of_what_is_not_known(key, number, count):
    found = one(P2025, key, number, count)
    assert found["count"] == count
    assert {name: value for name, value in found.items() if name != "count" and value is not None} == (
        {"target": 100} if number else {}
    )


def test_readings():
    """Domain §4.3: what each example pays under the other reading."""
    assert one(read_as(2025, (("A1", "b"),)), "hnte", 100, 105, prior_hnte=80)["increment_steps"] == 5
    assert one(read_as(2025, (("A1", "b"),)), "hnte", 100, 105)["amount"] is None
    steps = [
        one(read_as(2025, (("A2", letter),)), "hnte", 100, 115, prior_hnte=120)["increment_steps"]
        for letter in "abc"
    ]
    assert steps == [3, 2, 2]
    assert one(read_as(2025, (("A3", "b"),)), "hnte", 300, 315)["increment_amount"] == 100_000
    assert one(read_as(2025, (("A4", "b"),)), "hnte", 100, 114)["increment_amount"] == 140_000
    assert one(read_as(2023, (("B1", "b"),)), "hnte", 100, 110)["per_enterprise_amount"] == 6_000
    assert one(read_as(2023, (("B2", "b"),)), "hnte", 100, 120)["increment_steps"] == 1


def test_an_institution_with_another_subsidy_gets_nothing_for_the_first_part():
    given = Given({"hnte": 120, "tech_sme": 1250}, {"prior_hnte": 100, "prior_tech_sme": 1000})
    for flag, amount in ((True, 0), (False, 472_000), (None, 472_000)):
        found = year(P2023, {TIANHE: replace(given, flags={"subsidy_4": flag})})
        assert found[TIANHE, "hnte", "amount"] == amount
        assert found[TIANHE, "hnte", "rate"] == (0 if flag else 600)
        assert found[TIANHE, "tech_sme", "amount"] == 327_500


@pytest.mark.parametrize(
    ("changes", "status", "amount"),
    [
        ({}, "accepted", 450_000), ({"visits": 99}, "rejected", 0), ({"annual_reports": 0}, "rejected", 0),
        ({"visits": None}, "not_assessed", None), ({"visits": None, "trainings": 4}, "rejected", 0),
    ],
)  # fmt: skip
def test_work_that_its_list_decides(changes, status, amount):
    done = {"visits": 100, "trainings": 5, "attendances": 2000, "quarterly_reports": 4, "annual_reports": 1}
    found = year(P2023, {TIANHE: Given(found=done | changes)})
    assert (found[TIANHE, "rd_services", "status"], found[TIANHE, "rd_services", "amount"]) == (
        status,
        amount,
    )


def test_a_base_paid_by_the_item():
    policy = replace(P2025, works=(replace(P2025.works[0], partial="by_item"),))
    some = {key: 0 if key in ("talks", "needs") else value for key, value in WORK.items()}
    found = year(policy, {TIANHE: Given(found=some, base_status="rejected")})
    assert found[TIANHE, "base", "amount"] == 350_000 * (len(WORK) - 2) // len(WORK)
    found = year(policy, {TIANHE: Given(found=some | {"talks": None}, base_status="rejected")})
    assert found[TIANHE, "base", "amount"] is None


CLAIMS = {"a": 1_058_700, "b": 619_350, "c": 402_950}
NAMES = {"a": "甲", "b": "乙", "c": "丙"}


@pytest.mark.parametrize(
    ("claims", "total", "own", "approved", "payable"),
    [
        (CLAIMS, 2_000_000, {}, {}, {"a": 1_017_491, "b": 595_243, "c": 387_266}),
        (CLAIMS, 2_081_000, {}, {}, CLAIMS),
        (CLAIMS, None, {"乙": 600_000}, {}, CLAIMS | {"b": 600_000}),
        (CLAIMS, 0, {}, {}, dict.fromkeys("abc", 0)),
        (CLAIMS | {"c": None}, 2_000_000, {}, {}, dict.fromkeys("abc")),
        (CLAIMS | {"c": None}, None, {"甲": 1}, {}, {"a": 1, "b": 619_350, "c": None}),
        (dict.fromkeys("abc", 1), 2, {}, {}, {"a": 1, "b": 1, "c": 0}),
        (dict.fromkeys("abc", 0), 2, {}, {}, dict.fromkeys("abc", 0)),
        (CLAIMS, 1_000_000, {}, {"a": 900_000}, {"a": 900_000, "b": 60_584, "c": 39_416}),
        (CLAIMS | {"c": None}, 2_000_000, {}, {"c": 5}, {"a": 1_058_700, "b": 619_350, "c": 5}),
        (CLAIMS, 5, {}, {"a": 900_000}, {"a": 900_000, "b": 0, "c": 0}),
    ],
)
def test_budgets(claims, total, own, approved, payable):
    """With 900,000 approved of a million, 619,350 and 402,950 share 100,000: 60,583.98…, 39,416.01…."""
    budget = {"total": total, "districts": own, "method": "proportional"}
    assert second.under_budget(claims, budget, approved, NAMES) == payable


def test_a_budget_only_shown_changes_nothing():
    for budget in (None, Budget(5), Budget(5, {"天河区": 1}, "none")):
        assert year(P2025, {TIANHE: WHOLE}, budget)[TIANHE, "district", "payable"] == 1_058_700
    cut = year(P2025, {TIANHE: WHOLE}, Budget(None, {"天河区": 7}, "proportional"))
    assert (cut[TIANHE, "district", "amount"], cut[TIANHE, "district", "payable"]) == (1_058_700, 7)


def test_what_no_rule_can_be_is_refused():
    growth = P2025.indicators[0].increment
    for changes in (
        {"step_ratio": F(0)},
        {"step_count": 0},
        {"step_word": "不满"},
        {"growth": "compound", "step_ratio": F(-1)},
    ):
        rule = replace(P2025.indicators[0], increment=replace(growth, **changes))
        with pytest.raises(ValueError, match=r"每一档|边界词"):
            one(replace(P2025, indicators=(rule,)), "hnte", 100, 200)


SOURCE = Path(second.__file__).read_text(encoding="utf-8")


def test_it_is_short_and_uses_nothing_of_the_tool():
    assert len(SOURCE.splitlines()) < 200
    tree = ast.parse(SOURCE)
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"json", "sqlite3", "sys", "fractions", "math", "typing"}
    assert "float(" not in SOURCE


def test_it_runs_alone_on_a_database(computed, tmp_path):
    """A copy of the one file, outside the tool, with Python's own library alone."""
    script = tmp_path / "second.py"
    script.write_text(SOURCE, encoding="utf-8")

    def says(path):
        call = [sys.executable, "-I", "-S", script, path]
        done = subprocess.run(call, capture_output=True, check=True, encoding="utf-8")
        return done.stdout

    (run,) = (computed / "runs" / "2025").iterdir()
    assert says(run / "run.db") == ""
    changed = tmp_path / "run.db"
    changed.write_bytes((run / "run.db").read_bytes())
    with database(tmp_path) as opened:
        opened.execute(
            "UPDATE figures SET value = '1' WHERE district = '440106' AND part = 'hnte' AND figure = 'amount'"
        )
    assert says(changed) == "440106 hnte amount: 1 -> 0\n"


def test_amounts_that_people_approved():
    """Only those in force; they replace what is payable and come off the budget first."""

    def decided(name, choice, state, matter="amount"):
        return {"is": "Decision", "matter": matter, "name": name, "choice": choice, "state": state}

    policy = replace(P2025, districts={LIWAN: "荔湾区", YUEXIU: "越秀区", TIANHE: "天河区"})
    told = stored(policy, dict.fromkeys(policy.districts, WHOLE), Budget(2_000_000, method="proportional"))
    told["decisions"] = [
        decided("天河区", "1000000", "applied"),
        decided("荔湾区", "5", "unused"),
        decided("荔湾区", "6", "invalid"),
        decided("荔湾区", "7", "conflict"),
        decided("越秀区", "天河区", "applied", "district"),
    ]
    # 天河 claims 1,058,700, the others (tier 3) 958,700 each: 1,000,000 is left for 1,917,400.
    found = second.recompute(told)
    payable = {code: found[code, "district", "payable"] for code in policy.districts}
    assert payable == {LIWAN: 500_000, YUEXIU: 500_000, TIANHE: 1_000_000}
    assert found[TIANHE, "district", "amount"] == 1_058_700
    assert found["", "city", "payable"] == 2_000_000
    told["budget"] = None
    found = second.recompute(told)
    assert [found[code, "district", "payable"] for code in policy.districts] == [958_700, 958_700, 1_000_000]
