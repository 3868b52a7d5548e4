"""Every code of the real registrations, with the state that its own note says it must have."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from stdnum.cn import uscc

from gzaudit.normalise.codes import check_character, judge_codes
from gzaudit.normalise.entries import describe_malformed

REAL = Path(__file__).parents[3] / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real lists are not part of a release")


def load(name: str) -> pd.DataFrame:
    return pd.read_csv(REAL / f"{name}.csv.gz", dtype=str, keep_default_na=False)


def judge(codes: pd.Series) -> pd.DataFrame:
    return judge_codes(codes, pd.Series(False, index=codes.index))


@pytest.fixture(scope="module")
def firms() -> pd.DataFrame:
    frame = load("ENTERPRISES")
    return frame.join(judge(frame["统一社会信用代码"]))


@pytest.fixture(scope="module")
def irregular() -> pd.DataFrame:
    frame = load("IRREGULAR_USCC")
    return frame.join(judge(frame["代码(原样)"]))


def test_the_codes_of_twenty_thousand_firms(firms):
    assert Counter(zip(firms["USCC校验"], firms["state"], firms["cleaned"], strict=True)) == {
        ("valid", "valid", False): 19_966,
        ("lower_case", "valid", True): 31,
        ("bad_check", "bad_check", False): 3,
    }
    assert (firms["code"] == firms["统一社会信用代码"].str.upper()).all()
    assert not firms["id_number"].any()


def test_irregular_codes_by_class(irregular):
    assert Counter(zip(irregular["类别"], irregular["state"], strict=True)) == {
        ("15位NA注册号", "malformed"): 698,
        ("13位注册号", "malformed"): 485,
        ("15位注册号", "malformed"): 400,
        ("含小写字母", "valid"): 245,
        ("18位校验码不符", "bad_check"): 187,
        ("旧外资注册号", "malformed"): 20,
        ("其他残缺", "malformed"): 7,
        ("组织机构代码", "malformed"): 6,
        ("缺失占位", "missing"): 6,
        (
            "含小写且校验不符",
            "bad_check",
        ): 1,  # an l typed for a 1; L is a letter of codes, so only the sum tells
    }
    assert not irregular["id_number"].any()


def test_the_check_character_that_should_be_there(irregular):
    bad = irregular[irregular["类别"] == "18位校验码不符"]
    assert bad["code"].map(check_character).tolist() == bad["应为校验码"].tolist()
    assert (bad["code"].str[17] != bad["应为校验码"]).all()


def test_every_class_agrees_with_stdnum(irregular):
    # Guangzhou's and everybody's firms begin with 91…93: none of the five differences is met here.
    assert irregular["代码(原样)"].map(uscc.is_valid).tolist() == (irregular["state"] == "valid").tolist()


def test_what_people_are_told_of_each_class(irregular):
    told = irregular[irregular["state"] == "malformed"].assign(
        told=lambda rows: rows["code"].map(describe_malformed)
    )
    numbers = Counter(zip(told["类别"], told["told"], strict=True))
    assert numbers["15位NA注册号", "15 位，像旧的工商注册号"] == 698
    assert numbers["15位注册号", "15 位，像旧的工商注册号"] == 400
    assert numbers["13位注册号", "共 13 位，应为 18 位"] == 485
    assert numbers["组织机构代码", "9 位，像组织机构代码"] == 6


def test_an_l_typed_for_a_1_is_shown_and_not_repaired(irregular):
    only = irregular[irregular["类别"] == "含小写且校验不符"].iloc[0]
    assert (only["code"], only["state"]) == ("91653000L068581070", "bad_check")
    assert check_character("91653000L06858107") == "E"
