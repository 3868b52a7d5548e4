"""What a list of applications comes to, as tables: sums, lines, working, and what became of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.applications.model import REASONS
from gzaudit.applications.repeats import account
from gzaudit.policy.exact import exact_decimal
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.words import REASONS as DOOR
from gzaudit.render.tables.words import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from gzaudit.applications.applied import Applied
    from gzaudit.policy.model_named import NamedPolicy
    from gzaudit.result_grants import GrantLine, GrantSum, Place

ALL_YEARS: Final = "合计"
PLACES: Final[dict[Place, str]] = {
    "free": "", "in": "有名额", "out": "没有名额", "open": "名额待定",
}  # fmt: skip


def marked(policy: NamedPolicy, title: str) -> str:
    """A headline that says what the document is."""
    return f"{title}（{policy.mark}）" if policy.mark else title


def notes(policy: NamedPolicy, *more: str) -> tuple[str, ...]:
    """What stands above a table: the mark first."""
    return (f"{policy.mark}。", *more) if policy.mark else more


def chosen(policy: NamedPolicy) -> tuple[str, ...]:
    """Which questions are read another way than by default, each with what that comes to."""
    told = []
    for key, letter in policy.chosen.items():
        meaning = next(each.meaning for each in policy.readings[key].choices if each.id == letter)
        told.append(f"口径 {key} 换成 {letter}：{meaning}。")
    return tuple(told)


def plain(value: Fraction | None) -> str | int | None:
    """An exact sum in a cell: a whole number, or all its decimals as text; nothing where it is not known."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    whole, _, part = exact_decimal(value).partition(".")
    return f"{int(whole):,}.{part}"


def paid(value: int | None) -> str | int:
    """A sum, or that it is not known."""
    return UNKNOWN if value is None else value


def sums_table(applied: Applied) -> Table:
    """Each grant by year and for all years, with the most that its rules let it pay; then all grants."""
    policy, result = applied.policy, applied.result
    rows = [_sum_row(policy, each) for each in result.sums]
    whole: list[tuple[Any, ...]] = [
        ("各项合计", f"{year}", None, None, None, paid(result.years[year]), None, None, "")
        for year in policy.years
    ]
    whole.append(("各项合计", ALL_YEARS, None, None, None, paid(result.paid), None, None, ""))
    return Table.of_rows(
        "汇总",
        marked(policy, "申报测算汇总"),
        (
            Column("事项", "wrapped", 26),
            Column("年度", "text", 8),
            Column("申报（家）", "integer"),
            Column("名单金额（元）", "money"),
            Column("上限前（元）", "money"),
            Column("测算（元）", "money"),
            Column("按规则最多（元）", "money"),
            Column("待定（家）", "integer"),
            Column("说明", "wrapped", 44),
        ),
        [*rows, *whole],
        notes=notes(policy, *chosen(policy), "测算：逐家加总；有一家不能确定的，合计写“待定”，不当作 0。"),
        total_rows=len(whole),
        landscape=True,
    )


def matrix_table(applied: Applied) -> Table:
    """The sums at a glance: a line a grant, a column a year, and what its rules let it pay at most."""
    policy, result = applied.policy, applied.result
    sums = {(each.grant, each.year): each for each in result.sums}
    spans: tuple[int | None, ...] = (*policy.years, None)
    rows = [
        (
            f"{grant.key} {grant.name}",
            *(paid(sums[grant.key, span].paid) for span in spans),
            sums[grant.key, policy.years[0]].ceiling,
            sums[grant.key, None].ceiling,
        )
        for grant in policy.grants
    ]
    whole = ("各项合计", *(paid(result.years[year]) for year in policy.years), paid(result.paid), None, None)
    return Table.of_rows(
        "各年测算",
        marked(policy, "各年测算（元）"),
        (
            Column("事项", "wrapped", 30),
            *(Column(str(year), "money") for year in policy.years),
            Column(ALL_YEARS, "money"),
            Column("一年最多", "money"),
            Column("各年最多", "money"),
        ),
        [*rows, whole],
        notes=notes(policy, *chosen(policy), "有一家不能确定的，合计写“待定”，不当作 0。"),
        total_rows=1,
    )


def _sum_row(policy: NamedPolicy, each: GrantSum) -> tuple[Any, ...]:
    told = "；".join(f"{step.text}〔{step.clause}〕" for step in each.steps)
    return (
        f"{each.grant} {policy.grant(each.grant).name}",
        ALL_YEARS if each.year is None else str(each.year),
        each.payees,
        plain(each.base),
        plain(each.computed),
        paid(each.paid),
        each.ceiling,
        each.open,
        told,
    )


