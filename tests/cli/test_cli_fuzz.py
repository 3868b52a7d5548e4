"""Damaged bytes and impossible cells, end to end: a known exit code, rows that add up, workbooks that are well formed."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import re
import tempfile
import zipfile
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree as ET

from cli_support import (
    ABOVE,
    ABOVE_HEADINGS,
    CODES,
    DISTRICTS,
    HNTE,
    HNTE_HEADINGS,
    PATENT_HEADINGS,
    PATENTS,
    SERVICES,
    files,
    firm,
    inside,
    lists,
    only_run,
    text,
    tree,
    write,
    xls,
    xlsx,
)
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

PROFILE = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
GOOD = files(lists())


def check(content: dict[str, bytes]) -> None:
    """Run on these files; whatever they are, the run ends in one of the ways that the contract knows."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(os, "fsync"):
        workspace = write(Path(folder), content)
        before = tree(workspace)
        ended = inside("compute", "2025", "-w", workspace, "--json")
        event(f"exit {ended.code}")
        assert ended.code in (0, 1, 2, 3), ended.err
        assert "\x1b" not in ended.err
        if ended.code > 1:
            assert ended.out == b""
            assert re.search(r"^错误：.*[\u4e00-\u9fff]", ended.err, re.MULTILINE), ended.err
            assert "data/2025/" in ended.err
            assert tree(workspace) == before
        else:
            sound(only_run(workspace), ended.out)


def sound(run: Path, printed: bytes) -> None:
    result = json.loads(printed)
    assert (run / "result.json").read_bytes() == printed
    for source in result["sources"]:
        assert source["rows"] == source["counted"] + sum(source["excluded"].values()), source
    for key, total in result["city"]["counts"].items():
        counts = [each["indicators"][key]["count"] for each in result["districts"]]
        assert total == (None if None in counts else sum(counts))
    assert sum(result["findings"]["by_code"].values()) == sum(
        result["findings"][s] for s in ("error", "warning", "info")
    )
    for output in result["outputs"]:
        data = (run / output["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == output["sha256"]
        if output["kind"] == "city_workbook":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                for name in package.namelist():
                    ET.fromstring(package.read(name))
        elif output["path"].endswith(".html"):
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]|<script|<img", data.decode())


@st.composite
def damaged(draw) -> tuple[str, bytes]:
    """One of the files with some bytes changed, outside or (repacked) inside its parts."""
    path = draw(st.sampled_from([HNTE, ABOVE, SERVICES, PATENTS]))
    data = GOOD[path]
    if not path.endswith(".xlsx") or not draw(st.integers(0, 3)):
        return path, draw(bent(data))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        part = draw(
            st.sampled_from(
                ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
            )
        )
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, draw(bent(content)) if name == part else content)
    return path, out.getvalue()


@st.composite
def bent(draw, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(len(changed) - 1, 0)))
        length = draw(st.sampled_from([1, 1, 2, 8, 64, 900]))
        what = draw(
            st.sampled_from(["letter", "letter", "letter", "flip", "set", "cut", "double", "insert", "end"])
        )
        if what == "letter" and changed:
            changed[at] = (
                draw(st.sampled_from(b"0189AZaz")) if changed[at : at + 1].isalnum() else changed[at]
            )
        elif what == "flip" and changed:
            changed[at] ^= 1 << draw(st.integers(0, 7))
        elif what == "set":
            changed[at : at + length] = (
                draw(st.sampled_from([b"\x00", b"\xff", b"9", b"<", b"&", b'"'])) * length
            )
        elif what == "cut":
            del changed[at : at + length]
        elif what == "double":
            changed[at:at] = changed[at : at + length]
        elif what == "insert":
            changed[at:at] = draw(st.binary(min_size=1, max_size=12))
        else:
            del changed[at:]
    return bytes(changed)


@settings(PROFILE, max_examples=32)
@given(damaged())
def test_damaged_bytes(change):
    path, data = change
    check({**GOOD, path: data})


STRANGE = st.sampled_from(
    [
        "",
        " ",
        "无",
        "合计",
        "注：",
        "=1+1",
        "+A1",
        "<b>&amp;</b>",
        "{{7*7}}",
        "\u202e甲\u2066",
        "\ufeff\u200b",
        "\x00\x01\x1f",
        "_xD800_",
        "_x0000_",
        "\ufffe\uffff",
        "\U0001f600\U000e0041",
        "甲" * 5000,
        "；" * 300,
        "、甲、、乙；\n丙",
        "440106198001010017",
        "2025-02-30",
        "45000.5",
        "1e400",
        "①二Ⅲ",
        "天河区、越秀区",
        "广州市天河区",
        "佛山市",
        "a\r\nb\tc",
        "'" * 40,
        "GR2025",
    ]
)
VALUES = st.one_of(
    STRANGE,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)),
    st.sampled_from([0, -1, 10**15, 914401011234567890, 1e-300, 1.7e308]),
)


