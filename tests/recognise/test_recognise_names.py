"""Every kind by its title, by its sheet name and by its file name, in every format; and what people really send."""

from __future__ import annotations

import unicodedata

import pytest
from lists_on_disk import COLUMNS, ENDINGS, WORDS, findings, lay, listing, read, sheet_of, source, table

from gzaudit.errors import InputError
from gzaudit.read.kinds import kinds

# A list that is always there, so that a year is never without any.
STAY = ("data/2025/底册.csv", ("", table("registry", "企业底册")))


def test_every_kind_has_a_case():
    assert set(kinds()) == set(COLUMNS) == set(WORDS)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", WORDS)
def test_by_title(tmp_path, kind, ending):
    lay(tmp_path, f"data/2025/附件1{ending}", ("Sheet1", table(kind, WORDS[kind])))
    lists = read(tmp_path)
    assert [each.kind for each in lists.sources] == [kind]
    assert listing(lists, kind).source.rows == 1
    assert listing(lists, kind).source.title == WORDS[kind]


@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
@pytest.mark.parametrize("kind", WORDS)
def test_by_sheet_name(tmp_path, kind, ending):
    lay(tmp_path, f"data/2025/附件{ending}", (WORDS[kind][:31], table(kind)))
    assert [each.kind for each in read(tmp_path).sources] == [kind]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", WORDS)
def test_by_file_name(tmp_path, kind, ending):
    lay(tmp_path, f"data/2025/来文/{WORDS[kind]}{ending}", ("Sheet1", table(kind)))
    assert [each.kind for each in read(tmp_path).sources] == [kind]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
def test_any_unicode_form_and_width_of_a_file_name(tmp_path, form):
    name = unicodedata.normalize(form, "２０２５年 第一批　高新技术企业（备案）é.xlsx")
    lay(tmp_path, f"data/2025/火炬 中心/{name}", ("Sheet1", table("hnte")))
    (only,) = read(tmp_path).sources
    assert only.kind == "hnte"
    assert only.path == unicodedata.normalize("NFC", f"data/2025/火炬 中心/{name}")


