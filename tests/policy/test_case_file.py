"""The case file is read key by key; whatever is not as it must be is refused with file, key, found and allowed."""

from __future__ import annotations

import datetime as dt

import pytest
from policy_cases import FOLDERS, TEXTS, YEARS, check, files, folder, swapped

from gzaudit.errors import PolicyError
from gzaudit.policy.cases.model import Record
from gzaudit.policy.cases.read import case_table, check_cases
from gzaudit.policy.cases.run import run_cases
from gzaudit.policy.find import open_folder, parse
from gzaudit.policy.load import build_policy

HEAD = 'district = "天河区"\n\n'
CASE = """[[cases]]
no = "1"
name = "一句话"
source = "推算"
given.counts = { hnte = 70 }
given.inputs = { hnte_target = 100 }
expected.hnte = { amount = 21000 }
fired = ["hnte-70"]
"""


def read(text, year=2025):
    top = parse(text, f"{year}/cases.toml")
    return check_cases(top, files(year), build_policy(files(year)))


def refusal(text, year=2025):
    with pytest.raises(PolicyError) as caught:
        read(text, year)
    return caught.value


@pytest.mark.parametrize("year", YEARS)
def test_the_shipped_cases_are_read_from_beside_the_policy(year):
    opened = open_folder(FOLDERS[year])
    cases = check_cases(case_table(opened), opened, build_policy(opened))
    assert len(cases) == TEXTS[year]["cases.toml"].count("\n[[cases]]")
    assert len({case.name for case in cases}) == len(cases)
    assert all(case.source and case.name for case in cases)


def test_a_case_as_a_value():
    (case,) = read(HEAD + CASE)
    assert (case.no, case.name, case.source, case.district) == ("1", "一句话", "推算", "440106")
    assert (case.given.counts, case.given.inputs) == ({"hnte": 70}, {"hnte_target": 100})
    assert (case.given.base_status, case.given.assessment, case.concluded) == ("not_assessed", None, False)
    assert (case.expected, case.fired) == ({"hnte": {"amount": 21000}}, ("hnte-70",))
    assert (case.readings, case.records, case.given.found, case.given.flags) == ({}, (), {}, {})


def test_all_that_a_case_may_give_and_expect():
    text = HEAD + CASE.replace(
        'fired = ["hnte-70"]',
        """expected.base = { tier = 3, status = "rejected", proposed = "rejected", missed = ["talks"], amount = 0 }
expected.district = { payable = "不能计算" }
expected.found = { talks = 9 }
expected.told = { hnte-target = "话" }
expected.enterprises = { revoked = "left_out" }
fired = []
district = "荔湾区"
readings = { A1 = "b", A5 = "d" }
given.base_status = "rejected"
given.assessment = "passed"
given.found = { talks = 0 }
given.records = [
  { measure = "talks", times = 2, called = "宣讲", firms = 20, own = 19, on = 2025-03-01, without = ["post"], same = true },
  { measure = "key_firms", quarters = [1, 4] },
]""",
    )
    (case,) = read(text)
    assert case.district == "440103"
    assert case.expected["base"]["missed"] == ("talks",)
    assert case.expected["district"] == {"payable": None}
    assert case.readings == {"A1": "b", "A5": "d"}
    assert (case.given.base_status, case.given.assessment, case.concluded) == ("rejected", "passed", True)
    assert case.records == (
        Record("talks", 2, 20, 19, "宣讲", dt.date(2025, 3, 1), ("post",), same=True),
        Record("key_firms", quarters=(1, 4)),
    )


