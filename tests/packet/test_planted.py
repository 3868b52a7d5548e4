"""Leaks of every sort, planted into a run whose digests agree: each stops all packets, and none is named."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from cli.cli_support import inside, speaks, tree
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from packet.packet_runs import (
    BOOK,
    FOREIGN,
    HERE,
    HERE_CODE,
    LIST,
    OWN,
    PAGE,
    SECRET,
    agree,
    change,
    copy,
    in_text,
    part,
    run_of,
    swapped,
)  # fmt: skip
from privacy.years import code, name, other_name

LEAK = name(FOREIGN)
STRINGS, FIRST = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
Change = Callable[[bytes], bytes]


def by_openpyxl(how: Callable) -> Change:
    def changed(data: bytes) -> bytes:
        book = load_workbook(io.BytesIO(data))
        how(book)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return changed


def hidden_sheet(book) -> None:
    sheet = book.create_sheet("草稿")
    sheet["C7"] = LEAK
    sheet.sheet_state = "hidden"


def very_hidden_code(book) -> None:
    sheet = book.create_sheet("草稿")
    sheet["A1"] = code(FOREIGN)
    sheet.sheet_state = "veryHidden"


def comment(book) -> None:
    book["高企名单"]["B9"].comment = Comment(f"原为{LEAK}", "某人")


def author(book) -> None:
    book["高企名单"]["B9"].comment = Comment("已核对", LEAK)


def property_(book) -> None:
    book.properties.description = LEAK


def defined(book) -> None:
    book.defined_names["名单"] = DefinedName("名单", attr_text=f'"{LEAK}"')


def link(book) -> None:
    book["高企名单"]["B9"].hyperlink = f"https://example.invalid/?q={quote(LEAK)}"


def footer(book) -> None:
    book["高企名单"].oddFooter.center.text = LEAK


def sheet_name(book) -> None:
    book.create_sheet(LEAK)


def far_cell(book) -> None:
    book["高企名单"]["XFD99999"] = LEAK


def string(text: str) -> Change:
    return part(STRINGS, swapped("</sst>", f"<si>{text}</si></sst>"))


IN_BOOK: dict[str, Change] = {
    **{each.__name__: by_openpyxl(each) for each in (
        hidden_sheet, very_hidden_code, comment, author, property_, defined, link, footer, sheet_name, far_cell,
    )},
    "unused string": string(f"<t>{LEAK}</t>"),
    "in a sentence": string(f"<t>与{LEAK}为同一地址</t>"),
    "rich text": string(f"<r><t>{LEAK[:3]}</t></r><r><rPr><b/><sz val='9'/></rPr><t>{LEAK[3:]}</t></r>"),
    "one run a letter": string("".join(f"<r><t>{each}</t></r>" for each in LEAK)),
    "sound between": string(f'<r><t>{LEAK[:4]}</t></r><rPh sb="0" eb="1"><t>yin</t></rPh><r><t>{LEAK[4:]}</t></r>'),
    "entities": string(f"<t>{''.join(f'&#{ord(each)};' for each in LEAK)}</t>"),
    "cdata": string(f"<t>{LEAK[:5]}<![CDATA[{LEAK[5:]}]]></t>"),
    "spreadsheet escapes": string(f"<t>{''.join(f'_x{ord(each):04X}_' for each in LEAK)}</t>"),
    "xml comment": string(f"<t>说明</t><!-- {LEAK} -->"),
    "comment inside": string(f"<t>{LEAK[:4]}<!-- -->{LEAK[4:]}</t>"),
    "instruction": string(f"<?说明 {LEAK}?><t>说明</t>"),
    "full width": string("<t>" + "".join(chr(ord(each) + 0xFEE0) if each.isdigit() else each for each in LEAK) + "</t>"),
    "blanks": string(f'<t xml:space="preserve">{" ".join(LEAK)}</t>'),
    "zero width": string(f"<t>{chr(0x200B).join(LEAK)}</t>"),
    "line break": string(f"<t>{LEAK[:6]}&#10;{LEAK[6:]}</t>"),
    "other brackets": string(f"<t>甲〔{LEAK}〕</t>"),
    "longer than one's own": string(f"<t>{name(OWN)}、{LEAK}</t>"),
    "statistics only": string(f"<t>{other_name(SECRET)}</t>"),
    "statistics code": string(f"<t>{code(SECRET)}</t>"),
    "code": string(f"<t>{code(FOREIGN)}</t>"),
    "code in small letters": string(f"<t>{code(FOREIGN).lower()}</t>"),
    "code with hyphens": string(f"<t>{'-'.join(code(FOREIGN)[at : at + 4] for at in range(0, 18, 4))}</t>"),
    "code with blanks": string(f"<t>{' '.join(code(FOREIGN))}</t>"),
    "code in full width": string("<t>" + "".join(chr(ord(each) + 0xFEE0) for each in code(FOREIGN)) + "</t>"),
    "code glued": string(f"<t>NO{code(FOREIGN)}X2025</t>"),
    "code that no list has": string(f"<t>{code(5_000_001)}</t>"),
    "number": part(FIRST, swapped("</sheetData>", "<row r='900'><c r='A900'><v>914401010000000017</v></c></row></sheetData>")),
    "inline string": part(FIRST, swapped(
        "</sheetData>",
        f"<row r='900'><c r='B900' t='inlineStr'><is><r><t>{LEAK[:2]}</t></r><r><t>{LEAK[2:]}</t></r></is></c></row></sheetData>",
    )),
    "formula": part(FIRST, swapped(
        "</sheetData>",
        f"<row r='900'><c r='B900' t='str'><f>\"{LEAK[:4]}\"&amp;\"{LEAK[4:]}\"</f><v></v></c></row></sheetData>",
    )),
    "footer in two types": part(FIRST, swapped(
        "<oddFooter>", f'<oddFooter>&amp;L{LEAK[:5]}&amp;"黑体,Bold"{LEAK[5:]}'
    )),
    "attribute": part(FIRST, swapped("<sheetData>", f"<sheetData note='{LEAK}'>")),
    "part of its own": part("docProps/custom.xml", lambda _: f"<Properties>{LEAK}</Properties>"),
    "name of a part": part(f"xl/{LEAK}.xml", lambda _: "<a/>"),
    "file of statistics": string("<t>见 data/2025/统计局/规上科技服务业企业名单.csv</t>"),
}  # fmt: skip
IN_PAGE = {
    "comment": in_text("</body>", f"<!-- {LEAK} --></body>"),
    "attribute": in_text("<main>", f'<main data-note="{LEAK}">'),
    "hidden": in_text("</main>", f'<p hidden style="display:none">{LEAK}</p></main>'),
    "split": in_text("</main>", f"<p>{LEAK[:4]}<b>{LEAK[4:8]}</b><!-- x -->{LEAK[8:]}</p></main>"),
    "entities": in_text("</main>", f"<p>{''.join(f'&#x{ord(each):x};' for each in LEAK)}</p></main>"),
    "style": in_text("</style>", f'p::after {{ content: "{"".join(f"{chr(92)}{ord(e):x} " for e in LEAK)}" }}</style>'),
    "script": in_text("</body>", f"<script>var a = '{''.join(f'{chr(92)}u{ord(e):04x}' for e in LEAK)}'</script></body>"),
    "drawing": in_text("</main>", f'<img src="data:image/svg+xml,{quote(LEAK)}"></main>'),
    "code": in_text("</main>", f"<p>{escape(code(FOREIGN))}</p></main>"),
    "statistics only": in_text("</main>", f"<p>{other_name(SECRET)}</p></main>"),
}  # fmt: skip
IN_LIST = {
    "cell": lambda data: data + f"99,{LEAK},,,,\r\n".encode(),
    "quoted": lambda data: data + f'99,"{LEAK[:3]}\r\n{LEAK[3:]}",,,,\r\n'.encode(),
    "code": lambda data: data + f"99,,{code(FOREIGN)},,,\r\n".encode(),
    "statistics only": lambda data: data + f"99,{other_name(SECRET)},,,,\r\n".encode(),
}
SPOILT = {
    "picture": (BOOK, part("xl/media/image1.png", str), "有不该有的部件"),
    "not utf-8": (
        BOOK,
        part(STRINGS, lambda text: text.replace('encoding="UTF-8"', 'encoding="GBK"')),
        "编码写作 GBK",
    ),
    "no workbook": (BOOK, lambda data: data[:4000], "不是完整的 xlsx 文件"),
    "page": (PAGE, lambda data: data + b"\xff", "不是 UTF-8 编码"),
    "lost from the list": (LIST, in_text(name(OWN), "（略）"), "缺 1 个"),
    "lost from the workbook": (
        BOOK,
        part(STRINGS, lambda text: text.replace(name(OWN), "（略）")),
        "缺 1 个",
    ),
    "code lost": (LIST, in_text(code(OWN), ""), "缺 1 个"),
}
CASES = [
    *((BOOK, key, how) for key, how in IN_BOOK.items()),
    *((PAGE, key, how) for key, how in IN_PAGE.items()),
    *((LIST, key, how) for key, how in IN_LIST.items()),
]


def refused(workspace: Path, *options: str) -> str:
    """Packing is refused, nothing is left behind, nobody is named."""
    before = tree(workspace)
    done = inside("package", "2025", "-w", workspace, *options)
    assert done.code == 70, done.err
    speaks(done.err, "隔离核对没有通过", "位置：", "处理：")
    for secret in (LEAK, other_name(SECRET), code(FOREIGN), code(SECRET), str(FOREIGN), str(SECRET)):
        assert secret not in done.err
    assert tree(workspace) == before
    return done.err


def test_what_is_as_it_was_passes(tmp_path):
    workspace = copy(tmp_path)
    agree(run_of(workspace))
    assert inside("package", "2025", "-w", workspace).code == 0


@pytest.mark.parametrize(
    ("path", "how"), [case[::2] for case in CASES], ids=[f"{c[0][-4:]} {c[1]}" for c in CASES]
)
def test_a_leak_is_caught(tmp_path, path, how):
    workspace = copy(tmp_path)
    change(run_of(workspace), path, how)
    err = refused(workspace, "--district", HERE)
    assert f"{HERE} " in err
    assert path.rpartition("/")[2] in err


@pytest.mark.parametrize(
    ("how", "place", "what"),
    [
        (by_openpyxl(hidden_sheet), "工作表“草稿” C7", "不属于本区的名称（14 个字"),
        (by_openpyxl(very_hidden_code), "工作表“草稿” A1", "不属于本区的代码（18 个字"),
        (by_openpyxl(far_cell), "工作表“高企名单” XFD99999", "不属于本区的名称"),
        (IN_BOOK["unused string"], "没有单元格使用的文字", "不属于本区的名称"),
        (IN_BOOK["statistics only"], "没有单元格使用的文字", "只在统计名单中的名称（14 个字"),
        (IN_BOOK["statistics code"], "没有单元格使用的文字", "只在统计名单中的代码（18 个字"),
        (by_openpyxl(comment), "xl/comments/comment1.xml", "不属于本区的名称"),
        (by_openpyxl(property_), "docProps/core.xml", "不属于本区的名称"),
        (IN_BOOK["inline string"], "工作表“封面” B900", "不属于本区的名称"),
    ],
)  # fmt: skip
def test_the_message_says_where_and_what_sort(tmp_path, how, place, what):
    workspace = copy(tmp_path)
    change(run_of(workspace), BOOK, how)
    err = refused(workspace, "--district", HERE)
    assert place in err, err
    assert what in err, err


@pytest.mark.parametrize(("path", "how", "what"), SPOILT.values(), ids=SPOILT)
def test_what_cannot_be_read_or_is_not_whole_is_no_packet(tmp_path, path, how, what):
    workspace = copy(tmp_path)
    change(run_of(workspace), path, how)
    assert what in refused(workspace)
    assert what in refused(workspace, "--district", HERE)


def test_a_file_called_by_a_name(tmp_path):
    workspace = copy(tmp_path)
    run = run_of(workspace)
    told = json.loads((run / "result.json").read_bytes())
    (item,) = [each for each in told["outputs"] if each["path"] == LIST]
    new = LIST.replace("高企名单", LEAK)
    (run / LIST).rename(run / new)
    item["path"] = new
    (run / "result.json").write_text(json.dumps(told), encoding="utf-8")
    agree(run)
    assert "一个文件的名称" in refused(workspace)


def test_the_letter_is_proven_too(tmp_path):
    workspace = copy(tmp_path)
    (workspace / "templates").mkdir()
    (workspace / "templates/letter.html.j2").write_text(f"<p>{LEAK}请告知</p>", encoding="utf-8")
    assert "函.html" in refused(workspace)


def test_ones_own_names_are_no_leak_in_whatever_spelling(tmp_path):
    """Also the former name, a name with the bare name of another firm in it, and one's own code."""
    workspace = copy(tmp_path)
    own = f"<t>{' '.join(name(OWN))}、{other_name(OWN)}、{code(OWN).lower()}</t>"
    change(run_of(workspace), BOOK, string(own))
    assert inside("package", "2025", "-w", workspace).code == 0


@pytest.mark.parametrize("district", ["天河区", "天河", HERE_CODE])
def test_another_districts_leak_does_not_hold_up_one_that_is_asked_for_alone(tmp_path, district):
    workspace = copy(tmp_path)
    run = run_of(workspace)
    other = next(path for path in run.glob("各区/440104*/report.html"))
    change(run, other.relative_to(run).as_posix(), in_text("</main>", f"<p>{name(OWN)}</p></main>"))
    assert inside("package", "2025", "-w", workspace, "--district", district).code == 0
    assert inside("package", "2025", "-w", workspace).code == 70
