"""[privacy]: what each switch takes out of a district's files, and that none lets a statistics list out."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pages.page_runs import sample_run
from privacy.leak_search import Known, know, plain_name

from gzaudit.audit import YearAudit
from gzaudit.render.books import district_book
from gzaudit.render.model import Table
from gzaudit.render.pages import district_page
from gzaudit.render.tables.district_lists import district_list_table, district_sme_table
from gzaudit.render.tables.findings import district_findings_table
from gzaudit.render.xlsx import write_book
from gzaudit.settings import Privacy

LISTS = [("hnte", "tech_smes"), ("hnte",), ()]
EVERY = [Privacy(*each) for each in product(LISTS, (True, False), ("full", "places", "none"))]


@cache
def known(year: int = 2025) -> Known:
    return know(sample_run(year), year)


def under(privacy: Privacy, year: int = 2025) -> YearAudit:
    return replace(known(year).audit, privacy=privacy)


def tianhe(audit: YearAudit):
    return next(each for each in audit.result.districts if each.code == "440106")


def headings(table: Table) -> list[str]:
    return [column.heading for column in table.columns]


def column(table: Table, heading: str) -> list:
    return table.data[headings(table).index(heading)]


@cache
def raw(privacy: Privacy) -> str:
    """Every part of a district's workbook, and its page, as they are stored."""
    audit = under(privacy)
    district = tianhe(audit)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        write_book(path, district_book(audit, district))
        with zipfile.ZipFile(path) as packed:
            parts = [packed.read(name).decode("utf-8") for name in packed.namelist()]
    return "\n".join([*parts, district_page(audit, district).decode("utf-8")])


def test_a_list_that_is_kept_back_leaves_its_count():
    audit = under(Privacy(district_lists=()))
    district = tianhe(audit)
    table = district_list_table(audit, district)
    count = district.indicators["hnte"].count
    assert table.height == 0
    assert table.notes == (f"按市局设置，本表不列出企业；核定 {count} 家。",)
    listed = column(district_list_table(under(Privacy()), district), "企业名称")
    text = raw(Privacy((), district_findings="none"))
    # What the district's own institution recorded stays in the district's records of work.
    filed = known().recorded_names(district.code)
    held_back = [name for name in listed if name not in filed and not any(name in each for each in filed)]
    assert len(held_back) > 5
    assert [name for name in held_back if name in text] == []


def test_lists_of_2023_one_by_one():
    audit = under(Privacy(district_lists=("tech_smes",)), 2023)
    district = tianhe(audit)
    assert district_list_table(audit, district).height == 0
    assert district_sme_table(audit, district).height > 0
    other = under(Privacy(district_lists=("hnte",)), 2023)
    assert district_list_table(other, district).height > 0
    assert district_sme_table(other, district).height == 0


@pytest.mark.parametrize("shown", [True, False])
def test_patents(shown):
    audit = under(Privacy(patent_flags=shown))
    table = district_list_table(audit, tianhe(audit))
    assert ("发明专利" in headings(table)) is shown
    assert any("发明专利" in note for note in table.notes) is shown
    assert table.height > 0


def test_findings_with_content_with_places_only_and_not_at_all():
    full, places, none = (
        district_findings_table(under(Privacy(district_findings=word)), tianhe(known().audit))
        for word in ("full", "places", "none")
    )
    assert [*headings(places)[:3], *headings(places)[3:]] == [
        "程度",
        "事项",
        "文件、工作表、行",
        "应为",
        "处理",
        "由谁处理",
    ]
    assert set(headings(full)) - set(headings(places)) == {"企业或区", "实际"}
    for heading in headings(places):
        assert column(places, heading) == column(full, heading)
    assert full.height > 3
    assert none.height == 0
    assert none.notes == ("按市局设置，待核对的事项不写进本文件，由市局另行告知。",)
    names = {text for text in column(full, "企业或区") if text}
    assert names
    assert not [name for name in names for values in places.data for text in values if name in str(text)]


@pytest.mark.parametrize("privacy", EVERY, ids=str)
def test_no_setting_lets_a_statistics_list_out(privacy):
    text = raw(privacy)
    own = known().own_names("440106")
    mine = {plain_name(name) for name in own}
    secret = {name for name in known().private_names - own if plain_name(name) not in mine}
    assert len(secret) > 20
    assert [name for name in secret if name in text and not any(name in each for each in own)] == []
    assert known().private_codes
    assert [code for code in known().private_codes if code in text] == []
