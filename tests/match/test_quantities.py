"""Work done per district as its list states it (2023, part three: 四（三）表1; interface C9, C10)."""

from __future__ import annotations

import pytest
from builders import Table, audit, lists, rules
from match.small_policy import LIWAN, TIANHE, YUEXIU, told

from gzaudit.evaluate.work import work_sum
from gzaudit.match.quantities import KIND, UNITS, asked_of_list, read_quantities
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.numbers import whole_number
from gzaudit.result import Given

POLICY = rules(2023)
PART = POLICY.work("rd_services")

NAMES = {
    "visits": "走访辅导重点企业",
    "trainings": "培训会议",
    "attendances": "培训人次",
    "quarterly_reports": "季度分析监测报告",
    "annual_reports": "年度分析报告",
}
FULL = {
    "visits": "100",
    "trainings": "5",
    "attendances": "2000",
    "quarterly_reports": "4",
    "annual_reports": "1",
}


def line(district: str = "天河区", **cells: str) -> dict[str, str]:
    return {"district": district} | FULL | cells


def whole(**cells: str) -> list[dict[str, str]]:
    """A line for each district; those of 天河 on spreadsheet row 5."""
    return [line(each.name, **(cells if each.code == TIANHE else {})) for each in DISTRICTS]


def read(*tables: list[dict[str, str]]):
    return read_quantities(list(lists(*(Table(KIND, rows) for rows in tables)).listings), POLICY)


def year(*tables: list[dict[str, str]]):
    return audit(*(Table(KIND, rows) for rows in tables), year=2023, readings={})


def work(audited, code: str = TIANHE):
    (district,) = (each for each in audited.result.districts if each.code == code)
    return district.works["rd_services"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("100", 100), ("2,000", 2000), ("2，000", 2000), ("２０００", 2000), ("100家", 100), ("5 场", 5), ("2000人次", 2000),
        ("2000人", 2000), ("4篇", 4), ("1份", 1), ("3次", 3), (" 7 ", 7), ("0", 0), ("-1", None), ("1.5", None), ("100+", None),
        ("约100", None), ("四篇", None), ("2,00", None), ("5场次", None), ("", None), ("/", None), ("100%", None),
    ],
)  # fmt: skip
def test_quantities_as_written(text, number):
    assert whole_number(text, UNITS) == number


def test_which_measures_the_list_is_asked_for():
    assert asked_of_list(POLICY) == NAMES
    assert asked_of_list(rules(2025)) == {}


def test_a_whole_list():
    made = read(whole(attendances="2,345人次"))
    assert made.found[TIANHE] == {
        "visits": 100,
        "trainings": 5,
        "attendances": 2345,
        "quarterly_reports": 4,
        "annual_reports": 1,
    }
    assert set(made.found) == {each.code for each in DISTRICTS}
    assert (told(made.batches), made.fates) == ([], {0: {"": 11}})


@pytest.mark.parametrize("key", FULL)
@pytest.mark.parametrize("text", ["", "/", "-", "无"])
def test_a_blank_is_missing_and_never_a_zero(key, text):
    made = read(whole(**{key: text}))
    assert key not in made.found[TIANHE]
    assert told(made.batches, "subject", "district", "found") == [
        ("quantity_missing", "天河区", TIANHE, f"没有可用的数：{NAMES[key]}")
    ]


@pytest.mark.parametrize("text", ["-1", "1.5", "约100", "很多", "100+"])
def test_what_is_no_whole_number_is_invalid_and_missing(text):
    made = read(whole(visits=text))
    assert told(made.batches, "row", "field", "found") == [
        ("quantity_invalid", 5, "visits", text),
        ("quantity_missing", 5, "", f"没有可用的数：{NAMES['visits']}"),
    ]
    assert "visits" not in made.found[TIANHE]


def test_a_zero_is_a_quantity():
    made = read(whole(visits="0"))
    assert (made.found[TIANHE]["visits"], told(made.batches)) == (0, [])
    assert (work(year(whole(visits="0"))).status, work(year(whole(visits="0"))).amount) == ("rejected", 0)


def test_a_district_without_a_line_misses_everything():
    made = read([each for each in whole() if each["district"] != "天河区"])
    assert TIANHE not in made.found
    assert told(made.batches, "district", "found") == [
        ("quantity_missing", TIANHE, f"没有可用的数：{'、'.join(NAMES.values())}")
    ]


def test_no_list_at_all_is_one_missing_source():
    made = read()
    assert made.found == {}
    ((code, subject, found),) = told(made.batches, "subject", "found")
    assert (code, subject) == ("source_missing", "研发归集和科服服务")
    assert found == "没有“研发费用归集与科技服务业服务工作量”（支撑机构）"


