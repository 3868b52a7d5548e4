"""Help, kinds, findings and the demo's screen in the documents are what the program says of itself."""

from __future__ import annotations

import re

import pytest
from generated import BLOCK, MAKERS, ROOT, commands, documents, rewritten, sample_run

from gzaudit.findings import catalogue
from gzaudit.read.kinds import kinds

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_the_parts_are_current(path):
    assert path.read_text(encoding="utf-8") == rewritten(path), "运行 make docs"


def test_every_part_is_shown_once():
    shown = [
        part for path in documents() for _, part, _, _ in BLOCK.findall(path.read_text(encoding="utf-8"))
    ]
    assert sorted(shown) == sorted(MAKERS)


def test_every_command_has_its_help_block():
    for words in commands():
        assert f"$ {' '.join(('gzaudit', *words, '--help'))}\n" in README


def test_every_kind_and_code_has_its_line():
    findings = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert re.findall(r"<br>`(\w+)` \|", README) == list(kinds())
    assert sorted(re.findall(r"^\| `(\w+)` \|", findings, re.MULTILINE)) == sorted(catalogue())


def test_the_files_told_are_those_written():
    workspace, _ = sample_run()
    (run,) = (workspace / "runs" / "2025").glob("[!.]*")
    told = set(
        re.findall(r"^\| `([^`]+\.(?:xlsx|html|json|log|db|csv)|SHA256SUMS)` \|", README, re.MULTILINE)
    )
    # Lists are told as a whole.
    paths = [path.relative_to(run) for path in run.rglob("*") if path.is_file()]
    written = {str(path.with_name("*.csv") if path.suffix == ".csv" else path) for path in paths}
    assert told == {path for path in written if not path.startswith("各区/") or "天河区" in path}
