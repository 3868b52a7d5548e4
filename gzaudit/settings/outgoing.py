"""What is set for the files that leave the bureau: what they may say, and until when they are answered."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast, get_args

from gzaudit.settings.model import DistrictFindings, Privacy
from gzaudit.settings.values import one_of, refuse, table, yes_or_no


def read_privacy(value: Any) -> Privacy:
    """`[privacy]`. Nothing in it lets a statistics list leave: such a list is no list that may be named.

    Raises:
        SettingsError: an unknown key, a list that no district is given, or a word that means nothing.
    """
    plain = Privacy()
    said = table(value, "[privacy]", {"district_lists", "patent_flags", "district_findings"})
    findings = said.get("district_findings", plain.district_findings)
    return Privacy(
        _lists(said["district_lists"], plain.district_lists)
        if "district_lists" in said
        else plain.district_lists,
        yes_or_no(said.get("patent_flags", plain.patent_flags), "[privacy] patent_flags"),
        cast("DistrictFindings", one_of(findings, "[privacy] district_findings", get_args(DistrictFindings))),
    )


def _lists(value: Any, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The lists named, in their own order, so that another order is the same setting."""
    strange = [each for each in value if each not in allowed] if isinstance(value, list) else [value]
    if strange or len(set(value)) < len(value):
        shown = "、".join(f'"{each}"' for each in allowed)
        raise refuse(
            "[privacy] district_lists",
            repr(strange[0] if strange else value),
            f"[] 或其中几项，各写一次：{shown}；统计名单不得外发，没有这样的设置",
        )
    return tuple(each for each in allowed if each in value)


def read_reply(value: Any, year: int) -> dt.date | None:
    """`[reply] until`: the last day for the districts' answers; None where none is set.

    Args:
        value: the table.
        year: the audited year. A day within or before it is one left over from an earlier year.

    Raises:
        SettingsError: an unknown key, no date, or one that is too early.
    """
    until = table(value, "[reply]", {"until"}).get("until")
    if until is None:
        return None
    # A date with a time of day is a date too, but no last day.
    if type(until) is not dt.date:
        raise refuse("[reply] until", repr(until), f"日期，不加引号，如 until = {year + 1}-01-15")
    if until.year <= year:
        raise refuse("[reply] until", until.isoformat(), f"{year} 年以后的日期（被核算年度结束后才有回执）")
    return until
