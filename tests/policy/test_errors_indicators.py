"""The indicators of policy.toml: what is not as it must be is refused with file, key, found and allowed (exit 4)."""

from __future__ import annotations

import pytest
from policy_cases import POLICY_TEXT, TEXTS, check, refused, swapped

ONE = "indicators[1]"
TIERS = "indicators[1].tiers"
MORE = "indicators[1].increment"
PRIOR = 'prior = { id = "hnte-prior", column = "prior_hnte", heading = "上年高企认定数", clause = "七（二）2（1）" }'
PAYOUT = 'payout = { id = "hnte-payout", paid_for = "all", completion = "exact", clause = "七（二）2（1）" }'
LAST = '  { id = "hnte-100", at = "100/100", word = "含", rate = 600, clause = "七（二）2（1）" },\n'
HNTE_TARGET = 'column = "hnte_target"\nheading = "高企认定年度目标数"\nrounding = "exact"'
SECOND = 'id = "above-scale-hnte-count"\nlist = "hnte"\nand = "above_scale"\ndistrict = "hnte"'
FACTOR = 'heading = "上年规上高企数"\nfactor = "105/100"'

# name: (passage, in its place, key, found, allowed)
ERRORS = {
    "不认识的键": ('name = "高企认定数"', 'name = "高企认定数"\nnote = 1', f"{ONE}.note", "不认识的键“note”", "exclusion"),
    "缺付法": (PAYOUT + "\n", "", f"{ONE}.payout", "没有写", "payout"),
    "单位": ('name = "高企认定数"\nunit = "家"', 'name = "高企认定数"\nunit = "个"', f"{ONE}.unit", "“个”", "“家”"),
    "指标写法": ('key = "patent_hnte"', 'key = "patent-hnte"', "indicators[4].key", "“patent-hnte”", "小写字母开头"),
    "指标重复": ('key = "patent_hnte"', 'key = "hnte"', "indicators[4].key", "“hnte”写了两次", "只写一次"),
    "目标列重复": ('column = "prior_patent_hnte"', 'column = "hnte_target"', "indicators[4].target.column", "“hnte_target”写了两次", "各用一列"),
    # how it is counted
    "名单不认识": ('and = "above_scale"', 'and = "whatever"', "indicators[2].count.and", "“whatever”", "“above_scale”"),
    "名单与自己相交": ('and = "above_scale"', 'and = "hnte"', "indicators[2].count.and", "“hnte”", "“above_scale”"),
    "按不相干名单定区": (SECOND, SECOND.replace('district = "hnte"', 'district = "patent_grants"'), "indicators[2].count.district", "“patent_grants”", "“hnte”、“above_scale”"),
    "主名单不认识": (SECOND, SECOND.replace('list = "hnte"', 'list = "renames"'), "indicators[2].count.list", "“renames”", "“hnte_stock”"),
    "专利没写共有人": ('owners = "each"\n', "", "indicators[4].count.owners", "没有写", "owners"),
    "共有人": ('owners = "each"', 'owners = "all"', "indicators[4].count.owners", "“all”", "“each”、“first”"),
    "不是专利却写共有人": (SECOND, SECOND + '\nowners = "each"', "indicators[2].count.owners", "“each”", "只有专利名单才有共有人"),
    # targets
    "目标取整写法": (FACTOR + '\nrounding = "exact"', FACTOR + '\nrounding = "near"', "indicators[2].target.rounding", "“near”", "“half_up”"),
    "目标为零写法": (HNTE_TARGET + '\nzero = "undecided"', HNTE_TARGET + '\nzero = "0"', f"{ONE}.target.zero", "“0”", "“undecided”、“reached”"),
    "目标没有倍数却取整": (HNTE_TARGET, HNTE_TARGET.replace("exact", "up"), f"{ONE}.target.rounding", "“up”", "没有 factor"),
    "倍数写成数": (FACTOR, FACTOR.replace('"105/100"', "1.05"), "indicators[2].target.factor", "1.05", '"70/100"'),
    "列的写法": ('column = "hnte_target"', 'column = "目标"', f"{ONE}.target.column", "“目标”", "小写字母开头"),
    "目标多一个键": (HNTE_TARGET, HNTE_TARGET + "\nunit = 1", f"{ONE}.target.unit", "不认识的键“unit”", "factor"),
    "上年数缺列名": (PRIOR, PRIOR.replace('heading = "上年高企认定数", ', ""), f"{ONE}.prior.heading", "没有写", "heading"),
    "上年数列的写法": (PRIOR, PRIOR.replace('"prior_hnte"', '"上年"'), f"{ONE}.prior.column", "“上年”", "小写字母开头"),
    # payouts
    "付给谁": (PAYOUT, PAYOUT.replace('"all"', '"some"'), f"{ONE}.payout.paid_for", "“some”", "“above_prior”"),
    "完成率取整": (PAYOUT, PAYOUT.replace('"exact"', '"percent"'), f"{ONE}.payout.completion", "“percent”", "“exact”、“two_places”"),
    "付法缺键": (PAYOUT, PAYOUT.replace('completion = "exact", ', ""), f"{ONE}.payout.completion", "没有写", "completion"),
    # tiers
    "层内不认识的键": ('"70/100", word = "含", rate', '"70/100", word = "含", rat', f"{TIERS}[1].rat", "不认识的键“rat”", "at、word、rate"),
    "缺金额": ("rate = 500, ", "", f"{TIERS}[2].rate", "没有写", "rate"),
    "缺条款": (', rate = 500, clause = "七（二）2（1）"', ", rate = 500", f"{TIERS}[2].clause", "没有写", "clause"),
    "不认识的界限词": ('"85/100", word = "含"', '"85/100", word = "约"', f"{TIERS}[2].word", "“约”不是认识的界限词", "不低于"),
    "上限用词": ('"85/100", word = "含"', '"85/100", word = "不足"', f"{TIERS}[2].word", "“不足”是上限用词，这里要下限用词", "不低于"),
    "界限词没有列入": ('"85/100", word = "含"', '"85/100", word = "以上"', f"{TIERS}[2].word", "“以上”没有列入 words", "达到"),
    "门槛倒序": ('at = "85/100"', 'at = "65/100"', f"{TIERS}[2].at", "“65/100”不高于上一档", "高于“70/100”"),
    "门槛相同": ('at = "85/100"', 'at = "70/100"', f"{TIERS}[2].at", "“70/100”不高于上一档", "高于“70/100”"),
    "第三档低于第二档": ('at = "100/100", word = "含", rate = 600', 'at = "80/100", word = "含", rate = 600', f"{TIERS}[3].at", "“80/100”不高于上一档", "高于“85/100”"),
    "目标之后又是百分之百": (LAST, LAST.replace('"100/100"', '"target"') + LAST.replace("hnte-100", "hnte-b"), f"{TIERS}[4].at", "“100/100”不高于上一档", "高于“target”"),
    "比例写成数": ('at = "85/100"', "at = 0.85", f"{TIERS}[2].at", "0.85", '"70/100"'),
    "比例分母不是十进": ('at = "85/100"', 'at = "6/7"', f"{TIERS}[2].at", "“6/7”", '"70/100"'),
    "比例为零": ('at = "70/100"', 'at = "0/100"', f"{TIERS}[1].at", "“0/100”", '"70/100"'),
    "比例是别的词": ('at = "70/100"', 'at = "prior"', f"{TIERS}[1].at", "“prior”", '"70/100"'),
    "金额带小数": ("rate = 500", "rate = 500.5", f"{TIERS}[2].rate", "500.5", "大于 0 的整数"),
    "金额加引号": ("rate = 500", 'rate = "500"', f"{TIERS}[2].rate", "“500”", "大于 0 的整数"),
    "金额为零": ("rate = 500", "rate = 0", f"{TIERS}[2].rate", "0", "大于 0 的整数"),
    "金额写成真假": ("rate = 500", "rate = true", f"{TIERS}[2].rate", "true", "大于 0 的整数"),
    "定额为零": ("rate = 500", "rate = 500, fixed = 0", f"{TIERS}[2].fixed", "0", "大于 0 的整数"),
    "没有门槛": ("[indicators.increment]", "[[indicators]]", "indicators[2].id", "不认识的键“id”", "tiers"),
    "规则编号重复": ('id = "hnte-85"', 'id = "hnte-70"', f"{TIERS}[2].id", f"“hnte-70”已用于 {TIERS}[1].id", "不重复"),
    "规则编号写法": ('id = "hnte-85"', 'id = "高企85"', f"{TIERS}[2].id", "“高企85”", "小写字母开头"),
    # increments
    "增量起点": ('from = "target"', 'from = "zero"', f"{MORE}.from", "“zero”", "“target”、“prior”"),
    "增量起点用词": ('from_word = "达到"', 'from_word = "前"', f"{MORE}.from_word", "“前”是上限用词，这里要下限用词", "达到"),
    "增量一档": ('step_ratio = "5/100"', "step_ratio = 5", f"{MORE}.step_ratio", "5", '"70/100"'),
    "谁的百分之五": ('step_of = "target"', 'step_of = "count"', f"{MORE}.step_of", "“count”", "“target”、“prior”"),
    "增长方式": ('growth = "simple"', 'growth = "double"', f"{MORE}.growth", "“double”", "“simple”、“compound”"),
    "增量家数": ("step_count = 15", "step_count = 0", f"{MORE}.step_count", "0", "大于 0 的整数"),
    "起算取整": ('count_from = "exact"', 'count_from = "down"', f"{MORE}.count_from", "“down”", "“exact”、“rounded_up”"),
    "起算取整没有分别": ('count_from = "exact"', 'count_from = "rounded_up"', f"{MORE}.count_from", "“rounded_up”", "“exact”：从给定的目标起算，总是整数"),
    "零头": ('part_steps = "left_out"', 'part_steps = "up"', f"{MORE}.part_steps", "“up”", "“left_out”、“pro_rata”"),
    "每档金额": ("step_amount = 50000", "step_amount = 5e4", f"{MORE}.step_amount", "5E+4", "大于 0 的整数"),
    "增量合并": ('combine = "max"', 'combine = "min"', f"{MORE}.combine", "“min”", "“max”、“sum”"),
    "增量封顶": ('cap = "none"', "cap = 5", f"{MORE}.cap", "5", "“none”"),
    "增量缺封顶": ('cap = "none"                    # 不封顶\n', "", f"{MORE}.cap", "没有写", "cap"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_an_indicator_is_refused(name, tmp_path):
    old, new, key, found, allowed = ERRORS[name]
    error = refused(tmp_path, policy=swapped(POLICY_TEXT, old, new))
    check(error, "2025/policy.toml", key, found, allowed)


def test_a_prior_count_beside_a_target_made_of_it_is_refused(tmp_path):
    old = 'key = "above_scale_hnte"\n'
    text = swapped(POLICY_TEXT, old, old + PRIOR.replace("hnte-prior", "b").replace("prior_hnte", "b") + "\n")
    error = refused(tmp_path, policy=text)
    check(error, "2025/policy.toml", "indicators[2].prior", "一个表", "上年数就是 target 的那一列")


EXCLUSION = 'id = "hnte-exclusion"\nflag = "subsidy_4"'
ERRORS_2023 = {
    "标记不认识": (EXCLUSION, EXCLUSION.replace("subsidy_4", "subsidy_5"), "indicators[1].exclusion.flag", "“subsidy_5”", "“subsidy_4”"),
    "标记缺名称": ('heading = "享受4号办法"\n', "", "indicators[1].exclusion.heading", "没有写", "heading"),
    "分段只有一档": ('id = "hnte-payout", paid_for = "all"', 'id = "hnte-payout", paid_for = "bands"', "indicators[1].payout.paid_for", "“bands”", "只有一档，没有分段"),
    "定额写成万元": ("fixed = 300000", "fixed = 30.0", "indicators[1].tiers[1].fixed", "30.0", "大于 0 的整数"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS_2023)
def test_an_indicator_of_2023_is_refused(name, tmp_path):
    old, new, key, found, allowed = ERRORS_2023[name]
    error = refused(tmp_path, 2023, policy=swapped(TEXTS[2023]["policy.toml"], old, new))
    check(error, "2023/policy.toml", key, found, allowed)


def test_steps_from_a_whole_number_of_last_year_are_not_rounded(tmp_path):
    text = TEXTS[2023]["policy.toml"]
    at = text.index('id = "hnte-increment"')
    changed = text[at:].replace('from = "target"', 'from = "prior"', 1)
    changed = changed.replace('count_from = "exact"', 'count_from = "rounded_up"', 1)
    error = refused(tmp_path, 2023, policy=text[:at] + changed)
    check(error, "2023/policy.toml", "indicators[1].increment.count_from", "“rounded_up”", "从上年数起算")


def test_a_list_of_tables_that_is_none_is_refused(tmp_path):
    cut = POLICY_TEXT.index("tiers = ["), POLICY_TEXT.index("]\n\n[indicators.target]") + 1
    text = POLICY_TEXT[: cut[0]] + "tiers = { at = 1 }" + POLICY_TEXT[cut[1] :]
    check(refused(tmp_path, policy=text), "2025/policy.toml", f"{TIERS}", "一个表（{…}）", "一个以上的表")
