"""Districts against 20,000 real registrations (17,000 of Guangzhou, 3,000 elsewhere in Guangdong)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from gzaudit.normalise.districts import locate_address, locate_code, locate_column, locate_uscc

REAL = Path(__file__).parents[3] / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real lists are not part of a release")


@pytest.fixture(scope="module")
def firms():
    return pd.read_csv(REAL / "ENTERPRISES.csv.gz", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def guangzhou(firms):
    return firms[firms["地区"] == "广州"]


@pytest.fixture(scope="module")
def streets():
    return pd.read_csv(REAL / "GZ_STREETS.csv", dtype=str)


def test_addresses_agree_with_the_district_written_in_them(guangzhou):
    written = guangzhou[guangzhou["地址所写区"] != ""]
    assert len(written) == 15593
    found = locate_address(written["注册地址"])
    # One address truly names two districts: the firm's own (荔湾) and, in brackets, its market's (越秀).
    two = written["地址所写区"] == "荔湾区|越秀区"
    assert found[two].to_numpy().tolist() == [["", "unknown", ""]]
    expected = locate_column(written["地址所写区"][~two])
    assert expected["how"].value_counts().to_dict() == {"exact": 15359, "former": 233}
    pd.testing.assert_frame_equal(found[~two], expected)


def test_addresses_without_a_district_settle_none(guangzhou):
    found = locate_address(guangzhou.loc[guangzhou["地址所写区"] == "", "注册地址"])
    # All 304 suggestions stand for 广州（市）（经济技术）开发区, which domain §3.3 leaves to a person.
    assert found["how"].value_counts().to_dict() == {"unknown": 1036, "suggest": 304, "blank": 50}
    assert set(found["suggestion"]) == {"", "440112"}


def test_addresses_elsewhere_in_guangdong_never_settle_a_district(firms):
    found = locate_address(firms.loc[firms["地区"] != "广州", "注册地址"])
    # The unknown ones begin with a town or a village (公明楼村, 沙井镇…) and name no city at all.
    assert found["how"].value_counts().to_dict() == {"outside": 2863, "unknown": 148, "blank": 6}


def test_no_street_alone_names_a_district_in_an_address(streets):
    for prefix in ("", "广州市", "广东省广州市"):
        for suffix in ("", "某路1号"):
            found = locate_address(prefix + streets["街镇"] + suffix)
            assert found["how"].value_counts().to_dict() == {"unknown": 178}


def test_a_street_behind_its_district_gives_that_district(streets):
    for text in ("广州市" + streets["区"] + streets["街镇"], streets["区"] + streets["街镇"] + "某路1号"):
        assert locate_address(text)["district"].tolist() == streets["区代码"].tolist()


def test_streets_in_a_column_settle_only_the_towns_that_moved_to_nansha(streets):
    found = locate_column(streets["街镇"])
    assert found["how"].value_counts().to_dict() == {"unknown": 149, "suggest": 16, "refuse": 7, "exact": 6}
    settled = found["district"] != ""
    assert set(streets["街镇"][settled]) == {"东涌镇", "大岗镇", "榄核镇", "黄阁镇", "横沥镇", "万顷沙镇"}
    assert (found["district"][settled] == streets["区代码"][settled]).all()
    suggested = found["how"] == "suggest"
    assert (found["suggestion"][suggested] == streets["区代码"][suggested]).all()


def test_statistical_codes_with_and_without_the_street_behind(streets):
    for text in (
        streets["街镇代码"],
        streets["街镇代码"] + "000",
        streets["街镇代码"] + " " + streets["街镇"],
    ):
        assert locate_code(text)["district"].tolist() == streets["区代码"].tolist()


def test_credit_codes_name_the_registrar(guangzhou):
    found = locate_uscc(guangzhou["统一社会信用代码"])
    assert found["how"].value_counts().to_dict() == {
        "refuse": 10438,  # 62 %: 440101 names the city, 440000 the province
        "suggest": 3443,
        "exact": 2551,
        "former": 536,
        "outside": 9,
        "unknown": 6,  # 440129 is in no table
    }
