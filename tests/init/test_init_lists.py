"""Every blank list is read as its kind once a row stands in it; blank, it counts nothing."""

from __future__ import annotations

import pytest
from forms import NUMBER, YEARS, fill, lists_of, made, read, typed

from gzaudit.init.columns import words
from gzaudit.init.lists import NEEDED, SPARE, USEFUL
from gzaudit.init.sheet import FILL, GUIDE
from gzaudit.read.headings import find_headings, normal_heading
from gzaudit.read.kinds import heading_aliases, kinds
from gzaudit.read.listing import cell_text
from gzaudit.read.personal import personal_columns
from gzaudit.read.sheet import InputFile
from gzaudit.read.workbook import read_file


def sheets_of(path):
    from gzaudit.read.files import hash_file

    return {sheet.name: sheet for sheet in read_file(InputFile(path.name, path, hash_file(path)))}


@pytest.mark.parametrize("year", YEARS)
def test_there_is_one_blank_list_of_every_kind(year):
    blanks = lists_of(year)
    assert sorted(each.kind.key for each in blanks) == sorted(kinds())
    assert [int(each.path.split("/")[1][:2]) for each in blanks] == list(range(1, len(blanks) + 1))
    assert len({each.path for each in blanks}) == len(blanks)


def test_folders_say_what_the_year_needs():
    groups = {
        year: {
            group: {each.kind.key for each in lists_of(year) if each.group == group}
            for group in (NEEDED, USEFUL, SPARE)
        }
        for year in YEARS
    }
    assert groups[2025][NEEDED] == {
        "hnte", "above_scale", "above_scale_tech_services", "patent_grants", "targets"
    }  # fmt: skip
    assert groups[2025][USEFUL] == {
        "hnte_revoked", "renames", "registry", "acceptance", "institutions",
        *(key for key in kinds() if key.startswith("gi_")),
    }  # fmt: skip
    assert groups[2025][SPARE] == {"hnte_stock", "decisions", "counts", "tech_smes", "rd_services"}
    assert groups[2023][NEEDED] == {"hnte", "tech_smes", "targets", "rd_services"}
    assert groups[2023][USEFUL] == {"hnte_revoked", "renames", "registry", "acceptance", "institutions"}


@pytest.mark.parametrize("year", YEARS)
def test_each_list_with_a_row_typed_in_is_read_as_its_kind(tmp_path, year):
    workspace = made(tmp_path, year)
    paths = {f"data/{year}/{each.path}": each for each in lists_of(year)}
    for path in paths:
        fill(workspace / path, times=2)
    lists = read(workspace, year)
    found = {source.path: source for source in lists.sources if source.sheet == FILL}
    assert {path: source.kind for path, source in found.items()} == {
        path: each.kind.key for path, each in paths.items()
    }
    assert {source.rows for source in found.values()} == {2}
    assert not any(source.excluded for source in found.values())
    for listing in lists.listings:
        blank = paths[listing.source.path]
        assert listing.frame["row"].tolist() == [4, 5]
        headings = {normal_heading(each.heading, year): each.heading for each in blank.columns}
        for field in set(listing.frame.columns) & set(listing.kind.fields) - {"matter"}:
            (heading,) = {
                headings[name]
                for alias in heading_aliases()[field]
                if (name := normal_heading(alias, year)) in headings
            }
            assert listing.frame[field].tolist() == [cell_text(typed(heading))] * 2, (listing.kind.key, field)


@pytest.mark.parametrize("year", YEARS)
def test_each_column_that_a_kind_takes_is_there(tmp_path, year):
    """But for serial numbers, what another year asks for, and the second of two ways to say a thing."""
    workspace = made(tmp_path, year)
    for each in lists_of(year):
        fill(workspace / "data" / str(year) / each.path)
    left_out = {
        "targets": {"hnte_target", "prior_above_scale_hnte", "prior_tech_services", "prior_patent_hnte"}
        if year == 2023
        else {"prior_tech_sme"},
        "patent_grants": {"name"},
        "institutions": set() if year == 2023 else {"subsidy_4"},
        "gi_key_firms": {"expected_revenue"},
        "counts": {"count_above_scale_hnte", "count_above_scale_tech_services", "count_patent_hnte"}
        if year == 2023
        else {"count_tech_sme"},
        # The district of an amount is written where else the enterprise is.
        "decisions": {"district"},
    }
    for listing in read(workspace, year).listings:
        there = set(listing.source.columns)
        assert set(listing.kind.fields) - there == {"serial"} & set(listing.kind.fields) | left_out.get(
            listing.kind.key, set()
        ), listing.kind.key


@pytest.mark.parametrize("year", YEARS)
def test_nothing_of_the_explanations_can_be_taken_for_a_list(tmp_path, year):
    workspace = made(tmp_path, year)
    for each in lists_of(year):
        sheets = sheets_of(workspace / "data" / str(year) / each.path)
        assert list(sheets) == [FILL, GUIDE]
        assert find_headings(sheets[GUIDE].rows, year) is None, each.path
        told = [cell for row in sheets[GUIDE].rows for cell in row]
        assert [f"例：{column.example}" for column in each.columns] == [
            cell for cell in told if cell.startswith("例：")
        ]


