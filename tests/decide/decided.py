"""Years with decisions: lines of a list of decisions, and what became of them."""

from __future__ import annotations

from typing import Any

from builders import Table

from gzaudit.audit import YearAudit

DISTRICTS = {
    "440103": "荔湾区", "440104": "越秀区", "440105": "海珠区", "440106": "天河区", "440111": "白云区", "440112": "黄埔区",
    "440113": "番禺区", "440114": "花都区", "440115": "南沙区", "440117": "从化区", "440118": "增城区",
}  # fmt: skip
Row = dict[str, Any]


def decision(matter: str, name: str, choice: str, code: str = "", **more: str) -> Row:
    """A line with all that a decision needs; `more` replaces cells."""
    line = {
        "matter": matter, "name": name, "code": code, "decided": choice, "basis": "现场核查记录第 3 号",
        "decided_by": "张三", "checked_by": "李四", "decided_on": "2026-01-05",
    }  # fmt: skip
    return line | more


def decisions(*rows: Row, path: str = "data/2025/人工复核决定.xlsx") -> Table:
    return Table("decisions", list(rows), path=path)


def states(audited: YearAudit) -> list[str]:
    return [each.state for each in audited.decisions]


def targets(number: str = "2") -> Table:
    """Targets and last year's counts, the same for every district."""
    return Table(
        "targets",
        [
            {
                "district": name, "hnte_target": number, "prior_above_scale_hnte": "1", "prior_tech_services": "1",
                "prior_patent_hnte": "1",
            }
            for name in DISTRICTS.values()
        ],
    )  # fmt: skip
