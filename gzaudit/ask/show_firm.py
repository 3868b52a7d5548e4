"""An enterprise's trace as people read it, and as programs do."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from gzaudit.ask.words import BUREAU_ONLY, DECIDED, HOW_MATCHED, MATTERS, STATES
from gzaudit.render.tables.words import SEVERITY_WORDS

if TYPE_CHECKING:
    from gzaudit.ask.counted import Counted
    from gzaudit.ask.findings import Finding
    from gzaudit.ask.firm import Trace
    from gzaudit.ask.history import Earlier
    from gzaudit.ask.rows import Row
    from gzaudit.ask.run import Run
    from gzaudit.screen import Screen

TRACE: Final = "gzaudit.trace/1"
# A firm may have hundreds of patents: further rows that only repeat are told by their number.
_REPEATS: Final = 5


def answer(name: str, counts: tuple[Counted, ...]) -> str:
    """One sentence: in which counts, for which district; in which not, and why."""
    parts: dict[tuple[bool | None, str], list[str]] = {}
    for each in counts:
        parts.setdefault((each.counted, each.why or each.district_name), []).append(each.name)
    told = []
    for (counted, why), names in sorted(parts.items(), key=lambda part: part[0][0] is not True):
        what = "、".join(names)
        if counted:
            told.append(f"计入 {what}（{why}）")
        else:
            told.append(f"{'不计入' if counted is False else '定不下来'} {what}：{why}")
    return f"“{name}” " + "；".join(told) + "。"


def trace_json(run: Run, trace: Trace, others: tuple[Earlier, ...]) -> dict[str, Any]:
    """The documented form (docs/ask.md)."""
    return {
        "schema": TRACE,
        "year": run.year,
        "run": run.shown,
        "confidential": run.statistics(),
        "answer": answer(trace.firm.name, trace.counts),
        "firm": {"name": trace.firm.name, "code": trace.firm.code or None, "names": list(trace.names)},
        "counts": [_count(each) for each in trace.counts],
        "districts": [asdict(each) for each in trace.districts],
        "rows": [asdict(each) for each in trace.rows],
        "namesakes": [each._asdict() for each in trace.namesakes],
        "findings": [asdict(each) for each in trace.findings],
        "decisions": list(trace.decisions),
        "history": [{**asdict(each), "counts": [_count(count) for count in each.counts]} for each in others],
    }


def _count(each: Counted) -> dict[str, Any]:
    return asdict(each) | {"district": each.district or None, "district_name": each.district_name or None}


def show_trace(screen: Screen, run: Run, trace: Trace, others: tuple[Earlier, ...]) -> None:
    """Print it: the answer first, then what it stands on."""
    screen.line(answer(trace.firm.name, trace.counts))
    code = trace.firm.code or "没有可用的代码，按名称识别"
    screen.line(f"{code}　{run.year} 年　运行 {run.shown}")
    if run.statistics():
        screen.line(BUREAU_ONLY)
    if len(trace.names) > 1:
        screen.line(f"名单里的写法：{'、'.join(trace.names)}")
    screen.heading("计入哪些数")
    rows = [(each.name, _counted(each), each.why or _evidence(each)) for each in trace.counts]
    screen.table(("指标", "计不计", "为什么"), rows)
    for where in trace.districts:
        said = f"（{where.heading} {where.column} 列“{where.value}”）" if where.value else ""
        source = f"，来自{where.level}：{where.place}{said}" if where.level else ""
        screen.item(f"{where.list}：所在区 {where.name or '待定'}{source}")
    screen.heading(f"名单里的行（{len(trace.rows)}）")
    _show_rows(screen, trace.rows)
    for each in trace.namesakes:
        screen.item(f"同名而没有算作它的行：{each.place}（{each.code or '没有可用的代码'}）")
    _show_findings(screen, trace.findings)
    show_decisions(screen, trace.decisions)
    _show_others(screen, others)


def _counted(each: Counted) -> str:
    if each.counted is None:
        return "待定"
    return f"计入 {each.district_name}" if each.counted else "不计入"


def _evidence(each: Counted) -> str:
    return "，".join(f"{said.list}第 {said.row} 行" for said in each.evidence)


def _show_rows(screen: Screen, rows: tuple[Row, ...]) -> None:
    """Rows below the name of their sheet."""
    for src in dict.fromkeys(row.src for row in rows):
        mine = [row for row in rows if row.src == src]
        secret = "，统计名单" if mine[0].statistics else ""
        screen.line(f"{mine[0].list}{secret}：{mine[0].file}")
        repeats = [row for row in mine if row.fate == "duplicate"][_REPEATS:]
        for row in mine:
            if row not in repeats:
                _show_row(screen, row)
        if repeats:
            screen.item(f"另有 {len(repeats)} 行重复的，用 --json 全部列出")


def _show_row(screen: Screen, row: Row) -> None:
    owner = f"（第 {row.owner} 专利权人，共 {row.owners}）" if row.owners > 1 else ""
    known = f"，代码见 {row.known_from}" if row.known_from else ""
    fate = f"不计：{row.why}" if row.fate else "计入"
    cells = "；".join(f"{cell.column} {cell.heading}＝{cell.value}" for cell in row.cells)
    matched = "；".join(part for part in (HOW_MATCHED[row.how] + known, STATES[row.state]) if part)
    screen.item(f"第 {row.row} 行{owner}　{fate}；{matched}　{cells}")


def _show_findings(screen: Screen, findings: tuple[Finding, ...]) -> None:
    if findings:
        screen.heading(f"有关的事项（{len(findings)}）")
    for each in findings:
        other = f"另见 {each.other}" if each.other else ""
        said = "；".join(part for part in (each.found, each.detail, other) if part)
        screen.item(
            f"{SEVERITY_WORDS[each.severity]}　{each.title}　{each.place}" + (f"：{said}" if said else "")
        )
        if each.severity == "error":
            screen.item(f"  {each.owner}：{each.action}")


def show_decisions(screen: Screen, decisions: tuple[dict[str, Any], ...]) -> None:
    """Print what people decided."""
    if decisions:
        screen.heading(f"人工决定（{len(decisions)}）")
    for each in decisions:
        matter = MATTERS.get(each["matter"], each["matter"])
        state = DECIDED.get(each["state"], each["state"])
        people = f"{each['decided_by']} 决定，{each['checked_by'] or '—'} 复核，{each['date']}"
        screen.item(f"{state}　{matter}：{each['choice']}　依据：{each['basis']}　{people}　{each['place']}")


def _show_others(screen: Screen, others: tuple[Earlier, ...]) -> None:
    if others:
        screen.heading(f"本工作区的其他运行（{len(others)}，先后为序）")
    for each in others:
        if each.unread:
            screen.item(f"{each.run}：读不出来，{each.unread}")
        elif not each.there:
            screen.item(f"{each.run}：名单里没有它（或同名的不止一家）")
        else:
            counted = answer("", each.counts).removeprefix("“” ")
            screen.item(f"{each.run}（{each.year} 年）：{counted}")