@pytest.mark.parametrize("year", YEARS)
def test_a_blank_list_holds_its_headings_and_not_one_row(tmp_path, year):
    workspace = made(tmp_path, year)
    for each in lists_of(year):
        sheet = sheets_of(workspace / "data" / str(year) / each.path)[FILL]
        headings = find_headings(sheet.rows, year)
        assert headings is not None
        assert headings.body == len(sheet.rows)
        assert personal_columns(headings, each.kind) == []
        assert sheet.defects == ()
    (one,) = [each.path for each in lists_of(year) if each.kind.key == "registry"]
    fill(workspace / "data" / str(year) / one)
    lists = read(workspace, year)
    assert [listing.kind.key for listing in lists.listings if len(listing.frame)] == ["registry"]
    blank = [source for source in lists.sources if source.sheet == FILL and not source.path.endswith(one)]
    assert len(blank) == len(kinds()) - 1
    assert all(source.rows == 0 for source in blank)
    assert all(source.kind is None for source in lists.sources if source.sheet == GUIDE)


def test_needed_columns_come_first_and_follow_the_year():
    by_kind = {year: {each.kind.key: each.columns for each in lists_of(year)} for year in YEARS}
    for columns in by_kind.values():
        for each in columns.values():
            assert sorted((column.needed for column in each), reverse=True) == [c.needed for c in each]
            assert each[0].needed
    shown = {
        year: [(column.heading, column.needed) for column in columns["targets"]]
        for year, columns in by_kind.items()
    }
    assert shown[2025] == [
        ("区", True), ("高企认定年度目标数", True), ("上年规上高企数", True), ("上年规上科服企业数", True),
        ("上年专利高企数", True), ("上年高企认定数", False),
    ]  # fmt: skip
    assert shown[2023] == [("区", True), ("上年高企认定数", True), ("上年科小入库数", True)]
    asked = {
        year: [column.heading for column in columns["institutions"] if column.needed]
        for year, columns in by_kind.items()
    }
    assert asked == {2025: ["区", "机构名称"], 2023: ["区", "机构名称", "享受4号办法"]}
    worked = [column.heading for column in by_kind[2023]["rd_services"] if column.needed]
    assert worked == ["区", "走访家数", "培训场次", "培训人次", "季度报告篇数", "年度报告篇数"]


def test_evidence_that_the_notice_asks_for_is_marked():
    """八（一）1—7 of the 2025 notice; what only one kind of event must show is told in words."""
    columns = {each.kind.key: {c.heading: c for c in each.columns} for each in lists_of(2025)}
    marked = {key: {name for name, each in named.items() if each.needed} for key, named in columns.items()}
    assert marked["gi_events"] == {
        "活动主题", "活动编号", "区", "活动类型", "活动日期", "活动通知", "活动签到表", "现场照片", "活动推文"
    }  # fmt: skip
    assert "对接活动必须有" in columns["gi_events"]["产品对接需求表"].says
    assert marked["gi_key_firms"] == {
        "企业名称", "区", "实际营收", "一季度预期营收", "二季度预期营收", "三季度预期营收", "四季度预期营收",
        "企业存在困难", "待协调解决事项",
    }  # fmt: skip
    assert marked["gi_projects"] == {"项目名称", "区", "当期完成投资额", "累计完成投资额", "投资计划"}
    assert marked["gi_needs"] == {"技术需求名称", "区", "技术需求简述", "关键技术指标", "上传时间"}


def test_the_data_file_tells_of_every_kind_and_field_and_of_no_other():
    assert set(words()["kinds"]) == set(kinds())
    taken = {field for kind in kinds().values() for field in kind.fields}
    assert taken - set(words()["fields"]) == {"serial", "statistical_name", "expected_revenue"}
    assert set(words()["fields"]) <= taken


def test_a_year_without_rules_gets_the_lists_of_the_newest(tmp_path):
    workspace = made(tmp_path, 2027)
    paths = {path.relative_to(workspace / "data/2027").as_posix() for path in workspace.rglob("*.xlsx")}
    assert paths == {each.path for each in lists_of(2025)}
    for path in paths:
        fill(workspace / "data/2027" / path)
    assert {each.kind.key for each in read(workspace, 2027).listings} == set(kinds())


def test_what_is_typed_fits_what_the_templates_ask_for():
    """The hand-made rows know every column but those of counts, sums and evidence."""
    loose = {
        c.heading
        for year in YEARS
        for each in lists_of(year)
        for c in each.columns
        if typed(c.heading) == NUMBER
    }
    assert all(
        word.endswith(("数", "场次", "人次", "营收", "额", "表", "照片", "推文", "通知")) for word in loose
    )
