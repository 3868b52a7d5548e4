"""Each line of an application list: what it applies for, or why it does not count. Order decides nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from gzaudit.applications import cells
from gzaudit.applications.model import Fate, Sorted
from gzaudit.applications.repeats import without_repeats
from gzaudit.applications.who import People
from gzaudit.findings import Batch, one
from gzaudit.normalise.single import name_key
from gzaudit.policy.model_grants import ByLevel, Share
from gzaudit.result_grants import Application

if TYPE_CHECKING:
    from gzaudit.applications.model import ApplicationList, Line, Reason
    from gzaudit.policy.model_grants import Grant
    from gzaudit.policy.model_named import NamedPolicy

_YUAN: Final = Fraction(1)


def sort_applications(given: ApplicationList, policy: NamedPolicy) -> Sorted:
    """Sort the lines of a list.

    Args:
        given: the list.
        policy: says which grants there are, for which years, and what their lines must state.

    Returns:
        Every line with its fate, and what people are to be told.
    """
    people = People(given.lines)
    sorter = _Sorter(given, policy, people)
    fates = [sorter.fate(at, line) for at, line in enumerate(given.lines)]
    kept, repeats = without_repeats(fates, policy)
    batches = (*given.batches, *people.batches, *sorter.batches, *repeats)
    return Sorted(tuple(kept), people.names, people.codes, batches)


class _Sorter:
    """Judges lines one by one."""

    def __init__(self, given: ApplicationList, policy: NamedPolicy, people: People) -> None:
        self.given, self.policy, self.people = given, policy, people
        self.items = {
            cells.item_key(name): grant
            for grant in policy.grants
            for name in (grant.key, grant.name, *grant.aliases)
        }
        self.batches: list[Batch] = []
        self.unstated: set[tuple[int, str]] = set()

    def tell(self, code: str, line: Line, field: str, found: str, **more: Any) -> None:
        """A finding about one cell."""
        place: dict[str, Any] = {
            "src": line.src,
            "row": line.row,
            "field": field,
            "subject": line.text("name"),
        }
        self.batches.append(one(code, **place, found=found, **more))

    def fate(self, at: int, line: Line) -> Fate:
        """What a line applies for, if it can be known."""
        who = self.people.who(at)
        name = self.people.names.get(who, line.text("name"))
        grant, year = self._item(line), cells.year(line.text("year"))
        key = grant.key if grant else ""

        def out(reason: Reason) -> Fate:
            return Fate(line, reason, who, name, key, year, None, None)

        if not who:
            self.tell("no_identity", line, "name", line.text("code"))
            return out("no_identity")
        if grant is None:
            known = "、".join(f"{each.key} {each.name}" for each in self.policy.grants)
            self.tell("application_item_unknown", line, "item", line.text("item"), detail=f"现有：{known}")
            return out("item_unknown")
        if year is None:
            self.tell("application_year_unreadable", line, "year", line.text("year"))
            return out("year_unreadable")
        if year not in self.policy.years:
            span = f"{self.policy.years[0]}—{self.policy.years[-1]} 年"
            self.tell(
                "application_out_of_period", line, "year", line.text("year"), detail=f"文件的期间：{span}"
            )
            return out("out_of_period")
        selected, rank = self._standing(line)
        if selected is False:
            return out("not_selected")
        amount = self._amount(line, grant)
        application = Application(
            row=at,
            grant=grant.key,
            year=year,
            who=who,
            institution=self.people.institution(line.text("institution")),
            amount=amount,
            level=self._level(line, grant),
            selected=selected,
            rank=rank,
        )
        return Fate(line, "counted", who, name, grant.key, year, amount, application)

    def _item(self, line: Line) -> Grant | None:
        """A grant by its key, name or alias; the key may stand before the name."""
        key = cells.item_key(line.text("item"))
        first = next((each for each in self.policy.grants if key.startswith(each.key.casefold())), None)
        rest = key.removeprefix(first.key.casefold()).lstrip(":.、-—_") if first else ""
        if first and rest and self.items.get(rest) is first:
            return first
        return self.items.get(key)

    def _amount(self, line: Line, grant: Grant) -> Fraction | None:
        """What a line states, in 元; None where it cannot be read.

        A share is taken of the transaction: where the list has a column for it, no other sum will do.
        """
        field = "transaction" if isinstance(grant.award, Share) and "transaction" in line.cells else "amount"
        text, unit = line.text(field), self.given.units.get((line.src, field))
        amount = None if cells.is_blank(text) else cells.money(text, unit or _YUAN)
        if grant.base and amount is None:
            self.tell("application_amount_missing", line, field, text)
        elif grant.base and unit is None and cells.money(text, _YUAN * 2) != amount:
            self._unstated(line, field)
        return amount

    def _unstated(self, line: Line, field: str) -> None:
        """Once a column."""
        if (line.src, field) not in self.unstated:
            self.unstated.add((line.src, field))
            heading = self.given.sources[line.src].headings.get(field, "")
            self.batches.append(one("application_unit_unstated", src=line.src, field=field, found=heading))

    def _level(self, line: Line, grant: Grant) -> str:
        """Rule id of the level that was won."""
        if not isinstance(grant.award, ByLevel):
            return ""
        key = name_key(line.text("level"))
        for level in grant.award.levels:
            if key in map(name_key, (level.name, *level.aliases)):
                return level.id
        self.tell("application_level_missing", line, "level", line.text("level"))
        return ""

    def _standing(self, line: Line) -> tuple[bool | None, int | None]:
        """Whether people chose it, and where it stands in their order."""
        chosen, order = line.text("selected"), line.text("rank")
        selected = None if cells.is_blank(chosen) else cells.chosen(chosen)
        rank = None if cells.is_blank(order) else cells.rank(order)
        for field, text, value in (("selected", chosen, selected), ("rank", order, rank)):
            if not cells.is_blank(text) and value is None:
                self.tell("application_selection_unreadable", line, field, text)
        return selected, rank
