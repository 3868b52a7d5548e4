"""Each way a policy file can be wrong: refused with file, key, found and allowed (exit 4)."""

import pytest
from policy_cases import CLAUSES_TEXT, POLICY_TEXT, folder, swapped

from gzaudit.errors import PolicyError
from gzaudit.policy.load import read_policy

TIERS = "indicators[1].tiers"

# name: (passage, in its place, key, found, allowed); `found` and `allowed` are parts of the message.
POLICY_ERRORS = {
    "不认识的键": (
        'title = "2025 年广州市',
        'titel = 1\ntitle = "2025 年广州市',
        "titel",
        "不认识的键“titel”",
        "validity",
    ),
    "层内不认识的键": (
        '"70/100", word = "含", rate',
        '"70/100", word = "含", rat',
        f"{TIERS}[1].rat",
        "不认识的键“rat”",
        "at、word、rate",
    ),
    "缺键": ("rate = 500, ", "", f"{TIERS}[2].rate", "没有写", "rate"),
    "缺条款": (
        ', rate = 500, clause = "七（二）2（1）"',
        ", rate = 500",
        f"{TIERS}[2].clause",
        "没有写",
        "clause",
    ),
    "不存在的条款": (
        'clause = "七（二）3"',
        'clause = "七（二）4"',
        "payment.clause",
        "“七（二）4”不在条款文件里",
        "七（二）3",
    ),
    "不认识的界限词": (
        '"85/100", word = "含"',
        '"85/100", word = "约"',
        f"{TIERS}[2].word",
        "“约”不是认识的界限词",
        "不低于",
    ),
    "上限用词": (
        '"85/100", word = "含"',
        '"85/100", word = "不足"',
        f"{TIERS}[2].word",
        "“不足”是上限用词",
        "不低于",
    ),
    "界限词没有列入": (
        '"85/100", word = "含"',
        '"85/100", word = "以上"',
        f"{TIERS}[2].word",
        "“以上”没有列入 words",
        "达到",
    ),
    "列了不用的界限词": ('"每增长"] ', '"每增长", "超过"] ', "words", "没有规则用到：超过", "只列规则用到的"),
    "words 里不认识的词": ('"每增长"] ', '"每增长", "左右"] ', "words", "“左右”不是认识的界限词", "每增长"),
    "words 重复": ('"每增长"] ', '"每增长", "含"] ', "words", "“含”写了两次", "每项只写一次"),
    "words 为空": ('["含", "达到", "每增长"]', "[]", "words", "一个列表", "一个以上"),
    "门槛倒序": ('at = "85/100"', 'at = "65/100"', f"{TIERS}[2].at", "“65/100”不高于上一档", "高于“70/100”"),
    "门槛相同": ('at = "85/100"', 'at = "70/100"', f"{TIERS}[2].at", "“70/100”不高于上一档", "高于“70/100”"),
    "第三档低于第二档": (
        'at = "100/100", word = "含", rate = 600',
        'at = "80/100", word = "含", rate = 600',
        f"{TIERS}[3].at",
        "“80/100”不高于上一档",
        "高于“85/100”",
    ),
    "有效期缺头": (
        "from = 2025-01-01",
        "from = 2025-01-02",
        "validity.from",
        "有空档：2025-01-01 至 2025-01-01",
        "2025-01-01",
    ),
    "有效期缺尾": (
        "to = 2025-12-31",
        "to = 2025-12-30",
        "validity.to",
        "有空档：2025-12-31 至 2025-12-31",
        "2025-12-31",
    ),
    "有效期越过年头": (
        "from = 2025-01-01",
        "from = 2024-12-31",
        "validity.from",
        "与相邻年度重叠",
        "2025-01-01",
    ),
    "有效期越过年尾": ("to = 2025-12-31", "to = 2026-01-01", "validity.to", "与相邻年度重叠", "2025-12-31"),
    "有效期倒置": (
        "to = 2025-12-31",
        "to = 2024-12-31",
        "validity.to",
        "2024-12-31 早于起始日 2025-01-01",
        "两端都含",
    ),
    "有效期带时刻": (
        "to = 2025-12-31",
        "to = 2025-12-31T00:00:00",
        "validity.to",
        "2025-12-31",
        "日期，不加引号",
    ),
    "有效期写成文字": (
        "to = 2025-12-31",
        'to = "2025-12-31"',
        "validity.to",
        "“2025-12-31”",
        "日期，不加引号",
    ),
    "年份与文件夹不符": ("year = 2025", "year = 2026", "year", "2026", "2025"),
    "区没有梯队": (
        '"天河区", "番禺区"]',
        '"天河区"]',
        "base[3].districts",
        "没有列入任何梯队：番禺区",
        "每个区列入一个梯队",
    ),
    "区有两个梯队": (
        '"荔湾区", "从化区"]',
        '"荔湾区", "从化区", "天河区"]',
        "base[3].districts",
        "“天河区”已列入 base[1]",
        "只列入一个",
    ),
    "一个梯队里写两次": (
        '"天河区", "番禺区"]',
        '"天河区", "天河区", "番禺区"]',
        "base[1].districts",
        "“天河区”写了两次",
        "只写一次",
    ),
    "不认识的区": (
        '"天河区", "番禺区"]',
        '"天河", "番禺区"]',
        "base[1].districts",
        "不认识的区“天河”",
        "天河区",
    ),
    "梯队号乱": ("tier = 2", "tier = 3", "base[2].tier", "3", "2（梯队从 1 起"),
    "区划代码不对": ('440106 = "天河区"', '440306 = "天河区"', "districts.440306", "440306", "4401 开头"),
    "区名写了两次": (
        '440106 = "天河区"',
        '440106 = "越秀区"',
        "districts.440106",
        "“越秀区”写了两次",
        "只写一次",
    ),
    "规则编号重复": (
        'id = "hnte-85"',
        'id = "hnte-70"',
        f"{TIERS}[2].id",
        f"“hnte-70”已用于 {TIERS}[1].id",
        "不重复",
    ),
    "规则编号写法": ('id = "hnte-85"', 'id = "高企85"', f"{TIERS}[2].id", "“高企85”", "小写字母开头"),
    "指标重复": ('key = "patent_hnte"', 'key = "hnte"', "indicators[4].key", "“hnte”写了两次", "只写一次"),
    "目标列重复": (
        'column = "prior_patent_hnte"',
        'column = "hnte_target"',
        "indicators[4].target.column",
        "“hnte_target”写了两次",
        "各用一列",
    ),
    "比例写成数": ('at = "85/100"', "at = 0.85", f"{TIERS}[2].at", "0.85", '"70/100"'),
    "比例分母不是十进": ('at = "85/100"', 'at = "6/7"', f"{TIERS}[2].at", "“6/7”", '"70/100"'),
    "比例为零": ('at = "70/100"', 'at = "0/100"', f"{TIERS}[1].at", "“0/100”", '"70/100"'),
    "金额带小数": ("rate = 500", "rate = 500.5", f"{TIERS}[2].rate", "500.5", "大于 0 的整数"),
    "金额加引号": ("rate = 500", 'rate = "500"', f"{TIERS}[2].rate", "“500”", "大于 0 的整数"),
    "金额为零": ("rate = 500", "rate = 0", f"{TIERS}[2].rate", "0", "大于 0 的整数"),
    "金额写成真假": ("rate = 500", "rate = true", f"{TIERS}[2].rate", "true", "大于 0 的整数"),
    "没有门槛": ("[indicators.increment]", "[[indicators]]", "indicators[2].id", "不认识的键“id”", "tiers"),
    "名单不认识": (
        'and = "above_scale"',
        'and = "whatever"',
        "indicators[2].count.and",
        "“whatever”",
        "“above_scale”",
    ),
    "名单与自己相交": (
        'and = "above_scale"',
        'and = "hnte"',
        "indicators[2].count.and",
        "“hnte”",
        "“above_scale”",
    ),
    "按不相干名单定区": (
        'and = "above_scale", district = "hnte"',
        'and = "above_scale", district = "patent_grants"',
        "indicators[2].count.district",
        "“patent_grants”",
        "“hnte”、“above_scale”",
    ),
    "增量起点": ('from = "target"', 'from = "prior"', "indicators[1].increment.from", "“prior”", "“target”"),
    "增量合并": ('combine = "max"', 'combine = "sum"', "indicators[1].increment.combine", "“sum”", "“max”"),
    "增量封顶": ('cap = "none"', "cap = 5", "indicators[1].increment.cap", "5", "“none”"),
    "拨付条件": ('condition = "绩效考核"', 'condition = "审计"', "payment.condition", "“审计”", "“绩效考核”"),
    "单位": (
        'name = "高企认定数"\nunit = "家"',
        'name = "高企认定数"\nunit = "个"',
        "indicators[1].unit",
        "“个”",
        "“家”",
    ),
    "空文字": ('number = "来文未载文号"', 'number = ""', "document.number", "“”", "不为空"),
    "首尾空格": ('number = "来文未载文号"', 'number = " 无"', "document.number", "“ 无”", "首尾无空格"),
}


