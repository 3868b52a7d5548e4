"""Patents, yearly counts, 科小 and work done: each figure by hand, and why there is none."""

from __future__ import annotations

import dataclasses

import pytest
from builders import code
from goal_worlds import firm, hnte, table, target, three, world, year_run

from gzaudit.goals.measures import figure_of
from gzaudit.goals.trend import trend_of


def patent(number, *owners, kind="发明", day="2026-03-04", codes=""):
    return {
        "owner": "；".join(owners),
        "code": codes,
        "patent_no": number,
        "patent_type": kind,
        "granted": day,
    }


def name(n):
    return firm(n)["name"]


def patents(*rows, **figure):
    """Of 2026, with firms 1, 2 and 3 of 2024 to 2026 as the valid ones."""
    found = three([firm(1)], [firm(2)], [firm(3)], table("patent_grants", *rows))
    return figure_of(found, target("patents", **figure), 2026)


def test_patents_are_counted_not_firms():
    figure = patents(patent("ZL1.1", name(1)), patent("ZL2.2", name(1)), patent("ZL3.3", name(2)))
    assert figure.value == 3
    (told,) = figure.told
    assert told == (
        "runs/2026/x 的发明专利授权企业名单 3 行，计入 2 行；当年授权的发明里，权利人里有有效期内高企的 3 件，"
        "同一专利号只计一件"
    )


def test_one_patent_counts_once_however_many_own_it_or_list_it():
    rows = (patent("ZL1.1", name(1), name(2)), patent("zl 1.1", name(2)), patent("11", name(3)))
    assert patents(*rows).value == 1


def test_what_is_no_invention_of_the_year_or_of_no_valid_firm():
    rows = (
        patent("ZL1.1", name(1), kind="实用新型"),
        patent("ZL2.2", name(1), day="2025-12-31"),
        patent("ZL3.3", "某大学"),
        patent("ZL4.4", name(9)),
        patent("ZL5.5", "某大学", name(2)),
    )
    assert patents(*rows).value == 1
    assert patents(*rows, owners="first").value == 0
    assert patents(*rows, of="cohort").value == 0
    assert patents(patent("ZL1.1", name(3), name(1)), of="cohort", owners="first").value == 1


def test_rows_without_a_number_count_a_patent_each_and_are_told():
    figure = patents(patent("", name(1)), patent("", name(1)), patent("ZL1.1", name(2)))
    assert figure.value == 3
    assert figure.told[-1] == "其中 2 行没有专利号，一行算一件"


def test_a_list_of_owners_alone_does_not_tell_how_many_patents():
    figure = patents({"owner": name(1)}, {"owner": name(2)})
    assert figure.value is None
    assert (
        figure.missing
        == "runs/2026/x 的发明专利授权企业名单没有专利号和授权日，只知道有哪些企业，不知道有多少件"
    )


def test_without_the_list_or_the_stock_there_is_no_number():
    assert figure_of(three([firm(1)], [firm(2)], [firm(3)]), target("patents"), 2026).missing == (
        "runs/2026/x 没有发明专利授权企业名单"
    )
    alone = world(year_run(2026, hnte(2026, firm(3)), table("patent_grants", patent("ZL1.1", name(3)))))
    assert figure_of(alone, target("patents"), 2026).missing == (
        "不知道有哪些有效期内的高企：没有 2024、2025 年的运行"
    )
    assert figure_of(alone, target("patents", of="cohort"), 2026).value == 1


def test_a_revoked_firm_brings_no_patents():
    gone = table("hnte_revoked", {"name": name(1), "code": code(1)})
    found = three([firm(1)], [firm(2)], [firm(3)], gone, table("patent_grants", patent("ZL1.1", name(1))))
    assert figure_of(found, target("patents"), 2026).value == 0


def test_the_year_counts_as_its_run_does():
    run = year_run(2025, hnte(2025, firm(1), firm(2), firm(2), firm(3, ""), firm(4, "佛山市南海区")))
    figure = figure_of(world(run), target("hnte_cohort"), 2025)
    assert (figure.value, figure.open) == (2, 1)
    assert figure.value == run.audit.result.city.counts["hnte"]
    assert figure.told == ("runs/2025/x 的高企公示名单 5 行，计入 3 行；11 个区合计 2 家",)


def test_a_year_without_run_or_list():
    found = world(year_run(2025, table("tech_smes", firm(1))))
    assert figure_of(found, target("hnte_cohort"), 2025).missing == "runs/2025/x 没有高企公示名单"
    assert figure_of(found, target("hnte_cohort"), 2024).missing == "没有 2024 年的运行"


