"""A run's figures as plain tables: sources, figures and steps, for whoever opens the database with SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from gzaudit.store.opened import CITY, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult, Step

    Line = tuple[Any, ...]

_SOURCES = ("src", "path", "sheet", "sha256", "kind", "height", "counted")
_EXCLUDED = ("src", "reason", "number")
_TALLIED = ("indicator", "district", "value", "src", "row", "column", "heading", "owner", "attested")
_FIGURES = ("district", "part", "figure", "value")
_STEPS = ("district", "part", "place", "rule", "clause", "told", "amount")
_OF_INDICATOR = (
    "count", "target", "completion", "rate", "fixed_amount", "per_enterprise_amount", "increment_steps",
    "increment_amount", "amount",
)  # fmt: skip
_OF_DISTRICT = ("performance_amount", "amount", "payable", "assessment")


def plain_tables(audit: YearAudit) -> dict[str, pd.DataFrame]:
    """Tables that say again, for SQL, what the year's values say.

    Returns:
        `sources`: every sheet, numbered as `src` everywhere. `excluded`: rows that do not count, by reason.
        `figures`: a line per district, part (indicator or work, `district` for the whole, `city`) and figure,
        as text: whole numbers, exact fractions n/d, words; NULL where not known; `approved` only where people
        approved a sum. `steps`: the working. `tallied`: counts that another office made, with their cells; no
        table where there are none.
    """
    accounts = list(enumerate(audit.accounts))
    tallied = pd.DataFrame([*_tallied(audit)], columns=_TALLIED)
    return {
        "sources": pd.DataFrame(
            [
                (src, each.source.path, each.source.sheet, each.source.sha256, each.source.kind,
                 each.source.rows, each.counted)
                for src, each in accounts
            ],
            columns=_SOURCES,
        ),
        "excluded": pd.DataFrame(
            [(src, reason, number) for src, each in accounts for reason, number in each.excluded.items()],
            columns=_EXCLUDED,
        ),
        "figures": pd.DataFrame([*_figures(audit)], columns=_FIGURES, dtype=object),
        "steps": pd.DataFrame([*_steps(audit)], columns=_STEPS, dtype=object),
        **({"tallied": tallied} if audit.tallied else {}),
    }  # fmt: skip


def _text(value: int | str | Fraction | None) -> str | None:
    return None if value is None else str(value)


def _figures(audit: YearAudit) -> Iterator[Line]:
    for district in audit.result.districts:
        for key, indicator in district.indicators.items():
            yield from ((district.code, key, name, _text(getattr(indicator, name))) for name in _OF_INDICATOR)
        for key, work in district.works.items():
            for name in ("tier", "status", "amount"):
                yield district.code, key, name, _text(getattr(work, name))
        yield from ((district.code, WHOLE, name, _text(getattr(district, name))) for name in _OF_DISTRICT)
        if district.approved is not None:
            yield district.code, WHOLE, "approved", str(district.approved)
    city = audit.result.city
    yield from (("", CITY, f"count {key}", _text(value)) for key, value in city.counts.items())
    for name in ("performance_amount", "base_amount", "amount", "payable"):
        yield "", CITY, name, _text(getattr(city, name))


def _tallied(audit: YearAudit) -> Iterator[Line]:
    """A line an indicator and district; `src` is -1 where no cell speaks of the district."""
    attested = {each.src: int(each.attestation is not None) for each in audit.tallies}
    for key, told in audit.tallied.items():
        for district in audit.result.districts:
            src, row = told.at.get(district.code, (-1, 0))
            source = audit.accounts[src].source if src >= 0 else None
            yield (
                key,
                district.code,
                _text(district.indicators[key].count),
                src,
                row,
                source.columns[told.field] if source else "",
                source.headings[told.field] if source else "",
                told.owner,
                attested.get(src, 0),
            )


def _steps(audit: YearAudit) -> Iterator[Line]:
    for district in audit.result.districts:
        for part, steps in _parts(district):
            for place, each in enumerate(steps, 1):
                yield district.code, part, place, each.rule, each.clause, each.text, _text(each.amount)


def _parts(district: DistrictResult) -> Iterator[tuple[str, tuple[Step, ...]]]:
    yield from ((key, each.steps) for key, each in district.indicators.items())
    yield from ((key, each.steps) for key, each in district.works.items())
    yield WHOLE, district.steps
