"""What replies come to: whether they are what they seem, what is confirmed, what is objected to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.normalise.codes import judge_codes
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.single import dense_text
from gzaudit.replies.reply import CONFIRMED, OBJECTED, OBJECTIONS, RECEIPT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gzaudit.policy.model import Indicator
    from gzaudit.replies.reply import Line, Reply
    from gzaudit.result import YearResult

COLUMNS: Final = ("src", "row", "district", "item", "unit", "name", "code", "kind", "said", "basis")
"""Of what is objected to: where it stands, whose it is, which figure or firm, and what is said of it."""
_PLACES: Final = ("src", "row")


class Judged(NamedTuple):
    """What the replies of a year come to.

    Attributes:
        batches: findings.
        objections: a line for each objection (COLUMNS).
    """

    batches: tuple[Batch, ...]
    objections: pd.DataFrame


def judge_replies(
    replies: Sequence[Reply], year: int, result: YearResult, indicators: Sequence[Indicator]
) -> Judged:
    """Turn replies into questions. No figure hangs on them, so that a forged one can do no more than ask.

    Args:
        replies: as they were read.
        year: the audited year.
        result: the figures now, to notice replies to others.
        indicators: of the year.
    """
    batches: list[Batch] = []
    lines: list[dict[str, Any]] = []
    figures = _figures(result, indicators)
    for reply in replies:
        misfit = _misfit(reply, year)
        if misfit:
            batches.append(one("reply_misfit", src=min(reply.src.values()), subject=reply.name, found=misfit))
            continue
        mine = [_objection(reply, line) for line in reply.filled if _objects(line)]
        lines += mine
        batches += [_told(each, reply) for each in mine]
        batches += _answers(reply, figures.get(reply.district, {}))
    frame = pd.DataFrame(lines, columns=COLUMNS)
    return Judged(tuple(batches), frame.astype(dict.fromkeys(_PLACES, "int64")))


def _misfit(reply: Reply, year: int) -> str:
    """Why a reply cannot be what it seems; "" where nothing speaks against it."""
    names = {each.code: each.name for each in DISTRICTS}
    named = [each.name for each in DISTRICTS if each.name in dense_text(reply.path.rsplit("/", 1)[-1])]
    wrong = [f"没有{'、'.join(reply.lacking)}"] if reply.lacking else []
    if not reply.year or not reply.district:
        wrong.append("表上没有填报单位和年度")
    elif not reply.same:
        wrong.append("两张表的填报单位或年度不一样")
    elif names.get(reply.district) != reply.name:
        wrong.append(f"填报单位是{reply.name}，代码却是 {reply.district}")
    elif reply.year != year:
        wrong.append(f"是 {reply.year} 年度的")
    elif named and reply.name not in named:
        wrong.append(f"文件名写的是{'、'.join(named)}，表上是{reply.name}")
    return "；".join(wrong)


def _objects(line: Line) -> bool:
    """Whether a line asks something: every firm named, and every figure that is not just confirmed."""
    return line.sheet == OBJECTIONS or line.cells["是否确认"] != CONFIRMED or bool(line.cells["异议内容"])


def _objection(reply: Reply, line: Line) -> dict[str, Any]:
    cells = line.cells
    told: dict[str, Any] = {"src": reply.src[line.sheet], "row": line.row, "district": reply.district}
    if line.sheet == OBJECTIONS:
        return told | {
            "item": "", "unit": "", "name": cells["企业名称"], "code": _masked(cells["统一社会信用代码"]),
            "kind": cells["异议类型"], "said": cells["说明"], "basis": cells["依据"],
        }  # fmt: skip
    answer = cells["是否确认"]
    said = [
        *([] if answer in ("", OBJECTED, CONFIRMED) else [answer]),
        cells["异议内容"],
        cells["涉及企业名称及代码"],
    ]
    return told | {
        "item": cells["事项"], "unit": cells["单位"], "name": "", "code": "", "kind": "",
        "said": "；".join(text for text in said if text), "basis": cells["依据材料"],
    }  # fmt: skip


def _masked(code: str) -> str:
    """A code as it was written; an identity card number in its place is masked (C1)."""
    judged = judge_codes(pd.Series([code], dtype=object), pd.Series([False]))
    return str(judged["code"].iloc[0]) if judged["id_number"].iloc[0] else code


def _told(line: Mapping[str, Any], reply: Reply) -> Batch:
    """The finding on an objection: who objects to what, and what they want."""
    firm = f"{line['name']} {line['code']}".strip()
    return one(
        "objection",
        src=line["src"],
        row=line["row"],
        subject=firm or f"{reply.name} {line['item']}".strip(),
        district=reply.district,
        found="；".join(text for text in (line["kind"], line["said"]) if text) or OBJECTED,
        detail=f"依据：{line['basis']}" if line["basis"] else "没有写依据",
    )


def _answers(reply: Reply, figures: Mapping[str, str]) -> list[Batch]:
    """How far the reply confirms the figures, and whether these are still the ones it was made for."""
    items = [line for line in reply.lines if line.sheet == RECEIPT]
    confirmed = [line for line in items if line.cells["是否确认"] == CONFIRMED]
    blank = [line for line in items if not line.filled]
    whose: dict[str, Any] = {"subject": reply.name, "district": reply.district, "src": reply.src[RECEIPT]}
    batches = []
    if confirmed:
        left = f"，{len(blank)} 项没有答复" if blank else ""
        batches.append(one("reply_confirmed", found=f"确认 {len(confirmed)} 项{left}", **whose))
    for line in items:
        item, then = line.cells["事项"], line.cells["市局核算数"]
        # A program that did not work out the formulas when it saved the file says nothing of the figure.
        if then and figures.get(item, then) != then:
            found = f"{item}：回执上是 {then}，本次是 {figures[item]}"
            batches.append(one("reply_figure_changed", row=line.row, found=found, **whose))
    return batches


def _figures(result: YearResult, indicators: Sequence[Indicator]) -> dict[str, dict[str, str]]:
    """The counts now, by district and indicator's name, as a receipt writes them."""
    return {
        each.code: {
            rule.name: str(number)
            for rule in indicators
            if (number := each.indicators[rule.key].count) is not None
        }
        for each in result.districts
    }
