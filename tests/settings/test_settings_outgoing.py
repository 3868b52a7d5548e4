"""What may leave the bureau, and until when districts answer: what is set, and where it is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import Table, audit
from cli.cli_support import refused, tiny

from gzaudit.errors import SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.pipeline import Job, audit_year
from gzaudit.policy.standard import counted_without_policy
from gzaudit.read.kinds import kinds
from gzaudit.read.year import read_year
from gzaudit.settings import Privacy, Settings, load_settings


def load(workspace, toml: str, year: int = 2025) -> Settings:
    (workspace / "gzaudit.toml").write_text(toml, encoding="utf-8")
    return load_settings(workspace, year, set(kinds()), {each.name for each in DISTRICTS})


def refusal(workspace, toml: str, year: int = 2025) -> SettingsError:
    with pytest.raises(SettingsError) as error:
        load(workspace, toml, year)
    return error.value


def test_without_settings_districts_get_what_is_public(tmp_path):
    made = load(tmp_path, "")
    assert made.privacy == Privacy(("hnte", "tech_smes"), patent_flags=True, district_findings="full")
    assert made.reply_until is None


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("[privacy]\n", Privacy()),
        ("[privacy]\ndistrict_lists = []\n", Privacy(district_lists=())),
        ('[privacy]\ndistrict_lists = ["hnte"]\n', Privacy(district_lists=("hnte",))),
        ('[privacy]\ndistrict_lists = ["tech_smes", "hnte"]\n', Privacy()),
        ("[privacy]\npatent_flags = false\n", Privacy(patent_flags=False)),
        ('[privacy]\ndistrict_findings = "places"\n', Privacy(district_findings="places")),
        ('[privacy]\ndistrict_findings = "none"\n', Privacy(district_findings="none")),
    ],
)
def test_what_may_leave(tmp_path, toml, expected):
    assert load(tmp_path, toml).privacy == expected


@pytest.mark.parametrize(
    ("toml", "where", "found", "expected"),
    [
        ("privacy = 1", "[privacy]", "1", "一个表"),
        ("[privacy]\nabove_scale = true", "[privacy]", "不认识的设置 above_scale", "district_findings、district_lists、patent_flags"),
        ('[privacy]\ndistrict_lists = ["above_scale"]', "district_lists", "'above_scale'", "统计名单不得外发"),
        ('[privacy]\ndistrict_lists = ["hnte", "above_scale_tech_services"]', "district_lists", "'above_scale_tech_services'", '"hnte"、"tech_smes"'),
        ('[privacy]\ndistrict_lists = ["hnte", "hnte"]', "district_lists", "['hnte', 'hnte']", "各写一次"),
        ('[privacy]\ndistrict_lists = "hnte"', "district_lists", "'hnte'", "其中几项"),
        ('[privacy]\ndistrict_lists = [["hnte"]]', "district_lists", "['hnte']", "其中几项"),
        ("[privacy]\ndistrict_lists = [1]", "district_lists", "1", "其中几项"),
        ("[privacy]\npatent_flags = 1", "patent_flags", "1", "true 或 false"),
        ('[privacy]\npatent_flags = "true"', "patent_flags", "'true'", "true 或 false"),
        ('[privacy]\ndistrict_findings = "all"', "district_findings", "'all'", '"full"、"places" 或 "none"'),
        ("[privacy]\ndistrict_findings = false", "district_findings", "False", '"full"'),
        ("reply = 3", "[reply]", "3", "一个表"),
        ("[reply]\nuntill = 2026-01-15", "[reply]", "不认识的设置 untill", "until"),
        ('[reply]\nuntil = "2026-01-15"', "[reply] until", "'2026-01-15'", "不加引号，如 until = 2026-01-15"),
        ("[reply]\nuntil = 2026", "[reply] until", "2026", "日期"),
        ("[reply]\nuntil = 2026-01-15T09:00:00", "[reply] until", "datetime.datetime", "日期"),
        ("[reply]\nuntil = 09:00:00", "[reply] until", "datetime.time", "日期"),
        ("[reply]\nuntil = 2026-02-30", "", "不合 TOML", ""),
        ("[reply]\nuntil = 2025-12-31", "[reply] until", "2025-12-31", "2025 年以后的日期"),
    ],
)  # fmt: skip
def test_refusals(tmp_path, toml, where, found, expected):
    error = refusal(tmp_path, toml)
    assert where in error.where
    assert found in error.found
    assert expected in error.expected


@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), dt.date(2026, 1, 15), dt.date(2028, 2, 29)])
def test_the_last_day_for_answers(tmp_path, day):
    assert load(tmp_path, f"[reply]\nuntil = {day.isoformat()}\n").reply_until == day


def test_a_day_left_over_from_last_year_is_refused(tmp_path):
    toml = "[reply]\nuntil = 2026-01-15\n"
    assert load(tmp_path, toml, 2023).reply_until == dt.date(2026, 1, 15)
    assert "2026 年以后" in refusal(tmp_path, toml, 2026).expected


def test_there_is_no_setting_for_a_statistics_list(tmp_path):
    """Of all kinds of list two may be named: none of them holds statistical micro-data."""
    allowed = []
    for kind in kinds():
        try:
            load(tmp_path, f'[privacy]\ndistrict_lists = ["{kind}"]\n')
        except SettingsError:
            continue
        allowed.append(kind)
    assert sorted(allowed) == ["hnte", "tech_smes"]
    assert not any(kinds()[kind].statistics for kind in allowed)


def test_both_are_part_of_the_runs_identity(tmp_path):
    texts = [
        load(tmp_path, toml).text
        for toml in (
            "",
            "[privacy]\ndistrict_lists = []\n",
            '[privacy]\ndistrict_lists = ["hnte"]\n',
            "[privacy]\npatent_flags = false\n",
            '[privacy]\ndistrict_findings = "places"\n',
            '[privacy]\ndistrict_findings = "none"\n',
            "[reply]\nuntil = 2026-01-15\n",
            "[reply]\nuntil = 2026-01-16\n",
        )
    ]
    assert len(set(texts)) == len(texts)
    # What says the same as the default is the same run.
    for same in ('[privacy]\ndistrict_lists = ["tech_smes", "hnte"]\n', "[reply]\n", "[privacy]\n"):
        assert load(tmp_path, same).text == texts[0]


def test_both_reach_the_renderers(tmp_path):
    settings = load(tmp_path, "[privacy]\npatent_flags = false\n[reply]\nuntil = 2026-01-15\n")
    (tmp_path / "data" / "2025").mkdir(parents=True)
    (tmp_path / "data" / "2025" / "企业底册.csv").write_text(
        "企业名称,统一社会信用代码\n甲,无\n", encoding="utf-8"
    )
    lists = read_year(tmp_path, 2025, {}, str)
    made = audit_year(Job(tmp_path, 2025, settings, None, counted_without_policy()), lists)
    assert made.privacy == Privacy(patent_flags=False)
    assert made.reply_until == dt.date(2026, 1, 15)
    plain = audit(Table("registry", ["甲"]))
    assert (plain.privacy, plain.reply_until) == (Privacy(), None)


def test_the_program_refuses_with_two(tmp_path):
    tiny(tmp_path)
    (tmp_path / "gzaudit.toml").write_text('[privacy]\ndistrict_lists = ["above_scale"]\n', encoding="utf-8")
    refused(tmp_path, 2, "[privacy] district_lists", "above_scale", "统计名单不得外发")
