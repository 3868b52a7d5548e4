"""The indicators of policy.toml: what is not as it must be is refused with file, key, found and allowed."""

from __future__ import annotations

import pytest
from policy_cases import POLICY_TEXT, TEXTS, swapped
from refusals import KEY, LOWER, RATIO, RULE_ID, TABLES, WHOLE, check_refusal, refusal

ONE = "indicators[1]"
TIERS = "indicators[1].tiers"
MORE = "indicators[1].increment"
CAP = "“none”（不封顶），或最多多少元：不少于一档的 50000 的整数"
PRIOR = 'prior = { id = "hnte-prior", column = "prior_hnte", heading = "上年高企认定数", clause = "七（二）2（1）" }'
PAYOUT = 'payout = { id = "hnte-payout", paid_for = "all", completion = "exact", clause = "七（二）2（1）" }'
LAST = '  { id = "hnte-100", at = "100/100", word = "含", rate = 600, clause = "七（二）2（1）" },\n'
HNTE_TARGET = 'column = "hnte_target"\nheading = "高企认定年度目标数"\nrounding = "exact"'
SECOND = 'id = "above-scale-hnte-count"\nlist = "hnte"\nand = "above_scale"\ndistrict = "hnte"'
FACTOR = 'heading = "上年规上高企数"\nfactor = "105/100"'

