"""What the tool offers, what it says about a year it does not know, and what a policy's digest stands for."""

import dataclasses
import subprocess
import sys
import tomllib
from datetime import date
from fractions import Fraction

import pytest
from policy_cases import CLAUSES_TEXT, POLICY_FOLDER, POLICY_TEXT, folder, swapped

from gzaudit.errors import PolicyError
from gzaudit.policy.load import available, load_policy, read_policy
from gzaudit.policy.model import PolicyInfo
from gzaudit.policy.wording import OPERATORS

POLICY = load_policy(2025)
POLICY_DATA = tomllib.loads(POLICY_TEXT)


def test_2025_is_offered():
    assert PolicyInfo("gz-2025", 2025, POLICY.title) in available()
    assert [each.year for each in available()] == sorted(each.year for each in available())


def test_every_policy_offered_loads_and_its_ids_differ():
    infos = available()
    assert [(load_policy(each.year).id, load_policy(each.year).title) for each in infos] == [
        (each.id, each.title) for each in infos
    ]
    assert len({each.id for each in infos}) == len(infos)


@pytest.mark.parametrize("year", [1999, 0, -2025, 20250])
def test_a_year_without_a_policy_lists_those_there_are(year):
    with pytest.raises(PolicyError) as caught:
        load_policy(year)
    assert caught.value.exit_code == 4
    assert str(year) in caught.value.asked
    assert "2025" in caught.value.expected
    assert "--counts-only" in caught.value.action


def test_the_shipped_policy_says_what_the_notice_says():
    assert (POLICY.valid_from, POLICY.valid_to) == (date(2025, 1, 1), date(2025, 12, 31))
    assert POLICY.words == ("含", "达到", "每增长")
    assert list(POLICY.districts) == sorted(POLICY.districts)
    assert len(POLICY.districts) == 11
    assert list(POLICY.columns.items()) == [
        ("hnte_target", "高企认定年度目标数"),
        ("prior_above_scale_hnte", "上年规上高企数"),
        ("prior_tech_services", "上年规上科服企业数"),
        ("prior_patent_hnte", "上年专利高企数"),
    ]
    formed = [(each.key, each.count.list, each.count.both, each.count.district) for each in POLICY.indicators]
    assert formed == [
        ("hnte", "hnte", None, "hnte"),
        ("above_scale_hnte", "hnte", "above_scale", "hnte"),
        ("above_scale_tech_services", "above_scale_tech_services", None, "above_scale_tech_services"),
        ("patent_hnte", "hnte", "patent_grants", "hnte"),
    ]
    assert [each.target.factor for each in POLICY.indicators] == [
        None,
        Fraction(21, 20),
        Fraction(21, 20),
        Fraction(13, 10),
    ]
    assert [(each.tier, each.amount, len(each.districts)) for each in POLICY.base] == [
        (1, 350_000, 3),
        (2, 300_000, 4),
        (3, 250_000, 4),
    ]
    assert sum(each.amount * len(each.districts) for each in POLICY.base) == 3_250_000
    assert [POLICY.base_of(code).tier for code in POLICY.districts] == [3, 3, 3, 1, 2, 1, 1, 2, 2, 3, 2]


def test_clauses_stand_in_the_order_of_the_notice_and_none_is_silent():
    assert list(POLICY.clauses)[:3] == ["首段", "一", "二"]
    assert len(POLICY.clauses) == 33
    assert sum(each.no_rule is None for each in POLICY.clauses.values()) == 12
    place = POLICY.clauses["七（二）2（1）"]
    assert (place.document, place.number, place.item) == ("征集通知", "七", "（二）2（1）")


def test_digest_ignores_line_endings_and_byte_order_mark(tmp_path):
    made = folder(tmp_path, POLICY_TEXT.replace("\n", "\r\n"), "\ufeff" + CLAUSES_TEXT)
    assert read_policy(made) == POLICY


def test_digest_sees_every_other_change_in_either_file(tmp_path):
    rules = read_policy(folder(tmp_path, POLICY_TEXT + "# 备注\n"))
    clauses = read_policy(folder(tmp_path, clauses_text=CLAUSES_TEXT + "# 备注\n"))
    assert len({rules.sha256, clauses.sha256, POLICY.sha256}) == 3
    assert dataclasses.replace(rules, sha256=POLICY.sha256) == POLICY
    assert len(POLICY.sha256) == 64


def test_the_order_of_districts_in_the_file_does_not_matter(tmp_path):
    text = swapped(
        POLICY_TEXT, '440103 = "荔湾区"\n440104 = "越秀区"\n', '440104 = "越秀区"\n440103 = "荔湾区"\n'
    )
    text = swapped(text, '["黄埔区", "天河区", "番禺区"]', '["天河区", "番禺区", "黄埔区"]')
    read = read_policy(folder(tmp_path, text))
    assert list(read.districts) == list(POLICY.districts)
    assert dataclasses.replace(read, sha256=POLICY.sha256) == POLICY


def test_a_policy_is_a_value():
    with pytest.raises(dataclasses.FrozenInstanceError):
        POLICY.year = 2026
    with pytest.raises(TypeError):
        POLICY.districts["440106"] = "x"


def test_loading_a_policy_needs_no_heavy_library():
    code = (
        "import sys, gzaudit.policy.load as load, gzaudit.evaluate.engine; load.load_policy(2025);"
        "print(sorted({'pandas', 'numpy', 'openpyxl', 'jinja2', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=".")
    assert done.stdout.strip() == "[]"


def test_the_guide_shows_the_words_keys_and_error_as_they_are(tmp_path):
    guide = (POLICY_FOLDER.parents[2] / "docs" / "policy-format.md").read_text(encoding="utf-8")
    for sign_, operator in (("≥", ">="), (">", ">"), ("≤", "<="), ("<", "<")):
        assert (
            f"| {sign_} | {'、'.join(word for word in OPERATORS if OPERATORS[word] == operator)} |" in guide
        )
    for table in (POLICY_DATA, *POLICY_DATA["indicators"], *POLICY_DATA["base"], POLICY_DATA["document"]):
        for key in table:
            assert key in guide
    for key in POLICY_DATA["indicators"][0]["increment"]:
        assert key in guide
    with pytest.raises(PolicyError) as caught:
        read_policy(folder(tmp_path, swapped(POLICY_TEXT, 'at = "85/100"', 'at = "65/100"')))
    assert str(caught.value) in guide
    assert (
        '{ id = "hnte-70", at = "70/100", word = "含", rate = 300, clause = "七（二）2（1）" },'
        in POLICY_TEXT
    )
