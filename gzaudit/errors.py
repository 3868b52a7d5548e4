"""Errors a person can act on. Each class is one exit code of the command line (docs/contract.md)."""

from __future__ import annotations


class GzauditError(Exception):
    """Something outside the tool stopped the run.

    Args:
        asked: what was being done, in Chinese.
        where: file, sheet, row, column or setting concerned.
        found: what was there.
        expected: what should have been there.
        action: what the reader should do next.
    """

    exit_code = 70

    def __init__(
        self, asked: str, *, where: str = "", found: str = "", expected: str = "", action: str = ""
    ) -> None:
        super().__init__(asked)
        self.asked, self.where, self.found, self.expected, self.action = asked, where, found, expected, action

    def __str__(self) -> str:
        """The Chinese message, one line per known part."""
        parts = [self.asked]
        for label, text in (
            ("位置", self.where),
            ("实际", self.found),
            ("应为", self.expected),
            ("处理", self.action),
        ):
            if text:
                parts.append(f"  {label}：{text}")
        return "\n".join(parts)


class SettingsError(GzauditError):
    """Wrong usage, or a setting that does not exist or cannot be used."""

    exit_code = 2


class InputError(GzauditError):
    """An input cannot be used; nothing is written."""

    exit_code = 3


class PolicyError(GzauditError):
    """No policy covers the year, or a policy file is invalid."""

    exit_code = 4


class NotVerifiedError(GzauditError):
    """A run is not what it was when it was written."""

    exit_code = 5


class WorkspaceBusyError(GzauditError):
    """Another run holds the workspace."""

    exit_code = 6


class DeliveryError(GzauditError):
    """Something could not be handed to a mail server; what went before it went."""

    exit_code = 7


class InvariantError(GzauditError):
    """An invariant of the tool itself broke; nothing is delivered."""

    exit_code = 70


class OutputError(GzauditError):
    """The disk refused an output (full, read-only, locked by another program)."""

    exit_code = 74
