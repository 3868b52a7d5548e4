"""`[sources.YEAR]`: which files are which list, and every way in which that can go wrong."""

from __future__ import annotations

import unicodedata

import pytest
from lists_on_disk import HIDDEN, findings, lay, read, sheet_of, source, table

from gzaudit.errors import InputError, SettingsError
from gzaudit.read.pins import resolve_pins

UNITS = ("单位详细名称", "统一社会信用代码")


def kinds_of(lists):
    return {
        each.path.removeprefix("data/2025/") + (f"#{each.sheet}" if each.sheet else ""): each.kind
        for each in lists.sources
    }


def test_a_pinned_kind_reads_only_the_pinned_files(tmp_path):
    for name in ("第一批高企公示", "第二批高企公示", "旧版高企公示"):
        lay(tmp_path, f"data/2025/{name}.csv", ("", sheet_of("企业名称")))
    lists = read(tmp_path, {"hnte": ("data/2025/第一批*.csv", "data/2025/第二批*")})
    assert kinds_of(lists) == {
        "旧版高企公示.csv": None,
        "第一批高企公示.csv": "hnte",
        "第二批高企公示.csv": "hnte",
    }
    left = source(lists, "data/2025/旧版高企公示.csv")
    assert (left.rows, left.excluded) == (1, {"not_pinned": 1})
    assert findings(lists, "not_pinned")["src"].tolist() == [lists.sources.index(left)]


def test_other_kinds_are_recognised_as_before(tmp_path):
    lay(tmp_path, "data/2025/a.csv", ("", sheet_of("企业名称")))
    lay(tmp_path, "data/2025/企业底册.csv", ("", table("registry")))
    lists = read(tmp_path, {"hnte": ("data/2025/a.csv",)})
    assert kinds_of(lists) == {"a.csv": "hnte", "企业底册.csv": "registry"}


def test_a_pin_outranks_every_word(tmp_path):
    lay(tmp_path, "data/2025/取消高企台账.xlsx", ("更名", [["底册"], *sheet_of("企业名称")]))
    lists = read(tmp_path, {"hnte": ("data/2025/取消*",)})
    assert lists.sources[0].kind == "hnte"


def test_one_sheet_of_a_file(tmp_path):
    path = "data/2025/来文.xlsx"
    lay(
        tmp_path,
        path,
        ("甲", sheet_of("企业名称")),
        ("乙", sheet_of("企业名称")),
        ("高企公示", sheet_of("企业名称")),
    )
    lists = read(tmp_path, {"hnte": (f"{path}#乙",)})
    assert kinds_of(lists) == {"来文.xlsx#甲": None, "来文.xlsx#乙": "hnte", "来文.xlsx#高企公示": None}
    assert len(findings(lists, "not_pinned")) == 1
    assert len(findings(lists, "sheet_unrecognised")) == 1


def test_two_kinds_in_one_file_by_sheet(tmp_path):
    lay(tmp_path, "data/2025/a.xls", ("一", sheet_of(*UNITS)), ("二", sheet_of(*UNITS)))
    pins = {"above_scale": ("data/2025/a.xls#一",), "above_scale_tech_services": ("data/2025/*.xls#二",)}
    assert kinds_of(read(tmp_path, pins)) == {
        "a.xls#一": "above_scale",
        "a.xls#二": "above_scale_tech_services",
    }


def test_two_kinds_pinned_to_one_file_are_told_apart_by_columns_and_words(tmp_path):
    sheets = (
        ("取消", sheet_of("企业名称")),
        ("公示", sheet_of("企业名称")),
        ("更名", sheet_of("原名称", "现名称")),
    )
    lay(tmp_path, "data/2025/高企认定.xlsx", *sheets)
    pins = dict.fromkeys(("hnte", "hnte_revoked", "renames"), ("data/2025/高企认定.xlsx",))
    assert [each.kind for each in read(tmp_path, pins).sources] == ["hnte_revoked", "hnte", "renames"]


