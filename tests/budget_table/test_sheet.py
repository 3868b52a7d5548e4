"""The same table as a spreadsheet: indicators in one cell, or in columns of their own."""

from __future__ import annotations

import csv
import io

import pytest
import xlsxwriter
import xlwt
from published import table, without_places

from gzaudit.budget_table.amounts import shown
from gzaudit.budget_table.read import read_table
from gzaudit.budget_table.sums import check_sums
from gzaudit.errors import InputError, SettingsError

MONEY = ("总计", "财政拨款", "财政专户拨款", "其他资金")
PARTS = ("一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值")


def grid(*, columns: bool) -> list[list[object]]:
    """The sample's cells; `columns`: an indicator a row, levels only where they change, as merged cells read."""
    found = table()
    rows: list[list[object]] = [[found.title], [f"部门名称：{found.department}", *[""] * 5, "单位：万元"]]
    rows.append(["项目名称\n（资金使用单位）", *MONEY, "绩效目标", "绩效指标"])
    if columns:
        rows.append(["", "", "", "", "", "", *PARTS])
    assert found.total is not None
    rows.append(["合计", found.total.total / 100, found.total.parts[0] / 100])
    for unit in found.units:
        rows.append([unit.name, unit.sums.total / 100, unit.sums.parts[0] / 100])
        for line in unit.lines:
            rows.append(
                ["    " + line.name, line.sums.total / 100, line.sums.parts[0] / 100, "", "", line.goal]
            )
            if not columns:
                rows[-1].append("\n".join(
                    f"{e.number}、{e.level1}-{e.level1_name}；{e.level2}-{e.level2_name}；{e.name}；"
                    f"实施周期指标值:{e.period}；年度指标值:{e.annual}。" for e in line.indicators
                ))  # fmt: skip
                continue
            before = ("", "")
            for at, each in enumerate(line.indicators):
                levels = (f"{each.level1}-{each.level1_name}", f"{each.level2}-{each.level2_name}")
                shown_levels = ["" if levels[: k + 1] == before[: k + 1] else levels[k] for k in (0, 1)]
                before = levels
                cells = [*shown_levels, each.name, each.period, each.annual]
                if at:
                    rows.append([*[""] * 6, *cells])
                else:
                    rows[-1].extend(cells)
    return rows


def xlsx(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("绩效目标表")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write_number(at, column, value) if isinstance(value, float) else page.write_string(
                    at, column, str(value)
                )
    return out.getvalue()


def xls(rows: list[list[object]]) -> bytes:
    book, out = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    page = book.add_sheet("绩效目标表")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                page.write(at, column, value)
    book.save(out)
    return out.getvalue()


def text(rows: list[list[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(
        [[shown(round(e * 100)) if isinstance(e, float) else e for e in row] for row in rows]
    )
    return out.getvalue().encode("gb18030")


def wanted():
    """The sample without what only its text has: a lost character of a label."""
    found = without_places(table())
    found["units"][0]["lines"][0]["indicators"][2]["remarks"] = []
    return found


@pytest.mark.parametrize("columns", [False, True])
@pytest.mark.parametrize(("ending", "write"), [("xlsx", xlsx), ("xls", xls), ("csv", text)])
def test_every_form_gives_the_same_table(tmp_path, columns, ending, write):
    path = tmp_path / f"绩效目标表.{ending}"
    path.write_bytes(write(grid(columns=columns)))
    found, _ = read_table(path)
    assert without_places(found) == wanted()
    assert all(each.ok for each in check_sums(found))


def test_places_are_those_of_the_spreadsheet(tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(xlsx(grid(columns=True)))
    found, _ = read_table(path)
    assert str(found.lines[0].place) == "绩效目标表 第 7 行“项目名称”列"
    assert str(found.lines[0].indicators[1].place) == "绩效目标表 第 8 行“绩效指标”列"


def test_an_amount_off_by_what_a_formula_leaves_behind_is_that_amount(tmp_path):
    rows = grid(columns=False)
    rows[3][1] = 1860.5000000000002
    path = tmp_path / "表.xlsx"
    path.write_bytes(xlsx(rows))
    found, _ = read_table(path)
    assert found.total is not None
    assert found.total.total == 186050


@pytest.mark.parametrize("amount", ["一千", "1.234", 1.234])
def test_an_amount_that_is_none(tmp_path, amount):
    rows = grid(columns=False)
    rows[3][1] = amount
    path = tmp_path / "表.xlsx"
    path.write_bytes(xlsx(rows))
    with pytest.raises(InputError, match="金额不能用") as refused:
        read_table(path)
    assert refused.value.where == "表.xlsx 工作表“绩效目标表” 第 4 行“总计”列"


def test_a_spreadsheet_without_such_a_table(tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(xlsx([["企业名称", "代码"], ["甲", "乙"]]))
    with pytest.raises(InputError, match="没有认出绩效目标表"):
        read_table(path)


@pytest.mark.parametrize("name", ["没有.txt", "没有.xlsx"])
def test_a_file_that_is_not_there(tmp_path, name):
    with pytest.raises(SettingsError, match="没有这个文件"):
        read_table(tmp_path / name)


def test_another_kind_of_file(tmp_path):
    with pytest.raises(SettingsError, match="这种文件不能读"):
        read_table(tmp_path / "表.pdf")


def test_a_text_in_gb18030_and_one_in_neither(tmp_path):
    from published import SAMPLE

    path = tmp_path / "表.txt"
    path.write_bytes(SAMPLE.encode("gb18030"))
    assert without_places(read_table(path)[0]) == without_places(table())
    path.write_bytes(b"\xff\xff\x00\x81")
    with pytest.raises(InputError, match="无法读取"):
        read_table(path)
