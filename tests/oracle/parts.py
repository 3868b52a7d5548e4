"""Split each list into parts and choose the columns that each part happens to have."""

from __future__ import annotations

import random
from dataclasses import replace

from . import aims, emit, emit_patents
from .facts import World
from .model import Line, Sheet, Value

# Needed columns first, then those that may be there. An oracle-internal heading (an indicator) is spelled later.
COLUMNS = {
    "hnte": (
        ["企业名称"],
        ["统一社会信用代码", "证书编号", "发证日期", "认定年度", "批次", "所在区", "地址", "曾用名"],
    ),
    "hnte_revoked": (["企业名称", "统一社会信用代码"], ["证书编号"]),
    "renames": (["原名称", "现名称"], ["统一社会信用代码"]),
    "above_scale": (
        ["单位详细名称", "统一社会信用代码"],
        ["行政区划代码", "所在区", "行业代码", "专业类别", "单位类型", "曾用名"],
    ),
    "patent_grants": (["专利权人"], ["统一社会信用代码", "专利号", "专利类型", "授权公告日", "所在区"]),
    "registry": (["企业名称", "统一社会信用代码"], ["曾用名", "所在区"]),
}
COLUMNS["above_scale_tech_services"] = COLUMNS["above_scale"]
# What the first part of a list always has, so that pinned rows mean what they should.
FIRST_PART = {
    "hnte": ["统一社会信用代码", "认定年度"],
    "above_scale": ["单位类型"],
    "above_scale_tech_services": ["单位类型"],
    "renames": ["统一社会信用代码"],
}
OFTEN = {
    "统一社会信用代码": 0.8,
    "所在区": 0.75,
    "专利类型": 0.6,
    "授权公告日": 0.7,
    "曾用名": 0.8,
    "行政区划代码": 0.7,
}
EMITTERS = {
    "hnte": emit.hnte,
    "hnte_revoked": emit.revoked,
    "renames": emit.renames,
    "above_scale": emit.above_scale,
    "above_scale_tech_services": emit.tech_services,
    "patent_grants": emit_patents.patents,
    "registry": emit.registry,
}
BATCHES = ["第一批", "第二批", "第三批"]
YEAR_COLUMNS = ("认定年度", "发证日期")


def _columns(rng: random.Random, kind: str, first: bool) -> list[str]:
    needed, extra = COLUMNS[kind]
    always = FIRST_PART.get(kind, []) if first else []
    chosen = [c for c in extra if c in always or rng.random() < OFTEN.get(c, 0.5)]
    if kind == "above_scale_tech_services" and not {"行政区划代码", "所在区"} & set(chosen):
        chosen.append("行政区划代码")
    rest = [*needed[1:], *chosen]
    if rng.random() < 0.5:
        rng.shuffle(rest)
    columns = [needed[0], *rest]
    if rng.random() < 0.2 and len(columns) > 2:
        columns[0], columns[1] = columns[1], columns[0]
    return ["序号", *columns] if rng.random() < 0.7 else columns


def _fit_year(world: World, sheet: Sheet, line: Line) -> None:
    """Blank one or both year cells where the rest still tells the same year (C5)."""
    rng, cells = world.rng, line.cells
    here = [c for c in YEAR_COLUMNS if c in sheet.columns]
    year = cells["认定年度"].means
    deciding = year == sheet.year
    for column in YEAR_COLUMNS:
        others = [c for c in here if c != column and cells[c].means is not None]
        if column in here and (deciding or others) and rng.random() < 0.4:
            cells[column] = Value("", None)
    if "认定年度" in here and cells["认定年度"].means == 2025 and "发证日期" in here and rng.random() < 0.05:
        cells["发证日期"] = emit.date_cell(world, 2026)


def _project(world: World, sheet: Sheet, line: Line) -> Line:
    """The line as this part has it: only its columns, and a meaning to match."""
    if sheet.kind == "hnte":
        _fit_year(world, sheet, line)
    cells = {c: line.cells[c] for c in sheet.columns if c in line.cells}
    code = cells.get("统一社会信用代码")
    if "曾用名" in cells and (code is None or not code.means[1]):
        cells["曾用名"] = Value("")
    return replace(line, cells=cells, hidden=world.dirt(0.05))


