"""Pages in a real browser: printed on A4 with nothing cut off, and no wider than a phone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from pages.html_reading import read_page
from pages.page_runs import Run, random_run, sample_run
from system.printed import check_sheets, squeezed, texts

pytestmark = pytest.mark.system


def chromium(profile: Path, *options: str) -> str:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
    return subprocess.run([*command, *options], check=True, capture_output=True, timeout=180).stdout.decode()


def page_of(run: Run, district: str | None) -> Path:
    kind = "district_report" if district else "city_report"
    return dict(run.outputs(kind))[district]


def title_of(page: Path) -> str:
    return "".join(read_page(page).headings[0][1].split())


@pytest.fixture(
    scope="module", params=[(2025, None), (2025, "440106"), (2023, None), (2023, "440103")], ids=str
)
def page(request: pytest.FixtureRequest) -> Path:
    year, district = request.param
    return page_of(sample_run(year), district)


@pytest.fixture(scope="module")
def printed(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    pdf = folder / "page.pdf"
    chromium(folder / "profile", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
    return pdf


def test_it_prints_on_a4_with_numbers_and_title_inside_the_type_area(page: Path, printed: Path) -> None:
    found = check_sheets(printed, title_of(page))
    # The report itself stands upright; annexes that are too wide lie across.
    assert not found[0].across
    assert any(sheet.across for sheet in found)
    # The report is short; what is long is annexed.
    first = next(
        number for number, text in enumerate(texts(printed)) if re.search(r"^附件\s?1$", text, re.MULTILINE)
    )
    assert 2 <= first <= 6


def test_every_number_and_name_of_the_page_is_printed(page: Path, printed: Path) -> None:
    text = squeezed(printed)
    for table in read_page(page).tables:
        for row in table.rows:
            for cell in row:
                # Long texts may go over a page; numbers, names and codes may not be cut anywhere.
                if len(cell) <= 30:
                    assert "".join(cell.split()) in text, cell


def test_table_heads_are_repeated_on_each_sheet(printed: Path) -> None:
    listed = [text for text in texts(printed) if re.search(r"^\s+\d+\s+\S+\s+91\w{16}", text, re.MULTILINE)]
    assert all("企业名称" in text for text in listed)
    workings = [text for text in texts(printed) if re.search(r"^\s*\S\S区\s+[\d,]+\s+\d", text, re.MULTILINE)]
    assert listed or workings
    assert all(re.search(r"^\s*区\s", text, re.MULTILINE) for text in workings)


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_only_tables_scroll_sideways(page: Path, width: int, tmp_path: Path) -> None:
    # The page itself runs no script, so a frame around it measures it.
    frame = tmp_path / "frame.html"
    frame.write_text(
        f'<!DOCTYPE html><iframe src="{page.as_uri()}" style="width:{width}px;height:900px;border:0"></iframe>'
        "<script>document.querySelector('iframe').onload = e => {"
        "const d = e.target.contentDocument.documentElement;"
        "document.title = d.clientWidth + ' ' + d.scrollWidth; }</script>",
        encoding="utf-8",
    )
    dom = chromium(
        tmp_path / "profile",
        "--allow-file-access-from-files",
        "--virtual-time-budget=5000",
        "--window-size=1400,1000",
        "--dump-dom",
        frame.as_uri(),
    )
    visible, whole = map(int, re.search(r"<title>(\d+) (\d+)</title>", dom).groups())
    assert visible >= width - 20
    assert whole <= visible


@pytest.mark.parametrize("seed", [1, 4])
def test_a_random_year_prints_too(seed: int, tmp_path: Path) -> None:
    run = random_run(seed)
    for district in (None, "440103"):
        page = page_of(run, district)
        pdf = tmp_path / f"{district}.pdf"
        chromium(tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
        check_sheets(pdf, title_of(page))
