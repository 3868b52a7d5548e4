"""The lists of districts: targets with last year's counts (drawn near the thresholds), and acceptance."""

from __future__ import annotations

from math import ceil

from .arithmetic import INDICATORS, MULTIPLIER, TIERS
from .facts import World
from .model import Formula, Line, Value
from .places import DISTRICTS, name_of

TARGET_COLUMNS = {
    "hnte": "高企认定年度目标数",
    "above_scale_hnte": "规上高企数",
    "above_scale_tech_services": "规上科服企业数",
    "patent_hnte": "专利高企数",
}
INVALID = [-3, "-5", 12.5, "12.5", "约100", "abc"]


def _district_cell(world: World, code: str) -> Value:
    name = name_of(code)
    return Value(world.rng.choice([name, name, name, name[:-1], "广州市" + name]), code)


def _near(world: World, which: str, count: int) -> int:
    """A number that puts the count just below, at or just above a threshold; often simply roomy."""
    rng = world.rng
    share = rng.choice([least for least, _ in TIERS[which]])
    exact = count / (share * MULTIPLIER[which])
    choices = [int(exact), ceil(exact), int(exact) + 1, int(exact) - 1, count, count + rng.randrange(1, 30)]
    return max(1, rng.choice(choices))


def _target(world: World, which: str, count: int | None) -> Value:
    rng = world.rng
    if count is not None and not world.sound_targets and world.dirt(0.04):
        return rng.choice(
            [
                Value(rng.choice([None, ""]), ("missing", None)),
                Value(rng.choice([0, "0"]), ("zero", 0)),
                Value(rng.choice(INVALID), ("invalid", None)),
            ]
        )
    number = _near(world, which, count or 0)
    return Value(rng.choice([number, number, number, str(number)]), ("ok", number))


def targets(world: World, counts: dict[str, dict[str, int | None]]) -> list[Line]:
    """Eleven rows and, where all their numbers are sound, perhaps a total (perhaps a wrong one)."""
    rng = world.rng
    lines = []
    for code in DISTRICTS:
        cells = {"区": _district_cell(world, code)}
        cells |= {which: _target(world, which, counts[code][which]) for which in INDICATORS}
        lines.append(Line(cells))
    if rng.random() < 0.3:
        rng.shuffle(lines)
    sound = all(line.cells[w].means[0] == "ok" for line in lines for w in INDICATORS)
    if sound and rng.random() < 0.6:
        wrong = 7 if rng.random() < 0.3 else 0
        sums = {w: sum(line.cells[w].means[1] for line in lines) for w in INDICATORS}
        cells = {"区": Value(rng.choice(["合计", "全市", "合 计"]))}
        summed = rng.random() < 0.5
        cells |= {w: Value(Formula(n) if summed else n) for w, n in sums.items()}
        if wrong:
            cells["hnte"] = Value(sums["hnte"] + wrong, "wrong")
        lines.append(Line(cells, role="total"))
    return lines


def acceptance(world: World) -> list[Line]:
    """基础验收 for most districts, 绩效考核 for some."""
    rng, lines = world.rng, []
    for code in DISTRICTS:
        if rng.random() < 0.85:
            matter = rng.choice(["基础验收", "基础验收", ""])
            lines.append(_verdict(world, code, matter, passed=rng.random() < 0.7))
        if rng.random() < 0.3:
            lines.append(_verdict(world, code, "绩效考核", passed=rng.random() < 0.6))
    rng.shuffle(lines)
    return lines or [_verdict(world, "440106", "基础验收", passed=True)]


def _verdict(world: World, code: str, matter: str, passed: bool) -> Line:
    return Line(
        {
            "区": _district_cell(world, code),
            "事项": Value(matter, matter or "基础验收"),
            "结论": Value("通过" if passed else "不通过", passed),
            "依据": Value("验收会纪要"),
            "经办人": Value("李某"),
            "日期": Value("2026-01-15"),
        }
    )
