"""A page stands for itself: whoever opens it fetches nothing and runs nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from gzaudit.errors import SettingsError

_REFERS: Final = frozenset((
    "action", "background", "cite", "data", "formaction", "href", "ping", "poster", "src", "srcset",
    "xlink:href",
))  # fmt: skip
_RUNS: Final = frozenset({"script", "iframe", "frame", "object", "embed", "applet", "base", "link"})
_FETCHES: Final = re.compile(r"@import\b|url\(\s*[\"']?(?!\s*[\"']?(?:#|data:))", re.IGNORECASE)


class _Reader(HTMLParser):
    """Collects what refers to something outside the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = self._in_style or tag == "style"
        if tag in _RUNS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            text = (value or "").strip()
            if (
                name.startswith("on")
                or (name in _REFERS and not text.startswith(("#", "data:image/")))
                or (tag == "meta" and name == "http-equiv" and text.lower() == "refresh")
                or _FETCHES.search(text)
            ):
                self.found.append(f"<{tag} {name}>")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._in_style and (fetched := _FETCHES.search(data)):
            self.found.append(f"<style> {fetched[0]}…")


def require_alone(page: str) -> None:
    """Refuse a page that a template of the workspace made refer to something outside it.

    Raises:
        SettingsError: naming the first such place.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if reader.found:
        raise SettingsError(
            "工作区的模板让报告引用了外部内容，没有生成报告。",
            where="templates/",
            found=reader.found[0],
            expected="一个不联网、不运行脚本的文件；图片写成 data:image/…，链接只到本页的 #…",
            action="删去这一处引用后重新运行",
        )
