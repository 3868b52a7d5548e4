"""Whose line it is: by code where there is one, else by a name that only one code has (C1–C3). No guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.normalise.codes import IDENTIFYING, judge_codes
from gzaudit.normalise.single import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.applications.model import Line

_TOLD: Final = ("precision_lost", "malformed", "bad_check")


class People:
    """The units of a list.

    Args:
        lines: all lines, whether they will count or not.

    Attributes:
        names: what people read, by identity.
        codes: 统一社会信用代码 by identity, where there is one.
        batches: findings about names and codes.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.names: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.batches: list[Batch] = []
        raw = pd.Series([line.text("code") for line in lines], dtype=object)
        numeric = pd.Series([line.numeric_code for line in lines], dtype=bool)
        judged = judge_codes(raw, numeric) if len(lines) else pd.DataFrame({"code": [], "state": []})
        self._codes = [
            code if state in IDENTIFYING else ""
            for code, state in zip(judged["code"], judged["state"], strict=True)
        ]
        self._by_name: dict[str, dict[str, str]] = {}
        for line, code, state in zip(lines, self._codes, judged["state"], strict=True):
            if code and (key := name_key(line.text("name"))):
                self._by_name.setdefault(key, {})[code] = state
        if len(lines):
            self._tell_codes(lines, judged)
        self._who = [self._identity(line, code) for line, code in zip(lines, self._codes, strict=True)]
        self._name_all(lines)

    def who(self, at: int) -> str:
        """Identity of the unit of a line, by its index; "" where nothing says whose it is."""
        return self._who[at]

    def institution(self, name: str) -> str:
        """Identity of an institution that a line names; "" where it names none."""
        key = name_key(name)
        if not key:
            return ""
        known = self._by_name.get(key, {})
        who = f"code {next(iter(known))}" if len(known) == 1 else f"name {key}"
        self.names.setdefault(who, name)
        return who

    def _identity(self, line: Line, code: str) -> str:
        if code:
            return f"code {code}"
        key = name_key(line.text("name"))
        known = self._by_name.get(key, {})
        place: dict[str, Any] = {
            "src": line.src,
            "row": line.row,
            "field": "name",
            "subject": line.text("name"),
        }
        if len(known) == 1:
            found = next(iter(known))
            self.batches.append(one("resolved_by_name", **place, found=found))
            return f"code {found}"
        if len(known) > 1:
            self.batches.append(one("name_ambiguous", **place, found="、".join(sorted(known))))
        return f"name {key}" if key else ""

    def _tell_codes(self, lines: Sequence[Line], judged: pd.DataFrame) -> None:
        for line, code, state, card in zip(
            lines, judged["code"], judged["state"], judged["id_number"], strict=True
        ):
            if card or state in _TOLD:
                place: dict[str, Any] = {
                    "src": line.src,
                    "row": line.row,
                    "field": "code",
                    "subject": line.text("name"),
                }
                self.batches.append(one("id_number" if card else state, **place, found=code))
        for key, known in sorted(self._by_name.items()):
            if len(known) > 1:
                same = {"valid", "bad_check"} <= set(known.values())
                first = next(line for line in lines if name_key(line.text("name")) == key)
                code = "possible_same_firm" if same else "name_with_two_codes"
                self.batches.append(
                    one(
                        code,
                        src=first.src,
                        row=first.row,
                        subject=first.text("name"),
                        found="、".join(sorted(known)),
                    )
                )

    def _name_all(self, lines: Sequence[Line]) -> None:
        """Of several names of one code, one that stands beside it; the order of the lines decides nothing."""
        written: dict[str, dict[str, Line]] = {}
        for line, who in zip(lines, self._who, strict=True):
            if who and (name := line.text("name")):
                written.setdefault(who, {}).setdefault(name, line)
        for who, names in written.items():
            beside = [name for name, line in names.items() if line.text("code")]
            self.names[who] = min(beside or names)
            if len({name_key(name) for name in names}) > 1:
                line = max(names.values(), key=lambda each: (each.src, each.row))
                found = "、".join(sorted(names))
                self.batches.append(
                    one("code_with_two_names", src=line.src, row=line.row, subject=min(names), found=found)
                )
        for who, code in zip(self._who, self._codes, strict=True):
            if who.startswith("code "):
                self.codes[who] = who.removeprefix("code ")
                self.names.setdefault(who, code)
