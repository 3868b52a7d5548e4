"""From the truth to lines: for each list the rows that its owner would write, dirt included."""

from __future__ import annotations

import datetime as dt
from typing import Any

from . import codes, names, places
from .facts import RENAMED, Firm, World
from .model import Line, Value

# Stories that would turn on an open question if one of these rows lacked its code.
ALWAYS_CODED = {
    "bad_here",
    "branch_only",
    "out_of_year",
    "revoked_code",
    "revoked_former",
    "revoked_name",
    "shared_name",
    "shared_name_second",
    "twice_two_names",
}


def anchor(world: World, firm: Firm) -> str:
    """The list that surely has the code of a renamed firm: no two names may both be without one."""
    return "registry" if firm.registry and "registry" not in world.missing else "hnte"


def name_cell(world: World, name: str) -> Value:
    return Value(names.spell_name(world.rng, name) if world.dirt(0.15) else name, names.name_key(name))


def code_cell(world: World, code: str | None, state: str = "valid") -> Value:
    """A code cell in the state asked for (`code` is the firm's own, right or wrong check character)."""
    rng = world.rng
    if state == "missing" or code is None:
        return Value(rng.choice(codes.MISSING), ("missing", None))
    if state == "malformed":
        return Value(codes.malform(rng, code), ("malformed", None))
    if state == "precision_lost":
        raw = float(code[:15] + "000") if rng.random() < 0.6 else code[:15] + "000"
        return Value(raw, ("precision_lost", None))
    return Value(codes.spell(rng, code) if world.dirt(0.25) else code, (state, code))


def firm_code(world: World, firm: Firm, kind: str) -> Value:
    """The code as this list has it."""
    if firm.story == "bad_everywhere":
        return code_cell(world, firm.code, "bad_check")
    if kind == "hnte" and firm.story == "bad_here":
        return code_cell(world, codes.break_check(world.rng, firm.code), "bad_check")
    state = "valid"
    if kind == "hnte" and firm.story == "codeless":
        state = world.rng.choice(["missing", "missing", "malformed"])
    elif firm.story in ALWAYS_CODED or (firm.story in RENAMED and kind == anchor(world, firm)):
        state = "valid"
    elif firm.story == "digits" and world.chance(0.4):
        state = "precision_lost"
    elif kind != "registry" and world.dirt(0.05):
        state = world.rng.choice(["missing", "malformed"])
    return code_cell(world, firm.code, state)


def date_cell(world: World, year: int) -> Value:
    """A day of the year in one of the forms that lists use."""
    day = dt.date(year, world.rng.randrange(1, 13), world.rng.randrange(1, 29))
    y, m, d = day.year, day.month, day.day
    forms: list[Any] = [day, day, f"{day:%Y-%m-%d}", f"{y}/{m}/{d}", f"{y}年{m}月{d}日", f"{day:%Y%m%d}"]
    return Value(world.rng.choice(forms), year)


def year_cell(world: World, year: int) -> Value:
    return Value(world.rng.choice([year, str(year), f"{year}年", f"{year}年度"]), year)


def _hnte_line(world: World, firm: Firm, name: str, district: str) -> Line:
    rng = world.rng
    year = 2024 if firm.story == "out_of_year" else 2025
    printed = 2024 if year == 2025 and world.dirt(0.03) else year
    cells = {
        "企业名称": name_cell(world, name),
        "统一社会信用代码": firm_code(world, firm, "hnte"),
        "证书编号": Value(f"GR{printed}440{rng.randrange(10**6):06d}", printed),
        "认定年度": year_cell(world, year),
        "发证日期": date_cell(world, year),
        "批次": Value(rng.choice(["第一批", "第二批"])),
        "曾用名": Value(""),
    }
    if firm.story == "renamed_column" and name == firm.name:
        cells["曾用名"] = name_cell(world, firm.former)
    cells["所在区"], cells["地址"] = _hnte_place(world, firm, district)
    renamed = firm.story in RENAMED and anchor(world, firm) == "hnte"
    return Line(cells, pinned=renamed or firm.story in ALWAYS_CODED)


