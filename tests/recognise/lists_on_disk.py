"""Real files for the tests of recognition: laid out cell by cell, read through the one public function."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pandas as pd
import xlsxwriter
import xlwt

from gzaudit.read.listing import Listing, Source
from gzaudit.read.year import YearLists, read_year

CODE = "9144011661842063XT"
HIDDEN, VERY_HIDDEN = "hidden", "very hidden"
ENDINGS = (".xlsx", ".xls", ".csv")

# For every kind the headings that its owner would write, and one row.
COLUMNS: dict[str, dict[str, object]] = {
    "hnte": {"序号": 1, "企业名称": "广州甲科技有限公司", "证书编号": "GR202544000001"},
    "hnte_revoked": {"序号": 1, "企业名称": "广州甲科技有限公司", "统一社会信用代码": CODE},
    "renames": {"序号": 1, "原名称": "广州甲科技有限公司", "现名称": "广州乙科技有限公司"},
    "above_scale": {"单位详细名称": "广州甲科技有限公司", "统一社会信用代码": CODE, "行业代码": "6513"},
    "above_scale_tech_services": {
        "单位详细名称": "广州甲科技有限公司",
        "统一社会信用代码": CODE,
        "行业代码": "7320",
    },
    "patent_grants": {
        "专利权人": "广州甲科技有限公司",
        "专利号": "ZL202310000001.X",
        "授权公告日": "2025-03-01",
    },
    "registry": {"企业名称": "广州甲科技有限公司", "统一社会信用代码": CODE, "所在区": "天河区"},
    "targets": {"区": "天河区", "高企认定年度目标数": 900, "上年规上高企数": 100},
    "acceptance": {"区": "天河区", "结论": "通过", "依据": "穗科〔2026〕1号"},
    "institutions": {"区": "天河区", "机构名称": "广州甲服务有限公司", "统一社会信用代码": CODE},
    "hnte_stock": {"企业名称": "广州甲科技有限公司", "证书编号": "GR202444000001", "认定年度": 2024},
    "decisions": {"事项": "match", "企业名称": "广州甲科技有限公司", "决定": "x", "依据": "y", "决定人": "z"},
    "counts": {"区": "天河区", "高企认定数": 812, "规上高企数": 120},
    "tech_smes": {"企业名称": "广州甲科技有限公司", "统一社会信用代码": CODE, "所在区": "天河区"},
    "rd_services": {"区": "天河区", "走访家数": 12, "培训场次": 3, "培训人次": 90},
    "gi_events": {"活动编号": "A1", "主题": "政策宣讲", "区": "天河区"},
    "gi_signins": {"活动编号": "A1", "企业名称": "广州甲科技有限公司"},
    "gi_key_firms": {"企业名称": "广州甲科技有限公司", "区": "天河区"},
    "gi_projects": {"项目名称": "某项目", "区": "天河区"},
    "gi_needs": {"需求名称": "某需求", "区": "天河区"},
    "gi_visits": {"企业名称": "广州甲科技有限公司", "区": "天河区"},
    "gi_weekly": {"周次": 1, "区": "天河区"},
    "gi_reports": {"报告名称": "年度总结", "区": "天河区"},
}
# The words that tell each kind, as its owner writes them.
WORDS = {
    "hnte": "2025年第一批高新技术企业认定备案公示名单",
    "hnte_revoked": "取消高新技术企业资格名单",
    "renames": "高新技术企业更名名单",
    "above_scale": "2025年12月“四上”企业定报库",
    "above_scale_tech_services": "2025年规模以上科技服务业企业名单",
    "patent_grants": "2025年获得发明专利授权企业名单",
    "registry": "全市企业底册",
    "targets": "2025年度目标与上年基数",
    "acceptance": "2025年验收结论",
    "institutions": "2025年支撑机构名单",
    "hnte_stock": "有效期内高企名单",
    "decisions": "人工复核决定",
    "counts": "规上高企汇总数",
    "tech_smes": "2025年科技型中小企业入库名单",
    "rd_services": "研发费用归集服务工作量",
    "gi_events": "广州科技GI政策宣讲活动清单",
    "gi_signins": "广州科技GI活动签到表",
    "gi_key_firms": "科技服务业重点企业生产经营情况",
    "gi_projects": "重大科技项目进展",
    "gi_needs": "企业技术需求清单",
    "gi_visits": "企业走访记录",
    "gi_weekly": "广州科技GI周报",
    "gi_reports": "科技企业培育服务总结报告",
}


def table(kind: str, title: str = "") -> list[list[object]]:
    """A list of one row, with or without a title line."""
    columns = COLUMNS[kind]
    return [*([[title]] if title else []), list(columns), list(columns.values())]


def sheet_of(*headings: str) -> list[list[object]]:
    """Headings and one row that fits them somehow."""
    samples = {
        "区": "天河区",
        "名": "广州甲科技有限公司",
        "代码": CODE,
        "结论": "通过",
        "专利权人": "广州甲科技有限公司",
    }
    return [
        list(headings),
        [next((value for word, value in samples.items() if word in heading), "1") for heading in headings],
    ]


def lay(folder: Path, path: str, *sheets: tuple[object, ...], encoding: str = "utf-8-sig") -> Path:
    """Write a workspace file. A sheet is (name, rows) or (name, rows, HIDDEN or VERY_HIDDEN)."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.lower().endswith(".csv"):
        with target.open("w", encoding=encoding, newline="") as handle:
            csv.writer(handle).writerows(sheets[0][1])
    elif path.lower().endswith(".xls"):
        book = xlwt.Workbook(encoding="utf-8")
        for name, rows, *state in sheets:
            sheet = book.add_sheet(name)
            sheet.visibility = {HIDDEN: 1, VERY_HIDDEN: 2}.get(state[0] if state else "", 0)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if value not in ("", None):
                        sheet.write(row, column, value)
        book.save(str(target))
    else:
        book = xlsxwriter.Workbook(str(target))
        for name, rows, *state in sheets:
            sheet = book.add_worksheet(name)
            {HIDDEN: sheet.hide, VERY_HIDDEN: sheet.very_hidden}.get(state[0] if state else "", int)()
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    write(book, sheet, row, column, value)
        book.close()
    return target


def write(book, sheet, row: int, column: int, value: object) -> None:
    if value in ("", None):
        return
    if isinstance(value, dt.datetime | dt.date):
        sheet.write_datetime(row, column, value, book.add_format({"num_format": "yyyy-mm-dd"}))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def read(folder: Path, pins: dict[str, tuple[str, ...]] | None = None) -> YearLists:
    return read_year(folder, 2025, pins or {}, lambda _: None)


def source(lists: YearLists, path: str, sheet: str = "") -> Source:
    return next(each for each in lists.sources if (each.path, each.sheet) == (path, sheet))


def listing(lists: YearLists, kind: str) -> Listing:
    (found,) = [each for each in lists.listings if each.kind.key == kind]
    return found


def findings(lists: YearLists, code: str) -> pd.DataFrame:
    frames = [batch.frame for batch in lists.batches if batch.code == code and len(batch.frame)]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
