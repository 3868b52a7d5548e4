"""Native column charts that stay legible in black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gzaudit.render.styles import DARK, FONT, LINE
from gzaudit.render.xlsx_text import clean_text

if TYPE_CHECKING:
    from gzaudit.render.model import Chart

# Solid dark, hatched, light, dotted: told apart without colour.
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": DARK}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": DARK, "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#B4C7E7"}},
    {"pattern": {"pattern": "percent_25", "fg_color": "#404040", "bg_color": "#FFFFFF"}},
)


class ChartPlace(NamedTuple):
    """Where the figures stand and where the chart goes; rows are 0-based, the table starts in column A.

    Attributes:
        head_row: row of the headings, which name the series.
        last_row: row of the last category (totals left out).
        row: row of the chart's upper left corner.
        width: of the table, in pixels.
    """

    head_row: int
    last_row: int
    row: int
    width: int


def add_chart(workbook: Any, sheet: Any, chart: Chart, place: ChartPlace) -> None:
    """Draw the chart on the sheet that holds its table."""
    drawn = workbook.add_chart({"type": "column"})
    head_row, first, last_row = place.head_row, place.head_row + 1, place.last_row
    for number, column in enumerate(chart.values):
        drawn.add_series(
            {
                "name": [sheet.name, head_row, column],
                "categories": [sheet.name, first, chart.categories, last_row, chart.categories],
                "values": [sheet.name, first, column, last_row, column],
                "gap": 60,
                "overlap": -5 if len(chart.values) > 1 else 0,
                "border": {"color": DARK, "width": 0.75},
                "data_labels": {"value": True, "font": _font(9)} if len(chart.values) == 1 else {},
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
            "num_format": "#,##0",
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        }
    )
    drawn.set_legend({"none": True} if len(chart.values) == 1 else {"position": "bottom", "font": _font(9)})
    drawn.set_size({"width": min(max(place.width, 560), 1100), "height": 340})
    sheet.insert_chart(
        place.row,
        0,
        drawn,
        {"description": clean_text(chart.description), "object_position": 3, "y_offset": 8},
    )


def _font(size: int) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": False, "color": "#262626"}
