"""Which cells count as filled: evidence, figures, answers and texts are asked different questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.basework.gi_lists import EXPECTED, QUARTERS
from gzaudit.normalise.text import dense

if TYPE_CHECKING:
    import pandas as pd

_FIGURES: Final = frozenset(("revenue", EXPECTED, *QUARTERS, "investment", "cumulative"))
# 无 is an answer where a firm is asked for its difficulties; everywhere else it says that nothing is there.
_ANSWERS: Final = frozenset(("difficulties", "matters"))

_NOTHING: Final = r"[-—–_/\\.。、×✗✘?？*]*|n/?a|null|none|nil"
_THING: Final = (
    r"(?:活动)?(?:材料|资料|附件|照片|图片|文件|佐证|链接|推文|通知|签到表?|需求表|内容|信息|数据|说明)?"
)
_DONE: Final = (
    r"(?:上传|提供|提交|报送|填写?|填报|发布|发|附|见|有|收到|收集|制作|拍摄|拍|留存|归档|开展|签到|推送)"
)
_ABSENT: Final = (
    rf"{_NOTHING}|[否x]|no|false|0[张份篇个件条]?|(?:暂|尚|还)?(?:无|没有?|未){_DONE}?{_THING}"
    rf"|(?:暂|尚)?缺(?:失|少)?{_THING}|待(?:补充?|补传|补交|上传|提供|提交|完善|定|填写?){_THING}|不详|空"
)


def _says(values: pd.Series, pattern: str) -> pd.Series:
    text = dense(values).str.casefold().str.strip("()[]。.!")
    return text.str.fullmatch(pattern).astype(bool)


def filled(values: pd.Series, field: str) -> pd.Series:
    """Whether each cell holds what a field asks for.

    Args:
        values: cell texts, "" where blank.
        field: a figure must hold a digit (0 is one); an answer may be 无; anything else, evidence included,
            must not be blank nor say that it is not there (无, 否, /, 未上传, 缺 …).
    """
    if field in _FIGURES:
        return values.str.contains(r"[0-9０-９]", regex=True).astype(bool)
    return ~_says(values, _NOTHING if field in _ANSWERS else _ABSENT)


def filled_in(rows: pd.DataFrame, field: str) -> pd.Series:
    """`filled` for rows of a list; expected revenue may stand in one column or in one per quarter."""
    if field == EXPECTED:
        there = filled(rows[EXPECTED], EXPECTED)
        for quarter in QUARTERS:
            there |= filled(rows[quarter], quarter)
        return there
    return filled(rows[field], field)
