"""Pages are valid, self-contained, in order and readable without eyes; hostile names stay text."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from pages.html_reading import Page, read_page
from pages.page_runs import Run, random_run, run_folder, sample_copy, sample_run

from gzaudit.normalise.districts import DISTRICTS

SEEDS = range(6)
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "nav", "h1", "h2",
    "h3", "p", "a", "span", "div", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td",
    "ol", "li", "figure", "figcaption", "svg", "desc", "text", "rect",
}  # fmt: skip
# The only style outside the style sheet: shares of columns, and how far a table may be squeezed.
WIDTH = re.compile(r"width:\d+\.\d\d%|min-width:min\(\d+em,var\(--least\)\)")


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
    anchors = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(anchors) == len(set(anchors))
    for tag, attributes in page.tags:
        # No outside resource and no script: nothing refers to anything else, nothing runs.
        assert not {"src", "srcset", "action", "data"} & set(attributes), (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")]
        if "href" in attributes:
            assert attributes["href"].removeprefix("#") in anchors
        if "style" in attributes:
            assert WIDTH.fullmatch(attributes["style"])
        if tag == "th":
            assert attributes["scope"] in ("col", "row")
        if tag == "svg":
            assert attributes["role"] == "img"
    for chart in page.charts:
        assert chart["title"].strip()
        assert chart["desc"].strip()
    assert not re.search(r"url\(|@import|expression", page.style)
    assert "http" not in page.source.replace("http-equiv", "")
    for table in page.tables:
        assert table.caption.strip()
        assert table.rows
        assert all(len(row) == len(table.headings) for row in table.rows)
        assert table.row_headers == list(range(1, len(table.rows) + 1))
        assert all(heading.strip() for heading in table.headings)


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
        numerals = [text[0] for level, text in page.headings if level == 2 and not text.startswith("附件")]
        assert numerals == list("一二三")[: len(numerals)]


def test_the_city_page_names_no_enterprise() -> None:
    run = sample_run()
    ((_, path),) = run.outputs("city_report")
    text = path.read_text(encoding="utf-8")
    for _, district in run.outputs("district_report"):
        names = read_page(district).table("高新技术企业名单").column("企业名称")
        assert names
        assert not [name for name in names if name in text]


def test_charts_tell_their_numbers_to_those_who_cannot_see_them() -> None:
    ((_, path),) = sample_run().outputs("city_report")
    page = read_page(path)
    told = {chart["title"]: chart["desc"].split("，") for chart in page.charts}
    assert len(told) == len(page.charts) == 6
    summary = page.table("各区核算结果")
    for name in ("高企认定数", "规上高企数", "规上科技服务业企业数", "获发明专利授权的高企数"):
        table = page.table(f"{name}（")
        pairs = zip(table.column("区"), table.column("家数"), table.column("目标（家）"), strict=True)
        assert told[f"{name}（家）"] == [" ".join(each) for each in pairs][:-1]
    parts = zip(
        summary.column("区"), summary.column("绩效补助（元）"), summary.column("基础补助（元）"), strict=True
    )
    assert told["绩效补助与基础补助（元）"] == [" ".join(each) for each in parts][:-1]
    paid = zip(summary.column("区"), summary.column("应付（元）"), strict=True)
    assert told["应付（元）"] == [" ".join(each) for each in paid][:-1]


def test_the_print_form_is_that_of_an_official_annex() -> None:
    """GB/T 9704-2012: A4, type area 156 × 225 mm, sizes 二号 and 三号, numbers outside, tables across."""
    ((_, path),) = sample_run().outputs("city_report")
    style = read_page(path).style
    assert "@page { size: A4; margin: 37mm 26mm 35mm 28mm;" in style
    assert "@page :left { margin: 37mm 28mm 35mm 26mm;" in style
    assert "@page wide { size: A4 landscape; margin: 28mm 37mm 26mm 35mm;" in style
    assert "@page wide:left { size: A4 landscape; margin: 26mm 37mm 28mm 35mm;" in style
    printed = style[style.index("@media print") :]
    assert "font-size: 16pt; line-height: 28.9pt" in printed
    assert "h1 { margin-bottom: 14pt; font-size: 22pt;" in printed
    assert "thead { display: table-header-group; }" in printed
    assert "tr, .kept, .short, figure, .status, .attached { break-inside: avoid; }" in printed
    assert '"— " counter(page) " —"' in style
    assert "{{" not in style


def test_typefaces_are_official_first_and_free_last() -> None:
    ((_, path),) = sample_run().outputs("city_report")
    style = read_page(path).style
    stacks = dict(re.findall(r"--(song|fang|hei|kai):\s*([^;]+);", style))
    first = {"song": "方正小标宋简体", "fang": "仿宋_GB2312", "hei": "黑体", "kai": "楷体_GB2312"}
    assert set(stacks) == set(first)
    for key, stack in stacks.items():
        names = [name.strip().strip('"') for name in stack.split(",")]
        assert names[0] == first[key]
        free = [name for name in names if name.startswith("Noto")]
        # TrueType outlines (Noto … SC) before the others (Noto … CJK SC).
        assert [name.endswith("CJK SC") for name in free] == [False, True]


def test_colours_of_text_are_dark_enough_on_each_ground() -> None:
    ((_, path),) = sample_run().outputs("city_report")
    page = read_page(path)
    named = dict(re.findall(r"--(\w+): (#\w+)", page.style))
    inks = {named.get(ink, ink) for ink in re.findall(r"(?<![-\w])color: (?:var\(--)?(#?\w+)", page.style)}
    inks = {ink for ink in inks if ink.startswith("#")} | {
        attributes["fill"] for tag, attributes in page.tags if tag == "svg"
    }
    assert len(inks) >= 3
    for ink in inks:
        for ground in ("#fff", named["soft"]):
            assert contrast(ink, ground) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("year", [2023, 2025])
def test_annexes_are_numbered_as_listed_and_nothing_is_said_of_formulas(year: int) -> None:
    for path in pages(sample_run(year)):
        page = read_page(path)
        listed = [
            (attributes["href"], number)
            for number, (_, attributes) in enumerate(
                (each for each in page.tags if each[0] == "a" and "href" in each[1]), 1
            )
        ]
        assert listed == [(f"#annex-{number}", number) for _, number in listed]
        marks = [text.split()[0] for level, text in page.headings if text.startswith("附件")]
        assert marks == [f"附件{number}" for _, number in listed]
        assert not re.search("(都|栏|率)是公式|随之改变|随本表改动|下拉|浅黄", page.only_text())


def test_the_same_run_gives_the_same_pages() -> None:
    again = run_folder(sample_copy())
    for one, other in zip(pages(sample_run()), pages(again), strict=True):
        assert one.read_bytes() == other.read_bytes()


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
