"""Lines of the patent list: several patents a firm, co-owners, other types, other years."""

from __future__ import annotations

from . import names, places
from .emit import code_cell, date_cell, firm_code
from .facts import Firm, World
from .model import Line, Value

SEPARATORS = [";", "；", "、", "\n"]
NOT_CO_OWNERS = {"bad_here", "shared_name", "shared_name_second"}


def _owner_text(world: World, name: str) -> str:
    """A spelling without a line break, which would part the owners."""
    raw = names.spell_name(world.rng, name) if world.dirt(0.15) else name
    return name if "\n" in raw else raw


def _code(world: World, firm: Firm) -> Value:
    cell = firm_code(world, firm, "patent")
    return Value(firm.code, cell.means) if isinstance(cell.raw, str) and "\n" in cell.raw else cell


def _partners(world: World) -> list[tuple[str, str | None, str]]:
    """One or two co-owners: (name, code, state)."""
    rng = world.rng
    pool = [f for f in world.firms if f.story not in NOT_CO_OWNERS]
    found: list[tuple[str, str | None, str]] = []
    for _ in range(rng.choice([1, 1, 2])):
        kind = rng.random()
        if kind < 0.5:
            other = rng.choice(pool)
            found.append(
                (other.name, other.code, "bad_check" if other.story == "bad_everywhere" else "valid")
            )
        else:
            found.append((rng.choice(names.SCHOOLS if kind < 0.8 else names.PEOPLE), None, "missing"))
    return found


def _owners(world: World, firm: Firm, shared: bool) -> tuple[Value, Value]:
    """The cells 专利权人 and 统一社会信用代码."""
    rng = world.rng
    if not shared:
        code = _code(world, firm)
        return Value(_owner_text(world, firm.name), (names.name_key(firm.name),)), Value(
            code.raw, (code.means,)
        )
    state = "bad_check" if firm.story == "bad_everywhere" else "valid"
    owners = [(firm.name, firm.code, state)]
    owners += list(dict.fromkeys(p for p in _partners(world) if p[0] != firm.name))
    rng.shuffle(owners)
    sign = rng.choice(SEPARATORS)
    raw = sign.join(_owner_text(world, name) for name, _, _ in owners)
    name_cell = Value(raw, tuple(names.name_key(name) for name, _, _ in owners))
    if len(owners) == 1:
        code = code_cell(world, None)
        return name_cell, Value(code.raw, (code.means,))
    if rng.random() < 0.4:
        return name_cell, Value("", ())
    parts = [("无" if code is None else rng.choice([code, code, code.lower()])) for _, code, _ in owners]
    return name_cell, Value(sign.join(parts), tuple((state, code) for _, code, state in owners))


def patents(world: World) -> list[Line]:
    rng, lines = world.rng, []
    for firm in world.firms:
        for number in range(firm.patents):
            sole = number == 0 and firm.place == "patent"
            shared = not sole and not world.one_patent_each and rng.random() < 0.25
            owners, code = _owners(world, firm, shared)
            kind = Value(rng.choice(["发明", "发明", "发明专利", ""]), None)
            granted = date_cell(world, 2025) if rng.random() < 0.9 else Value("", None)
            digit, text, counts = "1", places.nowhere_text(rng), True
            odd = 1.0 if sole else rng.random()
            if odd < 0.1:
                kind, digit, counts = Value(rng.choice(["实用新型", "外观设计"]), "other"), "2", False
            elif odd < 0.2:
                granted, counts = date_cell(world, rng.choice([2024, 2026])), False
            seat = firm.place in ("own", "patent", "two_own") or not firm.hnte
            if len(owners.means) > 1 or not counts:
                text = Value("")
            elif seat and (sole or rng.random() < 0.6):
                text = places.in_text(rng, firm.district)
            cells = {
                "专利权人": owners,
                "统一社会信用代码": code,
                "专利号": Value(f"ZL2023{digit}{rng.randrange(10**7):07d}.{rng.randrange(10)}"),
                "专利类型": kind,
                "授权公告日": granted,
                "所在区": text,
            }
            lines.append(Line(cells))
    return lines
