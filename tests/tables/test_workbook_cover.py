"""The cover says what is true of this run: inputs, readings, checks, and who has to do what next."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import builders
import pytest
from builders import Table as List
from openpyxl import load_workbook
from pages.page_runs import Run, random_run, sample_run
from python_calamine import CalamineWorkbook
from tables.sheet_lines import column

import gzaudit
from gzaudit.errors import InvariantError
from gzaudit.read.kinds import kinds
from gzaudit.render.books import city_book, district_book
from gzaudit.render.model import Link
from gzaudit.render.tables.cover import city_cover, district_cover
from gzaudit.render.tables.findings import district_findings_table, tally
from gzaudit.render.tables.inputs import city_inputs, district_inputs
from gzaudit.render.xlsx import write_book

SHA = re.compile(r"SHA-256：([0-9a-f]{64})")


@cache
def run_of(which: str) -> Run:
    return sample_run(int(which)) if which.isdigit() else random_run(int(which[1:]))


@cache
def audited(**more):
    firms = [{"name": f"广州甲{n}有限公司", "code": builders.code(n), "district": "天河区"} for n in range(3)]
    firms.append({"name": "广州乙有限公司", "code": builders.code(99)})
    return builders.audit(List("hnte", firms), policy=True, **more)


def said(table) -> dict[str, dict[str, str]]:
    """What the cover says, by part and matter; several lines of one name joined."""
    parts: dict[str, dict[str, str]] = {}
    part = ""
    for head, matter, text, _ in zip(*table.data, strict=True):
        part = head or part
        here = parts.setdefault(part, {})
        here[matter] = f"{here[matter]}\n{text}" if matter in here else text
    return parts


def of_file(path) -> dict[str, dict[str, str]]:
    class Shown:
        data = tuple(column(path, "封面", heading) for heading in ("项目", "事项", "内容", "见"))

    return said(Shown)


def district(audit, name="天河区"):
    return next(each for each in audit.result.districts if each.name == name)


def cover_of(audit, name="天河区"):
    mine = district(audit, name)
    return district_cover(audit, mine, district_findings_table(audit, mine))


@pytest.mark.parametrize("which", ["2025", "2023", "r1"])
def test_the_citys_cover_names_every_input_with_its_digest(which):
    run = run_of(which)
    parts = of_file(run.outputs("city_workbook")[0][1])
    files = {source["path"]: source["sha256"] for source in run.result["sources"]}
    assert parts["所用文件"] == {path: f"SHA-256：{digest}" for path, digest in files.items()}
    policy = run.result["policy"]
    assert parts["基本情况"]["政策数据"] == f"{policy['id']}\nSHA-256：{policy['sha256']}"
    assert parts["基本情况"]["本工具"] == f"gzaudit {gzaudit.__version__}"
    assert parts["人工决定"] == {"采用情况": "本次没有采用人工决定，结果全部由名单和政策数据算出。"}


@pytest.mark.parametrize("which", ["2025", "2023", "r0", "r1", "r3"])
def test_a_districts_cover_names_no_statistics_list_and_no_other_district(which):
    run = run_of(which)
    secret = {
        source["path"]: source["sha256"]
        for source in run.result["sources"]
        if source["kind"] and kinds()[source["kind"]].statistics
    }
    known = {source["path"]: source["sha256"] for source in run.result["sources"]}
    names = {each["code"]: each["name"] for each in run.result["districts"]}
    for code, path in run.outputs("district_workbook"):
        parts = of_file(path)
        files = parts.get("所用文件", {})
        assert {name: SHA.fullmatch(text)[1] for name, text in files.items()}.items() <= known.items()
        assert not set(files) & set(secret)
        whole = "\n".join([*files, *files.values()])
        assert not [digest for digest in secret.values() if digest in whole]
        others = [name[:2] for other, name in names.items() if other != code]
        assert not [name for name in others if name in whole]


def test_a_file_that_also_holds_a_statistics_list_is_left_out_whole():
    firms = [{"name": "广州甲有限公司", "code": builders.code(1), "district": "天河区"}]
    both = "data/2025/名单.xlsx"
    audit = builders.audit(
        List("hnte", firms, path=both),
        List("above_scale", [{"name": "广州甲有限公司", "code": builders.code(1)}], path=both),
        List("registry", [{"name": "广州甲有限公司", "code": builders.code(1)}], path="data/2025/底册.xlsx"),
        List("hnte", firms, path="data/2025/越秀区第二批.xlsx"),
        policy=True,
    )
    assert [path for path, _ in city_inputs(audit)] == [
        both,
        "data/2025/底册.xlsx",
        "data/2025/越秀区第二批.xlsx",
    ]
    assert [path for path, _ in district_inputs(audit, district(audit))] == ["data/2025/底册.xlsx"]
    mine = [path for path, _ in district_inputs(audit, district(audit, "越秀区"))]
    assert mine == ["data/2025/底册.xlsx", "data/2025/越秀区第二批.xlsx"]


def test_who_has_to_do_what_next_is_counted_from_the_findings():
    audit = audited()
    next_ = said(city_cover(audit))["下一步"]
    for owner, label in (("市局", "市局"), ("区", "各区"), ("数据提供单位", "数据提供单位")):
        mine = [each for each in tally(audit) if each.owner == owner and each.severity != "提示"]
        assert (label in next_) == bool(mine)
        for severity in {each.severity for each in mine}:
            number = sum(each.number for each in mine if each.severity == severity)
            assert f"{severity} {number} 条" in next_[label]
    assert "无法确定所在区 1 条" in next_["市局"]
    assert next_["拨付"] == "“须决定”的事项解决之前，请勿拨付。"
    assert next_["各区回执"].endswith("在市局通知的期限前送回市局。")
    dated = said(city_cover(replace(audit, reply_until=dt.date(2026, 3, 31))))["下一步"]
    assert "2026 年 3 月 31 日前送回市局" in dated["各区回执"]


def test_a_district_is_told_its_four_steps_with_links():
    table = cover_of(replace(audited(), reply_until=dt.date(2026, 3, 31)))
    steps = said(table)["下一步"]
    assert list(steps) == ["一、核对核算结果", "二、核对企业名单", "三、办理待核对事项", "四、送回回执"]
    assert "2026 年 3 月 31 日前盖章送回市局" in steps["四、送回回执"]
    found = {value.sheet for value in table.data[3] if type(value) is Link}
    assert {"核算结果", "高企名单", "待核对事项", "确认回执", "口径", "政策依据"} == found


def test_readings_in_force_are_counted_and_those_switched_are_told_with_the_reason():
    usual = said(city_cover(audited()))["现行口径"]
    assert usual == {"读法": "政策没有说死的 29 处，都用默认读法。"}
    for table in (city_cover(audit := builders.audit(readings={"A2": "b"})), cover_of(audit)):
        switched = said(table)["现行口径"]
        assert switched["读法"] == "政策没有说死的 29 处，28 处用默认读法，1 处已改，见下。"
        assert "理由：试换 A2" in switched["已改的读法"]


def test_what_was_checked_is_told_with_the_numbers_that_agree():
    checks = said(city_cover(audited()))["核对情况"]
    assert checks["名单行数"] == "1 个工作表逐表相符：4 行 = 计入 4 行 + 剔除 0 行。"
    assert checks["高企认定数"] == "去重后 4 家 = 11 个区之和 3 家 + 所在区待定 1 家。"
    assert checks["规上高企数"] == "缺少所需的名单，待定。"
    assert checks["全市应付"] == "各区应付之和 = 全市应付：待定；各区应付都不超过合计。"


@pytest.mark.parametrize("which", ["2025", "2023", "r0", "r1", "r2", "r3"])
def test_a_districts_checks_say_no_number_of_a_list(which):
    for _, path in run_of(which).outputs("district_workbook"):
        checks = of_file(path)["核对情况"]
        assert checks["名单行数"] == "所用名单逐表核对：行数 = 计入 + 剔除，没有遗漏。"
        assert list(checks) == ["名单行数", "金额", "应付"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda audit: replace(audit, members={**audit.members, "hnte": audit.cohort.iloc[1:]}),
        lambda audit: replace(
            audit, result=replace(audit.result, city=replace(audit.result.city, payable=1))
        ),
        lambda audit: replace(audit, accounts=(replace(audit.accounts[0], counted=9), *audit.accounts[1:])),
        lambda audit: replace(
            audit,
            result=replace(
                audit.result,
                districts=tuple(replace(each, amount=1, payable=2) for each in audit.result.districts),
                city=replace(audit.result.city, amount=11, payable=22),
            ),
        ),
    ],
    ids=["firms", "payable", "rows", "more than claimed"],
)
def test_a_result_that_does_not_agree_with_itself_is_never_covered(broken):
    with pytest.raises(InvariantError):
        city_cover(broken(audited()))


def test_a_year_that_is_only_counted_has_a_cover_without_money():
    run = random_run(1, counts_only=True)
    parts = of_file(run.outputs("city_workbook")[0][1])
    assert "政策数据" not in parts["基本情况"]
    assert parts["现行口径"] == {"读法": "本次只计家数，不计金额，不涉及金额口径。"}
    assert not [name for name in parts["核对情况"] if "应付" in name]


HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "<script>x</script>", "\u202eabc\x07", "长" * 3000, "a&b'c\"d"]


def test_hostile_file_and_firm_names_are_text_on_every_sheet(tmp_path):
    firms = [
        {"name": f"{text}有限公司", "code": builders.code(n), "district": "天河区"}
        for n, text in enumerate(HOSTILE)
    ]
    lists = [List("hnte", firms[n : n + 1], path=f"data/2025/{text}.xlsx") for n, text in enumerate(HOSTILE)]
    payee = {"district": "天河区", "institution": HOSTILE[1], "lead": "牵头"}
    audit = builders.audit(*lists, List("institutions", [payee]), policy=True)
    for name, book in (("a", city_book(audit)), ("b", district_book(audit, district(audit)))):
        write_book(tmp_path / f"{name}.xlsx", book)
        sheets = load_workbook(tmp_path / f"{name}.xlsx")
        for title in ("封面", "目录", "高企名单"):
            cells = [cell for row in sheets[title].iter_rows() for cell in row if cell.value is not None]
            assert {cell.data_type for cell in cells} <= {"s", "n"}
            texts = [cell.value for cell in cells if cell.data_type == "s"]
            assert not [text for text in texts if set(text) & {"\u202e", "\x07"} or len(text) > 32_767]
        shown = [cell.value for cell in sheets["封面"]["B"] if cell.value]
        assert f"data/2025/{HOSTILE[0]}.xlsx" in shown
        assert "data/2025/□abc□.xlsx" in shown
        assert CalamineWorkbook.from_path(str(tmp_path / f"{name}.xlsx")).sheet_names == sheets.sheetnames
