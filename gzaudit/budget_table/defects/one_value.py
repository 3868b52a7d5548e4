"""Rules that look at one indicator's values alone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from gzaudit.budget_table.defects.model import Defect, at
from gzaudit.budget_table.values import targets
from gzaudit.budget_table.words import any_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.budget_table.model import Indicator, Line

_PER_CENT: Final = ("%", "％")
_MARKS: Final = r"[\s。，、；;：:（）()“”\"《》/]"
# A lone letter after a stop, stops in a row, or one left over at the end.
_STRAY: Final = re.compile(
    r"(?<=[。；;，、])[A-Za-z](?=[。；;，、]|$)|[。；;，、]{2,}|(?<=[^。；;])[；;，、]$"
)
# As like as this, a value without a number says what its name says.
_ALIKE: Final = 75
_REPEATED_FROM: Final = 8  # characters that must come twice: fewer come twice by chance
_TAIL: Final = 6  # characters behind a number that are compared with the name


def values_of(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Both values with their labels; one where both are the same."""
    if indicator.annual == indicator.period:
        return (("指标值", indicator.annual),)
    return (("实施周期指标值", indicator.period), ("年度指标值", indicator.annual))


def one_value(line: Line, indicator: Indicator) -> Iterator[Defect]:
    """All that can be seen in one indicator."""
    for remark in indicator.remarks:
        yield at("label_damaged", line, indicator, remark)
    for label, value in values_of(indicator):
        for rule, found in _value(indicator, value):
            yield at(rule, line, indicator, f"{label}：{found}")
    yield from _period(line, indicator)


def _value(indicator: Indicator, value: str) -> Iterator[tuple[str, str]]:
    if found := _two_units().search(value):
        yield "mixed_unit", f"“{found[0]}”"
    if half := _twice(value):
        yield "value_repeated", f"“{half[:20]}…”印了两遍"
    seen: set[object] = set()
    for each in targets(value, indicator.name):
        subject = re.sub(_MARKS, "", re.sub(r"[（(][^）)]*[）)]", "", each.label)) or indicator.name
        bare = re.sub(r"[（(][^）)]*[）)]\s*$", "", subject)
        if each.unit in _PER_CENT and bare.endswith(words().amounts):
            yield "unit_does_not_fit", f"“{bare}”用了“{each.unit}”"
        if each.unit and each.unit not in _PER_CENT and bare.endswith(words().rates):
            yield "unit_does_not_fit", f"“{bare}”用了“{each.unit}”"
        key = (each.label, each.sign, each.number, each.upper, each.unit)
        if each.label and key in seen and not half:
            yield "repeated_target", f"“{each.label}”写了两次"
        seen.add(key)
        if each.sign == "≈":
            yield "approximate", f"“{each.word}{each.number}{each.unit}”"
    yield from _wording(indicator, value)
    if found := _STRAY.search(value):
        yield "stray_characters", f"“…{value[max(found.start() - 6, 0) : found.end()]}”"
    elif extra := _extra(indicator.name, value):
        yield "stray_characters", f"“{extra}”里的“{extra[0]}”名称里没有"


@cache
def _two_units() -> re.Pattern[str]:
    known = words().units
    one = [each for each in known if each not in _PER_CENT]
    return re.compile(rf"\d+\s*(?!(?:{any_of(known)})(?!{any_of(one)}))(?:{any_of(one)})(?:{any_of(one)})")


def _twice(value: str) -> str:
    """The half of a value that is the same text twice; "" where it is not."""
    plain = re.sub(r"[\s。；;]", "", value)
    half = len(plain) // 2
    return plain[:half] if half >= _REPEATED_FROM and plain[:half] == plain[half:] else ""


def _wording(indicator: Indicator, value: str) -> Iterator[tuple[str, str]]:
    if targets(value, indicator.name) or any(each in value for each in words().testable):
        return
    if _says_name(indicator.name, value):
        yield "no_value", f"“{value[:40]}”"
    elif vague := next((each for each in words().vague if each in value), ""):
        yield "vague", f"“{value[:40]}”（{vague}）"


def _says_name(name: str, value: str) -> bool:
    name, value = (re.sub(_MARKS, "", each) for each in (name, value))
    if not value or re.search(r"\d", value):
        return not value
    return value.endswith(words().names) or "是否" in value or fuzz.ratio(name, value) >= _ALIKE


def _extra(name: str, value: str) -> str:
    """What stands behind the number, if it is what the name says but for its first character; "" if not."""
    match = re.search(rf"\d\s*(?:{any_of(words().units)})([^\d；;。，]{{{_TAIL},}})$", value)
    tail = match[1] if match else ""
    return tail if tail and tail not in name and tail[1:] in name else ""


def _period(line: Line, indicator: Indicator) -> Iterator[Defect]:
    """Both values beside each other, target by target where they name the same thing."""
    if indicator.annual == indicator.period:
        return
    annual = {each.label: each for each in targets(indicator.annual, indicator.name)}
    for each in targets(indicator.period, indicator.name):
        other = annual.get(each.label)
        if other is None:
            continue
        told = [f"“{one.label}{one.word}{one.number}{one.unit}”" for one in (each, other)]
        said = f"周期 {told[0]}，年度 {told[1]}"
        if (each.unit, each.sign) != (other.unit, other.sign):
            yield at("period_annual_differ", line, indicator, said)
        elif each.sign in "=≥>" and each.number < other.number:
            yield at("period_below_annual", line, indicator, said)
