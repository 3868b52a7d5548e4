"""How single values are written for people: money, ratios, places, yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import exact_decimal, percent_cut

if TYPE_CHECKING:
    from fractions import Fraction

    import pandas as pd

    from gzaudit.match.account import SheetAccount
    from gzaudit.policy.model import Work

UNKNOWN: Final = "待定"
SEVERITY_WORDS: Final = {"error": "须决定", "warning": "请核对", "info": "提示"}
# How a row was matched: where the code of its enterprise comes from.
HOW: Final = {
    "code": "名单所载",
    "name": "按名称对应",
    "ambiguous": "同名多码",
    "unresolved": "查不到",
    "decided": "人工决定",
}
# Left blank, to be signed by hand; maker and checker are two people (domain §6.4).
SIGNED_BY: Final = ("编制", "复核", "批准")
BASE_STATUS: Final = {"accepted": "通过", "rejected": "不通过", "not_assessed": "未验收"}
LIST_STATUS: Final = {"accepted": "达到", "rejected": "未达到", "not_assessed": "待定"}
ASSESSMENT: Final = {"passed": "通过", "failed": "不通过", None: "未核定"}
REASONS: Final = {
    "note": "附注", "total": "合计行", "heading": "重复的表头", "serial_only": "只有序号",
    "duplicate": "重复", "no_identity": "无名称和代码", "out_of_year": "非当年认定",
    "revoked": "已取消资格", "outside_city": "广州以外", "not_legal_entity": "产业活动单位",
    "quasi_unit": "视同法人单位",
    "not_invention": "非发明专利", "grant_out_of_year": "非当年授权", "date_unreadable": "日期无法辨认",
    "district_unknown": "不是广州的区", "acceptance_invalid": "结论无法辨认",
    "sheet_hidden": "隐藏的工作表", "sheet_unrecognised": "认不出的工作表", "not_pinned": "另有指定",
    "file_unsupported": "格式不支持", "not_used": "本次用不到",
    "district_unstated": "未写明所在区", "other_activity": "活动类别不明", "out_of_period": "不在服务期内",
    "too_late": "逾期录入", "incomplete": "缺材料或栏目", "too_few_firms": "签到企业不足",
    "home_unknown": "企业所在区不明", "signins_missing": "没有签到清单", "repeated": "重复的活动",
    "event_unknown": "活动编号查无", "own_workbook": "本工具的工作簿",
    "excluded_by_decision": "人工决定不计", "undecided": "尚未决定", "decision_invalid": "决定不完整",
    "decision_conflict": "决定互相矛盾", "decision_unused": "决定没有对应", "not_carried": "不跨年沿用",
    "decided_anew": "本年另有决定",
    "reply": "区的回执（作为问题，不改数）",
    "attestation": "汇总证明", "counts_refused": "未采用的汇总数",
}  # fmt: skip


def work_status(work: Work, status: str) -> str:
    """Whether work was accepted, in the words of whoever decides it."""
    return (BASE_STATUS if work.decided_by == "people" else LIST_STATUS)[status]


def yuan(value: int | None) -> str:
    """A sum in a sentence: 元 with thousands; 待定 where unknown."""
    return UNKNOWN if value is None else f"{value:,} 元"


def number(value: int | None) -> int | str:
    """A count or sum for a numeric cell; 待定 where unknown."""
    return UNKNOWN if value is None else value


def target(value: Fraction | None) -> str:
    """A target, exact."""
    return UNKNOWN if value is None else exact_decimal(value)


def percent(value: Fraction | None) -> str:
    """A ratio with two places, cut off and never rounded up across a threshold."""
    if value is None:
        return UNKNOWN
    return percent_cut(value)


def places(
    accounts: tuple[SheetAccount, ...], src: pd.Series, row: pd.Series, labels: tuple[str, ...] = ()
) -> list[str]:
    """File, sheet and row as people find them; "" where there is no place.

    Args:
        accounts: the sheets that `src` numbers.
        src: index of the sheet, -1 where there is none.
        row: spreadsheet row, 0 for the whole sheet.
        labels: what to call each sheet, if not by file and sheet.
    """
    import numpy as np  # late: these words are also told of finished runs, at once

    called = labels or tuple(account.source.place for account in accounts)
    names = np.array(["", *(f"{label} 第 " for label in called)], dtype=object)
    whole = np.array(["", *called], dtype=object)
    at = src.to_numpy(dtype=np.int64) + 1
    rows = row.to_numpy(dtype=np.int64)
    with_row = names[at] + rows.astype(str).astype(object) + " 行"
    shown: list[str] = np.where(at == 0, "", np.where(rows == 0, whole[at], with_row)).tolist()
    return shown


def short_places(accounts: tuple[SheetAccount, ...], src: pd.Series, row: pd.Series) -> list[str]:
    """Places in long lists: 表 3 第 34 行, numbered as in the row account."""
    return places(accounts, src, row, tuple(f"表 {number}" for number in range(1, len(accounts) + 1)))


def yes_no(flags: pd.Series, known: pd.Series) -> list[str]:
    """是 / 否, and 待定 where the firm's identity is not known and the flag could not be decided."""
    import numpy as np

    shown: list[str] = np.where(flags, "是", np.where(known, "否", UNKNOWN)).tolist()
    return shown
