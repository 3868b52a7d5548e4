"""A whole policy in Chinese, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.model_named import NamedPolicy
from gzaudit.policy.show.told import Part, Told, told
from gzaudit.policy.show.told_goals import goal_part
from gzaudit.policy.show.told_grants import grant_part
from gzaudit.policy.show.told_indicators import indicator_part
from gzaudit.policy.show.told_works import measures_part, work_part

if TYPE_CHECKING:
    from gzaudit.policy.load_named import AnyPolicy
    from gzaudit.policy.model import Policy

COUNTS: Final = {"counted": "计", "left_out": "不计"}
FAILED: Final = {"pays_nothing": "拨付 0 元", "ignored": "不计入"}
BASE_REJECTED: Final = {"separate": "不影响其他部分", "pays_nothing": "其他部分一并不付"}


def parts_of(policy: AnyPolicy) -> tuple[Part, ...]:
    """Everything that the rules say, in the order of the file."""
    if isinstance(policy, NamedPolicy):
        return (*(grant_part(each) for each in policy.grants), *(goal_part(each) for each in policy.goals))
    return (
        Part("common", "common", "共同的规定", (_general(policy), _enterprises(policy), _payment(policy))),
        *(indicator_part(each) for each in policy.indicators),
        *(work_part(policy, each) for each in policy.works),
        *((measures_part(policy),) if policy.measures else ()),
    )


def _general(policy: Policy) -> Told:
    """What the file says once for all rules. The service period's clause is no part of a policy's value."""
    fields = {
        "名称": policy.title,
        "文件": f"{policy.document.title}（{policy.document.number}），简称{policy.document.short}",
        "服务期": f"{policy.service_from} 至 {policy.service_to}（两端都含）",
        "区": "、".join(policy.districts.values()),
    }
    return Told("general", "年度和文件", "", "", fields, policy.words)


def _enterprises(policy: Policy) -> Told:
    rule = policy.enterprises
    fields = {
        "已取消资格的高企": COUNTS[rule.revoked],
        "视同法人单位": COUNTS[rule.quasi_units],
        "产业活动单位": "不计",
    }
    return told("enterprises", "谁算一家企业", rule, fields)


def _payment(policy: Policy) -> Told:
    rule = policy.payment
    fields = {f"{rule.condition}不通过": FAILED[rule.failed]}
    if policy.work("base"):
        fields["基础工作不通过"] = BASE_REJECTED[rule.base_rejected]
    return told("payment", "拨付条件", rule, fields)
