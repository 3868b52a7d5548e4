"""Payment sheets of a year: whom each district's sum goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.tables.district import district_place
from gzaudit.render.tables.payees import Part, PayeeLine, payee_table, payees_table
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.sheets import payment_place
from gzaudit.render.tables.status import district_status, status_note, why_less
from gzaudit.render.tables.working import work_headings

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.render.model import Table
    from gzaudit.result import DistrictResult


def _line(audit: YearAudit, district: DistrictResult, cell: str) -> PayeeLine:
    lead = audit.institutions.leads.get(district.code) if audit.institutions else None
    notes = [] if lead else ["没有确定的牵头机构"]
    notes += [why] if (why := why_less(audit, district)) else []
    name, code = (lead.name, lead.code) if lead else ("", "")
    return PayeeLine(district.name, name, code, district.payable, "；".join(notes), cell)


def payment_sheet(audit: YearAudit) -> Table:
    """All districts with their lead institutions, in figures and in capitals."""
    place = payment_place(audit)
    lines = [
        _line(audit, district, place.there("payable", at))
        for at, district in enumerate(audit.result.districts)
    ]
    notes = (status_note(audit), *switched_notes(audit), *([audit.budget_note] if audit.budget_note else []))
    return payees_table(f"“一区一机构”{audit.year} 年度付款汇总", lines, notes)


def district_payment_sheet(audit: YearAudit, district: DistrictResult) -> Table:
    """What one district's institution is paid, part by part, with lines to sign."""
    assert audit.policy is not None
    place = district_place(audit, district)
    at = {name: place.there("amount", line) for line, name in enumerate(place_lines(audit))}
    parts = [
        Part(work_headings(work)[1], district.works[work.key].amount, work.name, at[work.key])
        for work in audit.policy.works
    ]
    parts += [
        Part(each.name, district.indicators[each.key].amount, "", at[each.key]) for each in audit.indicators
    ]
    notes = (district_status(audit, district), *switched_notes(audit))
    line = _line(audit, district, at["应付"])
    return payee_table(f"{district.name}“一区一机构”{audit.year} 年度付款表", line, parts, notes)


def place_lines(audit: YearAudit) -> tuple[str, ...]:
    """The lines of a district's sheet of results, by key."""
    assert audit.policy is not None
    works = (work.key for work in audit.policy.works)
    return (*(each.key for each in audit.indicators), *works, "合计", "应付")
