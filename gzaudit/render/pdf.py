"""A page as PDF, by WeasyPrint (the extra `pdf`): same page, same bytes; every typeface accounted for."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from gzaudit.errors import OutputError, SettingsError
from gzaudit.render.pdf_fonts import FONT_FILES, face_rules, families_named, plain_family

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ANYWAY: Final = "不装也可以：用浏览器打开 report.html，打印成 PDF"
_LOGGER: Final = "weasyprint"
_SHOWN: Final = 20  # characters named in an error


def pdf_bytes(page: bytes, fonts: Iterable[Path] = ()) -> bytes:
    """Print a page.

    Args:
        page: of `render.pages`; refers to nothing outside itself.
        fonts: files of typefaces beside those that are installed (see `templates.Templates.fonts`).

    Returns:
        The PDF: pages as page.css lays them out, bookmarks, tags, title and language of the page, no date.

    Raises:
        SettingsError: WeasyPrint or the system library that it draws with is not there.
        OutputError: a character has no glyph, or only one of a typeface that the page does not name.
    """
    weasyprint = require_weasyprint()
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    configuration = FontConfiguration()
    rules = face_rules(fonts)
    sheets = []
    if rules:
        reader = URLFetcher(allowed_protocols=("file",), fail_on_errors=True)
        sheets = [weasyprint.CSS(string=rules, font_config=configuration, url_fetcher=reader)]
    nothing = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    html = weasyprint.HTML(string=page.decode(), url_fetcher=nothing)
    used: dict[str, set[str]] = {}
    with _missing_glyphs() as missing:
        try:
            content: bytes = html.write_pdf(
                font_config=configuration,
                stylesheets=sheets,
                pdf_tags=True,
                finisher=lambda document, _: used.update(_used(document)),
            )
        except FatalURLFetchingError as error:
            raise SettingsError(
                "页面引用了外部内容，没有生成 PDF。", found=str(error), action="从模板里删去这一处引用"
            ) from error
    _require_known(used, families_named(page.decode()), missing)
    return content


def require_weasyprint() -> Any:
    """WeasyPrint, if it and its library are there.

    Raises:
        SettingsError: saying what to install, and that a browser prints the page too.
    """
    try:
        # It prints advice in English where its library is missing; ours follows.
        with redirect_stdout(StringIO()):
            import weasyprint
    except ImportError as error:
        raise SettingsError(
            "没有安装生成 PDF 用的 WeasyPrint。",
            expected="gzaudit 的附加组件 pdf",
            action=f'pip install "gzaudit[pdf]"；{_ANYWAY}',
        ) from error
    except OSError as error:
        raise SettingsError(
            "WeasyPrint 已安装，但缺少它用的系统库 Pango。",
            found=str(error).splitlines()[0],
            action=f"{_install_pango()}；{_ANYWAY}",
        ) from error
    return weasyprint


def _install_pango() -> str:
    """How Pango is installed on this system."""
    if sys.platform == "win32":
        return "安装 MSYS2，在其终端执行 pacman -S mingw-w64-ucrt-x86_64-pango"
    if sys.platform == "darwin":
        return "brew install pango"
    return "sudo apt install libpango-1.0-0 libpangoft2-1.0-0（用 yum 的系统：sudo yum install pango）"


def _used(document: Any) -> dict[str, set[str]]:
    """The characters that each family of typefaces was used for."""
    used: dict[str, set[str]] = {}
    for font in document.fonts.values():
        used.setdefault(font.family, set()).update(*font.to_unicode.values())
    return used


@contextmanager
def _missing_glyphs() -> Iterator[set[str]]:
    """Collect the characters that no typeface has; WeasyPrint only logs them."""
    missing: set[str] = set()

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "notdef" in str(record.msg) and isinstance(record.args, tuple):
                missing.add(str(record.args[0]))

    logger, handler = logging.getLogger(_LOGGER), Collect()
    logger.addHandler(handler)
    try:
        yield missing
    finally:
        logger.removeHandler(handler)


def _require_known(used: dict[str, set[str]], named: set[str], missing: set[str]) -> None:
    """Refuse a PDF with a typeface that the page does not name, or with boxes in place of characters."""
    stray = {family: characters for family, characters in used.items() if plain_family(family) not in named}
    if not stray and not missing:
        return
    characters = missing.union(*stray.values())
    shown = "".join(sorted(characters)[:_SHOWN]) + ("……" if len(characters) > _SHOWN else "")
    places = f"（用到了没有指定的字体：{'、'.join(sorted(stray))}）" if stray else ""
    raise OutputError(
        "生成 PDF 缺少字体，没有写出这份 PDF。",
        found=f"这些字没有合适的字体：{shown}{places}",
        expected="page.css 字体名单中的字体，含有全部用到的字",
        action="安装 Noto Serif SC 和 Noto Sans SC（Debian、Ubuntu：sudo apt install fonts-noto-cjk），"
        f"或者把含有这些字的字体文件（{'、'.join(FONT_FILES)}）放进工作区的 templates/fonts，"
        f"名单里没有的字体还要写进 templates/page.css；{_ANYWAY}",
    )
