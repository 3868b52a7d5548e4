"""The row account and the inputs behind a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.match.fates import PATENTS
from gzaudit.read.kinds import kinds
from gzaudit.render.model import Column, Formula, Table
from gzaudit.render.tables.sums import first_row
from gzaudit.render.tables.tallied import tallied_notes
from gzaudit.render.tables.words import REASONS

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.match.account import SheetAccount


def account_table(audit: YearAudit) -> Table:
    """Rows = counted + excluded, for every sheet, and why rows were excluded."""
    accounts = audit.accounts
    patents = any(account.source.kind == PATENTS for account in accounts)
    further = "专利名单中，同一企业的其余专利行计为“重复”。" if patents else ""
    notes = (
        f"行数指表头以下的非空行。{further}",
        "编号是其他各表所写的“表 n”。差额 = 行数 − 计入 − 剔除，应为 0。",
    )
    columns = [
        _numbers(audit),
        (Column("文件", "wrapped", 40), [account.source.path for account in accounts]),
        (Column("工作表", "wrapped", 18), [account.source.sheet for account in accounts]),
        *_counted(audit),
        (Column("差额", "integer", 8), _differences(audit, first_row(notes))),
        (Column("剔除原因（行）", "wrapped", 36), [_reasons(account) for account in accounts]),
    ]
    return Table.of_columns("行数平账", "行数平账：行数 = 计入 + 剔除", columns, notes=notes, landscape=True)


def _reasons(account: SheetAccount) -> str:
    """How many rows were excluded for which reason, a line each."""
    order = list(REASONS)
    told = sorted(account.excluded.items(), key=lambda each: order.index(each[0]))
    return "\n".join(f"{REASONS[reason]} {number:,}" for reason, number in told if number)


def _numbers(audit: YearAudit) -> tuple[Column, list[Any]]:
    """The number by which other tables name a sheet."""
    return Column("编号", "integer", 7), list(range(1, len(audit.accounts) + 1))


def _counted(audit: YearAudit) -> list[tuple[Column, list[Any]]]:
    """What each sheet is, how long it is, and how much of it counts."""
    accounts = audit.accounts
    titles = {key: kind.title for key, kind in kinds().items()}
    return [
        (
            Column("名单", "wrapped", 24),
            [titles.get(account.source.kind or "", "（未采用）") for account in accounts],
        ),
        (Column("行数", "integer", 9), [account.source.rows for account in accounts]),
        (Column("计入", "integer", 9), [account.counted for account in accounts]),
        (Column("剔除", "integer", 9), [sum(account.excluded.values()) for account in accounts]),
    ]


def _differences(audit: YearAudit, first: int) -> list[Any]:
    """行数 − 计入 − 剔除, as formulas over the cells to the left."""
    shown = []
    for line, account in enumerate(audit.accounts, first):
        left = account.source.rows - account.counted - sum(account.excluded.values())
        rows, counted, excluded = (f"{column}{line}" for column in "EFG")
        shown.append(Formula(f"={rows}-{counted}-{excluded}", left))
    return shown


def page_account_table(audit: YearAudit) -> Table:
    """The account as a page shows it: one column for all that is excluded, and the digest of each file."""
    accounts = audit.accounts
    told = "行数 = 计入 + 剔除。行数指表头以下的非空行；各项剔除的原因见市级工作簿“行数平账”。"
    columns = [
        _numbers(audit),
        (Column("文件与工作表", "wrapped", 40), [account.source.place for account in accounts]),
        *_counted(audit),
        (Column("SHA-256", "code", 74), [account.source.sha256 for account in accounts]),
    ]
    return Table.of_columns(
        "行数平账",
        "行数平账与数据来源",
        columns,
        notes=(told, *tallied_notes(audit)),
        landscape=True,
    )


def sources_table(audit: YearAudit) -> Table:
    """Each input file with its digest, so that anyone can check that it is the one that was used."""
    files = {account.source.path: account.source.sha256 for account in audit.accounts}
    return Table.of_rows(
        "数据来源",
        "本次使用的文件",
        (Column("文件", "wrapped", 60), Column("SHA-256", "code", 74)),
        list(files.items()),
        notes=tallied_notes(audit),
        landscape=True,
    )


def policy_table(audit: YearAudit) -> Table:
    """The clauses of the notice, in our words, with what each is used for."""
    policy = audit.policy
    assert policy is not None
    clauses = policy.clauses.values()
    return Table.of_rows(
        "政策依据",
        f"{policy.title}：条款与用法",
        (Column("条款", "text", 16), Column("大意", "wrapped", 70), Column("用法", "wrapped", 44)),
        [(clause.id, clause.meaning, clause.no_rule or "用于计算") for clause in clauses],
        notes=(f"政策文件：{policy.document.title}。政策数据 {policy.id}，SHA-256 {policy.sha256}。",),
        landscape=True,
    )
