"""Chinese for what typer itself says: help headings and usage errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    import typer

USAGE: Final = "用法："

_HELP: Final = (
    (re.compile(r"^Usage: ", re.MULTILINE), USAGE),
    (re.compile(r"\[OPTIONS\]"), "[选项]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "命令 [参数]..."),
    (re.compile(r"\{(年度|前一次|后一次)\}"), r"\1"),
    (re.compile(r"(年度|前一次|后一次) <\w+>"), r"\1"),
    (re.compile(r"^Options:$", re.MULTILINE), "选项："),
    (re.compile(r"^Arguments:$", re.MULTILINE), "参数："),
    (re.compile(r"^Commands:$", re.MULTILINE), "命令："),
    (re.compile(r"Show this message and exit\."), "显示这份说明。"),
    (re.compile(r"\[required\]"), "[必填]"),
    (re.compile(r"\[default: ([^\]]*)\]"), r"[默认：\1]"),
)
_ERRORS: Final = (
    (
        r"No such option: (?P<a>\S+?)\.?(?: Did you mean [^?]+\?)?(?: \(Possible options: .+\))?",
        "没有这个选项：{a}",
    ),
    (r"No such command '(?P<a>[^']*)'\..*", "没有这个命令：{a}"),
    (r"Missing command\.", "没有写命令"),
    (r"Missing argument '(?P<a>[^']+)'\..*", "缺少参数：{a}"),
    (r"Missing option '(?P<a>[^']+)'\..*", "缺少选项：{a}"),
    (r"Option '(?P<a>[^']+)' requires an argument\.", "选项 {a} 后面要写一个值"),
    (r"Option '(?P<a>[^']+)' does not take a value\.", "选项 {a} 后面不写值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<a>.*)\)", "多写了：{a}"),
    (
        r"Invalid value for '(?P<a>[^']+)': '(?P<b>[^']*)' is not a valid int(?:eger)?\.",
        "{a} 应为整数，写的是 {b}",
    ),
    (r"Invalid value for '(?P<a>[^']+)': (?P<b>.*)", "{a} 的值不能用：{b}"),
)


def chinese_help(text: str) -> str:
    """A help text with typer's own words in Chinese."""
    for pattern, words in _HELP:
        text = pattern.sub(words, text)
    return text


def chinese_usage(message: str) -> str:
    """What a usage error says, in Chinese; unknown messages are passed on."""
    for pattern, words in _ERRORS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return words.format(**{key: value or "" for key, value in match.groupdict().items()})
    return message


class Command(TyperCommand):
    """A command with Chinese help."""

    def get_help(self, ctx: typer.Context | Any) -> str:
        """Help of the command."""
        return chinese_help(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands with Chinese help."""

    def get_help(self, ctx: typer.Context | Any) -> str:
        """Help of the group."""
        return chinese_help(super().get_help(ctx))
