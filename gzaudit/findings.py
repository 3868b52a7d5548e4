"""Findings: what a person should know or decide, as columns. Wording stands in data/messages.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity = Literal["error", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")

# What a batch may say of each finding, and what stands where it says nothing.
DEFAULTS: Final[dict[str, Any]] = {
    "src": -1,  # index of the source (sheet); -1 = no place in a file
    "row": 0,  # spreadsheet row; 0 = the whole sheet
    "field": "",  # which column, by field name
    "subject": "",  # enterprise or district concerned
    "district": "",  # code of the district concerned
    "found": "",
    "detail": "",
    "ref_src": -1,  # another place that it has to do with
    "ref_row": 0,
    "confidential": False,  # rests on a statistics list: stays in the bureau
}


class Message(NamedTuple):
    """What the catalogue says of a code."""

    severity: Severity
    owner: str
    title: str
    expected: str
    action: str
    to_district: Literal["full", "plain", "none"]


class Batch(NamedTuple):
    """Findings of one code. `frame` holds any of the columns of DEFAULTS, a line a finding."""

    code: str
    frame: pd.DataFrame
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of a run, in the order in which they are shown.

    Attributes:
        frame: columns `severity`, `code`, then those of DEFAULTS; sorted by severity, code and place.
    """

    frame: pd.DataFrame

    def counts(self) -> dict[str, Any]:
        """Numbers by severity and by code, as in result.json."""
        by_severity = self.frame["severity"].value_counts()
        by_code = self.frame["code"].value_counts()
        return {
            **{severity: int(by_severity.get(severity, 0)) for severity in SEVERITIES},
            "by_code": {code: int(by_code[code]) for code in sorted(by_code.index)},
        }

    def at_or_above(self, severity: Severity) -> int:
        """How many findings are at least as severe."""
        wanted = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return int(self.frame["severity"].isin(wanted).sum())


@cache
def catalogue() -> Mapping[str, Message]:
    """Every code there is, with its wording."""
    text = (resources.files("gzaudit") / "data" / "messages.toml").read_text(encoding="utf-8")
    return {
        code: Message(
            m["severity"], m["owner"], m["title"], m["expected"], m["action"], m.get("to_district", "none")
        )
        for code, m in tomllib.loads(text).items()
    }


def one(code: str, *, severity: Severity | None = None, **columns: Any) -> Batch:
    """A batch of a single finding."""
    # The index makes it one line even where nothing is said of it.
    return Batch(code, pd.DataFrame({key: [value] for key, value in columns.items()}, index=[0]), severity)


def gather(batches: Iterable[Batch], statistics: set[int]) -> Findings:
    """All batches as one table.

    Args:
        batches: from every stage.
        statistics: sources of statistical micro-data; what lies there, or refers there, is confidential.
    """
    frames = []
    for code, frame, severity in batches:
        if not len(frame):
            continue
        full = pd.DataFrame(
            {
                name: frame[name].to_numpy() if name in frame else default
                for name, default in DEFAULTS.items()
            },
            index=range(len(frame)),
        )
        full.insert(0, "code", code)
        full.insert(0, "severity", severity or catalogue()[code].severity)
        frames.append(full.astype({"code": object, "severity": object}))
    if not frames:
        # The columns keep their types: whoever shows findings need not ask whether there are any.
        kinds = {"severity": object, "code": object} | {
            name: object if isinstance(value, str) else type(value) for name, value in DEFAULTS.items()
        }
        return Findings(pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in kinds.items()}))
    frame = pd.concat(frames, ignore_index=True)
    frame["confidential"] = (
        frame["confidential"].astype(bool) | frame["src"].isin(statistics) | frame["ref_src"].isin(statistics)
    )
    rank = frame["severity"].map({severity: rank for rank, severity in enumerate(SEVERITIES)})
    order = frame.assign(rank=rank).sort_values(
        ["rank", "code", "src", "row", "field", "subject", "found", "detail", "ref_src", "ref_row"],
        kind="stable",
    )
    return Findings(order.drop(columns="rank").reset_index(drop=True))
