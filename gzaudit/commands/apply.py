"""`gzaudit apply`: an application list worked out under a document's grants; the workspace stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.applications.applied import Applied, work_out
from gzaudit.applications.read import read_applications
from gzaudit.commands.apply_screen import print_applied
from gzaudit.commands.new_book import write_new_book
from gzaudit.commands.new_file import require_new_outputs, write_new_page
from gzaudit.commands.say import note, print_json
from gzaudit.commands.workspace import checked_workspace
from gzaudit.errors import SettingsError
from gzaudit.normalise.single import name_key
from gzaudit.policy.find import open_named
from gzaudit.policy.load_named import build_named
from gzaudit.policy.under import check_under_all, choose_under
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gzaudit.result_grants import GrantLine

_READING: Final = "--reading"


class Wanted(NamedTuple):
    """What the user asked for.

    Attributes:
        out: a workbook to write.
        page: a page to write.
        json: whether JSON is printed, and nothing else.
        readings: as typed, K2=b.
        explain: a unit whose working is shown; "" for none.
        workspace: the folder.
    """

    out: Path | None
    page: Path | None
    json: bool
    readings: tuple[str, ...]
    explain: str
    workspace: Path


def run_apply(name: str, file: Path, wanted: Wanted) -> int:
    """Work out a list.

    Args:
        name: of the document's rules.
        file: the list.
        wanted: what is asked for.

    Returns:
        1 where a person must decide something, else 0.

    Raises:
        SettingsError: an option, a reading or a file name cannot be used.
        PolicyError: there are no such rules, or they are not valid.
        InputError: the list cannot be used.
        OutputError: the disk refused an output.
    """
    checked_workspace(wanted.workspace)
    require_new_outputs(wanted.out, wanted.page, wanted.workspace)
    files = open_named(name, wanted.workspace)
    plain = check_under_all(files, build_named)
    if not plain.grants:
        raise SettingsError(
            "这份文件没有按申报付的补助。",
            where="名称",
            found=name,
            expected="有 [[grants]] 的规则，如 2015-draft",
        )
    policy = choose_under(files, _letters(wanted.readings), build_named, _READING)
    applied = work_out(files, policy, read_applications(file))
    shown = _asked_for(applied, wanted.explain) if wanted.explain else ()
    _write(applied, wanted)
    if wanted.json:
        from gzaudit.render.grants_json import grants_document

        print_json(grants_document(applied))
    else:
        print_applied(Screen(), applied, shown)
    return int(applied.findings.at_or_above("error") > 0)


def _letters(typed: tuple[str, ...]) -> Mapping[str, str]:
    """Readings as they were typed.

    Raises:
        SettingsError: one is not written as K2=b, or a question is answered twice.
    """
    found: dict[str, str] = {}
    for each in typed:
        key, mark, letter = each.partition("=")
        if not (key and mark and letter):
            raise SettingsError("口径写得不对。", where=_READING, found=each, expected="编号=读法，如 K2=b")
        if found.setdefault(key.strip(), letter.strip()) != letter.strip():
            raise SettingsError(
                "同一口径写了两种读法。", where=_READING, found=each, expected="每个口径写一次"
            )
    return found


def _asked_for(applied: Applied, name: str) -> tuple[GrantLine, ...]:
    """The sums of a unit, by its name or code.

    Raises:
        SettingsError: nobody on the list is called so.
    """
    key = name_key(name)
    lines = tuple(
        each
        for each in applied.result.lines
        if key in (name_key(applied.name(each.payee)), applied.sorted.codes.get(each.payee, "").casefold())
    )
    if not lines:
        raise SettingsError(
            "名单里没有这个单位，或它的各行都不计。",
            where="--explain",
            found=name,
            expected="名单上的单位名称或统一社会信用代码",
            action="核对名称；各行计不计，见不带 --explain 的结果",
        )
    return lines


def _write(applied: Applied, wanted: Wanted) -> None:
    """The files, before anything is printed: who reads that it is done finds them there."""
    if wanted.out is None and wanted.page is None:
        return
    from gzaudit.render.grants_outputs import grants_book, grants_page
    from gzaudit.render.templates import load_templates

    page = grants_page(applied, load_templates(wanted.workspace)) if wanted.page else b""
    if wanted.out:
        write_new_book(wanted.out, grants_book(applied))
        note(f"已写出工作簿：{wanted.out}")
    if wanted.page:
        write_new_page(wanted.page, page)
        note(f"已写出网页：{wanted.page}")
