"""What people see of two runs held against each other: the changes, the counts, the amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.compare.lines import AMOUNT, CITY, PAYABLE, PERFORMANCE
from gzaudit.render.model import Formula
from gzaudit.render.tables.diff import (
    AFTER,
    BEFORE,
    WHOLE_CITY,
    by_text,
    counts_table,
    firms_table,
    inputs_table,
    runs_notes,
)
from gzaudit.render.tables.words import UNKNOWN, number

if TYPE_CHECKING:
    from gzaudit.compare.lines import Amounts, Line
    from gzaudit.compare.runs import Comparison
    from gzaudit.render.model import Table
    from gzaudit.screen import Screen

# More than that nobody reads on a screen; the workbook and the JSON have them all.
SHOWN: Final = 40
_FIRM_COLUMNS: Final = ("指标", "变化", "企业名称", "统一社会信用代码", "原因")


def print_comparison(screen: Screen, comparison: Comparison) -> None:
    """Print everything; firms only up to a number that can be read."""
    for note in runs_notes(comparison):
        screen.line(note)
    _inputs(screen, comparison)
    _counts(screen, comparison)
    _firms(screen, comparison)
    _amounts(screen, comparison)
    if comparison.paid:
        _owed(screen, comparison)


def _inputs(screen: Screen, comparison: Comparison) -> None:
    if not comparison.differences:
        screen.heading("依据：输入、政策、口径、人工决定、预算、工具版本都没有变化。")
        return
    _table(screen, "依据的变化", inputs_table(comparison))


def _counts(screen: Screen, comparison: Comparison) -> None:
    changed = [
        each
        for each in comparison.firms.counts
        if each.before is None
        or each.before != each.after
        or each.entered + each.left + each.moved_in + each.moved_out
    ]
    if not changed:
        screen.heading("家数：各区各项都没有变化，企业也没有进出。")
        return
    _table(screen, "家数的变化（单位：家）", counts_table(comparison, changed))


def _firms(screen: Screen, comparison: Comparison) -> None:
    firms = comparison.firms.firms
    if not len(firms):
        return
    table = firms_table(comparison)
    _table(screen, "企业进出", table, columns=_FIRM_COLUMNS, rows=SHOWN)
    if len(firms) > SHOWN:
        screen.line(f"共 {len(firms)} 条，以上只列 {SHOWN} 条；全部见 --workbook 的工作簿或 --json。")


def _amounts(screen: Screen, comparison: Comparison) -> None:
    screen.heading("金额的变化（单位：元）")
    if comparison.amounts is None:
        screen.line("有一次运行只计家数，金额无从比较。")
    else:
        print_amounts(screen, comparison.amounts, (BEFORE, AFTER))


def print_amounts(screen: Screen, found: Amounts, called: tuple[str, str]) -> None:
    """Print every amount that changed or is not known, and in any case what the city pays.

    Args:
        screen: where.
        found: the amounts.
        called: what the two sides are called.
    """
    changed = [each for each in found.lines if each.difference != 0 and each.figure.key != PERFORMANCE]
    payable = {each.district: each for each in found.of(PAYABLE)}
    # A claim that changed as what is payable did says nothing new.
    shown = [
        each
        for each in changed
        if each.figure.key != AMOUNT or (each.by, each.missing) != _same(payable[each.district])
    ]
    if not changed:
        screen.line("每一笔金额都没有变化。")
        shown = [payable[CITY]]
    rows = [_row(each, found) for each in shown]
    screen.table(("区", "金额", *called, "差额", "其中"), rows, numbers=(2, 3, 4))
    if changed:
        screen.line("“其中”各项相加等于差额，是依次换成后者的内容重新核算得出的。待定的不按 0 计。")


def _same(line: Line) -> tuple[Any, str]:
    return line.by, line.missing


def _row(line: Line, found: Amounts) -> tuple[str, ...]:
    district = WHOLE_CITY if line.district == CITY else found.districts[line.district]
    difference = UNKNOWN if line.difference is None else f"{line.difference:+,}" if line.difference else "0"
    return (
        district,
        line.figure.name,
        _money(line.before),
        _money(line.after),
        difference,
        by_text(line, found),
    )


def _money(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value:,}"


def _owed(screen: Screen, comparison: Comparison) -> None:
    """What is to be paid or returned, where the first run was paid out."""
    screen.heading(f"{BEFORE}已拨付，还应补拨或退回（单位：元）")
    owed = comparison.owed()
    if not owed:
        screen.line("有一次运行只计家数，无从得知。")
        return
    rows = [
        (comparison.districts[code], _money(sum_ and abs(sum_)), _what(sum_)) for code, sum_ in owed.items()
    ]
    screen.table(("区", "金额", "怎样处理"), rows, numbers=(1,))
    known = [each for each in owed.values() if each is not None]
    if len(known) < len(owed):
        screen.line("有的区待定，全市补拨和退回的总数待定。")
        return
    more, less = sum(max(each, 0) for each in known), sum(max(-each, 0) for each in known)
    screen.line(f"全市应补拨 {more:,} 元，应退回 {less:,} 元。")


def _what(sum_: int | None) -> str:
    if sum_ is None:
        return "待定，先不拨付也不追回"
    return "补拨" if sum_ > 0 else "退回" if sum_ < 0 else "不补不退"


def _table(
    screen: Screen, heading: str, table: Table, *, columns: tuple[str, ...] = (), rows: int | None = None
) -> None:
    """A table of the workbook, as the terminal shows it."""
    screen.heading(heading)
    shown = [at for at, each in enumerate(table.columns) if not columns or each.heading in columns]
    numbers = [place for place, at in enumerate(shown) if table.columns[at].kind in ("integer", "money")]
    cells = [[_cell(table.data[at][row]) for at in shown] for row in range(table.height)[:rows]]
    screen.table([table.columns[at].heading for at in shown], cells, numbers=numbers)


def _cell(value: Any) -> str:
    if isinstance(value, Formula):
        value = value.value
    return f"{value:,}" if isinstance(value, int) else str(number(value))