def _hnte_place(world: World, firm: Firm, district: str) -> tuple[Value, Value]:
    rng = world.rng
    if firm.place == "out_own":
        return places.outside(rng, places.OUT_TEXT), places.outside(rng, places.OUT_ADDRESS)
    text = places.in_text(rng, district) if firm.place in ("own", "two_own") else places.nowhere_text(rng)
    if firm.place == "out_address":
        return text, places.outside(rng, places.OUT_ADDRESS)
    if firm.place == "address" or (firm.place == "own" and rng.random() < 0.6):
        return text, places.in_address(rng, firm.district)
    return text, places.nowhere_address(rng)


def hnte(world: World) -> list[Line]:
    """The 高企 list, all batches together."""
    lines = []
    for firm in world.firms:
        if not firm.hnte:
            continue
        old = firm.former if firm.story.startswith("renamed") and world.chance(0.6) else firm.name
        lines.append(_hnte_line(world, firm, old, firm.district))
        if not firm.story.startswith("twice"):
            continue
        name, district = firm.name, firm.district
        if firm.story == "twice_two_names":
            name = firm.name.replace("有限", "发展有限")
        elif firm.story == "twice_renamed":
            name = firm.former
        if firm.place == "two_own":
            district = world.rng.choice([c for c in places.DISTRICTS if c != firm.district])
        lines.append(_hnte_line(world, firm, name, district))
    return lines


def _other_name(world: World, firm: Firm) -> str:
    """The name another list uses: the former one now and then, where the story is a rename."""
    return firm.former if firm.story.startswith("renamed") and world.chance(0.3) else firm.name


def _statistics_line(world: World, firm: Firm, name: str, code: Value, where: tuple[Value, Value]) -> Line:
    """A row of 市统计局; `where` is (所在区, 行政区划代码)."""
    former = firm.former if firm.story == "renamed_column" and name == firm.name else ""
    rng = world.rng
    return Line(
        {
            "单位详细名称": name_cell(world, name),
            "统一社会信用代码": code,
            "行政区划代码": where[1],
            "所在区": where[0],
            "行业代码": Value(rng.choice(["6513", 7320, "7519", 3562])),
            "专业类别": Value(rng.choice("BCESXF")),
            "单位类型": Value(rng.choice(["法人单位", "法人", ""]), True),
            "曾用名": name_cell(world, former) if former else Value(""),
        }
    )


def above_scale(world: World) -> list[Line]:
    """The 四上 list, with branches, twins and repeats."""
    rng, lines = world.rng, []
    for firm in world.firms:
        if firm.above:
            where = firm.place in ("above", "own", "address", "two_own") or not firm.hnte
            text = places.in_text(rng, firm.district) if where else places.nowhere_text(rng)
            number = places.in_code(rng, firm.district) if where else places.nowhere_code(rng)
            if firm.place == "out_above":
                text, number = places.outside(rng, places.OUT_TEXT), places.outside(rng, places.OUT_CODE)
            if firm.conflict or firm.place == "two_above":
                elsewhere = rng.choice([c for c in places.DISTRICTS if c != firm.district])
                text, number = places.in_text(rng, elsewhere), places.in_code(rng, elsewhere)
            name = _other_name(world, firm)
            lines.append(_statistics_line(world, firm, name, firm_code(world, firm, "above"), (text, number)))
            if firm.place == "two_above":
                text, number = places.in_text(rng, firm.district), places.in_code(rng, firm.district)
                lines.append(_statistics_line(world, firm, name, code_cell(world, firm.code), (text, number)))
            elif firm.place != "out_above" and world.dirt(0.05):
                lines.append(
                    _statistics_line(world, firm, name, firm_code(world, firm, "above"), (text, number))
                )
        blank = Value(""), Value("")
        if firm.story == "branch_only":
            line = _statistics_line(world, firm, firm.name, code_cell(world, firm.code), blank)
            line.cells["单位类型"] = Value("产业活动单位", False)
            line.pinned = True
            lines.append(line)
        if firm.story == "bracket_twin":
            twin = names.other_bracket(firm.name)
            lines.append(_statistics_line(world, firm, twin, code_cell(world, None), blank))
        if firm.story == "shared_name" and world.chance(0.5):
            lines.append(_statistics_line(world, firm, firm.name, code_cell(world, None), blank))
    return lines


