"""The register beside the cases: what a policy says that no sum would show, held against what people noted.

Titles, headings and citations move no yuan, so no worked case can notice that one of them was changed.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from gzaudit.policy.cases.model import CaseHead, CaseResult
from gzaudit.policy.cases.words import NONE
from gzaudit.policy.find import CLAUSES, POLICY, READINGS
from gzaudit.policy.model_grants import ByLevel
from gzaudit.policy.model_named import NamedPolicy
from gzaudit.policy.readings import rules_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.load_named import AnyPolicy
    from gzaudit.policy.model import Policy
    from gzaudit.policy.model_grants import Grant
    from gzaudit.policy.table import Table

_WORDS: Final = ("word", "from_word", "step_word", "until_word", "each_word")


def facts_of(files: PolicyFiles, policy: AnyPolicy) -> dict[str, Any]:
    """What a policy's files say that no sum shows, in the shape of the `facts` table.

    `rules` holds each clause's rules with their boundary words, in the order of the file; `texts` is a digest
    of the sentences of clauses.toml and readings.toml, which are too long to be written twice.
    """
    return {
        "id": policy.id,
        "title": policy.title,
        "document": [policy.document.short, policy.document.title, policy.document.number],
        "words": list(policy.words),
        **(_of_named(policy) if isinstance(policy, NamedPolicy) else _of_year(policy)),
        "texts": _digest(files),
        **({} if isinstance(policy, NamedPolicy) else _tables_of_year(policy)),
        "rules": _rules(files),
        "readings": {
            key: [
                reading.clause,
                "要测算" if reading.arithmetic else "不测算",
                *(choice.id + ("（不计算）" if choice.unsupported else "") for choice in reading.choices),
            ]
            for key, reading in policy.readings.items()
        },
    }


def _of_named(policy: NamedPolicy) -> dict[str, Any]:
    return {
        "name": policy.name,
        "mark": policy.mark,
        "validity": [policy.valid_from, policy.valid_to],
        "names": [
            *(f"{each.name}（{each.who}，{each.base or '定额'}）" for each in policy.grants),
            *(f"{each.group} {each.name}（{each.unit}）" for each in policy.goals),
        ],
        "aliases": [alias for each in policy.grants for alias in _aliases(each)],
    }


def _aliases(grant: Grant) -> tuple[str, ...]:
    """What lists may call a grant and its levels."""
    levels = grant.award.levels if isinstance(grant.award, ByLevel) else ()
    return (*grant.aliases, *(alias for level in levels for alias in level.aliases))


def _of_year(policy: Policy) -> dict[str, Any]:
    flags = [each.exclusion.heading for each in policy.indicators if each.exclusion]
    payment = policy.payment
    return {
        "service": [policy.service_from, policy.service_to],
        "headings": [*policy.columns.values(), *policy.optional_columns.values(), *flags],
        "names": [*(each.name for each in policy.indicators), *(each.name for each in policy.works)],
        "payment": [payment.condition, payment.failed, payment.base_rejected],
        "enterprises": [policy.enterprises.revoked, policy.enterprises.quasi_units],
    }


def _tables_of_year(policy: Policy) -> dict[str, Any]:
    return {
        "districts": dict(policy.districts),
        "measures": {key: f"{each.name}（{each.unit}）" for key, each in policy.measures.items()},
    }


def _rules(files: PolicyFiles) -> dict[str, list[str]]:
    """The rules of each clause with their boundary words."""
    rules: dict[str, list[str]] = {}
    for table in rules_of(files.tables[POLICY].data):
        words = [table[key] for key in _WORDS if key in table]
        rules.setdefault(table["clause"], []).append(" ".join([table["id"], *words]))
    return rules


def _digest(files: PolicyFiles) -> str:
    """The first half of a digest over clauses and the sentences of the readings, in their order."""
    readings = [
        [table.text("id"), table.text("question"), table.text("reason")]
        + [[each.text("meaning"), each.data.get("unsupported")] for each in table.tables("choices")]
        for table in files.tables[READINGS].tables("readings")
    ]
    content = json.dumps([files.tables[CLAUSES].data, readings], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def check_facts(table: Table, files: PolicyFiles, policy: AnyPolicy) -> CaseResult:
    """Hold the register against the policy's files.

    Raises:
        PolicyError: the register has other keys than it must have (exit 4).
    """
    found = facts_of(files, policy)
    table.expect(" ".join(found))
    for key, actual in found.items():
        if isinstance(actual, dict):
            table.table(key)
    differences = []
    for key, actual in found.items():
        noted = table.data[key]
        if isinstance(actual, dict):
            differences += _by_key(key, noted, actual)
        elif noted != actual:
            differences.append(_differ(key, noted, actual))
    name = "规则里给人看的文字和各条规则的出处，与登记的一致"
    case = CaseHead("登记", name, "见 cases.toml 的 [facts]")
    return CaseResult(
        case=case,
        ok=not differences,
        differences=tuple(differences),
        given="policy.toml、clauses.toml、readings.toml",
        expected=f"登记的 {len(found)} 项",
        found="与登记一致" if not differences else f"{len(differences)} 处不同",
        clauses=(),
    )


def _by_key(name: str, noted: Mapping[str, Any], actual: Mapping[str, Any]) -> list[str]:
    keys = dict.fromkeys((*noted, *actual))
    differences = [
        _differ(f"{name}.{key}", noted.get(key), actual.get(key))
        for key in keys
        if noted.get(key) != actual.get(key)
    ]
    if not differences and list(noted) != list(actual):
        differences.append(_differ(f"{name} 的次序", list(noted), list(actual)))
    return differences


def _differ(key: str, noted: Any, actual: Any) -> str:
    return f"{key}：应为 {_shown(noted)}，实际 {_shown(actual)}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(str(each) for each in value)
    return NONE if value is None else str(value)
