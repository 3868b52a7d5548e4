"""Find, read and check the policies of the tool: a folder a year, with policy.toml and clauses.toml."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gzaudit.errors import PolicyError
from gzaudit.policy.clauses import check_clauses, read_clauses
from gzaudit.policy.model import Document, Policy, PolicyInfo
from gzaudit.policy.rules import Register, read_base, read_indicators, read_payment
from gzaudit.policy.table import RULE_ID, Table, listed, refuse
from gzaudit.policy.wording import LOWER_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

FILES: Final = ("policy.toml", "clauses.toml")
DISTRICT_CODE: Final = re.compile(r"4401[0-9]{2}")


def available() -> tuple[PolicyInfo, ...]:
    """List the policies that come with the tool, by year.

    Raises:
        PolicyError: a policy file cannot be read (exit 4).
    """
    infos = []
    for folder in _folders():
        top = _tables(_texts(folder), folder.name)["policy.toml"]
        infos.append(PolicyInfo(id=top.text("id", RULE_ID), year=int(folder.name), title=top.text("title")))
    return tuple(infos)


def load_policy(year: int) -> Policy:
    """Load the policy of a year.

    Args:
        year: the audited year.

    Raises:
        PolicyError: no policy covers the year, or its files are invalid (exit 4).
    """
    folders = {int(folder.name): folder for folder in _folders()}
    if year not in folders:
        raise PolicyError(
            f"没有 {year} 年的政策规则",
            found=f"{year} 年",
            expected=f"现有的年份：{listed(str(each) for each in folders)}",
            action="换一个年份；只要家数不算补助，加 --counts-only",
        )
    return read_policy(folders[year])


def read_policy(folder: Traversable) -> Policy:
    """Read and check the two files of one policy folder; the folder is named after the year.

    Args:
        folder: holds policy.toml and clauses.toml.

    Raises:
        PolicyError: names the file, the key, what was found and what is allowed (exit 4).
    """
    texts = _texts(folder)
    tables = _tables(texts, folder.name)
    top = tables["policy.toml"]
    top.expect("id title year validity words document districts indicators base payment")
    document = _document(top.table("document"))
    clauses = read_clauses(tables["clauses.toml"], document.short)
    words = _words(top)
    register = Register(tuple(clauses), words)
    districts = _districts(top.table("districts"))
    year = _year(top, folder.name)
    valid_from, valid_to = _validity(top.table("validity"), year)
    policy = Policy(
        id=top.text("id", RULE_ID),
        title=top.text("title"),
        year=year,
        valid_from=valid_from,
        valid_to=valid_to,
        words=words,
        document=document,
        districts=MappingProxyType(districts),
        indicators=read_indicators(top.tables("indicators"), register),
        base=read_base(top.tables("base"), register, districts),
        payment=read_payment(top.table("payment"), register),
        clauses=MappingProxyType(clauses),
        sha256=_digest(texts),
    )
    unsaid = [word for word in words if word not in register.said]
    if unsaid:
        raise top.error("words", f"列了却没有规则用到：{listed(unsaid)}", "只列规则用到的界限词")
    check_clauses(tables["clauses.toml"], register)
    return policy


def _folders() -> list[Traversable]:
    root = resources.files("gzaudit") / "policies"
    years = (each for each in root.iterdir() if re.fullmatch(r"[0-9]{4}", each.name) and each.is_dir())
    return sorted(years, key=lambda each: each.name)


def _texts(folder: Traversable) -> dict[str, str]:
    """The files as text: UTF-8 with or without a byte order mark, any line ending."""
    texts = {}
    for name in FILES:
        shown = f"{folder.name}/{name}"
        try:
            texts[name] = (folder / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise refuse(
                shown, "全文", "不是 UTF-8 编码", "UTF-8 编码的文本", "另存为 UTF-8 后重新运行"
            ) from None
        except OSError as error:
            found = "没有这个文件" if isinstance(error, FileNotFoundError) else "文件打不开"
            raise refuse(shown, "全文", found, f"文件夹里要有：{listed(FILES)}") from None
    return texts


def _tables(texts: Mapping[str, str], folder: str) -> dict[str, Table]:
    tables = {}
    for name, text in texts.items():
        shown = f"{folder}/{name}"
        try:
            tables[name] = Table(tomllib.loads(text, parse_float=Decimal), shown)
        except (ValueError, RecursionError) as error:
            # tomllib names the place at the end of its English message; a line is what a person can look up.
            place, lines = re.search(r"line (\d+)", str(error)), [*text.splitlines(), ""]
            line = min(int(place[1]) if place else len(lines), len(lines))
            found = lines[line - 1].strip() or "文件到此为止"
            raise refuse(shown, f"第 {line} 行", found, "合乎 TOML 写法，同一个键只写一次") from None
    return tables


def _digest(texts: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for name in FILES:
        body = texts[name].encode()
        digest.update(f"{name} {len(body)}\n".encode() + body)
    return digest.hexdigest()


def _document(table: Table) -> Document:
    table.expect("short title number")
    return Document(short=table.text("short"), title=table.text("title"), number=table.text("number"))


def _words(top: Table) -> tuple[str, ...]:
    words = top.texts("words")
    for word in words:
        if word not in LOWER_WORDS:
            raise top.error("words", f"“{word}”不是认识的界限词", listed(LOWER_WORDS))
    return words


def _districts(table: Table) -> dict[str, str]:
    districts: dict[str, str] = {}
    for code in sorted(table.names()):
        if not DISTRICT_CODE.fullmatch(code):
            raise table.error(code, f"“{code}”", "4401 开头的六位区划代码")
        if (name := table.text(code)) in districts.values():
            raise table.error(code, f"“{name}”写了两次", "每个区只写一次")
        districts[code] = name
    return districts


def _year(top: Table, folder: str) -> int:
    year = top.whole("year")
    if str(year) != folder:
        raise top.error("year", str(year), f"与文件夹名相同：{folder}")
    return year


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
