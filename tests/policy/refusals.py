"""How a spoiled policy is refused, word for word; and what many refusals say of what is allowed."""

from __future__ import annotations

import tomllib

import pytest
from policy_cases import CLAUSES_TEXT, TEXTS, files, swapped

from gzaudit.errors import PolicyError
from gzaudit.policy.load import check_policy

WRITTEN = "改正后重新运行；写法见 docs/policy-format.md"

WHOLE = "大于 0 的整数，不加引号、不带小数"
RATIO = '加引号的“分子/10、100、1000…”，如 "70/100"'
DAY = "日期，不加引号，如 2025-01-01"
LINE = "不为空、首尾无空格的一行文字，加引号"
KEY = "小写字母开头，只含小写字母、数字和连接符（[a-z][a-z0-9_]*）"
RULE_ID = "小写字母开头，只含小写字母、数字和连接符（[a-z][a-z0-9-]*）"
LOWER = "含、达到、以上、及以上、不低于、不少于、每增长、每增加、≥、超过、高于、多于"
TABLES = "一个以上的表（[[表名]] 或 [{…}, {…}]）"
CLAUSES_KNOWN = "已有的条款：" + "、".join(each["id"] for each in tomllib.loads(CLAUSES_TEXT)["clauses"])


def told(call, *args):
    """Where, found and allowed of a refusal, which exits with 4 and says what to do; all of it is shown."""
    with pytest.raises(PolicyError) as caught:
        call(*args)
    error = caught.value
    assert (error.exit_code, error.asked, error.action) == (4, "政策规则文件不能用", WRITTEN)
    assert all(part in str(error) for part in (error.where, error.found, error.expected))
    return error.where, error.found, error.expected


def refusal(year=2025, **changed):
    """The refusal of a policy whose files say something else: `policy`, `clauses`, `readings`."""
    return told(lambda: check_policy(files(year, **changed)))


def check_refusal(year, name, case):
    """One passage said otherwise: (passage, in its place, key, found, allowed)."""
    old, new, key, found, allowed = case
    text = swapped(TEXTS[year][f"{name}.toml"], old, new)
    assert refusal(year, **{name: text}) == (f"{year}/{name}.toml：{key}", found, allowed)
