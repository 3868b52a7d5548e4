"""An invented notice in the form of an official one, the policy that states it, and how to spoil a policy."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gzaudit.policy.lint.check import ERRORS, lint_policy
from gzaudit.policy.model import (
    Clause,
    CountRule,
    Document,
    Enterprises,
    Exclusion,
    Increment,
    Indicator,
    Measure,
    Payment,
    Payout,
    Policy,
    TargetRule,
    Tier,
    Work,
    WorkGroup,
    WorkItem,
)
from gzaudit.policy.wording import OPERATORS

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
OFFICIAL = {2023: SEEDS / "000_65046748eee1698b.txt", 2025: SEEDS / "001_eda84f330f72fa6c.txt"}
present = pytest.mark.skipif(not SEEDS.is_dir(), reason="the official texts are not part of a release")

TEXT = """
各有关单位：
为试用而编写的通知，共付给3个区。

一、总的考虑
本通知不对任何人生效，参照二（一）执行。

二、怎样补助
（一）按家数补助。共2个目标。
1．甲类企业：以各区 2030 年甲类企业数的 110%为目标，达到目标的 60%（含）、90%（含）、100%（含）时，分别补助 200 元/家、
400元/家、700元/家；自达到全年目标后每增长 4%或 12 家，另补 6万元，不设上限。已领〔2029〕7号补助的不再补助。
2．2031年乙类企业：以 2030年数为基数，达到上年数 125%（含）时，补助8万元以及90元/家。
（二）按工作补助
1. 讲座和走访
各区分为两组。
（1）第一组（2个区）：天河区和越秀区，补助40万元/区。举办不低于8场讲座活动（每场不低于50家企业到场）；走访不少于30家；交总结。
（2）第二组（1个区）：荔湾区，补助20万元/区。举办不低于6场讲座活动（每场不低于25家企业到场）；走访不少于15家；交总结。
2. 季度报告
做到表内各项的，按表给付。
表 1：各区数额
区
数额
（万元）
天河区 12 走访产业园 7处以上，培训
500人及以上。
全年报告 4篇。
越秀区 12
荔湾区 9 走访产业园 5处以上，培训 300人及以上。
全市 33
备注：1. 数额可以调整。

三、验收
（一）讲座活动：交名单、照片。
（二）走访：交记录。
（三）总结：在2031年9月30日前交齐。
上述材料须真实。通过绩效考核后付款。

