"""Whom a run knows: every name and code of its lists, and those that only a statistics list has."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Final

from gzaudit.normalise.codes import IDENTIFYING
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.names import former_name_pairs
from gzaudit.normalise.single import clean_code
from gzaudit.packet.search import SHORTEST, SHORTEST_CODE, Names, plain
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from gzaudit.audit import YearAudit

STATISTICS: Final = frozenset(key for key, kind in kinds().items() if kind.statistics)
RECORDS: Final = frozenset(key for key, kind in kinds().items() if kind.counted_as == "records")
# Words of the tool itself, which districts may read whatever firms are called.
_WORDS: Final = ("kinds.toml", "headings.toml", "messages.toml", "districts.toml")
# What has no code, or is no name of a firm at all, is so long before it tells anything from anything.
_DOUBTFUL: Final = 6


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that may identify a firm.

    Attributes:
        names: as `search.plain` has them.
        codes: letters and digits, capitals.
        secret: those of both that no public list has, and names of files with statistics lists only.
    """

    names: frozenset[str]
    codes: frozenset[str]
    secret: frozenset[str]


def bare_code(text: str) -> str:
    """A code as it is compared; "" where it is none that identifies anybody."""
    code = text.upper() if text.isalnum() and text.isascii() else clean_code(text)
    return code if len(code) >= SHORTEST_CODE and code.isalnum() and code.isascii() else ""


def keys_of(rows: pd.DataFrame) -> pd.Series:
    """The names of rows as they are compared (C2)."""
    return rows["key"].where(rows["key"] != "", rows["name"])


def known_of(audit: YearAudit) -> Known:
    """All names and codes of a run, from its lists, records, institutions, decisions and replies."""
    rows, fields = audit.rows, audit.fields
    secret = rows["kind"].isin(STATISTICS)
    former = former_name_pairs(fields["former"])
    of_secret = former["entry"].isin(rows.loc[secret, "line"])
    names = {
        kept: {*_plain(keys_of(rows[secret == kept])), *former.loc[of_secret == kept, "key"]}
        for kept in (True, False)
    }
    codes = {kept: {*map(bare_code, rows.loc[secret == kept, "raw_code"].unique())} for kept in (True, False)}
    more_names, more_codes = _beside_lists(audit)
    names[False] |= more_names
    codes[False] |= more_codes
    files = _files(audit)
    coded = rows[rows["state"].isin(IDENTIFYING)]
    firms = {*_plain(keys_of(coded)), *former.loc[former["entry"].isin(coded["line"]), "key"], *files}
    # A line below a list, a title in the middle of it: what has no code in any list may be no firm at all.
    doubtful = {name for name in (names[True] | names[False]) - firms if len(name) >= _DOUBTFUL}
    spoken = _spoken(firms | doubtful, _standing(audit)) | _spoken(doubtful, _labels(audit))
    return Known(
        frozenset(name for name in (firms | doubtful) - spoken if len(name) > 1 and not _is_number(name)),
        frozenset((codes[True] | codes[False]) - {""}),
        frozenset((names[True] - names[False]) | (codes[True] - codes[False]) | files),
    )


def _spoken(names: set[str], text: str) -> set[str]:
    """Those of the names that stand in a text, the short ones too."""
    short = {name for name in names if len(name) < SHORTEST}
    found = {each.what for each in Names(names - short).find(text)}
    return found | {name for name in short if name in text}


def _plain(keys: pd.Series) -> Iterable[str]:
    return map(plain, keys.unique())


def _is_number(name: str) -> bool:
    """What stood in a column of names by mistake: dates, sums, numbers of rows."""
    return all(each.isdigit() or each in ".,:/-+%年月日" for each in name)


def _beside_lists(audit: YearAudit) -> tuple[set[str], set[str]]:
    """Names and codes that stand in no list of firms: payees, records of work, decisions, objections."""
    names: list[str] = []
    codes: list[str] = []
    for payee in audit.institutions.leads.values() if audit.institutions else ():
        names.append(payee.name)
        codes.append(payee.code)
    for each in audit.decisions:
        names.append(each.name)
        codes += [each.code, each.choice]
    if len(audit.replies):
        names += audit.replies["name"].tolist()
        codes += audit.replies["code"].tolist()
    if audit.base_work:
        names += [title for title in audit.base_work.records["title"].unique() if len(title) >= _DOUBTFUL]
    told = audit.findings.frame
    told = told[told["src"].isin(record_sources(audit))]
    names += [subject for subject in told["subject"].unique() if len(subject) >= _DOUBTFUL]
    places = {name for _, name in DISTRICTS}
    return {plain(name) for name in names if name not in places}, {*map(bare_code, codes)}


def record_sources(audit: YearAudit) -> list[int]:
    """The sheets that hold records of work, by number."""
    return [src for src, account in enumerate(audit.accounts) if account.source.kind in RECORDS]


def _files(audit: YearAudit) -> set[str]:
    """Names of files and their paths, where no public list stands in them or under the same name."""
    paths: dict[bool, set[str]] = {True: set(), False: set()}
    for account in audit.accounts:
        path = account.source.path
        paths[account.source.kind in STATISTICS] |= {plain(path), plain(path.rpartition("/")[2])}
    return {path for path in paths[True] - paths[False] if len(path) >= SHORTEST}


def _labels(audit: YearAudit) -> str:
    """What public lists are called in districts' files."""
    told = [account.source for account in audit.accounts if account.source.kind not in STATISTICS]
    return plain("\n".join(f"{each.path}\n{each.sheet}\n{each.title}" for each in told))


def _standing(audit: YearAudit) -> str:
    """What the tool and the notice themselves say: words, headings, places, clauses."""
    data = resources.files("gzaudit") / "data"
    texts = [str(tomllib.loads((data / name).read_text(encoding="utf-8"))) for name in _WORDS]
    places = [f"广东省广州市{name}" for _, name in DISTRICTS]
    return plain("\n".join([*texts, *places, repr(audit.policy)]))