@pytest.mark.parametrize("name", POLICY_ERRORS)
def test_policy_file_is_refused(name, tmp_path):
    old, new, key, found, allowed = POLICY_ERRORS[name]
    with pytest.raises(PolicyError) as caught:
        read_policy(folder(tmp_path, swapped(POLICY_TEXT, old, new)))
    check(caught.value, "2025/policy.toml", key, found, allowed)


CLAUSE = '[[clauses]]\nid = "三（二）"\nnumber = "三"\nitem = "（二）"'
CLAUSE_ERRORS = {
    "条款没人用": (
        CLAUSE,
        '[[clauses]]\nid = "二十"\nnumber = "二十"\nmeaning = "x"\n\n' + CLAUSE,
        ".no_rule",
        "“二十”没有规则引用",
        "no_rule",
    ),
    "用了却写免用": (
        'meaning = "先做后补：',
        'no_rule = "x"\nmeaning = "先做后补：',
        ".no_rule",
        "“七（二）3”已被 policy.toml 的 payment.clause 引用",
        "不写 no_rule",
    ),
    "条款写两次": (
        CLAUSE,
        '[[clauses]]\nid = "三（一）"\nnumber = "三"\nitem = "（一）"',
        "clauses[5].id",
        "“三（一）”写了两次",
        "只写一次",
    ),
    "编号不是位置": ('id = "三（二）"', 'id = "三二"', "clauses[5].id", "“三二”", "“三（二）”"),
    "条款缺大意": ('meaning = "申报要交的五类材料。"', "", "clauses[6].meaning", "没有写", "meaning"),
    "条款不认识的键": (
        'meaning = "申报要交的五类材料。"',
        'meening = "x"',
        "clauses[6].meening",
        "不认识的键“meening”",
        "meaning",
    ),
    "别的文件": ('document = "征集通知"', 'document = "工作方案"', "document", "“工作方案”", "“征集通知”"),
}