def test_two_kinds_pinned_to_one_sheet_are_refused(tmp_path):
    lay(tmp_path, "data/2025/a.xlsx", ("Sheet1", sheet_of("企业名称")))
    pins = dict.fromkeys(("hnte", "hnte_revoked"), ("data/2025/a.xlsx",))
    with pytest.raises(InputError) as caught:
        read(tmp_path, pins)
    assert 'hnte = ["data/2025/a.xlsx#Sheet1"]' in caught.value.action


def test_kinds_pinned_elsewhere_are_no_reason_to_refuse(tmp_path):
    lay(tmp_path, "data/2025/四上.csv", ("", sheet_of(*UNITS)))
    lay(tmp_path, "data/2025/科服.csv", ("", sheet_of(*UNITS)))
    lay(tmp_path, "data/2025/附件.csv", ("", sheet_of(*UNITS)))
    above, tech = ("data/2025/四上.csv",), ("data/2025/科服.csv",)
    lists = read(tmp_path, {"above_scale": above, "above_scale_tech_services": tech})
    assert kinds_of(lists) == {
        "四上.csv": "above_scale",
        "科服.csv": "above_scale_tech_services",
        "附件.csv": None,
    }
    with pytest.raises(InputError):
        read(tmp_path, {"above_scale": above})


def test_a_file_of_another_folder(tmp_path):
    lay(tmp_path, "data/2025/企业底册.csv", ("", table("registry")))
    lay(tmp_path, "共用/a b/名单.xlsx", ("Sheet1", sheet_of("企业名称")))
    lay(tmp_path, "data/2024/名单.csv", ("", sheet_of("企业名称")))
    lists = read(tmp_path, {"hnte": ("共用/**/名单.xlsx", "data/2024/*.csv")})
    assert [(each.path, each.kind) for each in lists.sources] == [
        ("data/2024/名单.csv", "hnte"),
        ("data/2025/企业底册.csv", "registry"),
        ("共用/a b/名单.xlsx", "hnte"),
    ]
    assert {file.path for file in lists.files} == {each.path for each in lists.sources}


@pytest.mark.parametrize(
    "pattern",
    [
        "data/2025/**/*.csv",
        "**/高企*",
        "data\\2025\\来文\\高企.csv",
        "data/*/?文/高企.csv",
        "data/2025/来[文]/*",
    ],
)
def test_patterns(tmp_path, pattern):
    lay(tmp_path, "data/2025/来文/高企.csv", ("", sheet_of("企业名称")))
    assert resolve_pins(tmp_path, 2025, {"hnte": (pattern,)}).by_file == {
        "data/2025/来文/高企.csv": (("hnte", None),)
    }


@pytest.mark.parametrize(
    "name", ["名单[1].xlsx", "名单#1.xlsx", "名单(1) 副本.xlsx", "【终稿】名单.xlsx", "名单'终'.xlsx"]
)
def test_a_file_name_is_a_pattern_for_itself(tmp_path, name):
    path = f"data/2025/{name}"
    lay(tmp_path, path, ("Sheet1", sheet_of("企业名称")))
    lay(tmp_path, "data/2025/名单1.csv", ("", table("registry", "企业底册")))
    for pin in (path, f"{path}#Sheet1"):
        assert kinds_of(read(tmp_path, {"hnte": (pin,)})) == {
            f"{name}#Sheet1": "hnte",
            "名单1.csv": "registry",
        }


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_names_are_compared_in_one_form(tmp_path, stored, typed):
    name = "data/2025/Café が/Élite 名单é.csv"
    lay(tmp_path, unicodedata.normalize(stored, name), ("", sheet_of("企业名称")))
    lists = read(tmp_path, {"hnte": (unicodedata.normalize(typed, name),)})
    assert [(each.path, each.kind) for each in lists.sources] == [
        (unicodedata.normalize("NFC", name), "hnte")
    ]


