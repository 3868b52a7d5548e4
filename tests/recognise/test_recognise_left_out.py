"""Sheets and files that are left out: hidden, empty, of no kind, of another ending. Each listed, each with its reason."""

from __future__ import annotations

import pytest
from lists_on_disk import HIDDEN, VERY_HIDDEN, findings, lay, read, sheet_of, source, table

from gzaudit.errors import InputError

STAY = ("data/2025/企业底册.csv", ("", table("registry")))


@pytest.mark.parametrize(
    ("file", "headings", "why"),
    [
        (
            "四上企业定报库",
            ("单位详细名称", "行业代码"),
            ["像是“四上企业”定报库", "缺少列", "统一社会信用代码"],
        ),
        ("规上科服企业", ("单位详细名称",), ["规上科技服务业企业名单", "缺少列：统一社会信用代码"]),
        ("发明专利授权", ("专利号", "授权公告日"), ["缺少列：专利权人 或 企业名称"]),
        ("企业底册", ("企业名称", "所在区"), ["像是企业底册", "缺少列：统一社会信用代码"]),
        (
            "2025年高企公示名单",
            ("序号", "统一社会信用代码"),
            ["高新技术企业认定备案公示名单", "缺少列：企业名称"],
        ),
        ("高企更名名单", ("企业名称", "统一社会信用代码"), ["像是更名名单", "原名称、现名称"]),
        ("验收结论", ("区", "依据"), ["验收/绩效考核结论", "缺少列：结论"]),
        ("年度目标", ("区", "联系人"), ["年度目标与上年基数", "缺少列：高企认定年度目标数 或 "]),
        ("取消高企资格", ("序号", "证书编号"), ["取消高企资格名单", "缺少列：企业名称 或 统一社会信用代码"]),
        ("2025年高企认定台账", ("序号", "企业名称"), ["高新技术企业认定备案公示名单", "文字中有“台账”"]),
        (
            "2025年高企名单",
            ("序号", "企业名称"),
            ["没有写明是高新技术企业认定备案公示名单", "公示、备案、认定"],
        ),
        ("通讯录", ("企业名称", "联系人"), ["表头为：企业名称、联系人"]),
        ("说明", ("本次来文共三个附件",), ["没有找到表头行"]),
    ],
)
def test_a_sheet_of_no_kind_is_told_what_it_lacks(tmp_path, file, headings, why):
    lay(tmp_path, *STAY)
    path = f"data/2025/来文/{file}.xlsx"
    lay(tmp_path, path, ("Sheet1", sheet_of(*headings)))
    lists = read(tmp_path)
    left = source(lists, path, "Sheet1")
    assert left.kind is None
    assert left.rows == sum(left.excluded.values())
    found = findings(lists, "sheet_unrecognised")
    assert found["src"].tolist() == [lists.sources.index(left)]
    for part in why:
        assert part in found["found"][0]


def test_rows_of_a_sheet_left_out_are_those_below_its_headings(tmp_path):
    lay(tmp_path, *STAY)
    rows = [["通讯录"], ["企业名称", "联系人"], ["甲", "张三"], [" ", "\u3000"], [], ["乙", "李四"]]
    lay(tmp_path, "data/2025/通讯录.xlsx", ("Sheet1", rows))
    left = source(read(tmp_path), "data/2025/通讯录.xlsx", "Sheet1")
    assert (left.rows, left.excluded) == (2, {"sheet_unrecognised": 2})


@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
@pytest.mark.parametrize("state", [HIDDEN, VERY_HIDDEN])
def test_hidden_sheets_are_left_out_and_reported(tmp_path, ending, state):
    path = f"data/2025/2025年高企认定公示名单{ending}"
    lay(tmp_path, path, ("名单", sheet_of("企业名称")), ("备份", sheet_of("企业名称"), state))
    lists = read(tmp_path)
    assert [(each.sheet, each.kind, each.rows) for each in lists.sources] == [
        ("名单", "hnte", 1),
        ("备份", None, 0),
    ]
    assert findings(lists, "sheet_hidden")[["src", "found"]].to_dict("records") == [
        {"src": 1, "found": "备份"}
    ]
    assert len(lists.listings) == 1


def test_empty_sheets_are_listed_without_a_finding(tmp_path):
    path = "data/2025/2025年高企认定公示名单.xlsx"
    spaces = [[" ", "\u3000", "\n"], ["", "\t"]]
    lay(tmp_path, path, ("名单", sheet_of("企业名称")), ("Sheet2", []), ("Sheet3", spaces))
    lists = read(tmp_path)
    assert [(each.sheet, each.kind, each.rows, each.excluded) for each in lists.sources[1:]] == [
        ("Sheet2", None, 0, {}),
        ("Sheet3", None, 0, {}),
    ]
    assert lists.batches == () or not any(len(batch.frame) for batch in lists.batches)


