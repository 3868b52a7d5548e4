"""Districts: every row of domain §3."""

from __future__ import annotations

import pandas as pd
import pytest

from gzaudit.normalise.districts import DISTRICTS, district_name, locate_address, locate_code, locate_column

OUTSIDE = ("outside", "outside", "")
REFUSE = ("", "refuse", "")
UNKNOWN = ("", "unknown", "")


def exact(code):
    return code, "exact", ""


def former(code):
    return code, "former", ""


def suggest(*codes):
    return "", "suggest", "、".join(codes)


def words(text):
    return text.split()


def one(function, text):
    frame = function(pd.Series([text], dtype=object))
    assert list(frame.columns) == ["district", "how", "suggestion"]
    return tuple(frame.iloc[0])


CURRENT = [
    ("440103", "荔湾区", "荔湾", "荔灣區", "Liwan"),
    ("440104", "越秀区", "越秀", "越秀區", "Yuexiu"),
    ("440105", "海珠区", "海珠", "海珠區", "Haizhu"),
    ("440106", "天河区", "天河", "天河區", "Tianhe"),
    ("440111", "白云区", "白云", "白雲區", "Baiyun"),
    ("440112", "黄埔区", "黄埔", "黃埔區", "Huangpu"),
    ("440113", "番禺区", "番禺", "番禺區", "Panyu"),
    ("440114", "花都区", "花都", "花都區", "Huadu"),
    ("440115", "南沙区", "南沙", "南沙區", "Nansha"),
    ("440117", "从化区", "从化", "從化區", "Conghua"),
    ("440118", "增城区", "增城", "增城區", "Zengcheng"),
]


def test_the_eleven_districts_stand_in_code_order():
    assert [tuple(district) for district in DISTRICTS] == [row[:2] for row in CURRENT]
    assert [district_name(code) for code, *_ in CURRENT] == [row[1] for row in CURRENT]
    with pytest.raises(KeyError):
        district_name("440116")


@pytest.mark.parametrize(("code", "name", "short", "traditional", "pinyin"), CURRENT)
def test_current_districts(code, name, short, traditional, pinyin):
    written = [name, short, traditional, pinyin, pinyin.upper(), pinyin.lower(), f"{pinyin} District", code]
    written += [
        code + "001",
        code + "001000",
        f"{code} {name}",
        f"{name}({code})",
        f"{name}（{code}）",
        f"{code}000000",
    ]
    written += [
        f"广州市{name}",
        f"广州{short}",
        f"广东省广州市{name}",
        f"广东广州{name}",
        f"廣東省廣州市{traditional}",
    ]
    written += [
        f"中国广东省广州市{name}",
        f"{name}科技局",
        f"广州市{name}科工商信局",
        f"{name}人民政府",
        f"{short}科技局",
    ]
    written += [f"{name}某某街道", f"广州市{name}某路1号", f"440100 {name}", f"{code} 某某街道"]
    assert {text: one(locate_column, text) for text in written} == dict.fromkeys(written, exact(code))
    for text in (code, code + "001", code + "001000", f"{code} {name}", f"{code}001 某某街道"):
        assert one(locate_code, text) == exact(code)
    for text in (name, traditional, f"广州市{name}某路1号", f"广东省广州市{name}", f"{name}某路1号"):
        assert one(locate_address, text) == exact(code)
    for text in (short, f"广州市{short}某路1号", pinyin, code):
        assert one(locate_address, text) == UNKNOWN


@pytest.mark.parametrize(
    ("name", "old_code", "code"),
    [
        ("东山区", "440102", "440104"),
        ("東山區", "440102", "440104"),
        ("芳村区", "440107", "440103"),
        ("萝岗区", "440116", "440112"),
        ("蘿崗區", "440116", "440112"),
        ("增城市", "440183", "440118"),
        ("增城县", "440125", "440118"),
        ("从化市", "440184", "440117"),
        ("从化县", "440122", "440117"),
        ("花都市", "440182", "440114"),
        ("花县", "440121", "440114"),
    ],
)
def test_abolished_names_and_codes_map_to_todays_district(name, old_code, code):
    for text in (
        name,
        f"广州市{name}",
        old_code,
        old_code + "001",
        old_code + "001000",
        f"{old_code} {name}",
    ):
        assert one(locate_column, text) == former(code), text
    assert one(locate_column, f"{old_code} {district_name(code)}") == former(code)
    assert one(locate_code, old_code + "000000") == former(code)
    assert one(locate_address, f"广州市{name}某路1号") == former(code)
    assert one(locate_address, f"广州市{district_name(code)}某路1号（原{name}）") == exact(code)


