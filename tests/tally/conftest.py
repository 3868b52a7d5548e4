"""One year, its tally, and both runs: made once, never changed."""

from __future__ import annotations

import pytest
from cli.cli_support import inside
from tally.tallying import instead, tally, year_with_lists


@pytest.fixture(scope="session")
def lists(tmp_path_factory):
    """A year with all its lists, computed."""
    workspace = year_with_lists(tmp_path_factory.mktemp("lists"))
    assert inside("compute", 2025, "-w", workspace).code == 0
    return workspace


@pytest.fixture(scope="session")
def book(lists, tmp_path_factory):
    """Its tally."""
    path = tmp_path_factory.mktemp("tally") / "汇总数.xlsx"
    ended = tally(lists, path)
    assert ended.code == 0, ended.err
    return path


@pytest.fixture(scope="session")
def told(lists, book, tmp_path_factory):
    """The same year with the tally in place of the statistics lists, computed."""
    workspace = instead(tmp_path_factory.mktemp("told"), lists, book)
    ended = inside("compute", 2025, "-w", workspace)
    assert ended.code == 0, ended.err
    (workspace / "screen.txt").write_text(ended.err, encoding="utf-8")
    return workspace