def test_a_list_without_rows_is_a_list(tmp_path):
    lay(tmp_path, "data/2025/取消高企资格名单.xlsx", ("Sheet1", [["序号", "企业名称"], ["", "无"]]))
    lists = read(tmp_path)
    assert lists.sources[0].kind == "hnte_revoked"


@pytest.mark.parametrize(
    ("name", "reason", "advice"),
    [
        ("~$名单.xlsx", "临时文件", "关闭"),
        (".名单.csv", "隐藏文件", "不以点开头"),
        ("公告.pdf", "PDF", ".xlsx"),
        ("名单.et", "WPS", "另存为 .xlsx"),
        ("名单.xlsb", "二进制", "另存为 .xlsx"),
    ],
)
def test_other_files_are_listed_with_advice(tmp_path, name, reason, advice):
    lay(tmp_path, *STAY)
    (tmp_path / "data/2025/来文").mkdir()
    (tmp_path / "data/2025/来文" / name).write_bytes(b"x")
    lists = read(tmp_path)
    left = source(lists, f"data/2025/来文/{name}")
    assert (left.kind, left.rows, left.excluded) == (None, 0, {})
    found = findings(lists, "file_unsupported").iloc[0]
    assert lists.sources[found["src"]] is left
    assert reason in found["found"]
    assert advice in found["detail"]


def test_no_list_at_all_is_refused(tmp_path):
    lay(tmp_path, "data/2025/通讯录.xlsx", ("Sheet1", sheet_of("企业名称", "联系人")))
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert caught.value.exit_code == 3
    assert "通讯录.xlsx" in caught.value.found


def test_several_files_and_sheets_of_a_kind_are_one_list_in_order_of_path(tmp_path):
    for name in ("第二批", "第一批"):
        lay(
            tmp_path,
            f"data/2025/{name}高企公示.xlsx",
            ("甲", [["企业名称"], [f"{name}甲公司"]]),
            ("乙", [["企业名称"], [f"{name}乙公司"]]),
        )
    lists = read(tmp_path)
    assert [each.frame["name"][0] for each in lists.listings] == [
        "第一批甲公司", "第一批乙公司", "第二批甲公司", "第二批乙公司",
    ]  # fmt: skip
    assert [each.src for each in lists.listings] == [0, 1, 2, 3]


def test_two_conclusions_side_by_side_are_not_read_as_one(tmp_path):
    lay(tmp_path, *STAY)
    rows = [["区", "验收结论", "绩效考核结论"], ["天河区", "通过", "不通过"]]
    lay(tmp_path, "data/2025/结论.xlsx", ("Sheet1", rows))
    lists = read(tmp_path)
    assert source(lists, "data/2025/结论.xlsx", "Sheet1").kind is None


def test_two_conclusions_side_by_side_are_refused_with_the_reason(tmp_path):
    lay(tmp_path, *STAY)
    rows = [["区", "验收结论", "考核结论"], ["天河区", "通过", "不通过"]]
    lay(tmp_path, "data/2025/验收及考核结论.xlsx", ("Sheet1", rows))
    found = findings(read(tmp_path), "sheet_unrecognised")
    assert "“结论”有 2 列，只能有一列" in found["found"][0]


@pytest.mark.parametrize(
    ("file", "heading", "matter"),
    [
        ("验收结论", "结论", ""),
        ("附件", "结论", ""),
        ("验收结论", "考核结论", "绩效考核"),
        ("绩效考核", "结论", "绩效考核"),
        ("绩效考核", "验收结论", ""),
        ("验收及绩效考核结论", "结论", ""),
    ],
)
def test_a_table_without_matter_says_it_elsewhere(tmp_path, file, heading, matter):
    lay(tmp_path, f"data/2025/{file}.xlsx", ("Sheet1", [["区", heading], ["天河区", "通过"]]))
    (listing,) = read(tmp_path).listings
    assert listing.frame.get("matter", [""])[0] == matter


def test_personal_columns_are_dropped_and_said_so(tmp_path):
    rows = [
        ["名单"],
        ["企业名称", "联系人", "手 机\n号码", "证书编号", "法定代表人"],
        ["甲公司", "张三", "13800000000", "GR", "李四"],
    ]
    lay(tmp_path, "data/2025/2025年高企公示.xlsx", ("Sheet1", rows))
    lists = read(tmp_path)
    assert set(lists.listings[0].frame) == {"row", "name", "certificate"}
    found = findings(lists, "personal_column_dropped").to_dict("records")
    assert found == [{"src": 0, "row": 2, "found": "联系人、手机号码、法定代表人"}]


def test_a_column_that_the_kind_uses_is_not_called_personal(tmp_path):
    rows = [["区", "结论", "经办人"], ["天河区", "通过", "张三"]]
    lay(tmp_path, "data/2025/验收结论.xlsx", ("Sheet1", rows))
    assert findings(read(tmp_path), "personal_column_dropped").empty
