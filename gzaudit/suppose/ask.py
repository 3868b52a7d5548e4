"""What is to be supposed, as people typed it: `天河区.hnte=900`, `A2=b`, a budget."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.errors import SettingsError
from gzaudit.normalise.single import dense_text
from gzaudit.suppose.words import VERDICTS, YES_NO, Thing, listed, things

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gzaudit.policy.model import Policy
    from gzaudit.policy.model_base import Ruleset

_DEFAULT: Final = "a"
_LONGEST: Final = 15  # digits; sums of 元 stay far below what a spreadsheet holds exactly
_FORM: Final = "区.项=值，如 天河区.hnte=900"

Value = int | str | bool | None


class Setting(NamedTuple):
    """One thing supposed of one district; `value` as `result.Given` has it."""

    district: str
    thing: Thing
    value: Value


def settings_of(texts: Iterable[str], policy: Policy) -> tuple[Setting, ...]:
    """`--set`, each.

    Raises:
        SettingsError: a form, a district, a thing or a value that is none; one thing set twice.
    """
    found: dict[tuple[str, Thing], Setting] = {}
    for text in texts:
        where = f"--set {text}"
        setting = _setting(text, where, policy)
        if (setting.district, setting.thing) in found:
            raise SettingsError(
                "同一项写了两次。", where=where, found=setting.thing.name, expected="每个区的每一项只写一次"
            )
        found[setting.district, setting.thing] = setting
    return tuple(found.values())


def _setting(text: str, where: str, policy: Policy) -> Setting:
    left, equals, right = unicodedata.normalize("NFKC", text).partition("=")
    district, dot, word = left.partition(".")
    if not equals or not dot or not district.strip() or not word.strip():
        raise SettingsError("试算的写法不对。", where=where, found=text, expected=_FORM)
    code = _district(dense_text(district), where, policy)
    thing = things(policy).get(dense_text(word))
    if thing is None:
        raise SettingsError("没有这一项。", where=where, found=word.strip(), expected=listed(policy))
    return Setting(code, thing, _value(dense_text(right), where, thing))


def _district(word: str, where: str, policy: Policy) -> str:
    for code, name in policy.districts.items():
        if word in (code, name, name.removesuffix("区")):
            return code
    raise SettingsError(
        "没有这个区。", where=where, found=word, expected="、".join(policy.districts.values())
    )


def _value(word: str, where: str, thing: Thing) -> Value:
    if not thing.values:
        return whole(word, where)
    if word not in thing.values:
        raise SettingsError(
            f"“{thing.name}”没有这个值。", where=where, found=word, expected="、".join(thing.values)
        )
    return YES_NO[word] if thing.kind == "flag" else VERDICTS[thing.kind][word]


def whole(word: str, where: str) -> int:
    """A number as it was typed; thousands may be set apart.

    Raises:
        SettingsError: it is no whole number from 0.
    """
    plain = dense_text(word)
    plain = plain.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", plain) else plain
    if not re.fullmatch(f"[0-9]{{1,{_LONGEST}}}", plain):
        raise SettingsError("数写得不对。", where=where, found=word, expected="0 或正整数")
    return int(plain)


def letters_of(texts: Iterable[str], policy: Ruleset) -> dict[str, str]:
    """`--reading`, each: letter by id of the question.

    Raises:
        SettingsError: a form, a question or a reading that is none, one that the tool does not compute, or
            one question twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        where = f"--reading {text}"
        key, equals, letter = (
            dense_text(part) for part in unicodedata.normalize("NFKC", text).partition("=")
        )
        key, letter = key.upper(), letter.lower()
        if not equals:
            raise SettingsError("口径的写法不对。", where=where, found=text, expected="编号=读法，如 A2=b")
        if key not in policy.readings:
            raise SettingsError(
                "没有这个口径问题。", where=where, found=key, expected="、".join(policy.readings)
            )
        if key in found:
            raise SettingsError("同一个口径写了两次。", where=where, found=key, expected="每个口径只写一次")
        choices = {each.id: each for each in policy.readings[key].choices}
        if letter not in choices:
            told = "；".join(f"{each.id}．{each.meaning}" for each in choices.values())
            raise SettingsError("没有这种读法。", where=where, found=letter, expected=told)
        if choices[letter].unsupported:
            raise SettingsError(
                "这种读法不能测算。",
                where=where,
                found=f"{letter}．{choices[letter].meaning}",
                expected=choices[letter].unsupported,
            )
        found[key] = letter
    return found


def combined(now: Mapping[str, str], letters: Mapping[str, str]) -> dict[str, str]:
    """The readings of a run with others in their place; those at their default are left out."""
    return {key: letter for key, letter in {**now, **letters}.items() if letter != _DEFAULT}
