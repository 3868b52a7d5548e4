"""Workbooks worked out anew by LibreOffice, whatever values were stored in them."""

from __future__ import annotations

import re
import subprocess
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

# A cell's formula and the value stored behind it.
_STORED = re.compile(r"(<f>[^<]*</f>)<v>[^<]*</v>")
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f>([^<]*)</f><v>([^<]*)</v>')
_WRONG = r"\1<v>-7</v>"
# Always work out formulas of Excel files when they are opened.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""

Cells = dict[str, dict[str, Any]]
"""By sheet and coordinate."""


def spoil(source: Path, target: Path) -> int:
    """Copy a workbook with every stored result replaced by a wrong one; the number of formulas."""
    spoilt = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text, count = _STORED.subn(_WRONG, data.decode())
                data, spoilt = text.encode(), spoilt + count
            new.writestr(name, data)
    return spoilt


def recalculate(books: list[Path], folder: Path) -> list[Path]:
    """Open all workbooks in one LibreOffice, work them out, and save them again.

    Args:
        books: files with different names.
        folder: scratch, where the new files come to lie under the same names.
    """
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    out = folder / "recalculated"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, books)]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    return [out / book.name for book in books]


def formulas(path: Path) -> Cells:
    """The formulas of a workbook of ours, each with the value stored beside it."""
    found: Cells = {}
    with zipfile.ZipFile(path) as parts:
        names = re.findall(r'<sheet name="([^"]*)"', parts.read("xl/workbook.xml").decode())
        for number, name in enumerate(names, 1):
            text = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
            found[unescape(name)] = {
                at: (unescape(formula), unescape(value) if 't="str"' in kind else _number(value))
                for at, kind, formula, value in _FORMULA.findall(text)
            }
    return found


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


def values(path: Path) -> Cells:
    """The stored values of a workbook."""
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in load_workbook(path, data_only=True)
    }
