"""All checks of one run, in order: first the bytes, then where they came from, then every figure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gzaudit.deliver.find_run import RESULT
from gzaudit.verify.agree import check_agreement
from gzaudit.verify.amounts import check_amounts
from gzaudit.verify.counts import check_counts
from gzaudit.verify.entry import check_entry
from gzaudit.verify.files import check_log, check_outputs, check_seal, digests
from gzaudit.verify.inputs import check_inputs
from gzaudit.verify.policy import check_policy
from gzaudit.verify.report import Check, Fault, Report
from gzaudit.verify.rows import check_rows
from gzaudit.verify.stored import BROKEN, STORE, opened
from gzaudit.verify.sums import check_sums

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def verify_run(folder: Path, workspace: Path, shown: str) -> Report:
    """Look whether a run is what it was when it was written, and whether its figures follow from its data.

    Nothing is written. Whatever the folder holds, the answer is a report.

    Args:
        folder: of the run, wherever it was copied to.
        workspace: where its inputs, its history and the bureau's own rules may be.
        shown: how the run is called.
    """
    found, odd = digests(folder)
    checks = [check_seal(folder, found, odd), check_log(folder, found)]
    result, broken = _result(folder)
    if broken:
        return Report(shown, (*checks, Check("result", RESULT, "", (broken,))))

    checks += [
        _look("outputs", "成果文件", RESULT, lambda: check_outputs(result, found)),
        check_entry(folder, found, workspace),
        _look("inputs", "输入名单", RESULT, lambda: check_inputs(result, workspace)),
        _look("sums", "合计", RESULT, lambda: check_sums(result)),
    ]
    try:
        with opened(folder) as stored:
            checks += [
                _look("policy", "政策规则", STORE, lambda: check_policy(result, stored, workspace)),
                _look("rows", "行数账", STORE, lambda: check_rows(result, stored)),
                _look("counts", "家数", STORE, lambda: check_counts(stored)),
                _look("amounts", "金额重算", STORE, lambda: check_amounts(result, stored)),
                _look("agreement", "其余各数", STORE, lambda: check_agreement(result, stored)),
            ]
    except BROKEN as error:
        checks.append(_unreadable("store", "运行数据库", STORE, error))
    return Report(shown, tuple(checks))


def _look(key: str, title: str, file: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except BROKEN as error:
        return _unreadable(key, title, file, error)


def _unreadable(key: str, title: str, file: str, error: Exception) -> Check:
    found = f"{type(error).__name__}: {error}"[:200]
    return Check(key, title, "", (Fault("内容读不下去", file, found, "运行时写成的内容"),))


def _result(folder: Path) -> tuple[dict[str, Any], Fault | None]:
    try:
        told = json.loads((folder / RESULT).read_bytes())
    except (OSError, ValueError, RecursionError):
        told = None
    if isinstance(told, dict):
        return told, None
    return {}, Fault("不是完整的核算结果", RESULT, "读不出来", "运行时写成的 JSON")
