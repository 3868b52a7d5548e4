"""`gzaudit policy lint`: are the files sound, is each clause accounted for, what is still to be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.commands.policy_each import of_each
from gzaudit.commands.policy_place import origin
from gzaudit.commands.policy_text import official_text
from gzaudit.errors import PolicyError, SettingsError
from gzaudit.policy.find import CASES, read_text
from gzaudit.policy.lint.check import ERRORS, STATUS_NAMES, lint_policy
from gzaudit.policy.load_named import check_any
from gzaudit.policy.show.draft import marked
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.load_named import AnyPolicy


def lint_policies(which: int | str | None, workspace: Path, text: Path | None) -> int:
    """Check one policy or all.

    Args:
        which: the year or the name; None for all.
        workspace: the folder.
        text: the official text, to hold one policy against.

    Returns:
        0, or 4 where the text does not bear the rules out.

    Raises:
        PolicyError: a policy is not valid.
        SettingsError: a text without a year or a name, or a text that cannot be read.
    """
    if text is not None and which is None:
        raise SettingsError(
            "没有写核对哪一年度的规则。", where="--text", expected="gzaudit policy lint 年度 --text 文件"
        )
    told = official_text(text) if text else None
    screen = Screen()
    codes = of_each(which, workspace, lambda files: _lint(screen, files, told))
    return max(codes)


def _lint(screen: Screen, files: PolicyFiles, text: str | None) -> int:
    policy = check_any(files)
    clauses = policy.clauses.values()
    excused = sum(each.no_rule is not None for each in clauses)
    screen.line(f"{files.year}（{origin(files.place)}）：规则文件可用。")
    used = len(clauses) - excused
    screen.item(f"条款 {len(clauses)} 条：{used} 条有规则引用，{excused} 条写明不需要规则，没有遗漏。")
    screen.item(f"没有说死的地方 {len(policy.readings)} 处，默认读法与规则一致。")
    _marks(screen, files)
    return _against(screen, policy, text) if text is not None else 0


def _marks(screen: Screen, files: PolicyFiles) -> None:
    texts = dict(files.texts)
    try:
        texts[CASES] = read_text(files.folder, CASES)
    except PolicyError:  # without cases there is nothing in them to check; `policy test` tells of that
        screen.item(f"没有算例文件 {CASES}。")
    places = marked(texts)
    if places:
        screen.item(f"还有 {len(places)} 处标着“请核对”：")
        screen.table(("文件", "行", "内容"), [(e.file, str(e.line), e.text) for e in places], numbers=(1,))


def _against(screen: Screen, policy: AnyPolicy, text: str) -> int:
    """Print the comparison with the official text; 4 where they disagree."""
    lines = lint_policy(policy, text)
    screen.heading("与通知全文核对")
    rows = [
        (each.clause, each.claim, STATUS_NAMES[each.status], each.excerpt, each.detail or "—")
        for each in lines
    ]
    screen.table(("条款", "规则里写的", "结果", "全文", "说明"), rows)
    found = [each.status for each in lines]
    told = [f"{name} {found.count(status)} 处" for status, name in STATUS_NAMES.items() if status in found]
    screen.line("；".join(told) + "。")
    return PolicyError.exit_code if set(found) & set(ERRORS) else 0
