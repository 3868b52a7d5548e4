"""Findings put together: columns, defaults, order, confidentiality, and the counts of result.json."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.findings import DEFAULTS, SEVERITIES, Batch, catalogue, gather, one

COLUMNS = ["severity", "code", *DEFAULTS]


def test_nothing_found():
    for batches in ([], [Batch("duplicate", pd.DataFrame({"src": []}))]):
        found = gather(batches, set())
        assert list(found.frame) == COLUMNS
        assert found.counts() == {"error": 0, "warning": 0, "info": 0, "by_code": {}}
        assert [found.at_or_above(severity) for severity in SEVERITIES] == [0, 0, 0]


def test_what_a_batch_does_not_say_has_its_default():
    found = gather(
        [one("duplicate", src=2, found="x"), Batch("revoked", pd.DataFrame({"other": [1, 2]}))], set()
    )
    assert list(found.frame) == COLUMNS
    first, second, third = found.frame.to_dict("records")
    assert first == second == {"severity": "warning", "code": "revoked"} | DEFAULTS
    assert third == {"severity": "info", "code": "duplicate"} | DEFAULTS | {"src": 2, "found": "x"}


def test_a_batch_may_be_graver_or_lighter_than_the_catalogue():
    found = gather([one("unresolved", severity="info"), one("unresolved")], set())
    assert found.frame["severity"].tolist() == ["error", "info"]
    assert found.counts()["by_code"] == {"unresolved": 2}


def test_an_unknown_code_is_a_fault_of_the_tool():
    with pytest.raises(KeyError):
        gather([one("no_such_code")], set())


def test_the_index_of_a_batch_does_not_matter():
    frame = pd.DataFrame({"src": [1, 1], "row": [9, 3]}, index=[7, 7])
    assert gather([Batch("duplicate", frame)], set()).frame["row"].tolist() == [3, 9]


def test_confidential_is_what_lies_in_or_refers_to_a_statistics_list():
    rows = pd.DataFrame(
        {
            "src": [0, 1, 0, -1, 0],
            "ref_src": [-1, -1, 1, -1, 0],
            "confidential": [False] * 4 + [True],
            "row": range(5),
        }
    )
    frame = gather([Batch("duplicate", rows)], {1}).frame.set_index("row")
    assert frame["confidential"].to_dict() == {0: False, 1: True, 2: True, 3: False, 4: True}
    assert not gather([one("duplicate", src=-1)], set()).frame["confidential"].any()


def test_the_default_place_is_no_statistics_list():
    # -1 stands for no place; it must not be mistaken for the last list.
    assert not gather([one("source_missing")], {0, 1, 2}).frame["confidential"].any()


def test_order_is_severity_code_place():
    batches = [
        one("duplicate", src=0, row=1),
        one("revoked", src=1, row=2),
        one("revoked", src=0, row=9),
        one("revoked", src=0, row=2, field="name"),
        one("revoked", src=0, row=2, field="code"),
        one("bad_check", src=5, row=5),
        one("cell_error", src=9, row=9),
        one("source_missing"),
    ]
    found = gather(batches, set()).frame
    assert found[["code", "src", "row", "field"]].to_numpy().tolist() == [
        ["cell_error", 9, 9, ""], ["source_missing", -1, 0, ""], ["bad_check", 5, 5, ""], ["revoked", 0, 2, "code"],
        ["revoked", 0, 2, "name"], ["revoked", 0, 9, ""], ["revoked", 1, 2, ""], ["duplicate", 0, 1, ""],
    ]  # fmt: skip
    assert found.index.tolist() == list(range(8))


ROWS = st.builds(
    lambda code, src, row, text: one(code, src=src, row=row, found=text),
    st.sampled_from(sorted(catalogue())),
    st.integers(-1, 3),
    st.integers(0, 3),
    st.sampled_from(["", "甲", "乙"]),
)


@given(st.lists(ROWS, max_size=30), st.randoms())
def test_the_order_of_batches_does_not_matter(batches, random):
    mixed = list(batches)
    random.shuffle(mixed)
    one_way, other = gather(batches, {1}), gather(mixed, {1})
    pd.testing.assert_frame_equal(one_way.frame, other.frame)
    counts = one_way.counts()
    assert sum(counts["by_code"].values()) == len(batches) == sum(counts[severity] for severity in SEVERITIES)
    assert list(counts["by_code"]) == sorted(counts["by_code"])
    assert all(type(number) is int for number in counts["by_code"].values())
    assert one_way.at_or_above("error") == counts["error"]
    assert one_way.at_or_above("warning") == counts["error"] + counts["warning"]
    assert one_way.at_or_above("info") == len(batches)
