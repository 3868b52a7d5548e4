"""Counts, made again from the tables of members; those that another office made, from their own table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from gzaudit.verify.report import Check, Fault
from gzaudit.verify.second import plain
from gzaudit.verify.stored import STORE

if TYPE_CHECKING:
    from gzaudit.verify.stored import Stored


def check_counts(stored: Stored) -> Check:
    """Each count is the number of its members, none of them twice, each on a row that counts.

    A count that another office made is the number stored as read from its cell.
    """
    kinds = {kind for (kind,) in stored.ask("SELECT DISTINCT kind FROM sources WHERE kind IS NOT NULL")}
    figures = {
        (district, part): value
        for district, part, value in stored.ask(
            "SELECT district, part, value FROM figures WHERE figure = 'count'"
        )
    }
    places = {each["code"]: each["name"] for each in plain(stored.audit["result"])["districts"]}
    given = plain(stored.audit["given"])
    rules = plain(stored.audit["indicators"])
    tallied = _tallied(stored)
    kept = set(plain(stored.audit.get("tallied") or {"is": "Mapping", "value": []}))
    faults = []
    if kept != set(tallied):
        found, right = (f"{len(keys)} 项（{'、'.join(sorted(keys))}）" for keys in (tallied, kept))
        faults.append(Fault("采用汇总数的指标两处不同", f"{STORE}（tallied）", found, right))
    lists = sorted({rule["count"]["list"] for rule in rules} & kinds)
    faults += [fault for kind in lists for fault in _members(stored, kind)]
    for rule in rules:
        key = rule["key"]
        number = tallied[key] if key in tallied else _count(stored, rule["count"], kinds)
        for code, name in places.items():
            count = None if number is None else number[code]  # a Counter: none there is 0
            stated = {f"{STORE}（figures）": figures.get((code, key))}
            if code in given:
                stated[f"{STORE}（given）"] = given[code]["counts"].get(key)
            faults += [
                Fault("家数与逐家数出来的不同", file, str(found), str(count), name, key, "count")
                for file, found in stated.items()
                if (None if found is None else int(found)) != count
            ]
    told = f"{len(rules)} 项指标 × {len(places)} 个区，由企业表重数"
    told += f"；其中 {len(tallied)} 项按汇总数，与所存的汇总数相同" if tallied else ""
    return Check("counts", "家数", told, tuple(faults))


def _tallied(stored: Stored) -> dict[str, dict[str, int | None]]:
    """Counts that another office made, by indicator and district."""
    if not stored.ask("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'tallied'"):
        return {}
    found: dict[str, dict[str, int | None]] = {}
    for key, district, value in stored.ask("SELECT indicator, district, value FROM tallied"):
        found.setdefault(key, {})[district] = None if value is None else int(value)
    return found


def _count(stored: Stored, rule: dict[str, Any], kinds: set[str]) -> Counter[str] | None:
    """Members by district; None where a list that is needed was not read."""
    if not {rule["list"], rule["both"] or rule["list"]} <= kinds:
        return None
    column = "district" if rule["district"] == rule["list"] else f"district_{rule['district']}"
    where = ""
    if rule["both"]:
        where = f' WHERE "{rule["both"]}{"_first" if rule["owners"] == "first" else ""}" = 1'
    query = f'SELECT "{column}", COUNT(*) FROM "members_{rule["list"]}"{where} GROUP BY 1'  # noqa: S608  # read-only
    return Counter(dict(stored.ask(query)))


def _members(stored: Stored, kind: str) -> list[Fault]:
    """Members that stand twice, or on no row that counts."""
    table = f"members_{kind}"
    file = f"{STORE}（{table}）"
    twice = stored.ask(f'SELECT name, COUNT(*) FROM "{table}" GROUP BY firm HAVING COUNT(*) > 1')  # noqa: S608
    query = (
        f'SELECT name, src, row FROM "{table}" WHERE (src, row) NOT IN '  # noqa: S608  # a name from our own list
        "(SELECT src, row FROM rows WHERE kind = ? AND fate = '')"
    )
    astray = stored.database.execute(query, (kind,)).fetchall()
    faults = [Fault(f"{name} 在企业表里重复", file, f"{times} 次", "一次") for name, times in twice]
    return faults + [
        Fault(f"{name} 不在计入的行上", file, f"来源 {src} 第 {row} 行", "计入的一行")
        for name, src, row in astray
    ]