# name: (passage, in its place, key, found, allowed)
ERRORS = {
    "不认识的键": ('name = "高企认定数"', 'name = "高企认定数"\nnote = 1', f"{ONE}.note", "不认识的键“note”", "可用的键：key、name、unit、count、target、payout、tiers、prior、increment、exclusion"),
    "缺付法": (PAYOUT + "\n", "", f"{ONE}.payout", "没有写", "必须有的键：key、name、unit、count、target、payout、tiers"),
    "单位": ('name = "高企认定数"\nunit = "家"', 'name = "高企认定数"\nunit = "个"', f"{ONE}.unit", "“个”", "“家”"),
    "指标写法": ('key = "patent_hnte"', 'key = "patent-hnte"', "indicators[4].key", "“patent-hnte”", KEY),
    "指标重复": ('key = "patent_hnte"', 'key = "hnte"', "indicators[4].key", "“hnte”写了两次", "每个指标只写一次"),
    "目标列重复": ('column = "prior_patent_hnte"', 'column = "hnte_target"', "indicators[4].target.column", "“hnte_target”写了两次", "每个指标各用一列目标或基数"),
    # how it is counted
    "名单不认识": ('and = "above_scale"', 'and = "whatever"', "indicators[2].count.and", "“whatever”", "“hnte_stock”、“above_scale”、“above_scale_tech_services”、“patent_grants”、“tech_smes”"),
    "名单与自己相交": ('and = "above_scale"', 'and = "hnte"', "indicators[2].count.and", "“hnte”", "“hnte_stock”、“above_scale”、“above_scale_tech_services”、“patent_grants”、“tech_smes”"),
    "按不相干名单定区": (SECOND, SECOND.replace('district = "hnte"', 'district = "patent_grants"'), "indicators[2].count.district", "“patent_grants”", "“hnte”、“above_scale”"),
    "主名单不认识": (SECOND, SECOND.replace('list = "hnte"', 'list = "renames"'), "indicators[2].count.list", "“renames”", "“hnte”、“hnte_stock”、“above_scale”、“above_scale_tech_services”、“patent_grants”、“tech_smes”"),
    "专利没写共有人": ('owners = "each"\n', "", "indicators[4].count.owners", "没有写", "键“owners”"),
    "共有人": ('owners = "each"', 'owners = "all"', "indicators[4].count.owners", "“all”", "“each”、“first”"),
    "不是专利却写共有人": (SECOND, SECOND + '\nowners = "each"', "indicators[2].count.owners", "“each”", "不写；只有专利名单才有共有人"),
    # targets
    "目标取整写法": (FACTOR + '\nrounding = "exact"', FACTOR + '\nrounding = "near"', "indicators[2].target.rounding", "“near”", "“exact”、“up”、“half_up”、“down”"),
    "目标为零写法": (HNTE_TARGET + '\nzero = "undecided"', HNTE_TARGET + '\nzero = "0"', f"{ONE}.target.zero", "“0”", "“undecided”、“reached”"),
    "目标没有倍数却取整": (HNTE_TARGET, HNTE_TARGET.replace("exact", "up"), f"{ONE}.target.rounding", "“up”", "“exact”：没有 factor，目标是给定的整数"),
    "倍数写成数": (FACTOR, FACTOR.replace('"105/100"', "1.05"), "indicators[2].target.factor", "1.05", RATIO),
    "列的写法": ('column = "hnte_target"', 'column = "目标"', f"{ONE}.target.column", "“目标”", KEY),
    "目标多一个键": (HNTE_TARGET, HNTE_TARGET + "\nunit = 1", f"{ONE}.target.unit", "不认识的键“unit”", "可用的键：id、column、heading、rounding、zero、clause、factor"),
    "上年数缺列名": (PRIOR, PRIOR.replace('heading = "上年高企认定数", ', ""), f"{ONE}.prior.heading", "没有写", "必须有的键：id、column、heading、clause"),
    "上年数列的写法": (PRIOR, PRIOR.replace('"prior_hnte"', '"上年"'), f"{ONE}.prior.column", "“上年”", KEY),
    # payouts
    "付给谁": (PAYOUT, PAYOUT.replace('"all"', '"some"'), f"{ONE}.payout.paid_for", "“some”", "“all”、“bands”、“above_target”、“up_to_target”、“above_prior”"),
    "完成率取整": (PAYOUT, PAYOUT.replace('"exact"', '"percent"'), f"{ONE}.payout.completion", "“percent”", "“exact”、“two_places”"),
    "付法缺键": (PAYOUT, PAYOUT.replace('completion = "exact", ', ""), f"{ONE}.payout.completion", "没有写", "必须有的键：id、paid_for、completion、clause"),
    # tiers
    "层内不认识的键": ('"70/100", word = "含", rate', '"70/100", word = "含", rat', f"{TIERS}[1].rat", "不认识的键“rat”", "可用的键：id、at、word、rate、clause、fixed"),
    "缺金额": ("rate = 500, ", "", f"{TIERS}[2].rate", "没有写", "必须有的键：id、at、word、rate、clause"),
    "缺条款": (', rate = 500, clause = "七（二）2（1）"', ", rate = 500", f"{TIERS}[2].clause", "没有写", "必须有的键：id、at、word、rate、clause"),
    "不认识的界限词": ('"85/100", word = "含"', '"85/100", word = "约"', f"{TIERS}[2].word", "“约”不是认识的界限词", LOWER),
    "上限用词": ('"85/100", word = "含"', '"85/100", word = "不足"', f"{TIERS}[2].word", "“不足”是上限用词，这里要下限用词", LOWER),
    "界限词没有列入": ('"85/100", word = "含"', '"85/100", word = "以上"', f"{TIERS}[2].word", "“以上”没有列入 words", "含、达到、每增长、不低于、前"),
    "门槛倒序": ('at = "85/100"', 'at = "65/100"', f"{TIERS}[2].at", "“65/100”不高于上一档", "高于“70/100”，由低到高排列"),
    "门槛相同": ('at = "85/100"', 'at = "70/100"', f"{TIERS}[2].at", "“70/100”不高于上一档", "高于“70/100”，由低到高排列"),
    "第三档低于第二档": ('at = "100/100", word = "含", rate = 600', 'at = "80/100", word = "含", rate = 600', f"{TIERS}[3].at", "“80/100”不高于上一档", "高于“85/100”，由低到高排列"),
    "目标之后又是百分之百": (LAST, LAST.replace('"100/100"', '"target"') + LAST.replace("hnte-100", "hnte-b"), f"{TIERS}[4].at", "“100/100”不高于上一档", "高于“target”，由低到高排列"),
    "比例写成数": ('at = "85/100"', "at = 0.85", f"{TIERS}[2].at", "0.85", RATIO),
    "比例分母不是十进": ('at = "85/100"', 'at = "6/7"', f"{TIERS}[2].at", "“6/7”", RATIO),
    "比例为零": ('at = "70/100"', 'at = "0/100"', f"{TIERS}[1].at", "“0/100”", RATIO),
    "比例是别的词": ('at = "70/100"', 'at = "prior"', f"{TIERS}[1].at", "“prior”", RATIO),
    "金额带小数": ("rate = 500", "rate = 500.5", f"{TIERS}[2].rate", "500.5", WHOLE),
    "金额加引号": ("rate = 500", 'rate = "500"', f"{TIERS}[2].rate", "“500”", WHOLE),
    "金额为零": ("rate = 500", "rate = 0", f"{TIERS}[2].rate", "0", WHOLE),
    "金额写成真假": ("rate = 500", "rate = true", f"{TIERS}[2].rate", "true", WHOLE),
    "定额为零": ("rate = 500", "rate = 500, fixed = 0", f"{TIERS}[2].fixed", "0", WHOLE),
    "没有门槛": ("[indicators.increment]", "[[indicators]]", "indicators[2].id", "不认识的键“id”", "可用的键：key、name、unit、count、target、payout、tiers、prior、increment、exclusion"),
    "规则编号重复": ('id = "hnte-85"', 'id = "hnte-70"', f"{TIERS}[2].id", "“hnte-70”已用于 indicators[1].tiers[1].id", "全文件不重复的规则编号"),
    "规则编号写法": ('id = "hnte-85"', 'id = "高企85"', f"{TIERS}[2].id", "“高企85”", RULE_ID),
    # increments
    "增量起点": ('from = "target"', 'from = "zero"', f"{MORE}.from", "“zero”", "“target”、“prior”"),
    "增量起点用词": ('from_word = "达到"', 'from_word = "前"', f"{MORE}.from_word", "“前”是上限用词，这里要下限用词", LOWER),
    "增量一档": ('step_ratio = "5/100"', "step_ratio = 5", f"{MORE}.step_ratio", "5", RATIO),
    "谁的百分之五": ('step_of = "target"', 'step_of = "count"', f"{MORE}.step_of", "“count”", "“target”、“prior”"),
    "增长方式": ('growth = "simple"', 'growth = "double"', f"{MORE}.growth", "“double”", "“simple”、“compound”"),
    "增量家数": ("step_count = 15", "step_count = 0", f"{MORE}.step_count", "0", WHOLE),
    "起算取整": ('count_from = "exact"', 'count_from = "down"', f"{MORE}.count_from", "“down”", "“exact”、“rounded_up”"),
    "起算取整没有分别": ('count_from = "exact"', 'count_from = "rounded_up"', f"{MORE}.count_from", "“rounded_up”", "“exact”：从给定的目标起算，总是整数"),
    "零头": ('part_steps = "left_out"', 'part_steps = "up"', f"{MORE}.part_steps", "“up”", "“left_out”、“pro_rata”"),
    "每档金额": ("step_amount = 50000", "step_amount = 5e4", f"{MORE}.step_amount", "5E+4", WHOLE),
    "增量合并": ('combine = "max"', 'combine = "min"', f"{MORE}.combine", "“min”", "“max”、“sum”"),
    "封顶不到一档": ('cap = "none"', "cap = 49_999", f"{MORE}.cap", "49999", CAP),
    "封顶加引号": ('cap = "none"', 'cap = "100000"', f"{MORE}.cap", "“100000”", CAP),
    "封顶写成真假": ('cap = "none"', "cap = true", f"{MORE}.cap", "true", CAP),
    "增量缺封顶": ('cap = "none"                    # 不封顶\n', "", f"{MORE}.cap", "没有写", "必须有的键：id、clause、from、from_word、step_ratio、step_of、growth、step_count、count_from、step_word、part_steps、step_amount、combine、cap"),
}  # fmt: skip


