"""C3, row by row: who is meant by a row, from its own code or by its name among the coded rows of the run."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from .model import Line, Sheet

NAME_HEADINGS = ("企业名称", "单位详细名称")
NO_CODE = ("missing", None)


@dataclass(frozen=True)
class Who:
    """An enterprise as a row names it. `how` is code, name (resolved), several, or unresolved."""

    identity: tuple[str, str]
    how: str
    name: str = ""


def mentions(sheet: Sheet, line: Line) -> list[tuple[str, tuple[str, str | None]]]:
    """(name key, (code state, code)) of every enterprise on the line; C8 for patent owners."""
    code = line.means("统一社会信用代码", NO_CODE)
    if sheet.kind == "patent_grants":
        owners = line.means("专利权人")
        paired = code if len(code) == len(owners) and isinstance(code[0], tuple) else [NO_CODE] * len(owners)
        return list(zip(owners, paired, strict=True))
    if sheet.kind == "renames":
        return [(line.means("原名称"), code), (line.means("现名称"), code)]
    name = next((line.means(h) for h in NAME_HEADINGS if line.means(h)), "")
    return [(name, code)]


class Directory:
    """Which codes bear which names, present or former, in all rows of the run."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self.codes: dict[str, set[str]] = defaultdict(set)
        self.present: dict[str, set[str]] = defaultdict(set)
        self.state: dict[str, str] = {}
        self.linked: set[frozenset[str]] = set()
        lines = [(s, x) for s in sheets for x in s.lines if x.role == "data"]
        for sheet, line in lines:
            for name, (state, code) in mentions(sheet, line):
                if code:
                    self.state[code] = state
                    self.codes[name].add(code)
                    if sheet.kind != "renames":
                        self.present[name].add(code)
                    if line.means("曾用名"):
                        self.codes[line.means("曾用名")].add(code)
                        self.linked.add(frozenset((name, line.means("曾用名"))))
        stated = {name: set(codes) for name, codes in self.codes.items()}
        for sheet, line in lines:
            if sheet.kind == "renames":
                old, new = line.means("原名称"), line.means("现名称")
                self.linked.add(frozenset((old, new)))
                self.codes[new] |= stated.get(old, set())
                self.codes[old] |= stated.get(new, set())

    def who(self, name: str, code: tuple[str, str | None]) -> Who:
        """The enterprise that a row with this name and code means."""
        if code[1]:
            return Who(("code", code[1]), "code", name)
        found = self.codes.get(name, set())
        if len(found) == 1:
            return Who(("code", next(iter(found))), "name", name)
        return Who(("name", name), "several" if found else "unresolved", name)
