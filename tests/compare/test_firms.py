"""Which firms entered or left which count, and why; told by code, else by normalised name."""

from __future__ import annotations

import pandas as pd
import pytest
from builders import Table, audit, code, wrong

from gzaudit.compare.firms import firm_changes, paired

TIANHE, HAIZHU, YUEXIU = "440106", "440105", "440104"
TARGETS = Table(
    "targets",
    [{"district": "天河区", "hnte_target": "3", "prior_above_scale_hnte": "1", "prior_tech_services": "1", "prior_patent_hnte": "1"}],
)  # fmt: skip


def firm(number, district="天河区", **more):
    return {"name": f"广州第{number}号有限公司", "code": code(number), "district": district, **more}


def year(*, hnte=(), above=(), services=(), patents=(), revoked=(), **options):
    tables = [Table("hnte", list(hnte)), Table("above_scale", list(above) or [firm(900)])]
    tables += [Table("above_scale_tech_services", list(services) or [firm(901)])]
    owners = [{"owner": each["name"], "code": each["code"], "patent_type": "发明"} for each in patents]
    tables += [
        Table("patent_grants", owners or [{"owner": "某某", "code": code(902), "patent_type": "发明"}])
    ]
    tables += [Table("hnte_revoked", list(revoked))] if revoked else []
    return audit(*tables, TARGETS, policy=True, **options)


def told(before, after, indicator="hnte"):
    firms = firm_changes(before, after).firms
    firms = firms[firms["indicator"] == indicator]
    return list(
        firms[["name", "change", "before", "after", "reason", "why"]].itertuples(index=False, name=None)
    )


def balances(changes):
    for each in changes.counts:
        if each.listed:
            assert each.before + each.entered - each.left + each.moved_in - each.moved_out == each.after, each


def test_entered_left_and_moved():
    before = year(hnte=[firm(1), firm(2), firm(3)])
    after = year(hnte=[firm(2), firm(3, "海珠区"), firm(4)])
    assert told(before, after) == [
        ("广州第4号有限公司", "entered", "", TIANHE, "not_listed", "前一次高新技术企业认定备案公示名单里没有"),
        ("广州第1号有限公司", "left", TIANHE, "", "not_listed", "后一次高新技术企业认定备案公示名单里没有"),
        (
            "广州第3号有限公司", "moved", TIANHE, HAIZHU, "moved",
            "所在区由天河区（高企名单所在区）变为海珠区（高企名单所在区）",
        ),
    ]  # fmt: skip
    changes = firm_changes(before, after)
    balances(changes)
    counts = {(each.indicator, each.district): each for each in changes.counts}
    tianhe, haizhu = counts["hnte", TIANHE], counts["hnte", HAIZHU]
    assert (tianhe.before, tianhe.after, tianhe.entered, tianhe.left, tianhe.moved_out) == (3, 2, 1, 1, 1)
    assert (haizhu.before, haizhu.after, haizhu.moved_in) == (0, 1, 1)


def test_places_lead_to_the_rows_of_each_run():
    firms = firm_changes(year(hnte=[firm(1), firm(2)]), year(hnte=[firm(3), firm(2, "海珠区")])).firms
    firms = firms[firms["indicator"] == "hnte"]
    places = ["name", "src_before", "row_before", "src_after", "row_after"]
    assert list(firms[places].itertuples(index=False, name=None)) == [
        ("广州第3号有限公司", -1, 0, 0, 2),
        ("广州第1号有限公司", 0, 2, -1, 0),
        ("广州第2号有限公司", 0, 3, 0, 3),
    ]


def test_revoked_since():
    before, after = year(hnte=[firm(1), firm(2)]), year(hnte=[firm(1), firm(2)], revoked=[firm(2)])
    told_ = told(before, after)
    assert [each[1:] for each in told_] == [("left", TIANHE, "", "excluded", "后一次剔除：已取消资格")]
    # The other way round it was left out before.
    assert [each[1:] for each in told(after, before)] == [
        ("entered", "", TIANHE, "excluded", "前一次剔除：已取消资格")
    ]


def test_a_district_that_is_known_now():
    before, after = year(hnte=[firm(1, "")]), year(hnte=[firm(1)])
    assert [each[1:] for each in told(before, after)] == [
        ("entered", "", TIANHE, "district_unknown", "前一次所在区待定")
    ]


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ({}, ("not_in_other", "前一次不在“四上企业”定报库里")),
        (
            {"above": [firm(1, unit_type="产业活动单位")]},
            ("excluded_in_other", "前一次在“四上企业”定报库里剔除：产业活动单位"),
        ),
    ],
)
def test_the_other_list_decides(before, why):
    hnte, above = [firm(1), firm(2)], [firm(1)]
    one, other = year(hnte=hnte, **before), year(hnte=hnte, above=above)
    assert told(one, other, "above_scale_hnte") == [("广州第1号有限公司", "entered", "", TIANHE, *why)]


