"""`[batch]`: the log's level, size and number; no run depends on it."""

from __future__ import annotations

import pytest

from gzaudit.errors import SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.kinds import kinds
from gzaudit.settings import load_settings
from gzaudit.settings.batching import Batching
from gzaudit.settings.load import load_batching


def wrote(workspace, toml):
    (workspace / "gzaudit.toml").write_text(toml, encoding="utf-8")
    return workspace


def all_of(workspace):
    return load_settings(workspace, 2025, set(kinds()), {each.name for each in DISTRICTS})


@pytest.mark.parametrize(
    ("toml", "wanted"),
    [
        ("", Batching("info", 5_000_000, 10)),
        ("[batch]\n", Batching("info", 5_000_000, 10)),
        ('[batch]\nlog_level = "debug"\nlog_size = 1\nlog_keep = 1000\n', Batching("debug", 1_000_000, 1000)),
    ],
)
def test_what_is_set(tmp_path, toml, wanted):
    assert load_batching(wrote(tmp_path, toml)) == wanted


def test_no_settings_file(tmp_path):
    assert load_batching(tmp_path) == Batching()


def test_the_log_makes_no_other_run(tmp_path):
    plain = all_of(wrote(tmp_path, ""))
    assert all_of(wrote(tmp_path, '[batch]\nlog_level = "error"\n')) == plain


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('log_level = "laut"', "'laut'"),
        ("log_level = 3", "3"),
        ("log_size = 0", "0"),
        ("log_size = 1001", "1001"),
        ("log_size = 1.5", "1.5"),
        ("log_keep = true", "True"),
        ('log_keep = "9"', "'9'"),
        ("lauf = 1", "不认识的设置 lauf"),
    ],
)
@pytest.mark.parametrize("load", [load_batching, all_of])
def test_what_cannot_be_set(tmp_path, load, line, found):
    with pytest.raises(SettingsError) as refused:
        load(wrote(tmp_path, f"[batch]\n{line}\n"))
    assert refused.value.found == found
    assert refused.value.where.startswith("gzaudit.toml [batch]")
