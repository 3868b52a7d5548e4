"""Districts: addresses elsewhere, cells that say two things, dirt, codes, credit codes."""

from __future__ import annotations

import pandas as pd
import pytest

from gzaudit.normalise.districts import locate_address, locate_code, locate_column, locate_uscc

OUTSIDE = ("outside", "outside", "")
REFUSE = ("", "refuse", "")
UNKNOWN = ("", "unknown", "")
BLANK = ("", "blank", "")


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


@pytest.mark.parametrize(
    "text",
    [
        *words(
            "广东省佛山市南海区桂城街道某路1号 佛山市南海区桂城 贵阳市白云区某路 贵阳白云区某路1号 湖南长沙岳麓区某路"
        ),
        *words(
            "深圳南山区科技园 住所：深圳市福田区某路1号 （佛山市）南海区 三沙市南沙区某路 黑龙江省鹤岗市东山区"
        ),
        *words(
            "上海市黄浦区某路 中国广东省深圳市南山区 深圳市罗湖区广州大厦 佛山市顺德区广州市天河区驻佛山办 顺德区某镇"
        ),
    ],
)
def test_addresses_elsewhere(text):
    assert one(locate_address, text) == OUTSIDE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("广州市天河区中山大道佛山市大厦", exact("440106")),
        ("天河区深圳市大厦1号", exact("440106")),
        ("广州市环市东路湖南省驻穗办事处", UNKNOWN),
        ("中山大道西1号", UNKNOWN),
        ("北京路步行街1号", UNKNOWN),
        ("中山八路小区1号", UNKNOWN),
        ("佛山市场1号", UNKNOWN),
        ("广州市增城市场1号", UNKNOWN),
        ("广州市增城市新塘镇1号", former("440118")),
        ("广州增城市仙村镇", former("440118")),
        ("广州市某路1号", UNKNOWN),
        ("广州市天河区域总部", UNKNOWN),
        ("广州市天河区某路1号（越秀区某路2号）", UNKNOWN),
        ("广州市黄埔区（广州开发区）某路", exact("440112")),
        ("广州市黄埔区萝岗区某路", exact("440112")),
        ("", BLANK),
        (" 　\u200b", BLANK),
    ],
)
def test_addresses_at_the_edge(text, expected):
    assert one(locate_address, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("天河区、越秀区", UNKNOWN),
        ("天河区/越秀区", UNKNOWN),
        ("天河区越秀区", UNKNOWN),
        ("天河区、越秀区、天河区", UNKNOWN),
        ("天河区、越秀去", UNKNOWN),
        ("天河区、佛山市", UNKNOWN),
        ("深圳市南山区、广州市天河区某路", UNKNOWN),
        ("佛山市天河区", OUTSIDE),
        ("440106 越秀区", UNKNOWN),
        ("440106 天河区、越秀区", UNKNOWN),
        ("440106 天河区越秀区", UNKNOWN),
        ("440305 天河区", UNKNOWN),
        ("440106 深圳市", UNKNOWN),
        ("520113 白云区", UNKNOWN),
        ("广州市佛山市", UNKNOWN),
        ("天河区、天河", exact("440106")),
        ("广东省/广州市/天河区", exact("440106")),
        ("广东省-广州市-天河", exact("440106")),
        ("中国/广东/广州/天河", exact("440106")),
        ("广东省/佛山市/南海区", OUTSIDE),
        ("广州市/天河区/越秀区", UNKNOWN),
        ("黄埔区、萝岗区", former("440112")),
        ("黄埔区(萝岗)", former("440112")),
        ("天河区（高新区）", exact("440106")),
        ("天河区（科学城）", UNKNOWN),
        ("天河区（盖章）", exact("440106")),
        ("黄埔区（科学城）", exact("440112")),
        ("琶洲、官洲街道", suggest("440105")),
        ("琶洲、五山", UNKNOWN),
        ("某公司（天河区）", exact("440106")),
        ("广州市天河区，五山路1号", exact("440106")),
        ("440181 番禺区", exact("440113")),
        ("440106 五山街道", exact("440106")),
        ("440112 永和街道", exact("440112")),
        ("440104 白云街道", exact("440104")),
        ("白云街道", UNKNOWN),
        ("广州市黄埔区科学技术局（广州开发区科技创新局）", exact("440112")),
    ],
)
def test_cells_that_say_two_things(text, expected):
    assert one(locate_column, text) == expected


