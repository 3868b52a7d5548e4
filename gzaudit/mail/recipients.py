"""Who is sent a district's packet: one file, looked through as a whole before anything goes anywhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit.errors import SettingsError
from gzaudit.mail.addresses import Mailbox, several, tidy, why_no_address, why_no_name
from gzaudit.mail.recipient_lines import Line, read_lines
from gzaudit.normalise.district_table import load_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gzaudit.settings import Mailing

USUAL: Final = ("recipients.toml", "收件人.xlsx", "收件人.csv")
"""Names under which the file is looked for at the top of a workspace."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom one district's mail goes to; each address once."""

    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...] = ()


def read_recipients(
    workspace: Path, mailing: Mailing, wanted: Mapping[str, str]
) -> tuple[str, dict[str, Recipients]]:
    """The recipients of every district that the file names.

    Args:
        workspace: the folder.
        mailing: names the file; the bureau's own addresses may stand under several districts.
        wanted: names of the districts that something is to be sent to, by code: each must have a recipient.

    Returns:
        The file as messages call it, and recipients by code.

    Raises:
        SettingsError: there is no such file or there are two, it cannot be read, or anything in it is wrong:
            an address, a name, a district, a district without a recipient, an address in two districts. All
            that is wrong is told at once.
    """
    file = _which(workspace, mailing.recipients)
    lines = read_lines(workspace / file, file)
    own = {Mailbox(tidy(each)).key for each in (mailing.sender, mailing.analyst) if each}
    problems: list[str] = []
    found = _gathered(lines, problems)
    problems += [
        f"{name}没有收件人" for code, name in wanted.items() if code not in found or not found[code].to
    ]
    problems += _shared(found, own)
    if problems:
        raise SettingsError(
            f"收件人有 {len(problems)} 处问题，一封也没有发。",
            where=file,
            found="；".join(problems),
            expected="每个区至少一个写对的邮箱，一个邮箱只在一个区",
            action="逐处改好后重新运行",
        )
    return file, found


def district_code(text: str) -> str:
    """The code of one of today's districts, by its full or short name or its code; "" where it is none."""
    plain = load_table()
    key = plain.clean(text).strip()
    if key in {each.code for each in plain.districts}:
        return key
    return next(
        (each.code for each in plain.districts if key in (each.name, each.name.removesuffix("区"))), ""
    )


def _which(workspace: Path, named: str) -> str:
    """The file, relative to the workspace."""
    there = [name for name in ([named] if named else USUAL) if (workspace / name).is_file()]
    if len(there) == 1:
        return there[0]
    raise SettingsError(
        "没有收件人文件。" if not there else "有几份收件人文件，不知道用哪一份。",
        where=named or "工作区",
        found="、".join(there) if there else "没有这个文件",
        expected=f"{'、'.join(USUAL)} 中的一份",
        action=(
            "留下一份，或在 gzaudit.toml 的 [mail] recipients 写明用哪一份"
            if there
            else "在工作区里放一份收件人.xlsx，表头写“区、姓名、邮箱、抄送”，一行一个收件人"
        ),
    )


def _gathered(lines: Iterable[Line], problems: list[str]) -> dict[str, Recipients]:
    """Recipients by district; what is wrong is added to `problems`."""
    to: dict[str, dict[str, Mailbox]] = defaultdict(dict)
    cc: dict[str, dict[str, Mailbox]] = defaultdict(dict)
    for line in lines:
        code = district_code(line.district)
        if not code:
            problems.append(f"{line.place}：{_no_district(line.district)}")
        name = " ".join(line.name.replace("\u3000", " ").split(" ")).strip()
        if wrong := why_no_name(name):
            problems.append(f"{line.place}：{wrong}")
        address = tidy(line.address)
        if wrong := why_no_address(address):
            problems.append(f"{line.place}：{wrong}{_quoted(address)}")
        elif code:
            mailbox = Mailbox(address, name)
            to[code].setdefault(mailbox.key, mailbox)
        for each in [part for cell in line.cc for part in several(cell)]:
            if wrong := why_no_address(each):
                problems.append(f"{line.place}：抄送的{wrong}{_quoted(each)}")
            elif code:
                cc[code].setdefault(Mailbox(each).key, Mailbox(each))
    return {
        code: Recipients(
            tuple(boxes.values()), tuple(each for key, each in cc[code].items() if key not in boxes)
        )
        for code, boxes in sorted(to.items())
    }


def _no_district(text: str) -> str:
    return f"没有“{_short(text)}”这个区" if text.strip() else "没有写区（合并的单元格请每行都写上区）"


def _quoted(text: str) -> str:
    return f"“{_short(text)}”" if text else ""


def _short(text: str) -> str:
    """A cell as it may be shown: one line, not endless."""
    shown = "".join(each if each.isprintable() else "□" for each in text.strip())
    return shown if len(shown) <= 60 else f"{shown[:60]}…"


def _shared(found: Mapping[str, Recipients], own: set[str]) -> list[str]:
    """Addresses under two districts: one district's files would go to another's people.

    The bureau's own (sender, analyst) may be copied in everywhere.
    """
    names = dict(load_table().districts)
    where: dict[str, list[str]] = defaultdict(list)
    for code, each in found.items():
        keys = {box.key for box in each.to} | {box.key for box in each.cc if box.key not in own}
        for key in keys:
            where[key].append(names[code])
    return [
        f"{key} 写在几个区：{'、'.join(districts)}"
        for key, districts in sorted(where.items())
        if len(districts) > 1
    ]
