"""What is told of a firm, for each thing that can happen to one: counted or not, where, and why."""

from __future__ import annotations

import pytest
from ask_runs import (
    ABOVE,
    ACCEPTANCE,
    CODES,
    HNTE,
    PATENTS,
    REGISTRY,
    REVOKED,
    TARGETS,
    TWINS,
    asked,
    compute,
    firm,
    tables,
    write_year,
)

from gzaudit.ask.district import explain_district
from gzaudit.ask.firm import trace_firm
from gzaudit.ask.show_firm import answer
from gzaudit.errors import SettingsError

HNTE_, SCALE, SERVICES, PATENT = "高企认定数", "规上高企数", "规上科技服务业企业数", "获发明专利授权的高企数"
NO_SERVICE = f"不计入 {SERVICES}：规上科技服务业企业名单里没有它"
TIANHE, HUANGPU = ("440106", "天河区"), ("440112", "黄埔区")


def traced(workspace, who):
    with asked(workspace) as (run, _):
        return trace_firm(run, who)


def verdicts(trace):
    return {each.name: (each.counted, each.district_name, each.why) for each in trace.counts}


def told(workspace, who):
    trace = traced(workspace, who)
    return answer(trace.firm.name, trace.counts)


def place(path, row, sheet="Sheet"):
    return f"data/2025/{path} › {sheet} 第 {row} 行" if sheet else f"data/2025/{path} 第 {row} 行"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("甲", f"计入 {HNTE_}、{SCALE}、{PATENT}（天河区）；{NO_SERVICE}"),
        (
            "乙",
            (
                f"计入 {HNTE_}（天河区）；不计入 {SCALE}：四上企业定报库：产业活动单位；{NO_SERVICE}；"
                f"不计入 {PATENT}：发明专利授权企业名单：非发明专利（实用新型）；非当年授权（2024-03-05）"
            ),
        ),
        (
            "丙",
            f"不计入 {HNTE_}、{SCALE}、{PATENT}：高企公示名单：已取消资格（见 {place(REVOKED, 2)}）；{NO_SERVICE}",
        ),
        ("丁", f"不计入 {HNTE_}、{SCALE}、{PATENT}：高企公示名单：非当年认定（2024 年）；{NO_SERVICE}"),
        (
            "戊",
            (
                f"计入 {HNTE_}（天河区）；定不下来 {SCALE}：代码查不到，是否在四上企业定报库里无从得知（家数里没有计）；"
                f"{NO_SERVICE}；定不下来 {PATENT}：代码查不到，是否在发明专利授权企业名单里无从得知（家数里没有计）"
            ),
        ),
        (
            "己",
            f"计入 {HNTE_}、{SCALE}（黄埔区）；{NO_SERVICE}；不计入 {PATENT}：发明专利授权企业名单里没有它",
        ),
        ("庚", f"不计入 {HNTE_}、{SCALE}、{PATENT}：高企公示名单：广州以外（深圳市南山区）；{NO_SERVICE}"),
        (
            "辛",
            (
                f"不计入 {HNTE_}：所在区定不下来，不计入任何区；不计入 {SCALE}：四上企业定报库里没有它；{NO_SERVICE}；"
                f"不计入 {PATENT}：发明专利授权企业名单里没有它"
            ),
        ),
        (
            "癸",
            f"计入 {SERVICES}（海珠区）；不计入 {HNTE_}、{SCALE}、{PATENT}：高企公示名单里没有它",
        ),
    ],
)
def test_the_answer(small, name, sentence):
    assert told(small, firm(name)) == f"“{firm(name)}” {sentence}。"


def test_a_firm_is_found_by_its_code_however_it_is_typed(small):
    code = CODES["甲"]
    for typed in (
        code,
        code.lower(),
        f" {code[:8]}-{code[8:]} ",
        "".join(chr(ord(c) + 0xFEE0) for c in code),
    ):
        assert traced(small, typed).firm == (code, firm("甲"), firm("甲"))


def test_a_firm_is_found_by_name_former_name_and_part_of_a_name(small):
    for typed in (firm("甲"), f"{firm('甲')}。", "广州甲旧厂", "广州甲号", "甲号科技"):
        assert traced(small, typed).firm.code == CODES["甲"]
    for typed in ("广州己旧店", "广州己老店", "广州己旧店、广州己老店"):
        assert traced(small, typed).firm.code == CODES["己"]


def test_every_row_and_cell_of_a_firm(small):
    trace = traced(small, CODES["甲"])
    rows = {(row.path.removeprefix("data/2025/"), row.row, row.owner): row for row in trace.rows}
    assert {at: row.fate for at, row in rows.items()} == {
        (HNTE, 3, 1): "",
        (HNTE, 5, 1): "duplicate",
        (ABOVE, 2, 1): "",
        (PATENTS, 2, 2): "",
        (PATENTS, 5, 1): "duplicate",
        ("认定办/2025年更名名单.xlsx", 2, 1): "",
    }
    cells = [(cell.field, cell.column, cell.heading, cell.value) for cell in rows[HNTE, 3, 1].cells]
    assert cells == [
        ("name", "B", "企业名称", firm("甲")),
        ("code", "C", "统一社会信用代码", CODES["甲"]),
        ("recognised_year", "D", "认定年度", "2025"),
        ("district", "E", "所在区", "天河区"),
    ]
    shared = rows[PATENTS, 2, 2]
    assert (shared.owners, shared.how, shared.state) == (2, "code", "valid")
    assert [cell.value for cell in shared.cells][:3] == [firm("甲"), CODES["甲"], "ZL202310000001.1"]
    renamed = {cell.heading: cell.value for cell in rows["认定办/2025年更名名单.xlsx", 2, 1].cells}
    assert renamed == {"原名称": "广州甲旧厂", "现名称": firm("甲"), "统一社会信用代码": CODES["甲"]}
    assert rows[ABOVE, 2, 1].statistics
    assert not rows[HNTE, 3, 1].statistics
    assert rows[HNTE, 5, 1].why == f"重复（见 {place(HNTE, 3)}）"


