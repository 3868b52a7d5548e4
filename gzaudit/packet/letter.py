"""The covering letter of a packet: a district's figures, what is enclosed, how and until when to reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.deliver.seal import SEAL
from gzaudit.render.page_view import PageTable
from gzaudit.render.tables.district import district_table
from gzaudit.render.tables.receipt import OBJECTIONS, RECEIPT, reply_by
from gzaudit.render.tables.status import COUNTED_ONLY, district_status
from gzaudit.render.templates import render_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.audit import YearAudit
    from gzaudit.packet.model import Protection
    from gzaudit.render.templates import Templates
    from gzaudit.result import DistrictResult

LETTER: Final = "函.html"
_TEMPLATE: Final = "letter.html.j2"
# Signature and date are people's: the bureau's letter is theirs, not the program's.
_SIGNED_BY: Final = ("经办人", "联系电话", "单位盖章", "日期")
_WORKING: Final = ("计算过程与依据",)
_COUNT, _AMOUNT = "家数", "金额（元）"
_MEANINGS: Final = (
    (".xlsx", "核算结果、本区企业名单、待核对事项和回执，可以填写"),
    (".html", "同样内容的报告，用浏览器打开，可以打印"),
    (".pdf", "同样的报告，供打印和存档"),
    (".csv", "工作簿中同名工作表的数据，供程序读取"),
)


def letter_page(
    audit: YearAudit,
    district: DistrictResult,
    enclosed: Iterable[str],
    templates: Templates,
    protection: Protection,
) -> bytes:
    """The letter to one district. It names its institution and no other firm.

    Args:
        audit: the run's year.
        district: whom it goes to.
        enclosed: paths within the packet, in its order.
        templates: of the workspace.
        protection: of the packet.

    Raises:
        SettingsError: a template of the workspace cannot be used.
    """
    result = PageTable(district_table(audit, district), without=_WORKING)
    lead = audit.institutions.leads.get(district.code) if audit.institutions else None
    values = {
        "title": f"关于送达{district.name} {audit.year} 年度“一区一机构”核算结果的函",
        "district": district.name,
        "year": audit.year,
        "policy": audit.policy.document.title if audit.policy else COUNTED_ONLY,
        "policy_id": audit.policy.id if audit.policy else "",
        "status": district_status(audit, district),
        "lines": [(row["事项"], row[_COUNT], row.get(_AMOUNT, "")) for row in result.records],
        "sums": [(row["事项"], row[_AMOUNT]) for row in result.totals],
        "payee": (lead.name or lead.code) if lead else "",
        "enclosed": [
            *((path, _meaning(path)) for path in enclosed),
            (SEAL, "以上各文件的校验码，供核对是否完好"),
        ],
        "protection": protection,
        "reply_by": reply_by(audit),
        "receipt": RECEIPT,
        "objections": OBJECTIONS,
        "signed_by": _SIGNED_BY,
    }
    return render_page(templates, _TEMPLATE, values)


def _meaning(path: str) -> str:
    return next((meaning for ending, meaning in _MEANINGS if path.endswith(ending)), "")
