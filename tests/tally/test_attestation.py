"""The attestation reads back as written, and no cell of it can be another without being noticed."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.read.kinds import kinds
from gzaudit.read.sheet import Sheet
from gzaudit.render.tables.words import REASONS
from gzaudit.tally.attestation import COLUMNS, is_attestation, lines_of, read_attestation
from gzaudit.tally.digest import FORM, table_digest
from gzaudit.tally.model import Attestation, AttestedFile, AttestedFindings, AttestedSheet

DIGEST = "ab" * 32
WORDS = st.text("甲乙丙abcXYZ 0189.-（）", min_size=1, max_size=12).map(str.strip).filter(bool)
NUMBERS = st.integers(0, 10**6)
KINDS = st.sampled_from(sorted(kinds()))
ATTESTATIONS = st.builds(
    Attestation,
    st.just("1.2.3"),
    st.integers(2000, 2099),
    WORDS,
    st.just(DIGEST),
    st.just(DIGEST),
    st.lists(st.builds(AttestedFile, KINDS, WORDS, NUMBERS, st.just(DIGEST)), max_size=4).map(tuple),
    st.lists(
        st.builds(
            AttestedSheet,
            st.one_of(KINDS, st.just("")), WORDS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(list(REASONS.values())),
        ),
        max_size=4,
    ).map(tuple),
    st.lists(
        st.builds(AttestedFindings, st.sampled_from(("error", "warning", "info")), st.just("duplicate"), WORDS, NUMBERS),
        max_size=3,
    ).map(tuple),
    st.just(DIGEST),
)  # fmt: skip


def sheet(lines, *below) -> Sheet:
    """As a workbook holds it: title, notes and headings above, signatures below."""
    rows = [["2025 年汇总证明"], ["说明"], list(COLUMNS), *map(list, lines), *map(list, below)]
    return Sheet("随便什么名字", visible=True, rows=rows, first_row=1, first_column=1)


@given(ATTESTATIONS)
def test_what_is_written_is_read(attestation):
    written = sheet(lines_of(attestation), ("制表人", "某某"), ("日期", "2026 年"))
    assert is_attestation(written)
    assert read_attestation(written) == attestation


ONE = Attestation(
    "1", 2025, "gz-2025", DIGEST, DIGEST, (AttestedFile("hnte", "公示.xlsx", 9, DIGEST),),
    (AttestedSheet("hnte", "公示.xlsx", 1, 3, 2, 1, "重复 1"), AttestedSheet("", "公示.xlsx", 2, 0, 0, 0, "")),
    (AttestedFindings("info", "duplicate", "重复", 1),), DIGEST,
)  # fmt: skip


def test_no_cell_can_be_another_and_no_line_gone():
    lines = [list(line) for line in lines_of(ONE)]
    assert read_attestation(sheet(lines)) == ONE
    for at, line in enumerate(lines):
        shorter = sheet([*lines[:at], *lines[at + 1 :]])
        assert not is_attestation(shorter) if at == 0 else isinstance(read_attestation(shorter), str)
        for column in range(len(line)):
            other = [list(each) for each in lines]
            other[at][column] = "别的"
            found = sheet(other)
            # A last line that says more than its digest is the same attestation.
            told = at == len(lines) - 1 and column not in (0, len(line) - 1)
            if is_attestation(found):
                assert (read_attestation(found) == ONE) == told, (at, column)


@pytest.mark.parametrize(
    "rows", [[], [["格式"]], [["格式", "另一种/1"]], [["区", "规上高企数"], ["天河区", 1]]]
)
def test_other_sheets_are_none(rows):
    assert not is_attestation(Sheet("汇总证明", visible=True, rows=rows, first_row=1, first_column=1))


def test_a_resealed_sheet_with_words_of_no_meaning_is_not_taken():
    broken = ONE.__class__(*[getattr(ONE, name) for name in ONE.__slots__])
    lines = [list(line) for line in lines_of(broken)]
    lines[2][1] = "不是年份"
    body = "".join("\t".join(map(str, line)) + "\n" for line in lines[:-1])
    lines[-1][-1] = hashlib.sha256(body.encode()).hexdigest()
    assert read_attestation(sheet(lines)) == "汇总证明里有认不出的内容"


def test_the_digest_is_of_numbers_in_a_fixed_order():
    cells = [("440104", "hnte", 2), ("440103", "hnte", 1), ("440103", "above_scale_hnte", None)]
    text = f"{FORM}\n2025\n440103 above_scale_hnte \n440103 hnte 1\n440104 hnte 2\n"
    assert (
        table_digest(2025, cells)
        == table_digest(2025, cells[::-1])
        == hashlib.sha256(text.encode()).hexdigest()
    )
    assert table_digest(2024, cells) != table_digest(2025, cells)
