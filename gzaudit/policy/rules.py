"""The rules of a policy file: each table becomes one value of the model, and what it cites is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from gzaudit.policy.model import (
    BaseTier,
    CountRule,
    Increment,
    Indicator,
    ListKey,
    Payment,
    TargetRule,
    Tier,
)
from gzaudit.policy.table import KEY, RULE_ID, Table, listed, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

LISTS: Final[tuple[str, ...]] = get_args(ListKey)
CONDITIONS: Final = ("绩效考核",)


class Register:
    """What the rules used: ids, clauses and boundary words, to be held against what the files declare.

    Args:
        clauses: ids of the clauses that exist.
        words: boundary words that the policy file declares.
    """

    def __init__(self, clauses: tuple[str, ...], words: tuple[str, ...]) -> None:
        self.clauses, self.words = clauses, words
        self.rules: dict[str, str] = {}
        self.cited: dict[str, str] = {}
        self.said: set[str] = set()

    def rule(self, table: Table) -> tuple[str, str]:
        """Read a rule's id and clause."""
        rule, clause = table.text("id", RULE_ID), table.text("clause")
        if rule in self.rules:
            raise table.error("id", f"“{rule}”已用于 {self.rules[rule]}", "全文件不重复的规则编号")
        if clause not in self.clauses:
            raise table.error("clause", f"“{clause}”不在条款文件里", f"已有的条款：{listed(self.clauses)}")
        self.rules[rule] = table.key("id")
        self.cited.setdefault(clause, table.key("clause"))
        return rule, clause

    def word(self, table: Table, key: str) -> str:
        """Read a boundary word; it must be one that the file says its notice uses."""
        word = table.lower_word(key)
        if word not in self.words:
            raise table.error(key, f"“{word}”没有列入 words", listed(self.words))
        self.said.add(word)
        return word


def read_indicators(tables: tuple[Table, ...], register: Register) -> tuple[Indicator, ...]:
    """Read the indicators in order; two may share neither key nor column."""
    indicators: list[Indicator] = []
    for table in tables:
        table.expect("key name unit count target tiers", "increment")
        indicator = Indicator(
            key=table.text("key", KEY),
            name=table.text("name"),
            unit=table.choice("unit", ("家",)),
            count=_count(table.table("count"), register),
            target=_target(table.table("target"), register),
            tiers=_tiers(table.tables("tiers"), register),
            increment=_increment(table.table("increment"), register) if "increment" in table else None,
        )
        if indicator.key in {each.key for each in indicators}:
            raise table.error("key", f"“{indicator.key}”写了两次", "每个指标只写一次")
        if indicator.target.column in {each.target.column for each in indicators}:
            raise table.table("target").error(
                "column", f"“{indicator.target.column}”写了两次", "每个指标各用一列目标或基数"
            )
        indicators.append(indicator)
    return tuple(indicators)


def _count(table: Table, register: Register) -> CountRule:
    table.expect("id list district clause", "and")
    rule, clause = register.rule(table)
    main: Any = table.choice("list", LISTS)
    both: Any = table.choice("and", (each for each in LISTS if each != main)) if "and" in table else None
    # A firm's district can only be taken from a list that the firm is known to stand in.
    district: Any = table.choice("district", (each for each in (main, both) if each))
    return CountRule(rule, clause, list=main, both=both, district=district)


def _target(table: Table, register: Register) -> TargetRule:
    table.expect("id column heading clause", "factor")
    return TargetRule(
        *register.rule(table),
        column=table.text("column", KEY),
        heading=table.text("heading"),
        factor=table.ratio("factor") if "factor" in table else None,
    )


def _tiers(tables: tuple[Table, ...], register: Register) -> tuple[Tier, ...]:
    tiers: list[Tier] = []
    for table in tables:
        table.expect("id at word rate clause")
        tier = Tier(
            *register.rule(table),
            at=table.ratio("at"),
            word=register.word(table, "word"),
            rate=table.whole("rate"),
        )
        if tiers and tier.at <= tiers[-1].at:
            before = tables[len(tiers) - 1]
            raise table.error(
                "at", f"{shown(table.text('at'))}不高于上一档", f"高于“{before.text('at')}”，由低到高排列"
            )
        tiers.append(tier)
    return tuple(tiers)


def _increment(table: Table, register: Register) -> Increment:
    table.expect(
        "id clause from from_word step_ratio step_of step_count step_word step_amount combine cap",
    )
    # "No ceiling" is written down, not implied; no notice so far has one, so nothing else is understood.
    table.choice("cap", ("none",))
    start: Any = table.choice("from", ("target",))
    step_of: Any = table.choice("step_of", ("target",))
    combine: Any = table.choice("combine", ("max",))
    return Increment(
        *register.rule(table),
        start=start,
        start_word=register.word(table, "from_word"),
        step_ratio=table.ratio("step_ratio"),
        step_of=step_of,
        step_count=table.whole("step_count"),
        step_word=register.word(table, "step_word"),
        step_amount=table.whole("step_amount"),
        combine=combine,
    )


def read_base(
    tables: tuple[Table, ...], register: Register, districts: Mapping[str, str]
) -> tuple[BaseTier, ...]:
    """Read the base sums; tiers count 1, 2, 3 … and each district stands in exactly one."""
    codes = {name: code for code, name in districts.items()}
    placed: dict[str, str] = {}
    tiers: list[BaseTier] = []
    for number, table in enumerate(tables, 1):
        table.expect("id tier amount districts clause")
        if table.whole("tier") != number:
            raise table.error("tier", str(table.whole("tier")), f"{number}（梯队从 1 起依次排列）")
        for name in table.texts("districts"):
            if name not in codes:
                raise table.error("districts", f"不认识的区“{name}”", listed(codes))
            if name in placed:
                raise table.error("districts", f"“{name}”已列入 {placed[name]}", "每个区只列入一个梯队")
            placed[name] = table.key("districts")
        tiers.append(
            BaseTier(
                *register.rule(table),
                tier=number,
                amount=table.whole("amount"),
                districts=tuple(sorted(codes[name] for name in table.texts("districts"))),
            )
        )
    missing = [name for name in codes if name not in placed]
    if missing:
        raise tables[-1].error(
            "districts", f"没有列入任何梯队：{listed(missing)}", "[districts] 里每个区列入一个梯队"
        )
    return tuple(tiers)


def read_payment(table: Table, register: Register) -> Payment:
    """Read the payment condition."""
    table.expect("id condition clause")
    return Payment(*register.rule(table), condition=table.choice("condition", CONDITIONS))
