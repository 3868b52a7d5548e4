"""Codes (C1), word for word: what is cleaned, what each state means, what is masked."""

from __future__ import annotations

import pandas as pd
import pytest
from builders import code, wrong

from gzaudit.normalise.codes import check_character, clean_codes, judge_codes, mask_id_number
from gzaudit.normalise.text import column

GOOD = "9144011661842063XT"
IDENTITY = "110101199003070679"  # right by ISO 7064 MOD 11-2; a made-up person of the standard's own example district


def judge(*cells: str, number: bool = False) -> list[tuple[str, str]]:
    judged = judge_codes(column(cells), pd.Series([number] * len(cells), dtype=bool))
    return list(zip(judged["code"], judged["state"], strict=True))


def test_the_vectors_of_the_standard():
    right = ("91350100M000100Y43", "91110000600037341L", "91110108551385082Q", "914403001922038216", GOOD)
    assert judge(*right) == [(each, "valid") for each in right]
    assert judge("91440101MA59UGFL91", "91350100M000100Y4Z", "916201055811843000") == [
        ("91440101MA59UGFL91", "bad_check"),
        ("91350100M000100Y4Z", "malformed"),
        ("916201055811843000", "precision_lost"),
    ]
    # Wrong only by the organisation code's own check, which C1 does not ask for.
    assert judge("91440101MA59RW851D") == [("91440101MA59RW851D", "valid")]


def test_a_remainder_of_zero_means_the_character_0():
    ends = [each for each in (code(n) for n in range(200)) if each[17] == "0"]
    assert ends
    assert {state for _, state in judge(*ends)} == {"valid"}
    assert all(check_character(each) == "0" for each in ends)


@pytest.mark.parametrize(
    "written",
    [
        GOOD.lower(),
        "".join(chr(ord(c) + 0xFEE0) for c in GOOD),
        "".join(chr(ord(c) + 0xFEE0) for c in GOOD.lower()),
        f"  {GOOD}\t",
        f"{GOOD[:8]} {GOOD[8:17]} {GOOD[17]}",
        f"{GOOD}\u00a0",
        f"\u3000{GOOD}",
        f"{GOOD[:10]}\n{GOOD[10:]}",
        f"{GOOD[:10]}\r\n{GOOD[10:]}",
        *(GOOD[:5] + hidden + GOOD[5:] for hidden in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u2028\ufe0f"),
        *(GOOD[:3] + control + GOOD[3:] for control in "\x00\x07\x1f\x7f\x85\x9f"),
        f"'{GOOD}",
        f"’{GOOD}",
        f"‘{GOOD}",
        f"＇{GOOD}",
        f" '{GOOD}",
        *(f"{GOOD[:8]}{hyphen}{GOOD[8:17]}{hyphen}{GOOD[17]}" for hyphen in "-‐‑‒–—―−－﹣"),
    ],
)  # fmt: skip
def test_what_cleaning_takes_away(written):
    judged = judge_codes(column([written]), pd.Series([False]))
    assert judged.iloc[0].to_dict() == {"code": GOOD, "state": "valid", "id_number": False, "cleaned": True}


def test_a_code_that_was_clean_is_not_called_cleaned():
    assert judge_codes(column([GOOD]), pd.Series([False]))["cleaned"].tolist() == [False]


@pytest.mark.parametrize("extra", ["'", "·", ".", "_", ":", "*", "#", "代码", "\ue000", "\\"])
def test_nothing_else_is_cleaned(extra):
    # An apostrophe is dropped in front only.
    assert judge(GOOD[:9] + extra + GOOD[9:])[0][1] == "malformed"
    assert judge(GOOD + extra)[0][1] == "malformed"


@pytest.mark.parametrize(
    "blank",
    ["", " ", "\u3000", "无", " 无 ", "/", "／", "N/A", "n/a", "Ｎ／Ａ", "-", "--", "—", "\u200b", "'", "*", "***", "0", "0" * 18, "9" * 18, "A" * 18, "x" * 18, "？？", "…"],
)  # fmt: skip
def test_placeholders_and_one_character_repeated_are_missing(blank):
    assert judge(blank)[0][1] == "missing"


@pytest.mark.parametrize(
    "text", ["不详", "无代码", "//", "/ /", "待补", "none", "暂无", "0000000000000000001"]
)
def test_other_words_are_no_placeholder(text):
    state = judge(text)[0][1]
    assert state == ("missing" if text in ("//", "/ /") else "malformed")


@pytest.mark.parametrize("letter", list("IOZSV"))
def test_letters_that_codes_never_have_are_never_repaired(letter):
    for at in range(18):
        spoilt = GOOD[:at] + letter + GOOD[at + 1 :]
        assert judge(spoilt, spoilt.lower()) == [(spoilt, "malformed")] * 2


@pytest.mark.parametrize("length", [1, 8, 9, 10, 13, 14, 15, 16, 17, 19, 20, 36])
def test_wrong_lengths(length):
    text = (GOOD * 2)[:length]
    assert judge(text)[0][1] == ("malformed" if length > 1 else "missing")


def test_every_single_change_of_a_character_is_noticed():
    changed = [
        GOOD[:at] + c + GOOD[at + 1 :]
        for at in range(18)
        for c in "0123456789ABCDEFGHJKLMNPQRTUWXY"
        if c != GOOD[at]
    ]
    assert len(changed) == 18 * 30
    assert {state for _, state in judge(*changed)} == {"bad_check"}


def test_every_swap_of_neighbours_is_noticed():
    swapped = [
        GOOD[:at] + GOOD[at + 1] + GOOD[at] + GOOD[at + 2 :] for at in range(17) if GOOD[at] != GOOD[at + 1]
    ]
    assert len(swapped) == 14
    assert {state for _, state in judge(*swapped)} == {"bad_check"}


def test_codes_cut_by_a_spreadsheet_and_stored_as_text():
    cut = [code(n)[:15] + "000" for n in range(300)]
    states = [state for _, state in judge(*cut)]
    # One in 31 cut codes happens to be right and cannot be told from a true one.
    right = [check_character(each) == "0" for each in cut]
    assert 0 < sum(right) < 30
    assert states == ["valid" if each else "precision_lost" for each in right]
    # 000 with a letter that no code has: malformed comes first.
    assert judge("91440101MO0000I000")[0][1] == "malformed"


@pytest.mark.parametrize(
    "text",
    [
        "9.14401E+17",
        "9.14401e+17",
        "9.14401161842063e+17",
        "9E+17",
        "９．１４４０１Ｅ＋１７",
        "9.14E17",
        " 9.14401E+17 ",
    ],
)
def test_scientific_text_is_precision_lost(text):
    assert judge(text)[0][1] == "precision_lost"
    assert judge(text, number=True)[0][1] == "precision_lost"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("440106000123456", "malformed"),  # 15 digits are safe in a number: an old registration number
        ("4401060001234567", "precision_lost"),
        ("44010600012345678", "precision_lost"),
        ("914403001922038216", "precision_lost"),  # right digits, but a spreadsheet cannot have kept them
        ("914403001922038000", "precision_lost"),
        ("123456789", "malformed"),
        ("0", "missing"),
        ("", "missing"),
    ],
)
def test_cells_stored_as_numbers(text, state):
    assert judge(text, number=True)[0][1] == state