@pytest.mark.parametrize("text", ["", " ", "　", "\u200b\ufeff", "无", "/", "N/A", "-", "——", "None"])
def test_blank_cells(text):
    assert one(locate_column, text) == one(locate_code, text) == BLANK


@pytest.mark.parametrize(
    "text",
    [
        "4401",
        "44010",
        "4401060",
        "44010600",
        "4401060010",
        "44010600100000",
        "999999",
        "440129",
        "123456",
        "440106.0",
    ],
)
def test_numbers_that_are_no_division_code(text):
    assert one(locate_column, text) == one(locate_code, text) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("４４０１０６", exact("440106")),
        ("'440106", exact("440106")),
        ("440106\u200b001", exact("440106")),
        ("440 106", exact("440106")),
        (" 天 河 区 ", exact("440106")),
        ("天\n河\t区\u3000", exact("440106")),
        ("\ufeff天河\u200d区", exact("440106")),
        ("Ｔｉａｎｈｅ", exact("440106")),
        ("天河。", exact("440106")),
        ("tian he", exact("440106")),
        ("天河区\x1e", exact("440106")),
        ("⾈", UNKNOWN),
    ],
)
def test_dirt_is_cleaned(text, expected):
    assert one(locate_column, text) == expected


@pytest.mark.parametrize(
    ("division", "expected"),
    [
        *(("440113", suggest("440113", "440115")), ("440111", suggest("440111", "440112"))),
        *(("440106", suggest("440106", "440112")), ("440183", suggest("440118", "440112"))),
        *(("440112", suggest("440112")), ("440181", suggest("440113")), ("440126", suggest("440113"))),
        *(
            (code, exact(code))
            for code in ("440103", "440104", "440105", "440114", "440115", "440117", "440118")
        ),
        *(("440102", former("440104")), ("440107", former("440103")), ("440116", former("440112"))),
        *(("440125", former("440118")), ("440184", former("440117")), ("440122", former("440117"))),
        *(("440182", former("440114")), ("440121", former("440114"))),
        *(
            ("440100", REFUSE),
            ("440101", REFUSE),
            ("440000", REFUSE),
            ("440129", UNKNOWN),
            ("999999", UNKNOWN),
        ),
        *(("440300", OUTSIDE), ("310115", OUTSIDE), ("341400", OUTSIDE), ("44010X", UNKNOWN)),
    ],
)
def test_credit_codes(division, expected):
    assert one(locate_uscc, f"91{division}MA59ABCDXX") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("", BLANK), ("  ", BLANK), ("9144", UNKNOWN), ("无", UNKNOWN)]
)
def test_credit_codes_that_are_none(text, expected):
    assert one(locate_uscc, text) == expected


def test_the_index_is_kept_and_missing_values_are_blank():
    values = pd.Series(
        ["天河区", None, "天河区", float("nan"), "440305"], index=[7, 3, 9, 1, 1], dtype=object
    )
    for function in (locate_column, locate_code, locate_address, locate_uscc):
        frame = function(values)
        assert frame.index.tolist() == [7, 3, 9, 1, 1]
        assert frame["how"].tolist()[1] == frame["how"].tolist()[3] == "blank"
    assert locate_column(values)["district"].tolist() == ["440106", "", "440106", "", "outside"]
    assert locate_column(values.astype("str"))["how"].tolist() == [
        "exact",
        "blank",
        "exact",
        "blank",
        "outside",
    ]


@pytest.mark.parametrize("function", [locate_column, locate_code, locate_address, locate_uscc])
def test_an_empty_column(function):
    frame = function(pd.Series([], dtype=object))
    assert (list(frame.columns), len(frame)) == (["district", "how", "suggestion"], 0)
