"""The words of the summary, exactly."""

from __future__ import annotations

import pytest
from batch_support import COMPLETE, INCOMPLETE, PACKETS, RESULT, computed

from gzaudit.batch.model import Reported
from gzaudit.batch.summary import Story, subject, summary
from gzaudit.errors import InputError

WHOLE = """\
gzaudit 2025 年度批处理：完成

提醒：
  时钟倒退

运行：runs/2025/0a1b2c
各区均有绩效考核结论。
尚未决定的企业事项涉及 1,500 元。

区      高企认定数（家）  应付（元）
荔湾区             1,200     250,300
越秀区              待定        待定
全市                待定        待定

高企待定：所在区待定 3 家，代码查不到 12 家，同名多码 1 家

事项：须决定 0 条，请核对 2 条，提示 7 条
  请核对 2 条  名称不一致（数据提供单位）
      核对后更正
  明细见 runs/2025/0a1b2c 的市级工作簿；要由人决定的，运行 gzaudit review 2025

与 runs/2025/ff 相比：应付不变

分送包：packets/2025/0a1b2c，1 个，没有加密

分送：已发送；outbox/2025
  荔湾区：已发送
  越秀区：已发送
"""


def story(**changes):
    told = {
        "told": "应付不变",
        "warnings": ("时钟倒退",),
        "run": computed(open_sums="尚未决定的企业事项涉及 1,500 元。"),
        "reported": Reported(RESULT, "runs/2025/ff"),
        "packets": PACKETS,
        "delivery": COMPLETE,
    }
    return Story(2025, changes.pop("sending", "really"), {"hnte": "高企认定数"}, **(told | changes))


def test_all_of_it():
    assert summary(story()) == WHOLE


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "完成"),
        ({"run": computed(findings={"error": 3})}, "完成，须决定 3 条"),
        ({"delivery": INCOMPLETE}, "分送没有全部完成"),
        ({"stopped": ("compute", InputError("打不开。"))}, "没有做完（核算）"),
    ],
)
def test_the_subject_says_whether_somebody_has_to_do_something(changes, said):
    told = story(**changes)
    assert subject(told) == f"gzaudit 2025 年度批处理：{said}"
    assert summary(told).splitlines()[0] == subject(told)


def test_a_batch_that_stopped_at_once():
    error = InputError("文件打不开。", where="data/2025/甲.xlsx", action="重新复制")
    told = Story(2025, "draft", {}, stopped=("check", error))
    assert summary(told) == (
        "gzaudit 2025 年度批处理：没有做完（检查）\n\n"
        "停在“检查”（退出码 3），后面的都没有做：\n文件打不开。\n  位置：data/2025/甲.xlsx\n  处理：重新复制\n"
    )


def test_nothing_sent_is_said_so():
    text = summary(story(sending="no", delivery=None))
    assert "分送：没有要求发送；要发送时运行 gzaudit send 2025" in text
    assert "只写了草稿，没有发送" in summary(story(sending="draft"))


def test_the_first_run_of_a_year():
    assert "这一年度的第一次运行。" in summary(story(reported=Reported(RESULT)))