def _share_out(world: World, kind: str, lines: list[Line], parts: list[Sheet]) -> None:
    rng = world.rng
    rng.shuffle(lines)
    single = [p for p in parts if p.spelled.get("专利权人") != "企业名称"]
    home: dict[str, Sheet] = {}
    for line in lines:
        owners = line.cells["专利权人"].means if kind == "patent_grants" else ()
        part = parts[0] if line.pinned else rng.choice(single if len(owners) > 1 else parts)
        if len(owners) == 1 and rng.random() < 0.9:  # or two parts would look like two versions of one list
            part = home.setdefault(owners[0], part)
        part.lines.append(_project(world, part, line))


def enterprise_sheets(world: World, kind: str) -> list[Sheet]:
    """The parts of one list of enterprises, or none if the list was not received or would be empty."""
    rng = world.rng
    lines = EMITTERS[kind](world)
    if kind in world.missing or not lines:
        return []
    many = {"hnte": [1, 2, 2, 3], "hnte_revoked": [1], "renames": [1], "registry": [1, 1, 2]}.get(
        kind, [1, 1, 2]
    )
    parts = []
    for number in range(rng.choice(many)):
        sheet = Sheet(kind, _columns(rng, kind, number == 0), [], batch=BATCHES[number])
        if kind == "hnte":
            known = {"认定年度", "发证日期"} & set(sheet.columns)
            sheet.year = 2025 if not known or rng.random() < 0.7 else None
        if kind == "above_scale" and rng.random() < 0.8:
            sheet.month = 11 if rng.random() < 0.15 else 12
        if kind == "patent_grants" and number > 0 and rng.random() < 0.4:
            sheet.spelled["专利权人"] = "企业名称"
            sheet.columns = [
                c for c in sheet.columns if c in ("序号", "专利权人", "统一社会信用代码", "所在区")
            ]
        if len(sheet.columns) == 1:
            sheet.columns.insert(0, "序号")
        parts.append(sheet)
    _share_out(world, kind, lines, parts)
    if kind == "hnte" and world.old_list:
        parts.append(_old_list(world))
    return [p for p in parts if p.lines]


def _old_list(world: World) -> Sheet:
    """Last year's list, put among this year's: only its title tells the year."""
    sheet = Sheet("hnte", ["序号", "企业名称", "统一社会信用代码"], [], year=2024, batch="第一批")
    spare = [f for f in world.firms if not f.hnte and f.story == "plain"][:6]
    for firm in spare:
        cells = {
            "企业名称": emit.name_cell(world, firm.name),
            "统一社会信用代码": emit.code_cell(world, firm.code),
        }
        sheet.lines.append(Line(cells))
    return sheet


def target_sheet(world: World, counts: dict[str, dict[str, int | None]]) -> Sheet:
    """年度目标与上年基数, spelled with 上年 or with the year before."""
    columns = ["区", *aims.TARGET_COLUMNS]
    sheet = Sheet("targets", columns, aims.targets(world, counts))
    before = world.rng.choice(["上年", "2024年"])
    for which, heading in aims.TARGET_COLUMNS.items():
        sheet.spelled[which] = heading if which == "hnte" else before + heading
    return sheet


def acceptance_sheet(world: World) -> Sheet:
    sheet = Sheet("acceptance", ["区", "事项", "结论", "依据", "经办人", "日期"], aims.acceptance(world))
    if all(line.cells["事项"].means == "基础验收" for line in sheet.lines):
        sheet.columns.remove("事项")
    return sheet


def stray_sheets(world: World) -> list[Sheet]:
    """Sheets that fit no kind."""
    rows = [
        Line({"部门": Value("综合科"), "电话": Value("020-12345678")})
        for _ in range(world.rng.randrange(1, 4))
    ]
    words = [Line({"事由": Value("本表为往来资料，供内部参考"), "电话": Value("")})]
    return [Sheet(None, ["部门", "电话"], rows), Sheet(None, ["事由", "电话"], words)]
