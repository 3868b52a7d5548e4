"""The rules of a grant in Chinese: what is paid, up to which cap, to how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import percent_exact
from gzaudit.policy.model_grants import ByLevel, Fixed, Share
from gzaudit.policy.show.told import Part, Told, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model_grants import Cap, Combine, Grant, Payee, Places, Span, Whole

PER: Final[Mapping[Payee, str]] = {"applicant": "每个申报单位", "institution": "每个机构（所属机构）"}
SPAN: Final[Mapping[Span, str]] = {"year": "每年", "period": "整个期间"}
COMBINE: Final[Mapping[Combine, str]] = {"all": "各级都给", "highest": "只给高的一级"}
WHOLE: Final[Mapping[Whole, str]] = {
    "down": "元以下舍去", "half_up": "四舍五入到元", "up": "进位到元",
}  # fmt: skip


def grant_part(grant: Grant) -> Part:
    """All rules of one grant, in the order in which they are applied."""
    rules = list(_award(grant))
    if grant.cap:
        rules.append(_cap(grant.cap))
    if grant.places:
        rules.append(_places(grant.places, grant.who))
    if grant.also:
        rules.append(Told("also", "再次写明", "", grant.also, {"内容": "同一项补助，数相同，说法不全一样"}))
    return Part("grant", grant.key, grant.name, tuple(rules))


def _award(grant: Grant) -> tuple[Told, ...]:
    award = grant.award
    if isinstance(award, Fixed):
        return (told("award", "补助", award, {f"每家{grant.who}一年": f"{award.amount:,} 元"}),)
    if isinstance(award, ByLevel):
        levels = (
            told(f"level {each.name}", each.name, each, {"当年新获，每家": f"{each.amount:,} 元"})
            for each in award.levels
        )
        return (told("award", "补助", award, {"同一年获得几级": COMBINE[award.combine]}), *levels)
    share = f"{grant.base} × {percent_exact(award.ratio)}" if isinstance(award, Share) else grant.base
    fields = {"补助额": f"一年各笔相加，{share}", "零数": WHOLE[award.rounding]}
    return (told("award", "补助", award, fields),)


def _cap(rule: Cap) -> Told:
    fields = {"对谁": PER[rule.per], "一年": f"{rule.word} {rule.amount:,} 元"}
    return told("cap", "上限", rule, fields, (rule.word,))


def _places(rule: Places, who: str) -> Told:
    word = rule.word or "恰为（没有界限词）"
    fields = {SPAN[rule.per]: f"{word} {rule.at} 家{who}", "多于此数": "按入选、排序；没有写的，待定"}
    return told("places", "名额", rule, fields, (rule.word,))
