"""Which blank lists a year's workspace holds, in which folder, under which name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit.basework.gi_lists import EVENTS, SIGNINS
from gzaudit.init.columns import columns_of, words
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from gzaudit.init.columns import BlankColumn
    from gzaudit.policy.model import Policy
    from gzaudit.read.kinds import Kind

NEEDED: Final = "1 必需"
USEFUL: Final = "2 应有"
SPARE: Final = "3 备用"
GROUPS: Final = {
    NEEDED: "缺一种就有指标算不出来",
    USEFUL: "缺了也能算，但少了核定、定区或核查的依据",
    SPARE: "本年度一般用不到",
}
# Whom to pay and whether; what says where a firm lies and what it is called; what takes firms out.
_ALWAYS_USEFUL: Final = ("acceptance", "institutions", "registry", "hnte_revoked", "renames")


@dataclass(frozen=True, slots=True)
class BlankList:
    """One blank spreadsheet.

    Attributes:
        kind: of list.
        group: folder it lies in: NEEDED, USEFUL or SPARE.
        path: relative to data/YEAR, with `/`.
        title: headline, which also says what list it is.
        notes: what it is for and how it is filled in, a sentence or two each.
        columns: needed ones first.
    """

    kind: Kind
    group: str
    path: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[BlankColumn, ...]


def blank_lists(policy: Policy, year: int) -> tuple[BlankList, ...]:
    """All blank lists of a year's workspace, the needed ones first.

    Args:
        policy: says which lists are needed, and which columns.
        year: to be audited; another than the policy's where it has none of its own yet.
    """
    grouped = [
        (group, kind) for group in GROUPS for kind in kinds().values() if _group(kind.key, policy) == group
    ]
    return tuple(_blank(number, group, kind, policy, year) for number, (group, kind) in enumerate(grouped, 1))


def _group(key: str, policy: Policy) -> str:
    counted = {kind for each in policy.indicators for kind in (each.count.list, each.count.both)}
    worked = {measure.list for measure in policy.measures.values()}
    decided = {
        policy.measures[item.measure].list
        for work in policy.works
        if work.decided_by == "list"
        for group in work.groups
        for item in group.items
    }
    if key == "targets" or key in counted | decided:
        return NEEDED
    if key in _ALWAYS_USEFUL or key in worked or (key == SIGNINS and EVENTS in worked):
        return USEFUL
    return SPARE


def _blank(number: int, group: str, kind: Kind, policy: Policy, year: int) -> BlankList:
    told = words()["kinds"][kind.key]
    named = {"year": str(year), "prior": str(year - 1)}
    about, row = told["about"].format_map(named), told["row"]
    notes = (
        f"由{kind.owner}提供。{about}",
        f"填在“填表”页，从第 4 行起，{row}。标＊的列必须填。表头不要改；合计、备注可以写在最后一行下面。",
        "代码、证书号等长号码的列已设为文本。从别处粘贴时选“值”，以免变成 9.14E+17、丢掉末几位。",
        f"收到的原表不必抄到这里：原表直接放进 data/{year} 就能读。留空的模板不计入，也可以删去。",
        "本页只供对照，程序不读取；示例都是虚构的。",
    )
    name = kind.title.replace("/", "、")
    path = f"{group}/{number:02d} {name}（模板）.xlsx"
    return BlankList(
        kind, group, path, told["title"].format_map(named), notes, columns_of(kind, policy, year)
    )
