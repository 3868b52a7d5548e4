"""The cover of a workbook: what it is, what it rests on, what was checked, and who has to do what next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit import __version__
from gzaudit.render.model import Column, Link, Table
from gzaudit.render.tables.checks import city_checks, district_checks
from gzaudit.render.tables.decisions import SHEET, district_decisions, told_of, told_to
from gzaudit.render.tables.findings import SEVERITY_WORDS, tally
from gzaudit.render.tables.inputs import city_inputs, district_inputs
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.receipt import OBJECTIONS, RECEIPT, reply_by
from gzaudit.render.tables.status import COUNTED_ONLY, district_status, holds_statistics, status_note

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.render.tables.findings import Tally
    from gzaudit.result import DistrictResult

    # What, its content, and the name of the sheet that says more ("" for none).
    Line = tuple[str, str, str]

COVER: Final = "封面"
_URGENT: Final = SEVERITY_WORDS["error"]
_TOLD: Final = SEVERITY_WORDS["info"]
_OWNERS: Final = ("市局", "区", "数据提供单位", "本工具")
_CALLED: Final = {"区": "各区"}


def city_cover(audit: YearAudit) -> Table:
    """The bureau's cover."""
    secret = "含统计名单的比对结果，" if holds_statistics(audit) else ""
    scope = f"全市核算结果。{secret}限市局内部使用，不得外传。可发给各区的文件在“各区”文件夹。"
    parts = {
        "基本情况": [
            *_what(audit, scope, "说明"),
            ("核定情况", status_note(audit), "应付金额" if audit.policy else ""),
            *([("预算", audit.budget_note, "应付金额")] if audit.budget_note else []),
        ],
        "下一步": _city_next(audit),
        "现行口径": _readings(audit),
        "人工决定": [("采用情况", told_of(audit), SHEET if audit.decisions else "")],
        "核对情况": [
            (check.name, check.told, "行数平账" if at == 0 else "")
            for at, check in enumerate(city_checks(audit))
        ],
        "所用文件": [(path, f"SHA-256：{digest}", "") for path, digest in city_inputs(audit)],
    }
    return _cover(f"广州市“一区一机构”{audit.year} 年度核算结果", parts)


def district_cover(audit: YearAudit, district: DistrictResult, questions: Table) -> Table:
    """A district's cover: nothing of other districts, nor of statistics lists.

    Args:
        audit: the year.
        district: whose it is.
        questions: the sheet of what it is asked to check.
    """
    scope = f"{district.name}的核算结果，供{district.name}核对、确认。只含本区数据和公开名单中的企业。"
    parts = {
        "基本情况": [*_what(audit, scope, ""), ("核定情况", district_status(audit, district), "核算结果")],
        "下一步": _district_next(audit, questions),
        "现行口径": _readings(audit),
        "人工决定": [("涉及本区的", *_decided(audit, district))],
        "核对情况": [(check.name, check.told, "") for check in district_checks(audit, district)],
        "所用文件": [(path, f"SHA-256：{digest}", "") for path, digest in district_inputs(audit, district)],
    }
    return _cover(f"{district.name}“一区一机构”{audit.year} 年度核算结果", parts)


def _decided(audit: YearAudit, district: DistrictResult) -> tuple[str, str]:
    return told_to(audit, district), SHEET if district_decisions(audit, district) else ""


def _cover(title: str, parts: dict[str, list[Line]]) -> Table:
    lines = [
        (part if at == 0 else "", *line[:2], Link(line[2], line[2]) if line[2] else "")
        for part, said in parts.items()
        for at, line in enumerate(said)
    ]
    return Table.of_rows(
        COVER,
        title,
        (
            Column("项目", "label", 14),
            Column("事项", "wrapped", 44),
            Column("内容", "wrapped", 80),
            Column("见", "text", 18),
        ),
        lines,
        landscape=True,
        filtered=False,
    )


def _what(audit: YearAudit, scope: str, more: str) -> list[Line]:
    policy = audit.policy
    rules: list[Line] = [("政策", COUNTED_ONLY + "。", "")]
    if policy:
        rules = [
            ("政策", policy.document.title, "政策依据"),
            ("政策数据", f"{policy.id}\nSHA-256：{policy.sha256}", "政策依据"),
        ]
    return [
        ("核算年度", f"{audit.year} 年", ""),
        ("范围和使用", scope, more),
        *rules,
        ("本工具", f"gzaudit {__version__}", ""),
    ]


def _city_next(audit: YearAudit) -> list[Line]:
    """What is open, by who has to see to it; then what the districts do."""
    open_ = [each for each in tally(audit) if each.severity != _TOLD]
    lines: list[Line] = [
        (_CALLED.get(owner, owner), said, "待复核")
        for owner in _OWNERS
        if (said := _open([each for each in open_ if each.owner == owner]))
    ]
    if not open_:
        lines.append(("市局", "没有须决定和请核对的事项。", "待复核"))
    if any(each.severity == _URGENT for each in open_):
        lines.append(
            (
                "拨付",
                "“须决定”的事项解决之前，" + ("请勿拨付。" if audit.policy else "有关家数还会变。"),
                "事项汇总",
            )
        )
    lines.append(("各区回执", f"核对本区名单和待核对事项，填“{RECEIPT}”，{reply_by(audit)}送回市局。", ""))
    return lines


def _open(rows: list[Tally]) -> str:
    """How many matters of each degree; those named that stand in the way of payment."""
    said = []
    for severity in dict.fromkeys(each.severity for each in rows):
        mine = [each for each in rows if each.severity == severity]
        number = sum(each.number for each in mine)
        named = "、".join(f"{each.title} {each.number} 条" for each in mine)
        said.append(
            f"{severity} {number} 条" + (f"：{named}。" if severity == _URGENT else f"，共 {len(mine)} 类。")
        )
    return "\n".join(said)


def _district_next(audit: YearAudit, questions: Table) -> list[Line]:
    degrees = questions.data[0]
    counted = [f"{degree} {degrees.count(degree)} 条" for degree in dict.fromkeys(degrees)]
    asked = f"{'、'.join(counted)}，按“处理”一栏办理。" if counted else "没有列出的事项。"
    if audit.privacy.district_findings == "none":
        asked = "市局没有随文件列出事项；有疑问的，写在回执里。"
    return [
        ("一、核对核算结果", "逐项核对家数、目标" + ("和金额。" if audit.policy else "。"), "核算结果"),
        ("二、核对企业名单", "看有没有应列未列、不应列和所在区不对的企业。", "高企名单"),
        ("三、办理待核对事项", asked, questions.name),
        (
            "四、送回回执",
            f"填好“{RECEIPT}”；有异议的企业填在“{OBJECTIONS}”。{reply_by(audit)}盖章送回市局，没有异议也请送回。",
            RECEIPT,
        ),
    ]


def _readings(audit: YearAudit) -> list[Line]:
    """Whether the notice is read as usual; each reading that was switched, with the reason."""
    if audit.policy is None:
        return [("读法", COUNTED_ONLY + "，不涉及金额口径。", "")]
    switched = switched_notes(audit)
    whole, usual = len(audit.policy.readings), len(audit.policy.readings) - len(switched)
    told = f"政策没有说死的 {whole} 处，" + (
        f"{usual} 处用默认读法，{len(switched)} 处已改，见下。" if switched else "都用默认读法。"
    )
    return [("读法", told, "口径"), *(("已改的读法", note, "口径") for note in switched)]
