"""Which enterprise is meant: one that is named by code (C1) or by name, present or former (C2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.errors import SettingsError
from gzaudit.normalise.single import clean_code, former_keys, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.ask.run import Run

# What a name is compared by, as the database has it.
KEY: Final = "CASE key WHEN '' THEN name ELSE key END"
_SHOWN: Final = 20
_NO_CODE: Final = "没有可用的代码"
# An enterprise as several are listed to choose from: its name with its code, or that it has none.
_LISTED: Final = re.compile(rf"(?P<name>.+)（(?:(?P<code>[0-9A-Z]{{18}})|{_NO_CODE})）")
_COLUMNS: Final = f"kind, name, code, how, {KEY} AS key"


class Firm(NamedTuple):
    """An enterprise of a run: by its code, or where no row has one that identifies, by its name.

    Attributes:
        code: "" where it has none.
        key: its name as compared.
        name: as first written.
    """

    code: str
    key: str
    name: str


def find_firm(run: Run, asked: str) -> Firm:
    """The one enterprise that a code or name means.

    A code first; then a whole name, a former one, and a part of a name. One that was listed among several is
    found as it was listed.

    Args:
        run: where to look.
        asked: what was typed.

    Raises:
        SettingsError: nothing is found, or several enterprises are.
    """
    named = _LISTED.fullmatch(asked.strip())
    if named and not named["code"]:
        firms = [each for each in _firms(_by_name(run, name_key(named["name"]))) if not each.code]
        if firms:
            return firms[0]
    code, key = clean_code(named["code"] if named and named["code"] else asked), name_key(asked)
    for look, wanted in ((_by_code, code), (_by_name, key), (_by_former, key), (_by_part, key)):
        firms = _firms(look(run, wanted)) if wanted else []
        if len(firms) == 1:
            return firms[0]
        if firms:
            raise _several(run, asked, firms)
    raise _nobody(run, asked)


def rows_of(run: Run, firm: Firm) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Every row of an enterprise, in the order of the lists, and the rows of others that bear its name."""
    found = run.lines(
        f"SELECT *, {KEY} AS called FROM rows "  # noqa: S608  # ours
        "WHERE (code = ? AND code != '' OR key = ? OR name = ? AND key = '') AND how != '' ORDER BY n",
        firm.code,
        firm.key,
        firm.key,
    )
    own = [each for each in found if each["code"] == firm.code and (firm.code or each["called"] == firm.key)]
    return own, [each for each in found if each not in own]


def same_firm(run: Run, firm: Firm) -> Firm | None:
    """The enterprise in another run: by code, else by name; None where it is not there, or not alone."""
    for look, wanted in ((_by_code, firm.code), (_by_name, firm.key)):
        if firms := _firms(look(run, wanted)) if wanted else []:
            return firms[0] if len(firms) == 1 else None
    return None


def _by_code(run: Run, code: str) -> list[dict[str, Any]]:
    found = run.lines(f"SELECT {_COLUMNS} FROM rows WHERE code = ? ORDER BY n", code)  # noqa: S608  # ours
    if found:
        return found
    # A code that does not identify still leads to the row that it was written in.
    written = run.lines(
        f"SELECT {_COLUMNS}, raw_code FROM rows WHERE state IN ('malformed', 'precision_lost') ORDER BY n"  # noqa: S608  # ours
    )
    return [line for line in written if clean_code(line["raw_code"]) == code]


def _by_name(run: Run, key: str) -> list[dict[str, Any]]:
    query = f"SELECT {_COLUMNS} FROM rows WHERE key = ? OR name = ? AND key = '' ORDER BY n"  # noqa: S608  # ours
    return run.lines(query, key, key)


def _by_former(run: Run, key: str) -> list[dict[str, Any]]:
    named = run.lines(
        f"SELECT {_COLUMNS}, former FROM rows JOIN fields ON fields.n = rows.line + 1 "  # noqa: S608  # ours
        "WHERE former != '' ORDER BY rows.n"
    )
    return [
        line
        for line in named
        if key in ({name_key(line["former"])} if line["kind"] == "renames" else former_keys(line["former"]))
    ]


def _by_part(run: Run, key: str) -> list[dict[str, Any]]:
    return run.lines(f"SELECT {_COLUMNS} FROM rows WHERE instr({KEY}, ?) ORDER BY n", key)  # noqa: S608  # ours


def _firms(lines: Iterable[dict[str, Any]]) -> list[Firm]:
    """Each enterprise once, by the first name that it is written with; rows of nobody left out."""
    firms: dict[tuple[str, str], Firm] = {}
    for line in lines:
        if line["how"]:
            code, key = line["code"], line["key"]
            firms.setdefault((code, "" if code else key), Firm(code, key, line["name"]))
    return list(firms.values())


def _several(run: Run, asked: str, firms: list[Firm]) -> SettingsError:
    shown = [f"{each.name}（{each.code or _NO_CODE}）" for each in firms[:_SHOWN]]
    more = f"\n    … 共 {len(firms):,} 家" if len(firms) > _SHOWN else ""
    return SettingsError(
        f"有 {len(firms):,} 家企业都对得上，请写得再准一些。",
        where=f"“{_short(asked)}”",
        found="\n    " + "\n    ".join(shown) + more,
        expected="18 位统一社会信用代码，或企业全称",
        action=f"照上面的写法再查一次，如 gzaudit trace {run.year} {firms[0].code or shown[0]}",
    )


def _nobody(run: Run, asked: str) -> SettingsError:
    lists = run.lines(
        "SELECT l.title, COUNT(*) AS sheets, SUM(s.height) AS height "
        "FROM sources s JOIN lists l USING (kind) "
        "WHERE s.kind IN (SELECT DISTINCT kind FROM rows) GROUP BY l.n ORDER BY l.n"
    )
    told = "、".join(f"{each['title']}（{each['sheets']} 张表 {each['height']:,} 行）" for each in lists)
    return SettingsError(
        "这次运行的名单里没有这家企业。",
        where=run.shown,
        found=f"“{_short(asked)}”；查了代码、名称、曾用名和名称的一部分：{told or '没有企业名单'}",
        expected="18 位统一社会信用代码，或企业名称（可以只写一部分）",
        action="核对写法；隐藏的、认不出的工作表不读入，见“行数平账”",
    )


def _short(asked: str) -> str:
    return asked if len(asked) <= 60 else asked[:60] + "…"
