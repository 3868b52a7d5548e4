"""Payment sheets of a year: whom each district's sum goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.tables.payees import Part, PayeeLine, payee_table, payees_table
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.status import district_status, status_note, why_less
from gzaudit.render.tables.working import work_headings

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.render.model import Table
    from gzaudit.result import DistrictResult


def _line(audit: YearAudit, district: DistrictResult) -> PayeeLine:
    lead = audit.institutions.leads.get(district.code) if audit.institutions else None
    notes = [] if lead else ["没有确定的牵头机构"]
    notes += [why] if (why := why_less(audit, district)) else []
    name, code = (lead.name, lead.code) if lead else ("", "")
    return PayeeLine(district.name, name, code, district.payable, "；".join(notes))


def payment_sheet(audit: YearAudit) -> Table:
    """All districts with their lead institutions, in figures and in capitals."""
    lines = [_line(audit, district) for district in audit.result.districts]
    notes = (status_note(audit), *switched_notes(audit), *([audit.budget_note] if audit.budget_note else []))
    return payees_table(f"“一区一机构”{audit.year} 年度付款汇总", lines, notes)


def district_payment_sheet(audit: YearAudit, district: DistrictResult) -> Table:
    """What one district's institution is paid, part by part, with lines to sign."""
    assert audit.policy is not None
    parts = [
        Part(work_headings(work)[1], district.works[work.key].amount, work.name)
        for work in audit.policy.works
    ]
    parts += [Part(each.name, district.indicators[each.key].amount) for each in audit.indicators]
    notes = (district_status(audit, district), *switched_notes(audit))
    return payee_table(
        f"{district.name}“一区一机构”{audit.year} 年度付款表", _line(audit, district), parts, notes
    )
