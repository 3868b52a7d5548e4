"""Small real workspaces, and the real program run on them."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from oracle.codes import new_code

from gzaudit.cli import main

HNTE = "火炬中心/2025年高新技术企业认定公示名单.xlsx"
ABOVE = "统计局/“四上”企业定报库名单（2025年12月）.xls"
SERVICES = "统计局/2025年规模以上科技服务业企业名单.csv"
PATENTS = "市场监管局/2025年发明专利授权企业名单.xlsx"
TARGETS = "科技局/2025年度目标与上年基数.xlsx"
ACCEPTANCE = "科技局/2025年度验收结论.csv"
DISTRICTS = (
    "荔湾区",
    "越秀区",
    "海珠区",
    "天河区",
    "白云区",
    "黄埔区",
    "番禺区",
    "花都区",
    "南沙区",
    "从化区",
    "增城区",
)
DIVISIONS = dict(
    zip(
        DISTRICTS,
        [f"4401{at}" for at in ("03", "04", "05", "06", 11, 12, 13, 14, 15, 17, 18)],
        strict=True,
    )
)
HNTE_HEADINGS = ("序号", "企业名称", "统一社会信用代码", "证书编号", "认定年度", "所在区", "地址")
ABOVE_HEADINGS = ("单位详细名称", "统一社会信用代码", "行政区划代码", "行业代码")
PATENT_HEADINGS = ("专利权人", "统一社会信用代码", "专利号", "专利类型", "授权公告日")
CODES = tuple(new_code(random.Random(f"cli/{at}"), "440106") for at in range(12))


@dataclass
class Lists:
    """Rows of the six lists of a year with a single finding, an info (`duplicate`); tests change what they need."""

    hnte: list[Sequence[Any]] = field(default_factory=list)
    above: list[Sequence[Any]] = field(default_factory=list)
    services: list[Sequence[Any]] = field(default_factory=list)
    patents: list[Sequence[Any]] = field(default_factory=list)


def firm(at: int) -> str:
    return f"广州试例{'甲乙丙丁戊己庚辛壬癸子丑'[at]}号科技有限公司"


def lists() -> Lists:
    places = ("天河区", "天河区", "黄埔区")
    return Lists(
        hnte=[
            (at + 1, firm(at), CODES[at], f"GR202544000{at:03d}", 2025, place, "")
            for at, place in enumerate(places)
        ],
        above=[(firm(at), CODES[at], DIVISIONS[places[at]], "6513") for at in (0, 2)],
        services=[(firm(at), CODES[at], DIVISIONS["海珠区"], "7320") for at in (3, 4, 3)],
        patents=[(firm(0), CODES[0], "ZL202310000001.1", "发明", "2025-03-04")],
    )


def xlsx(rows: Iterable[Sequence[Any]], sheet: str = "名单") -> bytes:
    """Text, numbers and dates as they are; never a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)})
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, bool):
                page.write_boolean(r, c, value)
            elif isinstance(value, dt.date):
                page.write_datetime(r, c, value, day)
            elif isinstance(value, int | float):
                page.write_number(r, c, value)
            elif value:
                page.write_string(r, c, value)
    book.close()
    return out.getvalue()


