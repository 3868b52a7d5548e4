"""Facts about a district's institution under which an indicator pays nothing (domain §4.3, B5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import district_findings, only_sheet
from gzaudit.normalise.single import BLANKS, dense_text

if TYPE_CHECKING:
    from gzaudit.match.district_rows import Line, LineAccount
    from gzaudit.match.institutions import Institutions
    from gzaudit.policy.model import Policy
    from gzaudit.read.listing import Listing

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
        if word in _ANSWERS:  # 无 is one, and no blank here
            said.setdefault(_ANSWERS[word], line)
        elif word not in BLANKS:
            unclear.add((line.district, flag))
            account.batches.append(one("exclusion_unreadable", **line.place(), field=flag, found=text))
    if len(said) == 2:
        first, second = said.values()
        unclear.add((second.district, flag))
        found = "、".join(line.cells[flag].strip() for line in (first, second))
        place = second.place() | first.other_place()
        account.batches.append(one("exclusion_conflict", **place, field=flag, found=found))
    if not said or (lines[0].district, flag) in unclear:
        return None
    return next(iter(said))


def unstated_flags(policy: Policy, institutions: Institutions, listings: list[Listing]) -> list[Batch]:
    """Exclusions of which nothing is said for a district, and which therefore exclude nothing.

    Answers that are there but unclear have a finding of their own already.

    Args:
        policy: says which flags it asks for.
        institutions: what was read.
        listings: of kind `institutions`, where answers were looked for.

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
            sheet = only_sheet(listings)
            batches.append(one("exclusion_unstated", src=sheet, field=flag, subject="全部各区", found=found))
        elif silent:
            told, lines = dict.fromkeys(silent, found), institutions.lines
            batches.append(
                district_findings("exclusion_unstated", told, field=flag, lines=lines, listings=listings)
            )
    return batches
