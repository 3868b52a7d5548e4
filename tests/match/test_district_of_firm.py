"""The district of a firm (C6): level by level, with conflicts, split sources, and what never decides."""

from __future__ import annotations

import pytest
from builders import Row, Table, audit, code, counts, fates, found, said

A = code(1)
TIANHE, LIWAN, YUEXIU, BAIYUN, PANYU = "440106", "440103", "440104", "440111", "440113"
OUTSIDE = "outside"


def tables(
    *,
    own: str = "",
    registry: str = "",
    division: str = "",
    scale: str = "",
    patent: str = "",
    address: str = "",
    number: str = A,
) -> tuple[Table, ...]:
    return (
        Table("hnte", [{"name": "甲", "code": number, "district": own, "address": address}]),
        Table("registry", [{"name": "甲", "code": number, "district": registry}]),
        Table("above_scale", [{"name": "甲", "code": number, "division": division, "district": scale}]),
        Table("patent_grants", [{"owner": "甲", "code": number, "district": patent}]),
    )


def where(**said_: str) -> str:
    """District of the one firm; "" unresolved, "outside" elsewhere."""
    audited = audit(*tables(**said_))
    if fates(audited)[0] == (0, {"outside_city": 1}):
        return OUTSIDE
    assert fates(audited)[0] == (1, {})
    assert found(audited).get("district_unresolved", 0) == (not counts(audited))
    return next(iter(counts(audited)), "")


ADDRESS = "广州市番禺区东环街某路1号"
EVERY = {
    "own": "天河区",
    "registry": "荔湾区",
    "division": "440104001000",
    "patent": "白云区",
    "address": ADDRESS,
}


def test_each_level_decides_when_those_above_are_silent():
    left = dict(EVERY)
    for level, district in (
        ("own", TIANHE),
        ("registry", LIWAN),
        ("division", YUEXIU),
        ("patent", BAIYUN),
        ("address", PANYU),
    ):
        assert where(**left) == district, level
        del left[level]
    assert where(**left) == ""


@pytest.mark.parametrize(
    "silent",
    [
        "",
        "无",
        "/",
        "某地",
        "新塘",
        "高新区",
        "广州市",
        "市直",
        "广州高新区",
        "440101",
        "番禺市",
        "黄浦区",
        "琶洲",
        "科学城",
        "天河区、荔湾区",
    ],
)
def test_blank_unknown_refused_and_suggested_values_fall_through(silent):
    assert where(own=silent, registry="荔湾区") == LIWAN
    assert where(own=silent, registry=silent, scale=silent, patent=silent) == ""


@pytest.mark.parametrize(
    ("former", "district"),
    [("东山区", YUEXIU), ("芳村区", LIWAN), ("萝岗区", "440112"), ("增城市", "440118"), ("从化市", "440117"), ("花都市", "440114"), ("440102", YUEXIU), ("440107", LIWAN), ("440116", "440112"), ("440183", "440118"), ("440184", "440117")],
)  # fmt: skip
def test_former_districts_are_todays(former, district):
    audited = audit(*tables(own=former))
    assert counts(audited) == {district: 1}
    assert [each[0] for each in said(audited, "former_district")] == ["info"]


def test_former_districts_in_an_address():
    assert where(address="广州市东山区中山二路1号") == YUEXIU
    assert where(address="广东省增城市荔城街1号") == "440118"
    assert where(address="广州市越秀区东山口1号") == YUEXIU


def test_a_division_of_twelve_digits_comes_before_the_name_beside_it():
    assert where(division="440106001000", scale="荔湾区") == TIANHE
    assert where(division="440106", scale="荔湾区") == TIANHE
    assert where(division="440101000000", scale="荔湾区") == LIWAN
    assert where(division="", scale="荔湾区") == LIWAN


def test_a_lower_source_that_disagrees_is_a_warning():
    audited = audit(*tables(**EVERY))
    assert counts(audited) == {TIANHE: 1}
    assert [(each[0], each[1], each[3]) for each in said(audited, "district_conflict")] == [
        ("warning", 0, "名单所载地址为番禺区"),
        ("warning", 1, "企业底册为荔湾区"),
        ("warning", 2, "四上定报库为越秀区"),
        ("warning", 3, "专利名单为白云区"),
    ]
    agreeing = audit(
        *tables(own="天河区", registry="天河", division="440106001000", address="广州市天河区某路1号")
    )
    assert "district_conflict" not in found(agreeing)


def test_a_higher_source_that_says_nothing_is_no_conflict():
    assert "district_conflict" not in found(audit(*tables(own="高新区", registry="荔湾区")))


def test_a_source_that_names_two_districts_falls_through():
    hnte = Table(
        "hnte",
        [{"name": "甲", "code": A, "district": "天河区"}, {"name": "甲", "code": A, "district": "荔湾区"}],
    )
    audited = audit(hnte, Table("registry", [{"name": "甲", "code": A, "district": "越秀区"}]))
    assert counts(audited) == {YUEXIU: 1}
    assert found(audited)["district_conflict"] == 1
    alone = audit(hnte)
    assert counts(alone) == {}
    assert (found(alone)["district_unresolved"], fates(alone)) == (1, [(1, {"duplicate": 1})])


