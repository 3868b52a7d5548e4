"""policy.toml above the indicators, and the payment condition: refused with file, key, found and allowed."""

from __future__ import annotations

import pytest
from policy_cases import POLICY_TEXT, files, swapped
from refusals import CLAUSES_KNOWN, DAY, LINE, RULE_ID, check_refusal, refusal

from gzaudit.policy.load import build_policy

WORDS = 'words = ["含", "达到", "每增长", "不低于", "前"]'
SERVICE = 'id = "service"\nfrom = 2025-01-01\nto = 2025-12-31'
VALID = "validity = { from = 2025-01-01, to = 2025-12-31 }"

# name: (passage, in its place, key, found, allowed)
ERRORS = {
    "不认识的键": ('title = "2025 年广州市', 'titel = 1\ntitle = "2025 年广州市', "titel", "不认识的键“titel”", "可用的键：id、title、year、validity、service、words、document、districts、enterprises、indicators、payment、measures、works"),
    "缺键": ('title = "2025 年广州市科技企业培育服务“一区一机构”补助"\n', "", "title", "没有写", "必须有的键：id、title、year、validity、service、words、document、districts、enterprises、indicators、payment"),
    "编号写法": ('id = "gz-2025"', 'id = "GZ 2025"', "id", "“GZ 2025”", RULE_ID),
    "words 里不认识的词": (WORDS, 'words = ["左右"]', "words", "“左右”不是认识的界限词", "含、达到、以上、及以上、不低于、不少于、每增长、每增加、≥、超过、高于、多于、以下、以内、不超过、不高于、不多于、前、不足、低于、少于、不满"),
    "words 重复": (WORDS, WORDS.replace('"前"', '"前", "含"'), "words", "“含”写了两次", "每项只写一次"),
    "words 为空": (WORDS, "words = []", "words", "一个列表（[…]）", "一个以上的文字组成的列表"),
    "words 里有数": (WORDS, "words = [1]", "words", "一个列表（[…]）", "一个以上的文字组成的列表"),
    "列了不用的界限词": (WORDS, WORDS.replace('"前"', '"前", "超过"'), "words", "列了却没有规则用到：超过", "只列规则用到的界限词"),
    "界限词没有列入": (WORDS, WORDS.replace('"含", ', ""), "indicators[1].tiers[1].word", "“含”没有列入 words", "达到、每增长、不低于、前"),
    "有效期缺头": (VALID, VALID.replace("2025-01-01", "2025-01-02"), "validity.from", "2025-01-02，有空档：2025-01-01 至 2025-01-01没有规则", "2025-01-01（两端都含）"),
    "有效期缺尾": (VALID, VALID.replace("2025-12-31", "2025-12-30"), "validity.to", "2025-12-30，有空档：2025-12-31 至 2025-12-31没有规则", "2025-12-31（两端都含）"),
    "有效期越过年头": (VALID, VALID.replace("2025-01-01", "2024-12-31"), "validity.from", "2024-12-31，与相邻年度重叠", "2025-01-01（两端都含）"),
    "有效期越过年尾": (VALID, VALID.replace("2025-12-31", "2026-01-01"), "validity.to", "2026-01-01，与相邻年度重叠", "2025-12-31（两端都含）"),
    "有效期倒置": (VALID, VALID.replace("2025-12-31", "2024-12-31"), "validity.to", "2024-12-31 早于起始日 2025-01-01", "2025-12-31（两端都含）"),
    "有效期带时刻": (VALID, VALID.replace("2025-12-31", "2025-12-31T00:00:00"), "validity.to", "2025-12-31 00:00:00", DAY),
    "有效期写成文字": (VALID, VALID.replace("2025-12-31", '"2025-12-31"'), "validity.to", "“2025-12-31”", DAY),
    "有效期不是表": (VALID, 'validity = "2025"', "validity", "“2025”", "一个表（{…} 或 [表名]）"),
    "有效期多一个键": (VALID, VALID.replace("from", "since = 1, from"), "validity.since", "不认识的键“since”", "可用的键：from、to"),
    "年份与文件夹不符": ("year = 2025", "year = 2026", "year", "2026", "与文件夹名相同：2025"),
    "服务期倒置": (SERVICE, SERVICE.replace("2025-12-31", "2024-12-31"), "service.to", "2024-12-31 早于起始日 2025-01-01", "2025-01-01 或以后（两端都含）"),
    "服务期没有条款": ('clause = "二"\n', "", "service.clause", "没有写", "必须有的键：id、from、to、clause"),
    "服务期的条款不存在": ('clause = "二"\n', 'clause = "二十"\n', "service.clause", "“二十”不在条款文件里", CLAUSES_KNOWN),
    "空文字": ('number = "来文未载文号"', 'number = ""', "document.number", "“”", LINE),
    "首尾空格": ('number = "来文未载文号"', 'number = " 无"', "document.number", "“ 无”", LINE),
    "换行": ('number = "来文未载文号"', 'number = "一\\n二"', "document.number", "“一\n二”", LINE),
    "数当文字": ('number = "来文未载文号"', "number = 5", "document.number", "5", LINE),
    "通知缺简称": ('short = "征集通知"\n', "", "document.short", "没有写", "必须有的键：short、title、number"),
    "区划代码不对": ('440106 = "天河区"', '440306 = "天河区"', "districts.440306", "“440306”", "4401 开头的六位区划代码"),
    "区名写了两次": ('440106 = "天河区"', '440106 = "越秀区"', "districts.440106", "“越秀区”写了两次", "每个区只写一次"),
    "没有区": (POLICY_TEXT[POLICY_TEXT.index('440103 = "荔湾区"') : POLICY_TEXT.index("# ── 谁算一家企业")], "", "districts", "一个空表", "全部的区：区划代码 = 区名"),
    "已取消的": ('revoked = "left_out"', 'revoked = "maybe"', "enterprises.revoked", "“maybe”", "“left_out”、“counted”"),
    "视同法人": ('quasi_units = "counted"', 'quasi_units = "yes"', "enterprises.quasi_units", "“yes”", "“counted”、“left_out”"),
    "企业规则缺键": ('quasi_units = "counted"         # 视同法人单位计；产业活动单位从不计\n', "", "enterprises.quasi_units", "没有写", "必须有的键：id、revoked、quasi_units、clause"),
    "拨付条件": ('condition = "绩效考核"', 'condition = "审计"', "payment.condition", "“审计”", "“绩效考核”"),
    "考核不通过": ('failed = "pays_nothing"', 'failed = "no"', "payment.failed", "“no”", "“pays_nothing”、“ignored”"),
    "基础不通过": ('base_rejected = "separate"', 'base_rejected = "no"', "payment.base_rejected", "“no”", "“separate”、“pays_nothing”"),
    "拨付的条款不存在": ('clause = "七（二）3"', 'clause = "七（二）4"', "payment.clause", "“七（二）4”不在条款文件里", CLAUSES_KNOWN),
    "拨付多一个键": ('condition = "绩效考核"', 'condition = "绩效考核"\nby = 1', "payment.by", "不认识的键“by”", "可用的键：id、condition、failed、base_rejected、clause"),
    "规则编号重复": ('id = "payment"', 'id = "hnte-70"', "payment.id", "“hnte-70”已用于 indicators[1].tiers[1].id", "全文件不重复的规则编号"),
    "规则编号与服务期相同": ('id = "enterprises"', 'id = "service"', "enterprises.id", "“service”已用于 service.id", "全文件不重复的规则编号"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS.values(), ids=ERRORS)
def test_the_policy_is_refused_word_for_word(case):
    check_refusal(2025, "policy", case)


def test_a_service_period_may_cross_the_turn_of_a_year():
    text = swapped(POLICY_TEXT, SERVICE, SERVICE.replace("2025-12-31", "2026-04-30"))
    policy = build_policy(files(2025, policy=text))
    assert (policy.service_from.year, policy.service_to.year) == (2025, 2026)


def test_both_ends_of_a_period_are_its_own_days():
    text = swapped(POLICY_TEXT, "from = 2025-01-01\nto = 2025-12-31", "from = 2025-08-31\nto = 2025-08-31")
    day = build_policy(files(2025, policy=text))
    assert day.service_from == day.service_to == day.measures["needs"].until
    text = swapped(POLICY_TEXT, VALID, "validity = { from = 2025-06-01, to = 2025-06-01 }")
    expected = "2025-06-01，有空档：2025-01-01 至 2025-05-31没有规则", "2025-01-01（两端都含）"
    assert refusal(policy=text) == ("2025/policy.toml：validity.from", *expected)
