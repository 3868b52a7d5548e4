"""LibreOffice works every workbook out anew, and each figure is that of result.json."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import count, takewhile
from pathlib import Path
from typing import Any

import pytest
from system.recalculated_years import all_years, write_books
from system.recalculation import Cells, formulas, recalculate, spoil, values

from gzaudit.audit import YearAudit
from gzaudit.render.result_json import result_bytes

pytestmark = pytest.mark.system

UNKNOWN = "待定"
HEADINGS = {
    "家数": "count", "标准（元/家）": "rate", "定额补助（元）": "base_amount",
    "按家数补助（元）": "per_enterprise_amount", "增量档数": "increment_steps",
    "增量补助（元）": "increment_amount", "合计（元）": "amount",
}  # fmt: skip
BASE = {"accepted": "通过", "rejected": "不通过", "not_assessed": "未验收"}


class Recalculated:
    """All years with their workbooks as LibreOffice worked them out."""

    def __init__(self, folder: Path) -> None:
        self.audits = all_years(folder)
        books, spoilt = folder / "books", folder / "spoilt"
        books.mkdir()
        spoilt.mkdir()
        self.written: dict[str, list[Path]] = {}
        for name, audit in self.audits.items():
            self.written[name] = write_books(books, name, audit)
        self.formulas = {
            path.name: spoil(path, spoilt / path.name) for paths in self.written.values() for path in paths
        }
        self.again = {path.name: path for path in recalculate(sorted(spoilt.iterdir()), folder)}


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    return Recalculated(tmp_path_factory.mktemp("recalculated"))


def lines(cells: dict[str, Any], first: str) -> list[dict[str, Any]]:
    """The rows below the headings, by heading; `first` heads the first column."""
    rows: dict[int, dict[str, Any]] = {}
    for coordinate, value in cells.items():
        letters = coordinate.rstrip("0123456789")
        rows.setdefault(int(coordinate[len(letters) :]), {})[letters] = value
    head = next(row for row, found in sorted(rows.items()) if found.get("A") == first)
    names = {letter: " ".join(str(text).split()) for letter, text in rows[head].items()}
    below = takewhile(lambda row: "A" in rows.get(row, {}), count(head + 1))  # lines to sign follow a gap
    return [{names[at]: value for at, value in rows[row].items() if at in names} for row in below]


def shown(value: Any) -> Any:
    return UNKNOWN if value is None else value


def total(parts: list[Any]) -> Any:
    return UNKNOWN if any(part is None for part in parts) else sum(parts)


def check_indicator(found: dict[str, Any], expected: dict[str, Any]) -> None:
    for heading, key in HEADINGS.items():
        if heading in found and key in expected:
            assert found[heading] == shown(expected[key]), (heading, found)
    target = expected["target"]
    assert found["目标（家）"] == (UNKNOWN if target is None else pytest.approx(float(target), abs=1e-9))
    completion = UNKNOWN
    if expected["completion"] is not None:
        hundredths = Fraction(expected["count"]) / Fraction(target) * 10_000 // 1
        completion = f"{hundredths // 100}.{hundredths % 100:02d}%"
    assert found["完成率"] == completion


def check_city(book: Cells, result: dict[str, Any], audit: YearAudit) -> None:
    districts, city = result["districts"], result["city"]
    for rule in audit.indicators:
        found = lines(book[rule.name], "区")
        expected = [each["indicators"][rule.key] for each in districts]
        for line, each in zip(found, expected, strict=False):
            check_indicator(line, each)
        assert found[-1]["家数"] == shown(city["counts"][rule.key])
        assert found[-1]["合计（元）"] == total([each["amount"] for each in expected])
    for sheet in ("汇总", "应付金额", "付款汇总"):
        found = lines(book[sheet], "区")
        assert [line["区"] for line in found] == [*(each["name"] for each in districts), "全市"]
        payable = [*(each["payable"] for each in districts), city["payable"]]
        assert [line["应付（元）"] for line in found] == [shown(each) for each in payable]
        if sheet != "付款汇总":
            amounts = [*(each["amount"] for each in districts), city["amount"]]
            assert [line["合计（元）"] for line in found] == [shown(each) for each in amounts]
        if sheet != "付款汇总" and "base" in districts[0]:
            bases = [*(each["base"]["amount"] for each in districts), city["base_amount"]]
            assert [line["基础补助（元）"] for line in found] == [shown(each) for each in bases]
            states = [BASE[each["base"]["status"]] for each in districts]
            assert [line["基础验收"] for line in found[:-1]] == states
    summary = lines(book["汇总"], "区")
    for rule in audit.indicators:
        counts = [each["indicators"][rule.key]["count"] for each in districts]
        counts.append(city["counts"][rule.key])
        assert [line[f"{rule.name}（家）"] for line in summary] == [shown(each) for each in counts]


def check_district(book: Cells, expected: dict[str, Any], audit: YearAudit) -> None:
    found = {line["事项"]: line for line in lines(book["核算结果"], "事项")}
    payment = {line["事项"]: line for line in lines(book["付款单"], "事项")}
    for rule in audit.indicators:
        each = expected["indicators"][rule.key]
        check_indicator(found[rule.name], each)
        assert found[rule.name]["金额（元）"] == shown(each["amount"])
        assert payment[rule.name]["金额（元）"] == shown(each["amount"])
    for line, key in (("合计", "amount"), ("应付", "payable")):
        assert found[line]["金额（元）"] == payment[line]["金额（元）"] == shown(expected[key])
    if "base" in expected:
        assert found["基础补助"]["金额（元）"] == shown(expected["base"]["amount"])


def test_every_figure_is_that_of_result_json(recalculated: Recalculated) -> None:
    """Every formula gives the value stored beside it, and every figure that is shown is that of result.json."""
    for name, audit in recalculated.audits.items():
        result = json.loads(result_bytes(audit, ()))
        by_code = {each["code"]: each for each in result["districts"]}
        for path in recalculated.written[name]:
            again, alive = values(recalculated.again[path.name]), formulas(path)
            assert sum(map(len, alive.values())) == recalculated.formulas[path.name]
            for sheet, cells in alive.items():
                for at, (text, stored) in cells.items():
                    assert again[sheet].get(at) == stored, (path.name, sheet, at, text)
            if path.stem.endswith("city"):
                check_city(again, result, audit)
                check_alive(again, alive, audit)
            else:
                check_district(again, by_code[path.stem[-6:]], audit)


def check_alive(book: Cells, alive: Cells, audit: YearAudit) -> None:
    """No figure became a plain number in silence: sums are always formulas, counts wherever a list gives them."""
    for sheet in ("汇总", "应付金额", "付款汇总"):
        assert len(column_formulas(book, alive, sheet, "应付（元）")) == 12
    for rule in audit.indicators:
        for heading in ("达到档次", "按家数补助（元）", "合计（元）"):
            assert len(column_formulas(book, alive, rule.name, heading)) >= 11
        known = [each.indicators[rule.key].count for each in audit.result.districts]
        counts = column_formulas(book, alive, rule.name, "家数")
        listed = len(audit.members[rule.count.list])
        assert len(counts) - 1 == (sum(each is not None for each in known) if listed else 0), rule.name


def column_formulas(book: Cells, alive: Cells, sheet: str, heading: str) -> list[str]:
    """The formulas of a column."""
    cells = book[sheet]
    row = next(int(at[1:]) for at, value in cells.items() if at[0] == "A" and value == "区")
    letters = {
        " ".join(str(value).split()): at.rstrip("0123456789")
        for at, value in cells.items()
        if at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(row)
    }
    return [text for at, (text, _) in alive[sheet].items() if at.rstrip("0123456789") == letters[heading]]
