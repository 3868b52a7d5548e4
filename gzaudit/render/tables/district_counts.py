"""A district's counts as formulas over its own lists, where those give the count by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.match.fates import HNTE, PATENTS, SMES
from gzaudit.render.formulas.counts import YES
from gzaudit.render.formulas.place import Place, first_row
from gzaudit.render.model import Formula, Link
from gzaudit.render.tables.district_lists import district_list_table, district_sme_table
from gzaudit.render.tables.words import number

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator
    from gzaudit.render.model import Table
    from gzaudit.result import DistrictResult

_FLAG = "发明专利"
_NUMBER = "序号"


class OwnLists:
    """The lists that a district's workbook holds."""

    def __init__(self, audit: YearAudit, district: DistrictResult) -> None:
        """Look at the lists of one district."""
        self._tallied = frozenset(audit.tallied)
        self._tables = {HNTE: district_list_table(audit, district), SMES: district_sme_table(audit, district)}

    def count(self, rule: Indicator, count: int | None) -> Formula | int | str:
        """A count, as a formula where the district's own list comes to the same.

        The list is what public lists alone say. Where it comes to something else, which a note above it says,
        the count is a number.
        """
        table, heading = self._counted(rule)
        if table is None or count is None or not table.height:
            return number(count)
        headings = tuple(column.heading for column in table.columns)
        place = Place(table.name, first_row(table.notes), table.height, headings)
        values = table.data[headings.index(heading)]
        if heading == _NUMBER:
            found, text = len(values), f"=COUNT({place.all_there(heading)})"
        else:
            found, text = values.count(YES), f'=COUNTIFS({place.all_there(heading)},"{YES}")'
        return Formula(text, count) if found == count else count

    def link(self, rule: Indicator) -> Any:
        """Where the firms of a count are listed; "" where the workbook does not hold them."""
        table, _ = self._counted(rule)
        return Link(table.name, table.name) if table is not None and table.height else ""

    def _counted(self, rule: Indicator) -> tuple[Table | None, str]:
        """The list of a count's firms and the column to count in; None where the list is not there."""
        asked = rule.count
        table = self._tables.get(asked.list)
        if table is None or asked.district != asked.list or rule.key in self._tallied:
            return None, ""
        if asked.both is None:
            return table, _NUMBER
        flagged = asked.both == PATENTS and any(column.heading == _FLAG for column in table.columns)
        return (table, _FLAG) if flagged else (None, "")
