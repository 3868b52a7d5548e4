"""The catalogue of messages against the contract, and against what the package emits."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

import gzaudit
from gzaudit.findings import SEVERITIES, catalogue
from gzaudit.resolve.identity_findings import _UNRESOLVED

# Interface §5, word for word. `unresolved` is listed three times, by list.
CONTRACT = {
    "error": [
        "source_missing",
        "target_missing",
        "target_zero",
        "target_invalid",
        "versions_overlap",
        "precision_lost",
        "formula_uncalculated",
        "cell_error",
        "id_number",
        "name_ambiguous",
        "possible_same_firm",
        "unresolved",
        "code_with_two_names",
        "district_unresolved",
        "counts_disagree",
        "decision_invalid",
        "decision_conflict",
    ],
    "warning": [
        "malformed",
        "bad_check",
        "resolved_by_name",
        "names_differ",
        "name_with_two_codes",
        "matched_by_name_only",
        "not_legal_entity",
        "wrong_period",
        "acceptance_missing",
        "out_of_year",
        "certificate_year",
        "revoked",
        "district_conflict",
        "outside_city",
        "sheet_unrecognised",
        "sheet_hidden",
        "total_disagrees",
        "acceptance_disagrees",
        "decision_unused",
    ],
    "info": [
        "duplicate",
        "code_cleaned",
        "renamed",
        "former_district",
        "not_invention",
        "grant_out_of_year",
        "personal_column_dropped",
    ],
}
PAIRS = [(severity, code) for severity, codes in CONTRACT.items() for code in codes]
# In the contract, and emitted once the lists that they speak of are evaluated.
NOT_YET_LIVE = {
    "counts_disagree",
    "decision_invalid",
    "decision_conflict",
    "decision_unused",
    "acceptance_disagrees",
}
ROOT = Path(gzaudit.__file__).parent


@pytest.mark.parametrize(("severity", "code"), PAIRS)
def test_every_code_of_the_contract_has_its_severity(severity, code):
    assert catalogue()[code].severity == severity


def test_unresolved_differs_by_list():
    assert _UNRESOLVED["hnte"] == "error"
    assert {_UNRESOLVED[kind] for kind in ("above_scale", "above_scale_tech_services")} == {"warning"}
    assert _UNRESOLVED["patent_grants"] == "info"


@pytest.mark.parametrize("code", catalogue())
def test_every_message_is_whole_and_chinese(code):
    message = catalogue()[code]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", code)
    assert message.severity in SEVERITIES
    assert message.owner in {"市局", "区", "数据提供单位", "本工具"}
    assert message.to_district in {"full", "plain", "none"}
    for text in (message.title, message.expected, message.action):
        assert text
        assert text == text.strip()
        assert not text.endswith("。")
    for text in (message.title, message.action):
        assert re.search(r"[\u4e00-\u9fff]", text)


def test_the_file_has_no_other_keys():
    text = (resources.files("gzaudit") / "data" / "messages.toml").read_text(encoding="utf-8")
    allowed = {"severity", "owner", "title", "expected", "action", "to_district"}
    for code, entry in tomllib.loads(text).items():
        assert set(entry) <= allowed, code
        assert allowed - {"to_district"} <= set(entry), code


def test_titles_are_told_apart():
    titles = [message.title for message in catalogue().values()]
    assert len(titles) == len(set(titles))


def words(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def emitted(path: Path) -> set[str]:
    """First arguments of Batch(…), one(…) and local helpers called batch(…), where they are plain text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"Batch", "one", "batch"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


SOURCES = sorted(path for path in ROOT.rglob("*.py") if "templates" not in path.parts)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_code_that_is_emitted_is_in_the_catalogue(path):
    assert emitted(path) <= set(catalogue())


def test_every_code_of_the_catalogue_is_emitted_somewhere():
    said = set().union(*(words(path) for path in SOURCES))
    assert set(catalogue()) - said <= NOT_YET_LIVE
