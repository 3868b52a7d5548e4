"""The lists exported from 广州科技GI, and which field of each says what a record is and when it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

EVENTS: Final = "gi_events"
SIGNINS: Final = "gi_signins"
KEY_FIRMS: Final = "gi_key_firms"
PROJECTS: Final = "gi_projects"
NEEDS: Final = "gi_needs"
VISITS: Final = "gi_visits"
WEEKLY: Final = "gi_weekly"
REPORTS: Final = "gi_reports"

# Their records are of a firm, known by its code as well as by its name.
BY_FIRM: Final = (KEY_FIRMS, VISITS)
# Without these a record says nothing at all, whatever the policy asks for besides.
ESSENTIAL: Final[dict[str, str]] = {
    NEEDS: "need", PROJECTS: "project", WEEKLY: "week", REPORTS: "report_title",
}  # fmt: skip
# When a record was made or entered.
DATED: Final[dict[str, str]] = {EVENTS: "event_date", NEEDS: "uploaded", VISITS: "visited_on"}
# Lists without a date: a period or a title may name its year.
SPOKEN: Final[dict[str, str]] = {
    KEY_FIRMS: "period", PROJECTS: "period", WEEKLY: "week", REPORTS: "report_title",
}  # fmt: skip
# Expected revenue stands in one column or in one per quarter.
EXPECTED: Final = "expected_revenue"
QUARTERS: Final = ("expected_q1", "expected_q2", "expected_q3", "expected_q4")


def titles_of(rows: pd.DataFrame) -> pd.Series:
    """What people call each record: topic or number of an event, need, project …, else the firm.

    Args:
        rows: with `kind` and every field of the lists.
    """
    event = rows["event_topic"].where(rows["event_topic"] != "", rows["event_no"])
    title = rows["name"].mask(rows["kind"] == EVENTS, event)
    for kind, field in ESSENTIAL.items():
        title = title.mask(rows["kind"] == kind, rows[field])
    return title
