"""Read a page as a strict reader would: tags closed, tables as rows of text, everything else noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "col"}
NAMED = ("h1", "h2", "h3", "h4")


@dataclass
class Grid:
    """One table: caption, headings, rows of cell texts, and the heading of the page above it.

    `below` has the text that stands below each row over the whole width, "" where there is none.
    """

    above: str
    caption: str = ""
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    totals: list[bool] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    row_headers: list[int] = field(default_factory=list)

    def column(self, heading: str) -> list[str]:
        return [row[self.headings.index(heading)] for row in self.rows]


class Page(HTMLParser):
    """A parsed page; raises AssertionError where a tag is left open or closed twice."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = text
        self.doctype = ""
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.tables: list[Grid] = []
        self.charts: list[dict[str, str]] = []
        self.style = ""
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert not self.stack, self.stack

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        assert len(found) == len(attrs), ("attribute twice", tag, attrs)
        self.tags.append((tag, found))
        if tag in VOID:
            return
        self.stack.append((tag, found))
        if tag == "table":
            self.tables.append(Grid(self.headings[-1][1]))
        elif tag == "svg":
            self.charts.append({"title": "", "desc": ""})
        elif tag == "tr" and self._inside("tbody") and found.get("class") != "below":
            self.tables[-1].rows.append([])
            self.tables[-1].below.append("")
            self.tables[-1].totals.append(found.get("class") == "total")
        elif tag in ("th", "td") and not self._below():
            self._open_cell(tag)
        elif tag in NAMED:
            self.headings.append((int(tag[1]), ""))

    def _open_cell(self, tag: str) -> None:
        table = self.tables[-1]
        if self._inside("thead"):
            table.headings.append("")
            return
        if tag == "th":
            table.row_headers.append(len(table.rows))
        table.rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, ("closed but never opened", tag)
        assert self.stack[-1][0] == tag, (self.stack[-1][0], tag, self.getpos())
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        inside = self.stack[-1][0] if self.stack else ""
        if inside == "style":
            self.style += data
            return
        if self._inside("svg") and inside in ("title", "desc"):
            self.charts[-1][inside] += data
            return
        self.text.append(data)
        if self._below():
            self.tables[-1].below[-1] += data.strip("\n")
        elif self._inside("th") or self._inside("td"):
            cells = self.tables[-1].headings if self._inside("thead") else self.tables[-1].rows[-1]
            cells[-1] += data
        elif self._inside("caption"):
            self.tables[-1].caption += data
        elif any(self._inside(each) for each in NAMED):
            level, text = self.headings[-1]
            self.headings[-1] = level, text + data

    def _below(self) -> bool:
        return any(tag == "tr" and found.get("class") == "below" for tag, found in self.stack)

    def _inside(self, tag: str) -> bool:
        return any(each == tag for each, _ in self.stack)

    def table(self, above: str) -> Grid:
        """The table below a heading that contains this text."""
        return next(table for table in self.tables if above in table.above)

    def only_text(self) -> str:
        return "".join(self.text)


def read_page(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))
