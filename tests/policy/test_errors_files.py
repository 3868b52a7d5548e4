"""Files that are missing, broken or no TOML, and the clause file: refused with file, key, found and allowed."""

from __future__ import annotations

import pytest
from policy_cases import folder
from refusals import LINE, check_refusal, refusal, told

from gzaudit.errors import PolicyError
from gzaudit.policy.find import open_folder

CLAUSE = '[[clauses]]\nid = "三（二）"\nnumber = "三"\nitem = "（二）"'
CLAUSE_ERRORS = {
    "条款没人用": (CLAUSE, '[[clauses]]\nid = "二十"\nnumber = "二十"\nmeaning = "x"\n\n' + CLAUSE, "clauses[5].no_rule", "“二十”没有规则引用，也没有写", '被一条规则引用，或写明 no_rule = "理由"'),
    "用了却写免用": ('meaning = "先做后补：', 'no_rule = "x"\nmeaning = "先做后补：', "clauses[19].no_rule", "“七（二）3”已被 policy.toml 的 payment.clause 引用", "有规则引用的条款不写 no_rule"),
    "条款写两次": (CLAUSE, '[[clauses]]\nid = "三（一）"\nnumber = "三"\nitem = "（一）"', "clauses[5].id", "“三（一）”写了两次", "每条只写一次"),
    "编号不是位置": ('id = "三（二）"', 'id = "三二"', "clauses[5].id", "“三二”", "条号与项号相连：“三（二）”"),
    "条款缺大意": ('meaning = "申报要交的五类材料。"', "", "clauses[6].meaning", "没有写", "必须有的键：id、number、meaning"),
    "大意为空": ('meaning = "申报要交的五类材料。"', 'meaning = ""', "clauses[6].meaning", "“”", LINE),
    "条款不认识的键": ('meaning = "申报要交的五类材料。"', 'meening = "x"', "clauses[6].meening", "不认识的键“meening”", "可用的键：id、number、meaning、item、no_rule"),
    "免用没有理由": ('no_rule = "只管申报材料，不影响补助数额。"', 'no_rule = ""', "clauses[6].no_rule", "“”", LINE),
    "别的文件": ('document = "征集通知"', 'document = "工作方案"', "document", "“工作方案”", "“征集通知”"),
    "多一个键": ('document = "征集通知"', 'document = "征集通知"\nnumber = 1', "number", "不认识的键“number”", "可用的键：document、clauses"),
}  # fmt: skip


@pytest.mark.parametrize("case", CLAUSE_ERRORS.values(), ids=CLAUSE_ERRORS)
def test_the_clause_file_is_refused_word_for_word(case):
    check_refusal(2025, "clauses", case)


NAMES = ("policy.toml", "clauses.toml", "readings.toml")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["", "id = ", "id = 2025-02-30\n", "a = " + "[" * 5000, "a = " + "9" * 5000])
def test_a_broken_file_is_a_policy_error_and_no_traceback(name, text):
    where, found, allowed = refusal(**{name.removesuffix(".toml"): text})
    assert where.startswith(f"2025/{name}：")
    assert found
    assert allowed


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_not_utf8_is_refused(name, tmp_path):
    made = folder(tmp_path)
    (made / name).write_bytes("# 中文\n".encode("gb18030"))
    with pytest.raises(PolicyError) as caught:
        open_folder(made)
    error = caught.value
    assert (error.where, error.found, error.expected, error.action) == (
        f"2025/{name}：全文",
        "不是 UTF-8 编码",
        "UTF-8 编码的文本",
        "另存为 UTF-8 后重新运行",
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_and_a_folder_in_its_place_are_refused(name, tmp_path):
    made, allowed = folder(tmp_path), "文件夹里要有：policy.toml、clauses.toml、readings.toml"
    (made / name).unlink()
    assert told(open_folder, made) == (f"2025/{name}：全文", "没有这个文件", allowed)
    (made / name).mkdir()
    assert told(open_folder, made) == (f"2025/{name}：全文", "文件打不开", allowed)
