"""The script that a colleague would write for the same year: pandas reads, merges and writes, sheet by sheet.

`python -m benchmarks.baseline DATA OUT --shape FILE [--engine openpyxl|fast]`. The engine is openpyxl for
reading and writing, or, for `fast`, python-calamine and xlsxwriter: nothing else differs.

It works out the same memberships by plain merges and writes as many rows and columns into each sheet as the
tool does (FILE, from `benchmarks.stages`). Where its own findings are fewer or more, they are repeated or cut
to that number; how many it had is printed, so that nobody has to believe it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.baseline_lists import DISTRICTS, NAME, READERS, Year

WRITERS: Final[dict[str, Any]] = {"openpyxl": "openpyxl", "fast": "xlsxwriter"}
CITY_BOOK: Final = "广州市核算结果.xlsx"


def fit(frame: pd.DataFrame, sheet: dict[str, Any]) -> pd.DataFrame:
    """A sheet of exactly the rows and columns that the tool writes."""
    rows, headings = sheet["rows"], sheet["headings"]
    if frame.empty:
        frame = pd.DataFrame({"": ["样例"]})
    while len(frame) < rows:
        frame = pd.concat([frame, frame.head(rows - len(frame))], ignore_index=True)
    frame = frame.head(rows)
    while len(frame.columns) < len(headings):
        frame = pd.concat([frame, frame.iloc[:, : len(headings) - len(frame.columns)]], axis=1)
    return frame.iloc[:, : len(headings)].set_axis(headings, axis=1)


def sheets_of(year: Year, district: str) -> dict[str, pd.DataFrame]:
    """The long sheets of a workbook by name; "" is the city's."""
    cohort = year.cohort
    if district:
        mine = cohort[cohort["区"] == district]
        questions = pd.concat([year.questions, year.remarks])
        questions = questions[questions["区"] == district]
        kept = questions[["程度", "事项", "企业或区", "位置", "实际", "应为", "处理", "由谁处理"]]
        numbered = mine.assign(序号=range(1, len(mine) + 1))
        return {
            "高企名单": numbered[["序号", NAME, "码", "发明专利", "位置"]],
            "待核对事项": kept,
        }
    excluded = pd.concat(year.excluded, ignore_index=True)
    flags = ["规上", "发明专利", "专利行数", "位置", "四上位置", "专利位置"]
    return ledger(year) | {
        "高企名单": cohort[["区", NAME, "码", "代码来源", "所在区来源", *flags]],
        "规上科服名单": year.services_once[["区", NAME, "码", "位置"]],
        "剔除明细": excluded[["名单", "原因", NAME, "原码", "位置"]],
        "待复核": year.questions,
        "提示": year.remarks,
    }


LEDGER: Final = {
    "高新技术企业认定备案公示名单": "高企公示名单", "“四上企业”定报库": "四上定报库",
    "规上科技服务业企业名单": "规上科服名单", "当年获得发明专利授权企业名单": "专利名单",
    "企业底册": "企业底册", "取消高企资格名单": "取消名单",
}  # fmt: skip


SAID: Final = (
    "所在区", "行政区划代码", "单位类型", "地址", "证书编号", "发证日期", "认定年度", "专利号", "专利类型",
    "授权公告日",
)  # fmt: skip


def ledger(year: Year) -> dict[str, pd.DataFrame]:
    """Where each row of each list went."""
    out = pd.concat(year.excluded, ignore_index=True)
    reasons = out.drop_duplicates("位置").set_index("位置")["原因"]
    sheets = {}
    for title, kind in LEDGER.items():
        rows = year.lists[kind].sort_values("行")
        said = [name for name in SAID if name in rows]
        sheets[title] = pd.DataFrame(
            {
                "表": kind,
                "行": rows["行"],
                NAME: rows[NAME],
                "原码": rows["原码"],
                "状态": rows["码"].notna().map({True: "有效", False: "未填"}),
                "依据": rows["按名称"].map({True: "名称", False: "代码"}),
                "码": rows["码"],
                "去向": rows["位置"].map(reasons).fillna("计入"),
                **{name: rows[name] for name in said},
            }
        )
    return sheets


def summary(year: Year, district: str) -> pd.DataFrame:
    """Counts by district, on every sheet that has no rows of its own."""
    rows = year.cohort if not district else year.cohort[year.cohort["区"] == district]
    counts = rows.groupby("区").agg(
        高企=("企业", "size"),
        规上=("规上", lambda flags: int((flags == "是").sum())),
        专利=("发明专利", lambda flags: int((flags == "是").sum())),
    )
    services = year.services_once["区"].value_counts()
    counts["规上科服"] = services.reindex(counts.index).fillna(0).astype(int)
    return counts.reset_index().merge(year.targets[["区", "高企认定年度目标数"]], on="区", how="left")


def write(year: Year, shape: dict[str, Any], out: Path, engine: str) -> dict[str, Any]:
    """All workbooks; how many rows this script itself had for each of the city's sheets."""
    own = {}
    for district, sheets in shape["books"].items():
        long, short = sheets_of(year, district), summary(year, district)
        if not district:
            own = {name: len(frame) for name, frame in long.items()}
        path = out / (f"{district}核算结果.xlsx" if district else CITY_BOOK)
        with pd.ExcelWriter(path, engine=WRITERS[engine]) as book:
            for sheet in sheets:
                frame = fit(long.get(sheet["name"], short), sheet)
                frame.to_excel(book, sheet_name=sheet["name"], index=False)
    counts = year.cohort["区"].value_counts()
    return {"own_rows": own, "counts": {name: int(counts.get(name, 0)) for name in DISTRICTS.values()}}


def main() -> None:
    """Read, merge, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shape", type=Path, required=True)
    parser.add_argument("--engine", choices=list(READERS), default="openpyxl")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    shape = json.loads(options.shape.read_text(encoding="utf-8"))
    told = write(Year(options.data, options.engine), shape, options.out, options.engine)
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
