"""Lists of institutions as rows, and what is made of them."""

from __future__ import annotations

from collections import Counter

from builders import DEFAULT_FIELD, Table, code, lists

from gzaudit.match.institutions import read_institutions
from gzaudit.normalise.districts import DISTRICTS

# Rows are of districts, as in the other lists by district.
DEFAULT_FIELD.setdefault("institutions", "district")
FLAGS = ("subsidy_4",)
SHEET = list(lists(Table("institutions", [])).listings)
NAMES = [each.name for each in DISTRICTS]


def row(district="天河区", name="甲中心", **more):
    return {"district": district, "institution": name} | more


def others(*without):
    """A lead institution in every district but these."""
    return [
        row(name, f"{name[:2]}中心", code=code(at, "440100"), lead="牵头")
        for at, name in enumerate(NAMES, 500)
        if name not in without
    ]


def read(*rows, flags=FLAGS):
    return read_institutions(list(lists(Table("institutions", list(rows))).listings), flags)


def tianhe(*rows):
    """What is made of these rows of 天河区, all other districts being in order."""
    return read(*others("天河区"), *rows)


def codes(made):
    return Counter(batch.code for batch in made.batches for _ in range(len(batch.frame)))
