"""What may be supposed of a district, by the words that people use for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from gzaudit.normalise.single import dense_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gzaudit.policy.model import Policy

Kind = Literal["count", "input", "found", "flag", "base", "assessment"]
VERDICTS: Final[Mapping[str, Mapping[str, str | None]]] = {
    "base": {"通过": "accepted", "不通过": "rejected", "未验收": "not_assessed"},
    "assessment": {"通过": "passed", "不通过": "failed", "未核定": None},
}
YES_NO: Final = {"是": True, "否": False}


class Thing(NamedTuple):
    """A thing that may be supposed.

    Attributes:
        kind: what it is.
        key: of the indicator, column, measure or flag; "" for conclusions.
        name: what people read.
    """

    kind: Kind
    key: str
    name: str

    @property
    def values(self) -> tuple[str, ...]:
        """The words for what it may be; () for whole numbers."""
        if self.kind in VERDICTS:
            return tuple(VERDICTS[self.kind])
        return tuple(YES_NO) if self.kind == "flag" else ()


def things(policy: Policy) -> dict[str, Thing]:
    """Everything that a policy's amounts hang on, by key and by Chinese name, as people may type it."""
    found: dict[str, Thing] = {}
    for word, thing in _named(policy):
        # A word that stands for two things stands for the first; each has its key as well.
        found.setdefault(dense_text(word), thing)
    return found


def _named(policy: Policy) -> Iterator[tuple[str, Thing]]:
    for rule in policy.indicators:
        yield from _both(Thing("count", rule.key, rule.name))
    for key, heading in {**policy.columns, **policy.optional_columns}.items():
        yield from _both(Thing("input", key, heading))
    if any(work.key == "base" for work in policy.works):
        yield from (("基础验收", Thing("base", "", "基础验收")), ("base", Thing("base", "", "基础验收")))
    yield "绩效考核", Thing("assessment", "", "绩效考核")
    yield "assessment", Thing("assessment", "", "绩效考核")
    for rule in policy.indicators:
        if rule.exclusion:
            yield from _both(Thing("flag", rule.exclusion.flag, rule.exclusion.heading))
    # Where people conclude on work done, its quantities alone change no amount.
    listed_work = [work for work in policy.works if work.decided_by == "list"]
    for key in dict.fromkeys(
        item.measure for work in listed_work for group in work.groups for item in group.items
    ):
        yield from _both(Thing("found", key, policy.measures[key].name))


def _both(thing: Thing) -> Iterator[tuple[str, Thing]]:
    yield thing.key, thing
    yield thing.name, thing


def listed(policy: Policy) -> str:
    """All of them, for a message: name and key."""
    told = dict.fromkeys(things(policy).values())
    return "、".join(f"{each.name}（{each.key}）" if each.key else each.name for each in told)