HNTE = ("序号", "企业名称", "证书编号")
NAME_CODE = ("序号", "企业名称", "统一社会信用代码")
UNITS = ("单位详细名称", "统一社会信用代码", "行政区划代码")
REAL = [
    # file, sheet, title, headings, kind
    ("附件1", "Sheet1", "关于公布广东省2025年第一批高新技术企业备案名单的公告", HNTE, "hnte"),
    (
        "附件",
        "Sheet1",
        "对广东省认定机构2025年认定报备的第二批高新技术企业进行备案的公示",
        ("序号", "企业名称"),
        "hnte",
    ),
    ("广东省认定机构2025年认定报备的第二批高新技术企业备案名单", "Table 1", "", HNTE, "hnte"),
    ("2025年高企认定（第一批）", "Sheet1", "", ("序号", "企业名称"), "hnte"),
    ("2025年高企认定补充备案", "第3批", "", HNTE, "hnte"),
    ("1", "高企公示名单", "", NAME_CODE, "hnte"),
    ("2024年高企认定名单", "Sheet1", "", HNTE, "hnte"),
    ("高企 名 单", "Sheet1", "广东省 2025年\n第一批 高新技术企业 拟认定名单", HNTE, "hnte"),
    ("ＧＺ－高企公示", "Ｓｈｅｅｔ１", "", ("序号", "高新技术企业名称"), "hnte"),
    ("附件2", "Sheet1", "取消高新技术企业资格企业名单", HNTE, "hnte_revoked"),
    ("撤销高新技术企业资格名单", "Sheet1", "", NAME_CODE, "hnte_revoked"),
    ("关于取消广州甲公司等高新技术企业资格的公告", "名单", "", HNTE, "hnte_revoked"),
    ("关于拟取消高新技术企业资格的公示", "Sheet1", "", HNTE, "hnte_revoked"),
    ("撤销高企证书公示", "Sheet1", "", NAME_CODE, "hnte_revoked"),
    ("高企更名", "Sheet1", "", ("序号", "原企业名称", "现企业名称"), "renames"),
    (
        "2025年第七批更名公告",
        "Sheet1",
        "",
        ("序号", "更名前企业名称", "更名后企业名称", "证书编号"),
        "renames",
    ),
    ("附件", "Sheet1", "高新技术企业名称变更名单", ("企业名称（变更前）", "企业名称（变更后）"), "renames"),
    ("附件3", "Sheet1", "", ("原名称", "现名称"), "renames"),
    ("2025年12月四上单位名录", "Sheet1", "", UNITS, "above_scale"),
    ("统计局反馈", "四上", "", ("企业名称", "统一社会信用代码", "所在区"), "above_scale"),
    ("附件1", "Sheet1", "广州市2025年12月联网直报一套表单位名录", UNITS, "above_scale"),
    ("定报库导出", "in", "", UNITS, "above_scale"),
    (
        "广州市2025年度规模以上科技服务业法人单位名单（统计局反馈）",
        "Sheet1",
        "",
        UNITS,
        "above_scale_tech_services",
    ),
    ("规上科服企业", "Sheet1", "", NAME_CODE, "above_scale_tech_services"),
    ("规上企业名单（科技服务业）", "Sheet1", "", UNITS, "above_scale_tech_services"),
    ("2025年科服年报", "年报", "", UNITS, "above_scale_tech_services"),
    ("获发明专利授权企业清单", "Sheet1", "", ("序号", "企业名称", "专利号"), "patent_grants"),
    ("附件", "Sheet1", "2025年度广州市发明专利授权明细", ("专利权人", "授权公告日"), "patent_grants"),
    ("附件", "Sheet1", "", ("申请（专利权）人", "专利号"), "patent_grants"),
    ("市监局-发明授权企业", "Sheet1", "", NAME_CODE, "patent_grants"),
    ("获得发明专利授权的高新技术企业名单", "Sheet1", "", NAME_CODE, "patent_grants"),
    ("各区高企目标及2024年基数表", "Sheet1", "", ("区", "高企认定目标数", "2024年规上高企数"), "targets"),
    (
        "附件",
        "Sheet1",
        "2025年“一区一机构”绩效目标",
        ("行政区", "2025年度目标数", "规上高企数（2024年）"),
        "targets",
    ),
    ("附件4", "Sheet1", "", ("各区", "支撑机构", "高企认定年度目标数", "上年专利高企数"), "targets"),
    ("2025年各区高企认定目标数", "Sheet1", "", ("序号", "区", "目标数（家）"), "targets"),
    ("验收结果汇总", "Sheet1", "", ("序号", "区", "验收结果"), "acceptance"),
    ("2025年“一区一机构”验收结论", "Sheet1", "", ("区", "机构名称", "验收结论"), "acceptance"),
    ("附件5", "Sheet1", "", ("区", "支撑机构", "结论"), "acceptance"),
    ("绩效考核", "Sheet1", "", ("所在区", "事项", "考核结果"), "acceptance"),
    ("企业底册2025", "Sheet1", "", NAME_CODE, "registry"),
    ("高企底册（含认定年度）", "Sheet1", "", NAME_CODE, "registry"),
    ("一区一机构", "Sheet1", "", ("区", "牵头单位"), "institutions"),
    ("截至2025年底有效期内高新技术企业认定名单", "Sheet1", "", HNTE, "hnte_stock"),
    ("高企存量备案名单", "Sheet1", "", HNTE, "hnte_stock"),
    ("科小入库", "Sheet1", "", NAME_CODE, "tech_smes"),
]


