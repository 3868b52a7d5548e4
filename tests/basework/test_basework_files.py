"""From files as people export them to quantities: recognition, district by folder, personal columns, totals."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter
from basework_lists import TIANHE, YUEXIU, code, codes, policy, said

from gzaudit.basework.assess import BaseWork, assess_base_work
from gzaudit.read.year import YearLists, read_year


def sheets(folder: Path, path: str, **tables: list[list[object]]) -> None:
    target = folder / "data/2025" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.endswith(".csv"):
        with target.open("w", encoding="gb18030", newline="") as handle:
            csv.writer(handle).writerows(next(iter(tables.values())))
        return
    book = xlsxwriter.Workbook(str(target))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date | dt.datetime):
                    sheet.write_datetime(at, column, value, day)
                else:
                    sheet.write(at, column, value)
    book.close()


def read(folder: Path) -> YearLists:
    return read_year(folder, 2025, {}, lambda _: None)


def kinds_read(lists: YearLists) -> dict[str, str | None]:
    return {source.place.removeprefix("data/2025/"): source.kind for source in lists.sources}


EVENT = ["活动编号", "活动类型", "活动主题", "活动日期", "活动地点", "主办单位", "联系人", "联系电话",
         "活动通知", "活动签到表", "现场照片", "活动推文", "产品对接需求表"]  # fmt: skip


def event(number: int, kind: str, day: object, **more: str) -> list[object]:
    row = {"photos": "有"} | more
    return [
        f"GI{number:03d}", kind, f"第{number}场", day, f"{number}号楼", "某机构", "张三", "13800000000",
        "通知.pdf", "签到.pdf", row["photos"], "https://a.example", "需求.xlsx",
    ]  # fmt: skip


def signed(number: int, firms: range) -> list[list[object]]:
    return [[f"GI{number:03d}", f"广州甲{at}科技有限公司", code(at), "李四", "13900000000"] for at in firms]


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> tuple[YearLists, BaseWork]:
    tmp_path = tmp_path_factory.mktemp("year")
    sheets(
        tmp_path,
        "天河区/天河区一区一机构基础工作.xlsx",
        活动清单=[
            ["2025年政策宣讲、产业对接活动清单"],
            EVENT,
            event(1, "政策宣讲", dt.datetime.combine(dt.date(2025, 3, 1), dt.time(14, 30))),
            event(2, "政策宣讲", "2025年4月1日"),
            event(3, "政策宣讲", "2025/5/1", photos="无"),
            event(4, "产业对接", dt.date(2025, 6, 1)),
            ["合计", "4 场"],
        ],
        签到清单=[
            ["活动编号", "企业名称", "统一社会信用代码", "姓名", "手机"],
            *signed(1, range(60)),
            *signed(2, range(100, 159)),
            *signed(3, range(200, 270)),
            *signed(4, range(300, 330)),
        ],
        技术需求=[
            [
                "序号",
                "企业名称",
                "技术需求名称",
                "技术需求简述",
                "要达到的关键技术指标",
                "上传时间",
                "联系人",
            ],
            [
                1,
                "甲公司",
                "叶片铸造",
                "高温合金叶片的精密铸造",
                "合格率95%",
                dt.datetime.combine(dt.date(2025, 8, 31), dt.time(23, 59)),
                "张三",
            ],
            [2, "乙公司", "电池回收", "退役动力电池梯次利用", "回收率90%", dt.date(2025, 9, 1), "李四"],
            [3, "丙公司", "算法", "端侧大模型压缩", "", "2025-06-01", "王五"],
        ],
    )
    sheets(
        tmp_path,
        "天河区/重点企业、项目.xlsx",
        重点企业生产经营情况=[
            ["科技服务业重点企业生产经营情况（单位：万元）"],
            [
                "企业名称",
                "统一社会信用代码",
                "报告期",
                "实际营收",
                "每季度预期营收",
                "",
                "",
                "",
                "企业存在困难",
                "待协调解决事项",
            ],
            ["", "", "", "", "一季度", "二季度", "三季度", "四季度", "", ""],
            ["甲公司", code(1), "2025年上半年", 1200, 300, 310, 320, 330, "无", "用地"],
            ["乙公司", code(2), "2025年上半年", 800, 200, "", "", "", "融资", "无"],
        ],
        重大科技项目进展=[
            [
                "项目名称",
                "期次",
                "当期完成投资额（万元）",
                "累计完成投资额（万元）",
                "2025年投资计划（万元）",
            ],
            ["某实验室", "一季度", 0, 500, 2000],
            ["某实验室", "二季度", 100, 600, 2000],
        ],
    )
    sheets(
        tmp_path,
        "越秀区/企业走访记录.csv",
        _=[
            ["企业名称", "走访日期", "走访人", "手机号码"],
            ["甲公司", "2025-03-01", "张三", "13800000000"],
            ["乙公司", "2025-03-02", "张三", "13800000000"],
        ],
    )
    sheets(
        tmp_path,
        "越秀区/周报.csv",
        _=[["周次", "报送日期"], ["第1周", "2025-01-05"], ["第2周", "2025-01-12"]],
    )
    sheets(tmp_path, "越秀区/总结报告.csv", _=[["报告名称", "附件"], ["2025年度工作总结报告", "1.pdf"]])
    lists = read(tmp_path)
    return lists, assess_base_work(list(lists.listings), policy())


def test_every_sheet_is_recognised(year):
    lists, _ = year
    assert kinds_read(lists) == {
        "天河区/天河区一区一机构基础工作.xlsx › 活动清单": "gi_events",
        "天河区/天河区一区一机构基础工作.xlsx › 签到清单": "gi_signins",
        "天河区/天河区一区一机构基础工作.xlsx › 技术需求": "gi_needs",
        "天河区/重点企业、项目.xlsx › 重点企业生产经营情况": "gi_key_firms",
        "天河区/重点企业、项目.xlsx › 重大科技项目进展": "gi_projects",
        "越秀区/企业走访记录.csv": "gi_visits",
        "越秀区/周报.csv": "gi_weekly",
        "越秀区/总结报告.csv": "gi_reports",
    }


def test_quantities(year):
    _, work = year
    assert work.found == {
        YUEXIU: {
            "talks": 0, "matchings": 0, "key_firms": 0, "projects": 0, "needs": 0, "visits": 2, "weekly": 2,
            "reports": 1,
        },
        TIANHE: {
            "talks": 1, "matchings": 1, "key_firms": 2, "projects": 1, "needs": 1, "visits": 0, "weekly": 0,
            "reports": 0,
        },
    }  # fmt: skip


def test_the_account_of_every_sheet_closes(year):
    lists, work = year
    for listing in lists.listings:
        source = lists.sources[listing.src]
        assert sum(work.fates[listing.src].values()) + sum(source.excluded.values()) == source.rows
    assert work.fates[0] == {"": 2, "too_few_firms": 1, "incomplete": 1}
    assert lists.sources[0].excluded == {"total": 1}
    assert work.fates[1] == {"": 219}


def test_personal_columns_stay_outside_and_are_told(year):
    lists, work = year
    told = {
        batch.frame["src"].iloc[0]: batch.frame["found"].iloc[0]
        for batch in lists.batches
        if batch.code == "personal_column_dropped"
    }
    shown = {
        lists.sources[src].path.rsplit("/", 1)[1] + lists.sources[src].sheet: what
        for src, what in told.items()
    }
    assert shown == {
        "天河区一区一机构基础工作.xlsx活动清单": "联系人、联系电话",
        "天河区一区一机构基础工作.xlsx签到清单": "姓名、手机",
        "天河区一区一机构基础工作.xlsx技术需求": "联系人",
        "企业走访记录.csv": "走访人、手机号码",
    }
    everything = [listing.frame.to_string() for listing in lists.listings]
    everything += [work.records.to_string(), *(batch.frame.to_string() for batch in work.batches)]
    for person in ("张三", "李四", "王五", "13800000000", "13900000000"):
        assert not any(person in text for text in everything)


def test_events_show_numbers_and_no_firm(year):
    _, work = year
    events = work.records[work.records["measure"].isin(["talks", "matchings"])]
    assert events["quantity"].tolist() == [60, 59, 70, 30]
    assert not events.astype(str).apply(lambda line: line.str.contains("有限公司")).any(axis=None)


def test_findings(year):
    _, work = year
    assert codes(work) == {"event_too_few_firms", "record_incomplete", "record_too_late", "quarters_missing"}
    assert {(line["subject"], line["found"]) for line in said(work, "record_incomplete")} == {
        ("第3场", "缺现场照片"),
        ("算法", "缺关键技术指标"),
    }
    assert [line["found"] for line in said(work, "quarters_missing")] == ["现有：第 1 季度"]


GI = "2025年天河区“一区一机构”"


@pytest.mark.parametrize(
    ("file", "title", "headings", "kind"),
    [
        ("导出1", f"{GI}政策宣讲活动清单", EVENT, "gi_events"),
        ("活动与签到", "", EVENT, "gi_events"),
        ("附件", "", EVENT, "gi_events"),
        ("附件", "", ["活动编号", "签到企业", "信用代码", "签到人"], "gi_signins"),
        ("政策宣讲参会企业名单", "", ["活动编号", "活动主题", "企业名称", "统一社会信用代码"], "gi_signins"),
        ("政策宣讲活动签到表", "", ["活动编号", "单位名称"], "gi_signins"),
        ("重点企业走访记录", "", ["企业名称", "统一社会信用代码", "走访时间"], "gi_visits"),
        ("重点企业技术需求清单", "", ["企业名称", "技术需求名称", "需求描述", "技术指标"], "gi_needs"),
        ("附件", "", ["需求名称", "需求简述", "技术指标"], "gi_needs"),
        ("附件", "", ["企业名称", "实际营收", "存在困难"], "gi_key_firms"),
        ("附件", "", ["项目名称", "本期完成投资", "累计完成投资"], "gi_projects"),
        ("高新技术企业认定政策宣讲活动清单", "", EVENT, "gi_events"),
        ("科技服务业重点企业生产经营情况", "", ["企业名称", "统一社会信用代码", "营业收入"], "gi_key_firms"),
        ("天河区第12周周报", "", ["周报名称", "提交时间"], "gi_weekly"),
        ("培育服务年度工作总结报告", "", ["报告标题"], "gi_reports"),
    ],
)
def test_what_institutions_really_send(tmp_path, file, title, headings, kind):
    row = ["某某某某某某"] * len(headings)
    sheets(tmp_path, f"{file}.xlsx", Sheet1=[*([[title]] if title else []), headings, row])
    assert [source.kind for source in read(tmp_path).sources] == [kind]


@pytest.mark.parametrize(
    ("file", "headings", "kind"),
    [
        ("2025年高新技术企业认定备案公示名单", ["企业名称", "证书编号"], "hnte"),
        ("规上科技服务业企业名单", ["单位详细名称", "统一社会信用代码"], "above_scale_tech_services"),
        ("高新技术企业认定政策宣讲会签到表", ["企业名称", "统一社会信用代码"], None),
        ("企业底册", ["企业名称", "统一社会信用代码", "日期"], "registry"),
        ("研发费用归集工作量", ["区", "走访家数", "培训场次"], "rd_services"),
        ("通讯录", ["企业名称", "日期", "地点"], None),
    ],
)
def test_what_is_no_gi_list(tmp_path, file, headings, kind):
    sheets(tmp_path, "底册.csv", _=[["企业名称", "统一社会信用代码"], ["甲公司", code(1)]])
    sheets(tmp_path, f"{file}.xlsx", Sheet1=[headings, ["某某某某某某某"] * len(headings)])
    by_place = {source.path: source.kind for source in read(tmp_path).sources}
    assert by_place[f"data/2025/{file}.xlsx"] == kind
