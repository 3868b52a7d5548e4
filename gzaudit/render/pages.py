"""Pages: one self-contained HTML file for the city and each district, from templates/, ready for A4 print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from gzaudit.render.page_charts import chart, column_of
from gzaudit.render.page_text import sums
from gzaudit.render.page_view import PageTable
from gzaudit.render.tables.account import page_account_table, policy_table
from gzaudit.render.tables.basework import work_city_table, work_table
from gzaudit.render.tables.decisions import decisions_table, district_decisions_table
from gzaudit.render.tables.district import district_table
from gzaudit.render.tables.district_lists import district_list_table, district_sme_table
from gzaudit.render.tables.findings import district_findings_table, tally_table
from gzaudit.render.tables.near import near_table
from gzaudit.render.tables.notes import undecided_note
from gzaudit.render.tables.payment import district_payment_sheet, payment_sheet
from gzaudit.render.tables.payments import payment_table
from gzaudit.render.tables.readings import effects_table, questions_table
from gzaudit.render.tables.receipt import receipt_table, reply_by
from gzaudit.render.tables.status import COUNTED_ONLY, district_status, status_note
from gzaudit.render.tables.summary import indicator_table, summary_table
from gzaudit.render.tables.tallied import attested_table
from gzaudit.render.tables.words import SEVERITY_WORDS, SIGNED_BY
from gzaudit.render.tables.working import work_headings, working_lines
from gzaudit.render.templates import PACKAGED, Templates, render_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.audit import YearAudit
    from gzaudit.render.model import Table
    from gzaudit.result import DistrictResult

_COUNT, _TARGET = "家数", "目标（家）"
_PARTS = ("绩效补助（元）", "基础补助（元）")
_PAYABLE = "应付（元）"
_WORKING = "计算过程与依据"
_TIERS = "的档次："
# The working tells these of a district, sentence by sentence; its table shows what they come to.
_STEPS = (_WORKING, "上年数（家）", "享受4号办法", "达到档次或结论", "增量档数")


class Annex(NamedTuple):
    """What follows the report on sheets of its own.

    Attributes:
        name: headline.
        tables: one or more; their own headlines are shown where there are several.
        wide: whether its sheets lie across.
        empty: what is said of a table without rows.
    """

    name: str
    tables: list[PageTable]
    wide: bool
    empty: str


def annex_of(
    name: str, tables: Iterable[Table], empty: str = "没有记录。", *, below: str = "", upright: bool = False
) -> Annex:
    """An annex lies across as soon as one of its tables needs it; then all of them do."""
    shown = [PageTable(each, below=below) for each in tables]
    wide = not upright and any(each.fit.wide for each in shown)
    return Annex(name, [each.turned(wide=wide) for each in shown], wide, empty)


def _common(audit: YearAudit) -> dict[str, Any]:
    policy = audit.policy
    return {
        "year": audit.year,
        "policy": policy.document.title if policy else COUNTED_ONLY,
        "policy_id": policy.id if policy else "",
        "policy_sha256": policy.sha256 if policy else "",
        "signed_by": SIGNED_BY,
    }


def city_page(audit: YearAudit, templates: Templates = PACKAGED) -> bytes:
    """The city's report: summary, charts, what is open, and annexes with the workings. Names no 高企.

    Args:
        audit: the evaluated year.
        templates: of the run.

    Raises:
        SettingsError: a template of the workspace cannot be used.
    """
    summary = summary_table(audit)
    indicators = [indicator_table(audit, indicator) for indicator in audit.indicators]
    severities = audit.findings.counts()
    values = {
        "title": f"广州市“一区一机构”{audit.year} 年度核算报告",
        "status": status_note(audit),
        "sums": sums(summary),
        "summary": PageTable(summary, wide=False),
        "charts": _city_charts(audit, summary, indicators),
        "undecided": undecided_note(audit),
        "severities": [(word, f"{severities[key]:,}") for key, word in SEVERITY_WORDS.items()],
        "annexes": _city_annexes(audit, indicators),
    }
    return render_page(templates, "city.html.j2", values | _common(audit))


def _city_charts(audit: YearAudit, summary: Table, indicators: list[Table]) -> list[dict[str, Any]]:
    """Each count beside its target, what the sums are made of, and what is paid."""
    charts = []
    for indicator, table in zip(audit.indicators, indicators, strict=True):
        drawn = [at for at in (column_of(table, _COUNT), column_of(table, _TARGET)) if at is not None]
        charts.append(chart(f"{indicator.name}（家）", table, drawn))
    parts = [at for at in (column_of(summary, each) for each in _PARTS) if at is not None]
    if len(parts) == len(_PARTS):
        charts.append(chart("绩效补助与基础补助（元）", summary, parts, stacked=True))
    if (payable := column_of(summary, _PAYABLE)) is not None:
        charts.append(chart(_PAYABLE, summary, [payable]))
    return charts


def _city_annexes(audit: YearAudit, indicators: list[Table]) -> list[Annex]:
    open_ = annex_of("待处理的事项", [tally_table(audit)], "没有需要处理的事项。", upright=True)
    accounts = annex_of("行数平账与数据来源", [page_account_table(audit)])
    attested = [annex_of("汇总数来源", [attested_table(audit)])] if audit.tallies else []
    policy = audit.policy
    decided = [annex_of("人工决定", [decisions_table(audit)])] if audit.decisions else []
    if policy is None:
        return [open_, *decided, accounts, *attested]
    annexes = [
        open_,
        *decided,
        annex_of("各项金额的计算过程", [*indicators, payment_table(audit)], below=_WORKING),
        annex_of("付款汇总", [payment_sheet(audit)]),
        annex_of("口径敏感性", [effects_table(audit)]),
        annex_of("口径", [questions_table(audit)]),
        annex_of("临界提示", [near_table(audit)]),
    ]
    if audit.base_work:
        work = work_city_table(policy, audit.result.districts, audit.base_work.found)
        annexes.append(annex_of("基础工作核查", [work]))
    return [*annexes, annex_of("政策依据", [policy_table(audit)]), accounts, *attested]


def district_page(audit: YearAudit, district: DistrictResult, templates: Templates = PACKAGED) -> bytes:
    """A district's report: its own figures with their working, its own questions, its own list.

    Args:
        audit: the evaluated year.
        district: whose report.
        templates: of the run.

    Raises:
        SettingsError: a template of the workspace cannot be used.
    """
    result = district_table(audit, district)
    steps = [(indicator.name, district.indicators[indicator.key].steps) for indicator in audit.indicators]
    if audit.policy:
        steps += [(work_headings(work)[1], district.works[work.key].steps) for work in audit.policy.works]
        steps.append(("应付", district.steps))
    drawn = [at for at in (column_of(result, _COUNT), column_of(result, _TARGET)) if at is not None]
    questions = district_findings_table(audit, district)
    values = {
        "title": result.title,
        "status": district_status(audit, district),
        "district": district.name,
        "result": PageTable(result, without=_STEPS, wide=False),
        "hidden": [note for note in result.notes if _TIERS in note],
        "chart": chart("家数与目标（家）" if len(drawn) == 2 else "家数（家）", result, drawn),
        "workings": [(name, working_lines(audit, each)) for name, each in steps if each],
        "severities": _severities(questions) if _told(audit) else [],
        "reply_by": reply_by(audit),
        "annexes": _district_annexes(audit, district, result, questions),
    }
    return render_page(templates, "district.html.j2", values | _common(audit))


def _told(audit: YearAudit) -> bool:
    """Whether districts are told of findings at all (`[privacy]`)."""
    return audit.privacy.district_findings != "none"


def _severities(questions: Table) -> list[tuple[str, str]]:
    """How many of each severity a district is asked."""
    at = column_of(questions, "程度")
    words = questions.data[at] if at is not None else []
    return [(word, f"{words.count(word):,}") for word in SEVERITY_WORDS.values()]


def _district_annexes(
    audit: YearAudit, district: DistrictResult, result: Table, questions: Table
) -> list[Annex]:
    annexes = [annex_of("请核对的事项", [questions], "没有需要核对的事项。")] if _told(audit) else []
    if decided := district_decisions_table(audit, district):
        annexes.append(annex_of("人工决定", [decided]))
    if audit.policy and audit.base_work:
        annexes.append(annex_of("基础工作核查", [work_table(audit.policy, district, audit.base_work.found)]))
    nobody = "没有可以列出的企业。"
    annexes.append(annex_of("高新技术企业名单", [district_list_table(audit, district)], nobody, upright=True))
    if smes := district_sme_table(audit, district):
        annexes.append(annex_of("科技型中小企业名单", [smes], nobody, upright=True))
    if audit.policy:
        annexes.append(annex_of("付款单", [district_payment_sheet(audit, district)]))
        # How a reading is switched is the bureau's business.
        annexes.append(annex_of("口径", [replace(questions_table(audit), notes=())]))
        annexes.append(annex_of("政策依据", [policy_table(audit)]))
    receipt = receipt_table(audit, district, result)
    # On paper only the first note holds: the others say how the workbook is filled in.
    return [*annexes, annex_of("确认（异议）回执", [replace(receipt, notes=receipt.notes[:1])], upright=True)]