附件：1. 表样
2. 说明
"""

DISTRICTS = {"440103": "荔湾区", "440104": "越秀区", "440106": "天河区"}
A, B, FIRST, SECOND, TABLE = "二（一）1", "二（一）2", "二（二）1（1）", "二（二）1（2）", "二（二）2表1"
CITED = (
    "首段",
    "一",
    A,
    B,
    "二（二）1",
    FIRST,
    SECOND,
    "二（二）2",
    TABLE,
    "三（一）",
    "三（二）",
    "三（三）",
    "三末段",
)


def _indicator(
    key: str, name: str, clause: str, factor: Fraction, tiers: list[tuple[Fraction, int, int]], **more: Any
) -> Indicator:
    return Indicator(
        key=key,
        name=name,
        unit="家",
        count=CountRule(f"{key}-count", clause, list="hnte", both=None, district="hnte"),
        target=TargetRule(f"{key}-target", clause, column=f"prior_{key}", heading="上年数", factor=factor),
        payout=Payout(f"{key}-payout", clause, paid_for="all", completion="exact"),
        tiers=tuple(
            Tier(f"{key}-{int(at * 100)}", clause, at=at, word="含", rate=rate, fixed=fixed)
            for at, rate, fixed in tiers
        ),
        **more,
    )


def _measure(
    key: str, name: str, unit: str, clause: str, *, about: str = "", until: date | None = None
) -> Measure:
    word = "前" if until else None
    return Measure(
        key,
        clause,
        key=key,
        name=name,
        unit=unit,
        list=key,
        about=about,
        needs=(),
        until=until,
        until_word=word,
        options={},
    )


def _group(
    name: str, clause: str, amount: int, districts: tuple[str, ...], items: list[tuple[Any, ...]]
) -> WorkGroup:
    made = [
        WorkItem(
            f"{name}-{measure}",
            clause,
            measure=measure,
            at=at,
            word=word,
            each=each,
            each_word="不低于" if each else None,
        )
        for measure, at, word, each in items
    ]
    return WorkGroup(name, clause, tier=int(name[-1]), amount=amount, districts=districts, items=tuple(made))


def _policy() -> Policy:
    increment = Increment(
        "a-increment", A, start="target", start_word="达到", step_ratio=Fraction(4, 100), step_of="target", growth="simple",
        step_count=12, count_from="exact", step_word="每增长", part_steps="left_out", step_amount=60000, combine="max",
    )  # fmt: skip
    shares = [(Fraction(60, 100), 200, 0), (Fraction(90, 100), 400, 0), (Fraction(1), 700, 0)]
    exclusion = Exclusion("a-exclusion", A, flag="subsidy_7", heading="享受7号补助")
    measures = (
        _measure("talks", "讲座活动", "场", "三（一）", about="讲座"),
        _measure("visits", "走访", "家", "三（二）"),
        _measure("summary", "总结", "份", "三（三）", until=date(2031, 9, 30)),
        _measure("trained", "培训人次", "人次", TABLE),
        _measure("papers", "报告", "篇", TABLE),
    )
    talks = [
        _group(
            "talks-1",
            FIRST,
            400000,
            ("440104", "440106"),
            [("talks", 8, "不低于", 50), ("visits", 30, "不少于", None), ("summary", 1, None, None)],
        ),
        _group(
            "talks-2",
            SECOND,
            200000,
            ("440103",),
            [("talks", 6, "不低于", 25), ("visits", 15, "不少于", None), ("summary", 1, None, None)],
        ),
    ]
    papers = [
        _group(
            "papers-1",
            TABLE,
            120000,
            ("440104", "440106"),
            [("trained", 500, "及以上", None), ("papers", 4, None, None)],
        ),
        _group(
            "papers-2",
            TABLE,
            90000,
            ("440103",),
            [("trained", 300, "及以上", None), ("papers", 4, None, None)],
        ),
    ]
    return Policy(
        id="invented",
        title="试用",
        year=2031,
        valid_from=date(2031, 1, 1),
        valid_to=date(2031, 12, 31),
        service_from=date(2031, 1, 1),
        service_to=date(2031, 12, 31),
        words=("含", "达到", "每增长", "不低于", "不少于", "及以上", "前"),
        document=Document("试用通知", "试用通知", "无"),
        districts=DISTRICTS,
        enterprises=Enterprises("enterprises", A, revoked="left_out", quasi_units="counted"),
        indicators=(
            _indicator("a", "甲类企业数", A, Fraction(110, 100), shares, increment=increment, exclusion=exclusion),
            _indicator("b", "乙类企业数", B, Fraction(125, 100), [(Fraction(1), 90, 80000)]),
        ),
        measures={each.key: each for each in measures},
        works=(
            Work("talks-work", "二（二）1", key="talks", name="讲座", decided_by="people", partial="nothing", groups=tuple(talks)),
            Work("papers-work", "二（二）2", key="papers", name="报告", decided_by="list", partial="nothing", groups=tuple(papers)),
        ),
        payment=Payment("payment", "三末段", condition="绩效考核", failed="pays_nothing", base_rejected="separate"),
        clauses={each: Clause(each, "试用通知", each, "", "大意", None) for each in CITED},
        readings={},
        chosen={},
        sha256="",
    )  # fmt: skip


POLICY = _policy()

# What a text says in figures and words, among everything that a rule holds.
FIGURES = {
    "at",
    "rate",
    "fixed",
    "factor",
    "step_ratio",
    "step_count",
    "step_amount",
    "amount",
    "each",
    "until",
}
WORDS = {"word", "each_word", "start_word", "step_word", "until_word"}
HOLDERS = {"indicators", "works", "target", "tiers", "increment", "groups", "items"}


def spoiled(policy: Policy) -> Iterator[tuple[str, str, Any, Policy]]:
    """Every policy that differs in one figure (a step up or down) or one word: rule, key, new value, policy."""
    for name in ("indicators", "works"):
        for rule, key, value, changed in _changed(getattr(policy, name), name):
            yield rule, key, value, dataclasses.replace(policy, **{name: changed})
    for each in policy.measures.values():
        for rule, key, value, changed in _changed(each, "measures"):
            yield (
                rule,
                key,
                value,
                dataclasses.replace(policy, measures={**policy.measures, each.key: changed}),
            )


def _changed(value: Any, name: str) -> Iterator[tuple[str, str, Any, Any]]:
    if isinstance(value, tuple):
        for at, each in enumerate(value):
            for rule, key, new, changed in _changed(each, name):
                yield rule, key, new, (*value[:at], changed, *value[at + 1 :])
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            held = getattr(value, field.name)
            if field.name in HOLDERS and held is not None:
                for rule, key, new, changed in _changed(held, field.name):
                    yield rule, key, new, dataclasses.replace(value, **{field.name: changed})
            # A number that the notice does not name has no word either; the loader refuses one.
            elif (field.name in FIGURES and held is not None) or (
                field.name in WORDS and (held or field.name == "word")
            ):
                for new in _others(held, field.name):
                    yield value.id, field.name, new, dataclasses.replace(value, **{field.name: new})


def _others(held: Any, name: str) -> list[Any]:
    if name in WORDS:
        return [word for word in OPERATORS if word != held]
    step = {int: 1, Fraction: Fraction(1, 100), date: timedelta(days=1)}[type(held)]
    return [held + step, held - step]


def uncaught(policy: Policy, text: str) -> tuple[int, list[tuple[str, str, Any]]]:
    """How many spoiled policies there are, and those of which the text tells nothing at the spoiled rule."""
    count, passed = 0, []
    for rule, key, value, changed in spoiled(policy):
        count += 1
        if rule not in {line.rule for line in lint_policy(changed, text) if line.status in ERRORS}:
            passed.append((rule, key, value))
    return count, passed
