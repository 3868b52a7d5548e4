"""The rules of grants: each table becomes one value of the model, and what it cites is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from gzaudit.policy.model_grants import (
    Award,
    ByLevel,
    Cap,
    Claimed,
    Combine,
    Fixed,
    Grant,
    Level,
    Payee,
    Places,
    Share,
    Span,
    Whole,
)
from gzaudit.policy.readings import ID
from gzaudit.policy.table import Table, listed

if TYPE_CHECKING:
    from gzaudit.policy.register import Register

KINDS: Final = ("fixed", "share", "claimed", "by_level")
WHO: Final = ("机构", "企业")
NO_WORD: Final = "none"


def read_grants(tables: tuple[Table, ...], register: Register) -> tuple[Grant, ...]:
    """Read the grants in order; no two may have a key, a name or an alias in common."""
    grants: list[Grant] = []
    names: dict[str, str] = {}
    for table in tables:
        table.expect("key name aliases who award", "base cap places also")
        award = _award(table.table("award"), register)
        summed = isinstance(award, Share | Claimed)
        if summed != ("base" in table):
            wrong = "没有写" if summed else "写了"
            raise table.error("base", wrong, "名单里的金额是什么；只有按金额付的（share、claimed）才写")
        grant = Grant(
            key=table.text("key", ID),
            name=table.text("name"),
            aliases=table.texts("aliases"),
            who=table.choice("who", WHO),
            base=table.text("base") if summed else "",
            award=award,
            cap=_cap(table.table("cap"), register) if "cap" in table else None,
            places=_places(table.table("places"), register) if "places" in table else None,
            also=register.also(table, "also") if "also" in table else "",
        )
        _check_cap(table, grant)
        for name in (grant.key, grant.name, *grant.aliases):
            if name in names:
                raise table.error("aliases", f"“{name}”已用于 {names[name]}", "每个名称只属于一项")
            names[name] = grant.key
        grants.append(grant)
    return tuple(grants)


def _check_cap(table: Table, grant: Grant) -> None:
    """A claim without a cap would pay whatever is asked; a fixed sum has nothing to be capped."""
    if isinstance(grant.award, Claimed) and grant.cap is None:
        raise table.error("cap", "没有写", "按所报金额付的（claimed）要有上限")
    if isinstance(grant.award, Fixed | ByLevel) and grant.cap is not None:
        raise table.error("cap", "一个表（{…}）", "不写；定额没有上限可言")


def _award(table: Table, register: Register) -> Award:
    kind = table.choice("kind", KINDS)
    if kind == "fixed":
        table.expect("id kind amount clause")
        return Fixed(*register.rule(table), amount=table.whole("amount"))
    if kind == "by_level":
        table.expect("id kind combine levels clause")
        combine: Any = table.choice("combine", get_args(Combine))
        return ByLevel(
            *register.rule(table), combine=combine, levels=_levels(table.tables("levels"), register)
        )
    table.expect("id kind rounding clause" + (" ratio" if kind == "share" else ""))
    rounding: Any = table.choice("rounding", get_args(Whole))
    if kind == "share":
        return Share(*register.rule(table), ratio=table.ratio("ratio"), rounding=rounding)
    return Claimed(*register.rule(table), rounding=rounding)


def _levels(tables: tuple[Table, ...], register: Register) -> tuple[Level, ...]:
    levels: list[Level] = []
    for table in tables:
        table.expect("id name aliases amount clause")
        level = Level(
            *register.rule(table),
            name=table.text("name"),
            aliases=table.texts("aliases"),
            amount=table.whole("amount"),
        )
        known = {name for each in levels for name in (each.name, *each.aliases)}
        if twice := known & {level.name, *level.aliases}:
            raise table.error("aliases", f"“{listed(sorted(twice))}”写了两次", "每个名称只属于一级")
        if levels and level.amount >= levels[-1].amount:
            raise table.error("amount", str(level.amount), f"低于上一级的 {levels[-1].amount}，由高到低排列")
        levels.append(level)
    return tuple(levels)


def _cap(table: Table, register: Register) -> Cap:
    table.expect("id amount word per clause")
    per: Any = table.choice("per", get_args(Payee))
    word = register.word(table, "word", upper=True)
    return Cap(*register.rule(table), amount=table.whole("amount"), word=word, per=per)


def _places(table: Table, register: Register) -> Places:
    table.expect("id at word per clause")
    per: Any = table.choice("per", get_args(Span))
    word = None if table.data["word"] == NO_WORD else register.word(table, "word", upper=True)
    return Places(*register.rule(table), at=table.whole("at"), word=word, per=per)
