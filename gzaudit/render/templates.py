"""Where pages get wording and form: packaged templates, or those that the workspace puts in their place."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import FunctionLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words
from gzaudit.render.page_check import require_alone
from gzaudit.render.page_text import page_text
from gzaudit.render.pdf_fonts import font_files
from gzaudit.render.template_errors import template_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.resources.abc import Traversable

FOLDER: Final = "templates"
FONTS: Final = "fonts"
# A template of one's own, used by another one, is named so that nobody takes it for a misspelt one.
OWN: Final = "_"
# Templates of plain texts (mails): no report hangs on them, and nothing in them is HTML.
TEXT: Final = ".txt.j2"
_LARGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a run.

    Attributes:
        files: names and texts of those that the workspace puts in place of packaged ones, by name.
        fonts: the workspace's own typefaces for PDFs, by name, each with its SHA-256.
    """

    files: tuple[tuple[str, str], ...] = ()
    fonts: tuple[tuple[Path, str], ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the workspace's own templates and fonts, for the run's identity; "" without any.

        Templates of mails are left out: a run's files are the same, however they are sent.
        """
        files = [each for each in self.files if not each[0].endswith(TEXT)]
        if not files and not self.fonts:
            return ""
        fonts = [(path.name, digest) for path, digest in self.fonts]
        return hashlib.sha256(json.dumps([files, fonts]).encode()).hexdigest()


PACKAGED: Final = Templates()


def packaged() -> Traversable:
    """The packaged templates: inside an installed package, beside the package in a checkout."""
    installed = resources.files("gzaudit") / FOLDER
    return installed if installed.is_dir() else Path(__file__).parents[2] / FOLDER


def template_names() -> list[str]:
    """What may be put in place of a packaged file."""
    return sorted(each.name for each in packaged().iterdir() if each.name.endswith((".j2", ".css")))


def load_templates(workspace: Path) -> Templates:
    """The templates of a workspace, each tried for its grammar.

    Args:
        workspace: the folder; its templates/ need not exist.

    Raises:
        SettingsError: a file that is no template, cannot be read, or is not written as Jinja2 wants it.
    """
    folder = workspace / FOLDER
    try:
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
        texts = [(path.name, _text(path)) for path in paths if not _left_alone(path)]
        fonts = tuple((path, _digest(path)) for path in font_files(folder / FONTS))
    except OSError as error:
        raise SettingsError(
            "读不了工作区的模板。", where=f"{FOLDER}/", found=system_words(error), action="检查权限后重新运行"
        ) from error
    templates = Templates(tuple(texts), fonts)
    environment = _environment(templates)
    for name, _ in texts:
        try:
            environment.get_template(name)
        except TemplateError as error:
            raise template_error(error) from error
    return templates


def template_digest(workspace: Path) -> str:
    """SHA-256 of a workspace's own templates; "" where it has none. Raises as `load_templates`."""
    return load_templates(workspace).digest


def _left_alone(path: Path) -> bool:
    """Notes, back-up copies and fonts are no templates."""
    name = path.name
    return name.startswith((".", "~")) or name.endswith(("~", ".md", ".txt", ".bak")) or name == FONTS


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(path: Path) -> str:
    """The text of a file that may be a template.

    Raises:
        OSError: it cannot be read.
        SettingsError: it has no name of a template, is too long, or is not UTF-8.
    """
    where = f"{FOLDER}/{path.name}"
    if not path.is_file() or not (path.name in template_names() or path.name.startswith(OWN)):
        raise SettingsError(
            "templates 文件夹里有认不出的文件，没有采用。",
            where=where,
            expected="、".join(template_names()) + f"；自己另加、供它们引用的文件，文件名以 {OWN} 开头",
            action="改正文件名，或者移走这个文件，再重新运行",
        )
    raw = path.read_bytes()
    if len(raw) > _LARGEST:
        raise SettingsError("模板太大。", where=where, found=f"{len(raw):,} 字节", expected="不超过 1 MB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            "模板不是 UTF-8 编码。",
            where=where,
            expected="UTF-8 编码的文本",
            action="另存为 UTF-8 后重新运行",
        ) from error


def _loader(templates: Templates) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    own, folder, names = dict(templates.files), packaged(), set(template_names())

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in own and name not in names:
            return None
        text = own[name] if name in own else (folder / name).read_text(encoding="utf-8")
        # The file name stands in tracebacks, where a mistake is found by it.
        return text, f"{FOLDER}/{name}", lambda: True

    return load


@cache
def _environment(templates: Templates) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_loader(templates)),
        autoescape=lambda name: name is None or not name.endswith(TEXT),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: page_text(value) if type(value) is str else value,
    )


def render_page(templates: Templates, name: str, values: dict[str, Any]) -> bytes:
    """Fill a template in.

    Args:
        templates: of the run.
        name: of the template.
        values: what it may show.

    Raises:
        SettingsError: a template of the workspace cannot be filled in, or its page refers to something else.
    """
    environment = _environment(templates)
    if templates is PACKAGED or not templates.files:
        return environment.get_template(name).render(values).encode("utf-8", errors="replace")
    try:
        page = environment.get_template(name).render(values)
    except (Exception, RecursionError) as error:
        raise template_error(error) from error
    require_alone(page)
    return page.encode("utf-8", errors="replace")


def render_text(templates: Templates, name: str, values: dict[str, Any]) -> str:
    """Fill a template of a plain text in.

    Args:
        templates: of the workspace.
        name: of the template; it ends as `TEXT` says.
        values: what it may show.

    Raises:
        SettingsError: the workspace's own template cannot be filled in.
    """
    try:
        return _environment(templates).get_template(name).render(values)
    except (Exception, RecursionError) as error:
        raise template_error(error) from error
