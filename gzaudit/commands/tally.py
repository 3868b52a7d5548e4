"""`gzaudit tally`: counts per district from lists that stay where they are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gzaudit.commands.new_book import require_new_book, write_new_book
from gzaudit.commands.say import note, print_json
from gzaudit.commands.workspace import checked_workspace
from gzaudit.deliver.seal import digest_of
from gzaudit.findings import catalogue
from gzaudit.render.tables.words import SEVERITY_WORDS
from gzaudit.screen import Screen
from gzaudit.tally.book import counts_table, tally_book
from gzaudit.tally.make import make_tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gzaudit.findings import Severity
    from gzaudit.tally.make import Made

FORM: Final = "gzaudit.tally/1"
OPTIONS: Final = {
    "hnte": "--hnte",
    "above_scale": "--above-scale",
    "above_scale_tech_services": "--tech-services",
    "patent_grants": "--patents",
    "hnte_revoked": "--revoked",
    "renames": "--renames",
    "registry": "--registry",
    "tech_smes": "--tech-smes",
}
"""Which option names files of which kind."""
_KEPT: Final = "已经送出的汇总数不覆盖：移走或改名，或用 --out 另写一个文件名"


def run_tally(
    year: int,
    given: Mapping[str, Sequence[str]],
    workspace: Path | None,
    out: Path | None,
    *,
    as_json: bool,
    fail_on: str,
) -> int:
    """Count, and write one workbook; nothing else is written, and nothing is sent anywhere.

    Args:
        year: to be audited.
        given: by kind, files as typed.
        workspace: whose settings and rules hold; None for the tool's.
        out: the file; None for YEAR年汇总数.xlsx in the current folder.
        as_json: for programs, on stdout and nothing else there.
        fail_on: severity from which on the exit code is 1; `never`.

    Returns:
        The exit code (0 or 1).

    Raises:
        GzauditError: anything that stops it; nothing is left behind then.
    """
    path = Path(f"{year}年汇总数.xlsx") if out is None else out
    require_new_book(path, "" if out is None else "--out", _KEPT)
    chosen = None if workspace is None else checked_workspace(workspace)
    made = make_tally(year, given, OPTIONS, chosen, lambda name: note(f"读取 {name}"))
    write_new_book(path, tally_book(made))
    shown = path.name if out is None else str(out)
    if as_json:
        print_json(_document(made, path, shown))
    else:
        _show(Screen(), made, shown)
    wanted: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}
    return int(fail_on in wanted and made.findings.at_or_above(wanted[fail_on]) > 0)


def _document(made: Made, path: Path, shown: str) -> dict[str, Any]:
    return {
        "schema": FORM,
        "year": made.year,
        "policy": {"id": made.attestation.policy, "sha256": made.attestation.policy_sha256},
        "counts": {code: dict(counts) for code, counts in made.counts.items()},
        "findings": made.findings.counts(),
        "table_sha256": made.attestation.table,
        "output": {"path": shown, "sha256": digest_of(path)},
    }


def _show(screen: Screen, made: Made, shown: str) -> None:
    """The table, how many findings of which code in which sheet, and where the file is."""
    table = counts_table(made)
    screen.line(table.title)
    rows = [["" if cell is None else str(cell) for cell in row] for row in zip(*table.data, strict=True)]
    screen.table([column.heading for column in table.columns], rows, range(1, len(table.columns)))
    frame = made.findings.frame
    found = Counter(zip(frame["severity"], frame["code"], frame["src"], strict=True))
    sheets = made.attestation.sheets
    for (severity, code, src), number in found.items():
        where = f"（{sheets[src].file} 第 {sheets[src].sheet} 张表）" if src >= 0 else ""
        screen.item(f"{SEVERITY_WORDS[severity]} {number:,} 条：{catalogue()[code].title}{where}")
    screen.line(f"汇总数：{shown}（只有各区家数，不含企业名称和代码）")
    screen.line(f"汇总数校验码：{made.attestation.table}")
    screen.line("下一步：打印“汇总证明”，核对后签字盖章，与文件一并送市科技局。")
