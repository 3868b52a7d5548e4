"""The row account (C10): the lines of each sheet are its counted ones and those left out, by reason."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from gzaudit.deliver.find_run import RESULT
from gzaudit.verify.report import Check, Fault
from gzaudit.verify.second import plain
from gzaudit.verify.stored import STORE

if TYPE_CHECKING:
    from gzaudit.verify.stored import Stored

_TITLE = "行数账"
# A row with several owners stands on several lines; its first says what became of it.
_FIRST = "SELECT src, row, fate, MIN(n) FROM rows GROUP BY src, row"
_FATES = f"SELECT src, fate, COUNT(*) FROM ({_FIRST}) GROUP BY 1, 2"  # noqa: S608  # our own words


def check_rows(result: dict[str, Any], stored: Stored) -> Check:
    """Counted + excluded = lines, sheet by sheet; in lists of firms each line stored is one of these.

    Args:
        result: of the run.
        stored: its database.
    """
    fates: dict[int, dict[str, int]] = defaultdict(dict)
    for src, fate, number in stored.ask(_FATES):
        fates[src][fate] = number
    excluded: dict[int, dict[str, int]] = defaultdict(dict)
    for src, reason, number in stored.ask("SELECT src, reason, number FROM excluded"):
        excluded[src][reason] = number
    sheets = stored.ask("SELECT src, path, sheet, sha256, kind, height, counted FROM sources ORDER BY src")
    kept = plain(stored.audit["accounts"])
    faults = []
    if not len(sheets) == len(result["sources"]) == len(kept):
        told = f"{len(result['sources'])} 张表"
        faults.append(Fault("来源的张数不同", RESULT, told, f"{len(sheets)} 张表（{STORE}）"))
    for (src, path, sheet, digest, kind, height, counted), told, account in zip(
        sheets, result["sources"], kept, strict=False
    ):
        place = f"{path} › {sheet}" if sheet else path
        line = {
            "path": path, "sheet": sheet, "kind": kind, "sha256": digest, "rows": height, "counted": counted,
            "excluded": excluded[src],
        }  # fmt: skip
        source = account["source"]
        again = {key: source[key] for key in ("path", "sheet", "kind", "sha256", "rows")}
        again |= {"counted": account["counted"], "excluded": account["excluded"]}
        for other, where in ((told, RESULT), (again, f"{STORE}（audit）")):
            faults += [
                Fault(f"{place} 的 {key} 两处不同", where, str(other.get(key)), f"{value}（{STORE}）")
                for key, value in line.items()
                if other.get(key) != value
            ]
        total = counted + sum(excluded[src].values())
        if total != height:
            said = f"{place}：计入 {counted} 行，剔除 {total - counted} 行"
            faults.append(Fault(said, STORE, f"合计 {total} 行", f"{height} 行"))
        if src in fates:
            faults += _lines(place, counted, excluded[src], source["excluded"], fates[src])
    rows = sum(each[5] for each in sheets)
    return Check("rows", _TITLE, f"{len(sheets)} 张表，{rows:,} 行 = 计入 + 剔除", tuple(faults))


def _lines(
    place: str, counted: int, excluded: dict[str, int], at_door: dict[str, int], fates: dict[str, int]
) -> list[Fault]:
    """The lines of a list of firms, as the table `rows` has them, against its account."""
    account = {"": counted, **excluded}
    lines = {key: fates.get(key, 0) + at_door.get(key, 0) for key in {*fates, *at_door, *account}}
    return [
        Fault(f"{place}：{f'剔除（{key}）' if key else '计入'}的行数与逐行数出来的不同", f"{STORE}（rows）",
              f"逐行 {lines[key]} 行", f"行数账 {account.get(key, 0)} 行")
        for key in sorted(lines)
        if lines[key] != account.get(key, 0)
    ]  # fmt: skip
