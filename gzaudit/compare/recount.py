"""Counts under other rules, formed from what a run's database holds of its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gzaudit.match.counts import count_by_district, counted, missing_lists
from gzaudit.match.membership import Membership
from gzaudit.read.kinds import kinds
from gzaudit.resolve.levels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import CountRule, Policy


class Recounted(NamedTuple):
    """Counts under other rules.

    Attributes:
        counts: by district and indicator, only those that the rules form otherwise.
        lacks: what would have to be there to form them, a phrase each; empty where they were formed.
    """

    counts: Mapping[str, Mapping[str, int | None]]
    lacks: tuple[str, ...]


def lists_there(audit: YearAudit) -> set[str]:
    """Kinds of list that a run read."""
    return {account.source.kind for account in audit.accounts if account.source.kind}


def counted_firms(audit: YearAudit, rule: CountRule) -> pd.DataFrame | None:
    """The enterprises behind a count (see `match.counts.counted`).

    None where its lists were not read, or where the run did not keep what the rule asks for.
    """
    if missing_lists(rule, lists_there(audit)) or _not_kept(audit, rule):
        return None
    return counted(rule, _membership(audit))


def recounted(audit: YearAudit, policy: Policy) -> Recounted:
    """The counts that a policy forms otherwise than the run did.

    Args:
        audit: the run.
        policy: another, with the same indicators.
    """
    own = audit.policy
    if own is None:
        return Recounted({}, ("该次运行只计家数",))
    lacks = list(_unlike(own, policy))
    counts: dict[str, dict[str, int | None]] = {code: {} for code in policy.districts}
    rules = {each.key: each for each in own.indicators}
    for then in policy.indicators:
        now = rules.get(then.key)
        if now is None or then.count == now.count:
            continue
        if short := _lacking(audit, now.count, then.count, then.key):
            lacks.append(short)
            continue
        found = count_by_district(then.count, _membership(audit), lists_there(audit))
        for code in policy.districts:
            counts[code][then.key] = found.get(code)
    return Recounted({} if lacks else counts, tuple(lacks))


def _unlike(own: Policy, policy: Policy) -> Iterator[str]:
    """What only reading the lists anew could tell."""
    if own.enterprises.revoked != policy.enterprises.revoked:
        yield "要重新比对名单：已取消资格的企业计不计，运行数据库里没有两种结果"
    if own.enterprises.quasi_units != policy.enterprises.quasi_units:
        yield "要重新比对名单：视同法人单位计不计，运行数据库里没有两种结果"
    if dict(own.measures) != dict(policy.measures) or _asked(own) != _asked(policy):
        yield "要按清单重新核查基础工作：运行数据库只有按原读法判定的结果"


def _asked(policy: Policy) -> list[tuple[object, ...]]:
    """What people's work must come to; where a list alone decides, the evaluator asks it itself."""
    return [
        (work.key, group.tier, item.measure, item.at, item.word, item.each, item.each_word)
        for work in policy.works
        if work.decided_by == "people"
        for group in work.groups
        for item in group.items
    ]


def _lacking(audit: YearAudit, now: CountRule, then: CountRule, key: str) -> str:
    missing = missing_lists(then, lists_there(audit))
    if missing:
        return "、".join(f"没有“{kinds()[kind].title}”" for kind in missing)
    if kept := _not_kept(audit, then):
        return f"运行数据库里没有企业在{kept}中的所在区"
    # Only a count that the lists explain can be formed anew from them.
    if not missing_lists(now, lists_there(audit)):
        found = count_by_district(now, _membership(audit), lists_there(audit))
        if any(found.get(each.code) != each.indicators[key].count for each in audit.result.districts):
            return "该次运行的家数不是名单逐家数出来的"
    return ""


def _not_kept(audit: YearAudit, rule: CountRule) -> str:
    """What a rule asks of a list that the run did not keep; "" if nothing."""
    columns = audit.members[rule.list].columns if rule.list in audit.members else ()
    if rule.district != rule.list and f"district_{rule.district}" not in columns:
        return LEVELS.get(rule.district, kinds()[rule.district].title)
    both = f"{rule.both}_first" if rule.owners == "first" else rule.both
    return kinds()[rule.both].title if rule.both and both not in columns else ""


def _membership(audit: YearAudit) -> Membership:
    return Membership(audit.rows, audit.members, ())
