"""From the files of a policy that has a name to its checked value; and of any policy, of whichever kind."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from gzaudit.policy.find import POLICY, PolicyFiles, named_folders, open_folder, open_named
from gzaudit.policy.frame import close_frame, in_force, open_frame, readings_of
from gzaudit.policy.goals import read_goals
from gzaudit.policy.grants import read_grants
from gzaudit.policy.load import build_policy
from gzaudit.policy.model import Policy
from gzaudit.policy.model_named import NamedInfo, NamedPolicy
from gzaudit.policy.readings import DEFAULT
from gzaudit.policy.table import RULE_ID
from gzaudit.policy.under import check_under_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from gzaudit.policy.table import Table

AnyPolicy: TypeAlias = Policy | NamedPolicy
_NEEDED: Final = "id name title validity words document"
_RULES: Final = ("grants", "goals")
"""What a policy with a name may hold: at least one of these."""


def available_named(workspace: Path | None = None) -> tuple[NamedInfo, ...]:
    """List the policies that have a name.

    Raises:
        PolicyError: a policy file cannot be read (exit 4).
    """
    infos = []
    for name, (place, folder) in named_folders(workspace).items():
        top = open_folder(folder).tables[POLICY]
        infos.append(NamedInfo(top.text("id", RULE_ID), name, top.text("title"), place))
    return tuple(infos)


def load_named(name: str, workspace: Path | None = None) -> NamedPolicy:
    """Load a policy by its name, under its defaults.

    Raises:
        PolicyError: there is none, or its files are invalid (exit 4).
    """
    return check_under_all(open_named(name, workspace), build_named)


def is_named(files: PolicyFiles) -> bool:
    """Whether the files are those of a policy that has a name."""
    return "name" in files.tables[POLICY]


def check_any(files: PolicyFiles) -> AnyPolicy:
    """Build any policy and try it under each reading (see `under.check_under_all`)."""
    return check_under_all(files, build_named) if is_named(files) else check_under_all(files, build_policy)


def build_named(
    files: PolicyFiles, choices: Mapping[str, str] | None = None, plain: NamedPolicy | None = None
) -> NamedPolicy:
    """Make the policy's value (see `load.build_policy`).

    Raises:
        PolicyError: a rule, a clause or a reading is not as it must be (exit 4).
    """
    if plain is None and any(letter != DEFAULT for letter in (choices or {}).values()):
        plain = build_named(files)
    chosen = in_force(choices, plain)
    frame = open_frame(files, plain, chosen, (_NEEDED, " ".join(("mark", *_RULES))))
    top, register = frame.top, frame.register
    if not any(each in top for each in _RULES):
        raise top.error(_RULES[0], "没有写", "至少有一种规则：" + "、".join(f"[[{each}]]" for each in _RULES))
    valid_from, valid_to = _validity(top.table("validity"))
    policy = NamedPolicy(
        id=top.text("id", RULE_ID),
        name=_name(top, files.year),
        title=top.text("title"),
        mark=top.text("mark") if "mark" in top else "",
        valid_from=valid_from,
        valid_to=valid_to,
        words=frame.words,
        document=frame.document,
        grants=read_grants(top.tables("grants"), register) if "grants" in top else (),
        goals=read_goals(top.tables("goals"), register) if "goals" in top else (),
        clauses=MappingProxyType(dict(frame.clauses)),
        readings=readings_of(files, frame),
        chosen=MappingProxyType(chosen),
        sha256=files.sha256,
    )
    close_frame(files, frame)
    return policy


def _name(top: Table, folder: str) -> str:
    name = top.text("name")
    if name != folder:
        raise top.error("name", f"“{name}”", f"与文件夹名相同：“{folder}”")
    return name


def _validity(table: Table) -> tuple[date, date]:
    """Both ends, inclusive; unlike a year's policy it may cover any span."""
    table.expect("from to")
    start, end = table.day("from"), table.day("to")
    if start > end:
        raise table.error("to", f"{end} 早于起始日 {start}", f"{start} 或以后（两端都含）")
    return start, end
