"""Which packages a target needs: what the project asks for, what that asks for, and so on, as locked."""

from __future__ import annotations

import zipfile
from email.parser import HeaderParser
from typing import TYPE_CHECKING, Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from requirements.bundle.target import Target

EXTRAS: Final = ("pdf", "protect")
"""Of the project's extras, those that people use."""


def read_lock(text: str) -> dict[str, str]:
    """Version by normalised name, of requirements/constraints.txt."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {str(canonicalize_name(line.partition("==")[0])): line.partition("==")[2] for line in lines}


def roots(project: Mapping[str, Any]) -> list[Requirement]:
    """What pyproject.toml's `project` asks for at run time."""
    extras = project["optional-dependencies"]
    return [Requirement(each) for each in (*project["dependencies"], *(t for e in EXTRAS for t in extras[e]))]


def asked_by(wheel: Path) -> list[Requirement]:
    """What a wheel says that it needs.

    Raises:
        ValueError: it is no wheel.
    """
    with zipfile.ZipFile(wheel) as archive:
        named = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        if len(named) != 1:
            raise ValueError(f"{wheel.name} 不是完整的 wheel")
        told = HeaderParser().parsestr(archive.read(named[0]).decode())
    return [Requirement(each) for each in told.get_all("Requires-Dist") or []]


def closure(
    target: Target,
    first: Iterable[Requirement],
    lock: Mapping[str, str],
    fetch: Callable[[Target, dict[str, str]], dict[str, Path]],
) -> dict[str, Path]:
    """Everything that has to lie in the bundle for a target.

    Args:
        target: whose markers count.
        first: what is asked for.
        lock: version by normalised name.
        fetch: brings the wheels of these names and versions.

    Returns:
        Wheel by normalised name.

    Raises:
        ValueError: a package is not locked, or its locked version does not fit.
    """
    wheels: dict[str, Path] = {}
    open_ = [(each, frozenset[str]()) for each in first]
    done: set[tuple[str, str]] = set()
    while open_:
        counting = [each for each, extras in open_ if target.needs(each, extras)]
        missing = {}
        for each in counting:
            name = str(canonicalize_name(each.name))
            if name not in lock or not each.specifier.contains(lock[name]):
                raise ValueError(
                    f"requirements/constraints.txt 里没有合用的 {name}（{target.system} 需要 {each}）"
                )
            if name not in wheels:
                missing[name] = lock[name]
        wheels |= fetch(target, missing) if missing else {}
        open_ = []
        for each in counting:
            name, extras = str(canonicalize_name(each.name)), frozenset(each.extras)
            fresh = {(name, extra) for extra in extras | {""}} - done
            done |= fresh
            if fresh:
                open_ += [(inner, extras) for inner in asked_by(wheels[name])]
    return dict(sorted(wheels.items()))
