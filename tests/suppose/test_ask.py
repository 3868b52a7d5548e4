"""What people type: 区.项=值, 编号=读法, 元; and what is said of what is none of these."""

from __future__ import annotations

import pytest

from gzaudit.errors import SettingsError
from gzaudit.policy.load import load_policy
from gzaudit.suppose.ask import combined, letters_of, settings_of, whole
from gzaudit.suppose.words import things

P2023, P2025 = load_policy(2023), load_policy(2025)


def one(text, policy=P2025):
    (setting,) = settings_of([text], policy)
    return setting.district, setting.thing.kind, setting.thing.key, setting.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("天河区.hnte=900", ("440106", "count", "hnte", 900)),
        ("天河.高企认定数=1,234", ("440106", "count", "hnte", 1234)),
        ("４４０１０６．规上高企数＝９", ("440106", "count", "above_scale_hnte", 9)),
        (" 黄埔区 . hnte_target = 0 ", ("440112", "input", "hnte_target", 0)),
        ("黄埔区.上年专利高企数=7", ("440112", "input", "prior_patent_hnte", 7)),
        ("越秀区.prior_hnte=7", ("440104", "input", "prior_hnte", 7)),
        ("越秀区.基础验收=通过", ("440104", "base", "", "accepted")),
        ("越秀区.base=不通过", ("440104", "base", "", "rejected")),
        ("越秀区.基础验收=未验收", ("440104", "base", "", "not_assessed")),
        ("越秀区.绩效考核=不通过", ("440104", "assessment", "", "failed")),
        ("越秀区.assessment=未核定", ("440104", "assessment", "", None)),
    ],
)
def test_what_may_be_set(text, expected):
    assert one(text) == expected


def test_what_2023_knows():
    flag = P2023.indicators[0].exclusion
    assert one(f"天河区.{flag.heading}=是", P2023) == ("440106", "flag", flag.flag, True)
    assert one(f"天河区.{flag.flag}=否", P2023) == ("440106", "flag", flag.flag, False)
    measure = next(iter(P2023.measures.values()))
    assert one(f"天河区.{measure.name}=3", P2023) == ("440106", "found", measure.key, 3)
    with pytest.raises(SettingsError) as caught:
        one("天河区.基础验收=通过", P2023)
    assert "基础验收" not in caught.value.expected


@pytest.mark.parametrize("policy", [P2023, P2025], ids=["2023", "2025"])
def test_every_key_and_every_name_means_one_thing(policy):
    words = [word for each in policy.indicators for word in (each.key, each.name)]
    words += [word for pair in {**policy.columns, **policy.optional_columns}.items() for word in pair]
    assert len(words) == len(set(words))
    assert set(words) <= set(things(policy))


def test_work_that_people_conclude_on_is_not_offered_by_its_quantities():
    assert "found" not in {each.kind for each in things(P2025).values()}
    assert "found" in {each.kind for each in things(P2023).values()}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("天河区hnte=900", "试算的写法不对。", "区.项=值"),
        ("天河区.hnte", "试算的写法不对。", "区.项=值"),
        (".hnte=1", "试算的写法不对。", "区.项=值"),
        ("东山区.hnte=1", "没有这个区。", "天河区"),
        ("天河区.利润=1", "没有这一项。", "高企认定数（hnte）"),
        ("天河区.hnte=-1", "数写得不对。", "0 或正整数"),
        ("天河区.hnte=1.5", "数写得不对。", "0 或正整数"),
        ("天河区.hnte=", "数写得不对。", "0 或正整数"),
        ("天河区.hnte=1,23", "数写得不对。", "0 或正整数"),
        ("天河区.hnte=" + "9" * 16, "数写得不对。", "0 或正整数"),
        ("天河区.绩效考核=好", "“绩效考核”没有这个值。", "通过、不通过、未核定"),
        ("天河区.基础验收=1", "“基础验收”没有这个值。", "通过、不通过、未验收"),
    ],
)
def test_what_may_not(text, asked, expected):
    with pytest.raises(SettingsError) as caught:
        one(text)
    assert (caught.value.asked, caught.value.where) == (asked, f"--set {text}")
    assert expected in caught.value.expected


def test_one_thing_is_set_once():
    with pytest.raises(SettingsError, match="同一项写了两次"):
        settings_of(["天河区.hnte=1", "440106.高企认定数=2"], P2025)
    assert len(settings_of(["天河区.hnte=1", "天河区.hnte_target=2", "海珠区.hnte=1"], P2025)) == 3


def test_readings():
    assert letters_of(["A2=b", "a5=C", "Ａ１４＝ｂ"], P2025) == {"A2": "b", "A5": "c", "A14": "b"}
    assert combined({"A1": "b", "A2": "c"}, {"A2": "a", "A3": "b"}) == {"A1": "b", "A3": "b"}


@pytest.mark.parametrize(
    ("texts", "asked", "expected"),
    [
        (["A2"], "口径的写法不对。", "A2=b"),
        (["B1=b"], "没有这个口径问题。", "A1、A2"),
        (["A2=z"], "没有这种读法。", "c．在上一档的基础上再增 5%（逐档复利）"),
        (["A2=b", "A2=c"], "同一个口径写了两次。", "只写一次"),
        (["A10=b"], "这种读法不能测算。", "名单上没有发布日期"),
    ],
)
def test_readings_that_are_none(texts, asked, expected):
    with pytest.raises(SettingsError) as caught:
        letters_of(texts, P2025)
    assert (caught.value.asked, caught.value.where) == (asked, f"--reading {texts[-1]}")
    assert expected in caught.value.expected


def test_a_sum():
    assert whole("12,000,000", "--budget") == 12_000_000
