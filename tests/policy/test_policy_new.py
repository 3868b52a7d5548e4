"""A draft of next year's policy: only the year moves, it loads, its cases hold, every place to check is marked."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.policy.cases.run import run_boundaries, run_cases
from gzaudit.policy.find import CASES, FILES, open_folder, open_policy, read_text
from gzaudit.policy.load import check_policy
from gzaudit.policy.show.draft import MARK, draft, marked

YEARS = [(2025, 2026), (2023, 2024), (2025, 2024), (2023, 2031)]


def texts(year):
    files = open_policy(year)
    return {**files.texts, CASES: read_text(files.folder, CASES)}


def written(folder: Path, year, content):
    made = folder / str(year)
    made.mkdir()
    for name, text in content.items():
        (made / name).write_text(text, encoding="utf-8", newline="\n")
    return open_folder(made)


def moved(value, years):
    """What a draft makes of data: dates moved, all else as it is."""
    if isinstance(value, dict):
        return {key: moved(each, years) for key, each in value.items()}
    if isinstance(value, list):
        return [moved(each, years) for each in value]
    if isinstance(value, date):
        return value.replace(year=value.year + years)
    return value


@pytest.mark.parametrize(("old", "new"), YEARS)
def test_the_draft_loads_and_every_case_holds(tmp_path, old, new):
    files = written(tmp_path, new, draft(texts(old), old, new))
    policy = check_policy(files)
    results = (*run_cases(files), *run_boundaries(policy))
    assert [(each.case.no, each.differences) for each in results if not each.ok] == []
    assert len(results) > 100
    assert (policy.id, policy.year) == (f"gz-{new}", new)
    assert policy.title.startswith(f"{new} 年")
    assert policy.document.title.startswith(f"{new} 年")
    assert (policy.valid_from, policy.valid_to) == (date(new, 1, 1), date(new, 12, 31))
    assert (policy.service_from, policy.service_to) == (date(new, 1, 1), date(new, 12, 31))


@pytest.mark.parametrize(("old", "new"), YEARS)
def test_nothing_moves_but_years_and_dates(old, new):
    before, after = (
        {n: tomllib.loads(t) for n, t in each.items()} for each in (texts(old), draft(texts(old), old, new))
    )
    expected = {name: moved(data, new - old) for name, data in before.items()}
    for key in ("id", "title"):
        expected["policy.toml"][key] = expected["policy.toml"][key].replace(str(old), str(new))
    document = expected["policy.toml"]["document"]
    document["title"] = document["title"].replace(str(old), str(new))
    expected["policy.toml"]["year"] = new
    del expected[CASES]["facts"]
    assert after == expected


@pytest.mark.parametrize(("old", "new"), YEARS)
def test_what_people_wrote_beside_the_rules_stays(old, new):
    before, after = texts(old), draft(texts(old), old, new)
    for name in FILES:
        kept = after[name].replace(str(new), str(old))
        for line in before[name].split("\n"):
            remark = line.partition("#")[2].strip()
            assert remark.replace(str(new), str(old)) in kept


def test_every_place_that_a_new_notice_may_change_is_marked():
    drafted = draft(texts(2025), 2025, 2026)
    places = marked(drafted)
    lines = {name: [each.text for each in places if each.file == name] for name in drafted}
    begins = [re.match(r"\w+|#", text)[0] for text in lines["policy.toml"]]
    assert begins == [
        "#", "title", "validity", "from", "to", "title", "number",
        "tiers", "step_ratio", "step_count", "step_amount", "cap",
        "tiers", "factor", "tiers", "factor", "tiers", "factor",
        "until",
        *["amount", "districts", "items"] * 3,
    ]  # fmt: skip
    for name in (*FILES, CASES):
        assert lines[name][0].startswith(f"# {MARK}"), name
    # Sentences that name a date are left as they are, and marked.
    assert any("2025 年 1 月 1 日至 12 月 31 日" in text for text in lines["readings.toml"])
    assert any("2025 年 8 月底前" in text for text in lines["clauses.toml"])
    says_when = [
        line
        for name in drafted
        if name != "policy.toml"
        for line in drafted[name].split("\n")
        if "=" in line and re.search(r'"[^"]*(?:20\d\d|\d ?月)[^"]*"', line)
    ]
    assert says_when
    assert all(MARK in line for line in says_when)


def test_places_are_told_by_file_line_and_text():
    drafted = draft(texts(2025), 2025, 2026)
    for place in marked(drafted):
        assert drafted[place.file].split("\n")[place.line - 1].strip() == place.text
    assert marked(texts(2025)) == ()


def test_a_place_that_was_checked_is_not_listed_any_more():
    drafted = draft(texts(2025), 2025, 2026)
    checked = {name: text.replace("   # 【请核对】截止日", "") for name, text in drafted.items()}
    assert len(marked(drafted)) - len(marked(checked)) == 1


def test_a_draft_of_a_draft_has_one_header_and_each_mark_once():
    first = draft(texts(2025), 2025, 2026)
    second = draft(first, 2026, 2027)
    for name, text in second.items():
        assert text.count("年规则草稿") == 1
        assert text.startswith("# 2027 年规则草稿，由 gzaudit policy new 2027 --from 2026 照 2026 年抄成。\n")
        assert all(line.count(MARK) == 1 for line in text.split("\n") if MARK in line)
        assert len(text.split("\n")) == len(first[name].split("\n"))
    assert len(marked(second)) == len(marked(first))


def test_a_policy_without_cases_makes_a_draft_without_cases():
    content = texts(2025)
    del content[CASES]
    assert sorted(draft(content, 2025, 2026)) == sorted(FILES)


def test_the_29th_of_february_becomes_the_28th_where_it_must():
    text = "[service]\nfrom = 2024-02-29\nto = 2025-02-28\n"
    assert "from = 2025-02-28 " in draft({"policy.toml": text}, 2024, 2025)["policy.toml"]
    assert "from = 2028-02-29 " in draft({"policy.toml": text}, 2024, 2028)["policy.toml"]


def test_an_id_without_a_year_gets_one():
    assert 'id = "gz-2026"' in draft({"policy.toml": 'id = "gz"\n'}, 2025, 2026)["policy.toml"]


@given(st.text(st.sampled_from("a年2025-01 #\"'\\=\t【")), st.sampled_from(["policy.toml", "readings.toml"]))
def test_no_text_is_lost_whatever_a_line_holds(line, name):
    (content,) = draft({name: f"key = 1\n{line}"}, 2025, 2025).values()
    assert line.rstrip().partition("#")[0].rstrip() in content
