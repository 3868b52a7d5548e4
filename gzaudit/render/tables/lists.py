"""Lists of enterprises: for the bureau with every flag and place, for a district only what is public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final


from gzaudit.match.membership import PATENTS, SCALE
from gzaudit.normalise.districts import district_name
from gzaudit.read.kinds import kinds
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.words import REASONS, UNKNOWN, places, yes_no
from gzaudit.resolve.district import LEVELS

if TYPE_CHECKING:
    import pandas as pd
    from gzaudit.audit import YearAudit
    from gzaudit.evaluate.result import DistrictResult

HOW: Final = {"code": "名单所载", "name": "按名称对应", "ambiguous": "同名多码", "unresolved": "查不到"}
UNWRITTEN: Final = "名单未写明"


def _names(codes: pd.Series) -> list[str]:
    shown: list[str] = codes.map(
        {code: district_name(code) if code else UNKNOWN for code in codes.unique()}
    ).tolist()
    return shown


def cohort_table(audit: YearAudit) -> Table:
    """All 高企 of the year with their flags and the source cells behind each (bureau only)."""
    cohort = audit.cohort.sort_values(["district", "src", "row"], kind="stable")
    accounts = audit.accounts
    known = cohort["how"].isin(["code", "name"])
    there = {account.source.kind for account in accounts}
    flags = {
        kind: yes_no(cohort[kind], known) if kind in there else [UNKNOWN] * len(cohort)
        for kind in (SCALE, PATENTS)
    }
    columns = (
        Column("区", "text", 9), Column("企业名称", "text", 40), Column("统一社会信用代码", "code", 22),
        Column("代码来源", "flag", 12), Column("所在区来源", "text", 16), Column("规上", "flag", 7),
        Column("发明专利", "flag", 10), Column("专利行数", "integer", 10), Column("高企名单位置", "text", 44),
        Column("四上位置", "text", 44), Column("专利位置", "text", 44),
    )  # fmt: skip
    data = (
        _names(cohort["district"]),
        cohort["name"].tolist(),
        cohort["code"].tolist(),
        cohort["how"].map(HOW).tolist(),
        cohort["level"].map(LEVELS).fillna(UNKNOWN).tolist(),
        flags[SCALE],
        flags[PATENTS],
        cohort["patents"].tolist(),
        places(accounts, cohort["src"], cohort["row"]),
        places(accounts, cohort[f"{SCALE}_src"], cohort[f"{SCALE}_row"]),
        places(accounts, cohort[f"{PATENTS}_src"], cohort[f"{PATENTS}_row"]),
    )
    return Table(
        name="高企名单",
        title=f"{audit.year} 年高新技术企业及比对结果",
        columns=columns,
        data=data,
        notes=("含统计名单比对结果，限市局内部使用，不得外传。“待定”指查不到代码，交集无从得知。",),
        landscape=True,
    )


def services_table(audit: YearAudit) -> Table:
    """规上科服 firms by district (bureau only)."""
    services = audit.services.sort_values(["district", "src", "row"], kind="stable")
    return Table(
        name="规上科服名单",
        title=f"{audit.year} 年规上科技服务业企业",
        columns=(
            Column("区", "text", 9),
            Column("企业名称", "text", 40),
            Column("统一社会信用代码", "code", 22),
            Column("名单位置", "text", 50),
        ),  # fmt: skip
        data=(
            _names(services["district"]),
            services["name"].tolist(),
            services["code"].tolist(),
            places(audit.accounts, services["src"], services["row"]),
        ),
        notes=("统计名单，限市局内部使用，不得外传。",),
        landscape=True,
    )


def excluded_table(audit: YearAudit) -> Table:
    """Rows that do not count, with the reason (bureau only); repeated patent rows are in the row account only."""
    rows = audit.excluded
    titles = {key: kind.title for key, kind in kinds().items()}
    return Table(
        name="剔除明细",
        title="不计入的行及原因",
        columns=(
            Column("名单", "text", 30),
            Column("原因", "text", 16),
            Column("企业名称", "text", 40),
            Column("名单所载代码", "code", 22),
            Column("位置", "text", 50),
        ),  # fmt: skip
        data=(
            rows["kind"].map(titles).tolist(),
            rows["fate"].map(REASONS).tolist(),
            rows["name"].tolist(),
            rows["raw_code"].tolist(),
            places(audit.accounts, rows["src"], rows["row"]),
        ),
        notes=("同一企业的其余专利行不逐行列出，行数见“行数平账”。",),
        landscape=True,
    )


def public_cohort(audit: YearAudit, district: DistrictResult) -> pd.DataFrame:
    """A district's 高企 as far as public lists alone place them there."""
    mine = audit.cohort[audit.cohort["district"] == district.code]
    # A code known only from a statistics list may have led to the registry or the patents: that is no public way.
    led = (
        (mine["how"] == "name") & ~mine["public"] & mine["level"].isin(["registry", "patent_grants", "uscc"])
    )
    return mine[(mine["level"] != SCALE) & ~led]


def district_list_table(audit: YearAudit, district: DistrictResult) -> Table:
    """A district's own 高企 with what is public. Nothing here rests on a statistics list.

    A firm that only a statistics list places here is not named; a code or a patent that only a statistics list
    leads to is not shown. What is left blank is the same for both, so that nobody can tell them apart.
    """
    mine = public_cohort(audit, district).sort_values(["src", "row"], kind="stable")
    hidden = (district.indicators["hnte"].count or 0) - len(mine)
    own_code = mine["how"] == "code"
    patent = mine["patents_public"] & own_code
    notes = ["“发明专利”一栏只标明按公开名单直接对得上的；计数以市局核定为准。"]
    if hidden:
        notes.append(f"另有 {hidden} 家的所在区由市局核实，不在此列出。")
    return Table(
        name="高企名单",
        title=f"{district.name} {audit.year} 年高新技术企业",
        columns=(
            Column("序号", "integer", 7),
            Column("企业名称", "text", 44),
            Column("统一社会信用代码", "code", 22),
            Column("发明专利", "flag", 11),
            Column("名单位置", "text", 50),
        ),  # fmt: skip
        data=(
            list(range(1, len(mine) + 1)),
            mine["name"].tolist(),
            mine["code"].where(own_code, UNWRITTEN).tolist(),
            patent.map({True: "是", False: ""}).tolist(),
            places(audit.accounts, mine["src"], mine["row"]),
        ),
        notes=tuple(notes),
        landscape=True,
    )
