"""Names and codes are found wherever they stand, and nothing that merely holds an allowed one is let through."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from privacy.years import code

from gzaudit.normalise.single import name_key
from gzaudit.packet.search import Codes, Found, Names, plain, shaped_codes, uncovered

SIGNS = st.sampled_from("甲乙丙丁a1()")
TEXTS = st.text(SIGNS, max_size=40)
NAMES = st.sets(st.text(SIGNS, min_size=1, max_size=9), max_size=12)


def everywhere(text: str, name: str) -> set[tuple[int, int, str]]:
    return {
        (at, at + len(name), name) for at in range(len(text) - len(name) + 1) if text.startswith(name, at)
    }


@settings(max_examples=300)
@given(NAMES, TEXTS)
def test_every_place_of_every_name(names, text):
    """As looking for each name at each place does; short names only where they are the whole text."""
    right = set().union(*(everywhere(text, each) for each in names if len(each) >= 4))
    right |= {(0, len(text), each) for each in names if len(each) < 4 and each == text}
    found = list(Names(names).find(text))
    assert {tuple(each) for each in found} == right
    assert len(found) == len(right)


@settings(max_examples=300)
@given(NAMES, NAMES, TEXTS)
def test_what_is_uncovered(names, allowed, text):
    """A forbidden name counts unless one allowed name covers it; nothing is counted in an allowed text."""
    found = list(Names(names | allowed).find(text))
    left = uncovered(found, allowed)
    for each in found:
        inside = [
            other
            for other in found
            if other.what in allowed and other.start <= each.start <= each.end <= other.end
        ]
        assert (each.what in left) >= (each.what not in allowed and not inside)
    assert not set(left) & allowed
    assert not uncovered(
        Names(names | allowed | {text}).find(text), allowed | {text} if len(text) >= 4 else {text} | names
    )


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("广州甲科技有限公司", []),
        ("与广州甲科技有限公司天河分公司同址", ["广州甲科技有限公司天河分公司"]),
        ("甲科技有限", []),
        ("科技有限公司广州乙", []),
        ("新甲科技有限公司", ["甲科技有限公司"]),
        ("广州甲科技有限公司、甲科技有限公司", ["甲科技有限公司"]),
    ],
)
def test_longer_and_shorter_names(text, leaks):
    """甲科技有限公司 is part of an allowed name; …天河分公司 begins like it and is another firm."""
    own = {"广州甲科技有限公司"}
    others = {"甲科技有限公司", "广州甲科技有限公司天河分公司"}
    assert uncovered(Names(own | others).find(text), own) == leaks


@settings(max_examples=200)
@given(st.text(st.sampled_from("甲乙 　Ａa（(【]］.。-\u200b\ufe0f1１"), max_size=14))
def test_a_text_reads_as_names_are_compared(text):
    """Any spelling of a name is found in the text that it stands in (C2); a final stop is not part of it."""
    key = name_key(text)
    assert key in plain(f"见{text}，")
    assert plain(key) == key


def test_codes_in_any_writing():
    known = Codes([code(1), "L12345678", "91440101MAA5FMWT2C1"])
    for text, found in [
        (code(1), [code(1)]),
        (f"代码：{code(1).lower()}。", [code(1)]),
        (" ".join(code(1)), [code(1)]),
        (f"{code(1)[:8]}-{code(1)[8:]}", [code(1)]),
        (f"X{code(1)}9", [code(1)]),
        ("机构代码 L1234567-8", ["L12345678"]),
        ("XL123456789", []),
        ("91440101maa5fmwt2c1", ["91440101MAA5FMWT2C1"]),
        (code(2), []),
    ]:
        assert [each.what for each in known.find(text)] == found, text
    assert list(known.find(code(1))) == [Found(0, 18, code(1))]


def test_what_looks_like_a_code():
    assert shaped_codes(f"甲{code(1)}乙 {code(2).lower()}") == {code(1), code(2)}
    assert shaped_codes("９１４４０１０１ＭＡ００００００１Ｘ") == {"91440101MA0000001X"}
    assert shaped_codes("spreadsheetdrawing ZL2023100000001 " + "a" * 64 + " " + code(1) + "9") == set()
