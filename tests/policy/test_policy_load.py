"""What the tool offers, where policies may live, what they say, and what a policy's digest stands for."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest
from policy_cases import CLAUSES_TEXT, POLICY_TEXT, READINGS_TEXT, TEXTS, YEARS, folder, policy, swapped

from gzaudit.errors import PolicyError
from gzaudit.policy.find import open_folder, open_policy, policy_folders
from gzaudit.policy.load import available, check_policy, load_policy
from gzaudit.policy.model import PolicyInfo
from gzaudit.policy.standard import counted_without_policy

NEXT = {name: text.replace("2025", "2026") for name, text in TEXTS[2025].items()}


def own(tmp_path, year=2026, texts=NEXT):
    """A workspace with a policy of its own."""
    made = tmp_path / "policies" / str(year)
    made.mkdir(parents=True)
    for name, text in texts.items():
        (made / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_both_years_are_offered():
    infos = available()
    assert PolicyInfo("gz-2023", 2023, policy(2023).title) in infos
    assert PolicyInfo("gz-2025", 2025, policy(2025).title) in infos
    assert [each.year for each in infos] == sorted(each.year for each in infos)
    assert {each.place for each in infos} == {"gzaudit"}
    assert [load_policy(each.year).id for each in infos] == [each.id for each in infos]


def test_a_workspace_may_have_policies_of_its_own(tmp_path):
    workspace = own(tmp_path)
    (tmp_path / "policies" / "notes").mkdir()
    (tmp_path / "policies" / "2027").write_text("no folder", encoding="utf-8")
    assert PolicyInfo(
        "gz-2026", 2026, policy(2025).title.replace("2025", "2026"), "policies/2026"
    ) in available(workspace)
    assert [each.year for each in available(workspace)] == [2023, 2025, 2026]
    assert load_policy(2026, workspace).service_to == date(2026, 12, 31)
    assert open_policy(2026, workspace).place == "policies/2026"
    assert open_policy(2025, workspace).place == "gzaudit"
    assert list(policy_folders(tmp_path / "nothing")) == [2023, 2025]


def test_a_year_that_the_tool_has_may_not_stand_in_the_workspace_too(tmp_path):
    workspace = own(tmp_path, 2025, TEXTS[2025])
    for ask in (available, lambda place: load_policy(2023, place)):
        with pytest.raises(PolicyError) as caught:
            ask(workspace)
        error = caught.value
        assert (error.exit_code, error.asked, error.where) == (4, "2025 年有两套政策规则", "policies/2025")
        assert (error.found, error.expected, error.action) == (
            "本工具自带一套，工作区 policies 里又有一套",
            "每个年度只有一套规则，效力期间不重叠",
            "移走工作区的 policies/2025；只换某一条的读法，用 gzaudit.toml 的 [readings]",
        )


@pytest.mark.parametrize("year", [1999, 0, -2025, 20250, 2024])
def test_a_year_without_a_policy_lists_those_there_are(year):
    with pytest.raises(PolicyError) as caught:
        load_policy(year)
    error = caught.value
    assert (error.exit_code, error.asked, error.where) == (4, f"没有 {year} 年的政策规则", "")
    assert (error.found, error.expected) == (f"{year} 年", "现有的年份：2023、2025")
    assert error.action == (
        f"换一个年份；只要家数不算补助，加 --counts-only；新写规则，运行 gzaudit policy new {year} --from 2025"
    )


def test_a_year_without_a_policy_counts_what_the_newest_counts():
    assert counted_without_policy() == policy(2025).indicators


def test_2025_says_what_the_notice_says():
    rules = policy(2025)
    assert (rules.valid_from, rules.valid_to) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (rules.service_from, rules.service_to) == (date(2025, 1, 1), date(2025, 12, 31))
    assert len(rules.districts) == 11
    assert list(rules.columns.items()) == [
        ("hnte_target", "高企认定年度目标数"),
        ("prior_above_scale_hnte", "上年规上高企数"),
        ("prior_tech_services", "上年规上科服企业数"),
        ("prior_patent_hnte", "上年专利高企数"),
    ]
    assert rules.optional_columns == {"prior_hnte": "上年高企认定数"}
    formed = [
        (each.key, each.count.list, each.count.both, each.count.district, each.count.owners)
        for each in rules.indicators
    ]
    assert formed == [
        ("hnte", "hnte", None, "hnte", "each"),
        ("above_scale_hnte", "hnte", "above_scale", "hnte", "each"),
        ("above_scale_tech_services", "above_scale_tech_services", None, "above_scale_tech_services", "each"),
        ("patent_hnte", "hnte", "patent_grants", "hnte", "each"),
    ]
    factors = [None, Fraction(21, 20), Fraction(21, 20), Fraction(13, 10)]
    assert [each.target.factor for each in rules.indicators] == factors
    base = rules.work("base")
    assert [(each.tier, each.amount, len(each.districts)) for each in base.groups] == [
        (1, 350_000, 3),
        (2, 300_000, 4),
        (3, 250_000, 4),
    ]
    assert [base.group_of(code).tier for code in rules.districts] == [3, 3, 3, 1, 2, 1, 1, 2, 2, 3, 2]
    assert rules.work("rd_services") is None
    # Domain §4.1, the table of base work.
    asked = [[(item.at, item.each) for item in group.items if item.word] for group in base.groups]
    assert asked == [
        [(10, 60), (3, 30), (15, None), (5, None), (55, None)],
        [(10, 40), (3, 20), (10, None), (3, None), (25, None)],
        [(10, 20), (3, 10), (10, None), (3, None), (15, None)],
    ]
    assert rules.measures["needs"].until == date(2025, 8, 31)


def test_2023_says_what_the_scheme_says():
    rules = policy(2023)
    assert list(rules.columns.items()) == [
        ("prior_hnte", "上年高企认定数"),
        ("prior_tech_sme", "上年科小入库数"),
    ]
    assert rules.optional_columns == {}
    assert [each.target.factor for each in rules.indicators] == [Fraction(11, 10), Fraction(6, 5)]
    assert [each.exclusion and each.exclusion.flag for each in rules.indicators] == ["subsidy_4", None]
    work = rules.work("rd_services")
    assert rules.work("base") is None
    # Domain §4.2, table 1.
    assert [(group.amount, [item.at for item in group.items]) for group in work.groups] == [
        (450_000, [100, 5, 2000, 4, 1]),
        (350_000, [90, 5, 1800, 4, 1]),
        (300_000, [80, 4, 1500, 4, 1]),
        (200_000, [50, 3, 500, 4, 1]),
    ]
    visits = sum(group.items[0].at * len(group.districts) for group in work.groups)
    assert (visits, sum(group.amount * len(group.districts) for group in work.groups)) == (880, 3_500_000)


@pytest.mark.parametrize("year", YEARS)
def test_clauses_stand_in_the_order_of_the_notice_and_none_is_silent(year):
    clauses = policy(year).clauses
    assert list(clauses)[:3] == ["首段", "一", "二"]
    assert all(each.id == each.number + each.item for each in clauses.values())
    assert (len(clauses), sum(each.no_rule is None for each in clauses.values())) == {
        2025: (35, 21),
        2023: (18, 6),
    }[year]


def test_digest_ignores_line_endings_and_byte_order_mark(tmp_path):
    made = folder(tmp_path, policy=POLICY_TEXT.replace("\n", "\r\n"), clauses="\ufeff" + CLAUSES_TEXT)
    assert check_policy(open_folder(made)) == policy(2025)


def test_digest_sees_every_other_change_in_any_file_that_decides(tmp_path):
    texts = {"policy": POLICY_TEXT, "clauses": CLAUSES_TEXT, "readings": READINGS_TEXT}
    found = {policy(2025).sha256}
    for name, text in texts.items():
        read = check_policy(open_folder(folder(tmp_path, **{name: text + "# 备注\n"})))
        assert dataclasses.replace(read, sha256=policy(2025).sha256) == policy(2025)
        found.add(read.sha256)
    assert len(found) == 4
    assert len(policy(2025).sha256) == 64
    assert open_folder(folder(tmp_path, cases="")).sha256 == policy(2025).sha256


def test_the_order_of_districts_in_the_file_does_not_matter(tmp_path):
    text = swapped(
        POLICY_TEXT, '440103 = "荔湾区"\n440104 = "越秀区"\n', '440104 = "越秀区"\n440103 = "荔湾区"\n'
    )
    text = swapped(text, '["黄埔区", "天河区", "番禺区"]', '["天河区", "番禺区", "黄埔区"]')
    read = check_policy(open_folder(folder(tmp_path, policy=text)))
    assert list(read.districts) == list(policy(2025).districts)
    assert dataclasses.replace(read, sha256=policy(2025).sha256) == policy(2025)


def test_a_policy_is_a_value():
    rules = policy(2025)
    with pytest.raises(dataclasses.FrozenInstanceError):
        rules.year = 2026
    for mapping in (rules.districts, rules.clauses, rules.readings, rules.measures, rules.chosen):
        with pytest.raises(TypeError):
            mapping["x"] = "x"


def test_loading_a_policy_and_running_its_sums_needs_no_heavy_library():
    code = (
        "import sys, gzaudit.policy.load as load, gzaudit.policy.cases.run as run;"
        "from gzaudit.policy.find import open_policy;"
        "policy = load.load_policy(2023); run.run_cases(open_policy(2023)); run.run_boundaries(policy);"
        "print(sorted({'pandas', 'numpy', 'openpyxl', 'jinja2', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=".")
    assert done.stdout.strip() == "[]"
