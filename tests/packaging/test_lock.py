"""The lock holds an exact version of everything that running, testing and checking need, on Linux and Windows."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LINES = [
    line
    for line in (ROOT / "requirements" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
LOCK = {canonicalize_name(line.partition("==")[0]): line.partition("==")[2] for line in LINES}
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)


def asked() -> list[Requirement]:
    project = PROJECT["project"]
    texts = [*PROJECT["build-system"]["requires"], *project["dependencies"]]
    texts += [text for extra in project["optional-dependencies"].values() for text in extra]
    return [Requirement(text) for text in texts]


def wanted(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate({**system, "extra": extra}) for system in SYSTEMS for extra in extras or {""}
    )


def test_every_line_is_one_exact_version():
    assert all(re.fullmatch(r"[A-Za-z0-9][\w.-]*==[0-9][\w.]*", line) for line in LINES)
    assert len(LOCK) == len(LINES)


def test_everything_asked_for_is_locked_at_a_version_that_fits():
    open_, seen = [(each, set(each.extras)) for each in asked()], set()
    while open_:
        requirement, extras = open_.pop()
        name = canonicalize_name(requirement.name)
        assert requirement.specifier.contains(LOCK[name]), requirement
        if name in seen:
            continue
        seen.add(name)
        try:
            needs = metadata.distribution(name).requires or []
        except metadata.PackageNotFoundError:
            continue  # another system's, or a checker that this environment does without
        open_ += [(each, set(each.extras)) for each in map(Requirement, needs) if wanted(each, extras)]
