"""Blank workspaces on disk, and what a person would type into their sheets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl

from gzaudit.commands.init import run_init
from gzaudit.init.lists import BlankList, blank_lists
from gzaudit.init.sheet import FILL, HEAD_ROW, MARK
from gzaudit.policy.load import load_policy
from gzaudit.read.year import YearLists, read_year

YEARS = (2023, 2025)
# By heading, written by hand: not taken from the examples of the templates.
TYPED: dict[str, Any] = {
    "企业名称": "广州甲科技有限公司",
    "单位详细名称": "广州甲科技有限公司",
    "原名称": "广州旧科技有限公司",
    "现名称": "广州甲科技有限公司",
    "专利权人": "广州甲科技有限公司",
    "机构名称": "广州乙服务有限公司",
    "统一社会信用代码": "9144011661842063XT",
    "证书编号": "GR202544000001",
    "发证日期": dt.date(2025, 11, 3),
    "认定年度": 2025,
    "批次": "第二批",
    "所在区": "黄埔区",
    "区": "黄埔区",
    "地址": "广州市黄埔区科学城 1 号",
    "曾用名": "广州旧科技有限公司",
    "行政区划代码": "440112",
    "行业代码": "6513",
    "专业类别": "F",
    "单位类型": "法人单位",
    "专利号": "ZL202310000001.X",
    "专利类型": "发明专利",
    "授权公告日": dt.date(2025, 5, 6),
    "事项": "基础验收",
    "结论": "通过",
    "依据": "穗科〔2026〕1 号",
    "经办人": "王五",
    "日期": dt.date(2026, 1, 9),
    "决定": "计入",
    "决定人": "王五",
    "复核人": "赵六",
    "牵头/合作": "牵头",
    "享受4号办法": "否",
    "出具单位和文号": "统计局函 1 号",
    "活动主题": "政策宣讲会",
    "活动编号": "HP001",
    "活动类型": "政策宣讲",
    "活动日期": dt.date(2025, 6, 1),
    "活动地点": "科学城",
    "报告期": "2025 年三季度",
    "企业存在困难": "缺人",
    "待协调解决事项": "无",
    "项目名称": "某基地",
    "投资计划": "1 亿元",
    "技术需求名称": "某工艺",
    "技术需求简述": "良率低",
    "关键技术指标": "不低于 98%",
    "上传时间": dt.date(2025, 7, 1),
    "走访日期": dt.date(2025, 7, 2),
    "周次": "第 3 周",
    "报告名称": "总结",
}
NUMBER = 7  # in every column of counts, sums and evidence


def lists_of(year: int) -> tuple[BlankList, ...]:
    return blank_lists(load_policy(year), year)


def made(folder: Path, year: int | None = 2025) -> Path:
    workspace = folder / "我的 核算"
    assert run_init(workspace, year) == 0
    return workspace


def typed(heading: str) -> Any:
    return TYPED.get(heading.removeprefix(MARK), NUMBER)


def fill(path: Path, *, times: int = 1) -> None:
    """Type rows below the headings, as openpyxl saves them."""
    book = openpyxl.load_workbook(path)
    sheet = book[FILL]
    for at in range(times):
        for cell in sheet[HEAD_ROW + 1]:
            if cell.value:
                sheet.cell(HEAD_ROW + 2 + at, cell.column).value = typed(cell.value)
    book.save(path)
    book.close()


def read(workspace: Path, year: int) -> YearLists:
    return read_year(workspace, year, {}, lambda _: None)
