"""`gzaudit policy show`: the rules of a year beside their clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.commands.policy_list import SHORT
from gzaudit.commands.policy_place import origin
from gzaudit.commands.workspace import checked_workspace
from gzaudit.policy.find import POLICY, open_any
from gzaudit.policy.load_named import check_any
from gzaudit.policy.model_named import NamedPolicy
from gzaudit.policy.show.told_whole import parts_of
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.load_named import AnyPolicy
    from gzaudit.policy.model import Reading
    from gzaudit.policy.show.told import Part, Told

_KINDS: Final = {
    "indicator": "指标", "work": "按工作量付的", "measure": "", "common": "", "grant": "补助", "goal": "目标",
}  # fmt: skip
LONG: Final = 60
"""Characters from which on a rule is shown a field a line."""


def show_policy(which: int | str, workspace: Path, *, readings_only: bool) -> None:
    """Print a policy, or only its open questions.

    Raises:
        PolicyError: there is no policy of that year or name, or it is not valid.
    """
    files = open_any(which, checked_workspace(workspace))
    policy = check_any(files)
    screen = Screen()
    screen.line(f"{policy.title}（{policy.id}）")
    if isinstance(policy, NamedPolicy) and policy.mark:
        screen.line(policy.mark)
    if not readings_only:
        _head(screen, files, policy)
        for part in parts_of(policy):
            _part(screen, policy, part)
        _unused(screen, policy)
    _readings(screen, policy)


def _head(screen: Screen, files: PolicyFiles, policy: AnyPolicy) -> None:
    document = policy.document
    screen.line(f"文件：{document.title}（{document.number}），下称{document.short}")
    screen.line(f"来源：{origin(files.place)}；校验码 {policy.sha256[:SHORT]}")
    screen.line(f"效力：{policy.valid_from} 至 {policy.valid_to}（两端都含）")
    if isinstance(policy, NamedPolicy):
        screen.line(f"界限词：{'、'.join(policy.words)}")
        return
    service = files.tables[POLICY].table("service").text("clause")
    screen.line(f"服务期：{policy.service_from} 至 {policy.service_to}（两端都含；{service}）")
    screen.line(f"界限词：{'、'.join(policy.words)}")
    _meanings(screen, policy, (service,))


def _part(screen: Screen, policy: AnyPolicy, part: Part) -> None:
    name = _KINDS[part.kind]
    screen.heading(f"{name}：{part.name}（{part.key}）" if name else part.name)
    rules = [rule for rule in part.rules if rule.clause]
    rows = [(each.label, _told(each), "、".join(each.words) or "—", each.clause) for each in rules]
    screen.table(("规则", "内容", "界限词", "条款"), rows)
    _meanings(screen, policy, dict.fromkeys(each.clause for each in rules))


def _told(rule: Told) -> str:
    if len(rule.text) < LONG:
        return rule.text
    return "\n".join(f"{name}：{value}" for name, value in rule.fields.items())


def _meanings(screen: Screen, policy: AnyPolicy, clauses: Iterable[str]) -> None:
    for clause in clauses:
        screen.item(f"{clause}　{policy.clauses[clause].meaning}")


def _unused(screen: Screen, policy: AnyPolicy) -> None:
    """Clauses without a rule, with the reason, so that none is left out in silence."""
    excused = [each for each in policy.clauses.values() if each.no_rule]
    if excused:
        screen.heading(f"不需要规则的条款（{len(excused)} 条）")
        screen.table(
            ("条款", "大意", "为什么不需要规则"), [(e.id, e.meaning, e.no_rule or "") for e in excused]
        )


def _readings(screen: Screen, policy: AnyPolicy) -> None:
    readings = tuple(policy.readings.values())
    screen.heading(f"没有说死的地方（{len(readings)} 处）")
    if isinstance(policy, NamedPolicy):
        screen.line("“逐次测算”的，每次测算都列出别的读法各付多少。换一种读法，在命令后面写：")
        screen.line(f"--reading {_example(readings)}=b")
    else:
        screen.line("“逐次测算”的，每次运行都算出别的读法各区各付多少。换一种读法，写在 gzaudit.toml 的")
        screen.line(
            f'[readings.{policy.year}]，例如：{_example(readings)} = {{ choice = "b", reason = "为什么换" }}'
        )
    rows = [
        (each.id, each.question, _choices(each), "是" if each.arithmetic else "否", each.clause)
        for each in readings
    ]
    screen.table(("编号", "问题", "读法（a 为默认）", "逐次测算", "条款"), rows)


def _example(readings: tuple[Reading, ...]) -> str:
    able = (each.id for each in readings if any(not other.unsupported for other in each.choices[1:]))
    return next(able, "A1")


def _choices(reading: Reading) -> str:
    lines = [
        f"{each.id}　{each.meaning}" + (f"（不计算：{each.unsupported}）" if each.unsupported else "")
        for each in reading.choices
    ]
    return "\n".join([*lines, f"取 a 的理由：{reading.reason}"])
