"""The rules for what is counted: each table becomes one value of the model, and what it cites is noted."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, get_args

from gzaudit.policy.model import (
    CountRule,
    Enterprises,
    Exclusion,
    GivenNumber,
    Increment,
    Indicator,
    ListKey,
    PaidFor,
    Payment,
    Payout,
    Rounding,
    TargetRule,
    Tier,
)
from gzaudit.policy.table import KEY, Table, shown

if TYPE_CHECKING:
    from gzaudit.policy.register import Register

LISTS: Final[tuple[str, ...]] = get_args(ListKey)
CONDITIONS: Final = ("绩效考核",)
FLAGS: Final = ("subsidy_4",)
AT_TARGET: Final = "target"


def read_enterprises(table: Table, register: Register) -> Enterprises:
    """Read who counts as an enterprise."""
    table.expect("id revoked quasi_units clause")
    revoked: Any = table.choice("revoked", ("left_out", "counted"))
    quasi: Any = table.choice("quasi_units", ("counted", "left_out"))
    return Enterprises(*register.rule(table), revoked=revoked, quasi_units=quasi)


def read_indicators(tables: tuple[Table, ...], register: Register) -> tuple[Indicator, ...]:
    """Read the indicators in order; two may share neither key nor column."""
    indicators: list[Indicator] = []
    for table in tables:
        table.expect("key name unit count target payout tiers", "prior increment exclusion")
        target = _target(table.table("target"), register)
        if target.factor is not None and "prior" in table:
            raise table.error(
                "prior", "一个表（{…}）", "不写；目标由上年数乘出来的，上年数就是 target 的那一列"
            )
        indicator = Indicator(
            key=table.text("key", KEY),
            name=table.text("name"),
            unit=table.choice("unit", ("家",)),
            count=_count(table.table("count"), register),
            target=target,
            payout=_payout(table.table("payout"), register),
            tiers=_tiers(table.tables("tiers"), register),
            prior=_prior(table.table("prior"), register) if "prior" in table else None,
            increment=_increment(table.table("increment"), register) if "increment" in table else None,
            exclusion=_exclusion(table.table("exclusion"), register) if "exclusion" in table else None,
        )
        _check_differences(table, indicator)
        if indicator.key in {each.key for each in indicators}:
            raise table.error("key", f"“{indicator.key}”写了两次", "每个指标只写一次")
        if target.column in {each.target.column for each in indicators}:
            raise table.table("target").error(
                "column", f"“{target.column}”写了两次", "每个指标各用一列目标或基数"
            )
        indicators.append(indicator)
    return tuple(indicators)


def _check_differences(table: Table, indicator: Indicator) -> None:
    """Refuse what comes to the same as a plainer word: whoever wrote it must have meant something else."""
    if indicator.payout.paid_for == "bands" and len(indicator.tiers) == 1:
        raise table.table("payout").error("paid_for", "“bands”", "“above_target”等：只有一档，没有分段")
    increment = indicator.increment
    if increment and increment.count_from == "rounded_up":
        whole = "上年数" if increment.start == "prior" else "" if indicator.target.factor else "给定的目标"
        if whole:
            found, allowed = "“rounded_up”", f"“exact”：从{whole}起算，总是整数"
            raise table.table("increment").error("count_from", found, allowed)


def _count(table: Table, register: Register) -> CountRule:
    table.expect("id list district clause", "and owners")
    rule, clause = register.rule(table)
    main: Any = table.choice("list", LISTS)
    both: Any = table.choice("and", (each for each in LISTS if each != main)) if "and" in table else None
    # A firm's district can only be taken from a list that the firm is known to stand in.
    district: Any = table.choice("district", (each for each in (main, both) if each))
    owners: Any = "each"
    if "patent_grants" in (main, both):
        owners = table.choice("owners", ("each", "first"))
    elif "owners" in table:
        raise table.error("owners", shown(table.data["owners"]), "不写；只有专利名单才有共有人")
    return CountRule(rule, clause, list=main, both=both, district=district, owners=owners)


def _target(table: Table, register: Register) -> TargetRule:
    table.expect("id column heading rounding zero clause", "factor")
    rounding: Any = table.choice("rounding", get_args(Rounding))
    zero: Any = table.choice("zero", ("undecided", "reached"))
    if rounding != "exact" and "factor" not in table:
        raise table.error("rounding", f"“{rounding}”", "“exact”：没有 factor，目标是给定的整数")
    return TargetRule(
        *register.rule(table),
        column=table.text("column", KEY),
        heading=table.text("heading"),
        factor=table.ratio("factor") if "factor" in table else None,
        rounding=rounding,
        zero=zero,
    )


def _prior(table: Table, register: Register) -> GivenNumber:
    table.expect("id column heading clause")
    return GivenNumber(*register.rule(table), column=table.text("column", KEY), heading=table.text("heading"))


def _payout(table: Table, register: Register) -> Payout:
    table.expect("id paid_for completion clause")
    paid_for: Any = table.choice("paid_for", get_args(PaidFor))
    completion: Any = table.choice("completion", ("exact", "two_places"))
    return Payout(*register.rule(table), paid_for=paid_for, completion=completion)


def _tiers(tables: tuple[Table, ...], register: Register) -> tuple[Tier, ...]:
    tiers: list[Tier] = []
    for table in tables:
        table.expect("id at word rate clause", "fixed")
        # Where the notice names the target itself as the mark, the number stands with the target's factor.
        at = Fraction(1) if table.data["at"] == AT_TARGET else table.ratio("at")
        tier = Tier(
            *register.rule(table),
            at=at,
            word=register.word(table, "word"),
            rate=table.whole("rate"),
            fixed=table.whole("fixed") if "fixed" in table else 0,
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
        "id clause from from_word step_ratio step_of growth step_count count_from step_word part_steps "
        "step_amount combine cap",
    )
    start: Any = table.choice("from", ("target", "prior"))
    step_of: Any = table.choice("step_of", ("target", "prior"))
    growth: Any = table.choice("growth", ("simple", "compound"))
    count_from: Any = table.choice("count_from", ("exact", "rounded_up"))
    part_steps: Any = table.choice("part_steps", ("left_out", "pro_rata"))
    combine: Any = table.choice("combine", ("max", "sum"))
    step_amount = table.whole("step_amount")
    return Increment(
        *register.rule(table),
        start=start,
        start_word=register.word(table, "from_word"),
        step_ratio=table.ratio("step_ratio"),
        step_of=step_of,
        growth=growth,
        step_count=table.whole("step_count"),
        count_from=count_from,
        step_word=register.word(table, "step_word"),
        part_steps=part_steps,
        step_amount=step_amount,
        combine=combine,
        cap=_cap(table, step_amount),
    )


def _cap(table: Table, step_amount: int) -> int | None:
    """What an increment pays at most; "no ceiling" is written down, not implied."""
    value = table.data["cap"]
    if value == "none":
        return None
    if type(value) is not int or value < step_amount:
        least = f"“none”（不封顶），或最多多少元：不少于一档的 {step_amount} 的整数"
        raise table.error("cap", shown(value), least)
    return value


def _exclusion(table: Table, register: Register) -> Exclusion:
    table.expect("id flag heading clause")
    return Exclusion(*register.rule(table), flag=table.choice("flag", FLAGS), heading=table.text("heading"))


def read_payment(table: Table, register: Register) -> Payment:
    """Read the payment condition."""
    table.expect("id condition failed base_rejected clause")
    failed: Any = table.choice("failed", ("pays_nothing", "ignored"))
    base: Any = table.choice("base_rejected", ("separate", "pays_nothing"))
    return Payment(
        *register.rule(table),
        condition=table.choice("condition", CONDITIONS),
        failed=failed,
        base_rejected=base,
    )
