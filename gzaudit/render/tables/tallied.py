"""Which figures rest on counts that another office made, and what that office attests of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.read.kinds import kinds
from gzaudit.render.model import Column, Table
from gzaudit.tally.attestation import COLUMNS, lines_of

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator
    from gzaudit.tally.model import CountsSheet

SHEET: Final = "汇总数来源"
_WIDTHS: Final = (14, 34, 30, 10, 12, 9, 9, 40)


def tallied_notes(audit: YearAudit) -> tuple[str, ...]:
    """For the bureau: a sentence for each indicator, with the cells of its counts."""
    return tuple(tallied_note(audit, rule) for rule in audit.indicators if rule.key in audit.tallied)


def tallied_note(audit: YearAudit, rule: Indicator) -> str:
    """Where the counts of an indicator come from; "" where they are of the run's own lists."""
    told = audit.tallied.get(rule.key)
    if told is None:
        return ""
    sheets = sorted({src for src, _ in told.at.values()})
    attested = {each.src for each in audit.tallies if each.attestation}
    places = [
        f"{source.place} {source.columns[told.field]} 列" + ("" if src in attested else "，没有汇总证明")
        for src in sheets
        for source in (audit.accounts[src].source,)
    ]
    return f"{rule.name}采用{told.owner}的汇总数（{'；'.join(places)}），没有逐家比对。"


def district_note(audit: YearAudit) -> tuple[str, ...]:
    """For the districts: which counts another office made. The file is all districts', and not named."""
    owners: dict[str, list[str]] = {}
    for rule in audit.indicators:
        if rule.key in audit.tallied:
            owners.setdefault(audit.tallied[rule.key].owner, []).append(rule.name)
    return tuple(f"{'、'.join(names)}采用{owner}的汇总数。" for owner, names in owners.items())


def attested_table(audit: YearAudit) -> Table:
    """Every sheet of counts that was read, and all that is attested of it (bureau only)."""
    columns = (
        Column("编号", "integer", 7),
        Column("采用", "flag", 8),
        *(Column(heading, "wrapped", width) for heading, width in zip(COLUMNS, _WIDTHS, strict=True)),
    )
    rows = [line for sheet in audit.tallies for line in _lines(audit, sheet)]
    return Table.of_rows(
        SHEET,
        "名单所属单位汇总的家数及其证明",
        columns,
        rows,
        notes=(
            *(tallied_notes(audit) or ("各项都有名单，汇总数只用来核对。",)),
            "编号是“行数平账”里的编号。汇总证明由本工具在名单所属单位写成，不含企业名称。",
        ),
        landscape=True,
        filtered=False,
    )


def _lines(audit: YearAudit, sheet: CountsSheet) -> list[tuple[str | int, ...]]:
    source = audit.accounts[sheet.src].source
    used = "是" if sheet.adopted else "否"
    owner = kinds()["counts"].title
    head = (sheet.src + 1, used, owner, source.sheet, source.path, "", "", "", "", source.sha256)
    if sheet.attestation is None:
        none = (sheet.src + 1, used, "汇总证明", "没有，或不能采用", "", "", "", "", "", "")
        return [head, none]
    return [head, *((sheet.src + 1, used, *line) for line in lines_of(sheet.attestation))]