def tech_services(world: World) -> list[Line]:
    """The 规上科服 list: every firm's own district, code before text."""
    rng, lines = world.rng, []
    for firm in world.firms:
        if not firm.tech:
            continue
        text, number = places.in_text(rng, firm.district), places.in_code(rng, firm.district)
        twice = world.dirt(0.05)
        if not twice and world.dirt(0.1):
            number = places.nowhere_code(rng)
        elif not twice and world.dirt(0.1):
            text = places.in_text(rng, rng.choice(list(places.DISTRICTS)))
        if not twice and world.tech_unresolved and rng.random() < 0.2:
            text, number = places.nowhere_text(rng), places.nowhere_code(rng)
        for _ in range(2 if twice else 1):
            code = firm_code(world, firm, "tech")
            lines.append(_statistics_line(world, firm, _other_name(world, firm), code, (text, number)))
            if code.means[1] and world.dirt(0.03):
                branch = _statistics_line(world, firm, firm.name, code_cell(world, firm.code), (text, number))
                branch.cells["单位类型"] = Value("产业活动单位", False)
                branch.pinned = True
                lines.append(branch)
    return lines


def registry(world: World) -> list[Line]:
    """The bureau's own register: one row per firm."""
    rng, lines = world.rng, []
    for firm in world.firms:
        if not firm.registry:
            continue
        named = firm.place in ("registry", "own", "two_own", "address") or not firm.hnte
        text = places.in_text(rng, firm.district) if named else places.nowhere_text(rng)
        if firm.place == "out_registry":
            text = places.outside(rng, places.OUT_TEXT)
        elif firm.conflict:
            text = places.in_text(rng, rng.choice([c for c in places.DISTRICTS if c != firm.district]))
        former = firm.former if firm.story == "renamed_column" else ""
        cells = {
            "企业名称": name_cell(world, firm.name),
            "统一社会信用代码": firm_code(world, firm, "registry"),
            "曾用名": name_cell(world, former) if former else Value(""),
            "所在区": text,
        }
        lines.append(Line(cells))
    return lines


def revoked(world: World) -> list[Line]:
    """Cancelled titles, by code, by name, or by a former name."""
    lines = []
    for firm in world.firms:
        by = firm.story.removeprefix("revoked_") if firm.story.startswith("revoked_") else ""
        if not by:
            continue
        name = firm.former if by == "former" else firm.name
        code = code_cell(world, firm.code, "valid" if by == "code" else "missing")
        cells = {"企业名称": name_cell(world, name), "统一社会信用代码": code}
        lines.append(Line(cells | {"证书编号": Value(f"GR2025440{world.rng.randrange(10**6):06d}", 2025)}))
    return lines


def renames(world: World) -> list[Line]:
    """Old and new names; the code is there only in some rows."""
    lines = []
    for firm in world.firms:
        if firm.story in ("renamed_list", "renamed_list_no_code", "twice_renamed", "revoked_former"):
            told = firm.story != "renamed_list_no_code" and world.chance(0.7)
            told = told or firm.story == "renamed_list"
            cells = {
                "原名称": name_cell(world, firm.former),
                "现名称": name_cell(world, firm.name),
                "统一社会信用代码": code_cell(world, firm.code if told else None),
            }
            lines.append(Line(cells))
    return lines