def test_the_same_line_again_is_a_duplicate():
    again = line("广州市天河区", visits="100家", attendances="2,000")
    made = read([*whole(), again])
    assert told(made.batches, "row", "district", "ref_row") == [("duplicate", 13, TIANHE, 5)]
    assert made.fates == {0: {"": 11, "duplicate": 1}}
    assert made.found[TIANHE]["attendances"] == 2000


def test_two_different_numbers_are_nobodys_to_choose():
    made = read([*whole(), line(visits="99", trainings="6"), line()])
    found = [
        each for each in told(made.batches, "row", "field", "found", "ref_row") if each[0] != "duplicate"
    ]
    assert found == [
        ("quantity_invalid", 13, "visits", "同一个区有两个不同的数：100、99", 5),
        ("quantity_invalid", 13, "trainings", "同一个区有两个不同的数：5、6", 5),
        ("quantity_missing", 5, "", "没有可用的数：走访辅导重点企业、培训会议", None),
    ]
    # A third line that agrees with the first brings nothing back.
    assert made.found[TIANHE] == {"attendances": 2000, "quarterly_reports": 4, "annual_reports": 1}
    assert made.fates == {0: {"": 11, "duplicate": 2}}


def test_columns_of_a_district_may_come_in_two_files():
    one = [each | {"annual_reports": "", "quarterly_reports": "/"} for each in whole()]
    other = [
        {
            "district": each["district"],
            "visits": "",
            "trainings": "",
            "quarterly_reports": "4",
            "annual_reports": "1",
        }
        for each in whole()
    ]
    made = read(one, other)
    assert told(made.batches) == []
    assert made.fates == {0: {"": 11}, 1: {"": 11}}
    assert made.found[TIANHE] == {key: int(text) for key, text in FULL.items()}


@pytest.mark.parametrize("name", ["南海区", "合计", "高新区", ""])
def test_a_line_of_no_district_is_reported_and_accounted_for(name):
    made = read([*whole(), line(name)])
    assert told(made.batches, "row", "found") == [("district_unknown", 13, name)]
    assert made.fates == {0: {"": 11, "district_unknown": 1}}


@pytest.mark.parametrize(
    ("code", "amount", "at"),
    [
        (TIANHE, 450_000, (100, 5, 2000)),
        ("440112", 450_000, (100, 5, 2000)),
        ("440111", 350_000, (90, 5, 1800)),
        ("440113", 350_000, (90, 5, 1800)),
        (YUEXIU, 300_000, (80, 4, 1500)),
        ("440105", 300_000, (80, 4, 1500)),
        ("440114", 300_000, (80, 4, 1500)),
        ("440115", 300_000, (80, 4, 1500)),
        ("440118", 300_000, (80, 4, 1500)),
        (LIWAN, 200_000, (50, 3, 500)),
        ("440117", 200_000, (50, 3, 500)),
    ],
)
def test_each_district_has_its_row_of_the_table(code, amount, at):
    name = POLICY.districts[code]
    exact = line(name, **dict(zip(FULL, map(str, at), strict=False)))

    def paid_for(**cells: str):
        """From the list to the sum, without the stages that look at enterprises."""
        return work_sum(POLICY, PART, code, Given(found=read([exact | cells]).found[code]))

    paid = paid_for()
    assert (paid.status, paid.amount, set(paid.met.values())) == ("accepted", amount, {True})
    for key, number in zip(FULL, (*at, 4, 1), strict=True):
        short = paid_for(**{key: str(number - 1)})
        assert (short.status, short.amount) == ("rejected", 0), key
        assert [
            rule.removeprefix(f"rd-services-{short.tier}-") for rule, met in short.met.items() if not met
        ] == [key.replace("_", "-")]
        more = paid_for(**{key: str(number + 1)})
        assert (more.status, more.amount) == ("accepted", amount), key
        unknown = paid_for(**{key: ""})
        assert (unknown.status, unknown.amount) == ("not_assessed", None), key


def test_one_miss_pays_nothing_even_where_another_quantity_is_unknown():
    paid = work(year(whole(visits="99", annual_reports="")))
    assert (paid.status, paid.amount) == ("rejected", 0)


def test_the_whole_city_gets_the_printed_sum_and_a_missing_list_leaves_it_unknown():
    audited = year(whole())
    assert [work(audited, each.code).amount for each in DISTRICTS] == [
        200_000, 300_000, 300_000, 450_000, 350_000, 450_000, 350_000, 300_000, 300_000, 200_000, 300_000,
    ]  # fmt: skip
    assert sum(work(audited, each.code).amount for each in DISTRICTS) == 3_500_000
    none = year()
    assert {work(none, each.code).amount for each in DISTRICTS} == {None}
    assert {each.performance_amount for each in none.result.districts} == {None}