# passage, in its place, key, found, allowed
ERRORS = {
    "不认识的键": ('no = "1"', 'no = "1"\nnote = 1', "cases[1].note", "不认识的键“note”", "given"),
    "缺名称": ('name = "一句话"\n', "", "cases[1].name", "没有写", "name"),
    "缺推算": ('source = "推算"\n', "", "cases[1].source", "没有写", "source"),
    "空推算": ('source = "推算"', 'source = ""', "cases[1].source", "“”", "不为空"),
    "缺应得": ("expected.hnte = { amount = 21000 }\n", "", "cases[1].expected", "没有写", "expected"),
    "缺给出金额的规则": ('fired = ["hnte-70"]\n', "", "cases[1].fired", "没有写", "fired"),
    "不认识的规则": ('["hnte-70"]', '["hnte-71"]', "cases[1].fired", "不认识的“hnte-71”", "hnte-85"),
    "规则写两次": ('["hnte-70"]', '["hnte-70", "hnte-70"]', "cases[1].fired", "“hnte-70”写了两次", "只写一次"),
    "规则不是列表": ('["hnte-70"]', '"hnte-70"', "cases[1].fired", "“hnte-70”", "列表"),
    "不认识的区": ('no = "1"', 'no = "1"\ndistrict = "天河"', "cases[1].district", "“天河”", "“天河区”"),
    "默认区不认识": (HEAD, 'district = "广州"\n', "district", "“广州”", "“天河区”"),
    "缺默认区": (HEAD, "", "district", "没有写", "district"),
    "不认识的给定": ("given.counts", "given.count", "cases[1].given.count", "不认识的键“count”", "records"),
    "给定不是表": ("given.counts = { hnte = 70 }\ngiven.inputs = { hnte_target = 100 }", "given = 1", "cases[1].given", "1", "一个表"),
    "不认识的指标": ("{ hnte = 70 }", "{ hnt = 70 }", "cases[1].given.counts.hnt", "不认识的键“hnt”", "patent_hnte"),
    "负数": ("{ hnte = 70 }", "{ hnte = -1 }", "cases[1].given.counts.hnte", "-1", "0 或正整数"),
    "小数": ("{ hnte = 70 }", "{ hnte = 7.5 }", "cases[1].given.counts.hnte", "7.5", "0 或正整数"),
    "真假当数": ("{ hnte = 70 }", "{ hnte = true }", "cases[1].given.counts.hnte", "true", "0 或正整数"),
    "文字当数": ("{ hnte = 70 }", '{ hnte = "70" }', "cases[1].given.counts.hnte", "“70”", "0 或正整数"),
    "不认识的列": ("hnte_target", "target", "cases[1].given.inputs.target", "不认识的键“target”", "prior_hnte"),
    "不认识的结论": ("given.inputs", 'given.base_status = "ok"\ngiven.inputs', "cases[1].given.base_status", "“ok”", "“accepted”"),
    "不认识的考核": ("given.inputs", 'given.assessment = "ok"\ngiven.inputs', "cases[1].given.assessment", "“ok”", "“failed”"),
    "不认识的工作": ("given.inputs", "given.found = { walks = 1 }\ngiven.inputs", "cases[1].given.found.walks", "不认识的键“walks”", "talks"),
    "没有标记": ("given.inputs", "given.flags = { subsidy_4 = true }\ngiven.inputs", "cases[1].given.flags.subsidy_4", "不认识的键“subsidy_4”", "没有"),
    "不认识的问题": ('no = "1"', 'no = "1"\nreadings = { Z1 = "b" }', "cases[1].readings.Z1", "不认识的键“Z1”", "A1"),
    "没有的读法": ('no = "1"', 'no = "1"\nreadings = { A1 = "c" }', "cases[1].readings.A1", "“c”", "“b”"),
    "默认读法不写": ('no = "1"', 'no = "1"\nreadings = { A1 = "a" }', "cases[1].readings.A1", "“a”", "“b”"),
    "不计算的读法": ('no = "1"', 'no = "1"\nreadings = { A11 = "c" }', "cases[1].readings.A11", "“c”", "“b”"),
    "不认识的部分": ("expected.hnte", "expected.hnt", "cases[1].expected.hnt", "不认识的键“hnt”", "base"),
    "不认识的项": ("{ amount = 21000 }", "{ sum = 21000 }", "cases[1].expected.hnte.sum", "不认识的键“sum”", "increment_steps"),
    "应得为负": ("{ amount = 21000 }", "{ amount = -1 }", "cases[1].expected.hnte.amount", "-1", "0 或正整数"),
    "应得为空": ("{ amount = 21000 }", '{ target = "" }', "cases[1].expected.hnte.target", "“”", "不为空"),
    "没做到的工作不认识": ("expected.hnte = { amount = 21000 }", 'expected.base = { missed = ["walks"] }', "cases[1].expected.base.missed", "不认识的“walks”", "talks"),
    "名称重复": ("[[cases]]", CASE + "\n[[cases]]", "cases[2].name", "“一句话”写了两次", "每个算例一个名称"),
    "没有算例": (CASE, "cases = []\n", "cases", "一个列表", "一个以上的表"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_a_case_is_refused(name):
    old, new, key, found, allowed = ERRORS[name]
    text = HEAD + CASE
    assert text.count(old) == 1
    check(refusal(text.replace(old, new)), "2025/cases.toml", key, found, allowed)


def records(*lines):
    return HEAD + CASE.replace("given.inputs", f"given.records = [{', '.join(lines)}]\ngiven.inputs")


R = "cases[1].given.records[1]"
TALK = 'measure = "talks", called = "宣讲", firms = 60'
RECORD_ERRORS = {
    "不认识的工作": ('{ measure = "walks" }', f"{R}.measure", "“walks”", "“talks”"),
    "缺工作": ("{ times = 1 }", f"{R}.measure", "没有写", "measure"),
    "活动缺说法": ('{ measure = "talks", firms = 60 }', f"{R}.called", "没有写", "called"),
    "活动缺家数": ('{ measure = "talks", called = "宣讲" }', f"{R}.firms", "没有写", "firms"),
    "家数为零": ('{ measure = "talks", called = "宣讲", firms = 0 }', f"{R}.firms", "0", "大于 0"),
    "走访没有家数": ('{ measure = "visits", firms = 60 }', f"{R}.firms", "不认识的键“firms”", "on"),
    "项目没有日期": ('{ measure = "projects", on = 2025-01-01 }', f"{R}.on", "不认识的键“on”", "without"),
    "需求没有季度": ('{ measure = "needs", quarters = [1] }', f"{R}.quarters", "不认识的键“quarters”", "on"),
    "次数为零": (f"{{ {TALK}, times = 0 }}", f"{R}.times", "0", "大于 0"),
    "本区多于到会": (f"{{ {TALK}, own = 61 }}", f"{R}.own", "61", "不多于 firms：60"),
    "日期写成文字": (f'{{ {TALK}, on = "2025-01-01" }}', f"{R}.on", "“2025-01-01”", "日期"),
    "缺的栏目不认识": (f'{{ {TALK}, without = ["photo"] }}', f"{R}.without", "不认识的“photo”", "photos"),
    "栏目不是这张名单的": (f'{{ {TALK}, without = ["revenue"] }}', f"{R}.without", "不认识的“revenue”", "photos"),
    "季度不对": ('{ measure = "key_firms", quarters = [5] }', f"{R}.quarters", "5", "季度的列表"),
    "季度为空": ('{ measure = "key_firms", quarters = [] }', f"{R}.quarters", "[]", "季度的列表"),
    "同一件事写成文字": (f'{{ {TALK}, same = "是" }}', f"{R}.same", "“是”", "true 或 false"),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORD_ERRORS)
def test_a_record_is_refused(name):
    line, key, found, allowed = RECORD_ERRORS[name]
    check(refusal(records(line)), "2025/cases.toml", key, found, allowed)


def test_2023_has_flags_and_no_base_work():
    text = HEAD + CASE.replace("hnte_target = 100", "prior_hnte = 100").replace("hnte-70", "hnte-110")
    flagged = text.replace("given.inputs", "given.flags = { subsidy_4 = true }\ngiven.inputs")
    assert read(flagged, 2023)[0].given.flags == {"subsidy_4": True}
    worded = flagged.replace("subsidy_4 = true", 'subsidy_4 = "是"')
    check(refusal(worded, 2023), "2023/cases.toml", "cases[1].given.flags.subsidy_4", "“是”", "true 或 false")
    based = text.replace("given.inputs", 'given.base_status = "accepted"\ngiven.inputs')
    key = "cases[1].given.base_status"
    check(refusal(based, 2023), "2023/cases.toml", key, "“accepted”", "这个年度没有基础工作")
    worked = text.replace("given.inputs", 'given.records = [{ measure = "visits" }]\ngiven.inputs')
    error = refusal(worked, 2023)  # 2023's list gives the quantities themselves
    assert error.where == "2023/cases.toml：cases[1].given.records[1].measure"


def test_a_policy_without_cases_says_so(tmp_path):
    made = folder(tmp_path)
    (made / "cases.toml").unlink()
    opened = open_folder(made)
    for ask in (run_cases, case_table):
        with pytest.raises(PolicyError) as caught:
            ask(opened)
        check(caught.value, "2025/cases.toml", "全文", "没有这个文件", "cases.toml")


def test_a_broken_case_file_is_told_by_its_line(tmp_path):
    made = folder(tmp_path, cases='district = "天河区"\n[[cases]\n')
    with pytest.raises(PolicyError) as caught:
        case_table(open_folder(made))
    check(caught.value, "2025/cases.toml", "第 2 行", "[[cases]", "TOML")


def test_the_register_of_texts_may_be_left_out_but_not_in_part(tmp_path):
    text = TEXTS[2023]["cases.toml"]
    without = text[: text.index("[facts]")] + text[text.index("# ── 高企部分") :]
    results = run_cases(open_folder(folder(tmp_path, 2023, cases=without)))
    assert [result.case.no for result in results].count("登记") == 0
    assert all(result.ok for result in results)
    in_part = swapped(text, 'id = "gz-2023"\n', "")
    with pytest.raises(PolicyError) as caught:
        run_cases(open_folder(folder(tmp_path, 2023, cases=in_part)))
    check(caught.value, "2023/cases.toml", "facts.id", "没有写", "id")
    more = swapped(text, 'id = "gz-2023"\n', 'id = "gz-2023"\nnote = "x"\n')
    with pytest.raises(PolicyError) as caught:
        run_cases(open_folder(folder(tmp_path, 2023, cases=more)))
    check(caught.value, "2023/cases.toml", "facts.note", "不认识的键“note”", "title")
    flat = swapped(text, "[facts.measures]", "[facts.measure]")
    with pytest.raises(PolicyError) as caught:
        run_cases(open_folder(folder(tmp_path, 2023, cases=flat)))
    check(caught.value, "2023/cases.toml", "facts.measure", "不认识的键“measure”", "measures")
