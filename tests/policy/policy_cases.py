"""Helpers of the policy tests: the policies' files as texts, and copies of them that can be spoiled."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gzaudit.policy import load
from gzaudit.policy.find import CASES, CLAUSES, FILES, POLICY, READINGS, PolicyFiles, parse
from gzaudit.policy.load import check_policy

YEARS = (2023, 2025)
FOLDERS = {year: Path(load.__file__).parents[1] / "policies" / str(year) for year in YEARS}
TEXTS = {
    year: {name: (FOLDERS[year] / name).read_text(encoding="utf-8") for name in (*FILES, CASES)}
    for year in YEARS
}
POLICY_TEXT, CLAUSES_TEXT, READINGS_TEXT = (TEXTS[2025][name] for name in (POLICY, CLAUSES, READINGS))


@cache
def table(year, name, text):
    """A file's content; texts that did not change are parsed once."""
    return parse(text, f"{year}/{name}")


def files(year, **changed):
    """A policy's files, some of them with another text: `policy`, `clauses`, `readings`."""
    texts = {name: changed.get(name.removesuffix(".toml"), TEXTS[year][name]) for name in FILES}
    tables = {
        name: table(year, name, text) if text == TEXTS[year][name] else parse(text, f"{year}/{name}")
        for name, text in texts.items()
    }
    return PolicyFiles(str(year), "gzaudit", FOLDERS[year], texts, tables)


@cache
def policy(year):
    return check_policy(files(year))


def folder(tmp_path, year=2025, **changed):
    """A policy folder on disk, some of its files with another text: also `cases`."""
    made = tmp_path / str(year)
    made.mkdir(exist_ok=True)
    for name, text in TEXTS[year].items():
        (made / name).write_bytes(changed.get(name.removesuffix(".toml"), text).encode())
    return made


def swapped(text, old, new):
    """Replace one passage that must be there exactly once."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def check(error, file, key, found, allowed):
    """A refusal names file, key, what was found and what is allowed, and exits with 4."""
    assert error.exit_code == 4
    assert error.where == f"{file}：{key}"
    assert found in error.found
    assert allowed in error.expected
    assert "docs/policy-format.md" in error.action
    for part in (error.where, error.found, error.expected):
        assert part in str(error)
