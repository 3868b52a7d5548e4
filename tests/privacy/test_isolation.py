"""A district's files hold its own rows only, and nothing that only a statistics list knows: raw search, all parts."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path

import pytest
from pages.html_reading import read_page
from pages.page_runs import Run, random_run, sample_run
from privacy.leak_search import Known, know, parts_of
from tables.book_reading import SheetRead, read_book

SEEDS = [*range(int(os.environ.get("GZAUDIT_PRIVACY_SEEDS", "36"))), None]
# All tests of one seed after one another: its year is computed once, and nothing of it is kept for longer.
by_seed = pytest.mark.parametrize("seed", SEEDS, scope="module")
SECRET_WORDS = ("四上", "规上", "定报库")


@lru_cache(maxsize=1)
def run_of(seed: int | None) -> tuple[Run, Known]:
    run = sample_run() if seed is None else random_run(seed)
    return run, know(run)


@lru_cache(maxsize=1)
def texts_of(seed: int | None) -> list[tuple[str, Path, str]]:
    """District, path and whole text of every file that may be sent to a district."""
    run, _ = run_of(seed)
    return [(code, path, "\n".join(parts_of(path).values())) for code, path in run.district_files()]


@lru_cache(maxsize=1)
def books_of(seed: int | None) -> list[tuple[str, dict[str, SheetRead]]]:
    """District and sheets of every district's workbook."""
    run, _ = run_of(seed)
    return [(code, read_book.__wrapped__(path)) for code, path in run.outputs("district_workbook")]


@lru_cache(maxsize=22)
def own_names(seed: int | None, district: str) -> frozenset[str]:
    return frozenset(run_of(seed)[1].own_names(district))


def hidden_in(text: str, wanted: AbstractSet[str], allowed: AbstractSet[str]) -> list[str]:
    """Names that stand in a text, but not merely as a part of one that may stand there."""
    seen = [each for each in wanted - allowed if each in text]
    if not seen:
        return []
    for each in sorted(
        (name for name in allowed if any(part in name for part in seen)), key=len, reverse=True
    ):
        text = text.replace(each, "")
    return [each for each in seen if each in text]


@by_seed
def test_no_enterprise_of_another_district(seed: int | None) -> None:
    _, known = run_of(seed)
    every = known.public_names | known.private_names
    for district, path, text in texts_of(seed):
        assert not hidden_in(text, every, own_names(seed, district)), path


@by_seed
def test_no_code_of_another_district(seed: int | None) -> None:
    _, known = run_of(seed)
    cohort = known.audit.cohort
    for district, path, text in texts_of(seed):
        mine = cohort[cohort["district"] == district]
        others = set(cohort.loc[cohort["district"] != district, "code"]) - set(mine["code"]) - {""}
        assert not [code for code in others if code in text], path


@by_seed
def test_nothing_that_only_a_statistics_list_knows(seed: int | None) -> None:
    _, known = run_of(seed)
    for district, path, text in texts_of(seed):
        assert not hidden_in(text, known.private_names, own_names(seed, district)), path
        assert not [code for code in known.private_codes if code in text], path
        assert not [place for place in known.private_paths if place in text or Path(place).name in text], path


@by_seed
def test_a_firm_that_only_a_statistics_list_places_is_not_named(seed: int | None) -> None:
    _, known = run_of(seed)
    cohort = known.audit.cohort
    placed = cohort[cohort["level"] == "above_scale"]
    for district, path, text in texts_of(seed):
        names = set(placed["name"]) - set(cohort.loc[cohort["level"].isin(["hnte", "registry"]), "name"])
        assert not hidden_in(text, names - {""}, own_names(seed, district) - names), path
        codes = set(placed["code"]) - set(cohort.loc[cohort["level"] != "above_scale", "code"]) - {""}
        assert not [code for code in codes if code in text], path


@by_seed
def test_lists_carry_no_flag_of_a_statistics_list_and_the_rest_is_told_as_a_number(seed: int | None) -> None:
    run, _ = run_of(seed)
    counts = {each["code"]: each["indicators"]["hnte"]["count"] for each in run.result["districts"]}
    for code, book in books_of(seed):
        sheet = book["高企名单"]
        listed = [row for row in sheet.rows if row[0]]
        assert sheet.headings == ["序号", "企业名称", "统一社会信用代码", "发明专利", "名单", "行号"]
        assert not [text for row in sheet.rows for text in row if str(text) in ("规上", "四上")]
        assert not [word for note in sheet.notes for word in SECRET_WORDS if word in note]
        told = [re.search(r"核定 (\d+) 家：另有 (\d+) 家", note) for note in sheet.notes]
        (found,) = [match for match in told if match] or [None]
        if counts[code] in (None, len(listed)):
            assert found is None
        else:
            assert [int(found[1]), int(found[2])] == [counts[code], counts[code] - len(listed)]


@by_seed
def test_no_question_speaks_of_a_statistics_list(seed: int | None) -> None:
    for _, book in books_of(seed):
        for row in book["待核对事项"].rows:
            shown = " ".join(str(text) for text in row if text)
            # 上年规上高企数 is a heading of the targets, which the district has.
            plain = shown.replace("上年规上高企数", "").replace("上年规上科服企业数", "")
            assert not [word for word in SECRET_WORDS if word in plain], shown


@by_seed
def test_workbooks_have_no_hidden_parts(seed: int | None) -> None:
    run, _ = run_of(seed)
    for _, path in run.outputs("district_workbook"):
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            core = packed.read("docProps/core.xml").decode("utf-8")
        assert not [
            part for part in names if re.search("comment|external|custom|drawing|vba|calcChain|media", part)
        ]
        assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) in ([], [""])
        assert re.findall(r"<cp:lastModifiedBy>(.*?)</cp:lastModifiedBy>", core) in ([], [""])
    for _, read in books_of(seed):
        sheets = [each.cells for each in read.values()]
        (book,) = {id(each.parent): each.parent for each in sheets}.values()
        assert book.worksheets == sheets
        assert not book.chartsheets
        assert not book.defined_names
        for sheet in sheets:
            assert sheet.sheet_state == "visible"
            assert not [row for row in sheet.row_dimensions.values() if row.hidden]
            assert not [column for column in sheet.column_dimensions.values() if column.hidden]
            assert set(sheet.defined_names) <= {"Print_Titles", "Print_Area"}


@by_seed
def test_the_workbook_and_the_page_of_a_district_list_the_same_firms(seed: int | None) -> None:
    run, _ = run_of(seed)
    pages = dict(run.outputs("district_report"))
    for code, book in books_of(seed):
        page = read_page(pages[code])
        names = [row[1] for row in book["高企名单"].rows if row[0]]
        if names:
            assert page.table("高新技术企业名单").column("企业名称") == names
        else:
            assert "没有可以列出的企业。" in page.only_text()
