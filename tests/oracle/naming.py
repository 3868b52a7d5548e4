"""Titles, sheet names and file names, and which sheets share a file."""

from __future__ import annotations

from .facts import World
from .files import ENCODINGS, SPREADSHEETS
from .model import Book, Sheet

ENDINGS = {"openpyxl": ".xlsx", "xlsxwriter": ".xlsx", "xlwt": ".xls"}
FOLDERS = ["", "", "", "火炬中心/", "统计局/", "其他来文/十二月/"]
WORDS = {
    "hnte_revoked": ["取消高新技术企业资格名单", "取消高企资格名单"],
    "renames": ["高新技术企业更名名单", "高企更名名单"],
    "above_scale_tech_services": ["规模以上科技服务业企业名单", "规上科技服务业企业名单"],
    "patent_grants": ["发明专利授权企业名单", "获得发明专利授权企业名单"],
    "registry": ["企业底册", "全市企业底册"],
    "targets": ["年度目标与上年基数"],
    "acceptance": ["验收结论", "验收结论汇总"],
}


def words(world: World, sheet: Sheet, *, dated: bool = True) -> str:
    """The words a list is known by; of a 高企 list with its year and batch, if `dated`."""
    rng = world.rng
    if sheet.kind == "hnte":
        core = rng.choice(["高新技术企业认定备案公示名单", "高新技术企业备案公示名单", "高企认定公示名单"])
        year = f"{sheet.year}年" if dated and sheet.year else ""
        return year + rng.choice([sheet.batch + core, f"{core}（{sheet.batch}）"])
    if sheet.kind == "above_scale":
        month = f"2025年{sheet.month}月" if dated and sheet.month else ""
        return month + rng.choice(["四上企业定报库", "“四上企业”定报库"])
    chosen = rng.choice(WORDS[sheet.kind or ""])
    return ("2025年" if rng.random() < 0.4 else "") + chosen


def _label(world: World, sheet: Sheet, where: set[str]) -> None:
    """Title and sheet name; `where` says which of title, sheet and file carry the words."""
    if "title" in where:
        sheet.title = words(world, sheet)
    if "sheet" in where:
        sheet.name = words(world, sheet)[:31]


def _single(world: World, sheet: Sheet, number: int) -> Book:
    rng = world.rng
    flat = rng.random() < 0.3
    engine = rng.choice(ENCODINGS if flat else SPREADSHEETS)
    places = ["title", "file"] if flat else ["title", "file", "sheet"]
    where = set(rng.sample(places, rng.choice([1, 2, len(places)])))
    if sheet.month and where.isdisjoint({"title"}):
        where.add("title")
    _label(world, sheet, where)
    stem = words(world, sheet) if "file" in where else "来文"
    path = f"data/2025/{rng.choice(FOLDERS)}{stem}-{number}{'.csv' if flat else ENDINGS[engine]}"
    return Book(path, engine, [sheet])


def _together(world: World, sheets: list[Sheet], number: int) -> Book:
    """Several sheets in one workbook, each named by its own title or sheet name."""
    rng = world.rng
    for sheet in sheets:
        where = set(rng.sample(["title", "sheet"], rng.choice([1, 2])))
        if sheet.month:
            where.add("title")
        _label(world, sheet, where)
    for place, sheet in enumerate(sheets, 1):
        sheet.name = f"Sheet{place}" if sheet.name == "Sheet1" else sheet.name[:28] + f"-{place}"
    kinds = {s.kind for s in sheets}
    stem = words(world, sheets[0], dated=False) if kinds in ({"registry"}, {"patent_grants"}) else "来文汇总"
    engine = rng.choice(SPREADSHEETS)
    return Book(f"data/2025/{rng.choice(FOLDERS)}{stem}-{number}{ENDINGS[engine]}", engine, sheets)


def plan_books(world: World, sheets: list[Sheet], strays: list[Sheet]) -> list[Book]:
    """Which sheet goes into which file. Hidden copies and stray sheets join at the end."""
    rng = world.rng
    pool = list(sheets)
    rng.shuffle(pool)
    books: list[Book] = []
    while pool:
        number = len(books) + rng.randrange(1, 9) * 100
        if len(pool) > 2 and rng.random() < 0.25:
            taken = [pool.pop() for _ in range(rng.choice([2, 2, 3]))]
            books.append(_together(world, taken, number))
        else:
            books.append(_single(world, pool.pop(), number))
    for book in books:
        if book.engine not in ENCODINGS and rng.random() < 0.12:
            book.sheets.append(_hidden(world, book.sheets[0]))
    if rng.random() < 0.35:
        engine = rng.choice(SPREADSHEETS)
        for place, sheet in enumerate(strays, 1):
            sheet.name = f"往来{place}"
        books.append(Book(f"data/2025/通讯录{ENDINGS[engine]}", engine, strays))
    for book in books:
        for sheet in book.sheets:
            sheet.path = book.path
    return books


def _hidden(world: World, model: Sheet) -> Sheet:
    """A hidden leftover of a list, with rows that must not be read."""
    copy = Sheet(
        None, list(model.columns), model.lines[: len(model.lines) // 2 + 1], name="备份", hidden=True
    )
    copy.spelled, copy.title = dict(model.spelled), model.title
    return copy
