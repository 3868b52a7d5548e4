"""Co-owners (C8): who is on the line, and whose code is whose."""

from __future__ import annotations

import pytest
from builders import Table, code, entries, wrong
from hypothesis import given
from hypothesis import strategies as st

A, B, C = code(1), code(2), code(3)


def owners(names: str, codes: str = "", **more: object) -> list[tuple[str, str, str]]:
    """Name, code and state on each line."""
    frame = entries(Table("patent_grants", [{"owner": names, "code": codes} | more])).frame
    assert frame["part"].tolist() == list(range(len(frame)))
    assert frame["owners"].tolist() == [len(frame)] * len(frame)
    return list(frame[["name", "code", "state"]].itertuples(index=False, name=None))


def unpaired(names: str, codes: str) -> int:
    batches = entries(Table("patent_grants", [{"owner": names, "code": codes}])).batches
    return sum(len(batch.frame) for batch in batches if batch.code == "codes_unpaired")


@pytest.mark.parametrize("mark", [";", "；", "、", "\n", "\r\n", " ； ", "；\n", "；；", "\n\n"])
def test_every_separator(mark):
    assert owners(f"甲{mark}乙", f"{A};{B}") == [("甲", A, "valid"), ("乙", B, "valid")]


@pytest.mark.parametrize("mark", [";", "；", "、", "\n", "\r\n", " ; ", "；\n", "; \r\n"])
def test_every_separator_of_codes(mark):
    assert owners("甲；乙；丙", mark.join((A, B, C))) == [
        ("甲", A, "valid"),
        ("乙", B, "valid"),
        ("丙", C, "valid"),
    ]


@pytest.mark.parametrize("mark", [",", "，", "/", " ", "和", "&"])
def test_what_separates_nothing(mark):
    assert [name for name, _, _ in owners(f"甲{mark}乙")] == [f"甲{mark}乙"]


def test_one_owner_keeps_the_cell():
    assert owners("甲", A) == [("甲", A, "valid")]
    assert owners("甲；", A) == [("甲", A, "valid")]
    assert owners("甲；", f"{A}；") == [("甲", A, "valid")]


@pytest.mark.parametrize(
    ("names", "codes"),
    [("甲；乙；", f"{A}；{B}；"), ("；甲；乙", f"；{A}；{B}"), ("甲；；乙", f"{A}；；{B}"), ("甲；乙", f"{A}；{B}；"), ("甲；乙；\u200b", f"{A}；{B}；\u200b"), ("甲；乙；。", f"{A}；{B}")],
)  # fmt: skip
def test_separators_too_many_and_empty_parts(names, codes):
    assert owners(names, codes) == [("甲", A, "valid"), ("乙", B, "valid")]
    assert unpaired(names, codes) == 0


def test_a_code_left_out_keeps_its_place():
    assert owners("甲；乙；丙", f"{A}；；{C}") == [
        ("甲", A, "valid"),
        ("乙", "", "missing"),
        ("丙", C, "valid"),
    ]
    assert owners("甲；乙", f"{A}；") == [("甲", A, "valid"), ("乙", "", "missing")]
    assert owners("甲；乙", f"；{B}") == [("甲", "", "missing"), ("乙", B, "valid")]
    assert owners("甲；乙", f"{A}；/") == [("甲", A, "valid"), ("乙", "/", "missing")]


@pytest.mark.parametrize("codes", [A, f"{A}；{B}；{C}", f"{A}{B}", f"{A} {B}"])
def test_too_few_and_too_many_codes_are_not_guessed_at(codes):
    assert owners("甲；乙", codes) == [("甲", "", "missing"), ("乙", "", "missing")]
    assert unpaired("甲；乙", codes) == 1


def test_no_code_at_all_is_nothing_to_report():
    assert owners("甲；乙") == [("甲", "", "missing"), ("乙", "", "missing")]
    assert unpaired("甲；乙", "") == unpaired("甲；乙", "；") == 0


def test_each_code_is_judged_on_its_own():
    assert owners("甲；乙；丙", f"{A.lower()}；{wrong(2)}；44010600012345") == [
        ("甲", A, "valid"),
        ("乙", wrong(2), "bad_check"),
        ("丙", "44010600012345", "malformed"),
    ]


def test_a_number_cell_is_the_code_of_one_owner_only():
    assert owners("甲", "9.14403001922038e+17", number=True)[0][2] == "precision_lost"
    assert owners("甲；乙", "9.14403001922038e+17", number=True) == [
        ("甲", "", "missing"),
        ("乙", "", "missing"),
    ]


def test_several_codes_of_one_owner_identify_nobody():
    assert owners("甲", f"{A}；{B}") == [("甲", f"{A};{B}", "malformed")]


def test_rows_keep_their_order_and_their_other_cells():
    found = entries(
        Table(
            "patent_grants",
            [
                {"owner": "甲", "district": "天河区"},
                {"owner": "乙；丙", "district": "荔湾区"},
                {"owner": "丁"},
            ],
        )
    )
    frame = found.frame.assign(district=found.fields.loc[found.frame["line"], "district"].to_numpy())
    assert frame[["row", "name", "part", "district"]].to_numpy().tolist() == [
        [2, "甲", 0, "天河区"],
        [3, "乙", 0, "荔湾区"],
        [3, "丙", 1, "荔湾区"],
        [4, "丁", 0, ""],
    ]


def test_other_lists_do_not_split_names():
    frame = entries(Table("hnte", [{"name": "甲；乙", "code": A}])).frame
    assert frame[["name", "code", "part"]].to_numpy().tolist() == [["甲；乙", A, 0]]


@given(st.lists(st.sampled_from(["甲", "乙", "丙"]), min_size=1, max_size=5), st.data())
def test_as_many_codes_as_owners_always_pair_in_order(names, data):
    mark = data.draw(st.sampled_from([";", "；", "、", "\n"]))
    codes = [code(data.draw(st.integers(0, 50))) for _ in names]
    assert [(name, found) for name, found, _ in owners(mark.join(names), mark.join(codes))] == list(
        zip(names, codes, strict=True)
    )
