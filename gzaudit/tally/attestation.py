"""The sheet 汇总证明: written as lines, read back from them; one place knows its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.read.kinds import kinds
from gzaudit.read.listing import cell_text
from gzaudit.render.tables.words import SEVERITY_WORDS
from gzaudit.tally.digest import FORM, lines_digest
from gzaudit.tally.model import Attestation, AttestedFile, AttestedFindings, AttestedSheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gzaudit.read.sheet import Sheet

SHEET: Final = "汇总证明"
COUNTS: Final = "汇总数"
COLUMNS: Final = ("项目", "内容", "文件", "第几张表", "行数或字节", "计入", "剔除", "说明或校验码（SHA-256）")
_FORM, _VERSION, _YEAR, _POLICY, _RULES = "格式", "工具版本", "年度", "政策", "计数读法"
_FILE, _ROWS, _FOUND, _TABLE, _WHOLE = "输入文件", "行数", "事项", "汇总数校验码", "证明校验码"
_LEFT_OUT: Final = "（未采用）"
_NOTHING: Final = "没有事项"
# Title, notes and headings stand above.
_SEARCHED: Final = 12

Line = tuple[str | int, ...]


def lines_of(attestation: Attestation) -> list[Line]:
    """The sheet's lines below its headings, the last with the digest of those above."""
    titles = {key: f"{key} {kind.title}" for key, kind in kinds().items()} | {"": _LEFT_OUT}
    a = attestation
    lines: list[Line] = [
        _line(_FORM, FORM),
        _line(_VERSION, f"gzaudit {a.version}"),
        _line(_YEAR, a.year),
        _line(_POLICY, a.policy, told=a.policy_sha256),
        _line(_RULES, "取消资格、视同法人、所在区、共有专利等的读法", told=a.rules),
        *((_FILE, titles[kind], name, "", size, "", "", digest) for kind, name, size, digest in a.files),
        *((_ROWS, titles[each.kind], *each[1:]) for each in a.sheets),
        *(
            (_FOUND, f"{code} {title}", "", "", number, "", "", SEVERITY_WORDS[severity])
            for severity, code, title, number in a.findings
        ),
        *([] if a.findings else [_line(_FOUND, _NOTHING)]),
        _line(_TABLE, f"“{COUNTS}”表各区各项的数", told=a.table),
    ]
    return [*lines, _line(_WHOLE, "本表以上各行", told=lines_digest(_texts(lines)))]


def _line(item: str, content: str | int, told: str = "") -> Line:
    return item, content, "", "", "", "", "", told


def _texts(lines: Iterable[Sequence[str | int]]) -> list[list[str]]:
    return [[str(cell) for cell in line] for line in lines]


def is_counts_book(sheets: Iterable[Sheet]) -> bool:
    """Whether a workbook holds counts with their attestation, whatever program has saved it since."""
    return any(is_attestation(sheet) for sheet in sheets)


def is_attestation(sheet: Sheet) -> bool:
    """Whether a sheet is the attestation: it names the form of one, of whatever number."""
    return sheet.visible and _first(sheet) is not None


def _first(sheet: Sheet) -> int | None:
    stem = FORM.partition("/")[0]
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        if len(row) > 1 and row[0] == _FORM and str(row[1]).startswith(stem):
            return at
    return None


def read_attestation(sheet: Sheet) -> Attestation | str:
    """What a sheet attests; where it cannot be taken for what the tool wrote, why, in Chinese."""
    first = _first(sheet)
    assert first is not None, "asked only of attestations"
    lines = [
        ([cell_text(cell).strip() for cell in row] + [""] * len(COLUMNS))[: len(COLUMNS)]
        for row in sheet.rows[first:]
    ]
    if lines[0][1] != FORM:
        return f"格式是 {lines[0][1]}，本版本只认 {FORM}"
    end = next((at for at, line in enumerate(lines) if line[0] == _WHOLE), None)
    if end is None:
        return f"没有“{_WHOLE}”一行"
    if lines[end][-1] != lines_digest(lines[:end]):
        return "汇总证明里的内容改动过"
    try:
        return _parsed(lines[:end])
    except (KeyError, ValueError):
        return "汇总证明里有认不出的内容"


def _parsed(lines: list[list[str]]) -> Attestation:
    """The lines as values.

    Raises:
        KeyError, ValueError: a line is missing, or says something that the tool does not write.
    """
    alone = {line[0]: line for line in lines}
    severities = {word: key for key, word in SEVERITY_WORDS.items()}
    return Attestation(
        alone[_VERSION][1].removeprefix("gzaudit "),
        int(alone[_YEAR][1]),
        alone[_POLICY][1],
        alone[_POLICY][-1],
        alone[_RULES][-1],
        tuple(
            AttestedFile(_kind(line[1]), line[2], int(line[4]), line[-1])
            for line in lines
            if line[0] == _FILE
        ),
        tuple(
            AttestedSheet(
                _kind(line[1]), line[2], int(line[3]), int(line[4]), int(line[5]), int(line[6]), line[-1]
            )
            for line in lines
            if line[0] == _ROWS
        ),
        tuple(
            AttestedFindings(severities[line[-1]], *_code(line[1]), int(line[4]))
            for line in lines
            if line[0] == _FOUND and line[1] != _NOTHING
        ),
        alone[_TABLE][-1],
    )


def _kind(text: str) -> str:
    key = text.partition(" ")[0]
    if text != _LEFT_OUT and key not in kinds():
        raise ValueError(text)
    return "" if text == _LEFT_OUT else key


def _code(text: str) -> tuple[str, str]:
    code, _, title = text.partition(" ")
    return code, title
