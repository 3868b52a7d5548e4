"""GI lists and a policy built by hand: what a test writes is what the assessment gets."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd

from gzaudit.basework.assess import BaseWork, assess_base_work
from gzaudit.normalise.codes import check_character
from gzaudit.normalise.text import column
from gzaudit.policy.model import (
    Clause,
    Document,
    Enterprises,
    Measure,
    Payment,
    Policy,
    Work,
    WorkGroup,
    WorkItem,
)
from gzaudit.read.kinds import kinds
from gzaudit.read.listing import Listing, Source

TIANHE, BAIYUN, YUEXIU = "440106", "440111", "440104"
EVIDENCE = ("notice", "sign_in", "photos", "post")
DISTRICTS = {YUEXIU: "越秀区", TIANHE: "天河区", BAIYUN: "白云区"}


def code(number: int) -> str:
    head = f"91440101MA{number:07d}"
    return head + check_character(head + "0")


def _measure(key: str, name: str, unit: str, where: str, needs: tuple[str, ...] = (), **more: Any) -> Measure:
    rest = {"about": "", "until": None, "until_word": None, "options": {}} | more
    return Measure(
        f"measure-{key}", "八（一）", key=key, name=name, unit=unit, list=where, needs=needs, **rest
    )


MEASURES = {
    "talks": _measure("talks", "政策宣讲", "场", "gi_events", EVIDENCE, about="宣讲"),
    "matchings": _measure(
        "matchings", "产业对接", "场", "gi_events", (*EVIDENCE, "demand_sheet"), about="对接"
    ),
    "key_firms": _measure(
        "key_firms",
        "重点企业",
        "家",
        "gi_key_firms",
        ("revenue", "expected_revenue", "difficulties", "matters"),
    ),
    "projects": _measure(
        "projects", "重大科技项目", "项", "gi_projects", ("investment", "cumulative", "plan")
    ),
    "needs": _measure(
        "needs",
        "技术需求",
        "条",
        "gi_needs",
        ("need", "need_summary", "need_indicators"),
        until=dt.date(2025, 8, 31),
        until_word="前",
    ),
    "visits": _measure("visits", "走访记录", "次", "gi_visits", ("name",)),
    "weekly": _measure("weekly", "周报", "周", "gi_weekly", ("week",)),
    "reports": _measure("reports", "总结报告", "份", "gi_reports", ("report_title",)),
}
# Per tier: firms at a 宣讲 and at a 对接, then how many key firms, projects and needs.
TIERS = {1: (60, 30, 15, 5, 55), 2: (40, 20, 10, 3, 25), 3: (20, 10, 10, 3, 15)}


def _group(tier: int, amount: int, districts: tuple[str, ...]) -> WorkGroup:
    talk, matching, firms, projects, needs = TIERS[tier]
    asked = {
        "talks": (10, talk), "matchings": (3, matching), "key_firms": (firms, None), "projects": (projects, None),
        "needs": (needs, None), "visits": (1, None), "weekly": (1, None), "reports": (1, None),
    }  # fmt: skip
    clause = f"七（二）1（{tier}）"
    items = [
        WorkItem(
            f"base-{tier}-{key}",
            clause,
            key,
            at,
            None if key in ("visits", "weekly", "reports") else "不低于",
            each,
            "不低于" if each else None,
        )
        for key, (at, each) in asked.items()
    ]
    return WorkGroup(f"base-{tier}", clause, tier, amount, districts, tuple(items))


def policy(*, service: tuple[dt.date, dt.date] | None = None, **options: dict[str, str]) -> Policy:
    """2025's base work in three districts, one of each tier.

    Args:
        service: the service period, if not the year.
        options: readings by measure, e.g. talks={"sessions": "average"}.
    """
    first, last = service or (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    work = Work(
        "base",
        "七（二）1",
        key="base",
        name="基础工作",
        decided_by="people",
        partial="nothing",
        groups=(
            _group(1, 350_000, (TIANHE,)),
            _group(2, 300_000, (BAIYUN,)),
            _group(3, 250_000, (YUEXIU,)),
        ),
    )
    clauses = {
        each: Clause(each, "征集通知", each[0], each[1:], "", None)
        for each in ("八（一）", "七（二）1（1）", "七（二）1（2）", "七（二）1（3）")
    }
    return Policy(
        id="base-2025",
        title="基础工作",
        year=2025,
        valid_from=dt.date(2025, 1, 1),
        valid_to=dt.date(2025, 12, 31),
        service_from=first,
        service_to=last,
        words=("不低于", "前"),
        document=Document("征集通知", "征集通知", ""),
        districts=DISTRICTS,
        enterprises=Enterprises("enterprises", "八（一）", "left_out", "counted"),
        indicators=(),
        measures={key: replace(each, options=options.get(key, {})) for key, each in MEASURES.items()},
        works=(work,),
        payment=Payment("payment", "七（二）3", "绩效考核", "pays_nothing", "separate"),
        clauses=clauses,
        readings={},
        chosen={},
        sha256="0" * 64,
    )


def listing(kind: str, rows: list[dict[str, Any]], src: int = 0, **more: Any) -> Listing:
    """A list as the reader would hand it over; `fields` names its columns if not those that the rows fill.

    `path`, `sheet` and `title` as people would write them.
    """
    made = kinds()[kind]
    wanted = more.get("fields") or {field for row in rows for field in row}
    fields = [field for field in made.fields if field in wanted]
    assert not set(wanted) - {*fields, "number"}
    frame = pd.DataFrame({"row": pd.Series(range(2, len(rows) + 2), dtype="int64")})
    for field in fields:
        frame[field] = column([row.get(field, "") for row in rows])
    if "code" in fields:
        frame["code_numeric"] = pd.Series([row.get("number", False) for row in rows], dtype=bool)
    path = more.get("path", f"data/2025/{src:02d}.xlsx")
    source = Source(path, more.get("sheet", "Sheet1"), "0" * 64, kind, len(rows), more.get("title", ""))
    return Listing(made, source, src, frame, pd.DataFrame())


def event(number: str, **more: Any) -> dict[str, Any]:
    """A 宣讲 in 天河 with all its evidence, on a day and at a place of its own."""
    day = dt.date(2025, 1, 1) + dt.timedelta(days=sum(map(ord, number)) % 360)
    return {
        "event_no": number, "district": "天河区", "event_type": "政策宣讲", "event_topic": f"宣讲{number}",
        "event_date": day.isoformat(), "event_place": f"第{number}会议室",
        "notice": "通知.pdf", "sign_in": "有", "photos": "3张", "post": "https://mp.example/1", "demand_sheet": "有",
    } | more  # fmt: skip


def matching(number: str, **more: Any) -> dict[str, Any]:
    return event(number, event_type="产业对接", event_topic=f"对接{number}") | more


def signins(number: str, firms: range | list[int]) -> list[dict[str, Any]]:
    """Firms by number at one event."""
    return [{"event_no": number, "name": f"甲{firm}公司", "code": code(firm)} for firm in firms]


def key_firm(number: int, **more: Any) -> dict[str, Any]:
    return {
        "district": "天河区", "name": f"甲{number}公司", "code": code(number), "period": "2025年", "revenue": "1200.5",
        "expected_q1": "1", "expected_q2": "2", "expected_q3": "3", "expected_q4": "4", "difficulties": "无",
        "matters": "用地",
    } | more  # fmt: skip


def project(number: int, **more: Any) -> dict[str, Any]:
    return {
        "district": "天河区", "project": f"项目{number}", "investment": "0", "cumulative": "5,000万元", "plan": "2亿元",
    } | more  # fmt: skip


def need(number: int, **more: Any) -> dict[str, Any]:
    word = chr(0x4E00 + 37 * number) * 12
    return {
        "district": "天河区", "name": f"甲{number}公司", "need": f"{word}", "need_summary": f"{word}{number}",
        "need_indicators": "误差小于1%", "uploaded": "2025-05-01",
    } | more  # fmt: skip


def assess(*tables: tuple[str, list[dict[str, Any]]] | Listing, rules: Policy | None = None) -> BaseWork:
    """Assess lists; a table is (kind, rows) or a listing."""
    made = [each if isinstance(each, Listing) else listing(*each, src=src) for src, each in enumerate(tables)]
    work = assess_base_work(made, rules or policy())
    for each in made:
        if each.kind.counted_as == "records":
            assert sum(work.fates[each.src].values()) == len(each.frame)
    return work


def talks(*events: dict[str, Any], signed: list[dict[str, Any]], **more: Any) -> BaseWork:
    return assess(("gi_events", list(events)), ("gi_signins", signed), **more)


def said(work: BaseWork, wanted: str) -> list[dict[str, Any]]:
    """Findings of a code, line by line."""
    frames = [batch.frame.assign(severity=batch.severity) for batch in work.batches if batch.code == wanted]
    return [line for frame in frames for line in frame.to_dict("records")]


def codes(work: BaseWork) -> set[str]:
    """Codes of which there is a finding."""
    return {batch.code for batch in work.batches if len(batch.frame)}


def fates(work: BaseWork) -> list[str]:
    return work.records["fate"].tolist()
