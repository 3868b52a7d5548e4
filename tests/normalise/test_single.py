"""A single code or name is cleaned as a column of them is."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gzaudit.normalise.codes import clean_codes
from gzaudit.normalise.names import former_name_pairs, name_keys
from gzaudit.normalise.single import clean_code, former_keys, name_key

# What real cells carry, and what nobody would think of.
CELLS = (
    st.text(alphabet=st.sampled_from("广州甲乙公司（）()[]【】ＡａÀ。.'’-—无/;；、, \u200b\u3000\n0OnaIİßΣ"))
    | st.text()
)


def column(text):
    return pd.Series([text], dtype=object)


@given(CELLS)
@example("İ。.")
@example("[甲]（乙）。。")
def test_names(text):
    assert name_key(text) == name_keys(column(text))[0]


@given(CELLS)
@example("'91440101-MA5ABCDE1X ")
def test_codes(text):
    assert clean_code(text) == clean_codes(column(text))[0]


@given(CELLS)
@example("无")
@example("1、甲厂")
@example("甲厂；乙店")
def test_former_names(text):
    assert former_keys(text) == set(former_name_pairs(column(text))["key"])


@pytest.mark.parametrize(
    ("typed", "key"),
    [("广州甲（中国）公司。", "广州甲(中国)公司"), ("广州 ＡＢＣ公司", "广州abc公司"), ("", "")],
)
def test_a_name_as_typed(typed, key):
    assert name_key(typed) == key
