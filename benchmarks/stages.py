"""What one run does inside: seconds of each stage, and how large the sheets are that it writes.

`python -m benchmarks.stages WORKSPACE OUT` prints both as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gzaudit import counting, pipeline
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import alternatives, load_policy
from gzaudit.read.year import read_year
from gzaudit.render import outputs
from gzaudit.render.books import city_book, district_book
from gzaudit.render.tables.ledger import ledger_tables
from gzaudit.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from gzaudit.audit import YearAudit

YEAR = 2025
# Which of the names that the pipeline calls belong to which stage, up to counts and after them.
_COUNTING = {
    "normalise": ("build_entries",),
    "resolve": ("identify", "identity_findings", "name_conflicts"),
    "match": ("match_lists", "count_indicators", "account_rows", "overlapping_versions"),
}
_STAGES = {
    "match": ("state_districts",),
    "public": ("look_at", "public_view", "membership_deducible"),
    "evaluate": ("_judge",),
    "findings": ("_rows", "placed_findings", "_with_codes"),
}


class _Clock:
    """Seconds by stage; a name that the pipeline no longer has is an error, not a zero."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*args: Any, **keywords: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*args, **keywords)
            finally:
                self.seconds[stage] += time.perf_counter() - start

        return timed

    def watch(self, module: Any, stages: dict[str, tuple[str, ...]]) -> None:
        for stage, names in stages.items():
            for name in names:
                setattr(module, name, self.around(stage, getattr(module, name)))


def sheet_sizes(audit: YearAudit) -> dict[str, list[dict[str, Any]]]:
    """Rows and headings by workbook: "" is the city's and the ledger. Sheets to be filled in are left out."""
    books = {"": (*city_book(audit).tables, *ledger_tables(audit))}
    books |= {each.name: district_book(audit, each).tables for each in audit.result.districts}
    return {
        name: [
            {
                "name": table.name,
                "rows": table.height,
                "lines_above": 2 + len(table.notes) + (not table.height),
                "signed": bool(table.signed),
                "headings": [column.heading for column in table.columns],
            }
            for table in tables
            if not table.choices
        ]
        for name, tables in books.items()
    }


def run_stages(workspace: Path, out: Path) -> dict[str, Any]:
    """Run a year in this process (workbooks of the districts in a second one, as always).

    Args:
        workspace: a workspace with default settings.
        out: an empty folder for the outputs.
    """
    clock = _Clock()
    clock.watch(counting, _COUNTING)
    clock.watch(pipeline, _STAGES)
    clock.watch(
        outputs,
        {"pages": ("city_page", "district_page"), "files": ("write_pieces",), "store": ("write_store",)},
    )
    policy = load_policy(YEAR)
    others = alternatives(open_policy(YEAR), {})
    job = pipeline.Job(workspace, YEAR, Settings(), policy, policy.indicators, others)
    lists = clock.around("read", read_year)(workspace, YEAR, {}, lambda _: None)
    audit = clock.around("audit", pipeline.audit_year)(job, lists)
    clock.around("render", outputs.write_outputs)(audit, out)
    return {
        "seconds": {stage: round(seconds, 3) for stage, seconds in clock.seconds.items()},
        "books": sheet_sizes(audit),
        "counts": {each.name: each.indicators["hnte"].count for each in audit.result.districts},
    }


if __name__ == "__main__":
    print(json.dumps(run_stages(Path(sys.argv[1]), Path(sys.argv[2])), ensure_ascii=False))
