"""Next year's policy as a first draft: another year's files, the year moved on, every place to check marked.

The files are changed as text, so that what people wrote beside the rules stays beside them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.policy.find import CASES, CLAUSES, POLICY, READINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARK: Final = "【请核对】"
_WHOLE_FILE: Final[Mapping[str, tuple[str, ...]]] = {
    POLICY: ("指标有没有增减，界限词（words）与新通知是否相同",),
    CLAUSES: ("每一条的条号、大意，哪几条不需要规则，有没有新增的条",),
    READINGS: ("每个问题在新通知里是否仍没有说死，默认读法是否仍成立，有没有新问题",),
    CASES: ("每个算例在新规则下应得多少；改了数字，这里一并改",),
}
# Keys whose values a new notice may change, by table; "" is the top of the file.
_TO_CHECK: Final[Mapping[str, Mapping[str, str]]] = {
    "": {"title": "名称", "validity": "效力起止"},
    "service": {"from": "服务期起", "to": "服务期止"},
    "document": {"title": "通知的名称", "number": "文号"},
    "indicators": {
        "tiers": "各档的门槛、用词、金额",
        "factor": "倍数",
        "target": "倍数",
        "increment": "增量",
    },
    "indicators.target": {"factor": "倍数"},
    "indicators.increment": {
        "step_ratio": "按比例一档",
        "step_count": "按家数一档",
        "step_amount": "每档金额",
        "cap": "封顶",
    },
    "measures": {"until": "截止日"},
    "works.groups": {"amount": "每区金额", "districts": "哪些区", "items": "工作量"},
}
_HEADER_LINE: Final = re.compile(r"# 20\d\d 年规则草稿")
_HEADING: Final = re.compile(r"\s*\[+\s*([\w.-]+)\s*\]+")
_KEY: Final = re.compile(r"\s*([\w-]+)\s*=")
_PIECE: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*|[^"\'#]+|.')
_DAY: Final = re.compile(r"(?<![\w-])(20\d\d)-(\d\d)-(\d\d)(?![\w-])")
_SAYS_WHEN: Final = re.compile(r"20\d\d|\d ?月")


class Place(NamedTuple):
    """A line that still has to be checked: file, number from 1, text."""

    file: str
    line: int
    text: str


def draft(texts: Mapping[str, str], old: int, new: int) -> dict[str, str]:
    """Make a year's files out of another's.

    Dates are moved by the years between (29 February becomes the 28th where need be), the policy's id, title
    and notice name the new year; all else is as it was. Sentences that name a date stay as they are and are
    marked. The register of texts that the tool keeps beside its own cases is left out: it would only say
    that the draft is another policy.

    Args:
        texts: file name to text.
        old: their year.
        new: the year of the draft.
    """
    return {name: _file(name, text, old, new) for name, text in texts.items()}


def marked(texts: Mapping[str, str]) -> tuple[Place, ...]:
    """Every line that still carries the mark, file by file."""
    return tuple(
        Place(name, number, line.strip())
        for name, text in texts.items()
        for number, line in enumerate(text.split("\n"), 1)
        if MARK in line
    )


def _file(name: str, text: str, old: int, new: int) -> str:
    lines = [line.rstrip() for line in text.split("\n")]
    above = next((at for at, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    remarks = [line.replace(str(old), str(new)) for line in _without_header(lines[:above])]
    rest = [*_without_facts(lines[above:])] if name == CASES else lines[above:]
    body = [_line(name, table, line, old, new) for table, line in _tables(rest)]
    header = [*_header(old, new), *(f"# {MARK}{what}" for what in _WHOLE_FILE.get(name, ()))]
    return "\n".join([*header, "", *remarks, *body]).rstrip("\n") + "\n"


def _header(old: int, new: int) -> list[str]:
    return [
        f"# {new} 年规则草稿，由 gzaudit policy new {new} --from {old} 照 {old} 年抄成。",
        "# 年份、日期已经顺延，其余没有改。",
        "# 标着“请核对”的地方，对照新通知核对；核对完一处，删去该处的标记。",
        f"# 还剩哪些没有核对，运行 gzaudit policy lint {new} 列出。",
    ]


def _without_header(remarks: list[str]) -> list[str]:
    """What people wrote above the rules; a draft may be made of a draft, whose header is not for this one."""
    own = _HEADER_LINE.match(remarks[0]) if remarks else None
    kept = [line for line in (remarks[len(_header(0, 0)) :] if own else remarks) if MARK not in line]
    return kept[1:] if own and kept[:1] == [""] else kept


def _tables(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line with the name of the table that it stands in."""
    table = ""
    for line in lines:
        if found := _HEADING.match(line):
            table = found[1]
        yield table, line


def _without_facts(lines: list[str]) -> Iterator[str]:
    for table, line in _tables(lines):
        if table != "facts" and not table.startswith("facts."):
            yield line


def _line(name: str, table: str, line: str, old: int, new: int) -> str:
    pieces = _PIECE.findall(line)
    key = found[1] if (found := _KEY.match(line)) else ""
    names = name == POLICY and (table, key) in {("", "id"), ("", "title"), ("document", "title")}
    code = "".join(_piece(each, old, new, rename=names) for each in pieces if not each.startswith("#"))
    remark = "".join(each for each in pieces if each.startswith("#"))
    if name == POLICY and (table, key) == ("", "year"):
        code = code.replace(str(old), str(new))
    if name == POLICY and (table, key) == ("", "id") and str(new) not in code:
        code = re.sub(r'"\s*$', f'-{new}"', code)
    what = _TO_CHECK.get(table, {}).get(key, "") if name == POLICY else ""
    if (
        not what
        and name != POLICY
        and key
        and any(_SAYS_WHEN.search(each) for each in pieces if each[0] in "\"'")
    ):
        what = "文字里的日期没有改"
    return (code + remark).rstrip() if not what else _with_mark(code, remark, what)


def _with_mark(code: str, remark: str, what: str) -> str:
    if MARK in remark:
        return code + remark
    return f"{code}{remark} {MARK}{what}" if remark else f"{code.rstrip()}   # {MARK}{what}"


def _piece(piece: str, old: int, new: int, *, rename: bool) -> str:
    if piece[0] in "\"'":
        return piece.replace(str(old), str(new)) if rename else piece
    return _DAY.sub(lambda day: _moved(day, new - old), piece)


def _moved(day: re.Match[str], years: int) -> str:
    year, month, date = int(day[1]) + years, day[2], day[3]
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{year}-{month}-{'28' if (month, date) == ('02', '29') and not leap else date}"
