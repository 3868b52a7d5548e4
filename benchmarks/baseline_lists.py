"""What the script of `benchmarks.baseline` reads and merges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

YEAR: Final = 2025
HEAD_ROW: Final = 2  # 0-based row of the headings in every workbook
READERS: Final[dict[str, Any]] = {"openpyxl": "openpyxl", "fast": "calamine"}
DISTRICTS: Final = {
    "440103": "荔湾区", "440104": "越秀区", "440105": "海珠区", "440106": "天河区", "440111": "白云区",
    "440112": "黄埔区", "440113": "番禺区", "440114": "花都区", "440115": "南沙区", "440117": "从化区",
    "440118": "增城区",
}  # fmt: skip
FORMER: Final = {
    "东山区": "越秀区",
    "芳村区": "荔湾区",
    "萝岗区": "黄埔区",
    "增城市": "增城区",
    "从化市": "从化区",
}
ALIASES: Final = {
    **{name: name for name in DISTRICTS.values()},
    **{name[:2]: name for name in DISTRICTS.values()},
    **FORMER,
}
CODE, NAME = "统一社会信用代码", "企业名称"
FINDING: Final = (
    "程度", "事项", "企业或区", "区", "位置", "列", "实际", "另见", "应为", "处理", "由谁处理", "代码",
)  # fmt: skip


def read(path: Path, engine: str) -> pd.DataFrame:
    """A list with the place of each row; every cell as text, notes below it dropped."""
    if path.suffix == ".csv":
        frame = pd.read_csv(path, dtype=str, encoding="utf-8-sig")
        first = 2
    else:
        frame = pd.read_excel(path, header=HEAD_ROW, dtype=str, engine=READERS[engine])
        first = HEAD_ROW + 2
    frame["行"] = range(first, first + len(frame))
    frame["位置"] = (
        "data/2025/" + path.parent.name + "/" + path.name + " 第 " + frame["行"].astype(str) + " 行"
    )
    frame = frame.rename(columns={"单位详细名称": NAME, "专利权人": NAME})
    if NAME in frame:
        frame = frame[frame[NAME].notna()].copy()
        clean(frame)
    return frame


def squeeze(text: pd.Series) -> pd.Series:
    """Half width, without spaces and what cannot be seen."""
    return text.fillna("").str.normalize("NFKC").str.replace(r"[\s\u200b-\u200f\ufeff]+", "", regex=True)


def clean(frame: pd.DataFrame) -> None:
    """Comparable code and name beside the raw ones."""
    frame["名"] = squeeze(frame[NAME]).str.rstrip("。.")
    raw = frame[CODE].fillna("") if CODE in frame else pd.Series("", index=frame.index)
    code = squeeze(raw).str.upper()
    frame["码"] = code.where(code.str.fullmatch("[0-9A-HJ-NPQRTUWXY]{18}"), "")
    frame["原码"] = raw


def fill_codes(lists: dict[str, pd.DataFrame]) -> None:
    """Rows without a code get the one that their name has elsewhere, if there is only one."""
    names = pd.concat([frame[["名", "码"]] for frame in lists.values()])
    names = names[names["码"] != ""].drop_duplicates()
    only = names.drop_duplicates("名", keep=False).set_index("名")["码"]
    for frame in lists.values():
        empty = frame["码"] == ""
        frame["按名称"] = empty & frame["名"].isin(only.index)
        frame["码"] = frame["码"].where(~empty, frame["名"].map(only))
        frame["企业"] = frame["码"].where(frame["码"].notna(), frame["名"])


def places_of(frame: pd.DataFrame, column: str) -> pd.Series:
    """First place of each firm in a list, by firm."""
    return frame.drop_duplicates("企业").set_index("企业")[column]


def split_patents(patents: pd.DataFrame) -> pd.DataFrame:
    """One line per owner; codes go with the owners in their order."""
    split = patents.assign(
        **{
            NAME: patents[NAME].str.split("；"),
            CODE: patents[CODE].fillna("").str.split("；"),
        }
    )
    counts = split[NAME].str.len()
    paired = split[CODE].str.len() == counts
    split.loc[~paired, CODE] = counts[~paired].map(lambda number: [""] * number)
    split = split.explode([NAME, CODE], ignore_index=True)
    clean(split)
    return split


class Year:
    """The lists of a year and what follows from them."""

    def __init__(self, data: Path, engine: str) -> None:
        found = {path.name: path for path in sorted(data.rglob("*.*"))}

        def load(word: str) -> pd.DataFrame:
            return read(next(path for name, path in found.items() if word in name), engine)

        self.hnte = pd.concat([load("第一批"), load("第二批")], ignore_index=True)
        self.above, self.services = load("定报库"), load("科技服务业")
        self.patents = split_patents(load("专利"))
        self.registry, self.revoked = load("底册"), load("取消")
        self.renames = load("更名")
        self.targets, self.acceptance = load("目标"), load("验收")
        self.lists = {
            "高企公示名单": self.hnte,
            "四上定报库": self.above,
            "规上科服名单": self.services,
            "专利名单": self.patents,
            "企业底册": self.registry,
            "取消名单": self.revoked,
        }
        fill_codes(self.lists)
        self.excluded: list[pd.DataFrame] = []
        self.granted = self._grants()
        self.units = self._units(self.above, "四上定报库")
        self.services_once = self._once(self._units(self.services, "规上科服名单"), "规上科服名单")
        self._once(self.units, "四上定报库")
        self._once(self.registry, "企业底册")
        self.cohort = self._cohort()
        self.services_once["区"] = self.services_once["行政区划代码"].str[:6].map(DISTRICTS)
        self.questions, self.remarks = self._findings("warning"), self._findings("info")

    def _drop(self, rows: pd.DataFrame, kind: str, reason: str) -> None:
        self.excluded.append(rows.assign(名单=kind, 原因=reason))

    def _once(self, rows: pd.DataFrame, kind: str) -> pd.DataFrame:
        self._drop(rows[rows.duplicated("企业")], kind, "重复")
        return rows.drop_duplicates("企业").copy()

    def _units(self, rows: pd.DataFrame, kind: str) -> pd.DataFrame:
        local = rows["单位类型"] == "产业活动单位"
        self._drop(rows[local], kind, "产业活动单位")
        return rows[~local]

    def _grants(self) -> pd.DataFrame:
        kind = self.patents["专利类型"].str.contains("发明")
        dated = self.patents["授权公告日"].str.startswith(str(YEAR))
        self._drop(self.patents[~kind], "专利名单", "非发明专利")
        self._drop(self.patents[kind & ~dated], "专利名单", "非当年授权")
        return self.patents[kind & dated]

    def _cohort(self) -> pd.DataFrame:
        """高企 of the year, once each, with district, flags and places."""
        rows = self.hnte
        other = rows["认定年度"] != str(YEAR)
        self._drop(rows[other], "高企公示名单", "非当年认定")
        rows = rows[~other]
        gone = rows["企业"].isin(self.revoked["企业"])
        self._drop(rows[gone], "高企公示名单", "已取消资格")
        rows = self._once(rows[~gone], "高企公示名单")
        districts = self._districts(rows)
        rows["区"] = districts.bfill(axis=1).iloc[:, 0].fillna("待定")
        rows["所在区来源"] = districts.notna().idxmax(axis=1)
        rows["规上"] = rows["企业"].isin(self.units["企业"]).map({True: "是", False: "否"})
        rows["发明专利"] = rows["企业"].isin(self.granted["企业"]).map({True: "是", False: "否"})
        counts = self.granted["企业"].value_counts()
        rows["专利行数"] = rows["企业"].map(counts).fillna(0).astype(int)
        rows["四上位置"] = rows["企业"].map(places_of(self.units, "位置"))
        rows["专利位置"] = rows["企业"].map(places_of(self.granted, "位置"))
        rows["代码来源"] = rows["按名称"].map({True: "按名称对应", False: "名单所载"})
        return rows.sort_values(["区", "位置"])

    def _districts(self, rows: pd.DataFrame) -> pd.DataFrame:
        """What each source says, in the order in which they decide."""
        inside = "|".join(DISTRICTS.values())
        return pd.DataFrame(
            {
                "高企名单": rows["所在区"].map(ALIASES),
                "企业底册": rows["企业"].map(places_of(self.registry, "所在区")).map(ALIASES),
                "四上定报库": rows["企业"].map(places_of(self.units, "行政区划代码")).str[:6].map(DISTRICTS),
                "专利名单": rows["企业"].map(places_of(self.patents, "所在区")).map(ALIASES),
                "地址": rows["地址"].str.extract(f"({inside})")[0],
            }
        )

    def _findings(self, severity: str) -> pd.DataFrame:
        """What a colleague would flag: `error` and `warning` together, or `info`."""
        found = []
        for kind, rows in self.lists.items():
            raw, code = rows["原码"], rows["码"].fillna("")
            if severity == "info":
                found.append(flag(rows[(raw != code) & (code != "") & (raw != "")], kind, "代码经过清理"))
                again = rows[rows.duplicated("企业")] if kind != "专利名单" else rows[:0]
                found.append(flag(again, kind, "重复"))
            else:
                found.append(flag(rows[rows["按名称"]], kind, "按名称对应到企业"))
                found.append(flag(rows[(code == "") & (kind != "专利名单")], kind, "查不到企业代码"))
        if severity == "info":
            of_patents = ["非发明专利", "非当年授权"]
            found += [flag(rows[rows["原因"].isin(of_patents)], "", "不计入") for rows in self.excluded]
            unknown = self.patents[self.patents["码"].isna()].drop_duplicates("名")
            found.append(flag(unknown, "专利名单", "查不到企业代码"))
            for kind in ("高企公示名单", "企业底册", "专利名单"):
                rows = self.lists[kind]
                found.append(flag(rows[rows["所在区"].isin(FORMER)], kind, "旧区名"))
        else:
            for rows in self.excluded:
                local = rows["原因"].isin(["产业活动单位", "已取消资格", "非当年认定"])
                found.append(flag(rows[local], "", "不计入"))
            found += self._disagreements()
        return pd.concat(found, ignore_index=True)

    def _disagreements(self) -> list[pd.DataFrame]:
        """Names and districts that differ between lists."""
        found = []
        for kind in ("四上定报库", "企业底册"):
            both = self.cohort.merge(self.lists[kind], on="企业", suffixes=("", "_他"))
            found.append(flag(both[both["名"] != both["名_他"]], kind, "名称不同"))
            if kind == "企业底册":
                other = both["所在区_他"].map(ALIASES)
            else:
                other = both["行政区划代码"].str[:6].map(DISTRICTS)
            found.append(flag(both[other.notna() & (other != both["区"])], kind, "所在区不一致"))
        return found


def flag(rows: pd.DataFrame, kind: str, title: str) -> pd.DataFrame:
    """Rows as findings, with everything that a person has to be told."""
    return pd.DataFrame(
        {
            "程度": "请核对",
            "事项": title,
            "企业或区": rows[NAME],
            "区": rows.get("区", ""),
            "位置": rows["位置"],
            "列": f"{CODE}（C 列）",
            "实际": rows["原码"],
            "另见": kind,
            "应为": "18 位统一社会信用代码，与营业执照一致",
            "处理": "核对后在原名单中改正，或说明理由",
            "由谁处理": "市局",
            "代码": "check",
        },
        columns=list(FINDING),
    )
