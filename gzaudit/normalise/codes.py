"""统一社会信用代码 (C1): cleaned, judged, never repaired. Vectorised; GB 32100-2015 (mod 31)."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from gzaudit.normalise.single import APOSTROPHES, HYPHENS
from gzaudit.normalise.text import dense

CHARSET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH: Final = 18
IDENTIFYING: Final = ("valid", "bad_check")
_WEIGHTS: Final = np.array([pow(3, i, 31) for i in range(17)], dtype=np.int64)
_ILLEGAL: Final = 99
# A code cell may hold more than 15 digits only as text: a spreadsheet number keeps 15 and loses the rest.
SAFE_DIGITS: Final = 15

# Marks a text that stood in a number cell; no cell holds this character (C1 drops it).
_NUMBER: Final = "\x00number"
_PLACEHOLDERS: Final = ("", "无", "/", "N/A")
_ID_NUMBER = r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]"
_SCIENTIFIC = r"\d(?:\.\d+)?E\+?\d{1,2}"
_ID_WEIGHTS: Final = np.array([pow(2, 17 - i, 11) for i in range(18)], dtype=np.int64)


def _table() -> npt.NDArray[np.int64]:
    table = np.full(128, _ILLEGAL, dtype=np.int64)
    for value, character in enumerate(CHARSET):
        table[ord(character)] = value
    return table


_VALUES: Final = _table()


def _characters(codes: npt.NDArray[np.object_]) -> npt.NDArray[np.uint32]:
    """Code points, one line a code; all codes are 18 characters long."""
    return codes.astype(f"U{LENGTH}").view(np.uint32).reshape(-1, LENGTH)


def check_characters(codes: pd.Series) -> pd.DataFrame:
    """Judge codes of 18 characters.

    Args:
        codes: strings of exactly 18 characters.

    Returns:
        `legal` (all characters in the set) and `right` (legal, and the 18th is the check character).
    """
    points = _characters(codes.to_numpy(dtype=object))
    values = _VALUES[np.minimum(points, 127)]
    values[points > 127] = _ILLEGAL
    legal = (values != _ILLEGAL).all(axis=1)
    expected = (31 - (values[:, :17] @ _WEIGHTS) % 31) % 31
    return pd.DataFrame({"legal": legal, "right": legal & (values[:, 17] == expected)}, index=codes.index)


def check_character(code: str) -> str:
    """The check character that belongs to the first 17 characters of a code, which must be legal."""
    total = sum(CHARSET.index(character) * pow(3, at, 31) for at, character in enumerate(code[:17]))
    return CHARSET[-total % 31]


def _id_number_checks(codes: pd.Series) -> npt.NDArray[np.bool_]:
    """Whether 18-character 身份证号 shapes pass ISO 7064 MOD 11-2."""
    points = _characters(codes.to_numpy(dtype=object)).astype(np.int64)
    digits = np.where(points == ord("X"), 10, points - ord("0"))
    checks: npt.NDArray[np.bool_] = (digits @ _ID_WEIGHTS) % 11 == 1
    return checks


def mask_id_number(code: str) -> str:
    """What people are shown of a 身份证号: the first two and the last character."""
    return f"{code[:2]}{'*' * (len(code) - 3)}{code[-1:]}"


def clean_codes(raw: pd.Series) -> pd.Series:
    """The only cleaning (C1): NFKC, invisible characters, leading apostrophes, hyphens, upper case."""
    # Nearly all codes of a real list are clean already: one look at each is enough for them.
    dirty = ~raw.str.fullmatch(rf"[{CHARSET}]{{{LENGTH}}}").to_numpy(dtype=bool)
    if not dirty.any():
        return raw
    cleaned = raw.copy()
    cleaned[dirty] = _clean(raw[dirty])
    return cleaned


def _clean(raw: pd.Series) -> pd.Series:
    text = dense(raw).str.replace(APOSTROPHES, "", regex=True)
    return text.str.replace(HYPHENS, "", regex=True).str.upper()


def _one_character(code: pd.Series) -> npt.NDArray[np.bool_]:
    """Whether a text is one character repeated: 000000000000000000 stands for nothing."""
    repeated = np.zeros(len(code), dtype=bool)
    like = np.flatnonzero(code.str[:1] == code.str[-1:])
    repeated[like] = code.iloc[like].str.fullmatch(r"(.)\1*").to_numpy(dtype=bool)
    return repeated


def judge_codes(raw: pd.Series, numeric: pd.Series) -> pd.DataFrame:
    """Clean and judge a column of codes (C1).

    Args:
        raw: cell texts, "" where blank.
        numeric: True where the cell was stored as a number.

    Returns:
        `code` (cleaned; masked where it is an identity card number), `state` (valid, bad_check, malformed,
        precision_lost, missing), `id_number` and `cleaned` (True where cleaning changed an identifying code).
    """
    # A firm stands in several lists, and often in several rows of one: each code is judged once.
    marked = raw.mask(numeric.astype(bool), raw + _NUMBER)
    places, uniques = pd.factorize(marked)
    unique = pd.Series(uniques, dtype=object)
    judged = _judge(unique.str.removesuffix(_NUMBER), unique.str.endswith(_NUMBER).to_numpy(dtype=bool))
    return judged.take(places).set_axis(raw.index)


def _judge(raw: pd.Series, number: npt.NDArray[np.bool_]) -> pd.DataFrame:
    code = clean_codes(raw)
    length = code.str.len().to_numpy(dtype=np.int64)
    state = np.full(len(code), "malformed", dtype=object)
    missing = code.isin(_PLACEHOLDERS).to_numpy() | _one_character(code)

    full = code[length == LENGTH]
    checks = check_characters(full)
    at = np.flatnonzero(length == LENGTH)
    legal, right = checks["legal"].to_numpy(), checks["right"].to_numpy()
    state[at[legal]] = "bad_check"
    state[at[right]] = "valid"
    cut = legal & ~right & full.str.endswith("000").to_numpy(dtype=bool)
    state[at[cut]] = "precision_lost"
    other = np.flatnonzero(length != LENGTH)
    state[other[code.iloc[other].str.fullmatch(_SCIENTIFIC).to_numpy(dtype=bool)]] = "precision_lost"

    # A 身份证号 is no code, even where its last digit happens to suit (1 in 31): its own check decides then.
    shaped = full.str.fullmatch(_ID_NUMBER).to_numpy(dtype=bool)
    identity = np.zeros(len(code), dtype=bool)
    if shaped.any():
        identity[at[shaped]] = ~right[shaped] | _id_number_checks(full[shaped])
    state[identity] = "malformed"

    state[number & (length > SAFE_DIGITS)] = "precision_lost"
    identity &= ~(state == "precision_lost")
    state[missing] = "missing"
    identifying = np.isin(state, IDENTIFYING)
    shown = raw.where(code == raw, code)  # nearly all are clean as they come: no second object for each
    shown[identity] = code[identity].map(mask_id_number)
    return pd.DataFrame(
        {
            "code": shown,
            "state": state,
            "id_number": identity,
            "cleaned": identifying & (code != raw).to_numpy(),
        },
        index=raw.index,
    )
