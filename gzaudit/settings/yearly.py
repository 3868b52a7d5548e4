"""What is set for one year: files by kind, the budget, readings that were switched, last year's result."""

from __future__ import annotations

from typing import Any

from gzaudit.settings.model import Budget, Switch
from gzaudit.settings.values import of_year, refuse, table, whole


def read_pins(sources: dict[str, Any], year: int, kinds: set[str]) -> dict[str, tuple[str, ...]]:
    """`[sources.YEAR]`.

    Raises:
        SettingsError: an unknown kind, or something else than a list of file names.
    """
    pinned = table(of_year(sources, "sources", year), f"[sources.{year}]", kinds)
    for kind, files in pinned.items():
        if (
            not isinstance(files, list)
            or not files
            or not all(isinstance(file, str) and file for file in files)
        ):
            raise refuse(
                f"[sources.{year}] {kind}", repr(files), '文件名的列表，如 ["data/2025/第一批*.xlsx"]'
            )
    return {kind: tuple(files) for kind, files in pinned.items()}


def read_budget(budgets: dict[str, Any], year: int, districts: set[str]) -> Budget | None:
    """`[budget.YEAR]`; None where it is not there.

    Raises:
        SettingsError: an unknown key or district, a sum that is none, or another method.
    """
    where = f"[budget.{year}]"
    said = table(of_year(budgets, "budget", year), where, {"total", "districts", "method"})
    if str(year) not in budgets:
        return None
    method = said.get("method", "none")
    if method not in ("none", "proportional"):
        raise refuse(where, f"method = {method!r}", '"none" 或 "proportional"')
    shares = table(said.get("districts", {}), f"{where} districts", districts)
    return Budget(
        whole(said["total"], f"{where} total") if "total" in said else None,
        {name: whole(value, f"{where} districts {name}") for name, value in shares.items()},
        method,
    )


def read_readings(years: dict[str, Any], year: int) -> dict[str, Switch]:
    """`[readings.YEAR]`. Which questions exist is the policy's to say; each switch must have a reason.

    Raises:
        SettingsError: a switch without choice or reason.
    """
    found = {}
    for key, value in of_year(years, "readings", year).items():
        where = f"[readings.{year}] {key}"
        said = table(value, where, {"choice", "reason"})
        for part in ("choice", "reason"):
            text = said.get(part)
            if not isinstance(text, str) or not text.strip():
                raise refuse(
                    where, f"{part} 没有写" if text is None else f"{part} = {text!r}",
                    '{ choice = "b", reason = "为什么换这种读法" }，两项都要写',
                )  # fmt: skip
        found[key] = Switch(said["choice"], " ".join(said["reason"].split()))
    return found


def read_baseline(years: dict[str, Any], year: int) -> str:
    """`[baselines.YEAR] result`; "" where none is named.

    Raises:
        SettingsError: it is no file name.
    """
    where = f"[baselines.{year}]"
    said = table(of_year(years, "baselines", year), where, {"result"})
    path = said.get("result", "")
    if not isinstance(path, str) or ("result" in said and not path.strip()):
        raise refuse(where, f"result = {path!r}", f'result = "runs/{year - 1}/…/result.json"')
    return path
