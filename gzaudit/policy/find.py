"""Where policies are: a folder a year or a name, with the tool and in the workspace."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Final

from gzaudit.errors import PolicyError
from gzaudit.policy.table import Table, listed, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

POLICY: Final = "policy.toml"
CLAUSES: Final = "clauses.toml"
READINGS: Final = "readings.toml"
CASES: Final = "cases.toml"
FILES: Final = (POLICY, CLAUSES, READINGS)
BUILT_IN: Final = "gzaudit"
_YEAR: Final = re.compile(r"20[0-9]{2}")
NAME: Final = re.compile(r"20[0-9]{2}-[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
"""What a policy that is no year's is called: the year that it begins in, and what it is."""
_HAS_NAME: Final = re.compile(r"(?m)^[ \t]*name[ \t]*=")


@dataclass(frozen=True, slots=True)
class PolicyFiles:
    """The files of one policy, read and parsed but not yet checked.

    Attributes:
        year: name of the folder: a year, or the name of a policy that is no year's.
        place: `gzaudit` where they came with the tool, else the folder relative to the workspace.
        folder: where they are.
        texts: file name to text, line endings made one.
        tables: file name to content.
    """

    year: str
    place: str
    folder: Traversable
    texts: Mapping[str, str]
    tables: Mapping[str, Table]

    @property
    def sha256(self) -> str:
        """Hex digest of what decides figures: the files in a fixed order, each with its length."""
        digest = hashlib.sha256()
        for name in FILES:
            body = self.texts[name].encode()
            digest.update(f"{name} {len(body)}\n".encode() + body)
        return digest.hexdigest()


def policy_folders(workspace: Path | None) -> dict[int, tuple[str, Traversable]]:
    """Every year that has rules: where they are.

    Args:
        workspace: a bureau's own policies stand in its `policies/YEAR`; None for those of the tool alone.

    Raises:
        PolicyError: a year has rules in both places; which are meant cannot be known (exit 4).
    """
    found: dict[int, tuple[str, Traversable]] = {}
    for place, folder in _folders(workspace):
        if not _YEAR.fullmatch(folder.name):
            continue
        year = int(folder.name)
        if year in found:
            raise _twice(f"{year} 年有两套政策规则", folder.name)
        found[year] = (place, folder)
    return dict(sorted(found.items()))


def named_folders(workspace: Path | None) -> dict[str, tuple[str, Traversable]]:
    """Every policy that has a name instead of a year: where it is.

    In a workspace only a folder whose rules say their own `name` is one: a copy of a year that somebody put
    aside as 2025-old is none.

    Raises:
        PolicyError: one name stands in both places (exit 4).
    """
    found: dict[str, tuple[str, Traversable]] = {}
    for place, folder in _folders(workspace):
        if not NAME.fullmatch(folder.name) or (place != BUILT_IN and not _says_its_name(folder)):
            continue
        if folder.name in found:
            raise _twice(f"“{folder.name}”有两套政策规则", folder.name)
        found[folder.name] = (place, folder)
    return dict(sorted(found.items()))


def _folders(workspace: Path | None) -> Iterator[tuple[str, Traversable]]:
    """Each folder with its place, those of the tool first."""
    roots: list[tuple[str, Traversable]] = [(BUILT_IN, resources.files("gzaudit") / "policies")]
    own = workspace / "policies" if workspace else None
    if own and own.is_dir():
        roots.append(("policies", own))
    for place, root in roots:
        for folder in sorted(root.iterdir(), key=lambda each: each.name):
            if folder.is_dir():
                yield place if place == BUILT_IN else f"{place}/{folder.name}", folder


def _says_its_name(folder: Traversable) -> bool:
    try:
        return bool(_HAS_NAME.search((folder / POLICY).read_bytes().decode("utf-8-sig", "replace")))
    except OSError:
        return False


def _twice(asked: str, folder: str) -> PolicyError:
    return PolicyError(
        asked,
        where=f"policies/{folder}",
        found="本工具自带一套，工作区 policies 里又有一套",
        expected="每个年度只有一套规则，效力期间不重叠"
        if _YEAR.fullmatch(folder)
        else "每个名称只有一套规则",
        action=f"移走工作区的 policies/{folder}；只换某一条的读法，用 gzaudit.toml 的 [readings]"
        if _YEAR.fullmatch(folder)
        else f"移走工作区的 policies/{folder}，或换一个名称",
    )


def open_policy(year: int, workspace: Path | None = None) -> PolicyFiles:
    """Read the files of a year's policy.

    Raises:
        PolicyError: no policy covers the year, or its files cannot be read (exit 4).
    """
    folders = policy_folders(workspace)
    if year not in folders:
        raise PolicyError(
            f"没有 {year} 年的政策规则",
            found=f"{year} 年",
            expected=f"现有的年份：{listed(str(each) for each in folders)}",
            action=f"换一个年份；只要家数不算补助，加 --counts-only；"
            f"新写规则，运行 gzaudit policy new {year} --from {max(folders)}",
        )
    place, folder = folders[year]
    return open_folder(folder, place)


def open_named(name: str, workspace: Path | None = None) -> PolicyFiles:
    """Read the files of a policy that has a name.

    Raises:
        PolicyError: there is no such policy, or its files cannot be read (exit 4).
    """
    folders = named_folders(workspace)
    if name not in folders:
        raise PolicyError(
            f"没有叫“{name}”的政策规则",
            found=name,
            expected=f"现有的名称：{listed(folders)}",
            action="换一个名称；有哪些，运行 gzaudit policy list",
        )
    place, folder = folders[name]
    return open_folder(folder, place)


def open_any(which: int | str, workspace: Path | None = None) -> PolicyFiles:
    """Read the files of a year's policy, or of one that has a name (see `open_policy` and `open_named`)."""
    return open_named(which, workspace) if isinstance(which, str) else open_policy(which, workspace)


def open_folder(folder: Traversable, place: str = BUILT_IN) -> PolicyFiles:
    """Read the files of one policy folder; the folder is named after the year, or by a name.

    Raises:
        PolicyError: a file is missing, no UTF-8, or no TOML (exit 4).
    """
    texts = {name: read_text(folder, name) for name in FILES}
    tables = {name: parse(text, f"{folder.name}/{name}") for name, text in texts.items()}
    return PolicyFiles(folder.name, place, folder, texts, tables)


def read_text(folder: Traversable, name: str) -> str:
    """One file as text: UTF-8 with or without a byte order mark, any line ending."""
    shown = f"{folder.name}/{name}"
    try:
        return (folder / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise refuse(
            shown, "全文", "不是 UTF-8 编码", "UTF-8 编码的文本", "另存为 UTF-8 后重新运行"
        ) from None
    except OSError as error:
        found = "没有这个文件" if isinstance(error, FileNotFoundError) else "文件打不开"
        raise refuse(shown, "全文", found, f"文件夹里要有：{listed(FILES)}") from None


def parse(text: str, shown: str) -> Table:
    """A TOML text as a table, or the line that is none."""
    try:
        return Table(tomllib.loads(text, parse_float=Decimal), shown)
    except (ValueError, RecursionError) as error:
        # tomllib names the place at the end of its English message; a line is what a person can look up.
        place, lines = re.search(r"line (\d+)", str(error)), [*text.splitlines(), ""]
        line = min(int(place[1]) if place else len(lines), len(lines))
        found = lines[line - 1].strip() or "文件到此为止"
        raise refuse(shown, f"第 {line} 行", found, "合乎 TOML 写法，同一个键只写一次") from None
