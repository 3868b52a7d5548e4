"""From the files of a policy to a checked policy, under the defaults or under readings that were chosen."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from gzaudit.policy.find import POLICY, PolicyFiles, open_folder, open_policy, policy_folders
from gzaudit.policy.frame import close_frame, in_force, open_frame, readings_of
from gzaudit.policy.model import Policy, PolicyInfo
from gzaudit.policy.readings import DEFAULT
from gzaudit.policy.rules import read_enterprises, read_indicators, read_payment
from gzaudit.policy.table import RULE_ID, Table, refuse
from gzaudit.policy.under import Other, check_under_all, choose_under, each_other
from gzaudit.policy.works import read_measures, read_works

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gzaudit.policy.register import Register

DISTRICT_CODE: Final = re.compile(r"4401[0-9]{2}")
Alternative: TypeAlias = Other[Policy]
"""One open question of a year's policy read another way."""

_KEYS: Final = (
    "id title year validity service words document districts enterprises indicators payment",
    "measures works",
)


def available(workspace: Path | None = None) -> tuple[PolicyInfo, ...]:
    """List the policies there are, by year.

    Raises:
        PolicyError: a policy file cannot be read (exit 4).
    """
    infos = []
    for year, (place, folder) in policy_folders(workspace).items():
        top = open_folder(folder).tables[POLICY]
        infos.append(PolicyInfo(top.text("id", RULE_ID), year, top.text("title"), place))
    return tuple(infos)


def load_policy(year: int, workspace: Path | None = None) -> Policy:
    """Load the policy of a year under its defaults.

    Raises:
        PolicyError: no policy covers the year, or its files are invalid (exit 4).
    """
    return check_policy(open_policy(year, workspace))


def check_policy(files: PolicyFiles) -> Policy:
    """Build the policy, and once under each alternative reading (see `under.check_under_all`)."""
    return check_under_all(files, build_policy)


def choose(files: PolicyFiles, choices: Mapping[str, str]) -> Policy:
    """Build the policy under the readings that the settings chose (see `under.choose_under`)."""
    return choose_under(files, choices, build_policy, f"gzaudit.toml [readings.{files.year}]")


def alternatives(files: PolicyFiles, chosen: Mapping[str, str]) -> tuple[Alternative, ...]:
    """Each arithmetic question read in each other way, on top of the readings in force."""
    return each_other(files, chosen, build_policy)


def build_policy(
    files: PolicyFiles, choices: Mapping[str, str] | None = None, plain: Policy | None = None
) -> Policy:
    """Make the policy's value.

    Args:
        files: of the policy.
        choices: letters by question; they must exist (see `choose`).
        plain: the policy under its defaults, if it was built before; clauses and questions are its own.

    Raises:
        PolicyError: a rule, a clause or a reading is not as it must be (exit 4).
    """
    if plain is None and any(letter != DEFAULT for letter in (choices or {}).values()):
        plain = build_policy(files)
    chosen = in_force(choices, plain)
    frame = open_frame(files, plain, chosen, _KEYS)
    top, register = frame.top, frame.register
    districts = _districts(top.table("districts"))
    year = _year(top, files.year)
    valid_from, valid_to = _validity(top.table("validity"), year)
    service = _service(top.table("service"), register)
    if "measures" in top and "works" not in top:
        raise top.error("works", "没有写", "[[measures]] 里的工作在 [[works]] 里有要求")
    if "works" in top and "measures" not in top:
        raise top.error("measures", "没有写", "[[works]] 要求的每种工作在 [[measures]] 里有一段")
    measures = read_measures(top.tables("measures"), register, service) if "measures" in top else {}
    policy = Policy(
        id=top.text("id", RULE_ID),
        title=top.text("title"),
        year=year,
        valid_from=valid_from,
        valid_to=valid_to,
        service_from=service[0],
        service_to=service[1],
        words=frame.words,
        document=frame.document,
        districts=MappingProxyType(districts),
        enterprises=read_enterprises(top.table("enterprises"), register),
        indicators=read_indicators(top.tables("indicators"), register),
        measures=MappingProxyType(measures),
        works=read_works(top.tables("works"), register, districts, measures) if "works" in top else (),
        payment=read_payment(top.table("payment"), register),
        clauses=MappingProxyType(dict(frame.clauses)),
        readings=readings_of(files, frame),
        chosen=MappingProxyType(chosen),
        sha256=files.sha256,
    )
    close_frame(files, frame)
    return policy


def _districts(table: Table) -> dict[str, str]:
    districts: dict[str, str] = {}
    for code in sorted(table.names()):
        if not DISTRICT_CODE.fullmatch(code):
            raise table.error(code, f"“{code}”", "4401 开头的六位区划代码")
        if (name := table.text(code)) in districts.values():
            raise table.error(code, f"“{name}”写了两次", "每个区只写一次")
        districts[code] = name
    if not districts:
        raise refuse(table.file, table.place, "一个空表", "全部的区：区划代码 = 区名")
    return districts


def _year(top: Table, folder: str) -> int:
    year = top.whole("year")
    if str(year) != folder:
        raise top.error("year", str(year), f"与文件夹名相同：{folder}")
    return year


def _service(table: Table, register: Register) -> tuple[date, date]:
    """The service period, both ends included (A29); it may cross the turn of a year."""
    table.expect("id from to clause")
    register.rule(table)
    start, end = table.day("from"), table.day("to")
    if start > end:
        raise table.error("to", f"{end} 早于起始日 {start}", f"{start} 或以后（两端都含）")
    return start, end


def _validity(table: Table, year: int) -> tuple[date, date]:
    """Read both ends, inclusive. A policy pays one whole year: a day less is a gap, a day more an overlap."""
    table.expect("from to")
    start, end = table.day("from"), table.day("to")
    first, last, day = date(year, 1, 1), date(year, 12, 31), timedelta(days=1)
    if start > end:
        raise table.error("to", f"{end} 早于起始日 {start}", f"{last}（两端都含）")
    for key, found, allowed in (("from", start, first), ("to", end, last)):
        if (found > allowed) if key == "from" else (found < allowed):
            gap = f"{first} 至 {found - day}" if key == "from" else f"{found + day} 至 {last}"
            raise table.error(key, f"{found}，有空档：{gap}没有规则", f"{allowed}（两端都含）")
        if found != allowed:
            raise table.error(key, f"{found}，与相邻年度重叠", f"{allowed}（两端都含）")
    return start, end