@pytest.mark.parametrize(("file", "sheet", "title", "headings", "kind"), REAL)
def test_what_offices_really_send(tmp_path, file, sheet, title, headings, kind):  # noqa: PLR0917
    rows = [*([[title]] if title else []), *sheet_of(*headings)]
    path = f"data/2025/{file}.xlsx"
    lay(tmp_path, path, (sheet, rows))
    lists = read(tmp_path)
    assert source(lists, path, sheet).kind == kind
    assert source(lists, path, sheet).rows == 1


NOT_HNTE = [
    "2025年高企名单", "2024年高企名单", "高新技术企业台账", "2025年高企认定台账", "高企认定情况（申报名单）",
    "2025年高新技术企业认定申报企业汇总", "高新技术企业培育库入库公示名单", "2025年不予认定高新技术企业名单",
    "2025年高企认定未通过名单", "2025年到期需重新认定高新技术企业名单", "2024年高新技术企业认定奖补资金公示名单",
    "高新技术企业认定政策宣讲会签到表", "高新技术企业认定培训回执", "注销高新技术企业证书公示",
    "高新技术企业认定服务机构名单", "省级专精特新企业公示名单", "拟认定名单", "公示", "联系人名单", "附件1",
]  # fmt: skip


@pytest.mark.parametrize("name", NOT_HNTE)
@pytest.mark.parametrize("where", ["file", "sheet", "title"])
def test_what_must_never_pass_for_a_hnte_list(tmp_path, name, where):
    lay(tmp_path, *STAY)
    rows = [*([[name]] if where == "title" else []), *sheet_of(*HNTE)]
    path = f"data/2025/{name if where == 'file' else '来文'}.xlsx"
    sheet = name if where == "sheet" else "Sheet1"
    lay(tmp_path, path, (sheet, rows))
    lists = read(tmp_path)
    assert source(lists, path, sheet).kind is None
    assert len(findings(lists, "sheet_unrecognised")) == 1


@pytest.mark.parametrize("firm", ["高新技术企业", "高企"])
@pytest.mark.parametrize("what", ["公示", "备案", "认定"])
@pytest.mark.parametrize("against", ["取消", "更名", "底册", "台账"])
@pytest.mark.parametrize("where", ["file", "sheet", "title"])
def test_the_hnte_rule_word_for_word(tmp_path, firm, what, against, where):
    lay(tmp_path, *STAY)
    lay(tmp_path, "data/2025/a.xlsx", ("Sheet1", [[f"{firm}{what}名单"], *sheet_of("企业名称")]))
    texts = {"file": "b", "sheet": "Sheet1", "title": ""} | {where: f"{firm}{what}{against}名单"}
    rows = [[texts["title"]], *sheet_of("企业名称")]
    lay(tmp_path, f"data/2025/{texts['file']}.xlsx", (texts["sheet"], rows))
    lists = read(tmp_path)
    assert source(lists, "data/2025/a.xlsx", "Sheet1").kind == "hnte"
    assert source(lists, f"data/2025/{texts['file']}.xlsx", texts["sheet"]).kind in (None, "hnte_revoked")


@pytest.mark.parametrize("title", ["高新技术企业名单", "公示名单", "企业备案名单", "国家高新区企业认定名单"])
def test_half_of_the_hnte_words_is_not_enough(tmp_path, title):
    lay(tmp_path, *STAY)
    lay(tmp_path, "data/2025/a.xlsx", ("Sheet1", [[title], *sheet_of("企业名称")]))
    assert source(read(tmp_path), "data/2025/a.xlsx", "Sheet1").kind is None


def test_words_may_stand_in_different_places(tmp_path):
    lay(
        tmp_path,
        "data/2025/高新技术企业.xlsx",
        ("公示", sheet_of("企业名称")),
        ("备案", sheet_of("企业名称")),
    )
    assert [each.kind for each in read(tmp_path).sources] == ["hnte", "hnte"]


