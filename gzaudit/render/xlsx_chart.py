"""Native column charts that stay legible in black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gzaudit.render.styles import DARK, FONT, LINE
from gzaudit.render.xlsx_text import clean_text

if TYPE_CHECKING:
    from gzaudit.render.model import Chart, Table

# Solid dark, hatched, light, dotted: told apart without colour.
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": DARK}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": DARK, "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#B4C7E7"}},
    {"pattern": {"pattern": "percent_25", "fg_color": "#404040", "bg_color": "#FFFFFF"}},
)


HEIGHT = 340  # pixels, as all sizes here
NARROWEST, WIDEST = 560, 1100
GAP = 16


class ChartPlace(NamedTuple):
    """Where the figures stand and where the chart goes; rows are 0-based, the table starts in column A.

    Attributes:
        head_row: row of the headings, which name the series.
        last_row: row of the last category (totals left out).
        row: row of the charts' upper edge.
        width: of the charts, all side by side.
        left: how far the first stands from the sheet's left edge.
    """

    head_row: int
    last_row: int
    row: int
    width: int
    left: int = 0


def add_charts(workbook: Any, sheet: Any, table: Table, place: ChartPlace) -> None:
    """Draw a table's charts on the sheet that holds it, side by side."""
    charts = [chart for chart in (table.chart, table.beside) if chart]
    room = (place.width - GAP * (len(charts) - 1)) // max(len(charts), 1)
    width = min(max(room, NARROWEST), WIDEST)
    for number, chart in enumerate(charts):
        _add_chart(workbook, sheet, chart, place._replace(left=number * (width + GAP), width=width))


def _add_chart(workbook: Any, sheet: Any, chart: Chart, place: ChartPlace) -> None:
    drawn = workbook.add_chart({"type": "column"})
    head_row, first, last_row = place.head_row, place.head_row + 1, place.last_row
    # Excel divides by a thousand at the comma; the point before the last digit makes 万 of thousands.
    shown = "0\\.0," if chart.ten_thousands else "#,##0"
    for number, column in enumerate(chart.values):
        drawn.add_series(
            {
                "name": [sheet.name, head_row, column],
                "categories": [sheet.name, first, chart.categories, last_row, chart.categories],
                "values": [sheet.name, first, column, last_row, column],
                "gap": 60,
                "overlap": -5 if len(chart.values) > 1 else 0,
                "border": {"color": DARK, "width": 0.75},
                "data_labels": (
                    {"value": True, "font": _font(9), "num_format": shown} if len(chart.values) == 1 else {}
                ),
                **_FILLS[number % len(_FILLS)],
            }
        )
    title = clean_text(chart.title)
    title = " " + title if title.startswith("=") else title  # XlsxWriter would take it for a reference
    drawn.set_title({"name": title, "name_font": {**_font(12), "bold": True}, "overlay": False})
    drawn.set_x_axis({"num_font": _font(9), "line": {"color": "#7F7F7F"}})
    drawn.set_y_axis(
        {
            "num_font": _font(9),
            "num_format": shown,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        }
    )
    drawn.set_legend({"none": True} if len(chart.values) == 1 else {"position": "bottom", "font": _font(9)})
    drawn.set_size({"width": place.width, "height": HEIGHT})
    described = {"description": clean_text(chart.description), "object_position": 3, "y_offset": 8}
    sheet.insert_chart(place.row, 0, drawn, {**described, "x_offset": place.left})


def _font(size: int) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": False, "color": "#262626"}
