"""The sample year 2023: counted here without the tool, against what the generator planned and paid."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from sample_lists import (
    DATA,
    DISTRICTS,
    MARKS,
    cells_of,
    clean,
    code_of,
    expected,
    name_of,
    place_of,
    section,
    sheets_of,
    table,
)

YEAR = DATA / "2023"
EXPECTED = expected("expected_2023.json")
FIRST = YEAR / "省科技厅/2023年第一批高新技术企业认定备案公示名单.xlsx"
SECOND = YEAR / "省科技厅/2023年第二批高新技术企业认定备案公示名单.csv"
REGISTRY = YEAR / "市科技局/2023年企业底册.xlsx"
TARGETS = YEAR / "市科技局/2023年度基数.xlsx"
INSTITUTIONS = YEAR / "市科技局/2023年度支撑机构名单.xlsx"
ACCEPTANCE = YEAR / "市科技局/2023年度绩效考核结论.xlsx"
WORK = YEAR / "市科技发展研究中心/2023年研发费用归集与科技服务业服务工作量.xlsx"
SMES = sorted((YEAR / "科技部政务平台").iterdir())
CODE, NAME = "统一社会信用代码", "企业名称"


def batches():
    """The six 科小 batches, each with whether it says 所在区."""
    for path in SMES:
        for sheet in sheets_of(path):
            rows = table(path, "序号", sheet)
            yield (path.name, sheet), rows, "所在区" in rows[0]


def hnte():
    return [row for path in (FIRST, SECOND) for row in table(path, "序号")]


def smes():
    return [row for _, rows, _ in batches() for row in rows]


@pytest.fixture(scope="module")
def registry():
    return table(REGISTRY, NAME)


@pytest.fixture(scope="module")
def codes_by_name(registry):
    """Codes of every name, present or former, in any list of the year."""
    known = defaultdict(set)
    for row in [*registry, *hnte(), *smes()]:
        if code := code_of(row[CODE]):
            known[name_of(row[NAME])].add(code)
            if row.get("曾用名"):
                known[name_of(row["曾用名"])].add(code)
    return known


def count(rows, column, registry, codes_by_name):
    """Distinct firms by district: the rows' own district, else the registry's."""
    placed = {code_of(row[CODE]): place_of(row["所在区"]) for row in registry}
    claims = defaultdict(set)
    for row in rows:
        code = code_of(row[CODE])
        found = {code} if code else codes_by_name[name_of(row[NAME])]
        firm = next(iter(found)) if len(found) == 1 else name_of(row[NAME])
        claims[firm].add(place_of(row.get(column, "")))
    seats = Counter()
    for firm, said in claims.items():
        named = said - {None}
        assert len(named) <= 1, firm
        seats[next(iter(named), placed.get(firm))] += 1
    return seats


def test_counts_of_hnte_are_as_planned(registry, codes_by_name):
    rows = [row for row in hnte() if "2023" in str(row["发证日期"])]
    assert len(hnte()) - len(rows) == EXPECTED["not_counted"]["hnte"]["out_of_year"] == 2
    seats = count(rows, "所属区", registry, codes_by_name)
    assert {code: seats[code] for code in DISTRICTS} == {
        code: each["hnte"] for code, each in EXPECTED["counts"].items()
    }
    assert (seats["away"], seats[None]) == (1, 1)


def test_counts_of_smes_are_as_planned(registry, codes_by_name):
    seats = count(smes(), "所在区", registry, codes_by_name)
    assert {code: seats[code] for code in DISTRICTS} == {
        code: each["tech_sme"] for code, each in EXPECTED["counts"].items()
    }
    assert EXPECTED["not_counted"]["tech_smes"] == {"outside_city": 6, "district_unresolved": 1}
    assert (seats["away"], seats[None]) == (6, 1)


def test_two_batches_say_no_district_and_every_district_is_in_every_batch(registry):
    placed = {code_of(row[CODE]): row["所在区"] for row in registry}
    kinds = {key: says for key, _, says in batches()}
    assert len(kinds) == 6
    assert sum(kinds.values()) == 4
    for _, rows, says in batches():
        seats = {place_of(row["所在区"] if says else placed.get(code_of(row[CODE]), "")) for row in rows}
        assert seats >= set(DISTRICTS)


def test_some_firms_stand_in_two_batches_and_some_twice_in_one():
    found = defaultdict(list)
    for key, rows, _ in batches():
        for row in rows:
            found[code_of(row[CODE])].append(key)
    del found[None]
    twice = [keys for keys in found.values() if len(keys) > 1]
    assert len(twice) == 55  # 54, and the firm with two names
    assert sum(len(set(keys)) == 1 for keys in twice) >= 6


@pytest.mark.parametrize("path", [FIRST, SECOND, REGISTRY, *SMES], ids=lambda path: path.name)
def test_codes_check_and_belong_to_nobody_and_names_are_invented(path):
    rows = table(path, NAME if path == REGISTRY else "序号")
    cells = [clean(row[CODE]) for row in rows if isinstance(row[CODE], str)]
    codes = {cell for cell in cells if re.fullmatch(r"[0-9A-Z]{18}", cell)} - {"0" * 18}
    assert len(codes) > len(rows) * 0.9
    assert [code for code in codes if not code_of(code)] == []
    assert {code[:2] for code in codes} == {"91"}
    # 99999 …: the two that Excel spoils are written whole in the registry only.
    assert {code[8:11] for code in codes} <= {"PDY", "999"}
    assert [row[NAME] for row in rows if not any(mark in name_of(row[NAME]) for mark in MARKS)] == []


def test_nobody_stands_in_both_sample_years(registry):
    then = [*registry, *hnte(), *smes()]
    now = "\n".join(
        ",".join(map(str, line))
        for path in (DATA / "2025").rglob("*")
        if path.suffix == ".csv" or "公示名单" in path.name or "定报库" in path.name
        for sheet in sheets_of(path)
        for line in cells_of(path, sheet)
    )
    written = set(re.findall(r"91[0-9A-Z]{16}", now))
    assert len(written) > 9000
    assert not {code_of(row[CODE]) for row in then} & written
    assert not {str(row[NAME]) for row in then} & set(re.split(r"[,\n]", now))


def test_last_years_counts_and_totals_stand_in_the_table():
    lines = cells_of(TARGETS)
    districts = [line for line in lines if str(line[0]).endswith("区") and line[1] != ""]
    assert [[int(cell) for cell in line[1:]] for line in districts[1:]] == [
        [each["hnte"], each["tech_sme"]] for each in EXPECTED["baselines"].values()
    ]
    total = next(line for line in lines if line[0] == "合计")
    assert [int(cell) for cell in total[1:]] == [1351, 2971]


def test_one_institution_takes_the_other_subsidy_and_one_failed_the_assessment():
    leaders = [row for row in table(INSTITUTIONS, "序号") if row["牵头/合作"] == "牵头"]
    assert [row["区"] for row in leaders if row["享受4号办法"] == "是"] == ["花都区"]
    assert len({row["区"] for row in leaders}) == len({row[CODE] for row in leaders}) == 11
    verdicts = table(ACCEPTANCE, "区")
    assert {row["事项"] for row in verdicts} == {"绩效考核"}
    assert [row["区"] for row in verdicts if row["结论"] != "通过"] == ["从化区"]


def test_one_district_is_a_training_short_and_one_reaches_exactly():
    rows = {row["区"]: [int(cell) for cell in list(row.values())[1:]] for row in table(WORK, "区")}
    assert len(rows) == 11
    assert rows["白云区"] == [104, 4, 2016, 4, 1]
    assert rows["南沙区"] == [80, 4, 1500, 4, 1]
    status = {code: each["rd_services"] for code, each in EXPECTED["due"].items()}
    assert status.pop("440111") == {"status": "rejected", "amount": 0}
    assert {each["status"] for each in status.values()} == {"accepted"}
    assert sum(each["amount"] for each in status.values()) == 3_500_000 - 350_000


# Worked out on paper: district, 高企 (base, per firm, steps, in all), 科小 likewise.
ON_PAPER = [
    ("440103", (0, 0, 0, 0), (0, 0, 0, 0)),
    ("440104", (300_000, 66_000, 0, 366_000), (90_000, 45_000, 0, 135_000)),
    ("440105", (300_000, 67_200, 0, 367_200), (90_000, 45_300, 0, 135_300)),
    ("440106", (300_000, 180_000, 3, 630_000), (90_000, 121_500, 3, 361_500)),
    ("440111", (300_000, 96_600, 1, 446_600), (90_000, 56_250, 1, 196_250)),
    ("440112", (300_000, 229_200, 2, 629_200), (90_000, 90_000, 6, 480_000)),
    ("440113", (300_000, 141_000, 1, 491_000), (0, 0, 0, 0)),
    ("440114", (0, 0, 0, 0), (90_000, 27_000, 0, 117_000)),
    ("440115", (300_000, 36_000, 8, 736_000), (90_000, 37_350, 0, 127_350)),
    ("440117", (0, 0, 0, 0), (0, 0, 0, 0)),
    ("440118", (300_000, 34_200, 0, 334_200), (90_000, 33_750, 1, 173_750)),
]


@pytest.mark.parametrize(("district", "firms", "smaller"), ON_PAPER)
def test_amounts_are_those_worked_out_on_paper(district, firms, smaller):
    due = EXPECTED["due"][district]
    for part, (base, each, steps, amount) in (("hnte", firms), ("tech_sme", smaller)):
        assert due[part] == {
            "base_amount": base,
            "per_enterprise_amount": each,
            "increment_steps": steps,
            "increment_amount": 50_000 * steps,
            "amount": amount,
        }
    assert due["amount"] == firms[3] + smaller[3] + due["rd_services"]["amount"]
    assert due["payable"] == (0 if district == "440117" else due["amount"])


def test_the_city_is_the_sum_of_its_districts():
    city = EXPECTED["city"]
    assert city["counts"] == {"hnte": 1592, "tech_sme": 3795}
    assert city["amount"] == sum(each["amount"] for each in EXPECTED["due"].values()) == 8_876_350
    assert city["payable"] == 8_876_350 - 200_000


def test_the_readme_shows_the_same_figures_and_every_case():
    shown = re.findall(r"^\| ..区 \| (\d.*) \|$", section("2023 年应得家数与补助"), re.MULTILINE)
    parts = ("hnte", "tech_sme")
    for line, (code, due) in zip(shown, EXPECTED["due"].items(), strict=True):
        figures = []
        for part in parts:
            figures += [EXPECTED["counts"][code][part], EXPECTED["baselines"][code][part]]
            figures += [due[part]["increment_steps"], due[part]["amount"]]
        assert [int(cell) for cell in line.split(" | ")] == [
            *figures,
            due["rd_services"]["amount"],
            due["amount"],
        ]
    lists = section("2023 年名单")
    for case in EXPECTED["cases"]:
        line = next(line for line in lists.splitlines() if line.startswith(f"| {case['name']} |"))
        assert f"`{case['finding']}`" in line
    for path in (FIRST, SECOND, REGISTRY, *SMES):
        name = path.relative_to(YEAR).as_posix()
        rows = sum(len(table(path, NAME if path == REGISTRY else "序号", sheet)) for sheet in sheets_of(path))
        assert re.search(rf"^\| {re.escape(name)} \| \w+ \| {rows} \|", lists, re.MULTILINE), name
