"""Decisions between two runs: what they did to counts and amounts, and who came and went by them."""

from __future__ import annotations

from pathlib import Path

from builders import Table, audit, code
from decide.decided import decision, decisions, targets

from gzaudit.compare.runs import StoredRun, compare_runs
from gzaudit.policy.find import open_policy
from gzaudit.settings import Budget
from gzaudit.suppose.ask import settings_of
from gzaudit.suppose.whatif import Asked, suppose

TIANHE, HAIZHU = "440106", "440105"
FIRMS = [
    {"name": f"广州第{n}号有限公司", "code": code(n), "district": "天河区" if n < 3 else "海珠区"}
    for n in range(5)
]
LISTS = (
    Table("hnte", FIRMS),
    Table("above_scale", [{"name": "某某", "code": code(900)}]),
    Table("above_scale_tech_services", [{"name": "某某", "code": code(900), "division": "440104"}]),
    Table("patent_grants", [{"owner": "某某", "code": code(900)}]),
    targets("3"),
    Table(
        "acceptance",
        [{"district": "天河区", "conclusion": "通过"}, {"district": "海珠区", "conclusion": "通过"}],
    ),
)


def run(*rows, **options):
    return audit(*LISTS, *([decisions(*rows)] if rows else []), policy=True, **options)


def compared(before, after):
    return compare_runs(StoredRun("一", before, "1"), StoredRun("二", after, "1"), Path("/nonexistent"))


def payable(found, district):
    (line,) = (each for each in found.amounts.of("payable") if each.district == district)
    return line.before, line.after, dict(line.by)


def test_a_firm_that_people_left_out():
    found = compared(run(), run(decision("exclude", FIRMS[0]["name"], "高企", FIRMS[0]["code"])))
    # 3 of 3 is 600 each; 2 of 3 is 66.7 %: nothing.
    assert payable(found, TIANHE) == (351_800, 350_000, {"count:hnte": -1_800})
    (firm,) = found.firms.firms.to_dict("records")
    assert (firm["name"], firm["change"], firm["reason"]) == (FIRMS[0]["name"], "left", "excluded")
    assert firm["why"] == "后一次剔除：人工决定不计"
    assert [(each.matter, each.change) for each in found.differences] == [
        ("input", "added"), ("decision", "added"),
    ]  # fmt: skip
    assert found.differences[1].item.startswith("不计，广州第0号有限公司")


def test_a_firm_that_people_placed():
    found = compared(run(), run(decision("district", FIRMS[3]["name"], "天河区", FIRMS[3]["code"])))
    (firm,) = found.firms.firms.to_dict("records")
    assert (firm["change"], firm["before"], firm["after"]) == ("moved", HAIZHU, TIANHE)
    assert "海珠区" in firm["why"]
    assert "天河区" in firm["why"]
    # 4 of 3: six steps of 0.15 firms each; 4 × 600. 海珠 2 of 3 and then 1 of 3: nothing either way.
    assert payable(found, TIANHE) == (351_800, 350_000 + 2_400 + 6 * 50_000, {"count:hnte": 300_600})


def test_an_approved_amount():
    found = compared(run(), run(decision("amount", "天河", "300000")))
    assert payable(found, TIANHE) == (351_800, 300_000, {"approved": -51_800})
    assert payable(found, "")[2] == {"approved": -51_800}
    assert [each.key for each in found.amounts.factors] == ["approved"]


def test_an_approved_amount_comes_off_the_budget_of_both():
    budget = Budget(400_000, {}, "proportional")
    both = [run(*rows, budget=budget) for rows in ((), (decision("amount", "天河区", "300000"),))]
    found = compared(*both)
    assert payable(found, TIANHE)[1] == 300_000
    # 100,000 are left for 海珠's 250,000 and 越秀's 200 (one 科服 firm of 1.05).
    assert payable(found, HAIZHU)[1] == 99_920
    assert set(payable(found, HAIZHU)[2]) == {"approved"}
    assert payable(found, "")[:2] == (400_000, 400_000)


def test_a_supposition_leaves_what_was_approved():
    approved = run(decision("amount", "天河区", "300000"))
    asked = Asked(settings_of(["天河区.hnte=30", "海珠区.hnte=3"], approved.policy))
    found = suppose(approved, open_policy(2025), asked)
    assert payable(found, TIANHE) == (300_000, 300_000, {})
    assert payable(found, HAIZHU) == (250_000, 251_800, {"count:hnte": 1_800})