@pytest.mark.parametrize(("short", "code"), [("东山", "440104"), ("萝岗", "440112")])
def test_short_forms_of_former_districts_count_in_a_column_only(short, code):
    assert one(locate_column, short) == former(code)
    assert one(locate_address, f"广州市{short}某路1号") == UNKNOWN


@pytest.mark.parametrize("text", ["番禺市", "番禺县", "440181", "440126", "440126000000", "广州市番禺市"])
def test_panyu_before_its_division_is_only_suggested(text):
    assert one(locate_column, text) == suggest("440113")


def test_panyu_city_in_an_address():
    assert one(locate_address, "广东省番禺市大石镇某路1号") == suggest("440113")
    assert one(locate_address, "广州市番禺县大石镇") == suggest("440113")
    assert one(locate_address, "广州市番禺市桥镇某路1号") == UNKNOWN  # 市桥 is a town
    assert one(locate_address, "广州市番禺市市桥镇某路1号") == suggest("440113")


@pytest.mark.parametrize("text", ["郊区", "广州市郊区"])
def test_the_suburb_of_before_1987_is_only_suggested(text):
    assert one(locate_column, text) == suggest("440111")
    assert one(locate_address, text) == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        *words("440101 440100 440000 440101000000 广州市 广州 Guangzhou 市辖区 广州市辖区 广东省广州市"),
        *(
            "市直",
            "市属",
            "广州市属",
            "省属",
            "广东省属",
            "中央驻穗",
            "440101 市辖区",
            "440100 广州市",
            "广东省",
            "廣州市",
        ),
    ],
)
def test_names_of_the_whole_city_are_refused(text):
    assert one(locate_column, text) == REFUSE


def zone(verdict, names):
    return [(name, verdict) for name in words(names)]


ZONES = [
    *zone(exact("440112"), "广州开发区 广州经济技术开发区 穗开 GDD gdd 黄埔区（广州开发区）"),
    *zone(exact("440112"), "黄埔区(广州开发区) 黄埔区、广州开发区 广州市经济技术开发区 广州开发区管委会"),
    *zone(REFUSE, "广州高新区 广州高新技术产业开发区 高新区 广州市高新区 开发区"),
    *zone(suggest("440112"), "广州科学城 科学城 中新广州知识城 知识城 九佛 镇龙 九龙镇"),
    *zone(suggest("440112"), "龙湖街 龙湖街道 九佛街 九佛街道 新龙镇 广州国际生物岛 生物岛"),
    *zone(suggest("440105"), "官洲街道 官洲街 琶洲 琶洲街道"),
    *zone(suggest("440112"), "广州保税区 广州出口加工区"),
    *zone(exact("440118"), "增城开发区 增城经济技术开发区 增城侨梦苑 广州增城经济技术开发区"),
    *zone(exact("440115"), "南沙开发区 南沙新区 南沙经济技术开发区 南沙自贸区 南沙资讯科技园 南沙保税港区"),
    *zone(exact("440115"), "广州南沙经济技术开发区 南沙開發區 广州市南沙新区"),
    *zone(suggest("440115"), "自贸区南沙片区 自贸区 明珠湾"),
    *zone(exact("440115"), "东涌镇 大岗镇 榄核镇 黄阁 黄阁镇 横沥 横沥镇 万顷沙 万顷沙镇"),
    *zone(REFUSE, "广州空港经济区 临空经济示范区 空港委 白云机场综保区"),
    *zone(exact("440111"), "民营科技园 民科园"),
    *zone(suggest("440106"), "天河科技园 天河软件园 天河智慧城 珠江新城 国际金融城 五山 科韵路"),
    *zone(suggest("440106"), "五山街道 广州国际金融城"),
    *zone(suggest("440104"), "黄花岗科技园 东山口 矿泉街道 登峰街道 登峰街 杨箕"),
    *zone(suggest("440113"), "广州大学城 小谷围 小谷围街道 广州国际创新城"),
    *zone(suggest("440103"), "白鹅潭 花地 芳村"),
    *zone(suggest("440112"), "夏港 笔岗 玉树 联和 云埔 南岗 长洲 穗东 贤江 永岗 禾丰"),
    *zone(REFUSE, "广州东部中心 广州东部枢纽"),
]