def test_two_rows_that_say_the_same_in_two_ways_agree():
    hnte = Table(
        "hnte",
        [{"name": "甲", "code": A, "district": "萝岗区"}, {"name": "甲", "code": A, "district": "黄埔"}],
    )
    assert counts(audit(hnte)) == {"440112": 1}
    blank = Table(
        "hnte", [{"name": "甲", "code": A, "district": ""}, {"name": "甲", "code": A, "district": "天河区"}]
    )
    assert counts(audit(blank)) == {TIANHE: 1}


@pytest.mark.parametrize("place", ["深圳市", "佛山市南海区", "440300", "440605001000", "东莞"])
def test_a_named_place_elsewhere_is_outside(place):
    assert where(own=place) == OUTSIDE
    audited = audit(*tables(own=place, registry="天河区"))
    assert fates(audited)[0] == (0, {"outside_city": 1})
    assert (found(audited)["outside_city"], found(audited)["district_conflict"]) == (1, 1)


def test_elsewhere_by_a_lower_source_only_if_nothing_above_tells():
    assert where(own="天河区", address="深圳市南山区某路1号") == TIANHE
    assert where(address="深圳市南山区某路1号") == OUTSIDE


def test_the_code_only_suggests():
    number = code(1, "440105")
    audited = audit(*tables(number=number))
    assert counts(audited) == {}
    assert said(audited, "district_unresolved") == [("error", 0, 2, "", "代码第 3—8 位像是 海珠区")]


@pytest.mark.parametrize(
    ("division", "district"),
    [("440105", "440105"), ("440103", LIWAN), ("440101", ""), ("440000", ""), ("440113", ""), ("440300", ""), ("110108", ""), ("440102", YUEXIU)],
)  # fmt: skip
def test_the_code_as_a_fallback_when_it_is_asked_for(division, district):
    audited = audit(*tables(number=code(1, division)), fallback=True)
    assert counts(audited) == ({district: 1} if district else {})
    assert audit(*tables(own="荔湾区", number=code(1, division)), fallback=True).cohort[
        "district"
    ].tolist() == [LIWAN]


def test_a_district_beside_several_owners_is_nobodys():
    hnte = Table("hnte", [{"name": "甲", "code": A}, {"name": "乙", "code": code(2)}])
    audited = audit(
        hnte,
        Table(
            "patent_grants",
            [{"owner": "甲；乙", "district": "天河区"}, {"owner": "乙", "district": "荔湾区"}],
        ),
    )
    assert counts(audited) == {LIWAN: 1}


def test_a_local_unit_says_nothing_of_the_firm():
    scale = Table(
        "above_scale", [{"name": "甲", "code": A, "district": "荔湾区", "unit_type": "产业活动单位"}]
    )
    assert counts(audit(Table("hnte", [{"name": "甲", "code": A}]), scale)) == {}


def test_the_province_wide_list():
    rows: list[Row] = [
        {"name": "甲", "code": A, "district": "天河区"},
        {"name": "乙"},
        {"name": "丙", "district": "高新区"},
        {"name": "乙"},
    ]
    table = Table("hnte", [*rows, {"name": "丁", "district": "深圳市"}])
    city = audit(table)
    assert fates(city) == [(3, {"duplicate": 1, "outside_city": 1})]
    assert found(city)["district_unresolved"] == 2
    province = audit(table, scope="province")
    assert counts(province) == counts(city) == {TIANHE: 1}
    assert fates(province) == [(1, {"outside_city": 4})]
    assert "district_unresolved" not in found(province)
    assert [each[2:4] for each in said(province, "outside_city")] == [
        (0, "2 家没有任何广州地址信息"),
        (6, "深圳市"),
    ]


def test_nothing_to_say_of_a_province_list_without_strangers():
    audited = audit(Table("hnte", [{"name": "甲", "code": A, "district": "天河区"}]), scope="province")
    assert "outside_city" not in found(audited)


# 规上科服


def services(*rows: dict[str, str]) -> Table:
    return Table("above_scale_tech_services", [{"name": "甲", "code": A} | row for row in rows])


def test_services_by_their_own_division_then_name_then_not_at_all():
    indicator = "above_scale_tech_services"
    assert counts(audit(services({"division": "440106001000", "district": "荔湾区"})), indicator) == {
        TIANHE: 1
    }
    assert counts(audit(services({"division": "", "district": "荔湾区"})), indicator) == {LIWAN: 1}
    assert counts(audit(services({"division": "440101000000", "district": "荔湾"})), indicator) == {LIWAN: 1}
    registry = Table("registry", [{"name": "甲", "code": A, "district": "天河区"}])
    unresolved = audit(services({"district": "高新区"}), registry)
    assert counts(unresolved, indicator) == {}
    assert found(unresolved)["district_unresolved"] == 1
    assert fates(unresolved)[0] == (1, {})


def test_services_elsewhere_and_in_two_places():
    elsewhere = audit(services({"division": "440300000000"}, {"division": "440300000000"}))
    assert fates(elsewhere) == [(0, {"outside_city": 2})]
    assert found(elsewhere)["outside_city"] == 1
    split = audit(services({"division": "440106"}, {"division": "440103"}))
    assert counts(split, "above_scale_tech_services") == {}
    assert (fates(split), found(split)["district_unresolved"]) == ([(1, {"duplicate": 1})], 1)


def test_services_are_not_asked_where_the_hnte_list_places_them():
    hnte = Table("hnte", [{"name": "甲", "code": A, "district": "天河区"}])
    audited = audit(hnte, services({"district": "荔湾区"}))
    assert counts(audited) == {TIANHE: 1}
    assert counts(audited, "above_scale_tech_services") == {LIWAN: 1}
