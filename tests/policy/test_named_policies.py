"""Policies that have a name: where they are, what is shared with a year's, and what the loader refuses in them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from invented_notice import SEEDS, present

from gzaudit.errors import PolicyError, SettingsError
from gzaudit.policy import find
from gzaudit.policy.cases.boundaries import SOURCE
from gzaudit.policy.cases.grant_boundaries import grant_boundaries
from gzaudit.policy.cases.grant_read import read_grant_cases
from gzaudit.policy.cases.grant_run import run_grant_case
from gzaudit.policy.cases.named import run_named
from gzaudit.policy.cases.run import run_boundaries, run_cases
from gzaudit.policy.find import CASES, FILES, PolicyFiles, named_folders, open_named, parse, policy_folders
from gzaudit.policy.lint.check import lint_policy
from gzaudit.policy.lint.official_text import locate, split
from gzaudit.policy.lint.text_numbers import numbers
from gzaudit.policy.load_named import available_named, build_named, check_any, load_named
from gzaudit.policy.model_grants import ByLevel, Cap, Claimed, Fixed, Places, Share
from gzaudit.policy.show.told_whole import parts_of
from gzaudit.policy.under import check_under_all, choose_under, each_other

NAME = "2015-draft"
FOLDER = Path(find.__file__).parents[1] / "policies" / NAME
TEXTS = {name: (FOLDER / name).read_text(encoding="utf-8") for name in (*FILES, CASES)}
DRAFT = load_named(NAME)


def files(old="", new="", file="policy.toml"):
    texts = {name: TEXTS[name] for name in FILES}
    if old:
        assert texts[file].count(old) == 1, (texts[file].count(old), old)
        texts[file] = texts[file].replace(old, new)
    tables = {name: parse(text, f"{NAME}/{name}") for name, text in texts.items()}
    return PolicyFiles(NAME, "gzaudit", FOLDER, texts, tables)


def refusal(old, new, file="policy.toml"):
    with pytest.raises(PolicyError) as caught:
        check_under_all(files(old, new, file), build_named)
    assert caught.value.exit_code == 4
    return caught.value.where.partition("：")[2], caught.value.found


def test_the_draft_as_values():
    assert (DRAFT.name, DRAFT.mark, DRAFT.years) == (NAME, "征求意见稿，不作拨付依据", (2015, 2016, 2017))
    assert (DRAFT.valid_from, DRAFT.valid_to) == (date(2015, 1, 1), date(2017, 12, 31))
    k1, k2, k3, k4 = DRAFT.grants
    assert k1.award == Fixed("k1-each", "四（一）1", 1_000_000)
    assert k1.places == Places("k1-places", "四（一）1", 10, None, "year")
    assert (type(k2.award), str(k2.award.ratio), k2.award.rounding) == (Share, "1/20", "down")
    assert k2.cap == Cap("k2-cap", "四（一）2", 5_000_000, "不超过", "applicant")
    assert isinstance(k3.award, ByLevel)
    assert [(each.name, each.amount) for each in k3.award.levels] == [
        ("国家级", 2_000_000),
        ("省级", 1_000_000),
    ]
    assert isinstance(k4.award, Claimed)
    assert k4.cap == Cap("k4-cap", "四（四）9", 500_000, "不超过", "applicant")
    assert k4.places == Places("k4-places", "四（四）9", 50, "不超过", "period")
    assert DRAFT.also == ("附件1", "附件2", "附件6", "附件7")
    assert len(DRAFT.clauses) == 35
    assert list(DRAFT.readings) == ["K1", "K2", "K3", "K4", "K5", "K6", "K7"]
    assert [each.name for each in available_named()][:1] == [NAME]
    assert check_any(open_named(NAME)) == DRAFT


def test_names_are_found_beside_years_in_tool_and_workspace(tmp_path):
    own = tmp_path / "policies"
    for name in ("2030", "2030-plan", "2030-old", "2030-Plan", "2030-", "plan"):
        (own / name).mkdir(parents=True)
        (own / name / "policy.toml").write_text('year = 2030\n# name = "x"\n', encoding="utf-8")
    (own / "2030-plan" / "policy.toml").write_text('name = "2030-plan"\n', encoding="utf-8")
    found = named_folders(tmp_path)
    assert {name: place for name, (place, _) in found.items() if place != "gzaudit"} == {
        "2030-plan": "policies/2030-plan"
    }
    assert NAME in found
    assert sorted(policy_folders(tmp_path)) == [2023, 2025, 2030]
    (own / NAME).mkdir()
    (own / NAME / "policy.toml").write_text(f'name = "{NAME}"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match="有两套政策规则") as caught:
        named_folders(tmp_path)
    assert caught.value.where == f"policies/{NAME}"
    with pytest.raises(PolicyError, match="没有叫“2030-none”的政策规则"):
        open_named("2030-none")


@pytest.mark.parametrize(
    ("old", "new", "where", "found"),
    [
        ('name = "2015-draft" ', 'name = "2016-draft" ', "name", "“2016-draft”"),
        ("to = 2017-12-31", "to = 2014-12-31", "validity.to", "2014-12-31 早于起始日 2015-01-01"),
        ('words = ["不超过"]', 'words = ["不超过", "以上"]', "words", "列了却没有规则用到：以上"),
        ('key = "K2"', 'key = "K1"', "grants[2].aliases", "“K1”已用于 K1"),
        ('key = "K2"', 'key = "k2"', "grants[2].key", "“k2”"),
        ('who = "企业"\nbase = "技术交易额"', 'who = "个人"\nbase = "技术交易额"', "grants[2].who", "“个人”"),
        ('base = "技术交易额"\n', "", "grants[2].base", "没有写"),
        ('kind = "fixed", amount = 1000000', 'kind = "fixed", amount = 0', "grants[1].award.amount", "0"),
        ('kind = "fixed"', 'kind = "free"', "grants[1].award.kind", "“free”"),
        ('ratio = "5/100"', "ratio = 0.05", "grants[2].award.ratio", "0.05"),
        ('rounding = "down"               #', 'rounding = "cut"   #', "grants[2].award.rounding", "“cut”"),
        ('amount = 5000000\nword = "不超过"', 'amount = 5000000\nword = "以上"', "grants[2].cap.word", "“以上”是下限用词，这里要上限用词"),
        ('at = 10, word = "none"', 'at = 10, word = "以内"', "grants[1].places.word", "“以内”没有列入 words"),
        ('per = "year"', 'per = "month"', "grants[1].places.per", "“month”"),
        ('combine = "all" ', 'combine = "first" ', "grants[3].award.combine", "“first”"),
        ("amount = 2000000", "amount = 1000000", "grants[3].award.levels[2].amount", "1000000"),
        ('name = "省级"', 'name = "国家"', "grants[3].award.levels[2].aliases", "“国家”写了两次"),
        ('also = "附件7"', 'also = "附件10"', "grants[4].also", "“附件10”不在条款文件里"),
        ('also = "附件7"\n', "", "clauses[33].no_rule", "“附件7”没有规则引用，也没有写"),
        ('cap = { id = "k4-cap", amount = 500000, word = "不超过", per = "applicant", clause = "四（四）9" }\n', "", "grants[4].cap", "没有写"),
        ('id = "k2-cap"', 'id = "k1-each"', "grants[2].cap.id", "“k1-each”已用于 grants[1].award.id"),
        ('also = "附件1"', 'also = "附件1"\ncap = { id = "x", amount = 1, word = "不超过", per = "applicant", clause = "四（一）1" }', "grants[1].cap", "一个表（{…}）"),
    ],
)  # fmt: skip
def test_what_is_refused_in_the_rules(old, new, where, found):
    assert refusal(old, new) == (where, found)


def test_a_policy_without_any_rules_is_refused():
    bare = TEXTS["policy.toml"].partition("# ── K1")[0]
    texts = {**{name: TEXTS[name] for name in FILES}, "policy.toml": bare}
    tables = {name: parse(text, name) for name, text in texts.items()}
    with pytest.raises(PolicyError) as caught:
        build_named(PolicyFiles(NAME, "gzaudit", FOLDER, texts, tables))
    assert (caught.value.where, caught.value.found) == ("policy.toml：grants", "没有写")


def test_readings_are_checked_chosen_and_tried_as_those_of_a_year():
    moved = refusal('per = "applicant"               # 正文', 'per = "institution"   # 正文')
    assert moved == ("readings[2].choices[1].set", "k2-cap.per 与 policy.toml 不同")
    others = each_other(files(), {}, build_named)
    assert [(each.reading, each.choice) for each in others] == [(f"K{at}", "b") for at in (2, 3, 4, 6)]
    chosen = choose_under(files(), {"K2": "b", "K3": "a"}, build_named, "--reading")
    assert dict(chosen.chosen) == {"K2": "b"}
    assert chosen.grant("K2").cap.per == "institution"
    for letters, words in (
        ({"K9": "b"}, "没有这个口径问题"),
        ({"K2": "c"}, "没有这种读法"),
        ({"K1": "b"}, "不计算"),
    ):
        with pytest.raises(SettingsError, match=words) as caught:
            choose_under(files(), letters, build_named, "--reading")
        assert caught.value.where.startswith("--reading ")


def test_the_cases_come_out_and_so_do_those_at_every_boundary():
    written = run_cases(open_named(NAME))
    assert [each.differences for each in written if not each.ok] == []
    assert len(written) == 1 + TEXTS[CASES].count("\n[[cases]]") > 60
    for policy in (DRAFT, *(each.policy for each in each_other(files(), {}, build_named))):
        made = run_boundaries(policy)
        assert [each.differences for each in made if not each.ok] == []
        names = [each.case.name for each in made]
        assert len(names) == len(set(names)) == 46
        assert {each.case.source for each in made} == {SOURCE}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('amount = 1000000, clause = "四（一）1"', 'amount = 1000001, clause = "四（一）1"'),
        ('at = 10, word = "none"', 'at = 11, word = "none"'),
        ('ratio = "5/100"', 'ratio = "6/100"'),
        ("amount = 5000000", "amount = 5000001"),
        ("amount = 2000000", "amount = 2000001"),
        ("amount = 500000,", "amount = 499999,"),
        ('at = 50, word = "不超过"', 'at = 49, word = "不超过"'),
        ('at = 50, word = "不超过", per = "period"', 'at = 50, word = "不超过", per = "year"'),
    ],
)  # fmt: skip
def test_a_number_that_moved_is_noticed_by_the_written_cases(old, new):
    changed = files(old, new)
    policy = build_named(changed)
    cases = read_grant_cases(parse(TEXTS[CASES], "cases.toml").tables("cases"), policy)
    wrong = [
        case.no for case in cases if not run_grant_case(case, build_named(changed, case.readings, policy)).ok
    ]
    assert wrong


def test_a_case_that_is_wrong_says_where():
    case = grant_boundaries(DRAFT)[0]
    (figures,) = [key for key in case.expected if key == "sums"]
    spoiled = type(case)(
        case.no, case.name, case.source, case.given, {figures: {"K1": 1, "K9": 2, "全部": None}}, ("k1-each",)
    )
    found = run_grant_case(spoiled, DRAFT)
    assert not found.ok
    assert found.differences[0] == "合计 K1：应为 1 元，实际 9,000,000 元"
    assert any("实际 没有" in each for each in found.differences)
    assert any(each.startswith("起作用的上限、名额：应为 k1-each") for each in found.differences)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('grant = "K1", year = 2015, who = "机构", times = 9 }', 'grant = "K9", year = 2015, who = "机构", times = 9 }', "cases[1].given[1].grant"),
        ('grant = "K1", year = 2015, who = "机构", times = 9 }', 'grant = "K1", year = 2018, who = "机构", times = 9 }', "cases[1].given[1].year"),
        ('amount = "99999980"', "amount = 99999980", "cases[13].given[1].amount"),
        ('amount = "99999980"', 'amount = "1亿"', "cases[13].given[1].amount"),
        ('no = "K1-2"', 'no = "K1-2"\nyear = 2015', "cases[2].year"),
        ('name = "交易额 0，付 0"', 'name = "交易额 20 元，付 1 元"', "cases[21].name"),
    ],
)  # fmt: skip
def test_what_is_refused_in_the_cases(old, new, where):
    assert TEXTS[CASES].count(old) == 1, TEXTS[CASES].count(old)
    top = parse(TEXTS[CASES].replace(old, new), "cases.toml")
    with pytest.raises(PolicyError) as caught:
        list(run_named(top, files()))
    assert caught.value.where == f"cases.toml：{where}"


def test_a_fact_that_changed_is_noticed():
    changed = (
        files('title = "广州市加快', 'title = "广州加快', "policy.toml")
        if False
        else files("征求意见稿，不作拨付依据", "征求意见稿")
    )
    results = run_cases(PolicyFiles(NAME, "gzaudit", FOLDER, changed.texts, changed.tables))
    assert results[0].differences == ("mark：应为 征求意见稿，不作拨付依据，实际 征求意见稿",)


def test_every_rule_is_told_with_its_clause_and_every_clause_is_known():
    parts = parts_of(DRAFT)
    assert [(part.kind, part.key) for part in parts] == [("grant", f"K{at}") for at in range(1, 5)]
    told = {each.rule for part in parts for each in part.rules} - {""}
    assert told == {rule.id for rule in DRAFT.rules}
    assert {clause for part in parts for clause in part.clauses} <= set(DRAFT.clauses)
    data = tomllib.loads(TEXTS["clauses.toml"])
    assert [each["id"] for each in data["clauses"]] == list(DRAFT.clauses)


@present
def test_the_rules_agree_with_the_published_text():
    text = (SEEDS / "003_7b587ff48353dfe3.txt").read_text(encoding="utf-8")
    lines = lint_policy(DRAFT, text)
    assert {each.status for each in lines} == {"ok", "unused_number"}
    assert [each.claim for each in lines if each.status == "unused_number"] == ["2015年8月27日"]
    assert sum(each.status == "ok" for each in lines) == 20
    for old, new, wrong in (
        ("不超过 500 万元", "不超过 600 万元", "K2"),
        ("不超过50家", "不少于50家", "K4"),
        ("每年选择 10 家", "每年选择 12 家", "K1"),
    ):
        assert text.count(old) == 1
        found = lint_policy(DRAFT, text.replace(old, new))
        assert [each.claim[:2] for each in found if each.status in ("missing", "word_missing")] == [wrong]


def test_a_list_may_go_on_through_several_clauses():
    text = "一、总则\n（一）甲\n1. 第一项。\n2. 第二项。\n（二）乙\n3. 第三项。\n4. 第四项。\n（三）丙\n1. 另一项。\n二、附则\n（一）丁\n2. 不是一项。"
    places = split(text)
    assert [place for place in places if place[-1].isdigit()] == [
        "一（一）1", "一（一）2", "一（二）3", "一（二）4", "一（三）1",
    ]  # fmt: skip
    assert places["一（二）3"] == "第三项。"


def test_an_annex_is_found_by_the_number_of_its_line():
    places = split("一、甲。\n附件：\n1\t乙\n2\t丙")
    assert locate(places, "附件2") == "附件"
    assert locate(places, "一2") is None
    assert locate(split("一、甲。"), "附件2") is None


def test_ten_thousand_without_yuan_is_a_number_at_the_end_of_a_phrase():
    values = [(int(each.value), each.unit) for each in numbers("不超过500万。200万、100万元;1万家,3亿")]
    assert values == [(5_000_000, ""), (2_000_000, ""), (1_000_000, "元"), (10_000, "家"), (3, "")]