@pytest.mark.parametrize(("text", "expected"), ZONES)
def test_functional_areas_in_a_column(text, expected):
    assert one(locate_column, text) == expected


@pytest.mark.parametrize("text", [name for name, _ in ZONES if "黄埔区" not in name and "开发区" not in name])
def test_functional_areas_name_no_district_in_an_address(text):
    assert one(locate_address, f"广州市{text}某路1号") == UNKNOWN
    assert one(locate_address, f"{text}某路1号") == UNKNOWN


@pytest.mark.parametrize("text", ["广州开发区", "广州经济技术开发区", "广州市经济技术开发区", "广州市开发区"])
def test_the_development_zone_is_only_suggested_in_an_address(text):
    assert one(locate_address, f"{text}永和经济区永华路25号") == suggest("440112")
    assert one(locate_address, f"广州市增城区{text}某路1号") == exact("440118")


@pytest.mark.parametrize(
    "text", ["广州南沙经济技术开发区黄阁镇", "广州增城经济技术开发区", "广州高新技术产业开发区科学城"]
)
def test_other_zones_are_no_address(text):
    assert one(locate_address, text) == UNKNOWN


@pytest.mark.parametrize("town", ["新塘", "永和", "太平", "中新", "龙归", "钟落潭"])
def test_town_names_are_refused_with_and_without_their_kind(town):
    for text in (town, town + "街道", town + "镇", "广州市" + town):
        assert one(locate_column, text) == REFUSE, text
        assert one(locate_address, text) == UNKNOWN, text


ROADS = words("黄埔大道 番禺大道 花都大道 增城大道 海珠中路 海珠南路 白云路 天河北 越秀南 荔湾路")


@pytest.mark.parametrize("road", ROADS)
def test_roads_name_no_district(road):
    assert one(locate_column, road) == REFUSE
    for text in (road, f"{road}1号", f"广州市{road}1号", f"广州市{road}西120号之一"):
        assert one(locate_address, text) == UNKNOWN
    assert one(locate_address, f"广州市天河区{road}1号") == exact("440106")
    assert one(locate_column, f"{road}1号") == UNKNOWN


@pytest.mark.parametrize(
    "text", ["广州市番禺某某有限公司", "广州南沙某某公司", "广州天河某某集团", "广州市番禺区某某总公司"]
)
def test_firm_names_are_no_place(text):
    assert one(locate_column, text) == UNKNOWN
    assert one(locate_address, text) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            ("黄浦区", "440112"),
            ("黄浦", "440112"),
            ("箩岗", "440112"),
            ("箩岗区", "440112"),
            ("罗岗", "440112"),
        ),
        *(
            ("罗岗区", "440112"),
            ("番愚", "440113"),
            ("番愚区", "440113"),
            ("荔弯", "440103"),
            ("荔弯区", "440103"),
        ),
        *(("增诚", "440118"), ("增诚区", "440118")),
    ],
)
def test_misspellings_are_only_suggested(text, code):
    assert one(locate_column, text) == one(locate_column, f"广州市{text}") == suggest(code)
    expected = suggest(code) if text.endswith("区") else UNKNOWN
    assert one(locate_address, f"广州市{text}某路1号") == expected


@pytest.mark.parametrize(
    "text",
    [
        *words("深圳市南山区 佛山市 佛山 佛山南海区 佛山南海 广东省佛山市 广东佛山 南海区 顺德"),
        *words("湖南省长沙市 湖南长沙 湖南 长沙市岳麓区 上海市浦东新区 上海浦东 上海黄浦区 江苏昆山 昆山市"),
        *(
            "440305",
            "440300",
            "440305000000",
            "310115000000",
            "810000",
            "440305南山区",
            "南山区(440305)",
        ),
        *words("贵阳市白云区 贵阳白云区 贵阳白云 贵州省贵阳市白云区 海南南沙 香港南沙 海南省三沙市南沙区"),
        *words("三沙市南沙区 海南 香港 香港特别行政区 澳門 台湾省 南沙群岛 東莞市 延边朝鲜族自治州 延边"),
        *words("鹤岗市东山区 黑龙江省鹤岗市东山区 深圳市南山区科技园1号 佛山市南海区、顺德区 北京市东城区"),
    ],
)
def test_places_elsewhere(text):
    assert one(locate_column, text) == OUTSIDE
