"""Hold a policy against its official text: every number and boundary word at its clause, and back again.

Three questions: does each claim of a rule stand at its clause; is each clause of the policy in the text and
each clause of the text in the policy; is there a number at a cited clause that no rule uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from gzaudit.policy.lint.claim_check import TOTALS, ClauseText, check, is_number
from gzaudit.policy.lint.claims import cited, claims, told_by_the_whole
from gzaudit.policy.lint.official_text import ANNEX, HEAD, TAIL, locate, nearest, parts, split
from gzaudit.policy.model_named import NamedPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gzaudit.policy.lint.claim import Claim
    from gzaudit.policy.load_named import AnyPolicy

Status = Literal["ok", "missing", "word_missing", "clause_missing", "unused_number", "unchecked"]

ERRORS: Final[tuple[Status, ...]] = ("missing", "word_missing", "clause_missing")
"""Statuses under which the policy and its text disagree; the others only inform."""

STATUS_NAMES: Final[Mapping[Status, str]] = {
    "ok": "相符",
    "missing": "该条没有这个数或词",
    "word_missing": "界限词不符",
    "clause_missing": "没有这一条",
    "unused_number": "未被规则用到的数",
    "unchecked": "没有官方文本，未核对",
}
_EXCERPT: Final = 40
_BEFORE: Final = 14


@dataclass(frozen=True, slots=True)
class LintLine:
    """One line of the comparison.

    Attributes:
        rule: id of the rule; "" where a line concerns a whole clause.
        clause: id of the clause.
        claim: what is claimed, or the number that no rule uses, in Chinese.
        status: see STATUS_NAMES.
        excerpt: at most 40 characters of the text around the place.
        detail: what stands there instead, or where to look; "" if all is well.
    """

    rule: str
    clause: str
    claim: str
    status: Status
    excerpt: str = ""
    detail: str = ""


def lint_policy(policy: AnyPolicy, text: str | None) -> tuple[LintLine, ...]:
    """Compare a policy with its official text.

    Args:
        policy: the policy.
        text: the notice as text, however its lines are broken; None if there is none.

    Returns:
        A line for each claim in the order of the rules, then clauses that only one side has, then numbers
        that no rule uses. Without a text every claim is `unchecked`.
    """
    wanted = claims(policy)
    if text is None:
        return tuple(
            LintLine(each.rule, each.clause, each.what, "unchecked") for each in wanted if each.needed
        )
    places = split(text)
    found = {
        clause: place
        for clause in (*policy.clauses, *(claim.clause for claim in wanted), *cited(policy))
        if (place := locate(places, clause))
    }
    return (
        *_claims(wanted, places, found),
        *_clauses(policy, places, found, {claim.clause for claim in wanted}),
        *_unused(policy, places, found, wanted),
    )


def _claims(
    wanted: tuple[Claim, ...], places: Mapping[str, str], found: Mapping[str, str]
) -> Iterator[LintLine]:
    texts = {clause: ClauseText(places[place]) for clause, place in found.items()}
    for claim in wanted:
        said = claim.rule, claim.clause, claim.what
        if claim.clause in texts:
            clause = texts[claim.clause]
            outcome = check(claim, clause)
            if outcome.verdict:
                yield LintLine(*said, outcome.verdict, _excerpt(clause.text, outcome.at), outcome.detail)
        elif claim.needed:
            yield LintLine(*said, "clause_missing", "", _near(places, claim.clause))


def _clauses(
    policy: AnyPolicy, places: Mapping[str, str], found: Mapping[str, str], claimed: set[str]
) -> Iterator[LintLine]:
    """Clauses that the text lacks (those with claims have lines already), and those that the policy lacks."""
    for clause in policy.clauses:
        if clause not in claimed and clause not in found:
            yield LintLine("", clause, "条款", "clause_missing", "", _near(places, clause))
    known = [found[clause] for clause in policy.clauses if clause in found]
    for place in _leaves(places):
        if place != ANNEX and not any(_covers(each, place) for each in known):
            told = "文本有这一条，条款文件里没有"
            yield LintLine("", place, "条款", "clause_missing", _excerpt(places[place], 0), told)


def _unused(
    policy: AnyPolicy, places: Mapping[str, str], found: Mapping[str, str], wanted: tuple[Claim, ...]
) -> Iterator[LintLine]:
    """What stands at a cited clause, or in an introduction to it, and no rule claims: numbers and districts.

    A number counts if it has a unit or follows a district's name in a table.
    """
    rules = [found[clause] for clause in cited(policy) if clause in found]
    common = told_by_the_whole(policy)
    districts = () if isinstance(policy, NamedPolicy) else tuple(policy.districts.values())
    leaves = set(_leaves(places))
    for place in (each for each in places if each in leaves or parts(each)[-1] == HEAD):
        if not any(_covers(rule, place) or _introduces(place, rule) for rule in rules):
            continue
        near = [each for each in wanted if each.clause in found and _covers(found[each.clause], place)]
        clause = ClauseText(places[place])
        rows = {number for name in (*districts, *TOTALS) for number in clause.following(name)}
        for number in clause.found:
            told = any(is_number(claim, number, clause.scale) for claim in (*near, *common))
            shown = clause.text[number.start : number.end]
            # 一批 and 一年 count nothing.
            if not told and (
                number in rows or (number.unit and not (number.value == 1 and shown[0] == "一"))
            ):
                yield _unused_line(place, clause.text, number.start, shown, "没有规则用到；请确认不影响补助")
        for name in districts:
            if name in clause.text and not any(name in (*each.names, *each.others) for each in near):
                at = clause.text.index(name)
                yield _unused_line(place, clause.text, at, name, "引用此条的规则里没有这个区")


def _unused_line(place: str, text: str, at: int, shown: str, detail: str) -> LintLine:
    return LintLine("", place, shown, "unused_number", _excerpt(text, at), detail)


def _leaves(places: Mapping[str, str]) -> Iterator[str]:
    """The places without items: each sentence of the text stands in one of them or in an introduction."""
    numbered = {
        place: parts(place) for place in places if place == HEAD or parts(place)[-1] not in (HEAD, TAIL)
    }
    inner = {own[:depth] for own in numbered.values() for depth in range(1, len(own))}
    return (place for place, own in numbered.items() if own not in inner)


def _covers(clause: str, place: str) -> bool:
    """Whether a clause is a place, or holds it; what closes an article stands in its last item as well."""
    outer, inner = parts(clause), parts(place)
    if outer[-1] == TAIL:
        outer = outer[:-1]
    return inner[: len(outer)] == outer


def _introduces(place: str, clause: str) -> bool:
    """Whether a place is the introduction of a clause that holds the given one."""
    head = parts(place)
    return len(head) > 1 and head[-1] == HEAD and parts(clause)[: len(head) - 1] == head[:-1]


def _near(places: Mapping[str, str], clause: str) -> str:
    found = "、".join(nearest(places, clause))
    return f"文本里没有“{clause}”；相近的有：{found}" if found else "文本里一条也没有认出来"


def _excerpt(text: str, at: int | None) -> str:
    """At most 40 characters around a place, on one line."""
    begin = max(0, min((at or 0) - _BEFORE, len(text) - _EXCERPT))
    return text[begin : begin + _EXCERPT].replace("\n", " ")