@pytest.mark.parametrize("name", CLAUSE_ERRORS)
def test_clause_file_is_refused(name, tmp_path):
    old, new, key, found, allowed = CLAUSE_ERRORS[name]
    with pytest.raises(PolicyError) as caught:
        read_policy(folder(tmp_path, clauses_text=swapped(CLAUSES_TEXT, old, new)))
    check(caught.value, "2025/clauses.toml", key, found, allowed)


def check(error, file, key, found, allowed):
    assert error.exit_code == 4
    assert error.where.startswith(f"{file}：")
    assert error.where.endswith(key)
    assert found in error.found
    assert allowed in error.expected
    assert "docs/policy-format.md" in error.action
    for part in (error.where, error.found, error.expected):
        assert part in str(error)


def test_a_table_that_is_none_is_refused(tmp_path):
    text = swapped(POLICY_TEXT, "validity = { from = 2025-01-01, to = 2025-12-31 }", 'validity = "2025"')
    with pytest.raises(PolicyError) as caught:
        read_policy(folder(tmp_path, text))
    assert caught.value.where == "2025/policy.toml：validity"
    assert caught.value.found == "“2025”"
    assert "一个表" in caught.value.expected


def test_a_list_of_tables_that_is_none_is_refused(tmp_path):
    text = (
        POLICY_TEXT.split("[[base]]")[0]
        + "\n[base]\nid = 1\n"
        + POLICY_TEXT[POLICY_TEXT.index("[payment]") :]
    )
    with pytest.raises(PolicyError) as caught:
        read_policy(folder(tmp_path, text))
    assert caught.value.where == "2025/policy.toml：base"
    assert caught.value.found == "一个表（{…}）"
    assert "一个以上的表" in caught.value.expected


def test_toml_syntax_is_refused_with_the_line(tmp_path):
    text = swapped(POLICY_TEXT, "tier = 2\n", "tier == 2\n")
    with pytest.raises(PolicyError) as caught:
        read_policy(folder(tmp_path, text))
    line = text.splitlines().index("tier == 2") + 1
    assert caught.value.where == f"2025/policy.toml：第 {line} 行"
    assert caught.value.found == "tier == 2"
    assert "TOML" in caught.value.expected


def test_a_key_written_twice_is_refused(tmp_path):
    with pytest.raises(PolicyError) as caught:
        read_policy(folder(tmp_path, swapped(POLICY_TEXT, "tier = 2\n", "tier = 2\ntier = 2\n")))
    assert "同一个键只写一次" in caught.value.expected


@pytest.mark.parametrize("text", ["", "id = ", "id = 2025-02-30\n", "a = " + "[" * 5000, "a = " + "9" * 5000])
def test_a_broken_file_is_a_policy_error_and_no_traceback(text, tmp_path):
    with pytest.raises(PolicyError) as caught:
        read_policy(folder(tmp_path, text))
    assert caught.value.where.startswith("2025/policy.toml：")


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    made = folder(tmp_path)
    (made / "policy.toml").write_bytes(POLICY_TEXT.encode("gb18030"))
    with pytest.raises(PolicyError, match="UTF-8"):
        read_policy(made)


def test_a_missing_file_is_refused(tmp_path):
    made = folder(tmp_path)
    (made / "clauses.toml").unlink()
    with pytest.raises(PolicyError) as caught:
        read_policy(made)
    assert caught.value.where == "2025/clauses.toml：全文"
    assert caught.value.found == "没有这个文件"
