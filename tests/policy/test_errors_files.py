"""Files that are missing, broken or no TOML, and the clause file: refused with file, key, found and allowed."""

from __future__ import annotations

import pytest
from policy_cases import CLAUSES_TEXT, POLICY_TEXT, check, folder, refused, swapped

from gzaudit.errors import PolicyError
from gzaudit.policy.load import read_policy

CLAUSE = '[[clauses]]\nid = "三（二）"\nnumber = "三"\nitem = "（二）"'
CLAUSE_ERRORS = {
    "条款没人用": (CLAUSE, '[[clauses]]\nid = "二十"\nnumber = "二十"\nmeaning = "x"\n\n' + CLAUSE, "clauses[5].no_rule", "“二十”没有规则引用", "no_rule"),
    "用了却写免用": ('meaning = "先做后补：', 'no_rule = "x"\nmeaning = "先做后补：', "clauses[19].no_rule", "“七（二）3”已被 policy.toml 的 payment.clause 引用", "不写 no_rule"),
    "条款写两次": (CLAUSE, '[[clauses]]\nid = "三（一）"\nnumber = "三"\nitem = "（一）"', "clauses[5].id", "“三（一）”写了两次", "只写一次"),
    "编号不是位置": ('id = "三（二）"', 'id = "三二"', "clauses[5].id", "“三二”", "“三（二）”"),
    "条款缺大意": ('meaning = "申报要交的五类材料。"', "", "clauses[6].meaning", "没有写", "meaning"),
    "大意为空": ('meaning = "申报要交的五类材料。"', 'meaning = ""', "clauses[6].meaning", "“”", "不为空"),
    "条款不认识的键": ('meaning = "申报要交的五类材料。"', 'meening = "x"', "clauses[6].meening", "不认识的键“meening”", "meaning"),
    "免用没有理由": ('no_rule = "只管申报材料，不影响补助数额。"', 'no_rule = ""', "clauses[6].no_rule", "“”", "不为空"),
    "别的文件": ('document = "征集通知"', 'document = "工作方案"', "document", "“工作方案”", "“征集通知”"),
    "多一个键": ('document = "征集通知"', 'document = "征集通知"\nnumber = 1', "number", "不认识的键“number”", "document、clauses"),
}  # fmt: skip


@pytest.mark.parametrize("name", CLAUSE_ERRORS)
def test_the_clause_file_is_refused(name, tmp_path):
    old, new, key, found, allowed = CLAUSE_ERRORS[name]
    error = refused(tmp_path, clauses=swapped(CLAUSES_TEXT, old, new))
    check(error, "2025/clauses.toml", key, found, allowed)


def test_toml_syntax_is_refused_with_the_line(tmp_path):
    text = swapped(POLICY_TEXT, "tier = 2\n", "tier == 2\n")
    line = text.splitlines().index("tier == 2") + 1
    check(refused(tmp_path, policy=text), "2025/policy.toml", f"第 {line} 行", "tier == 2", "TOML")


def test_a_key_written_twice_is_refused(tmp_path):
    error = refused(tmp_path, policy=swapped(POLICY_TEXT, "tier = 2\n", "tier = 2\ntier = 2\n"))
    assert error.found == "tier = 2"
    assert "同一个键只写一次" in error.expected


def test_a_file_that_stops_short_is_refused(tmp_path):
    error = refused(tmp_path, policy=POLICY_TEXT[: POLICY_TEXT.index("tiers = [") + 9])
    assert error.where.startswith("2025/policy.toml：第 ")


@pytest.mark.parametrize("name", ["policy", "clauses", "readings"])
@pytest.mark.parametrize("text", ["", "id = ", "id = 2025-02-30\n", "a = " + "[" * 5000, "a = " + "9" * 5000])
def test_a_broken_file_is_a_policy_error_and_no_traceback(name, text, tmp_path):
    error = refused(tmp_path, **{name: text})
    assert error.where.startswith(f"2025/{name}.toml：")
    assert error.found
    assert error.expected


@pytest.mark.parametrize("name", ["policy", "clauses", "readings"])
def test_a_file_that_is_not_utf8_is_refused(name, tmp_path):
    made = folder(tmp_path)
    (made / f"{name}.toml").write_bytes("# 中文\n".encode("gb18030"))
    with pytest.raises(PolicyError) as caught:
        read_policy(made)
    assert caught.value.where == f"2025/{name}.toml：全文"
    assert caught.value.found == "不是 UTF-8 编码"
    assert "另存为 UTF-8" in caught.value.action


@pytest.mark.parametrize("name", ["policy", "clauses", "readings"])
def test_a_missing_file_is_refused(name, tmp_path):
    made = folder(tmp_path)
    (made / f"{name}.toml").unlink()
    with pytest.raises(PolicyError) as caught:
        read_policy(made)
    check(
        caught.value, f"2025/{name}.toml", "全文", "没有这个文件", "policy.toml、clauses.toml、readings.toml"
    )


def test_a_folder_in_place_of_a_file_is_refused(tmp_path):
    made = folder(tmp_path)
    (made / "readings.toml").unlink()
    (made / "readings.toml").mkdir()
    with pytest.raises(PolicyError) as caught:
        read_policy(made)
    check(caught.value, "2025/readings.toml", "全文", "文件打不开", "readings.toml")