def row(width: int, usual: tuple) -> st.SearchStrategy:
    """Mostly what such a list holds, with any cell replaced now and then."""
    cells = [st.one_of(st.just(each), st.just(each), VALUES) for each in usual]
    return st.tuples(*cells, *[VALUES] * (width - len(usual)))


def grid(headings: tuple[str, ...], usual: list[tuple]) -> st.SearchStrategy:
    rows = st.lists(st.one_of(*[row(len(headings), each) for each in usual]), min_size=1, max_size=6)
    return rows.map(lambda drawn: [headings, *drawn])


def cells(value: object) -> object:
    """Dates as text, for the formats that are written without types here."""
    return value.isoformat() if isinstance(value, dt.date) else value


NAMES = [(firm(at), CODES[at]) for at in range(3)]


@settings(PROFILE, max_examples=14)
@given(
    grid(HNTE_HEADINGS, [(1, name, code, "GR202544000001", 2025, "天河区", "") for name, code in NAMES]),
    grid(
        (*ABOVE_HEADINGS, "单位类型", "曾用名"),
        [(name, code, "440106", "6513", "法人单位", "") for name, code in NAMES],
    ),
    grid(PATENT_HEADINGS, [(name, code, "ZL1", "发明", "2025-03-04") for name, code in NAMES]),
    grid(("区", "高企认定年度目标数", "上年规上高企数"), [(each, 2, 1) for each in DISTRICTS]),
    grid(("区", "事项", "结论"), [(each, "基础验收", "通过") for each in DISTRICTS]),
)
def test_impossible_cells(hnte, above, patents, targets, acceptance):
    plain = [[cells(value) for value in each] for each in above]
    check(
        {
            HNTE: xlsx(hnte),
            ABOVE: xls(plain),
            SERVICES: text([[cells(value) for value in each] for each in above]),
            PATENTS: xlsx(patents),
            "科技局/2025年度目标与上年基数.csv": text(
                [[cells(value) for value in each] for each in targets], "gb18030"
            ),
            "科技局/2025年度验收结论.xlsx": xlsx(acceptance),
        }
    )


@settings(PROFILE, max_examples=14)
@given(st.binary(max_size=400), st.sampled_from([".csv", ".xlsx", ".xls"]), st.booleans())
def test_any_bytes_under_any_name(data, ending, alone):
    start = {".csv": b"", ".xlsx": b"PK\x03\x04", ".xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}[ending]
    check(
        {f"2025年高企认定名单{ending}": start + data}
        if alone
        else {**GOOD, f"2025年高企认定名单{ending}": data}
    )


ODD = st.one_of(
    st.sampled_from(["", "true", "1", "-1", "1.5", "nan", "[]", "[[]]", "{}", "2025-01-01", "''", "9" * 30]),
    st.sampled_from(['["data/2025/[*"]', '["\\u0000"]', '["~$*"]', '["//x"]', '["."]', '["**"]']),
)
GLOBS = st.lists(
    st.sampled_from(
        ["data/**/*.xlsx", f"data/2025/{HNTE}", f"data/2025/{HNTE}#名单", "data/2025/*/*", "**/*", "*/#名单"]
    ),
    min_size=1,
    max_size=3,
)
KINDS = st.sampled_from(
    ["hnte", "above_scale", "above_scale_tech_services", "patent_grants", "registry", "renames"]
)
SETTINGS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.builds(
        "[sources.2025]\n{} = {}\n".format,
        KINDS,
        GLOBS.map(lambda globs: json.dumps(globs, ensure_ascii=False)),
    ),
    st.builds("[sources.2025]\n{} = {}\n".format, KINDS, ODD),
    st.builds("[hnte]\nscope = {}\n".format, st.one_of(st.sampled_from(['"city"', '"province"']), ODD)),
    st.builds(
        "[district]\nuse_code_fallback = {}\n".format, st.one_of(st.sampled_from(["true", "false"]), ODD)
    ),
    st.builds("[budget.2025]\ntotal = {}\n".format, st.one_of(st.integers(0, 10**25), ODD)),
    st.builds("[budget.2025.districts]\n'天河区' = {}\n".format, st.one_of(st.integers(0, 10**7), ODD)),
)


@settings(PROFILE, max_examples=14)
@given(SETTINGS)
def test_any_settings(toml):
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(os, "fsync"):
        workspace = write(Path(folder), GOOD)
        (workspace / "gzaudit.toml").write_text(toml, encoding="utf-8", newline="")
        ended = inside("compute", "2025", "-w", workspace)
        event(f"exit {ended.code}")
        assert ended.code in (0, 1, 2, 3), ended.err
        if ended.code > 1:
            assert "gzaudit.toml" in ended.err or "data/2025/" in ended.err
            assert not (workspace / "runs").exists()
