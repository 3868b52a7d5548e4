"""Application lists as files, and what the program makes of them."""

from __future__ import annotations

import csv
import io

from gzaudit.applications.applied import work_out
from gzaudit.applications.read import read_applications
from gzaudit.policy.find import open_named
from gzaudit.policy.load_named import build_named

FILES = open_named("2015-draft")
PLAIN = build_named(FILES)
HEADINGS = ("序号", "单位名称", "统一社会信用代码", "事项", "年度", "金额（万元）", "级别", "备注")


def as_csv(path, rows, encoding="utf-8-sig"):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def applied(path, **readings):
    """What a file comes to."""
    policy = build_named(FILES, readings, PLAIN) if readings else PLAIN
    return work_out(FILES, policy, read_applications(path))


def of_rows(tmp_path, *rows, headings=HEADINGS, **readings):
    return applied(as_csv(tmp_path / "名单.csv", [headings, *rows]), **readings)


def paid(result):
    """元 by grant, year and name."""
    return {(e.grant, e.year, result.name(e.payee)): e.paid for e in result.result.lines}


def fates(result):
    """What became of each line, by spreadsheet row."""
    return {each.line.row: each.reason for each in result.sorted.fates}


def codes(result):
    return result.findings.counts()["by_code"]
