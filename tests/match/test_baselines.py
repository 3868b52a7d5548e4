"""Last year's result as source of last year's counts, beside the targets list (interface: baselines, C9)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given as over
from hypothesis import strategies as st
from match.small_policy import HNTE, TIANHE, YUEXIU, given, policy, policy_2023, policy_2025, told

from gzaudit.errors import SettingsError
from gzaudit.match.baselines import merge_baselines, prior_columns
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.baseline import Baseline, read_baseline

RUN = "runs/2024/ab12/result.json"
KEYS = ("hnte", "above_scale_hnte", "above_scale_tech_services", "patent_hnte")


def last_year(**counts):
    """A result of 2024 in which 天河区 has these counts and no other district any."""
    return Baseline(RUN, "0" * 64, {TIANHE: counts})


def merged(values, unusable=(), by=None, **counts):
    lists = given({TIANHE: values})
    lists.unusable |= {(TIANHE, column) for column in unusable}
    batches = merge_baselines(by or policy_2025(), lists, last_year(**counts))
    return lists, batches


def test_which_columns_are_last_years_counts():
    assert [prior_columns(each) for each in policy_2025().indicators] == [
        {"prior_hnte": "上年高企认定数"},
        {"prior_above_scale_hnte": "上年规上高企数"},
        {"prior_tech_services": "上年规上科服企业数"},
        {"prior_patent_hnte": "上年专利高企数"},
    ]
    assert [prior_columns(each) for each in policy_2023().indicators] == [
        {"prior_hnte": "上年高企认定数"},
        {"prior_tech_sme": "上年科小入库数"},
    ]


def test_what_no_list_gives_comes_from_the_result():
    lists, batches = merged({"hnte_target": 9}, hnte=1, above_scale_hnte=2, patent_hnte=4)
    assert lists.targets[TIANHE] == {
        "hnte_target": 9, "prior_hnte": 1, "prior_above_scale_hnte": 2, "prior_patent_hnte": 4
    }  # fmt: skip
    assert (batches, lists.unusable) == ([], set())


def test_no_list_at_all():
    lists = given({})
    merge_baselines(policy_2023(), lists, last_year(hnte=7, tech_sme=8, patent_hnte=9))
    assert lists.targets[TIANHE] == {"prior_hnte": 7, "prior_tech_sme": 8}
    assert YUEXIU not in lists.targets


def test_a_target_given_as_such_is_no_count_of_last_year():
    lists, batches = merged({"hnte_target": 900}, hnte=800, by=policy(HNTE))
    assert (lists.targets[TIANHE], batches) == ({"hnte_target": 900, "prior_hnte": 800}, [])


def test_equal_numbers_agree():
    lists, batches = merged({"prior_above_scale_hnte": 200}, above_scale_hnte=200)
    assert (lists.targets[TIANHE], lists.unusable, batches) == ({"prior_above_scale_hnte": 200}, set(), [])


@pytest.mark.parametrize(("listed", "counted"), [(200, 199), (200, 201), (0, 1), (1, 0)])
def test_unequal_numbers_are_both_shown_and_neither_used(listed, counted):
    unusable = ("prior_above_scale_hnte",) if listed == 0 else ()
    lists, batches = merged({"prior_above_scale_hnte": listed}, unusable, above_scale_hnte=counted)
    assert lists.targets[TIANHE] == {}
    assert lists.unusable == {(TIANHE, "prior_above_scale_hnte")}
    assert told(batches, "src", "row", "field", "district", "found") == [
        (
            "baseline_disagrees",
            0,
            2,
            "prior_above_scale_hnte",
            TIANHE,
            f"目标与上年基数表 {listed}，上年核算结果 {counted}（{RUN}）",
        )
    ]


def test_a_count_that_is_not_known_gives_nothing():
    lists, batches = merged({"prior_patent_hnte": 5}, above_scale_hnte=None, patent_hnte=None)
    assert (lists.targets[TIANHE], batches) == ({"prior_patent_hnte": 5}, [])


def test_zero_decides_nothing():
    lists, batches = merged({}, above_scale_hnte=0)
    assert lists.targets[TIANHE] == {"prior_above_scale_hnte": 0}
    assert lists.unusable == {(TIANHE, "prior_above_scale_hnte")}
    assert told(batches, "field", "found") == [
        ("target_zero", "prior_above_scale_hnte", f"0（上年核算结果 {RUN}）")
    ]
    both, batches = merged({"prior_above_scale_hnte": 0}, ("prior_above_scale_hnte",), above_scale_hnte=0)
    assert (both.targets[TIANHE], batches) == ({"prior_above_scale_hnte": 0}, [])


def test_a_cell_that_cannot_be_read_stays_so():
    lists, batches = merged({}, ("prior_above_scale_hnte",), above_scale_hnte=5)
    assert (lists.targets[TIANHE], batches) == ({}, [])


@over(st.none() | st.integers(0, 3), st.none() | st.integers(0, 3))
def test_every_combination(listed, counted):
    unusable = ("prior_patent_hnte",) if listed == 0 else ()
    values = {} if listed is None else {"prior_patent_hnte": listed}
    lists, batches = merged(values, unusable, patent_hnte=counted)
    value = lists.targets[TIANHE].get("prior_patent_hnte")
    if listed is not None and counted is not None and listed != counted:
        assert (value, [batch.code for batch in batches]) == (None, ["baseline_disagrees"])
    else:
        assert value == (listed if listed is not None else counted)
        assert [batch.code for batch in batches] == ["target_zero"] * (listed is None and counted == 0)
    assert ((TIANHE, "prior_patent_hnte") in lists.unusable) == (bool(batches) or listed == 0)


# ── the file ──


def document(**more):
    districts = [
        {
            "code": each.code,
            "name": each.name,
            "indicators": {key: {"count": 5, "amount": None} for key in KEYS},
        }
        for each in DISTRICTS
    ]
    return {"schema": "gzaudit.result/1", "year": 2024, "policy": None, "districts": districts} | more


def written(folder: Path, content) -> Path:
    path = folder / RUN
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    path.write_bytes(raw)
    return folder


def changed(at: int, **more):
    whole = document()
    whole["districts"][at] |= more
    return whole


def test_a_result_of_the_year_before(tmp_path):
    made = read_baseline(written(tmp_path, document()), RUN, 2025)
    assert made.path == RUN
    assert made.counts == {each.code: dict.fromkeys(KEYS, 5) for each in DISTRICTS}
    assert len(made.sha256) == 64


def test_ways_to_name_it(tmp_path):
    workspace = written(tmp_path, b"\xef\xbb\xbf" + json.dumps(document()).encode())
    assert read_baseline(workspace, RUN.replace("/", "\\"), 2025).path == RUN
    here = workspace / "2025"
    here.mkdir()
    assert read_baseline(here, f"../{RUN}", 2025).counts[TIANHE]["hnte"] == 5


def test_null_is_not_known(tmp_path):
    made = read_baseline(written(tmp_path, changed(3, indicators={"hnte": {"count": None}})), RUN, 2025)
    assert made.counts[TIANHE] == {"hnte": None}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "不是 JSON 文件"),
        (b"\xff\xfe{", "不是 JSON 文件"),
        (b"{", "不是 JSON 文件"),
        (b"[" * 100_000, "不是 JSON 文件"),
        (b'{"year": ' + b"9" * 5000 + b"}", "不是 JSON 文件"),
        ([], "不是核算结果"),
        ("2024", "不是核算结果"),
        ({}, "schema 是 空"),
        (document(schema="gzaudit.result/2"), "schema 是 gzaudit.result/2"),
        (document(year=2025), "这是 2025 年的结果"),
        (document(year=2023), "这是 2023 年的结果"),
        (document(year="2024"), "这是 2024 年的结果"),
        (document(year=None), "这是 空 年的结果"),
        (document(districts=None), "districts 中有"),
        (document(districts=["天河区"]), "districts 中有"),
        (changed(0, code="440199"), "districts 中有"),
        (changed(0, code=440103), "districts 中有"),
        (changed(0, code=TIANHE), "districts 中有"),
        (changed(0, indicators=None), "districts 中有"),
        (changed(3, indicators={"hnte": 5}), "天河区 hnte 的 count 是 空"),
        (changed(3, indicators={"hnte": {}}), "天河区 hnte 的 count 是 空"),
        (changed(3, indicators={"hnte": {"count": -1}}), "天河区 hnte 的 count 是 -1"),
        (changed(3, indicators={"hnte": {"count": 5.0}}), "天河区 hnte 的 count 是 5.0"),
        (changed(3, indicators={"hnte": {"count": True}}), "天河区 hnte 的 count 是 True"),
        (changed(3, indicators={"hnte": {"count": "5"}}), "天河区 hnte 的 count 是 5"),
    ],
)
def test_what_is_no_such_result_is_refused(tmp_path, content, found):
    with pytest.raises(SettingsError) as caught:
        read_baseline(written(tmp_path, content), RUN, 2025)
    error = caught.value
    assert error.exit_code == 2
    assert error.where == RUN
    assert found in error.found
    assert error.expected
    assert "gzaudit.toml" in error.action


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("runs/2024/none/result.json", "没有这个文件或文件夹"),
        ("runs/2024/ab12", "这是文件夹，不是文件"),
        ("", "不是相对于工作区的路径"),
        ("/data/result.json", "不是相对于工作区的路径"),
        ("C:\\data\\result.json", "不是相对于工作区的路径"),
        ("runs/\0.json", "路径里有不能用的字符"),
    ],
)
def test_what_is_not_there_is_refused(tmp_path, named, found):
    with pytest.raises(SettingsError) as caught:
        read_baseline(written(tmp_path, document()), named, 2025)
    assert caught.value.found == found
