"""Facts about a district's institution under which an indicator pays nothing (domain §4.3, B5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.normalise.districts import district_name
from gzaudit.normalise.text import dense_text

if TYPE_CHECKING:
    from gzaudit.match.district_rows import Line, LineAccount
    from gzaudit.match.institutions import Institutions
    from gzaudit.policy.model import Policy

# 无 is an answer to 是否享受, not a blank.
_UNSAID: Final = ("", "/", "-", "—")
_ANSWERS: Final = {
    **dict.fromkeys(("是", "享受", "已享受", "有", "√", "✓", "✔", "y", "yes"), True),
    **dict.fromkeys(("否", "不享受", "未享受", "没有享受", "无", "没有", "×", "n", "no"), False),
}


def exclusion_flags(policy: Policy) -> tuple[str, ...]:
    """The flags that a policy asks for, each once: fields of the list of institutions."""
    return tuple(dict.fromkeys(each.exclusion.flag for each in policy.indicators if each.exclusion))


def read_flag(
    flag: str, lines: list[Line], unclear: set[tuple[str, str]], account: LineAccount
) -> bool | None:
    """What a district's lines say of a flag.

    Args:
        flag: the field.
        lines: of one district.
        unclear: gets (district, flag) where an answer is unreadable or two contradict each other.
        account: gets the findings on these.

    Returns:
        None where nothing is said, or nothing certain.
    """
    said: dict[bool, Line] = {}
    for line in lines:
        text = line.cells.get(flag, "").strip()
        word = dense_text(text).casefold()
        if word in _UNSAID:
            continue
        if word in _ANSWERS:
            said.setdefault(_ANSWERS[word], line)
        else:
            unclear.add((line.district, flag))
            account.batches.append(one("exclusion_unreadable", **line.place(), field=flag, found=text))
    if len(said) == 2:
        first, second = said.values()
        unclear.add((second.district, flag))
        found = "、".join(line.cells[flag].strip() for line in (first, second))
        place = second.place() | {"ref_src": first.src, "ref_row": first.row}
        account.batches.append(one("exclusion_conflict", **place, field=flag, found=found))
    if not said or (lines[0].district, flag) in unclear:
        return None
    return next(iter(said))


def unstated_flags(policy: Policy, institutions: Institutions) -> list[Batch]:
    """Exclusions of which nothing is said for a district, and which therefore exclude nothing.

    Answers that are there but unclear have a finding of their own already.

    Returns:
        `exclusion_unstated`: one finding for all districts where none says anything, else one per district.
    """
    batches = []
    headings = {each.exclusion.flag: each.exclusion.heading for each in policy.indicators if each.exclusion}
    for flag, heading in headings.items():
        silent = [
            code
            for code in policy.districts
            if institutions.flags.get(code, {}).get(flag) is None and (code, flag) not in institutions.unclear
        ]
        found = f"没有填写“{heading}”，按不享受计"
        if len(silent) == len(policy.districts):
            batches.append(one("exclusion_unstated", field=flag, subject="全部各区", found=found))
        elif silent:
            names = [district_name(code) for code in silent]
            table = pd.DataFrame({"field": flag, "subject": names, "district": silent, "found": found})
            batches.append(Batch("exclusion_unstated", table))
    return batches