def test_matched_now_where_the_code_was_lost_before():
    """The same firm stood in both lists, and nobody could tell: its code was cut by a spreadsheet."""
    lost = {**firm(1), "code": ""}
    other_name = {**firm(1), "name": "广州另名有限公司"}
    before = year(hnte=[lost, firm(2)], above=[other_name])
    after = year(hnte=[firm(1), firm(2)], above=[other_name])
    assert told(before, after) == []
    (found,) = told(before, after, "above_scale_hnte")
    assert found[1:] == (
        "entered", "", TIANHE, "not_matched", "前一次与“四上企业”定报库没有对上"
    )  # fmt: skip
    balances(firm_changes(before, after))


def test_a_firm_is_itself_with_and_without_a_code():
    before = year(hnte=[{**firm(1), "code": "", "name": "广州第1号（集团）有限公司"}])
    after = year(hnte=[{**firm(1), "name": "广州第1号(集团)有限公司"}])
    assert told(before, after) == []


def test_under_another_code_it_is_another_enterprise_and_says_so():
    before, after = year(hnte=[{**firm(1), "code": wrong(1)}]), year(hnte=[firm(1)])
    found = told(before, after)
    assert [(each[1], each[4]) for each in found] == [("entered", "other_code"), ("left", "other_code")]
    assert found[0][5] == f"前一次同名企业用的是另一个代码：{wrong(1)}"
    assert found[1][5] == f"后一次同名企业用的是另一个代码：{code(1)}"


def test_a_list_that_was_not_there_tells_of_nobody():
    before = audit(Table("hnte", [firm(1)]), TARGETS, policy=True)
    after = year(hnte=[firm(1)], above=[firm(1)])
    changes = firm_changes(before, after)
    (count,) = (
        each for each in changes.counts if (each.indicator, each.district) == ("above_scale_hnte", TIANHE)
    )
    assert (count.before, count.after, count.entered, count.listed) == (None, 1, 0, False)
    assert told(before, after, "above_scale_hnte") == []


def test_another_reading_of_owners():
    firms = [firm(1), firm(2)]
    shared = [
        {
            "owner": f"{firms[0]['name']}；{firms[1]['name']}",
            "code": f"{code(1)}；{code(2)}",
            "patent_type": "发明",
        }
    ]
    tables = Table("hnte", firms), Table("above_scale", [firm(900)]), Table("patent_grants", shared), TARGETS
    services = Table("above_scale_tech_services", [firm(901)])
    one = audit(*tables, services, policy=True)
    other = audit(*tables, services, readings={"A14": "b"})
    assert [each[:2] + each[4:] for each in told(one, other, "patent_hnte")] == [
        ("广州第2号有限公司", "left", "not_first_owner", "后一次不是第一权利人")
    ]
    balances(firm_changes(one, other))


def test_years_with_other_indicators_show_each_count_once():
    before = audit(Table("hnte", [{**firm(1), "recognised_year": "2023"}]), policy=True, year=2023)
    changes = firm_changes(before, year(hnte=[firm(1), firm(2)]))
    assert list(changes.indicators) == [
        "hnte", "above_scale_hnte", "above_scale_tech_services", "patent_hnte", "tech_sme",
    ]  # fmt: skip
    assert len(changes.counts) == 5 * 11
    assert [each.listed for each in changes.counts if each.indicator == "tech_sme"] == [False] * 11
    assert changes.firms["name"].tolist().count("广州第2号有限公司") == 1


def pairs(one, other):
    frames = (pd.DataFrame(rows, columns=["code", "key"]) for rows in (one, other))
    return sorted(map(tuple, paired(*frames).to_numpy().tolist()))


def test_pairs_by_code_then_by_a_name_that_stands_once():
    assert pairs([("A", "甲"), ("", "乙"), ("", "丙")], [("A", "甲改"), ("B", "乙"), ("", "丁")]) == [
        (-1, 2), (0, 0), (1, 1), (2, -1),
    ]  # fmt: skip
    # Two codes are never one firm, whatever they are called; nor is a name that two firms bear.
    assert pairs([("A", "甲")], [("B", "甲")]) == [(-1, 0), (0, -1)]
    assert pairs([("", "甲")], [("B", "甲"), ("C", "甲")]) == [(-1, 0), (-1, 1), (0, -1)]