def test_words_outrank_headings(tmp_path):
    # The headings of a 四上 list, of a patent list and of a rename list, under other words.
    lay(tmp_path, "data/2025/企业底册.xlsx", ("Sheet1", sheet_of(*UNITS)))
    lay(tmp_path, "data/2025/取消高企资格.xlsx", ("Sheet1", sheet_of("企业名称", "原名称", "现名称")))
    assert {each.path: each.kind for each in read(tmp_path).sources} == {
        "data/2025/企业底册.xlsx": "registry",
        "data/2025/取消高企资格.xlsx": "hnte_revoked",
    }


def test_the_statistics_lists_are_told_by_words_alone(tmp_path):
    lay(tmp_path, "data/2025/a.xlsx", ("四上", sheet_of(*UNITS)), ("科服", sheet_of(*UNITS)))
    lists = read(tmp_path)
    assert [each.kind for each in lists.sources] == ["above_scale", "above_scale_tech_services"]


@pytest.mark.parametrize("name", ["统计局反馈（四上、科服）", "四上企业及规上科技服务业企业"])
def test_a_file_named_after_both_leaves_it_to_its_sheets(tmp_path, name):
    lay(tmp_path, f"data/2025/{name}.xlsx", ("四上", sheet_of(*UNITS)), ("科技服务业", sheet_of(*UNITS)))
    assert [each.kind for each in read(tmp_path).sources] == ["above_scale", "above_scale_tech_services"]


def test_a_file_of_renames_and_cancellations(tmp_path):
    lay(
        tmp_path,
        "data/2025/高企更名、取消名单.xls",
        ("更名", sheet_of("原名称", "现名称")),
        ("取消", sheet_of("企业名称")),
    )
    assert [each.kind for each in read(tmp_path).sources] == ["renames", "hnte_revoked"]


@pytest.mark.parametrize(
    ("file", "sheet", "title", "headings", "keys"),
    [
        ("附件", "Sheet1", "", UNITS, ("above_scale", "above_scale_tech_services")),
        ("规上服务业", "Sheet1", "", UNITS, ("above_scale", "above_scale_tech_services")),
        ("2025年12月四上单位名录（含科技服务业）", "Sheet1", "", UNITS, ("above_scale", "above_scale_tech_services")),
        ("附件", "Sheet1", "四上企业中的科技服务业企业", UNITS, ("above_scale", "above_scale_tech_services")),
        ("高企公示及取消名单", "公示名单", "", NAME_CODE, ("hnte", "hnte_revoked")),
        ("高企公示、取消名单", "Sheet1", "2025年第一批高新技术企业备案公示名单", HNTE, ("hnte", "hnte_revoked")),
        ("高企公示、取消、更名名单", "公示名单", "", NAME_CODE, ("hnte", "hnte_revoked")),
        ("附件", "Sheet1", "高企认定及发明专利授权名单", HNTE, ("hnte", "patent_grants")),
    ],
)  # fmt: skip
def test_two_kinds_equally_is_refused_and_the_line_it_gives_works(  # noqa: PLR0917
    tmp_path, file, sheet, title, headings, keys
):
    path = f"data/2025/{file}.xlsx"
    lay(tmp_path, path, (sheet, [*([[title]] if title else []), *sheet_of(*headings)]))
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    error = caught.value
    assert error.exit_code == 3
    assert error.where == f"{path} › {sheet}"
    assert "[sources.2025]" in error.action
    for key in keys:
        assert f"{key}（{kinds()[key].title}）" in error.found
        assert f'{key} = ["{path}#{sheet}"]' in error.action
        lists = read(tmp_path, {key: (f"{path}#{sheet}",)})
        assert [each.kind for each in lists.sources] == [key]


def test_the_line_names_a_csv_without_a_sheet(tmp_path):
    lay(tmp_path, "data/2025/附件.csv", ("", sheet_of(*UNITS)))
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert caught.value.where == "data/2025/附件.csv"
    assert 'above_scale = ["data/2025/附件.csv"]' in caught.value.action
    assert read(tmp_path, {"above_scale": ("data/2025/附件.csv",)}).sources[0].kind == "above_scale"
