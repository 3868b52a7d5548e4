"""The Chinese sentences that tell how a rule of a grant was applied; nothing is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import exact_decimal, percent_exact
from gzaudit.policy.model_grants import Share
from gzaudit.policy.sentences import yuan
from gzaudit.policy.wording import holds, sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from gzaudit.policy.model_grants import ByLevel, Cap, Claimed, Fixed, Grant, Level, Places, Whole
    from gzaudit.result_grants import Place

WHOLE: Final[Mapping[Whole, str]] = {"down": "元以下舍去", "half_up": "四舍五入到元", "up": "进位到元"}
_SHOWN: Final = 5
_PLACE: Final[Mapping[Place, str]] = {
    "free": "",
    "in": "有名额",
    "out": "名额已由选定的或排在前面的占满，不付 → 0 元",
    "open": "多于名额，名单没有写明选定哪些、怎样排序，不能确定付不付 → 待定",
}


def exact_yuan(value: Fraction | None) -> str:
    """An exact sum for reading, all decimals shown."""
    if value is None:
        return "有缺项，不能计算"
    whole, point, part = exact_decimal(value).partition(".")
    return f"{int(whole):,}{point}{part} 元"


def fixed_text(grant: Grant, award: Fixed) -> str:
    """Say what each gets a year."""
    return f"每家{grant.who}一年 → {yuan(award.amount)}"


def summed_text(
    grant: Grant, award: Share | Claimed, amounts: Sequence[Fraction | None], amount: Fraction
) -> str:
    """Say what was added up, which share of it is taken, and what whole 元 are made of it."""
    known = [each for each in amounts if each is not None]
    added = sum(known[1:], known[0]) if known else None
    told = " + ".join(exact_yuan(each) for each in known[:_SHOWN])
    if len(known) > _SHOWN:
        told += f" + …（共 {len(known)} 笔）"
    text = f"{grant.base} {told}" + (f" = {exact_yuan(added)}" if len(known) > 1 else "")
    if missing := len(amounts) - len(known):
        text = f"{text}；另有 {missing} 笔没有可用的金额" if known else f"{grant.base}没有可用的金额"
        return f"{text} → 有缺项，不能计算"
    if isinstance(award, Share):
        text += f" × {percent_exact(award.ratio)} = {exact_yuan(amount)}"
    return text if amount.denominator == 1 else f"{text}（{WHOLE[award.rounding]}）"


def level_text(level: Level, *, paid: bool) -> str:
    """Say what a level earns, or that only a higher one counts."""
    return f"当年新获{level.name} → " + (yuan(level.amount) if paid else "已有更高的一级，不另给")


def levels_text(award: ByLevel, won: int, amount: int | None) -> str:
    """Say how several levels of one year go together."""
    if amount is None:
        return "有一行没有写明级别 → 有缺项，不能计算"
    if won == 1:
        return f"当年获得一级 → {yuan(amount)}"
    how = "各级都给" if award.combine == "all" else "只给高的一级"
    return f"当年获得 {won} 级，{how} → {yuan(amount)}"


def cap_text(rule: Cap, amount: Fraction, paid: int | None, *, known: bool) -> str:
    """Say on which side of the cap a sum lies."""
    held = holds(amount, rule.word, rule.amount)
    at_least = "" if known else "已知的部分 "
    compared = (
        f"{at_least}{exact_yuan(amount)} {sign(rule.word, held=held)} {yuan(rule.amount)}（{rule.word}）"
    )
    if paid is None:
        return f"{compared} → 有缺项，不能计算"
    return f"{compared} → {'' if held else '封顶，'}{yuan(paid)}"


def place_text(rule: Places, who: str, place: Place) -> str:
    """Say how many places there are and whether the payee has one."""
    span = "每年" if rule.per == "year" else "整个期间"
    return f"{span}{rule.word or ''} {rule.at} 家{who}：{_PLACE[place]}"


def ceiling_text(who: str, places: int, each: int, years: int) -> str:
    """Say what the places come to at most."""
    times = f" × {years} 年" if years > 1 else ""
    return f"{places} 家{who} × {yuan(each)}{times} → 最多 {yuan(places * each * years)}"


def short_text(rule: Places, who: str, payees: int) -> str:
    """Say that fewer apply than the document counts on."""
    return f"名单上 {payees} 家{who}，比条文写的 {rule.at} 家少 {rule.at - payees} 家"
