"""What has to hold: each bar with the figures it was judged on."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.measure import Measure

MIB = 1 << 20
# What is asked of the city's run, by what was run; each has to answer in half a second.
ASKED: Final = {
    "trace": "gzaudit trace, a firm of the city",
    "explain": "gzaudit explain, a district of the city",
}
_AT_ONCE: Final = 0.5


class Bar(NamedTuple):
    """A bar and what was measured against it.

    Attributes:
        name: what is compared.
        value: the ratio, MiB, or seconds.
        unit: `×`, `MiB` or `s`.
        sense: whether the value has to be at least or at most the limit.
        limit: the bar.
        aim: what is hoped for beyond the bar, None where nothing is.
    """

    name: str
    value: float
    unit: Literal["×", "MiB", "s"]
    sense: Literal["≥", "≤"]
    limit: float
    aim: float | None = None

    @property
    def met(self) -> bool:
        """Whether it holds; the limit itself is good enough."""
        return self.value >= self.limit if self.sense == "≥" else self.value <= self.limit


_RATIOS: Final = {
    "help": Bar("gzaudit --help : empty typer app --help", 0, "×", "≤", 1.5),
    "slow": Bar("pandas + openpyxl : gzaudit", 0, "×", "≥", 6, aim=12),
    "fast": Bar("pandas + calamine + xlsxwriter : gzaudit", 0, "×", "≥", 2.5),
    "province": Bar("province : city", 0, "×", "≤", 6.5),
}


def wall(runs: Sequence[Measure]) -> float:
    """Median seconds from start to end."""
    return median(run.wall for run in runs)


def judge(runs: Mapping[str, Sequence[Measure]], seconds: Mapping[str, float] | None = None) -> list[Bar]:
    """The bars for which there are figures.

    Args:
        runs: by what was run: help, empty, city, slow, fast, province, trace, explain.
        seconds: of the stages of one run of the city, where they were taken.
    """
    bars: list[Bar] = []

    for over, under in (("help", "empty"), ("slow", "city"), ("fast", "city")):
        if runs.get(over) and runs.get(under):
            bars.append(_RATIOS[over]._replace(value=wall(runs[over]) / wall(runs[under])))
    if runs.get("city"):
        everything = max(run.peak_all for run in runs["city"]) / MIB
        largest = max(run.peak_one for run in runs["city"]) / MIB
        bars.append(Bar("memory, all processes together", everything, "MiB", "≤", 400))
        bars.append(Bar("memory, largest process", largest, "MiB", "≤", 400))
    bars += [
        Bar(name, wall(runs[what]), "s", "≤", _AT_ONCE) for what, name in ASKED.items() if runs.get(what)
    ]
    if seconds and "store" in seconds:
        # As if nothing else were done meanwhile: the database costs a run this much at the most.
        rest = sum(seconds[stage] for stage in ("read", "audit", "render")) - seconds["store"]
        bars.append(Bar("run.db : the rest of the run", seconds["store"] / rest, "×", "≤", 1 / 3))
    if runs.get("province") and runs.get("city"):
        bars.append(_RATIOS["province"]._replace(value=wall(runs["province"]) / wall(runs["city"])))
    return bars


def table(bars: Sequence[Bar]) -> str:
    """The bars as lines to be read."""
    lines = []
    for bar in bars:
        aim = f" (aim {bar.aim:g})" if bar.aim is not None else ""
        verdict = "ok  " if bar.met else "MISS"
        lines.append(
            f"{verdict} {bar.name:44} {bar.value:8.2f} {bar.unit:3} {bar.sense} {bar.limit:.3g}{aim}"
        )
    return "\n".join(lines)
