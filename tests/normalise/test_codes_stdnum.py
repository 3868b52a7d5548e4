"""A million codes against python-stdnum, with every difference of domain §1.3 stated as a rule."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd
from stdnum.cn import ric, uscc

from gzaudit.normalise.codes import judge_codes
from gzaudit.normalise.text import column

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
NUMBER = 1_000_000
WIDE = {ord(c): ord(c) + 0xFEE0 for c in ALPHABET + ALPHABET.lower()}
# How many codes of a million are written in which way; "right" is what is left.
SHARES = {
    "one character": 150_000, "neighbours": 150_000, "random": 100_000, "illegal letter": 70_000, "short": 40_000,
    "long": 30_000, "full width": 40_000, "lower": 40_000, "spaced": 30_000, "cut": 10_000, "zero width": 10_000,
    "apostrophe": 10_000, "person": 10_000, "one repeated": 10_000,
}  # fmt: skip


def right_codes(dice: np.random.Generator) -> list[str]:
    """Codes with the right check character: firms, offices, villages, of Guangzhou and elsewhere."""
    heads = ["91440101"] * 6 + [
        "91440106",
        "91440116",
        "91440183",
        "91440300",
        "12440100",
        "52440100",
        "N2440106",
    ]
    values = np.array([[ALPHABET.index(c) for c in head] for head in heads])[
        dice.integers(0, len(heads), NUMBER)
    ]
    values = np.hstack([values, dice.integers(0, 31, (NUMBER, 9))])
    check = -(values @ [pow(3, at, 31) for at in range(17)]) % 31
    letters = np.frombuffer(ALPHABET.encode(), dtype="S1")[np.column_stack([values, check])]
    return np.ascontiguousarray(letters).view("S18").ravel().astype(str).tolist()


def spoil(rng: random.Random, how: str, right: str) -> str:
    """A code as somebody may have written it."""
    at = rng.randrange(17)
    return WAYS[how](rng, at, right) if how in WAYS else right


def born(rng: random.Random, at: int, _right: str) -> str:
    """A made-up 身份证号 with its own check right."""
    number = f"440106{1940 + at}{1 + at % 12:02d}{1 + at:02d}{rng.randrange(1000):03d}"
    return number + ric.calc_check_digit(number + "0")


WAYS: dict[str, Callable[[random.Random, int, str], str]] = {
    "one character": lambda rng, at, right: right[:at] + rng.choice(ALPHABET) + right[at + 1 :],
    "neighbours": lambda _, at, right: right[:at] + right[at + 1] + right[at] + right[at + 2 :],
    "random": lambda rng, _at, _right: "".join(rng.choices(ALPHABET, k=18)),
    "illegal letter": lambda rng, at, right: right[:at] + rng.choice("IOZSV") + right[at + 1 :],
    "short": lambda _, at, right: right[: at + 1],
    "long": lambda _, at, right: right + right[: at + 1],
    "full width": lambda _rng, _at, right: right.translate(WIDE),
    "lower": lambda _rng, _at, right: right.lower(),
    "spaced": lambda _rng, _at, right: f" {right[:6]} {right[6:]}-",
    "cut": lambda _rng, _at, right: right[:15] + "000",
    "zero width": lambda _, at, right: right[:at] + "\u200b" + right[at:],
    "apostrophe": lambda _rng, _at, right: "'" + right,
    "person": born,
    "one repeated": lambda rng, _at, _right: rng.choice(ALPHABET) * 18,
}


def person(text: str) -> bool:
    """A birthday in the middle and the check of a 身份证号; stdnum also asks whether the birthplace existed then."""
    born = text[6:8] in ("19", "20") and "01" <= text[10:12] <= "12" and "01" <= text[12:14] <= "31"
    return born and ric.calc_check_digit(text) == text[17]


def ours(text: str) -> bool:
    """Whether C1 takes the text for a valid code: stdnum's word, but for five rules."""
    if text[0] == "'" or "\u200b" in text:
        # 1. A leading apostrophe and zero-width characters are cleaned here; stdnum refuses them.
        return ours(text.removeprefix("'").replace("\u200b", ""))
    if "Ａ" <= max(text) <= "ｚ":
        # 2. stdnum makes full-width digits narrow, and leaves the letters.
        return ours("".join(chr(ord(c) - 0xFEE0) if c > "\uff00" else c for c in text))
    if text[0] == " ":
        text = uscc.compact(text)
    if len(text) == 18:
        if text == text[0] * 18:
            # 3. One character repeated is no code, though 18 zeros satisfy the sum.
            return False
        if not text[:8].isdigit():
            # 4. Letters among the first eight are legal (authorities A, N, Y): the set and the sum decide.
            text = text.upper()
            return not set(text) - set(ALPHABET) and uscc.calc_check_digit(text[:17]) == text[17]
        if text[:17].isdigit() and person(text):
            # 5. A 身份证号 is no code, even where the sum is right.
            return False
    return uscc.is_valid(text)


def test_a_million_codes():
    rng = random.Random(20251231)
    ways = [how for how, number in SHARES.items() for _ in range(number)]
    hows = ways + ["right"] * (NUMBER - len(ways))
    codes = [
        spoil(rng, how, right) for how, right in zip(hows, right_codes(np.random.default_rng(7)), strict=True)
    ]

    states = judge_codes(column(codes), pd.Series(np.zeros(NUMBER, dtype=bool)))["state"].tolist()

    differing = [
        (how, text, state)
        for how, text, state in zip(hows, codes, states, strict=True)
        if ours(text) is not (state == "valid")
    ]
    assert differing == []
    by_how: dict[str, Counter[str]] = {}
    for how, state in zip(hows, states, strict=True):
        by_how.setdefault(how, Counter())[state] += 1
    for how in ("right", "full width", "lower", "spaced", "zero width", "apostrophe"):
        assert by_how[how] == {"valid": sum(by_how[how].values())}
    assert by_how["illegal letter"] == {"malformed": 70_000}
    assert by_how["long"] == {"malformed": 30_000}
    assert set(by_how["short"]) == {"malformed", "missing"}
    assert by_how["one repeated"] == {"missing": 10_000}
    assert by_how["person"] == {"malformed": 10_000}
    # About one code in 31 survives the cut, a random change of one character, or pure chance.
    assert set(by_how["cut"]) == {"valid", "precision_lost"}
    for how in ("cut", "random", "one character"):
        assert 0.027 < by_how[how]["valid"] / sum(by_how[how].values()) < 0.038


def test_what_stdnum_accepts_and_c1_does_not_and_the_other_way_round():
    mine = judge_codes(column(["0" * 18, "N2440106MA59XYZ123"]), pd.Series([False, False]))["state"].tolist()
    assert uscc.is_valid("0" * 18)
    assert mine == ["missing", "malformed"]  # Z is in no code
    head = "N2440106MA59XYW12"
    legal = head + uscc.calc_check_digit(head)
    assert not uscc.is_valid(legal)
    assert judge_codes(column([legal]), pd.Series([False]))["state"].tolist() == ["valid"]
