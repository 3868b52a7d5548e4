"""Events with their evidence, and who signed in: the flawed ones are spread among those that count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sample_data.generator import dirt
from sample_data.generator.facts import DISTRICTS

from . import words
from .facts import BAIYUN, LIWAN, NANSHA, PLANS, TIANHE

if TYPE_CHECKING:
    from sample_data.generator.dice import Dice
    from sample_data.generator.world import Firm

    from .crowd import Crowd

Row = dict[str, Any]
# How a district writes that a piece of evidence is there; blank, 无 and / say that it is not.
_THERE = {TIANHE: "{}_{}.pdf", BAIYUN: "有", LIWAN: "已上传", NANSHA: "{}_{}.zip"}
_ABSENT = {TIANHE: "", BAIYUN: "无", LIWAN: "", NANSHA: ""}
_EVIDENCE = ("活动通知", "活动签到表", "现场照片", "活动推文")
_FORM = "产品对接需求表"
_LACKS = {"photos": "现场照片", "post": "活动推文", "form": _FORM}
_TALK, _MATCHING = "政策宣讲", "产业对接"
_PERIODS = {"before": date(2024, 12, 18), "after": date(2026, 1, 8)}


def make(crowd: Crowd) -> tuple[list[Row], list[Row]]:
    """Events and sign-ins of a district."""
    plan = PLANS[crowd.district]
    office = _Office(crowd)
    for flaw in [*[""] * plan.talks, *plan.bad_talks]:
        office.hold(_TALK, plan.talk_firms, flaw)
    for flaw in [*[""] * plan.matchings, *plan.bad_matchings]:
        office.hold(_MATCHING, plan.matching_firms, flaw)
    if crowd.district == TIANHE:
        office.hold("其他活动", 12, "")
    return sorted(office.events, key=lambda row: str(row["活动编号"])), office.signins


class _Office:
    """Holds the events of a district one after the other."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd, self._dice = crowd, crowd.dice
        self._days = iter(crowd.dice.shuffled(range(330)))
        self._last = date(2025, 1, 13)
        self._places = crowd.dice.shuffled(words.PLACES)
        self._topics = {
            _TALK: iter(crowd.dice.shuffled(words.TALKS)),
            _MATCHING: iter(crowd.dice.shuffled(words.MATCHINGS)),
            "其他活动": iter(("样例技术经理人沙龙",)),
        }
        self._first: tuple[Row, list[Firm]] | None = None
        self.events: list[Row] = []
        self.signins: list[Row] = []

    def hold(self, kind: str, minimum: int, flaw: str) -> None:
        """Hold one event; the first of a kind has exactly as many firms as are asked for."""
        held = sum(event["活动类型"] == kind for event in self.events)
        extra = 0 if not held else self._dice.below(8)
        firms = self._crowd.some(minimum - 1 if flaw == "few" else minimum + extra)
        event = self._event(kind, _PERIODS.get(flaw) or self._day(), next(self._topics[kind]))
        if flaw == "again" and self._first:
            first, firms_then = self._first
            event |= {key: first[key] for key in ("活动日期", "活动地点")}
            event["活动主题"] = f"{first['活动主题']}（补录）"
            firms = [*firms_then[2:], *[firm for firm in firms if firm not in firms_then][:3]]
        if flaw in _LACKS:
            event[_LACKS[flaw]] = "/" if flaw == "post" else _ABSENT[self._crowd.district]
        self._first = self._first or (event, firms)
        self.events.append(event)
        self.signins += sign_in(self._dice, event["活动编号"], firms)

    def _day(self) -> date:
        """A day of its own; but in 南沙 the first two are on one day in two places, and both count."""
        if self._crowd.district == NANSHA and len(self.events) == 1:
            return self._last
        self._last = date(2025, 1, 13) + timedelta(days=next(self._days))
        return self._last

    def _event(self, kind: str, day: date, topic: str) -> Row:
        district = self._crowd.district
        number = f"GI{day:%y}{district[4:]}{len(self.events) + 1:03d}"
        name = DISTRICTS[district]
        event: Row = {
            "活动编号": number,
            "区": name,
            "活动类型": kind,
            "活动主题": f"{name[:2]}{topic}",
            "活动日期": f"{day:%Y-%m-%d} 14:30" if district == NANSHA else day,
            "活动地点": f"{name}{self._places[len(self.events) % len(self._places)]}",
            "主办单位": f"{name[:2]}样例科技服务促进中心（虚构）",
        }
        proofs = {proof: _THERE[district].format(proof, number) for proof in (*_EVIDENCE, _FORM)}
        return {**event, **proofs} if kind == _MATCHING else {**event, **proofs, _FORM: ""}


def sign_in(dice: Dice, number: str, firms: list[Firm]) -> list[Row]:
    """One line a firm and, for a few, a second person; some codes are badly written or left out there."""
    lines = [(firm, _written(dice, firm.code)) for firm in firms]
    lines += [(firm, dice.pick((firm.code, "", "无"))) for firm in dice.shuffled(firms)[: 2 + dice.below(3)]]
    return [
        {
            "活动编号": number,
            "企业名称": firm.name,
            "统一社会信用代码": code,
            "姓名": f"样例{dice.pick(words.SURNAMES)}",
            "手机": f"0000000{dice.below(10000):04d}",
        }
        for firm, code in dice.shuffled(lines)
    ]


def _written(dice: Dice, code: str) -> str:
    if dice.chance(0.02):
        spoil, _ = dice.pick(dirt.CODE_DIRT)
        return spoil(code)
    return code
