"""Pages: one self-contained HTML file for the city and each district, from templates/, ready for A4 print."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from gzaudit.render.page_view import bars, page_text, table_view
from gzaudit.render.tables.account import page_account_table
from gzaudit.render.tables.basework import work_city_table, work_table
from gzaudit.render.tables.district import district_table
from gzaudit.render.tables.district_lists import district_list_table, district_sme_table
from gzaudit.render.tables.findings import district_findings_table, tally_table
from gzaudit.render.tables.near import near_table
from gzaudit.render.tables.notes import undecided_note
from gzaudit.render.tables.readings import effects_table
from gzaudit.render.tables.status import COUNTED_ONLY, district_status, status_note
from gzaudit.render.tables.summary import indicator_table, payment_table, summary_table
from gzaudit.render.tables.working import work_headings, working_lines

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from gzaudit.audit import YearAudit
    from gzaudit.render.model import Table
    from gzaudit.result import DistrictResult


def templates() -> Traversable:
    """The templates folder: inside an installed package, beside the package in a checkout."""
    installed = resources.files("gzaudit") / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


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
        finalize=lambda value: page_text(value) if type(value) is str else value,
    )
    environment.filters["view"] = table_view
    return environment


def _render(name: str, **values: Any) -> bytes:
    return _environment().get_template(name).render(**values).encode("utf-8", errors="replace")


def _common(audit: YearAudit) -> dict[str, Any]:
    policy = audit.policy
    return {
        "year": audit.year,
        "policy": policy.document.title if policy else COUNTED_ONLY,
        "policy_id": policy.id if policy else "",
        "policy_sha256": policy.sha256 if policy else "",
    }


def city_page(audit: YearAudit) -> bytes:
    """The city's report: summary, indicators, what is open, and the inputs. Names no firm."""
    summary = summary_table(audit)
    # A chart for each count, for what is earned and for what is paid; the other sums show the same again.
    charted = [
        (at, column.heading)
        for at, column in enumerate(summary.columns)
        if column.kind == "integer" or column.heading in ("绩效补助（元）", "应付（元）")
    ]
    indicators = [indicator_table(audit, indicator) for indicator in audit.indicators]
    return _render(
        "city.html.j2",
        title=f"广州市“一区一机构”{audit.year} 年度核算报告",
        status=status_note(audit),
        summary=summary,
        charts=[{"title": heading, "bars": bars(summary, at)} for at, heading in charted],
        tally=tally_table(audit),
        undecided=undecided_note(audit),
        workings=[*indicators, payment_table(audit)] if audit.policy else [],
        annexes=_annexes(audit),
        accounts=page_account_table(audit),
        **_common(audit),
    )


def _annexes(audit: YearAudit) -> list[Table]:
    """What the sums hang on, and the base work, in a year that has money."""
    if audit.policy is None:
        return []
    tables = [effects_table(audit), near_table(audit)]
    if audit.base_work:
        tables.append(work_city_table(audit.policy, audit.result.districts, audit.base_work.found))
    return tables


def district_page(audit: YearAudit, district: DistrictResult) -> bytes:
    """A district's report: its own figures with their working, its own questions, its own list."""
    result = district_table(audit, district)
    steps = [(indicator.name, district.indicators[indicator.key].steps) for indicator in audit.indicators]
    if audit.policy:
        steps += [(work_headings(work)[1], district.works[work.key].steps) for work in audit.policy.works]
        steps.append(("应付", district.steps))
    firms = {
        "高新技术企业名单": district_list_table(audit, district),
        "科技型中小企业名单": district_sme_table(audit, district),
    }
    work = None
    if audit.policy and audit.base_work:
        work = work_table(audit.policy, district, audit.base_work.found)
    return _render(
        "district.html.j2",
        title=result.title,
        status=district_status(audit, district),
        result=result,
        workings=[(name, working_lines(audit, each)) for name, each in steps if each],
        questions=district_findings_table(audit, district),
        work=work,
        firms=[(name, table) for name, table in firms.items() if table],
        **_common(audit),
    )