def lines_table(applied: Applied) -> Table:
    """Every payee of every year."""
    policy = applied.policy
    return Table.of_rows(
        "逐家测算",
        marked(policy, "逐家测算"),
        (
            Column("事项", "text", 8),
            Column("年度", "text", 8),
            Column("单位", "label", 34),
            Column("统一社会信用代码", "code", 22),
            Column("名单行", "text", 14),
            Column("名单金额（元）", "money"),
            Column("上限前（元）", "money"),
            Column("受哪条限制", "wrapped", 22),
            Column("测算（元）", "money"),
            Column("名额", "text", 10),
        ),
        [_line_row(applied, each) for each in applied.result.lines],
        notes=notes(policy, *chosen(policy), "计算过程见“计算过程”；名单行是名单里的行号。"),
        landscape=True,
    )


def _line_row(applied: Applied, each: GrantLine) -> tuple[Any, ...]:
    return (
        each.grant,
        str(each.year),
        applied.name(each.payee),
        applied.sorted.codes.get(each.payee, ""),
        rows_of(applied, each),
        plain(each.base),
        plain(each.computed),
        bound_text(applied.policy, each),
        paid(each.paid),
        PLACES[each.place],
    )


def rows_of(applied: Applied, each: GrantLine) -> str:
    """The spreadsheet rows that a sum rests on; with the sheet where there are several."""
    several = sum(source.kind is not None for source in applied.given.sources) > 1
    told = []
    for fate in applied.fates_of(each):
        sheet = applied.given.sources[fate.line.src].sheet
        told.append(f"{sheet} {fate.line.row}" if several else str(fate.line.row))
    return "、".join(told)


def bound_text(policy: NamedPolicy, each: GrantLine) -> str:
    """The rules that cut a sum, each with its clause."""
    clauses = {rule.id: rule.clause for rule in policy.rules}
    return "、".join(f"{rule}〔{clauses[rule]}〕" for rule in each.bound)


def working_table(applied: Applied, payees: Sequence[GrantLine] | None = None) -> Table:
    """Every step of every sum, each with its rule and clause."""
    policy = applied.policy
    wanted = applied.result.lines if payees is None else payees
    rows = [
        (
            each.grant,
            str(each.year),
            applied.name(each.payee),
            step.text,
            f"{policy.document.short}{step.clause}",
            step.rule,
            step.amount,
        )
        for each in wanted
        for step in each.steps
    ]
    return Table.of_rows(
        "计算过程",
        marked(policy, "计算过程"),
        (
            Column("事项", "text", 8),
            Column("年度", "text", 8),
            Column("单位", "label", 34),
            Column("计算", "wrapped", 60),
            Column("依据条款", "wrapped", 18),
            Column("规则", "text", 14),
            Column("金额（元）", "money"),
        ),
        rows,
        notes=notes(policy, *chosen(policy), "名额、上限按条文逐条比较，比较的是准确的数，不取整。"),
        landscape=True,
    )


def fates_table(applied: Applied) -> Table:
    """Every line of the list: counted, or why not."""
    policy = applied.policy
    sources = applied.given.sources
    rows = [
        (
            sources[fate.line.src].sheet,
            fate.line.row,
            fate.name,
            fate.line.text("item"),
            fate.line.text("year"),
            plain(fate.amount),
            fate.line.text("level"),
            REASONS[fate.reason],
        )
        for fate in applied.sorted.fates
    ]
    return Table.of_rows(
        "逐行去向",
        marked(policy, "名单逐行去向"),
        (
            Column("工作表", "text", 12),
            Column("行", "integer", 6),
            Column("单位", "label", 34),
            Column("事项（名单写法）", "wrapped", 24),
            Column("年度", "text", 8),
            Column("金额（元）", "money"),
            Column("级别", "text", 10),
            Column("去向", "wrapped", 34),
        ),
        rows,
        notes=notes(policy, *_accounts(applied)),
        landscape=True,
    )


def _accounts(applied: Applied) -> list[str]:
    """One sentence a sheet: how many lines it has and what became of them."""
    told = []
    for source, own in zip(applied.given.sources, account(applied.given, applied.sorted.fates), strict=True):
        words = [f"{_reason(reason)} {number} 行" for reason, number in own.items()]
        sheet = f"工作表“{source.sheet}”" if source.sheet else applied.given.name
        told.append(f"{sheet}：共 {source.rows} 行" + (f"，其中{'，'.join(words)}。" if words else "。"))
    return told


def _reason(reason: str) -> str:
    return next((text for key, text in REASONS.items() if key == reason), DOOR.get(reason, reason))
