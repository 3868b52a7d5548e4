"""The lists of a year as columns, with the headings that the agencies give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from benchmarks.dirt import (
    move_districts,
    repeated,
    spoil_codes,
    spoil_districts,
    spoil_names,
    use_former_names,
)
from benchmarks.firms import DISTRICTS, firm_names, make_firms

if TYPE_CHECKING:
    import numpy.typing as npt

SEED = 20_250_731
_EPOCH = pd.Timestamp("1899-12-30")


class Size(NamedTuple):
    """How many rows each list has, give or take the repeated ones."""

    hnte: int
    above_scale: int
    patents: int
    services: int
    registry: int

    def scaled(self, factor: float) -> Size:
        """The same year with that share of its rows."""
        return Size(*(max(round(rows * factor), 40) for rows in self))


CITY = Size(15_000, 60_000, 60_000, 1_200, 20_000)
PROVINCE = Size(80_000, 400_000, 300_000, 6_400, 107_000)


@dataclass(slots=True)
class YearList:
    """One list as it will be written: `dates` names the columns that hold spreadsheet days."""

    path: str
    title: str
    sheet: str
    columns: pd.DataFrame
    dates: tuple[str, ...] = ()


def _days(first: str, days: int, count: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    return (pd.Timestamp(first) - _EPOCH).days + rng.integers(0, days, count)


def _numbered(columns: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame(columns)
    frame.insert(0, "序号", range(1, len(frame) + 1))
    return frame


def _hnte(firms: pd.DataFrame, former: pd.Series, rng: np.random.Generator) -> list[YearList]:
    lists = []
    first = len(firms) * 57 // 100
    for batch, (part, day) in enumerate(((firms[:first], "2025-11-28"), (firms[first:], "2025-12-19")), 1):
        rows = pd.concat([part, repeated(part, 0.004, rng)], ignore_index=True)
        rows["former"] = rows["name"].map(former)
        rows = rows.astype(object).where(rows.notna(), None)
        spoil_codes(rows, rng)
        spoil_names(rows, rng)
        spoil_districts(rows, rng)
        year = np.where(rng.random(len(rows)) < 0.002, 2024, 2025)
        word = "一二"[batch - 1]
        columns = {
            "企业名称": rows["name"],
            "统一社会信用代码": rows["code"],
            "证书编号": [f"GR{y}44{batch}{at:05d}" for at, y in enumerate(year)],
            "发证日期": (pd.Timestamp(day) - _EPOCH).days,
            "认定年度": year,
            "批次": f"第{word}批",
            "所在区": rows["district"],
            "地址": rows["address"],
            "曾用名": rows["former"],
        }
        title = f"广东省认定机构2025年认定报备的第{word}批高新技术企业备案公示名单"
        path = f"火炬中心/2025年第{word}批高新技术企业认定备案公示名单.xlsx"
        lists.append(YearList(path, title, "公示名单", _numbered(columns), ("发证日期",)))
    return lists


def _statistics(
    firms: pd.DataFrame, former: pd.Series, path: str, title: str, rng: np.random.Generator
) -> YearList:
    rows = pd.concat([firms, repeated(firms, 0.002, rng)], ignore_index=True).astype(object)
    use_former_names(rows, former, 0.5, rng)
    move_districts(rows, 0.01, rng)
    spoil_codes(rows, rng)
    spoil_names(rows, rng)
    count = len(rows)
    streets = rng.integers(1, 19, count) * 1000 + rng.integers(0, 12, count)
    columns = {
        "统一社会信用代码": rows["code"],
        "单位详细名称": rows["name"],
        "行政区划代码": [f"{a}{b:06d}" for a, b in zip(rows["division"], streets, strict=True)],
        "行业代码": rng.choice(["7320", "7452", "3963", "2669", "5131", "4710"], count),
        "专业类别": rng.choice(["规上工业", "规上服务业", "限上批发和零售业"], count),
        "单位类型": np.where(rng.random(count) < 0.008, "产业活动单位", "法人单位"),
        "登记注册类型": rng.choice(["有限责任公司", "股份有限公司", "港澳台投资"], count),
        "开业年份": rng.integers(1988, 2024, count),
        "在报状态": "正常上报",
    }
    return YearList(path, title, "名录", _numbered(columns))


def _patents(firms: pd.DataFrame, former: pd.Series, count: int, rng: np.random.Generator) -> YearList:
    """A few firms hold most patents; some grantees are universities; some rows are shared or do not count."""
    drawn = (len(firms) * rng.random(count) ** 2.2).astype(np.int64)
    rows = firms.iloc[drawn].reset_index(drop=True).astype(object)
    other = firms.iloc[rng.permutation(drawn)].reset_index(drop=True)
    use_former_names(rows, former, 0.3, rng)
    spoil_codes(rows, rng)
    spoil_names(rows, rng)
    spoil_districts(rows, rng)
    shared = np.flatnonzero(rng.random(count) < 0.06)
    names, codes = rows["name"].to_numpy(copy=True), rows["code"].to_numpy(copy=True)
    second, its_code = other["name"].to_numpy(), other["code"].to_numpy()
    names[shared] = [f"{names[at]}；{second[at]}" for at in shared]
    codes[shared] = [f"{codes[at]}；{its_code[at]}" if codes[at] else None for at in shared]
    academic = np.flatnonzero(rng.random(count) < 0.03)
    names[academic] = [f"虚构大学第{at % 400 + 1}研究所" for at in academic]
    codes[academic] = None
    utility = rng.random(count) < 0.02
    granted = _days("2025-01-01", 365, count, rng)
    granted[rng.random(count) < 0.01] -= 365
    years, serial = rng.integers(2019, 2025, count), rng.permutation(count)
    columns = {
        "专利号": [f"ZL{y}{1 + u}9{s:06d}.{s % 10}" for y, u, s in zip(years, utility, serial, strict=True)],
        "发明名称": [f"一种虚构装置及其控制方法{at % 9973}" for at in serial],
        "专利类型": np.where(utility, "实用新型", "发明专利"),
        "申请日": _days("2021-01-01", 900, count, rng),
        "授权公告日": granted,
        "专利权人": names,
        "统一社会信用代码": codes,
        "地址": rows["address"],
        "所在区": rows["district"],
        "IPC主分类号": rng.choice(["G06F 17/00", "H04L 9/32", "A61K 31/00"], count),
    }
    path, title = "市市场监管局/2025年发明专利授权企业名单.xlsx", "2025年广州市获得发明专利授权企业名单"
    return YearList(path, title, "授权明细", _numbered(columns), ("申请日", "授权公告日"))


def _registry(firms: pd.DataFrame, former: pd.Series, rng: np.random.Generator) -> YearList:
    rows = firms.assign(former=firms["name"].map(former)).astype(object)
    rows["former"] = rows["former"].where(rows["former"].notna(), None)
    move_districts(rows, 0.01, rng)
    spoil_codes(rows, rng)
    spoil_names(rows, rng)
    columns = {
        "企业名称": rows["name"],
        "统一社会信用代码": rows["code"],
        "曾用名": rows["former"],
        "所在区": rows["district"],
        "地址": rows["address"],
        "成立年份": rng.integers(1988, 2024, len(rows)),
        "所属领域": rng.choice(["电子信息", "生物与新医药", "新材料", "先进制造"], len(rows)),
    }
    return YearList("市科技局/企业底册.csv", "", "", _numbered(columns))


def _small(cohort: pd.DataFrame, former: pd.Series) -> list[YearList]:
    """Lists of a few lines: renames, revoked, targets, acceptance."""
    renamed = cohort[cohort["name"].isin(former.index)][::4]
    renames = _numbered(
        {
            "原名称": renamed["name"].map(former),
            "现名称": renamed["name"],
            "统一社会信用代码": renamed["code"],
        }
    )
    gone = cohort[:: max(len(cohort) // 40, 1)]
    revoked = _numbered({"企业名称": gone["name"], "统一社会信用代码": gone["code"]})
    counts = cohort["district"].value_counts().reindex(list(DISTRICTS.values()), fill_value=0)
    # Around the thresholds, so that every rate and step is met.
    factor = np.linspace(0.8, 1.3, len(counts))
    targets = pd.DataFrame({"区": counts.index})
    columns = {
        "高企认定年度目标数": 1.0,
        "上年规上高企数": 0.33,
        "上年规上科服企业数": 0.08,
        "上年专利高企数": 0.5,
    }
    for name, share in columns.items():
        targets[name] = [int(value) for value in np.maximum(counts.to_numpy() * factor * share, 5)]
    acceptance = _numbered({"区": [*DISTRICTS.values()] * 2})
    half = len(DISTRICTS)
    acceptance["事项"] = ["基础验收"] * half + ["绩效考核"] * half
    acceptance["结论"] = "通过"
    acceptance["依据"] = "样例验收〔2026〕1号"
    bureau = "市科技局"
    return [
        YearList("认定办/2025年高新技术企业更名名单.xlsx", "2025年高新技术企业更名名单", "名单", renames),
        YearList("认定办/2025年取消高企资格名单.xlsx", "2025年取消高新技术企业资格名单", "名单", revoked),
        YearList(f"{bureau}/2025年度目标与上年基数.xlsx", "2025年度目标与上年基数", "目标", targets),
        YearList(f"{bureau}/2025年度验收结论.xlsx", "2025年度验收及绩效考核结论", "结论", acceptance),
    ]


def make_lists(size: Size) -> list[YearList]:
    """Every list of a year. The same size gives the same lists."""
    rng = np.random.default_rng(SEED)
    strangers = size.above_scale + size.registry // 4
    firms = make_firms(size.hnte + strangers, rng).astype(object)
    cohort, others = firms[: size.hnte], firms[size.hnte :]
    large = cohort[: size.hnte // 3]
    above = pd.concat([large, others[: size.above_scale - len(large)]]).sample(frac=1, random_state=rng)
    services = pd.concat([large[: size.services // 4], others[: size.services - size.services // 4]])
    known = cohort[: size.registry * 3 // 4]
    registry = pd.concat([known, others.tail(size.registry - len(known))]).sample(frac=1, random_state=rng)
    patentees = pd.concat([cohort[::2], others[::20]]).sample(frac=1, random_state=rng)
    changed = known["name"].sample(frac=0.02, random_state=rng)
    former = pd.Series(firm_names(np.arange(len(changed)) + len(firms)), index=changed, dtype=object)
    bureau = "市统计局"
    scale_title, scale_file = "“四上”企业定报库单位名单（2025年12月）", "“四上”企业定报库名单（2025年12月）"
    service_title = "2025年规模以上科技服务业企业名单"
    return [
        *_hnte(cohort.sample(frac=1, random_state=rng), former, rng),
        _statistics(above, former, f"{bureau}/{scale_file}.xlsx", scale_title, rng),
        _statistics(services, former, f"{bureau}/{service_title}.xlsx", service_title, rng),
        _patents(patentees, former, size.patents, rng),
        _registry(registry, former, rng),
        *_small(cohort, former),
    ]
