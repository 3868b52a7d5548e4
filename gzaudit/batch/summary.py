"""The analyst's summary, in plain text: figures, what changed, what waits for a person, what went out.

It says nothing of the clock: a night on which nothing changed makes the same summary, and the same summary is
not mailed twice. It names no firm: it may travel by mail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gzaudit.batch.model import TITLES
from gzaudit.fold import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gzaudit.batch.model import Computed, Delivery, Reported, Sending, Stage
    from gzaudit.errors import GzauditError
    from gzaudit.packet.model import Packets

_SEVERITIES = {"error": "须决定", "warning": "请核对", "info": "提示"}
_PROTECTED = {"none": "没有加密", "workbook": "工作簿已加密", "zip": "压缩包已加密"}


@dataclass
class Story:
    """What a batch has come to so far; each stage adds its part.

    Attributes:
        year: audited.
        sending: nothing, drafts or mails.
        indicators: names of what is counted, by key.
        told: a sentence on what changed.
        warnings: found before any work.
        run: that the batch goes on with.
        reported: of that run.
        packets: made of it.
        delivery: what became of them.
        stopped: the stage that could not do its work, and why.
    """

    year: int
    sending: Sending
    indicators: Mapping[str, str]
    told: str = ""
    warnings: tuple[str, ...] = ()
    run: Computed | None = None
    reported: Reported | None = None
    packets: Packets | None = None
    delivery: Delivery | None = None
    stopped: tuple[Stage, GzauditError] | None = None


def subject(story: Story) -> str:
    """The summary's subject: whether somebody has to do something, and what."""
    head = f"gzaudit {story.year} 年度批处理："
    if story.stopped:
        return f"{head}没有做完（{TITLES[story.stopped[0]]}）"
    if story.delivery and not story.delivery.complete:
        return f"{head}分送没有全部完成"
    waiting = story.run.findings.get("error", 0) if story.run else 0
    return f"{head}完成，须决定 {waiting} 条" if waiting else f"{head}完成"


def summary(story: Story) -> str:
    """The whole text, ending in a line break."""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: Story) -> Iterator[str]:
    yield subject(story)
    if story.stopped:
        stage, error = story.stopped
        yield from ("", f"停在“{TITLES[stage]}”（退出码 {error.exit_code}），后面的都没有做：", str(error))
    if story.warnings:
        yield from ("", "提醒：", *(f"  {each}" for each in story.warnings))
    if story.run:
        yield from _run(story.run, story)
    if story.packets:
        made = story.packets
        yield from ("", f"分送包：{made.shown}，{len(made.packets)} 个，{_PROTECTED[made.protection]}")
    elif story.run:
        yield from ("", "分送包：没有打包")
    yield from _sent(story)


def _run(run: Computed, story: Story) -> Iterator[str]:
    yield from ("", f"运行：{run.shown}")
    if run.status:
        yield run.status
    if run.open_sums:
        yield run.open_sums
    if story.reported:
        yield from _figures(story.reported.result, story.indicators)
        yield from (f"  {each}" for each in story.reported.notes)
    found = "，".join(f"{word} {run.findings.get(key, 0)} 条" for key, word in _SEVERITIES.items())
    yield from ("", f"事项：{found}")
    for each in run.waiting:
        yield f"  {each.severity} {each.number} 条  {each.title}（{each.owner}）"
        yield f"      {each.action}"
    if run.waiting:
        yield f"  明细见 {run.shown} 的市级工作簿；要由人决定的，运行 gzaudit review {story.year}"
    if story.reported:
        before = story.reported.before
        yield from ("", f"与 {before} 相比：{story.told}" if before else "这一年度的第一次运行。")


def _figures(result: Mapping[str, Any], indicators: Mapping[str, str]) -> Iterator[str]:
    """A line a district, the city last, then what is undecided."""
    city = result["city"]
    keys = [key for key in indicators if key in city["counts"]]
    rows = [["区", *(f"{indicators[key]}（家）" for key in keys), "应付（元）"]]
    for each in result["districts"]:
        counts = [_number(each["indicators"][key]["count"]) for key in keys]
        rows.append([each["name"], *counts, _number(each["payable"])])
    rows.append(["全市", *(_number(city["counts"][key]) for key in keys), _number(city["payable"])])
    yield from ("", *_columns(rows), "")
    open_ = result["undecided"]
    yield (
        f"高企待定：所在区待定 {open_.get('district_unresolved', 0)} 家，代码查不到 "
        f"{open_.get('unresolved', 0)} 家，同名多码 {open_.get('name_ambiguous', 0)} 家"
    )


def _number(value: int | None) -> str:
    return "待定" if value is None else f"{value:,}"


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as columns of plain text, numbers flush right; a Chinese character is two wide."""
    widths = [max(map(text_width, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [first + " " * (widths[0] - text_width(first))]
        cells += [
            " " * (width - text_width(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True)
        ]
        yield "  ".join(cells).rstrip()


def _sent(story: Story) -> Iterator[str]:
    if story.delivery:
        head = "已发送" if story.sending == "really" else "只写了草稿，没有发送"
        yield from ("", f"分送：{head}；{story.delivery.shown}")
        yield from (f"  {each}" for each in story.delivery.lines)
    elif story.packets and story.sending == "no":
        yield from ("", f"分送：没有要求发送；要发送时运行 gzaudit send {story.year}")
