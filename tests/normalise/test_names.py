"""Names as keys (C2): what makes two names equal, and what never does."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.normalise.names import former_name_pairs, name_keys
from gzaudit.normalise.text import column

REAL = Path(__file__).parents[3] / "shared" / "real"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real lists are not part of a release")
HIDDEN = " \t\n\r\u00a0\u3000\u2003\u200b\u200c\u200d\u200e\u2060\ufeff\u00ad"


def key(name: str) -> str:
    return name_keys(column([name])).iloc[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("广州云帆（集团）有限公司", "广州云帆(集团)有限公司"),
        ("广州云帆（集团）有限公司", "广州云帆【集团】有限公司"),
        ("广州云帆（集团）有限公司", "广州云帆〔集团〕有限公司"),
        ("广州云帆（集团）有限公司", "广州云帆[集团]有限公司"),
        ("广州云帆（集团）有限公司", "广州云帆［集团］有限公司"),
        ("广州云帆（集团）有限公司", "广州云帆｛集团｝有限公司"),
        ("广州云帆（集团）有限公司", "广州云帆「集团」有限公司"),
        ("广州云帆（集团）有限公司", "广州云帆〈集团〉有限公司"),
        ("广州云帆（集团）有限公司", "广州云帆《集团》有限公司"),
        ("广州云帆（集团）有限公司", "广州云帆﹙集团﹚有限公司"),
        ("广州云帆有限公司", "广州云帆有限公司。"),
        ("广州云帆有限公司", "广州云帆有限公司."),
        ("广州云帆有限公司", "广州云帆有限公司．"),
        ("广州云帆有限公司", "广州云帆有限公司｡"),
        ("广州云帆有限公司", " 广州 云帆\u3000有限\n公司 "),
        ("广州云帆有限公司", "广州\u200b云帆有限\ufeff公司"),
        ("广州ABTech有限公司", "广州abtech有限公司"),
        ("广州ABTech有限公司", "广州ＡＢＴｅｃｈ有限公司"),
        ("香港J．B．国际公司", "香港J.B.国际公司"),
        ("广州２１世纪有限公司", "广州21世纪有限公司"),
        ("Straße GmbH", "STRASSE GMBH"),
    ],
)
def test_equal_names(one, other):
    assert key(one) == key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中国唱片(广州)有限公司", "中国唱片(深圳)有限公司"),
        ("中国唱片(广州)有限公司", "中国唱片有限公司"),
        ("双日(香港)有限公司深圳代表处", "双日(中国)有限公司深圳代表处"),
        ("广州云帆有限公司", "广州云帆有限责任公司"),
        ("广州云帆有限公司", "广州市云帆有限公司"),
        ("广州云帆有限公司", "广州云帆有限公司天河分公司"),
        ("广州云帆有限公司", "廣州雲帆有限公司"),
        ("广州云帆有限公司", "广州云 帆有限公司(增挂:广州云帆书店)"),
        ("广州市何\ue7d9经济发展公司", "广州市何经济发展公司"),
        ("广州市何\ue7d9经济发展公司", "广州市何\ue7da经济发展公司"),
        ("伊朗萨虎·查巴哈有限公司", "伊朗萨虎查巴哈有限公司"),
        ("。广州云帆有限公司", "广州云帆有限公司"),
        ("广州.云帆有限公司", "广州云帆有限公司"),
        ("广州云帆有限公司，", "广州云帆有限公司"),
        ("1.甲厂2.乙厂", "1.甲厂"),
    ],
)
def test_unequal_names(one, other):
    assert key(one) != key(other)


def test_keys_as_they_are_written():
    assert key("  ＡＢ（ Ｃ ）有限公司。") == "ab(c)有限公司"
    assert [key(text) for text in ("", " ", "\u200b", "。", ".")] == [""] * 5


CHARACTERS = st.characters(exclude_categories=["Cs"])


@given(st.text(CHARACTERS, max_size=20))
def test_a_key_is_its_own_key(name):
    assert key(key(name)) == key(name)


@given(
    st.text("广州云帆海智科技有限公司集团（）()ABab１2·\ue000", min_size=1, max_size=16),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(HIDDEN)), max_size=6),
    st.sampled_from(["", "。", ".", "．"]),
    st.booleans(),
)
def test_dirt_does_not_change_a_key(name, hidden, end, wide):
    dirty = name
    for at, character in hidden:
        dirty = dirty[:at] + character + dirty[at:]
    if wide:
        dirty = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in dirty)
    assert key(dirty + end) == key(name)


@given(st.lists(st.text("广州云帆（）(). 。A\u200b", max_size=8), max_size=20))
def test_a_column_is_judged_name_by_name(names):
    assert name_keys(column(names)).tolist() == [key(name) for name in names]


def pairs(*cells: str) -> list[tuple[int, str]]:
    made = former_name_pairs(column(cells))
    return sorted(zip(made["entry"], made["key"], strict=True))


def test_former_names_of_a_cell():
    assert pairs("甲公司", "", "乙公司；丙公司") == [
        (0, "甲公司"),
        (2, "丙公司"),
        (2, "乙公司"),
        (2, "乙公司;丙公司"),
    ]
    for separator in ("；", ";", "、", "，", ",", "/", "\n", "\r\n", "|"):
        assert {(0, "甲公司"), (0, "乙公司")} <= set(pairs(f"甲公司{separator}乙公司"))


def test_former_names_that_are_none():
    # A / or N/A in two rows is no name that they share.
    assert pairs("无", " 无 ", "", "；", "/", "-", "—", "N/A", "n/a", "暂无", "无；", "甲公司；无") == [
        (11, "甲公司"),
        (11, "甲公司;无"),
    ]


def test_a_former_name_that_holds_a_separator_is_kept_whole():
    assert (0, "1、甲厂") in pairs("1、甲厂")


@pytest.fixture(scope="module")
def edge():
    frame = pd.read_csv(REAL / "NAMES_EDGE.csv.gz", dtype=str, keep_default_na=False)
    return frame.assign(key=name_keys(frame["企业名称"]))


@pytest.fixture(scope="module")
def classes(edge):
    return {
        name: edge[edge["特征"].str.split("|").map(lambda marks, name=name: name in marks)]
        for name in {mark for marks in edge["特征"] for mark in marks.split("|")}
    }


@real
def test_every_class_of_the_real_names_is_there(classes):
    assert {name: len(rows) for name, rows in classes.items()} == {
        "半角括号": 754, "全角括号": 497, "去括号内容后同名": 70, "字母": 84, "尾标点": 30, "附加名称": 23,
        "私用区字": 7, "空格": 13, "附注": 4, "编号并列": 3, "间隔号": 3,
    }  # fmt: skip


@real
def test_no_two_real_names_fall_together_unless_they_are_spelt_alike(edge):
    shared = edge[edge.duplicated("key", keep=False)]
    spelt = shared["企业名称"].str.translate(str.maketrans("（）", "()")).str.rstrip("。.")
    assert (
        spelt.str.replace(r"\s", "", regex=True).str.casefold().groupby(shared["key"]).nunique().le(1).all()
    )


@real
def test_names_that_differ_only_inside_brackets_stay_apart(classes):
    rows = classes["去括号内容后同名"]
    # 70 rows, one of them written twice: its code once with X and once with x.
    assert len(rows) == 70
    assert rows["key"].nunique() == rows["统一社会信用代码"].str.upper().nunique() == 69
    without = rows["key"].str.replace(r"\([^()]*\)", "", regex=True)
    assert without.nunique() == 31


@real
def test_both_kinds_of_brackets_meet(classes):
    swap = str.maketrans("（）()", "()（）")
    for name in ("半角括号", "全角括号"):
        rows = classes[name]
        assert (name_keys(rows["企业名称"].str.translate(swap)) == rows["key"]).all()
        assert not rows["key"].str.contains("[（）]").any()


@real
def test_final_stops_go_and_all_the_rest_stays(classes):
    rows = classes["尾标点"]
    assert not rows["key"].str.contains(r"[。.]$").any()
    names = rows["企业名称"].str.replace(r"[。.．]$", "", regex=True)
    assert (name_keys(names) == rows["key"]).all()


@real
def test_spaces_go_and_added_names_stay(classes):
    assert not classes["空格"]["key"].str.contains(r"\s").any()
    assert (
        name_keys(classes["空格"]["企业名称"].str.replace(r"\s", "", regex=True)) == classes["空格"]["key"]
    ).all()
    for name in ("附加名称", "附注", "编号并列"):
        rows = classes[name]
        # Nothing of what was added is dropped: the key is as long as the name without spaces and final stop.
        bare = rows["企业名称"].str.normalize("NFKC").str.replace(r"\s|[。.]$", "", regex=True)
        assert (bare.str.len() == rows["key"].str.len()).all()


@real
def test_characters_of_private_use_and_middle_dots_are_kept(classes):
    for name, mark in (("私用区字", "[\ue000-\uf8ff]"), ("间隔号", "[·.]")):
        assert classes[name]["key"].str.contains(mark).all()
    assert (classes["字母"]["key"] == classes["字母"]["key"].str.lower()).all()
