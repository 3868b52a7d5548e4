"""Pages: one self-contained HTML file for the city and each district, from templates/, ready for A4 print."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from gzaudit.render.model import Column, Formula, Table
from gzaudit.render.tables.findings import district_findings_table, tally_table
from gzaudit.render.tables.lists import district_list_table
from gzaudit.render.tables.summary import district_table, indicator_table, status_note, summary_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from gzaudit.audit import YearAudit
    from gzaudit.evaluate.result import DistrictResult


def templates() -> Traversable:
    """The templates folder: inside an installed package, beside the package in a checkout."""
    installed = resources.files("gzaudit") / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def _cell(value: Any, column: Column) -> str:
    """A cell as text: formulas by their stored value, money and counts with thousands."""
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) and column.kind in ("money", "integer") else str(value)


def _rows(table: Table) -> list[list[str]]:
    shown = [
        [_cell(value, column) for value in values]
        for column, values in zip(table.columns, table.data, strict=True)
    ]
    return [list(row) for row in zip(*shown, strict=True)]


def _bars(table: Table, column: int) -> list[dict[str, Any]]:
    """A bar chart's data over a table's rows without totals; a value that is not known has no bar."""
    rows = table.height - table.total_rows
    numbers = [value if isinstance(value, int) else None for value in table.data[column][:rows]]
    highest = max([value for value in numbers if value is not None], default=0)
    # Whole thousandths of the full width: a chart decides nothing, but the same run must draw the same bytes.
    return [
        {
            "label": label,
            "value": _cell(table.data[column][at], table.columns[column]),
            "share": 0 if value is None or not highest else value * 1000 // highest,
        }
        for at, (label, value) in enumerate(zip(table.data[0][:rows], numbers, strict=True))
    ]


@cache
def _environment() -> Environment:
    folder = templates()

    def load(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8")

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["rows"] = _rows
    return environment


def _render(name: str, **values: Any) -> bytes:
    return _environment().get_template(name).render(**values).encode("utf-8", errors="replace")


def _common(audit: YearAudit) -> dict[str, Any]:
    policy = audit.policy
    return {
        "year": audit.year,
        "policy": policy.document.title if policy else "本年度没有补助政策，只计家数",
        "policy_id": policy.id if policy else "",
        "policy_sha256": policy.sha256 if policy else "",
    }


def city_page(audit: YearAudit) -> bytes:
    """The city's report: summary, indicators, what is open, and the inputs. Names no firm."""
    summary = summary_table(audit)
    undecided = audit.undecided()
    return _render(
        "city.html.j2",
        title=f"广州市“一区一机构”{audit.year} 年度核算报告",
        status=status_note(audit),
        summary=summary,
        charts=[
            {"title": column.heading, "bars": _bars(summary, at)}
            for at, column in enumerate(summary.columns)
            if column.kind in ("integer", "money")
        ],
        indicators=[indicator_table(audit, indicator) for indicator in audit.indicators],
        tally=tally_table(audit),
        undecided=undecided,
        accounts=audit.accounts,
        **_common(audit),
    )


def district_page(audit: YearAudit, district: DistrictResult) -> bytes:
    """A district's report: its own figures with their working, its own questions, its own list."""
    result = district_table(audit, district)
    return _render(
        "district.html.j2",
        title=result.title,
        status=result.notes[-1],
        result=result,
        questions=district_findings_table(audit, district),
        firms=district_list_table(audit, district),
        **_common(audit),
    )
