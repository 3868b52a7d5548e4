"""Blank forms: headings without a row are no list, and a sheet of explanations is none; neither is a finding."""

from __future__ import annotations

import pytest
from lists_on_disk import findings, lay, read, sheet_of, table

from gzaudit.errors import InputError
from gzaudit.read.kinds import kinds

LIST = ("名单", table("registry", "企业底册"))


@pytest.mark.parametrize("kind", list(kinds()))
def test_headings_with_nothing_below_them_are_no_list(tmp_path, kind):
    lay(tmp_path, "data/2025/底册.xlsx", LIST)
    *head, _ = table(kind, kinds()[kind].title)
    lay(tmp_path, f"data/2025/{kind}.xlsx", ("Sheet1", head))
    lists = read(tmp_path)
    (blank,) = [each for each in lists.sources if each.path.endswith(f"{kind}.xlsx")]
    assert (blank.kind, blank.rows, blank.excluded) == (None, 0, {})
    assert [each.kind.key for each in lists.listings] == ["registry"]
    assert not any(len(batch.frame) for batch in lists.batches)


def test_a_remark_below_the_headings_makes_it_a_list(tmp_path):
    lay(tmp_path, "data/2025/取消高企资格名单.xlsx", ("Sheet1", [["企业名称"], ["本年无"]]))
    assert [each.kind.key for each in read(tmp_path).listings] == ["hnte_revoked"]


@pytest.mark.parametrize("name", ["填写说明", "填表说明", " 填报说明 "])
def test_a_sheet_of_explanations_is_left_out_without_a_finding(tmp_path, name):
    lay(tmp_path, "data/2025/底册.xlsx", LIST, (name, [["怎么填"], ["A 列：企业名称", "写全称"]]))
    lists = read(tmp_path)
    assert [(each.kind, each.rows) for each in lists.sources] == [("registry", 1), (None, 0)]
    assert not any(len(batch.frame) for batch in lists.batches)


def test_a_list_on_a_sheet_of_that_name_is_not_lost(tmp_path):
    lay(tmp_path, "data/2025/底册.xlsx", ("填写说明", table("registry", "企业底册")))
    assert [each.kind.key for each in read(tmp_path).listings] == ["registry"]
    lay(tmp_path, "data/2025/底册.xlsx", LIST, ("填写说明", sheet_of("企业名称", "电话")))
    assert len(findings(read(tmp_path), "sheet_unrecognised")) == 1


def test_blank_forms_alone_are_no_lists(tmp_path):
    lay(
        tmp_path,
        "data/2025/底册.xlsx",
        ("名单", table("registry", "企业底册")[:-1]),
        ("填写说明", [["怎么填"]]),
    )
    with pytest.raises(InputError) as refused:
        read(tmp_path)
    assert refused.value.found == (
        "data/2025/底册.xlsx › 名单、data/2025/底册.xlsx › 填写说明，2 张工作表都是空白的"
    )