def test_what_a_count_stands_on(small):
    counts = {each.name: each for each in traced(small, firm("甲")).counts}
    assert [(said.list, said.place) for said in counts[SCALE].evidence] == [
        ("高企公示名单", place(HNTE, 3)),
        ("四上企业定报库", place(ABOVE, 2, "名录")),
    ]
    assert [said.place for said in counts[PATENT].evidence] == [place(HNTE, 3), place(PATENTS, 2)]


def test_the_row_that_gave_a_code_and_the_cell_that_gave_a_district(small):
    trace = traced(small, firm("己"))
    (row,) = [each for each in trace.rows if each.kind == "hnte"]
    assert (row.how, row.state, row.known_from) == ("name", "missing", place(REGISTRY, 2, ""))
    (where,) = trace.districts
    assert (where.name, where.level, where.place, where.column, where.value) == (
        "黄埔区", "企业底册", place(REGISTRY, 2, ""), "D", "黄埔区",
    )  # fmt: skip
    (where,) = traced(small, firm("辛")).districts
    assert (where.name, where.level, where.place) == ("", "", "")


def test_findings_are_those_of_the_firm(small):
    def codes(name):
        return sorted({each.code for each in traced(small, firm(name)).findings})

    assert codes("戊") == ["unresolved"]
    assert codes("辛") == ["district_unresolved"]
    assert codes("丙") == ["revoked"]
    assert codes("丁") == ["out_of_year"]
    assert codes("庚") == ["outside_city"]
    assert codes("癸") == []
    # In a shared row, what is told of the other owner is not the firm's.
    assert codes("甲") == ["duplicate"]
    assert {each.code for each in traced(small, "广州某大学").findings} == {"unresolved"}


def test_several_firms_of_a_name_are_listed_and_each_can_be_asked(small):
    with pytest.raises(SettingsError) as caught:
        traced(small, firm("壬"))
    shown = [line.strip() for line in caught.value.found.splitlines() if line.strip()]
    names = [f"{firm('壬')}（{each}）" for each in (*TWINS, "没有可用的代码")]
    assert sorted(shown) == sorted(names)
    for line in shown:
        trace = traced(small, line)
        assert trace.firm.code == ("" if "没有" in line else line[-19:-1])
        assert len(trace.rows) == 1
        assert len(trace.namesakes) == 2
    uncoded = traced(small, f"{firm('壬')}（没有可用的代码）")
    assert verdicts(uncoded)[HNTE_] == (True, "海珠区", "")
    assert verdicts(uncoded)[SCALE][0] is None
    assert uncoded.rows[0].how == "ambiguous"


def test_nobody(small):
    with pytest.raises(SettingsError) as caught:
        traced(small, "北京没有的公司")
    assert caught.value.exit_code == 2
    assert "高新技术企业认定备案公示名单（1 张表 10 行）" in caught.value.found
    for blank in ("", " ", "。"):
        with pytest.raises(SettingsError):
            traced(small, blank)


def test_a_list_that_is_not_there(tmp_path):
    content = {path: rows for path, rows in tables().items() if path != ABOVE}
    compute(write_year(tmp_path, content))
    found = verdicts(traced(tmp_path, firm("甲")))
    assert found[SCALE] == (None, "", "没有收到四上企业定报库，这一项的家数待定")
    assert found[HNTE_] == (True, "天河区", "")


def test_a_malformed_code_leads_to_the_row_it_is_written_in(tmp_path):
    content = tables()
    content[HNTE][7][2] = "9144010OMA0000"
    compute(write_year(tmp_path, content))
    trace = traced(tmp_path, "9144010oma-0000")
    assert (trace.firm.code, trace.firm.name, trace.rows[0].state) == ("", firm("戊"), "malformed")


def test_a_run_without_a_policy_is_told_of_too(tmp_path):
    content = {path: rows for path, rows in tables().items() if path not in (TARGETS, ACCEPTANCE)}
    compute(write_year(tmp_path, content), counts_only=True)
    assert verdicts(traced(tmp_path, firm("甲")))[HNTE_][:2] == (True, "天河区")


def test_other_readings_are_told_as_they_count(tmp_path):
    content = tables()
    del content[PATENTS][4]  # 甲 is left with the patent of which it is the second owner
    content[ABOVE][1][2] = "440112"
    workspace = write_year(tmp_path, content)
    readings = (
        '[readings.2025]\nA11 = { choice = "b", reason = "试" }\nA14 = { choice = "b", reason = "试" }\n'
    )
    (workspace / "gzaudit.toml").write_text(readings, encoding="utf-8")
    compute(workspace)
    found = verdicts(traced(workspace, firm("甲")))
    assert found[HNTE_] == (True, "天河区", "")
    assert found[SCALE] == (True, "黄埔区", "")
    assert found[PATENT] == (False, "", "在发明专利授权企业名单里不是第一权利人")
    with asked(workspace) as (run, _):
        crossed = explain_district(run, "黄埔区", "above_scale_hnte").parts[0]
        assert (crossed.crossed.both, crossed.figures["count"]) == (2, 2)
        assert [each.here for each in crossed.sheets] == [2, None]
