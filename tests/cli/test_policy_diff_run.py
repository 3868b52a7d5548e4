"""What a finished run would come to under another policy: equal to the evaluator's own figures, or said to be open."""

from __future__ import annotations

import dataclasses
import json
from fractions import Fraction

import pytest
from cli_support import inside, speaks
from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.errors import SettingsError
from gzaudit.evaluate.engine import evaluate
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import choose, load_policy
from gzaudit.policy.rerun.money import Known, Sum
from gzaudit.policy.rerun.run import Run, RunDistrict, find_run
from gzaudit.result import Given

OLD, NOW = load_policy(2023), load_policy(2025)
HOME = "440106"
COUNT = st.one_of(st.none(), st.integers(0, 3000))
STATUS = st.sampled_from(["accepted", "rejected", "not_assessed"])


def run_of(policy, known):
    """A run as result.json would tell it, of one district about which this is known."""
    year = evaluate(policy, {HOME: known})
    (district,) = (each for each in year.districts if each.code == HOME)
    parts = {**district.indicators, **district.works}
    return Run(
        "runs/x",
        policy.year,
        policy.sha256,
        policy.chosen,
        {
            HOME: RunDistrict(
                district.name,
                {key: each.count for key, each in district.indicators.items()},
                {key: each.target for key, each in district.indicators.items()},
                {key: each.amount for key, each in parts.items()},
                {key: each.status for key, each in district.works.items()},
            )
        },
    ), {key: each.amount for key, each in parts.items()}


def changed(policy, key, **fields):
    """The policy with fields of one indicator's target, first tier or increment changed."""
    indicators = []
    for each in policy.indicators:
        if each.key == key:
            tier = dataclasses.replace(each.tiers[0], rate=fields.get("rate", each.tiers[0].rate))
            factor = fields.get("factor", each.target.factor)
            target = dataclasses.replace(each.target, factor=factor)
            each = dataclasses.replace(each, tiers=(tier, *each.tiers[1:]), target=target)  # noqa: PLW2901
        indicators.append(each)
    return dataclasses.replace(policy, indicators=tuple(indicators), sha256="other")


@st.composite
def facts(draw, policy):
    inputs = {key: draw(COUNT) for key in policy.columns}
    return Given(
        counts={each.key: draw(COUNT) for each in policy.indicators},
        inputs={key: number for key, number in inputs.items() if number is not None},
        base_status=draw(STATUS),
        found={key: draw(st.integers(0, 3000)) for key in policy.measures},
        flags={"subsidy_4": draw(st.booleans())},
    )


@pytest.mark.parametrize("policy", [OLD, NOW], ids=["2023", "2025"])
@settings(deadline=None)
@given(data=st.data())
def test_under_its_own_policy_a_run_comes_to_what_it_came_to(policy, data):
    run, amounts = run_of(policy, data.draw(facts(policy)))
    sums = Known(run, policy).sums(policy, HOME)
    assert {key: each.amount for key, each in sums.items()} == amounts
    assert all(bool(each.missing) == (each.amount is None) for each in sums.values())


@settings(deadline=None)
@given(
    known=facts(NOW),
    rate=st.integers(1, 900),
    factor=st.sampled_from([Fraction(n, 100) for n in (50, 99, 105, 110, 130, 217)]),
    key=st.sampled_from(["above_scale_hnte", "above_scale_tech_services", "patent_hnte"]),
)
def test_under_another_policy_it_comes_to_what_that_policy_pays(known, rate, factor, key):
    other = changed(NOW, key, rate=rate, factor=factor)
    run, _ = run_of(NOW, known)
    sums = Known(run, NOW).sums(other, HOME)
    _, amounts = run_of(other, known)
    assert {name: each.amount for name, each in sums.items()} == amounts


@pytest.mark.parametrize("letter", ["b", "c", "d"])
@settings(deadline=None, max_examples=40)
@given(known=facts(NOW))
def test_a_target_that_was_rounded_is_traced_back_or_left_open(letter, known):
    rounded = choose(open_policy(2025), {"A7": letter})
    run, _ = run_of(rounded, known)
    sums = Known(run, rounded).sums(NOW, HOME)
    _, amounts = run_of(NOW, known)
    assert {name: each.amount for name, each in sums.items()} == amounts


def test_nothing_is_guessed_where_the_other_policy_needs_what_the_run_does_not_tell():
    known = Given({each.key: 50 for each in NOW.indicators}, dict.fromkeys(NOW.columns, 40), "accepted")
    run, _ = run_of(NOW, known)
    told = {key: each.missing for key, each in Known(run, NOW).sums(OLD, HOME).items()}
    assert told == {
        "hnte": "没有可用的“上年高企认定数”",
        "tech_sme": "该次运行没有数“科技型中小企业入库数”",
        "rd_services": f"该次运行没有“{OLD.works[0].name}”的工作量和结论",
    }
    lost = Known(run, None).sums(NOW, HOME)
    assert all(each.amount is None and each.missing for each in lost.values())
    away = Known(run, NOW).sums(NOW, "440103")
    assert {each.missing for each in away.values()} == {"该次运行没有这个区"}


