"""One test for each irregularity of places (domain §3), read from the real file formats it comes in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from builders import counts, fates, found
from realfiles import load, present, put, run, state

from gzaudit.audit import YearAudit

pytestmark = present
ENDINGS = ["xlsx", "xls", "csv"]
NAME, CODE = "企业名称", "统一社会信用代码"
Make = Callable[..., YearAudit]


@pytest.mark.parametrize("ending", ENDINGS)
def test_former_districts_in_real_addresses(hnte, firms, ending):
    former = {
        "萝岗区": "440112",
        "增城市": "440118",
        "东山区": "440104",
        "从化市": "440117",
        "芳村区": "440103",
        "花都市": "440114",
    }
    picked = {name: next(firm for firm in firms if firm["地址所写区"] == name) for name in former}
    audited = hnte([[firm[NAME], firm[CODE], "", firm["注册地址"]] for firm in picked.values()], ending)
    assert counts(audited) == dict.fromkeys(former.values(), 1)
    assert found(audited)["former_district"] == 6


@pytest.mark.parametrize("ending", ENDINGS)
def test_division_codes_of_six_and_twelve_digits_as_text_and_number(tmp_path, firms, ending):
    cells: list[Any] = [
        "440106",
        "440106001000",
        440106,
        440106001000,
        "440116000000",
        "440183",
        440101000000,
        "440300000000",
        "",
    ]
    rows = [[firm[NAME], firm[CODE], cell] for firm, cell in zip(firms, cells, strict=False)]
    put(tmp_path, f"规上科技服务业企业名单.{ending}", [["单位名称", CODE, "行政区划代码"], *rows])
    audited = run(tmp_path)
    assert counts(audited, "above_scale_tech_services") == {"440106": 4, "440112": 1, "440118": 1}
    assert fates(audited) == [(8, {"outside_city": 1})]
    assert found(audited)["district_unresolved"] == 2


@pytest.mark.parametrize("ending", ENDINGS)
def test_zones_that_span_districts_and_names_that_are_roads(hnte, firms, ending):
    cells = ["广州高新区", "空港经济区", "新塘", "永和", "黄浦区", "市直"]
    rows = [[firm[NAME], firm[CODE], cell, ""] for firm, cell in zip(firms, cells, strict=False)]
    addresses = ["广州市黄埔大道西1号", "广州市海珠中路1号", "广州市番禺大道北1号"]
    rows += [
        [firm[NAME], firm[CODE], "", address] for firm, address in zip(firms[10:], addresses, strict=False)
    ]
    audited = hnte(rows, ending)
    assert counts(audited) == {}
    assert audited.undecided()["district_unresolved"] == 9


def test_a_district_in_the_name_of_a_firm_is_no_address(hnte, firms):
    named = [firm for firm in firms if "番禺" in firm[NAME] or "南沙" in firm[NAME]][:20]
    audited = hnte([[firm[NAME], firm[CODE], "", ""] for firm in named])
    assert (counts(audited), audited.undecided()["district_unresolved"]) == ({}, 20)


def test_the_codes_own_division_places_nobody(hnte, firms):
    tianhe = [firm for firm in firms if firm[CODE][2:8] == "440106"][:30]
    assert counts(hnte([[firm[NAME], firm[CODE], "", ""] for firm in tianhe])) == {}


def test_firms_elsewhere_in_guangdong_are_outside(hnte):
    away = [
        firm
        for firm in load("ENTERPRISES")
        if firm["地区"] == "深圳" and "深圳市" in firm["注册地址"] and state(firm[CODE])[0] == "valid"
    ][:50]
    audited = hnte([[firm[NAME], firm[CODE], "", firm["注册地址"]] for firm in away])
    assert fates(audited) == [(0, {"outside_city": 50})]
