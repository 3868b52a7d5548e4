"""Pages are valid, self-contained, in order and readable without eyes; hostile names stay text."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from pages.html_reading import Page, read_page
from pages.page_runs import Run, random_run, run_folder, sample_run

from gzaudit.normalise.districts import DISTRICTS

SEEDS = range(6)
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3",
    "p", "span", "div", "table", "thead", "tbody", "tr", "th", "td", "ol", "li", "figure", "figcaption", "svg",
    "text", "rect",
}  # fmt: skip


def pages(run: Run) -> list[Path]:
    return [path for kind in ("city_report", "district_report") for _, path in run.outputs(kind)]


def check_form(page: Page) -> None:
    assert page.source.startswith("<!DOCTYPE html>\n")
    assert page.tags[0] == ("html", {"lang": "zh-CN"})
    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert [level for level, _ in page.headings].count(1) == 1
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in page.headings)
    for tag, attributes in page.tags:
        # No outside resource and no script: nothing refers to anything, nothing runs.
        assert not {"src", "href", "srcset", "action", "data", "style", "id"} & set(attributes), (
            tag,
            attributes,
        )
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "th":
            assert attributes["scope"] in ("col", "row")
        if tag == "svg":
            assert attributes["role"] == "img"
            assert attributes["aria-label"]
    assert not re.search(r"url\(|@import|expression", page.style)
    assert "http" not in page.source.replace("http-equiv", "")
    for table in page.tables:
        assert table.rows
        assert all(len(row) == len(table.headings) for row in table.rows)
        assert table.row_headers == list(range(1, len(table.rows) + 1))


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_of_random_years_are_in_form(seed: int) -> None:
    for path in pages(random_run(seed)):
        check_form(read_page(path))


def test_pages_of_the_sample_are_in_form() -> None:
    run = sample_run()
    assert len(pages(run)) == 12
    for path in pages(run):
        check_form(read_page(path))


@pytest.mark.parametrize("seed", [0, 1])
def test_a_year_that_is_only_counted_shows_no_money(seed: int) -> None:
    run = random_run(seed, counts_only=True)
    for path in pages(run):
        page = read_page(path)
        check_form(page)
        assert "（元" not in page.only_text()
        assert "只计家数" in page.only_text()
        assert "依据：" not in page.only_text()
        assert not [text for _, text in page.headings if "计算过程" in text]
        numerals = [text[0] for level, text in page.headings if level == 2]
        assert numerals == list("一二三四五")[: len(numerals)]


def test_the_city_page_names_no_enterprise() -> None:
    run = sample_run()
    ((_, path),) = run.outputs("city_report")
    text = path.read_text(encoding="utf-8")
    for _, district in run.outputs("district_report"):
        names = read_page(district).table("高新技术企业名单").column("企业名称")
        assert names
        assert not [name for name in names if name in text]


def test_a_chart_shows_each_number_of_its_column() -> None:
    run = sample_run()
    ((_, path),) = run.outputs("city_report")
    page = read_page(path)
    summary = page.table("各区核算结果")
    charts = [attributes["aria-label"] for tag, attributes in page.tags if tag == "svg"]
    assert len(charts) == 6
    for label in charts:
        heading, values = label.split("：")
        pairs = [
            f"{name} {value}"
            for name, value in zip(summary.column("区"), summary.column(heading), strict=True)
        ]
        assert values.split("，") == pairs[:-1]


def test_wide_tables_lie_on_landscape_pages_and_rows_stay_whole() -> None:
    ((_, path),) = sample_run().outputs("city_report")
    style = read_page(path).style
    assert re.search(r"@page \{\s*size: A4;", style)
    assert re.search(r"@page wide \{\s*size: A4 landscape;", style)
    assert "table-header-group" in style
    assert re.search(r"tr, figure, .status \{ break-inside: avoid; \}", style)
    assert "counter(page)" in style
    assert "{{" not in style


HOSTILE = [
    "广州<script>alert(1)</script>有限公司",
    "广州\"'><img src=x onerror=alert(1)>有限公司",
    "广州&lt;b&amp;有限公司",
    "广州</td></table></style>有限公司",
    "广州{{ 7 * 7 }}{% raw %}有限公司",
    "广州\u202e司公限有\u2066有限公司",
    "广州" + "很长的名称" * 200 + "有限公司",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Run:
    workspace = tmp_path_factory.mktemp("hostile")
    data = workspace / "data" / "2025"
    data.mkdir(parents=True)
    rows = [f'"{name.replace(chr(34), chr(34) * 2)}",天河区' for name in HOSTILE]
    (data / "2025年第一批高新技术企业认定备案公示名单.csv").write_text(
        "\n".join(["企业名称,所在区", *rows]), encoding="utf-8"
    )
    return run_folder(workspace)


def test_hostile_names_stay_text(hostile: Run) -> None:
    for path in pages(hostile):
        page = read_page(path)
        check_form(page)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.source)
    (path,) = [path for code, path in hostile.outputs("district_report") if code == "440106"]
    names = read_page(path).table("高新技术企业名单").column("企业名称")
    assert names == [re.sub("[\u202e\u2066]", "□", name) for name in HOSTILE]


def test_lists_that_are_not_there_show_as_undecided_and_empty_tables_as_a_sentence(hostile: Run) -> None:
    ((_, path),) = hostile.outputs("city_report")
    summary = read_page(path).table("各区核算结果")
    assert summary.column("高企认定数（家）") == [str(7 * (each.name == "天河区")) for each in DISTRICTS] + [
        "7"
    ]
    for heading in ("规上高企数（家）", "绩效补助（元）", "合计（元）", "应付（元）"):
        assert set(summary.column(heading)) == {"待定"}
    (path,) = [path for code, path in hostile.outputs("district_report") if code == "440103"]
    assert "没有可以列出的企业。" in read_page(path).only_text()
