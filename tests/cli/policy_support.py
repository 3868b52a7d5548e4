"""The policy commands, run as a person would, and policies of a workspace to run them on."""

from __future__ import annotations

import re

from cli_support import inside, speaks


def said(*args, code=0):
    """Standard output of a run that ends with this code, as lines without rules of tables."""
    ended = inside("policy", *args)
    assert ended.code == code, ended.err
    return ended.out.decode()


def squeezed(text):
    return re.sub(r"[\s│┃]", "", text)


def refused(code, *args, words=()):
    """Refused with one Chinese message."""
    ended = inside("policy", *args)
    assert ended.code == code, (ended.code, ended.err)
    speaks(ended.err, *words)
    return ended


def copied(workspace, year=2030, source=2025, **changes):
    """A policy of the workspace, with passages of policy.toml said otherwise."""
    said("new", year, "--from", source, "-w", workspace)
    path = workspace / "policies" / str(year) / "policy.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes.values():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path.parent
