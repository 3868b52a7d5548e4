"""Random messy years: a tally and the other lists come to the figures that all the lists come to."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from cli.cli_support import (
    ABOVE,
    ABOVE_HEADINGS,
    DISTRICTS,
    DIVISIONS,
    HNTE,
    PATENTS,
    SERVICES,
    TARGETS,
    text,
)
from oracle.codes import new_code
from tally.tallying import audited, instead

from gzaudit.commands.new_book import write_new_book
from gzaudit.commands.tally import OPTIONS
from gzaudit.tally.book import tally_book
from gzaudit.tally.make import make_tally

REGISTRY, REVOKED = "科技局/企业底册.csv", "认定办/取消高企资格名单.csv"
NAMES = {
    "hnte": HNTE.replace(".xlsx", ".csv"),
    "above_scale": ABOVE.replace(".xls", ".csv"),
    "above_scale_tech_services": SERVICES,
    "patent_grants": PATENTS.replace(".xlsx", ".csv"),
    "hnte_revoked": REVOKED,
    "registry": REGISTRY,
}
STATISTICS = ("above_scale", "above_scale_tech_services")


def year_at_random(workspace: Path, seed: int) -> set[str]:
    """Lists with lost codes, other names, doubled rows, units, co-owners; returns every name and code."""
    draw = random.Random(f"tally/{seed}")
    rows: dict[str, list[tuple[str, ...]]] = {kind: [] for kind in NAMES}
    secrets = set()
    for at in range(draw.randint(8, 40)):
        name, code = f"广州抽例{seed}之{at}号科技有限公司", new_code(draw, "440106")
        former = f"广州旧例{seed}之{at}号有限公司"
        secrets |= {name, code, former}
        place = draw.choice(DISTRICTS)

        def called(name=name, former=former):
            return draw.choice((name, name, name, former, name.replace("广州", "广州 "), f"{name}。"))

        def coded(code=code):
            return draw.choice((code, code, code, code.lower(), "", code[:-1], "无"))

        if draw.random() < 0.8:
            rows["hnte"].append((called(), coded(), draw.choice((place, place, "", "广州开发区")), ""))
            if draw.random() < 0.2:
                rows["hnte"].append((name, code, place, ""))
        if draw.random() < 0.6:
            rows["registry"].append((name, code, former, draw.choice((place, ""))))
        if draw.random() < 0.5:
            division = draw.choice((DIVISIONS[place], DIVISIONS[draw.choice(DISTRICTS)], ""))
            rows["above_scale"].append((called(), coded(), division, "6513"))
        if draw.random() < 0.5:
            rows["above_scale_tech_services"].append((called(), coded(), DIVISIONS[place], "7320"))
        if draw.random() < 0.4:
            owner = draw.choice((name, f"{name}；广州某某大学"))
            rows["patent_grants"].append((owner, code if owner == name else "", f"ZL2025100{at:05d}"))
        if draw.random() < 0.1:
            rows["hnte_revoked"].append((name, coded()))
    headings = {
        "hnte": ("企业名称", "统一社会信用代码", "所在区", "地址"),
        "above_scale": ABOVE_HEADINGS,
        "above_scale_tech_services": ABOVE_HEADINGS,
        "patent_grants": ("专利权人", "统一社会信用代码", "专利号"),
        "hnte_revoked": ("企业名称", "统一社会信用代码"),
        "registry": ("企业名称", "统一社会信用代码", "曾用名", "所在区"),
    }
    content = {NAMES[kind]: text([headings[kind], *lines]) for kind, lines in rows.items() if lines}
    targets = ("区", "高企认定年度目标数", "上年规上高企数", "上年规上科服企业数", "上年专利高企数")
    content[TARGETS.replace(".xlsx", ".csv")] = text(
        [targets, *((district, *(draw.randint(1, 3) for _ in range(4))) for district in DISTRICTS)]
    )
    for path, data in content.items():
        target = workspace / "data/2025" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return secrets


@pytest.mark.parametrize("seed", range(16))
def test_a_tally_gives_what_the_lists_give(tmp_path, seed):
    whole = tmp_path / "whole"
    secrets = year_at_random(whole, seed)
    there = {kind: whole / "data/2025" / path for kind, path in NAMES.items()}
    given = {kind: [str(path)] for kind, path in there.items() if path.exists()}
    if not {"hnte", *STATISTICS} <= given.keys():
        pytest.fail("a year that tries nothing")
    made = make_tally(2025, given, OPTIONS, None, lambda _: None)
    book = tmp_path / "t.xlsx"
    write_new_book(book, tally_book(made))
    with zipfile.ZipFile(book) as packed:
        written = b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace")
    assert not [secret for secret in secrets if secret in written]

    one = audited(whole)
    other = audited(instead(tmp_path / "told", whole, book, gone=[NAMES[kind] for kind in STATISTICS]))
    assert other.tallied.keys() == {"above_scale_hnte", "above_scale_tech_services"}
    frame = other.findings.frame
    disputed = frame[frame["code"] == "counts_disagree"]
    told = set(zip(disputed["district"], disputed["field"], strict=True))
    for old, new in zip(one.result.districts, other.result.districts, strict=True):
        for key, its in old.indicators.items():
            # What only a statistics list places is counted by the tally, and the run is told of it.
            differs = its.count != new.indicators[key].count
            assert ((old.code, f"count_{key}") in told) == differs
            assert not (differs and key in other.tallied)
            if not differs:
                assert new.indicators[key].amount == its.amount
    if not told:
        assert other.result.city == one.result.city
    assert not set(disputed["field"]) & {"count_above_scale_hnte", "count_above_scale_tech_services"}
