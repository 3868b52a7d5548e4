"""Years whose workbooks are worked out anew: the samples, random ones, budgets, and every other reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from oracle import build_workspace
from pages.page_runs import sample_copy

from gzaudit.audit import YearAudit
from gzaudit.commands.job import prepare
from gzaudit.pipeline import audit_year
from gzaudit.policy.load import load_policy
from gzaudit.read.year import read_year
from gzaudit.render.books import city_book, district_book
from gzaudit.render.xlsx import write_book

SETTINGS = "gzaudit.toml"
# Sheets beside those of the indicators that figures are worked out on.
_SHEETS = ("汇总", "应付金额", "付款汇总", "高企名单", "规上科服名单", "科小名单", "有效期内高企名单")


class Lists:
    """A workspace that is read once and audited under several settings."""

    def __init__(self, workspace: Path, year: int) -> None:
        """Read a workspace of one's own."""
        self.workspace, self.year = workspace, year
        self._read = read_year(workspace, year, {}, lambda _: None)

    def audit(self, settings: str = "") -> YearAudit:
        """The year audited under settings."""
        if settings:
            (self.workspace / SETTINGS).write_text(settings, encoding="utf-8")
        return audit_year(prepare(self.year, self.workspace, counts_only=False), self._read)


def other_readings(year: int) -> list[tuple[str, str]]:
    """Every choice of a reading that the tool computes and that is not the default."""
    return [
        (key, choice.id)
        for key, reading in load_policy(year).readings.items()
        for choice in reading.choices[1:]
        if choice.sets
    ]


def switched(year: int, *choices: tuple[str, str]) -> str:
    """The settings that switch readings."""
    lines = [f'{key} = {{ choice = "{letter}", reason = "试算" }}' for key, letter in choices]
    return "\n".join([f"[readings.{year}]", *lines])


def budget(total: int | None, **districts: int) -> str:
    """The settings of a budget for 2025."""
    own = ", ".join(f'"{name}" = {amount}' for name, amount in districts.items())
    lines = ["[budget.2025]", 'method = "proportional"', f"districts = {{ {own} }}"]
    return "\n".join(lines + ([] if total is None else [f"total = {total}"]))


def random_lists(folder: Path, seed: int) -> Lists:
    """A random messy year."""
    workspace = folder / f"workspace-{seed}"
    workspace.mkdir()
    build_workspace(workspace, seed)
    return Lists(workspace, 2025)


def approving(workspace: Path, **amounts: int) -> Lists:
    """A workspace of one's own in which people approved amounts."""
    lines = ["事项,区,决定,依据,决定人,复核人"]
    lines += [f"amount,{name},{amount},会议纪要,张三,李四" for name, amount in amounts.items()]
    (workspace / "data" / "2025" / "人工复核决定.csv").write_text("\n".join(lines), encoding="utf-8")
    return Lists(workspace, 2025)


def all_years(folder: Path) -> dict[str, YearAudit]:
    """The years, each under a name that files may have."""
    sample, first = Lists(sample_copy(), 2025), Lists(sample_copy(), 2023)
    years = {"sample-2025": sample.audit(), "sample-2023": first.audit()}
    messy = {seed: random_lists(folder, seed) for seed in range(5)}
    years |= {f"random-{seed}": lists.audit() for seed, lists in messy.items()}
    for key, letter in other_readings(2025):
        years[f"random-{key}{letter}"] = messy[3].audit(switched(2025, (key, letter)))
    several = [("A1", "b"), ("A2", "b"), ("A3", "b"), ("A4", "b"), ("A5", "b")]
    years["sample-several"] = sample.audit(switched(2025, *several))
    for key, letter in other_readings(2023):
        years[f"first-{key}{letter}"] = first.audit(switched(2023, (key, letter)))
    years["budget-city"] = messy[0].audit(budget(5_000_001))
    years["budget-both"] = sample.audit(budget(4_321_987, 天河区=700_000, 黄埔区=333_333))
    years["budget-own"] = messy[0].audit(budget(None, 天河区=70_000))
    years["budget-enough"] = messy[0].audit(budget(99_000_000))
    approved = approving(sample_copy(), 天河区=123_457, 荔湾区=0)
    years["approved-claims"] = approved.audit()
    years["approved-city"] = approved.audit(budget(4_321_987))
    years["approved-both"] = approved.audit(budget(4_321_987, 天河区=7, 黄埔区=333_333))
    years["approved-own"] = approved.audit(budget(None, 黄埔区=70_000))
    years["approved-all"] = approved.audit(budget(100_000))
    years["budget-unknown"] = messy[4].audit(budget(1_000_000))
    return years


def write_books(folder: Path, name: str, audit: YearAudit) -> list[Path]:
    """The city's workbook and those of its districts; of a variant, what sums are made of and one district."""
    whole = name.startswith(("sample-20", "random-")) and name[7:].isdigit()
    city, districts = city_book(audit), audit.result.districts
    if not whole:
        kept = {*_SHEETS, *(each.name for each in audit.indicators)}
        city = replace(city, tables=tuple(each for each in city.tables if each.name in kept), contents="")
    paths = [folder / f"{name}-city.xlsx"]
    write_book(paths[0], city)
    for district in districts if name.startswith("sample-20") else districts[3:4]:
        paths.append(folder / f"{name}-{district.code}.xlsx")
        write_book(paths[-1], district_book(audit, district))
    return paths
