"""What stands in a file, in all its parts, and what may not: searched as raw text."""

from __future__ import annotations

import html
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pages.page_runs import Run

from gzaudit.audit import YearAudit
from gzaudit.normalise.districts import DISTRICTS, district_name
from gzaudit.pipeline import Job, audit_year
from gzaudit.policy.load import load_policy
from gzaudit.read.kinds import kinds
from gzaudit.read.year import YearLists, read_year
from gzaudit.settings import load_settings

NAME_FIELDS = ("name", "owner", "former", "old_name", "new_name", "statistical_name")


def _pieces(packed: bytes) -> str:
    """All that stands between tags and quotes, each piece once, entities resolved."""
    return html.unescape("\n".join(dict.fromkeys(re.split(r'[<>"]', packed.decode("utf-8")))))


def parts_of(path: Path) -> dict[str, str]:
    """Every part of a workbook, or the page itself, as the distinct pieces of its text."""
    if path.suffix != ".xlsx":
        return {"": _pieces(path.read_bytes())}
    with zipfile.ZipFile(path) as packed:
        return {part: f"{part}\n{_pieces(packed.read(part))}" for part in packed.namelist()}


def bare_code(text: str) -> str:
    """A code as it would be compared: half width, capitals, nothing but letters and digits."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).upper()


def plain_name(text: str) -> str:
    """A name as it would be compared: half width, no blanks, no final stop, small letters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or sign in "()（）")


@dataclass(frozen=True)
class Known:
    """What the inputs hold, read once more: names and codes by where they stand."""

    lists: YearLists
    audit: YearAudit
    private_names: frozenset[str]
    private_codes: frozenset[str]
    public_names: frozenset[str]
    private_paths: frozenset[str]

    def recorded_names(self, district: str) -> set[str]:
        """Names that the district's own institution wrote into its records of work, wherever the firms lie.

        A record is a district's if it says so, else if the file or its folder is named after the district.
        """
        short = district_name(district)[:2]
        found: set[str] = set()
        for listing in self.lists.listings:
            if listing.kind.counted_as != "records":
                continue
            frame, here = listing.frame, short in listing.source.path
            said = frame["district"] if "district" in frame else pd.Series("", index=frame.index)
            mine = frame[said.str.contains(short) | ((said == "") & here)]
            for field in NAME_FIELDS:
                found |= set(mine[field]) if field in mine else set()
        return found

    def own_names(self, district: str) -> set[str]:
        """Names as they stand in the 高企 rows of the firms of a district, in every spelling.

        These are the firms that are counted there, and those that public lists alone place there.
        """
        columns = ["name", "code", "district"]
        firms = pd.concat([self.audit.cohort[columns], self.audit.public.members["hnte"][columns]])
        mine = firms[firms["district"] == district]
        names, codes = set(map(plain_name, mine["name"])), set(mine["code"]) - {""}
        found = set(mine["name"])
        for listing in self.lists.listings:
            if listing.kind.key == "hnte":
                frame = listing.frame
                written = frame["code"] if "code" in frame else frame["name"].mask(frame["name"] != "", "")
                found |= {
                    name
                    for name, code in zip(frame["name"], written, strict=True)
                    if plain_name(name) in names or bare_code(code) in codes
                }
        found |= self.recorded_names(district)
        rows = self.audit.rows[self.audit.rows["kind"] == "hnte"]
        return (found | set(rows.loc[rows["code"].isin(codes), "name"])) - {""}


def know(run: Run, year: int = 2025) -> Known:
    settings = load_settings(run.workspace, year, set(kinds()), {each.name for each in DISTRICTS})
    policy = load_policy(year)
    lists = read_year(run.workspace, year, settings.pins, str)
    audit = audit_year(Job(run.workspace, year, settings, policy, policy.indicators), lists)
    names: dict[bool, set[str]] = {True: set(), False: set()}
    codes: dict[bool, set[str]] = {True: set(), False: set()}
    for listing in lists.listings:
        secret = listing.kind.statistics
        for field in NAME_FIELDS:
            if field in listing.frame:
                cells = listing.frame[field]
                parts = (
                    cells.str.split(r"[;；、\n]").explode() if field in ("owner", "former", "name") else cells
                )
                names[secret] |= {text.strip() for text in [*cells, *parts] if len(text.strip()) >= 4}
        if "code" in listing.frame:
            cells = listing.frame["code"]
            if listing.kind.key == "patent_grants":
                cells = cells.str.split(r"[;；、\n]").explode()
            codes[secret] |= {text for text in [*cells, *map(bare_code, cells)] if len(bare_code(text)) >= 15}
    paths = {source.path for source in lists.sources if source.kind and kinds()[source.kind].statistics}
    return Known(
        lists,
        audit,
        frozenset(names[True] - names[False]),
        # A code that lost a character in a statistics list may be part of the whole one in a public list.
        frozenset(code for code in codes[True] if not any(code in other for other in codes[False])),
        frozenset(names[False]),
        frozenset(paths),
    )
