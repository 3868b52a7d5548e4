"""What is wrong with a template of the workspace, told to whoever wrote it."""

from __future__ import annotations

import re
from typing import Final

from jinja2.exceptions import SecurityError, TemplateError, TemplateNotFound, TemplateSyntaxError

from gzaudit.errors import SettingsError

_PLACE: Final = "templates/"
# What Jinja2 says, and the same in Chinese.
_WORDS: Final = (
    (re.compile(r".*has no attribute '(.+)'"), "没有 {} 这一项"),
    (re.compile(r".*has no element (.+)"), "没有 {} 这一项"),
    (re.compile(r"'(.+)' is undefined"), "没有 {} 这一项"),
    (re.compile(r"Encountered unknown tag '(.+?)'.*", re.DOTALL), "不认识的标签 {}"),
    (re.compile(r"No filter named '(.+?)'.*", re.DOTALL), "没有叫 {} 的过滤器"),
    (re.compile(r"No test named '(.+?)'.*", re.DOTALL), "没有叫 {} 的判断"),
    (re.compile(r"expected token '(.+?)', got '(.+?)'", re.DOTALL), "此处应为 {}，实际是 {}"),
    (re.compile(r"unexpected char '(.+?)' at .*", re.DOTALL), "多出字符 {}"),
    (re.compile(r"unexpected '(.+?)'", re.DOTALL), "多出 {}"),
    (re.compile(r"Unexpected end of template.*", re.DOTALL), "标签没有结束"),
    (re.compile(r"unexpected end of template.*", re.DOTALL), "标签没有结束"),
)


def template_error(error: BaseException) -> SettingsError:
    """A refusal that names file and line.

    Args:
        error: what Jinja2, or a template's own arithmetic, raised.
    """
    return SettingsError(
        "工作区的模板有错误，没有生成报告。",
        where=_where(error),
        found=_found(error),
        expected="Jinja2 模板；可用的内容见自带的同名模板",
        action="改正这一处；或者移走这个文件，改用自带的模板；再重新运行",
    )


def _where(error: BaseException) -> str:
    if isinstance(error, TemplateSyntaxError):
        file = error.filename or f"{_PLACE}{error.name}"
        return f"{file} 第 {error.lineno} 行"
    # The innermost line of a template that was at work.
    place, frame = _PLACE, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename.startswith(_PLACE):
            place = f"{frame.tb_frame.f_code.co_filename} 第 {frame.tb_lineno} 行"
        frame = frame.tb_next
    return place


def _found(error: BaseException) -> str:
    if isinstance(error, TemplateNotFound):
        return f"没有叫 {error.name} 的模板"
    message = " ".join(str(error).split())
    if isinstance(error, SecurityError):
        return f"模板里不能这样用（Jinja2 的说法：{message}）"
    if isinstance(error, TemplateError):
        for pattern, words in _WORDS:
            if found := pattern.fullmatch(message):
                return words.format(*found.groups())
        return f"写法不对（Jinja2 的说法：{message}）"
    return f"这一处算不出来（Python 的说法：{type(error).__name__}：{message}）"
