"""The review workbook: a line for each open question, how to fill it in, the cells behind each question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gzaudit.decide.words import OUTSIDE_CITY, OWN_FIRM, every_list, list_name
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.render.model import Book, Column, Table
from gzaudit.review.form import CLUES, EXPLAINS, LINES, MARK
from gzaudit.review.guide import guide_table
from gzaudit.review.listed import listed
from gzaudit.review.question import DISTRICT, EXCLUDE, INCLUDE, MATCH, MATTERS
from gzaudit.review.questions import open_questions, optional_amounts
from gzaudit.review.says import cells, list_title, told
from gzaudit.review.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.audit import YearAudit
    from gzaudit.review.listed import Listed
    from gzaudit.review.question import Question
    from gzaudit.review.says import Cell
    from gzaudit.review.suggest import Answer

# Beyond these, what a rule has settled is not listed line by line: it can be written into a blank line.
RULED: Final = 1_000
BLANK_LINES: Final = 20
_EVERY: Final = "全部"
_TOO_LONG: Final = 3_000  # characters of a cell that people still read
_INTERNAL: Final = "含统计名单，限市局内部使用，不得外传。"


@dataclass(frozen=True, slots=True)
class Review:
    """The workbook and what it asks.

    Attributes:
        book: to be written.
        open: how many questions people have to answer.
        must: how many of them before money is paid.
        ruled: how many lines are for those who disagree with a rule.
    """

    book: Book
    open: int
    must: int
    ruled: int


def review(audit: YearAudit, run: str) -> Review:
    """Everything that people can decide of a year, with what speaks for which answer.

    Args:
        audit: the evaluated year.
        run: id of the run, told in the workbook.
    """
    rows = listed(audit)
    asked = open_questions(audit, rows)
    open_, ruled = [each for each in asked if not each.optional], [each for each in asked if each.optional]
    questions = [*open_, *ruled[:RULED], *optional_amounts(audit)]
    answers, found = suggest(questions, rows), cells(questions, rows)
    notes: tuple[str, ...] = (
        _INTERNAL,
        f"怎样填见“{EXPLAINS}”。没有拿定主意的，“决定”留空；建议不作数，填了决定才算。",
    )
    if len(ruled) > RULED:
        notes += (f"程序已按规则处理的另有 {len(ruled) - RULED} 条没有列出；不同意的，写在最下面的空行里。",)
    tables = (
        _lines(audit.year, questions, answers, [told(each, rows) for each in found], notes),
        guide_table(audit, f"{MARK}　年度：{audit.year}　运行：{run}", asked),
        _clues(audit.year, found, rows),
    )
    title = f"{audit.year} 年复核表"
    book = Book(title, audit.policy.title if audit.policy else f"{audit.year} 年只计家数", tables)
    return Review(book, len(open_), sum(each.severity == "error" for each in open_), len(ruled))


def _lines(
    year: int,
    questions: Sequence[Question],
    answers: Sequence[tuple[Answer, ...]],
    said: Sequence[str],
    notes: tuple[str, ...],
) -> Table:
    """The sheet that is read back."""
    spare: list[Any] = [None] * BLANK_LINES
    numbered = [*range(1, len(questions) + 1), *spare]
    columns: list[tuple[Column, list[Any]]] = [
        (Column("序号", "integer", 7), numbered),
        (Column("涉及金额（元）", "money", 13), [*(each.stake for each in questions), *spare]),
        (Column("问题", "wrapped", 44), [*("\n".join(each.asked) for each in questions), *spare]),
        (Column("各名单所载", "wrapped", 60), [*(_cut(each) for each in said), *spare]),
        (Column("建议", "wrapped", 60), [*(_cut(_advice(each)) for each in answers), *spare]),
        (Column("事项", "flag", 10), [*(each.matter or None for each in questions), *spare]),
        (Column("企业名称", "text", 30), [*(each.name or None for each in questions), *spare]),
        (Column("区", "flag", 9), [*(each.district or None for each in questions), *spare]),
        (Column("统一社会信用代码", "code", 22), [*(each.code or None for each in questions), *spare]),
        (Column("决定", "code", 22), [None] * len(numbered)),
        (Column("依据", "wrapped", 24), [None] * len(numbered)),
        (Column("决定人", "flag", 10), [None] * len(numbered)),
        (Column("复核人", "flag", 10), [None] * len(numbered)),
        (Column("日期", "flag", 13), [None] * len(numbered)),
    ]
    decided = [_choices(question, each) for question, each in zip(questions, answers, strict=True)]
    return Table.of_columns(
        LINES,
        f"{year} 年度人工复核决定",
        columns,
        notes=notes,
        landscape=True,
        choices={5: MATTERS, 6: (), 7: (), 8: (), 9: (), 10: (), 11: (), 12: (), 13: ()},
        locked=False,
        suggested={9: (*decided, *[()] * BLANK_LINES)},
    )


def _choices(question: Question, answers: tuple[Answer, ...]) -> tuple[str, ...]:
    """What the drop-down of a decision offers: what is suggested first. Anything else may be typed."""
    first = [each.choice for each in answers if each.choice]
    rest: tuple[str, ...] = ()
    if question.matter == MATCH:
        rest = (OWN_FIRM,)
    elif question.matter == DISTRICT:
        rest = (*(each.name for each in DISTRICTS), OUTSIDE_CITY)
    elif question.matter in (EXCLUDE, INCLUDE):
        rest = (*map(list_name, every_list()), _EVERY)
    return tuple(dict.fromkeys([*first, *rest]))


def _advice(answers: tuple[Answer, ...]) -> str:
    """Ranked suggestions with what speaks for each."""
    lines = []
    for number, (choice, evidence, more) in enumerate(answers, 1):
        left = f"；另有 {more} 处" if more else ""
        lines.append(f"{number}. {choice + '：' if choice else ''}{'；'.join(evidence)}{left}")
    return "\n".join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _TOO_LONG else f"{text[:_TOO_LONG]}……（其余见“{CLUES}”）"


def _clues(year: int, found: Sequence[Sequence[Cell]], rows: Listed) -> Table:
    """A line for each cell behind each question."""
    lines = [(number, cell) for number, mine in enumerate(found, 1) for cell in mine]
    sources = [rows.accounts[cell.src].source for _, cell in lines]
    titles = {src: list_title(src, rows) for src in {cell.src for _, cell in lines}}
    return Table.of_columns(
        CLUES,
        f"{year} 年复核表：各名单的原文",
        [
            (Column("问题序号", "integer", 10), [number for number, _ in lines]),
            (Column("哪份名单", "wrapped", 30), [titles[cell.src] for _, cell in lines]),
            (Column("文件", "wrapped", 44), [source.path for source in sources]),
            (Column("工作表", "text", 18), [source.sheet for source in sources]),
            (Column("行", "integer", 8), [cell.row or None for _, cell in lines]),
            (Column("列", "flag", 6), [cell.column for _, cell in lines]),
            (Column("栏目", "flag", 14), [cell.field for _, cell in lines]),
            (Column("内容", "wrapped", 50), [cell.value for _, cell in lines]),
        ],
        notes=(_INTERNAL,),
        landscape=True,
    )
