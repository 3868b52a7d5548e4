"""Identifiers with right check characters that no real body can hold.

The inner organisation code is taken from PDY00001…PDY99999, the range that GB 11714 leaves to users' own
definitions and never assigns. Patent serials start with 9 (no year has come that far).
"""

from __future__ import annotations

# GB 32100-2015: I, O, Z, S, V are left out.
USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_PATENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def organisation_check(body: str) -> str:
    """Check character of an 8-character organisation code (GB 11714; letters count A = 10 … Z = 35)."""
    total = sum(int(c, 36) * w for c, w in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def uscc_check(first17: str) -> str:
    """Check character of a 统一社会信用代码 (GB 32100-2015)."""
    total = sum(USCC_CHARACTERS.index(c) * w for c, w in zip(first17, _USCC_WEIGHTS, strict=True))
    return USCC_CHARACTERS[-total % 31]


def uscc(authority: str, body: str) -> str:
    """A whole code from its first eight characters and the body of the organisation code."""
    first17 = authority + body + organisation_check(body)
    return first17 + uscc_check(first17)


def firm_code(division: str, number: int) -> str:
    """An enterprise's code, registered in `division` (six digits), from the range nobody is given."""
    return uscc("91" + division, f"PDY{number:05d}")


def digits_only_code(division: str, start: int) -> str:
    """The first code at or after the body `start` that is all digits, as Excel needs to spoil one.

    Its last three digits, once replaced by 000, must no longer check.
    """
    for body in range(start, start + 1000):
        code = uscc("91" + division, f"{body:08d}")
        if code.isdigit() and uscc_check(code[:15] + "00") != "0":
            return code
    message = f"no all-digit code from {start} on"
    raise ValueError(message)


def wrong_check(code: str) -> str:
    """The same code with the next check character, hence a wrong one."""
    return code[:17] + USCC_CHARACTERS[(USCC_CHARACTERS.index(code[17]) + 1) % 31]


def patent_number(year: int, kind: int, serial: int) -> str:
    """A patent number; `kind` is 1 invention, 2 utility model, 3 design; the serial is 9 and six digits."""
    digits = f"{year}{kind}9{serial:06d}"
    total = sum(int(d) * w for d, w in zip(digits, _PATENT_WEIGHTS, strict=True))
    return f"ZL{digits}.{'0123456789X'[total % 11]}"


def resident_number() -> str:
    """A string in the shape of an 身份证号 that no person can have (born 1900-01-01, serial 000)."""
    first17 = "440100" + "19000101" + "000"
    total = sum(int(d) * w for d, w in zip(first17, _RESIDENT_WEIGHTS, strict=True))
    return first17 + "10X98765432"[total % 11]
