"""The exports of 广州科技GI: what counts of them, judged here without the tool."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations

import pytest
from sample_lists import (
    DATA,
    DISTRICTS,
    cells_of,
    code_of,
    day_of,
    expected,
    name_of,
    section,
    sheets_of,
    table,
)

FOLDER = DATA / "2025" / "广州科技GI"
EXPECTED = expected()["gi"]
NAMES = {"440106": "天河区", "440111": "白云区", "440103": "荔湾区", "440115": "南沙区"}
FIRST = {
    "活动清单": "活动编号",
    "活动签到清单": "活动编号",
    "重点企业经营情况": "区",
    "重大科技项目进展": "区",
    "技术需求清单": "区",
    "走访记录": "区",
    "周报清单": "区",
    "总结报告": "区",
}
ABSENT = {"", "无", "/"}
PROOFS = ("活动通知", "活动签到表", "现场照片", "活动推文")
FIRMS = {"440106": (60, 30), "440111": (40, 20), "440103": (20, 10), "440115": (40, 20)}


def rows_of(district, title):
    """The lines of a list; none if it was not handed in."""
    if (folder := FOLDER / NAMES[district]).is_dir():
        path = next(path for path in folder.iterdir() if path.stem == title)
        return table(path, FIRST[title])
    path = FOLDER / f"{NAMES[district]}广州科技GI导出（2025年）.xlsx"
    if title not in sheets_of(path):
        return []
    return table(path, FIRST[title], title)


def signed_in(district):
    """Distinct firms by event; who wrote no code is known by the name."""
    rows = rows_of(district, "活动签到清单")
    codes = {name_of(row["企业名称"]): code for row in rows if (code := code_of(row["统一社会信用代码"]))}
    firms = defaultdict(set)
    for row in rows:
        firms[row["活动编号"]].add(code_of(row["统一社会信用代码"]) or codes[name_of(row["企业名称"])])
    return firms


def events(district):
    """Events that count, by kind: complete, in the year, well attended, each once."""
    firms = signed_in(district)
    found = {"政策宣讲": {}, "产业对接": {}}
    for row in rows_of(district, "活动清单"):
        proofs = (*PROOFS, "产品对接需求表") if row["活动类型"] == "产业对接" else PROOFS
        minimum = dict(zip(found, FIRMS[district], strict=True)).get(row["活动类型"], 10**6)
        if (
            all(row[proof] not in ABSENT for proof in proofs)
            and day_of(row["活动日期"]).year == 2025
            and len(firms[row["活动编号"]]) >= minimum
        ):
            found[row["活动类型"]].setdefault((day_of(row["活动日期"]), row["活动地点"]), row["活动编号"])
    return found


def whole(district, title, by, *needed):
    return {
        name_of(row[by])
        for row in rows_of(district, title)
        if all(str(row[key]).strip() for key in (by, *needed))
    }


def needs(district):
    return {
        (row["企业名称"], row["技术需求名称"], row["技术需求简述"], row["关键技术指标"])
        for row in rows_of(district, "技术需求清单")
        if day_of(row["上传时间"]) <= date(2025, 8, 31) and row["关键技术指标"]
    }


@pytest.mark.parametrize("district", NAMES)
def test_what_counts_is_what_is_expected(district):
    held = events(district)
    # One quarter's expectation is enough to count; that another lacks is for people to see.
    revenues = ["实际营收", "一季度预期营收", "企业存在困难", "待协调解决事项"]
    investment = ("当期完成投资额", "累计完成投资额", "投资计划")
    assert EXPECTED[district]["found"] == {
        "talks": len(held["政策宣讲"]),
        "matchings": len(held["产业对接"]),
        "key_firms": len(whole(district, "重点企业经营情况", "企业名称", *revenues)),
        "projects": len(whole(district, "重大科技项目进展", "项目名称", *investment)),
        "needs": len(needs(district)),
        "visits": len(whole(district, "走访记录", "企业名称", "走访日期")),
        "weekly": len(whole(district, "周报清单", "周次")),
        "reports": len(whole(district, "总结报告", "报告名称")),
    }


def test_only_two_districts_reach_everything_and_people_say_otherwise_of_two():
    said = {row["区"]: row["结论"] for row in acceptance() if row["事项"] == "基础验收"}
    for district, each in EXPECTED.items():
        short = [key for key, number in each["asked"].items() if each["found"][key] < number]
        assert short == {"440103": ["talks"], "440115": ["reports"]}.get(district, [])
        assert each["proposal"] == ("rejected" if short else "accepted")
        assert each["acceptance_disagrees"] == ((said[NAMES[district]] == "通过") == bool(short))


def acceptance():
    return table(DATA / "2025" / "市科技局/2025年度验收及绩效考核结论.xlsx", "区")


@pytest.mark.parametrize("district", NAMES)
def test_the_first_of_each_kind_has_exactly_the_firms_asked_for(district):
    firms = signed_in(district)
    for kind, minimum in zip(("政策宣讲", "产业对接"), FIRMS[district], strict=True):
        rows = [row for row in rows_of(district, "活动清单") if row["活动类型"] == kind]
        counts = [len(firms[row["活动编号"]]) for row in rows]
        assert min(count for count in counts if count >= minimum) == minimum


def test_the_deliberate_events_are_there():
    firms, rows = signed_in("440106"), rows_of("440106", "活动清单")
    assert min(len(firms[row["活动编号"]]) for row in rows if row["活动类型"] == "政策宣讲") == 59
    lines = defaultdict(int)
    for row in rows_of("440106", "活动签到清单"):
        lines[row["活动编号"]] += 1
    few = next(number for number, each in firms.items() if len(each) == 59)
    assert lines[few] > 60
    assert [row["活动主题"] for row in rows if row["现场照片"] == ""] != []
    again = next(row for row in rows if "补录" in row["活动主题"])
    first = next(row for row in rows if row["活动日期"] == again["活动日期"] and row is not again)
    assert first["活动地点"] == again["活动地点"]
    both = firms[first["活动编号"]] & firms[again["活动编号"]]
    assert len(both) >= 0.8 * len(firms[again["活动编号"]])
    assert {day_of(row["活动日期"]).year for row in rows} == {2024, 2025}
    south = rows_of("440115", "活动清单")
    days = [day_of(row["活动日期"]) for row in south if row["活动类型"] == "政策宣讲"]
    assert len(days) - len(set(days)) == 1
    assert len({(day_of(row["活动日期"]), row["活动地点"]) for row in south}) == len(south)


@pytest.mark.parametrize("district", NAMES)
def test_no_two_events_look_alike_by_accident(district):
    firms = signed_in(district)
    alike = [
        pair
        for pair in combinations(sorted(firms), 2)
        if len(firms[pair[0]] & firms[pair[1]]) >= 0.8 * min(len(firms[each]) for each in pair)
    ]
    assert len(alike) == (1 if district == "440106" else 0)


def test_event_numbers_are_never_used_twice_and_every_sign_in_has_its_event():
    numbers = [row["活动编号"] for district in NAMES for row in rows_of(district, "活动清单")]
    assert len(numbers) == len(set(numbers))
    signed = {row["活动编号"] for district in NAMES for row in rows_of(district, "活动签到清单")}
    assert signed == set(numbers)


def test_firms_are_those_of_the_sample_and_people_are_nobody():
    known = set()
    for path in (DATA / "2025").glob("[火市]*/*"):
        for sheet in sheets_of(path):
            known.update(name_of(cell) for line in cells_of(path, sheet) for cell in line)
    for district in NAMES:
        for title in ("活动签到清单", "重点企业经营情况", "技术需求清单", "走访记录"):
            assert [row for row in rows_of(district, title) if name_of(row["企业名称"]) not in known] == []
        for row in rows_of(district, "活动签到清单"):
            assert re.fullmatch(r"样例[甲乙丙丁戊己庚辛壬癸]", row["姓名"])
            assert re.fullmatch(r"0000000\d{4}", row["手机"])


def test_one_key_firm_lacks_the_fourth_quarter():
    rows = [row for row in rows_of("440106", "重点企业经营情况") if row["四季度预期营收"] == ""]
    assert [row["报告期"] for row in rows] == ["2025年一季度", "2025年二季度", "2025年三季度"]
    assert len({row["企业名称"] for row in rows}) == 1


@pytest.mark.parametrize("district", NAMES)
def test_needs_are_unlike_each_other_but_for_the_planted_ones(district):
    texts = sorted({row["技术需求名称"] + row["技术需求简述"] for row in rows_of(district, "技术需求清单")})
    pairs = [pair for pair in combinations(texts, 2) if SequenceMatcher(None, *pair).ratio() >= 0.85]
    assert len(pairs) == {"440106": 2, "440111": 1}.get(district, 0)


def test_needs_hold_a_last_minute_and_a_first_too_late():
    rows = rows_of("440106", "技术需求清单")
    times = sorted(str(row["上传时间"]) for row in rows)
    assert "2025-08-31 23:59" in times
    assert next(each for each in times if each > "2025-09") == "2025-09-01 00:11"
    content = [tuple(list(row.values())[1:-1]) for row in rows]
    assert len(content) - len(set(content)) == 2


def test_the_readme_states_each_list_and_what_counts():
    text = section("2025 年广州科技GI 导出清单")
    for district, name in NAMES.items():
        found, asked = EXPECTED[district]["found"], EXPECTED[district]["asked"]
        cells = " | ".join(f"{found[key]}/{asked[key]}" for key in found)
        verdict = "都达到" if EXPECTED[district]["proposal"] == "accepted" else "未达到"
        assert f"| {name} | {cells} | {verdict} | 通过 |" in text
        for title in FIRST:
            rows = rows_of(district, title)
            line = next(line for line in text.splitlines() if line.startswith(f"| {name}") and title in line)
            assert f"{title} {len(rows)}" in line if rows else "没有总结报告" in line
    assert set(EXPECTED) == set(NAMES) < set(DISTRICTS)