def test_the_same_digits_as_text_are_the_code():
    assert judge("914403001922038216") == [("914403001922038216", "valid")]


@pytest.mark.parametrize(
    "text",
    [
        IDENTITY,
        "110101199003070671",  # its own check wrong: still the shape, still nobody's business
        "11010119900307067X",
        "11010119900307067x",
        "１１０１０１１９９００３０７０６７９",
        "1101 0119 9003 070679",
        "'110101199003070679",
        "440106200002290019",
    ],
)
def test_identity_card_numbers_are_reported_and_masked(text):
    judged = judge_codes(column([text]), pd.Series([False])).iloc[0]
    plain = clean_codes(column([text])).iloc[0]
    assert (judged["state"], judged["id_number"], judged["cleaned"]) == ("malformed", True, False)
    assert judged["code"] == plain[:2] + "*" * 15 + plain[17]


@pytest.mark.parametrize(
    "text",
    [
        "110101199013070679",
        "110101199000070679",
        "110101199003320679",
        "110101189003070679",
        "010101199003070679",
    ],
)
def test_other_eighteen_digits_have_not_the_shape(text):
    # month 13, month 0, day 32, year 1890, region 0…
    assert judge_codes(column([text]), pd.Series([False]))["id_number"].tolist() == [False]


def test_a_right_code_of_digits_only_with_the_shape_is_a_code():
    # 11 (机构编制) 010119 900307 …: an organ's code may read like a birthday; its own check then decides.
    heads = [f"11010119900307{n:03d}" for n in range(1000)]
    both = [head + check_character(head) for head in heads]
    shaped = [each for each in both if each[17] in "0123456789X"]
    judged = judge_codes(column(shaped), pd.Series([False] * len(shaped)))
    weights = [pow(2, 17 - i, 11) for i in range(18)]
    identity = [
        sum((10 if c == "X" else int(c)) * w for c, w in zip(each, weights, strict=True)) % 11 == 1
        for each in shaped
    ]
    assert 0 < sum(identity) < len(shaped)
    assert judged["id_number"].tolist() == identity
    assert judged["state"].tolist() == ["malformed" if each else "valid" for each in identity]


def test_a_number_of_an_identity_card_in_a_number_cell_is_lost_and_not_shown():
    judged = judge_codes(column(["1.10101199003070e+17"]), pd.Series([True])).iloc[0]
    assert (judged["state"], judged["id_number"]) == ("precision_lost", False)


def test_masking_keeps_two_and_one():
    assert mask_id_number(IDENTITY) == "11***************9"


def test_a_wrong_check_character_identifies_all_the_same():
    assert judge(wrong(1)) == [(wrong(1), "bad_check")]


def test_an_empty_column():
    judged = judge_codes(column([]), pd.Series([], dtype=bool))
    assert judged.shape == (0, 4)
