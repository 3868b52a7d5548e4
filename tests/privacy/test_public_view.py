"""What districts are told of firms is the same whatever the statistics lists hold: random years, random lists."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from oracle import build_workspace
from pages.page_runs import sample_copy

from gzaudit.audit import YearAudit
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.text import column
from gzaudit.pipeline import Job, audit_year
from gzaudit.policy.load import load_policy
from gzaudit.read.kinds import kinds
from gzaudit.read.year import YearLists, read_year
from gzaudit.render.books import district_book
from gzaudit.render.pages import district_page
from gzaudit.render.xlsx import write_book
from gzaudit.settings import Settings

DIVISIONS = [each.code + "000000" for each in DISTRICTS] + ["440300000000", ""]


def read(workspace: Path, year: int) -> YearLists:
    return read_year(workspace, year, {}, str)


def audited(lists: YearLists, year: int) -> YearAudit:
    policy = load_policy(year)
    return audit_year(Job(Path(), year, Settings(), policy, policy.indicators), lists)


def with_other_statistics(lists: YearLists, seed: int, *, rows: int | None = None) -> YearLists:
    """The statistics lists filled anew: names and codes of public rows, mixed up, so that they join and split."""
    drawn = random.Random(seed)
    public = [each.frame for each in lists.listings if not each.kind.statistics]
    names = [text for frame in public for field in ("name", "owner", "old_name") if field in frame
             for text in frame[field]] + ["广州无名实业有限公司"]  # fmt: skip
    codes = [text for frame in public if "code" in frame for text in frame["code"]] + ["91440101MA5CTEST00"]
    made = {
        "name": lambda: drawn.choice(names),
        "code": lambda: drawn.choice(codes),
        "former": lambda: drawn.choice([*names, "", ""]),
        "division": lambda: drawn.choice(DIVISIONS),
        "district": lambda: drawn.choice(["天河区", "越秀", "番禺区", "深圳市", ""]),
    }
    listings = []
    for each in lists.listings:
        if not each.kind.statistics:
            listings.append(each)
            continue
        height = drawn.randint(1, 2 * len(each.frame) + 1) if rows is None else rows
        frame = pd.DataFrame(
            {
                name: column([make() for _ in range(height)])
                for name, make in made.items()
                # A column that the list lacks may as well be there.
                if name in ("name", "code", "former") or name in each.frame
            }
        )
        frame.insert(0, "row", pd.Series(range(2, height + 2), dtype="int64"))
        listings.append(replace(each, frame=frame.assign(code_numeric=False)))
    # The row account holds each sheet to its number of rows.
    heights = {each.src: len(each.frame) for each in listings if each.kind.statistics}
    sources = tuple(
        replace(source, rows=heights[at], excluded={}) if at in heights else source
        for at, source in enumerate(lists.sources)
    )
    return replace(lists, sources=sources, listings=tuple(listings))


def in_order(frame: pd.DataFrame) -> list[dict]:
    return frame.to_dict("records")


def files(audit: YearAudit, folder: Path) -> dict[str, bytes]:
    """Workbook and page of every district."""
    made = {}
    folder.mkdir(exist_ok=True)
    for district in audit.result.districts:
        path = folder / f"{district.code}.xlsx"
        write_book(path, district_book(audit, district))
        made[path.name] = path.read_bytes()
        made[f"{district.code}.html"] = district_page(audit, district)
    return made


def spaces(tmp_path: Path, seed: int | None) -> YearLists:
    if seed is None:
        return read(sample_copy(), 2025)
    build_workspace(tmp_path / "space", seed)
    return read(tmp_path / "space", 2025)


@pytest.mark.parametrize("seed", [*range(24), None])
def test_whatever_the_statistics_lists_hold_the_public_view_is_the_same(
    seed: int | None, tmp_path: Path
) -> None:
    lists = spaces(tmp_path, seed)
    first = audited(lists, 2025).public
    others = [with_other_statistics(lists, each) for each in range(3)]
    for other in (*others, with_other_statistics(lists, 0, rows=0)):
        second = audited(other, 2025).public
        assert {kind: in_order(each) for kind, each in second.members.items()} == {
            kind: in_order(each) for kind, each in first.members.items()
        }
        assert in_order(second.findings.frame) == in_order(first.findings.frame)


@pytest.mark.parametrize("seed", [0, 3, 11, None])
def test_with_the_same_counts_the_districts_get_the_same_bytes(seed: int | None, tmp_path: Path) -> None:
    lists = spaces(tmp_path, seed)
    first = audited(lists, 2025)
    second = audited(with_other_statistics(lists, 5), 2025)
    assert in_order(second.rows) != in_order(first.rows) or all(
        not each.kind.statistics for each in lists.listings
    )
    same_counts = replace(second, result=first.result, given=first.given)
    assert files(same_counts, tmp_path / "b") == files(first, tmp_path / "a")


def test_without_a_statistics_list_the_year_is_looked_at_once(tmp_path: Path) -> None:
    """What public lists place there is what counts there."""
    lists = read(sample_copy(), 2023)
    assert all(not kinds()[each.kind.key].statistics for each in lists.listings)
    audit = audited(lists, 2023)
    for kind in ("hnte", "tech_smes"):
        mine = audit.members[kind]
        placed = mine[mine["level"].isin([kind, "registry"]) & (mine["district"] != "")]
        expected = placed.sort_values(["src", "row"])[["firm", "name", "code", "district"]]
        assert in_order(audit.public.members[kind][["firm", "name", "code", "district"]]) == in_order(
            expected
        )
