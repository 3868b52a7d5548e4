"""What may not change a figure: order, splitting into files, a row too many. And nothing is ever lost."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from builders import Table, audit, code, fates, wrong
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LISTS = (
    "hnte",
    "registry",
    "above_scale",
    "above_scale_tech_services",
    "patent_grants",
    "hnte_revoked",
    "renames",
)
FIRMS = st.integers(0, 11)
PLACES = st.sampled_from(
    ["", "天河区", "荔湾", "东山区", "440106", "高新区", "深圳市", "琶洲", "440111002000"]
)
few = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def name(number: int) -> str:
    return f"企业{number}（广州）公司"


@st.composite
def firm(draw: Any, kind: str) -> dict[str, str]:
    number = draw(FIRMS)
    shown = draw(
        st.sampled_from(
            [name(number), name(number), name(number).replace("（", "("), f"{name(number)}。", f"旧{number}"]
        )
    )
    given_code = draw(
        st.sampled_from(
            [code(number), code(number), code(number).lower(), wrong(number), "", "无", "440106000123456"]
        )
    )
    row = {"code": given_code}
    if kind == "patent_grants":
        other = draw(st.sampled_from(["", f"；{name(draw(FIRMS))}", "；某大学", "；"]))
        row |= {
            "owner": shown + other,
            "district": draw(PLACES),
            "patent_type": draw(st.sampled_from(["", "发明专利", "实用新型"])),
        }
        return row | {"granted": draw(st.sampled_from(["", "2025-05-01", "2024-05-01", "待定"]))}
    if kind == "renames":
        return row | {"old_name": f"旧{number}", "new_name": name(number)}
    row |= {"name": shown}
    if kind == "hnte":
        row |= {"district": draw(PLACES), "address": draw(st.sampled_from(["", "广州市海珠区某路1号"]))}
        row |= {"recognised_year": draw(st.sampled_from(["", "2025", "2025年", "2024"]))}
    if kind == "registry":
        row |= {"district": draw(PLACES), "former": draw(st.sampled_from(["", f"旧{number}"]))}
    if kind.startswith("above_scale"):
        row |= {
            "division": draw(PLACES),
            "unit_type": draw(st.sampled_from(["", "法人单位", "产业活动单位"])),
        }
    if kind == "hnte_revoked":
        del row["code"]
    return row


@st.composite
def world(draw: Any) -> dict[str, list[dict[str, str]]]:
    return {
        kind: draw(st.lists(firm(kind), max_size=4 if kind in ("hnte_revoked", "renames") else 9))
        for kind in LISTS
    }


def tables(lists: dict[str, list[dict[str, str]]]) -> list[Table]:
    return [Table(kind, rows) for kind, rows in lists.items()]


def figures(audited: Any) -> dict[str, Any]:
    """Everything that is paid for, whoever the enterprises are."""
    counted = {
        each.code: {key: value.count for key, value in each.indicators.items()}
        for each in audited.result.districts
    }
    unplaced = Counter(audited.cohort["district"])[""]
    return {"counts": counted, "undecided": audited.undecided(), "unplaced": unplaced}


@few
@given(world(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_lists_changes_no_count(lists, dice):
    shuffled = {kind: dice.sample(rows, len(rows)) for kind, rows in lists.items()}
    mixed = tables(shuffled)
    dice.shuffle(mixed)
    assert figures(audit(*mixed)) == figures(audit(*tables(lists)))


@few
@given(world(), st.sampled_from(LISTS), st.randoms(use_true_random=False))
def test_a_list_in_two_files_changes_no_count(lists, kind, dice):
    at = dice.randint(0, len(lists[kind]))
    split = [
        *tables({k: rows for k, rows in lists.items() if k != kind}),
        Table(kind, lists[kind][:at]),
        Table(kind, lists[kind][at:]),
    ]
    assert figures(audit(*split)) == figures(audit(*tables(lists)))


@few
@given(world(), st.randoms(use_true_random=False))
def test_a_row_written_twice_changes_no_count(lists, dice):
    doubled = {kind: rows + (dice.choices(rows, k=2) if rows else []) for kind, rows in lists.items()}
    assert figures(audit(*tables(doubled))) == figures(audit(*tables(lists)))


@few
@given(world(), st.sampled_from(["city", "province"]), st.booleans())
def test_every_row_and_every_firm_of_the_list_has_one_place(lists, scope, fallback):
    audited = audit(*tables(lists), scope=scope, fallback=fallback)
    for (counted, excluded), (kind, rows) in zip(fates(audited), lists.items(), strict=True):
        assert counted + sum(excluded.values()) == len(rows), kind
    districts = sum(each.indicators["hnte"].count or 0 for each in audited.result.districts)
    unplaced = int((audited.cohort["district"] == "").sum())
    assert districts + unplaced == len(audited.cohort) == fates(audited)[0][0]
    for each in audited.result.districts:
        numbers = {key: value.count for key, value in each.indicators.items()}
        assert numbers["above_scale_hnte"] <= numbers["hnte"]
        assert numbers["patent_hnte"] <= numbers["hnte"]


@few
@given(st.lists(st.tuples(FIRMS, PLACES), max_size=14), st.sets(FIRMS))
def test_districts_unresolved_outside_and_revoked_make_up_the_list(rows, gone):
    listed = [{"name": name(number), "code": code(number), "district": place} for number, place in rows]
    audited = audit(Table("hnte", listed), Table("hnte_revoked", [name(number) for number in sorted(gone)]))
    firms = {number for number, _ in rows}
    excluded = audited.rows[audited.rows["kind"] == "hnte"]
    revoked = set(excluded[excluded["fate"] == "revoked"]["name"])
    outside = set(excluded[excluded["fate"] == "outside_city"]["name"])
    districts = sum(each.indicators["hnte"].count or 0 for each in audited.result.districts)
    assert revoked == {name(number) for number in firms & gone}
    assert districts + audited.undecided()["district_unresolved"] + len(outside) + len(revoked) == len(firms)


def test_a_thousand_firms_in_any_order():
    dice = random.Random(5)
    rows = [
        {"name": name(n), "code": code(n), "district": ("天河区", "荔湾区", "越秀区")[n % 3]}
        for n in range(1000)
    ]
    scale = [{"name": name(n), "code": code(n)} for n in range(0, 1000, 2)]
    before = figures(audit(Table("hnte", rows), Table("above_scale", scale)))
    assert before["counts"]["440106"]["hnte"] == 334
    assert before["counts"]["440103"]["above_scale_hnte"] == 166
    dice.shuffle(rows)
    dice.shuffle(scale)
    assert figures(audit(Table("above_scale", scale), Table("hnte", rows))) == before
