"""Districts: what holds for any text, speed, and the data files themselves."""

from __future__ import annotations

import time
import tomllib
from importlib import import_module
from importlib.resources import files

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.errors import InvariantError
from gzaudit.normalise.district_places import load_places
from gzaudit.normalise.district_table import build_table, load_table, read_data
from gzaudit.normalise.districts import DISTRICTS, locate_address, locate_code, locate_column, locate_uscc

HOWS = {"blank", "exact", "former", "suggest", "refuse", "outside", "unknown"}


def one(function, text):
    frame = function(pd.Series([text], dtype=object))
    assert list(frame.columns) == ["district", "how", "suggestion"]
    return tuple(frame.iloc[0])


CODES = {district.code for district in DISTRICTS}
PIECES = st.sampled_from(
    [*load_table().names, *load_table().codes, *load_table().address_names, *load_places().full]
)
TEXTS = st.one_of(
    st.text(max_size=20),
    st.lists(
        st.one_of(
            PIECES,
            st.sampled_from(["、", "（", "）", "广州市", "市", "区", "路", "1", " ", "\x1e", "\n", "和"]),
        ),
        max_size=6,
    ).map("".join),
)


@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_any_text_gets_an_answer_from_the_closed_sets(texts):
    values = pd.Series(texts, dtype=object)
    for function in (locate_column, locate_code, locate_address, locate_uscc):
        frame = function(values)
        assert len(frame) == len(texts)
        for district, how, suggestion in frame.itertuples(index=False):
            assert how in HOWS
            assert (district in CODES) == (how in {"exact", "former"})
            assert (district == "outside") == (how == "outside")
            assert (suggestion != "") == (how == "suggest")
            assert not suggestion or CODES.issuperset(suggestion.split("、"))


FULL_WIDTH = {ord(half): chr(ord(half) + 0xFEE0) for half in "0123456789()"}
DIRT = st.sampled_from([" ", "\u3000", "\u200b", "\ufeff", "\u2060", "\n", "\t", "\xa0", "\x1e"])


@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), DIRT), max_size=4))
def test_width_and_invisible_characters_change_nothing(text, dirt):
    dirty = text.translate(FULL_WIDTH)
    for place, character in dirt:
        # Inside a sequence of combining marks a space is a letter's neighbour, not dirt.
        if text.isprintable() and not any(0x300 <= ord(c) < 0x3000 for c in text):
            dirty = dirty[:place] + character + dirty[place:]
    for function in (locate_column, locate_address):
        assert one(function, dirty) == one(function, text)
    cleaned = load_table().clean(text)
    assert load_table().clean(cleaned) == cleaned
    assert one(locate_address, cleaned) == one(locate_address, text)


@given(st.lists(TEXTS, max_size=12))
def test_rows_do_not_influence_each_other(texts):
    for function in (locate_column, locate_address):
        together = [tuple(row) for row in function(pd.Series(texts, dtype=object)).itertuples(index=False)]
        assert together == [one(function, text) for text in texts]


def test_sixty_thousand_distinct_addresses_are_quick():
    districts = [district.name for district in DISTRICTS]
    values = pd.Series(
        [f"广州市{districts[i % 11]}中山大道西{i}号（自编{i}栋）首层" for i in range(60_000)], dtype=object
    )
    locate_address(values.head())
    took = []
    for _ in range(3):
        start = time.process_time()
        frame = locate_address(values)
        took.append(time.process_time() - start)
    assert frame["how"].eq("exact").all()
    assert min(took) < 0.3


def test_places_agree_with_an_independent_table():
    loc = (files(import_module("stdnum.cn")) / "loc.dat").read_text(encoding="utf-8")
    known, province = {}, ""
    for line in loc.splitlines():
        code, _, name = line.strip().partition(" ")
        if not line.startswith((" ", "#")):
            province = code
        known[code if len(code) == 2 else province + code] = name
    data = read_data("places.toml")
    cities = [item.split() for group in data["cities"].values() for item in group]
    assert len(cities) == 332
    assert [c for c in cities if c[1] not in known[c[0] + "00"]] == []
    for prefix, names in data["guangdong"].items():
        listed = " ".join(name for code, name in known.items() if code.startswith(prefix))
        assert [name for name in names if name.split()[0] not in listed] == []
    for prefix, names in data["county_cities"].items():
        listed = " ".join(name for code, name in known.items() if code.startswith(prefix))
        assert [name for name in names if name not in listed] == []


def test_no_place_elsewhere_bears_a_name_of_guangzhou():
    full = {name for names in load_places().full.values() for name in names}
    assert full.isdisjoint(load_table().names)
    assert not any(code[:4] in load_places().prefixes for code in load_table().codes)


def broken(**changes):
    text = (files("gzaudit") / "data" / "districts.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    data["alias"][0] |= changes
    return data


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "X"},
        {"kind": "village"},
        {"to": ["440199"]},
        {"to": []},
        {"to": ["440104", "440103"]},
        {"names": ["天河区"]},
        {"codes": ["440106"]},
        {"adress": "A"},
    ],
)
def test_a_broken_data_file_is_refused(changes):
    with pytest.raises(InvariantError):
        build_table(broken(**changes))
