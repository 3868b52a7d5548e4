"""From the files of a policy to a checked policy, under the defaults or under readings that were chosen."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.errors import PolicyError, SettingsError
from gzaudit.policy.clauses import check_clauses, read_clauses
from gzaudit.policy.find import (
    CLAUSES,
    POLICY,
    READINGS,
    PolicyFiles,
    open_folder,
    open_policy,
    policy_folders,
)
from gzaudit.policy.model import Document, Policy, PolicyInfo
from gzaudit.policy.readings import DEFAULT, apply_sets, is_so, read_readings
from gzaudit.policy.register import Register
from gzaudit.policy.rules import read_enterprises, read_indicators, read_payment
from gzaudit.policy.table import RULE_ID, Table, listed, refuse
from gzaudit.policy.wording import OPERATORS
from gzaudit.policy.works import read_measures, read_works

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DISTRICT_CODE: Final = re.compile(r"4401[0-9]{2}")


class Alternative(NamedTuple):
    """One open question read another way, all others as they are."""

    reading: str
    choice: str
    policy: Policy


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
    """Build the policy, and once under each alternative reading, so that none is first found invalid in use.

    Raises:
        PolicyError: names the file, the key, what was found and what is allowed (exit 4); a reading whose
            default is not what the rules say is refused as well.
    """
    policy = build_policy(files)
    data = files.tables[POLICY].data
    written = [
        (reading.id, table, choice)
        for place, reading in zip(
            files.tables[READINGS].tables("readings"), policy.readings.values(), strict=True
        )
        for table, choice in zip(place.tables("choices"), reading.choices, strict=True)
    ]
    for _, table, choice in written:
        if choice.id == DEFAULT and (differs := is_so(data, choice.sets)):
            raise table.error(
                "set", f"{'.'.join(differs)} 与 policy.toml 不同", "默认读法与规则现在的写法相同"
            )
    for reading, table, choice in written:
        if choice.id != DEFAULT and choice.sets:
            try:
                build_policy(files, {reading: choice.id}, policy)
            except PolicyError as error:
                raise table.error(
                    "set", f"照此读法规则不成立：{error.where} {error.found}", error.expected
                ) from None
    return policy


def choose(files: PolicyFiles, choices: Mapping[str, str]) -> Policy:
    """Build the policy under the readings that the settings chose.

    Raises:
        SettingsError: there is no such question or alternative, or the tool does not compute it (exit 2).
    """
    plain = build_policy(files)
    for key, letter in choices.items():
        where = f"gzaudit.toml [readings.{files.year}] {key}"
        if key not in plain.readings:
            raise SettingsError("没有这个口径问题。", where=where, found=key, expected=listed(plain.readings))
        found = {choice.id: choice for choice in plain.readings[key].choices}
        if letter not in found:
            raise SettingsError("没有这种读法。", where=where, found=letter, expected=listed(found))
        if found[letter].unsupported:
            raise SettingsError(
                "本工具不计算这种读法。",
                where=where,
                found=f"{letter}：{found[letter].meaning}",
                expected=found[letter].unsupported,
                action="保留默认读法，另行书面处理",
            )
    return build_policy(files, choices, plain)


def alternatives(files: PolicyFiles, chosen: Mapping[str, str]) -> tuple[Alternative, ...]:
    """Each arithmetic question read in each other way, on top of the readings in force."""
    plain, found = build_policy(files), []
    for reading in plain.readings.values():
        for choice in reading.choices if reading.arithmetic else ():
            if choice.id != chosen.get(reading.id, DEFAULT) and not choice.unsupported:
                policy = build_policy(files, {**chosen, reading.id: choice.id}, plain)
                found.append(Alternative(reading.id, choice.id, policy))
    return tuple(found)


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
    top, chosen = files.tables[POLICY], {}
    if wanted := {key: letter for key, letter in (choices or {}).items() if letter != DEFAULT}:
        plain = plain or build_policy(files)
        chosen = {key: wanted[key] for key in plain.readings if key in wanted}
        sets = [
            choice.sets
            for key, letter in chosen.items()
            for choice in plain.readings[key].choices
            if choice.id == letter
        ]
        top = Table(apply_sets(top.data, sets), top.file)
    top.expect(
        "id title year validity service words document districts enterprises indicators payment",
        "measures works",
    )
    document = _document(top.table("document"))
    clauses = plain.clauses if plain else read_clauses(files.tables[CLAUSES], document.short)
    words = _words(top)
    register = Register(tuple(clauses), words)
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
        words=words,
        document=document,
        districts=MappingProxyType(districts),
        enterprises=read_enterprises(top.table("enterprises"), register),
        indicators=read_indicators(top.tables("indicators"), register),
        measures=MappingProxyType(measures),
        works=read_works(top.tables("works"), register, districts, measures) if "works" in top else (),
        payment=read_payment(top.table("payment"), register),
        clauses=MappingProxyType(dict(clauses)),
        readings=plain.readings
        if plain
        else MappingProxyType(read_readings(files.tables[READINGS], register)),
        chosen=MappingProxyType(chosen),
        sha256=files.sha256,
    )
    unsaid = [word for word in words if word not in register.said]
    if unsaid:
        raise top.error("words", f"列了却没有规则用到：{listed(unsaid)}", "只列规则用到的界限词")
    check_clauses(files.tables[CLAUSES], register)
    return policy


def _document(table: Table) -> Document:
    table.expect("short title number")
    return Document(short=table.text("short"), title=table.text("title"), number=table.text("number"))


def _words(top: Table) -> tuple[str, ...]:
    words = top.texts("words")
    for word in words:
        if word not in OPERATORS:
            raise top.error("words", f"“{word}”不是认识的界限词", listed(OPERATORS))
    return words


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
