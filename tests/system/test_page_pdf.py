"""The PDF of a page: every figure, official form, embedded typefaces that the page names, same bytes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pages.html_reading import read_page
from pages.page_runs import Run, random_run, sample_run
from system.printed import check_sheets, squeezed, tool, typefaces, unpacked

from gzaudit.errors import OutputError, SettingsError
from gzaudit.render.pdf import pdf_bytes
from gzaudit.render.pdf_fonts import families_named

pytestmark = pytest.mark.system

DISTRICT = "440103"


def page_of(run: Run, district: str | None) -> Path:
    return dict(run.outputs("district_report" if district else "city_report"))[district]


@pytest.fixture(
    scope="module", params=[(2025, None), (2025, DISTRICT), (2023, None), (2023, DISTRICT)], ids=str
)
def page(request: pytest.FixtureRequest) -> Path:
    year, district = request.param
    return page_of(sample_run(year), district)


@pytest.fixture(scope="module")
def printed(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pdf = tmp_path_factory.mktemp("printed") / "page.pdf"
    pdf.write_bytes(pdf_bytes(page.read_bytes()))
    return pdf


def test_it_is_in_the_form_of_an_annex(page: Path, printed: Path) -> None:
    check_sheets(printed, "".join(read_page(page).headings[0][1].split()))


def test_every_cell_of_the_page_is_printed(page: Path, printed: Path) -> None:
    text = squeezed(printed)
    for table in read_page(page).tables:
        for row in table.rows:
            for cell in row:
                if len(cell) <= 30:
                    assert "".join(cell.split()) in text, cell


def test_typefaces_are_embedded_and_named_by_the_page(page: Path, printed: Path) -> None:
    named = {name.replace(" ", "-") for name in families_named(page.read_text(encoding="utf-8"))}
    found = typefaces(printed)
    assert len(found) >= 3
    for name, _, embedded in found:
        assert embedded, name
        assert re.sub("-(bold|medium|light)$", "", name.casefold()) in named, name


def test_title_language_bookmarks_and_tags_are_there_and_no_date(page: Path, printed: Path) -> None:
    info = tool("pdfinfo", str(printed))
    assert f"Title:           {read_page(page).headings[0][1]}" in info
    assert re.search(r"Tagged:\s+yes", info)
    assert "Date" not in info
    inside = unpacked(printed.read_bytes())
    assert b"/Lang (zh-CN)" in inside
    for _, text in read_page(page).headings:
        assert text.replace("\n", "").encode("utf-16-be").hex().encode() in inside.lower(), text


def test_the_same_page_gives_the_same_bytes_in_another_process(page: Path, printed: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from gzaudit.render.pdf import pdf_bytes;"
        "Path(sys.argv[2]).write_bytes(pdf_bytes(Path(sys.argv[1]).read_bytes()))"
    )
    again = printed.with_name("again.pdf")
    subprocess.run(
        [sys.executable, "-c", code, str(page), str(again)],
        check=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LANG": "C"},
        timeout=180,
    )
    assert again.read_bytes() == printed.read_bytes()


def test_a_random_year_prints_too(tmp_path: Path) -> None:
    page = page_of(random_run(1), None)
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(pdf_bytes(page.read_bytes()))
    check_sheets(pdf, "".join(read_page(page).headings[0][1].split()))


PLAIN = (
    '<!DOCTYPE html><html lang="zh-CN"><head><title>t</title><style>body {{ font-family: {stack} }}</style></head>'
    "<body><h1>{text}</h1></body></html>"
)


def small(text: str, stack: str = '"Noto Serif CJK SC", serif') -> bytes:
    return PLAIN.format(text=text, stack=stack).encode()


def test_a_typeface_that_the_page_does_not_name_is_an_error_that_names_the_characters() -> None:
    assert pdf_bytes(small("科技")).startswith(b"%PDF")
    with pytest.raises(OutputError) as refused:
        pdf_bytes(small("科ሀ技"))  # an Ethiopic letter: no typeface of the stack has it
    assert "ሀ" in refused.value.found
    assert "科" not in refused.value.found
    assert "templates/fonts" in refused.value.action
    assert "浏览器" in refused.value.action


def test_a_stack_without_an_installed_typeface_is_an_error() -> None:
    with pytest.raises(OutputError) as refused:
        pdf_bytes(small("科技", '"没有这种字体", serif'))
    assert "没有指定的字体" in refused.value.found


def test_a_typeface_from_a_folder_is_used_and_the_bytes_stay_the_same(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    installed = Path("/usr/share/fonts/truetype/liberation2/LiberationMono-Regular.ttf")
    with TTFont(installed) as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 16):
                record.string = "Own Face"
        font.save(tmp_path / "own.ttf")
    page = small("abc", '"Own Face"')
    with pytest.raises(OutputError):
        pdf_bytes(page)
    first = pdf_bytes(page, [tmp_path / "own.ttf"])
    assert pdf_bytes(page, [tmp_path / "own.ttf"]) == first
    (tmp_path / "t.pdf").write_bytes(first)
    assert [(name, embedded) for name, _, embedded in typefaces(tmp_path / "t.pdf")] == [
        ("Own-Face-Bold", True)
    ]


def test_a_file_that_is_no_typeface_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.ttf").write_bytes(b"no font")
    with pytest.raises(SettingsError) as refused:
        pdf_bytes(small("科技"), [tmp_path / "bad.ttf"])
    assert refused.value.where == "templates/fonts/bad.ttf"


def test_nothing_is_fetched(tmp_path: Path) -> None:
    picture = tmp_path / "secret.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>机密</text></svg>', encoding="utf-8")
    page = small(f'科技<img src="{picture.as_uri()}" alt="x">')
    with pytest.raises(SettingsError, match="外部"):
        pdf_bytes(page)