def test_smes_once_each_and_those_without_district_apart():
    found = world(
        year_run(2025, hnte(2025, firm(1)), table("tech_smes", firm(5), firm(5), firm(6), firm(7, "")))
    )
    figure = figure_of(found, target("tech_smes"), 2025)
    assert (figure.value, figure.open) == (2, 1)
    missing = figure_of(world(year_run(2025, hnte(2025, firm(1)))), target("tech_smes"), 2025)
    assert (missing.value, missing.missing) == (None, "runs/2025/x 没有科技型中小企业入库名单")


@pytest.fixture(scope="module")
def worked():
    """2025 under its policy: two talks and a matching of 天河, with sign-ins; one talk lacks its photos."""

    def event(number, kind, **more):
        there = dict.fromkeys(("notice", "sign_in", "photos", "post", "demand_sheet"), "有")
        return {
            "event_no": number, "district": "天河区", "event_type": kind, "event_topic": f"{kind}{number}",
            "event_date": f"2025-03-{int(number):02d}", "event_place": f"会场{number}", **there, **more,
        }  # fmt: skip

    def signed(number, firms):
        return [{"event_no": number, "district": "天河区", "name": name(n), "code": code(n)} for n in firms]

    events = [event("1", "政策宣讲"), event("2", "政策宣讲", photos=""), event("3", "产业对接")]
    signins = [*signed("1", range(1, 71)), *signed("2", range(60, 131)), *signed("3", range(200, 240))]
    days = ((1, "05"), (1, "06"), (2, "06"))
    visits = [{"district": "天河区", "name": name(n), "visited_on": f"2025-05-{day}"} for n, day in days]
    return world(
        year_run(
            2025, hnte(2025, firm(1)), table("gi_events", *events), table("gi_signins", *signins),
            table("gi_visits", *visits), policy=True,
        )
    )  # fmt: skip


def test_work_that_the_gi_lists_show(worked):
    def value(measure):
        return figure_of(worked, target(measure), 2025)

    # 70 and 40 firms reach the 60 and 30 of the first group; the talk without photos does not count.
    assert (value("trainings").value, value("matchings").value) == (1, 1)
    # 1 to 130 and 200 to 239, whichever event they came to.
    assert value("signed_in").value == 130 + 40
    assert value("visits").value == 2
    assert value("visits").told == ("runs/2025/x 的 GI 走访记录计入 3 次，按名称是 2 家企业",)


def test_heads_are_not_known_from_firms(worked):
    figure = figure_of(worked, target("attendances"), 2025)
    assert figure.value is None
    assert "没有人次" in figure.missing
    assert figure.told == ("runs/2025/x 的签到清单 181 行，计入 181 行（一家企业到一场计一行，即家次）",)


def test_a_run_of_an_earlier_version_did_not_keep_the_firms(worked):
    run = worked.runs[2025]
    older = dataclasses.replace(run.audit, base_work=dataclasses.replace(run.audit.base_work, signed_in=None))
    figure = figure_of(world(dataclasses.replace(run, audit=older)), target("signed_in"), 2025)
    assert figure.value is None
    assert "重新核算后才有" in figure.missing


@pytest.mark.parametrize("measure", ["trainings", "attendances", "signed_in", "matchings", "visits"])
def test_work_without_its_list(measure):
    found = world(year_run(2025, hnte(2025, firm(1))))
    for year in (2024, 2025):
        figure = figure_of(found, target(measure), year)
        assert figure.value is None
        assert figure.missing.startswith("没有 2024 年的运行" if year == 2024 else "runs/2025/x 没有")


def test_the_institutions_own_list_goes_before_the_gi_lists():
    districts = (
        "荔湾区",
        "越秀区",
        "海珠区",
        "天河区",
        "白云区",
        "黄埔区",
        "番禺区",
        "花都区",
        "南沙区",
        "从化区",
        "增城区",
    )
    rows = [{"district": each, "visits": "80", "trainings": "4", "attendances": "1500"} for each in districts]
    found = world(year_run(2023, hnte(2023, firm(1)), table("rd_services", *rows), policy=True))
    values = [figure_of(found, target(each), 2023).value for each in ("trainings", "attendances", "visits")]
    assert values == [44, 16_500, 880]


def test_the_trend_tells_what_is_missing_year_by_year():
    found = world(year_run(2023, hnte(2023, firm(1))), year_run(2025, hnte(2025, firm(2), firm(3))))
    trend = trend_of(found, 2025)
    assert [each.year for each in trend] == [2023, 2024, 2025]
    assert [each.cohort.value for each in trend] == [1, None, 2]
    assert [each.stock.value for each in trend] == [None, None, None]
    assert trend[2].stock.missing == "没有 2024 年的运行；证书有效三年，须有 2023 至 2025 年各一次运行"