def xls(rows: Iterable[Sequence[Any]], sheet: str = "名单") -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value not in ("", None):
                page.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(rows: Iterable[Sequence[Any]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding, errors="surrogatepass" if encoding == "utf-8" else "strict")


def files(content: Lists) -> dict[str, bytes]:
    """The six files, by path below data/2025."""
    return {
        HNTE: xlsx([["2025年高新技术企业认定公示名单"], HNTE_HEADINGS, *content.hnte]),
        ABOVE: xls([ABOVE_HEADINGS, *content.above]),
        SERVICES: text([ABOVE_HEADINGS, *content.services], "gb18030"),
        PATENTS: xlsx([PATENT_HEADINGS, *content.patents]),
        TARGETS: xlsx(
            [
                ("区", "高企认定年度目标数", "上年规上高企数", "上年规上科服企业数", "上年专利高企数"),
                *((each, 2, 1, 1, 1) for each in DISTRICTS),
            ]
        ),
        ACCEPTANCE: text(
            [("区", "事项", "结论"), *((each, "基础验收", "通过") for each in DISTRICTS)], "utf-8-sig"
        ),
    }


def quiet(workspace: Path, content: Lists | None = None) -> Path:
    """A year with no warning: every district has a firm that is in all lists, and targets as the city promised."""
    content = content or lists()
    for at, (district, division) in enumerate(DIVISIONS.items()):
        name, code = f"广州静例{at}号科技有限公司", new_code(random.Random(f"quiet/{at}"), "440106")
        content.hnte.append((100 + at, name, code, f"GR202544009{at:03d}", 2025, district, ""))
        # Not all of a district's firms are in the statistics list: its count would tell of each.
        beside = new_code(random.Random(f"beside/{at}"), "440106")
        content.hnte.append(
            (200 + at, f"广州旁例{at}号有限公司", beside, f"GR202544008{at:03d}", 2025, district, "")
        )
        content.above.append((name, code, division, "6513"))
        content.services.append((name, code, division, "7320"))
        content.patents.append((name, code, f"ZL2023100009{at:02d}.1", "发明", "2025-03-04"))
    headings = ("区", "高企认定年度目标数", "上年规上高企数", "上年规上科服企业数", "上年专利高企数")
    targets = xlsx([headings, *((each, 320, 1, 1, 1) for each in DISTRICTS)])
    return write(workspace, files(content) | {TARGETS: targets})


def write(workspace: Path, content: dict[str, bytes]) -> Path:
    for path, data in content.items():
        target = workspace / "data/2025" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return workspace


def tiny(workspace: Path) -> Path:
    """A year of which nothing needs a person: exit code 0."""
    return write(workspace, files(lists()))


@dataclass
class Ended:
    """How a run ended."""

    code: int
    out: bytes
    err: str


def environment(**changes: str) -> dict[str, str]:
    """The tests' own environment without what would change a console."""
    drop = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "PYTHONIOENCODING", "TTY_COMPATIBLE"}
    return {**{k: v for k, v in os.environ.items() if k not in drop}, **changes}


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "gzaudit", *map(str, args)]


def gzaudit(*args: object, cwd: Path | None = None, **changes: str) -> Ended:
    """Run the real program to its end."""
    done = subprocess.run(
        command(*args), cwd=cwd, env=environment(**changes), capture_output=True, timeout=120, check=False
    )
    encoding = changes.get("PYTHONIOENCODING", "utf-8")
    return Ended(done.returncode, done.stdout, done.stderr.decode(encoding))


def child(*args: object, cwd: Path, before: Any = None, **changes: str) -> subprocess.Popen:
    """Start the real program; `before` runs in it first."""
    return subprocess.Popen(
        command(*args),
        cwd=cwd,
        env=environment(**changes),
        preexec_fn=before,  # noqa: PLW1509  # limits must be set in the child
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process: subprocess.Popen) -> tuple[int, bytes, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err.decode()


def wait_for(process: subprocess.Popen, words: bytes) -> bytes:
    """Read what the program says until it says this."""
    said = b""
    while words not in said:
        more = process.stderr.read1(4096)
        assert more, said.decode()
        said += more
    return said


def inside(*args: object) -> Ended:
    """Run the program in this process, as its entry point would: quicker, and code here can be made to fail."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    argv, sys.argv = sys.argv, ["gzaudit", *map(str, args)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
        code: Any = None
    except SystemExit as stop:
        code = stop.code
    finally:
        sys.argv = argv
    assert isinstance(code, int)
    return Ended(code, out.buffer.getvalue(), err.buffer.getvalue().decode())


def tree(folder: Path) -> dict[str, bytes | None]:
    """All there is below a folder: bytes of files, None for folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def outputs(run: Path) -> dict[str, bytes | None]:
    """A run without the files that the clock may reach."""
    return {path: data for path, data in tree(run).items() if not path.endswith(".log")}


def only_run(workspace: Path, year: int = 2025) -> Path:
    (run,) = (workspace / "runs" / str(year)).iterdir()
    return run


def speaks(err: str, *words: str) -> None:
    """One Chinese message that names these, and no trace of the program's insides."""
    starts = re.findall(r"^(?:错误|用法有误)：", err, re.MULTILINE)
    assert len(starts) == 1, err
    message = err[err.index(starts[0]) :]
    assert re.search(r"[\u4e00-\u9fff]{4}", message), err
    assert "Traceback" not in err, err
    assert 'File "' not in err, err
    for word in words:
        assert word in message, (word, err)


def refused(workspace: Path, code: int, *words: str, args: Sequence[object] = ("2025",)) -> str:
    """Run and be refused: this exit code, one message, nothing on stdout, not one byte on the disk changed."""
    before = tree(workspace)
    ended = inside("compute", *args, "-w", workspace)
    assert ended.code == code, (ended.code, ended.err)
    assert ended.out == b""
    speaks(ended.err, *words)
    assert tree(workspace) == before
    return ended.err
