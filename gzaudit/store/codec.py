"""An evaluated year as JSON and tables, and back.

Values are told by the names of their classes; tables of data (DataFrames) stand apart under their own names.
Only classes of the modules named here are ever made from a file: one from elsewhere makes nothing else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gzaudit.errors import InvariantError

if TYPE_CHECKING:
    from collections.abc import Callable

_HOMES: Final = (
    "audit", "result", "findings", "settings.model", "analyse.near", "analyse.sensitivity", "basework.assess",
    "decide.model", "match.account", "match.district_rows", "match.institutions", "read.listing",
    "public.view", "policy.model", "policy.model_readings", "policy.model_rules",
    "policy.model_works", "tally.model",
)  # fmt: skip
# What stages hand on to be gathered into findings; after that nobody reads it again.
_GATHERED: Final = "batches"
_CLASS, _VALUE = "is", "value"


@cache
def known() -> Mapping[str, type]:
    """Every class that may be stored, by name."""
    modules = [import_module(f"gzaudit.{home}") for home in _HOMES]
    return {
        each.__name__: each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__.startswith("gzaudit.") and _fields(each)
    }


def _fields(kind: type) -> tuple[str, ...]:
    """Names of the fields of a dataclass or named tuple; () of anything else."""
    if dataclasses.is_dataclass(kind):
        return tuple(field.name for field in dataclasses.fields(kind))
    return tuple(getattr(kind, "_fields", ()))


@cache
def _optional(kind: type) -> frozenset[str]:
    """Names of the fields of a dataclass that have a default."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    none = dataclasses.MISSING
    return frozenset(
        each.name for each in fields if each.default is not none or each.default_factory is not none
    )


def encode(value: Any, frames: dict[str, pd.DataFrame], name: str = "") -> Any:
    """A value as JSON knows it.

    Args:
        value: what to store.
        frames: takes the tables of data, each under the name of its place, e.g. `members_hnte`.
        name: of the place, "" at the top.

    Raises:
        InvariantError: a value of a kind that cannot be read back.
    """
    kind = type(value)
    if value is None or kind in (str, int, bool):
        return value
    if kind is tuple:
        return [encode(each, frames, _below(name, str(at))) for at, each in enumerate(value, 1)]
    if known().get(kind.__name__) is kind:
        parts = {field: getattr(value, field) for field in _fields(kind) if field != _GATHERED}
        coded = {field: encode(part, frames, _below(name, field)) for field, part in parts.items()}
        return {_CLASS: kind.__name__, **coded}
    word, content = _leaf(value, frames, name)
    return {_CLASS: word, _VALUE: content}


def _leaf(value: Any, frames: dict[str, pd.DataFrame], name: str) -> tuple[str, Any]:
    """What a value that is none of our own is called, and what stands for it."""
    match value:
        case pd.DataFrame():
            frames[name] = value
            return "DataFrame", name
        case Mapping():
            return "Mapping", [
                [key, encode(each, frames, _below(name, str(key)))] for key, each in value.items()
            ]
        case Fraction():
            return "Fraction", str(value)
        case date():
            return "date", value.isoformat()
        case frozenset():
            return "frozenset", sorted(value)
    raise InvariantError(
        "结果里有存不下来的内容", where=name, found=type(value).__name__, action="请联系工具维护人员。"
    )


def _below(name: str, part: str) -> str:
    """The name of a place inside another; `frame` is a table's only content and adds nothing."""
    return name if part == "frame" else f"{name}_{part}" if name else part


def decode(value: Any, frames: Mapping[str, pd.DataFrame]) -> Any:
    """What `encode` made JSON of.

    Raises:
        KeyError, TypeError, ValueError: it is not of that form.
    """
    if isinstance(value, list):
        return tuple(decode(each, frames) for each in value)
    if not isinstance(value, dict):
        return value
    plain: dict[str, Callable[[Any], Any]] = {
        "DataFrame": lambda name: frames[name],
        "Mapping": lambda pairs: {key: decode(each, frames) for key, each in pairs},
        "Fraction": Fraction,
        "date": date.fromisoformat,
        "frozenset": frozenset,
    }
    if value[_CLASS] in plain:
        return plain[value[_CLASS]](value[_VALUE])
    kind = known()[value[_CLASS]]
    optional = _optional(kind)
    parts = {
        field: decode(value[field], frames)
        for field in _fields(kind)
        # What an earlier version did not store yet has its default.
        if field != _GATHERED and (field in value or field not in optional)
    }
    return kind(**parts, **({_GATHERED: ()} if _GATHERED in _fields(kind) else {}))
