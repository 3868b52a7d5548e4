"""What the tests of single irregularities share: right firms of the city, and a year of one short list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from realfiles import guangzhou, put, run

from gzaudit.audit import YearAudit

NAME, CODE = "企业名称", "统一社会信用代码"
Make = Callable[..., YearAudit]


@pytest.fixture(scope="module")
def firms() -> list[dict[str, str]]:
    return [firm for firm in guangzhou() if firm["USCC校验"] == "valid"]


@pytest.fixture
def hnte(tmp_path: Path) -> Make:
    """Run a year of one 高企 list (and others): rows of name, code, 所在区, 地址."""

    def make(rows: list[list[Any]], ending: str = "xlsx", **others: list[list[Any]]) -> YearAudit:
        put(tmp_path, f"2025年高企公示名单.{ending}", [[NAME, CODE, "所在区", "地址"], *rows])
        for name, table in others.items():
            put(tmp_path, f"{name}.xlsx", table)
        return run(tmp_path)

    return make
