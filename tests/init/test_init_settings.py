"""The settings file of a new workspace: nothing is set, everything can be, and each line works as it stands."""

from __future__ import annotations

import re
import tomllib

import pytest
from forms import YEARS, made

from gzaudit.errors import SettingsError
from gzaudit.init.settings_text import sections, settings_text
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import choose, load_policy
from gzaudit.read.kinds import kinds
from gzaudit.settings import FILE, load_settings

NAMES = {each.name for each in DISTRICTS}


def loaded(folder, text, year=2025):
    (folder / FILE).write_text(text, encoding="utf-8")
    return load_settings(folder, year, set(kinds()), NAMES)


def allowed(folder, text, year=2025):
    """The keys that the reader of the settings names when it meets one that it does not know."""
    with pytest.raises(SettingsError) as refused:
        loaded(folder, text, year)
    return set(refused.value.expected.removeprefix("可用的设置：").split("、"))


def uncommented(text, *lines):
    """The file with some of its lines, and the headings above them, put in force."""
    kept, heading = [], ""
    for line in text.splitlines():
        if line.startswith("#["):
            heading = line[1:]
        elif line in lines:
            kept += [heading, line[1:]]
    return "\n".join(dict.fromkeys(kept))


@pytest.mark.parametrize("year", YEARS)
def test_nothing_is_set(tmp_path, year):
    workspace = made(tmp_path, year)
    raw = (workspace / FILE).read_bytes()
    assert tomllib.loads(raw.decode()) == {}
    assert load_settings(workspace, year, set(kinds()), NAMES) == loaded(tmp_path, "", year)
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_every_setting_is_in_it(tmp_path):
    told = {each.heading.split(".")[0]: {s.line.split(" ")[0] for s in each.settings}
            for each in sections(2025, load_policy(2025))}  # fmt: skip
    assert set(told) == allowed(tmp_path, "unknown = 1")
    for name in ("hnte", "district", "privacy", "reply"):
        assert told[name] == allowed(tmp_path, f"[{name}]\nunknown = 1")
    for name in ("sources", "budget", "baselines"):
        assert told[name] == allowed(tmp_path, f"[{name}.2025]\nunknown = 1")


@pytest.mark.parametrize("year", YEARS)
def test_every_open_question_that_can_be_read_otherwise_is_in_it(year):
    policy = load_policy(year)
    told = {s.line.split(" ")[0] for each in sections(year, policy) if each.heading == f"readings.{year}"
            for s in each.settings}  # fmt: skip
    assert told == {
        key for key, each in policy.readings.items()
        if any(choice.id != "a" and not choice.unsupported for choice in each.choices)
    }  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_each_line_is_accepted_once_its_mark_is_taken_away(tmp_path, year):
    policy = load_policy(year)
    text = settings_text(year, policy)
    lines = [line for line in text.splitlines() if re.match(r"#[a-zA-Z]", line)]
    assert len(lines) == sum(len(each.settings) for each in sections(year, policy))
    for line in lines:
        settings = loaded(tmp_path, uncommented(text, line), year)
        choose(open_policy(year), {key: switch.choice for key, switch in settings.readings.items()})
    everything = "\n".join(line.removeprefix("#") if re.match(r"#[\[a-zA-Z]", line) else line
                           for line in text.splitlines())  # fmt: skip
    settings = loaded(tmp_path, everything, year)
    assert set(settings.pins) == set(kinds())
    assert settings.budget is not None
    assert settings.budget.total == 12_000_000
    assert settings.baseline.startswith(f"runs/{year - 1}/")
    assert settings.reply_until is not None
    assert settings.reply_until.year == year + 1


def test_defaults_shown_are_the_defaults(tmp_path):
    text = settings_text(2025, load_policy(2025))
    names = ("scope", "use_code_fallback", "district_lists", "patent_flags", "district_findings")
    lines = [line for line in text.splitlines() if line.removeprefix("#").split(" ")[0] in names]
    assert len(lines) == len(names)
    assert loaded(tmp_path, uncommented(text, *lines)) == loaded(tmp_path, "")
    (method,) = [line for line in text.splitlines() if line.startswith("#method")]
    assert loaded(tmp_path, uncommented(text, method)).budget.method == "none"


def test_each_setting_is_explained_in_one_line(tmp_path):
    lines = settings_text(2025, load_policy(2025)).splitlines()
    for at, line in enumerate(lines):
        if re.match(r"#[a-zA-Z]", line):
            assert lines[at - 1].startswith("# "), line
            assert len(lines[at - 1]) > 6