def test_counts_formed_otherwise_are_not_taken_over():
    known = Given({each.key: 50 for each in NOW.indicators}, dict.fromkeys(NOW.columns, 40), "accepted")
    run, _ = run_of(NOW, known)
    for letter, differs in (("A8", "名单、所在区"), ("A11", "所在区"), ("A14", "共有专利")):
        other = choose(open_policy(2025), {letter: "b"})
        found = Known(run, NOW).sums(other, HOME)["patent_hnte"]
        assert found == Sum(None, f"家数的口径不同（{differs}），须按这套规则重新核算")
        assert Known(run, NOW).sums(other, HOME)["hnte"].amount is not None
    other = choose(open_policy(2025), {"A9": "b"})
    assert "取消资格的" in Known(run, NOW).sums(other, HOME)["hnte"].missing


def test_a_conclusion_on_work_holds_only_for_the_same_work():
    run, _ = run_of(NOW, Given(base_status="accepted"))
    for letter, same in (("A28", True), ("A17", False), ("A22", False), ("A21", False)):
        other = choose(open_policy(2025), {letter: "b"})
        found = Known(run, NOW).sums(other, HOME)["base"]
        assert (found.amount == 350_000) is same, letter
        assert ("不能沿用" in found.missing) is not same


def test_whether_an_institution_is_excluded_is_seen_from_what_it_was_paid():
    known = Given(
        {"hnte": 120, "tech_sme": 0}, {"prior_hnte": 100, "prior_tech_sme": 100}, flags={"subsidy_4": True}
    )
    run, _ = run_of(OLD, known)
    assert Known(run, OLD).sums(changed(OLD, "hnte", rate=700), HOME)["hnte"] == Sum(
        0, note="机构“享受4号办法”"
    )
    # Below the target nothing was due either way: the payment of 0 says nothing about the institution.
    below, _ = run_of(OLD, dataclasses.replace(known, counts={"hnte": 105, "tech_sme": 0}))
    other = changed(OLD, "hnte", factor=Fraction(1))
    assert Known(below, OLD).sums(other, HOME)["hnte"] == Sum(None, "不知道机构是否“享受4号办法”")


def result(tmp_path, **changes):
    part = {"count": 50, "target": "40", "amount": 30000}
    district = {"code": HOME, "name": "天河区", "indicators": {"hnte": part}}
    policy = {"id": "gz-2025", "sha256": NOW.sha256}
    document = {
        "schema": "gzaudit.result/1",
        "year": 2025,
        "policy": policy,
        "districts": [district],
        **changes,
    }
    folder = tmp_path / "runs" / "2025" / "abc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "result.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_a_run_is_found_by_id_folder_and_file(tmp_path, monkeypatch):
    folder = result(tmp_path)
    monkeypatch.chdir(tmp_path)
    for named in ("abc", "runs/2025/abc", str(folder), "runs/2025/abc/result.json"):
        assert find_run(named, tmp_path).districts[HOME].targets == {"hnte": 40}
    monkeypatch.chdir("/")
    assert find_run("abc", tmp_path).year == 2025


@pytest.mark.parametrize(
    "changes",
    [
        {"schema": "x"},
        {"year": "2025"},
        {"districts": [{"code": HOME}]},
        {"districts": 3},
        {"districts": [{"code": HOME, "name": "天河区", "indicators": {"hnte": {"count": -1, "target": None, "amount": None}}}]},
        {"districts": [{"code": HOME, "name": "天河区", "indicators": {"hnte": {"count": 1, "target": "1/0", "amount": None}}}]},
        {"districts": [{"code": HOME, "name": "天河区", "indicators": {"hnte": {"count": 1, "target": 1.5, "amount": None}}}]},
        {"districts": [{"code": HOME, "name": "天河区", "indicators": {"x": {"status": "?", "amount": None}}}]},
        {"policy": "x"},
    ],
)  # fmt: skip
def test_what_is_no_result_is_refused(tmp_path, changes):
    result(tmp_path, **changes)
    with pytest.raises(SettingsError) as caught:
        find_run("abc", tmp_path)
    assert caught.value.where == "abc/result.json"


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, None])
def test_a_damaged_file_is_refused_in_chinese(tmp_path, damage):
    path = result(tmp_path) / "result.json"
    if damage is None:
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(damage)
    ended = inside("policy", "diff", "2023", "2025", "--run", "abc", "-w", tmp_path)
    assert (ended.code, ended.out) == (2, b"")
    speaks(ended.err, "abc")


def test_two_runs_of_one_name_are_not_chosen_from(tmp_path):
    result(tmp_path).rename(tmp_path / "runs" / "2025" / "same")
    (tmp_path / "runs" / "2024").mkdir()
    result(tmp_path).rename(tmp_path / "runs" / "2024" / "same")
    with pytest.raises(SettingsError, match="有几次运行"):
        find_run("same", tmp_path)


@pytest.mark.parametrize("named", ["", ".", "nope", "x" * 5000, "a\0b", "runs"])
def test_a_run_that_is_not_there(tmp_path, named):
    ended = inside("policy", "diff", "2023", "2025", "--run", named, "-w", tmp_path)
    assert ended.code == 2
    speaks(ended.err, "--run")


def test_money_is_shown_per_district_and_part(tmp_path):
    result(tmp_path)
    ended = inside("policy", "diff", "2023", "2025", "--run", "abc", "-w", tmp_path)
    out = ended.out.decode()
    assert ended.code == 0, ended.err
    assert "按 2025 年的一次运行（abc）测算金额的变化" in out
    # 50 of 40: 600 × 50, and five steps of 5 %.
    assert "280,000 │ 不能测算 │ 2023 年：没有可用的“上年高企认定数”" in out
    assert "科技型中小企业入库数（只有 2023 年有）" in out
    assert "该次运行没有“基础工作”的工作量和结论" in out
    assert "与该次运行所记金额不同的：天河区高企认定数。" in out
