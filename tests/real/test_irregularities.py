"""One test for each irregularity of codes, names and lists (domain §1, §2), read from the real file formats it comes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builders import counts, fates, found, said
from realfiles import load, present, put, run, state

from gzaudit.audit import YearAudit

pytestmark = present
ENDINGS = ["xlsx", "xls", "csv"]
NAME, CODE = "企业名称", "统一社会信用代码"
Make = Callable[..., YearAudit]


def state_of(audited: YearAudit) -> tuple[str, ...]:
    wanted = ("precision_lost", "malformed", "bad_check", "id_number", "code_cleaned")
    return tuple(name for name in wanted if name in found(audited))


# §1 codes


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_code_stored_as_a_number_has_lost_its_end(hnte, firms, ending):
    firm = next(firm for firm in firms if firm[CODE].isdigit() and firm["地址所写区"] == "天河区")
    audited = hnte(
        [[firm[NAME], int(firm[CODE]), "天河区", ""]],
        ending,
        企业底册=[[NAME, CODE], [firm[NAME], firm[CODE]]],
    )
    assert (state_of(audited), counts(audited)) == (("precision_lost",), {"440106": 1})
    # The code is not put together again from what is left: the name leads to it.
    assert said(audited, "resolved_by_name")[0][4] == f"按名称对应到 {firm[CODE]}"
    ((_, src, row, shown, _),) = said(audited, "precision_lost")
    assert (src, row) == (0, 2)
    assert firm[CODE][15:] not in shown


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_code_shown_in_scientific_form(hnte, firms, ending):
    firm = next(firm for firm in firms if firm[CODE].isdigit())
    assert state_of(hnte([[firm[NAME], f"{int(firm[CODE]):.5E}", "天河区", ""]], ending)) == (
        "precision_lost",
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_cut_code_that_became_text_again(hnte, firms, ending):
    cut = next(
        firm[CODE][:15] + "000"
        for firm in firms
        if firm[CODE].isdigit() and state(firm[CODE][:15] + "000")[0] == "bad_check"
    )
    assert state_of(hnte([["甲公司", cut, "天河区", ""]], ending)) == ("precision_lost",)


@pytest.mark.parametrize("ending", ENDINGS)
def test_all_digits_kept_as_text_are_the_code(hnte, firms, ending):
    firm = next(firm for firm in firms if firm[CODE].isdigit())
    audited = hnte([[firm[NAME], firm[CODE], "天河区", ""]], ending)
    assert (state_of(audited), audited.cohort["code"].tolist()) == ((), [firm[CODE]])


@pytest.mark.parametrize("number", ["number", "text"])
def test_registration_numbers_of_fifteen_digits(hnte, number):
    row = next(row for row in load("IRREGULAR_USCC") if row["类别"] == "15位注册号")
    raw = row["代码(原样)"]
    audited = hnte([[row[NAME], int(raw) if number == "number" else raw, "天河区", ""]])
    assert said(audited, "malformed") == [("warning", 0, 2, raw, "15 位，像旧的工商注册号")]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_other_class_of_number_that_is_no_code(hnte, ending):
    picked = {
        row["类别"]: row for row in load("IRREGULAR_USCC") if state(row["代码(原样)"])[0] == "malformed"
    }
    assert set(picked) == {
        "13位注册号",
        "15位NA注册号",
        "15位注册号",
        "旧外资注册号",
        "其他残缺",
        "组织机构代码",
    }
    audited = hnte([[row[NAME], row["代码(原样)"], "天河区", ""] for row in picked.values()], ending)
    assert state_of(audited) == ("malformed",)
    assert (found(audited)["malformed"], found(audited)["unresolved"], counts(audited)) == (
        6,
        6,
        {"440106": 6},
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_lower_case_full_width_spaces_and_hidden_characters(hnte, firms, ending):
    letters = [firm for firm in firms if not firm[CODE].isdigit()][:5]
    ways: list[Callable[[str], str]] = [
        str.lower,
        lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code),
        lambda code: f"{code[:8]} {code[8:]}\u00a0",
        lambda code: f"\u200b{code[:6]}\ufeff{code[6:]}",
        lambda code: f"'{code[:8]}-{code[8:17]}-{code[17]}",
    ]
    rows = [[firm[NAME], way(firm[CODE]), "天河区", ""] for firm, way in zip(letters, ways, strict=True)]
    audited = hnte(rows, ending)
    assert (state_of(audited), found(audited)["code_cleaned"]) == (("code_cleaned",), 5)
    assert audited.cohort["code"].tolist() == [firm[CODE] for firm in letters]


def test_letters_that_look_like_digits_are_not_put_right(hnte, firms):
    firm = next(firm for firm in firms if "0" in firm[CODE][8:])
    audited = hnte([[firm[NAME], firm[CODE][:8] + firm[CODE][8:].replace("0", "O"), "天河区", ""]])
    assert (state_of(audited), audited.cohort["code"].tolist()) == (("malformed",), [""])
    assert said(audited, "malformed")[0][4] == "含有代码中不会出现的字符 O"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_wrong_check_character_matches_the_same_wrong_code(hnte, ending):
    row = next(row for row in load("IRREGULAR_USCC") if row["类别"] == "18位校验码不符")
    raw = row["代码(原样)"]
    audited = hnte(
        [[row[NAME], raw, "天河区", ""]],
        ending,
        四上企业定报库12月=[["单位详细名称", CODE], ["别的名称", raw]],
    )
    assert counts(audited, "above_scale_hnte") == {"440106": 1}
    assert found(audited)["bad_check"] == 2
    assert f"校验码是 {row['应为校验码']}，" in said(audited, "bad_check")[0][4]


@pytest.mark.parametrize("ending", ENDINGS)
def test_placeholders(hnte, ending):
    rows = [
        [f"甲{at}公司", blank, "天河区", ""]
        for at, blank in enumerate(["无", "/", "N/A", "0" * 18, "******", " ", ""])
    ]
    audited = hnte(rows, ending)
    assert (state_of(audited), found(audited)["unresolved"], counts(audited)) == ((), 7, {"440106": 7})


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_number_of_a_person_is_seen_nowhere(hnte, ending):
    audited = hnte([["甲公司", "110101199003070679", "天河区", ""]], ending)
    assert said(audited, "id_number") == [("error", 0, 2, "11***************9", "")]
    everything = "".join(
        table.astype(str).to_csv() for table in (audited.findings.frame, audited.cohort, audited.rows)
    )
    assert "19900307" not in everything


# §2 names and lists


@pytest.mark.parametrize("ending", ENDINGS)
def test_characters_of_private_use_in_names(hnte, firms, ending):
    strange = [firm for firm in firms if any("\ue000" <= c <= "\uf8ff" for c in firm[NAME])]
    assert len(strange) == 2
    rows = [[firm[NAME], "", "天河区", ""] for firm in strange]
    audited = hnte(rows, ending, 企业底册=[[NAME, CODE], *([firm[NAME], firm[CODE]] for firm in strange)])
    assert audited.cohort["code"].tolist() == [firm[CODE] for firm in strange]


@pytest.mark.parametrize("ending", ENDINGS)
def test_final_stops_brackets_and_spaces_in_names(hnte, firms, ending):
    stops = [firm for firm in firms if firm[NAME].endswith("。")]
    brackets = [firm for firm in firms if "(" in firm[NAME] or "（" in firm[NAME]][:40]
    assert len(stops) == 27
    picked = {firm[CODE]: firm for firm in stops + brackets}.values()
    swap = str.maketrans("（）()", "()（）")
    rows = [[f" {firm[NAME].rstrip('。').translate(swap)}", "", "天河区", ""] for firm in picked]
    audited = hnte(rows, ending, 企业底册=[[NAME, CODE], *([firm[NAME], firm[CODE]] for firm in picked)])
    assert audited.cohort["code"].tolist() == [firm[CODE] for firm in picked]
    assert found(audited)["resolved_by_name"] == len(picked)


def test_added_names_and_other_brackets_are_other_names(hnte):
    rows = [
        row for row in load("NAMES_EDGE") if "附加名称" in row["特征"] or "去括号内容后同名" in row["特征"]
    ]
    short = {row[NAME].split("(")[0].split("（")[0].split(" ")[0] for row in rows} - {
        "",
        *(row[NAME] for row in rows),
    }
    others = [[NAME, CODE], *([row[NAME], row["统一社会信用代码"]] for row in rows)]
    audited = hnte([[name, "", "天河区", ""] for name in sorted(short)], "xlsx", 企业底册=others)
    assert audited.cohort["how"].tolist() == ["unresolved"] * len(short)
    exact = hnte([[row[NAME], "", "天河区", ""] for row in rows], "xlsx", 企业底册=others)
    assert exact.cohort["code"].nunique() == len({row["统一社会信用代码"].upper() for row in rows})


def test_names_of_one_list_that_fall_together_without_brackets_count_apart(hnte):
    rows = [row for row in load("NAMES_EDGE") if row["特征"] == "去括号内容后同名"]
    audited = hnte([[row[NAME], "", "天河区", ""] for row in rows])
    assert counts(audited) == {"440106": 69}
    assert fates(audited) == [(69, {"duplicate": 1})]  # one name is written twice


@pytest.mark.parametrize("ending", ["xlsx", "xls", "csv"])
def test_several_units_of_one_firm_in_the_statistics(tmp_path, firms, ending):
    firm = firms[0]
    put(tmp_path, "2025年高企公示名单.xlsx", [[NAME, CODE, "所在区"], [firm[NAME], firm[CODE], "天河区"]])
    units = [
        [f"{firm[NAME]}第{at}分部", firm[CODE], kind]
        for at, kind in enumerate(["产业活动单位", "视同法人", "法人单位", 3])
    ]
    put(tmp_path, f"四上企业定报库12月.{ending}", [["单位详细名称", CODE, "单位类型"], *units])
    audited = run(tmp_path)
    assert counts(audited, "above_scale_hnte") == {"440106": 1}
    assert fates(audited)[1] == (1, {"duplicate": 1, "not_legal_entity": 2})


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("mark", ["；", ";", "、", "\n"])
def test_co_owners(tmp_path, firms, ending, mark):
    two = firms[:2]
    put(
        tmp_path,
        "2025年高企公示名单.xlsx",
        [[NAME, CODE, "所在区"], *([firm[NAME], firm[CODE], "天河区"] for firm in two)],
    )
    both = [mark.join(firm[NAME] for firm in two), mark.join(firm[CODE] for firm in two), "发明专利"]
    put(tmp_path, f"2025年发明专利授权名单.{ending}", [["专利权人", CODE, "专利类型"], both])
    audited = run(tmp_path)
    assert counts(audited, "patent_hnte") == {"440106": 2}
    assert fates(audited) == [(1, {}), (2, {})]
