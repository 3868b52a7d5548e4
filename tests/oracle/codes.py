"""统一社会信用代码: making, spelling and (for the self-test) reading them, after rule C1."""

from __future__ import annotations

import random
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [pow(3, i, 31) for i in range(17)]
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
MISSING = ["", None, "无", "/", "N/A", "n/a", "／", "000000000000000000", "******"]


def check_char(body: str) -> str:
    """The mod-31 check character of the first 17 characters."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check(body: str) -> str:
    """The mod-11 check character of the eight characters of an organisation code."""
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in body]
    rest = 11 - sum(v * w for v, w in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def new_code(rng: random.Random, region: str) -> str:
    """A fresh code with both check characters right."""
    body = "MA" + "".join(rng.choices(ALPHABET, k=6))
    head = "91" + region + body + organisation_check(body)
    return head + check_char(head)


def new_digit_code(rng: random.Random) -> str:
    """A fresh code of digits only, the sort that a spreadsheet takes for a number."""
    while True:
        body = "".join(rng.choices("0123456789", k=8))
        head = "91440101" + body + organisation_check(body)
        code = head + check_char(head) if head.isdigit() else "X"
        if code.isdigit() and not code.endswith("000") and check_char(code[:15] + "00") != "0":
            return code


def break_check(rng: random.Random, code: str) -> str:
    """The same code with another, wrong, legal check character."""
    return code[:17] + rng.choice([c for c in ALPHABET if c not in (code[17], "0")])


def spell(rng: random.Random, code: str) -> str:
    """A way of writing the code that C1 cleans."""
    at = rng.randrange(1, 17)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    return rng.choice(
        [
            code.lower(),
            wide,
            wide.lower(),
            " ".join((code[:6], code[6:12], code[12:])),
            f"{code}\u00a0",
            f"\u3000{code} ",
            code[:at] + rng.choice("\u200b\u200d\ufeff") + code[at:],
            "'" + code,
            f"{code[:8]}-{code[8:17]}-{code[17]}",
            f"{code[:8]}－{code[8:]}",
            f"{code[:10]}\n{code[10:]}",
            f"\t{code}",
        ]
    )


def malform(rng: random.Random, code: str) -> str:
    """The code spoilt beyond use: an illegal letter, or a wrong length."""
    at = rng.randrange(8, 17)
    return rng.choice(
        [
            code[:at] + rng.choice("IOZSV") + code[at + 1 :],
            code[:at].lower() + rng.choice("iozsv") + code[at + 1 :],
            code[:17],
            code + "1",
            "440101" + code[2:8] + "217",
        ]
    )


def read_code(raw: object) -> tuple[str, str | None]:
    """State and, if it identifies, the cleaned code of one cell, straight from the words of C1."""
    if isinstance(raw, int | float):
        if len(str(int(raw))) > 15:
            return "precision_lost", None
        raw = str(int(raw))
    text = unicodedata.normalize("NFKC", str(raw or ""))
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))
    text = text.removeprefix("'").replace("-", "").upper()
    if text in ("", "无", "/", "N/A") or len(set(text)) == 1:
        return "missing", None
    if len(text) != 18 or any(c not in ALPHABET for c in text):
        return "malformed", None
    if check_char(text[:17]) == text[17]:
        return "valid", text
    return ("precision_lost", None) if text.endswith("000") else ("bad_check", text)