EXCLUSION = 'id = "hnte-exclusion"\nflag = "subsidy_4"'
ERRORS_2023 = {
    "标记不认识": (EXCLUSION, EXCLUSION.replace("subsidy_4", "subsidy_5"), "indicators[1].exclusion.flag", "“subsidy_5”", "“subsidy_4”"),
    "标记缺名称": ('heading = "享受4号办法"\n', "", "indicators[1].exclusion.heading", "没有写", "必须有的键：id、flag、heading、clause"),
    "分段只有一档": ('id = "hnte-payout", paid_for = "all"', 'id = "hnte-payout", paid_for = "bands"', "indicators[1].payout.paid_for", "“bands”", "“above_target”等：只有一档，没有分段"),
    "定额写成万元": ("fixed = 300000", "fixed = 30.0", "indicators[1].tiers[1].fixed", "30.0", WHOLE),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS.values(), ids=ERRORS)
def test_an_indicator_is_refused_word_for_word(case):
    check_refusal(2025, "policy", case)


@pytest.mark.parametrize("case", ERRORS_2023.values(), ids=ERRORS_2023)
def test_an_indicator_of_2023_is_refused_word_for_word(case):
    check_refusal(2023, "policy", case)


def test_a_prior_count_beside_a_target_made_of_it_is_refused():
    old = 'key = "above_scale_hnte"\n'
    text = swapped(POLICY_TEXT, old, old + PRIOR.replace("hnte-prior", "b").replace("prior_hnte", "b") + "\n")
    allowed = "不写；目标由上年数乘出来的，上年数就是 target 的那一列"
    assert refusal(policy=text) == ("2025/policy.toml：indicators[2].prior", "一个表（{…}）", allowed)


def test_steps_from_a_whole_number_of_last_year_are_not_rounded():
    text = TEXTS[2023]["policy.toml"]
    at = text.index('id = "hnte-increment"')
    changed = text[at:].replace('from = "target"', 'from = "prior"', 1)
    changed = changed.replace('count_from = "exact"', 'count_from = "rounded_up"', 1)
    expected = "“rounded_up”", "“exact”：从上年数起算，总是整数"
    found = refusal(2023, policy=text[:at] + changed)
    assert found == ("2023/policy.toml：indicators[1].increment.count_from", *expected)


def test_a_list_of_tables_that_is_none_is_refused():
    cut = POLICY_TEXT.index("tiers = ["), POLICY_TEXT.index("]\n\n[indicators.target]") + 1
    text = POLICY_TEXT[: cut[0]] + "tiers = { at = 1 }" + POLICY_TEXT[cut[1] :]
    assert refusal(policy=text) == (f"2025/policy.toml：{TIERS}", "一个表（{…}）", TABLES)
