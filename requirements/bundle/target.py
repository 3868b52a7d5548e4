"""A machine that the bundle is for: which wheels it takes, and what its Python says to markers."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.tags import Tag

System = Literal["linux", "windows"]
SYSTEMS: Final[tuple[System, ...]] = ("linux", "windows")

GLIBC: Final = (2, 28)
"""The oldest C library of Linux that is served: that of Debian 10 and RHEL 8."""
_LEGACY: Final = {17: "manylinux2014_x86_64", 12: "manylinux2010_x86_64", 5: "manylinux1_x86_64"}
_PYTHON: Final = re.compile(r"3\.(1[1-9]|[2-9]\d)")

_MARKERS: Final[dict[System, dict[str, str]]] = {
    "linux": {
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_system": "Linux",
        "sys_platform": "linux",
    },
    "windows": {
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_system": "Windows",
        "sys_platform": "win32",
    },
}


def _linux_platforms() -> tuple[str, ...]:
    names: list[str] = []
    for minor in range(GLIBC[1], 4, -1):
        names.append(f"manylinux_{GLIBC[0]}_{minor}_x86_64")
        if minor in _LEGACY:
            names.append(_LEGACY[minor])
    return tuple(names)


@dataclass(frozen=True, slots=True)
class Target:
    """One system with one version of CPython, 64 bit, x86.

    Attributes:
        system: which.
        python: as `3.11`.
    """

    system: System
    python: str

    @property
    def requirements(self) -> str:
        """Name of the file in the bundle that says what is installed there."""
        return f"requirements-{self.system}-{self.python}.txt"

    @property
    def abi(self) -> str:
        """As wheels name it: `cp311`."""
        return f"cp{self.python.replace('.', '')}"

    @property
    def platforms(self) -> tuple[str, ...]:
        """Tags of the platform, the best first."""
        return _linux_platforms() if self.system == "linux" else ("win_amd64",)

    def tags(self) -> frozenset[Tag]:
        """Every tag that a wheel may have here."""
        major, minor = map(int, self.python.split("."))
        version = (major, minor)
        return frozenset(
            itertools.chain(
                cpython_tags(version, abis=[self.abi], platforms=self.platforms),
                compatible_tags(version, interpreter=self.abi, platforms=self.platforms),
            )
        )

    def takes(self, wheel: str) -> bool:
        """Whether a wheel of this file name can be installed here."""
        return not self.tags().isdisjoint(parse_wheel_filename(wheel)[3])

    def needs(self, requirement: Requirement, extras: frozenset[str]) -> bool:
        """Whether a requirement counts here: its marker is this machine's to answer, never the builder's.

        Args:
            requirement: with or without a marker.
            extras: of the package that asks for it.
        """
        marker = requirement.marker
        if marker is None:
            return True
        # Of a version only the first two figures are known: any of its releases may be installed there.
        return any(
            marker.evaluate({**self._environment(release), "extra": extra})
            for release in ("0", "99")
            for extra in extras | {""}
        )

    def _environment(self, release: str) -> dict[str, str]:
        full = f"{self.python}.{release}"
        return {
            **_MARKERS[self.system],
            "implementation_name": "cpython",
            "implementation_version": full,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "python_full_version": full,
            "python_version": self.python,
        }


def targets(pythons: list[str]) -> list[Target]:
    """Both systems for each version.

    Raises:
        ValueError: a version that the tool does not run on.
    """
    for each in pythons:
        if not _PYTHON.fullmatch(each):
            raise ValueError(f"Python 版本写作 3.11、3.12 这样，不早于 3.11；写的是 {each}")
    return [Target(system, python) for python in sorted(set(pythons), key=_order) for system in SYSTEMS]


def _order(python: str) -> int:
    return int(python.partition(".")[2])