@pytest.mark.parametrize(
    "pattern",
    ["data/2025/没有*.xlsx", "data/2026/*.csv", "没有", "data/2025/a.csv/b", "data/2025", "~$a.csv", ".csv"],
)
def test_a_pin_that_matches_nothing(tmp_path, pattern):
    lay(tmp_path, "data/2025/a.csv", ("", sheet_of("企业名称")))
    lay(tmp_path, "data/2025/~$a.csv", ("", sheet_of("企业名称")))
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, {"hnte": ("data/2025/a.csv", pattern)})
    assert caught.value.exit_code == 2
    assert caught.value.found == pattern
    assert "[sources.2025] hnte" in caught.value.where


def test_a_pin_to_a_sheet_that_is_not_there(tmp_path):
    lay(tmp_path, "data/2025/a.xlsx", ("甲", sheet_of("企业名称")), ("乙", sheet_of("企业名称")))
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, {"hnte": ("data/2025/a.xlsx#丙", "data/2025/a.xlsx#甲")})
    assert caught.value.exit_code == 2
    assert caught.value.found == "data/2025/a.xlsx#丙"
    assert "甲、乙" in caught.value.expected or "乙、甲" in caught.value.expected


def test_a_pin_to_a_hidden_sheet_does_not_show_it(tmp_path):
    lay(tmp_path, "data/2025/a.xlsx", ("底册", table("registry")), ("甲", sheet_of("企业名称"), HIDDEN))
    lists = read(tmp_path, {"hnte": ("data/2025/a.xlsx#甲",)})
    assert [each.kind for each in lists.sources] == ["registry", None]
    assert len(findings(lists, "sheet_hidden")) == 1


@pytest.mark.parametrize(
    "pattern", ["/etc/*", "../x/*.csv", "data/../../x.csv", "C:/名单.csv", "data/2025/../../../*"]
)
def test_a_pin_must_stay_in_the_workspace(tmp_path, pattern):
    with pytest.raises(SettingsError, match="不在工作区内"):
        resolve_pins(tmp_path, 2025, {"hnte": (pattern,)})


def test_a_link_out_of_the_workspace_is_refused(tmp_path):
    outside = lay(tmp_path, "外/名单.csv", ("", sheet_of("企业名称")))
    (tmp_path / "内" / "lists").mkdir(parents=True)
    (tmp_path / "内" / "lists" / "名单.csv").symlink_to(outside)
    with pytest.raises(SettingsError, match="不在工作区内"):
        resolve_pins(tmp_path / "内", 2025, {"hnte": ("lists/*.csv",)})


@pytest.mark.parametrize(
    ("name", "advice"), [("名单.pdf", "电子表格"), ("名单.et", "另存为 .xlsx"), ("名单.xlsb", "另存为 .xlsx")]
)
def test_a_pin_to_a_file_that_is_not_read(tmp_path, name, advice):
    lay(tmp_path, "data/2025/企业底册.csv", ("", table("registry")))
    (tmp_path / "data/2025" / name).write_bytes(b"x")
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, {"hnte": (f"data/2025/{name}",)})
    assert f"data/2025/{name}" in caught.value.found
    assert advice in caught.value.action


def test_a_pattern_passes_over_what_is_not_read(tmp_path):
    lay(tmp_path, "data/2025/名单.csv", ("", sheet_of("企业名称")))
    (tmp_path / "data/2025/名单.pdf").write_bytes(b"x")
    lists = read(tmp_path, {"hnte": ("data/2025/名单*",)})
    assert kinds_of(lists) == {"名单.csv": "hnte", "名单.pdf": None}


def test_a_pinned_file_without_the_columns_says_which(tmp_path):
    lay(tmp_path, "data/2025/a.csv", ("", [["序号", "单位详细名称"], ["1", "甲公司"]]))
    lay(tmp_path, "data/2025/企业底册.csv", ("", table("registry")))
    lists = read(tmp_path, {"above_scale": ("data/2025/a.csv",)})
    found = findings(lists, "sheet_unrecognised")["found"][0]
    assert found == "设置指定为“四上企业”定报库，但缺少列：统一社会信用代码"
