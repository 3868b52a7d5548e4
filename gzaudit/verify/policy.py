"""The rules that a run was worked out under: named alike everywhere, and those of the files they are from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from gzaudit import __version__
from gzaudit.deliver.find_run import RESULT
from gzaudit.errors import GzauditError
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import build_policy
from gzaudit.verify.report import Check, Fault, short
from gzaudit.verify.second import plain
from gzaudit.verify.stored import STORE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gzaudit.verify.stored import Stored

_TITLE = "政策规则"


def check_policy(result: dict[str, Any], stored: Stored, workspace: Path) -> Check:
    """The rules' digest, readings and content.

    A run stays verified when the tool or the bureau gets other rules for its year: that is only told.

    Args:
        result: of the run.
        stored: its database.
        workspace: where the bureau's own rules would be.
    """
    rules, told = stored.audit["policy"], result["policy"]
    if rules is None or told is None:
        fault = Fault("是否只计家数，两处说法不同", RESULT, str(told), str(rules and rules["id"]))
        return Check("policy", _TITLE, "只计家数，没有用规则", () if rules is told else (fault,))
    rules = plain(rules)
    faults = [
        *_differ("编号", told["id"], rules["id"]),
        *_differ("校验码", told["sha256"], rules["sha256"]),
        *_differ("校验码", told["sha256"], stored.audit["result"]["policy_sha256"]),
        *_differ("改用的读法", told["readings"], rules["chosen"]),
    ]
    if stored.audit["indicators"] != stored.audit["policy"]["indicators"]:
        faults.append(Fault("指标的规则在库内两处不同", STORE, "audit.indicators", "audit.policy.indicators"))
    note, more = _against_files(rules, stored.told["version"], workspace)
    name = f"{rules['id']}（{short(rules['sha256'])}）"
    return Check("policy", _TITLE, f"{name}，{note}", (*faults, *more))


def _differ(what: str, told: Any, stored: Any) -> list[Fault]:
    if told == stored:
        return []
    return [Fault(f"规则的{what}与 {STORE} 里的不同", RESULT, str(told), str(stored))]


def _against_files(rules: dict[str, Any], version: str, workspace: Path) -> tuple[str, list[Fault]]:
    """What is said of the rules as files here, and where the stored rules are not those of the same files."""
    try:
        files = open_policy(int(rules["year"]), workspace)
        if files.sha256 != rules["sha256"]:
            return f"本机现有的是另一版本政策数据（{short(files.sha256)}），按运行所存的规则核对", []
        now = build_policy(files, rules["chosen"])
    except GzauditError:
        return "本机没有能用的这一年度规则文件，未与之核对", []
    if version != __version__:
        return f"由 gzaudit {version} 读取，规则文件的校验码相同", []
    faults = [
        Fault("库里的规则不是规则文件所写的", STORE, f"{place} = {stored}", f"{place} = {file}")
        for place, stored, file in _differences(rules, as_plain(now), "policy")
    ]
    return "与本机的规则文件逐项相同" if not faults else "与本机的规则文件比较", faults


def as_plain(value: Any) -> Any:
    """A policy's value in the form in which `second.plain` gives a stored one."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: as_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"is": type(value).__name__, **parts}
    if isinstance(value, Mapping):
        return {key: as_plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [as_plain(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _differences(one: Any, other: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """Where two plain values differ, innermost."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key, inner in one.items():
            yield from _differences(inner, other[key], f"{place}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (inner, its) in enumerate(zip(one, other, strict=True), 1):
            yield from _differences(inner, its, f"{place}[{at}]")
    elif one != other:
        yield place, one, other
