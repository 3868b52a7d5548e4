"""Valid 高企 by hand: each firm once over three years, the revoked and the moved left out, nothing guessed."""

from __future__ import annotations

import pytest
from builders import code, wrong
from goal_worlds import bare, firm, hnte, table, target, three, world, year_run
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gzaudit.goals.measures import figure_of
from gzaudit.goals.stock import stock_of


def size(found, year=2026):
    firms = stock_of(found, year).firms
    return None if firms is None else len(firms)


def test_three_years_that_share_nobody():
    found = three([firm(1), firm(2)], [firm(3)], [firm(4), firm(5), firm(6)])
    stock = stock_of(found, 2026)
    assert (size(found), stock.cohorts, stock.again) == (6, {2024: 2, 2025: 1, 2026: 3}, 0)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        (firm(1), firm(1)),
        (firm(1), bare(1)),
        (bare(1), firm(1)),
        (bare(1), bare(1)),
        (firm(1), firm(1, name="广州新名有限公司")),
        (bare(1), {"name": "广州目标例１号有限公司。", "district": "越秀区"}),
    ],
    ids=["code", "code then name", "name then code", "name", "code under another name", "name written otherwise"],
)  # fmt: skip
def test_a_firm_of_two_years_counts_once(early, late):
    found = three([early], [late, firm(7)], [firm(8)])
    stock = stock_of(found, 2026)
    assert (size(found), stock.again) == (3, 1)
    # Its certificate is that of the later year.
    assert sorted(stock.firms) == [2025, 2025, 2026]


def test_equal_names_under_two_codes_are_two_firms():
    found = three([firm(1)], [firm(1, code=code(99))], [firm(3)])
    assert size(found) == 3


def test_a_code_with_a_wrong_check_character_is_another_code():
    found = three([firm(1)], [firm(1, code=wrong(1))], [firm(3)])
    assert size(found) == 3


@pytest.mark.parametrize("codes", [(True, True), (True, False), (False, True), (False, False)])
@pytest.mark.parametrize("year", [2025, 2026])
def test_a_renamed_firm_counts_once(codes, year):
    """甲 of 2024 is 乙 in 2026; the list of renames, without codes, came in either year."""
    old = {"name": "广州甲有限公司", "code": code(1) if codes[0] else "", "district": "天河区"}
    new = {"name": "广州乙有限公司", "code": code(1) if codes[1] else "", "district": "天河区"}
    renames = table("renames", {"old_name": "广州甲有限公司", "new_name": "广州乙有限公司"})
    lists = {2025: [hnte(2025, firm(5))], 2026: [hnte(2026, new)]}
    lists[year].append(renames)
    found = world(
        year_run(2024, hnte(2024, old)), *(year_run(each, *tables) for each, tables in lists.items())
    )
    assert size(found) == 2
    without = world(
        year_run(2024, hnte(2024, old)), year_run(2025, hnte(2025, firm(5))), year_run(2026, hnte(2026, new))
    )
    assert size(without) == (2 if codes == (True, True) else 3)


def test_a_former_name_beside_the_new_one_joins_them():
    found = three(
        [bare(1)], [firm(5)], [{"name": "广州新名有限公司", "former": bare(1)["name"], "district": "天河区"}]
    )
    assert size(found) == 2


@pytest.mark.parametrize("row", [firm(1), bare(1), {"name": "别的写法", "code": code(1)}])
def test_a_later_list_of_the_revoked_takes_a_firm_off(row):
    row = {key: value for key, value in row.items() if key != "district"}
    found = three([firm(1), firm(2)], [firm(3)], [firm(4)], table("hnte_revoked", row))
    stock = stock_of(found, 2026)
    assert (size(found), stock.revoked) == (3, 1)
    # In 2025 nobody knew of it yet; there the year 2023 is missing anyway.
    assert stock_of(found, 2025).firms is None


def test_who_was_recognised_again_after_being_revoked_stays():
    gone = table("hnte_revoked", {"name": firm(1)["name"], "code": code(1)})
    found = world(
        year_run(2024, hnte(2024, firm(1))),
        year_run(2025, hnte(2025, firm(2)), gone),
        year_run(2026, hnte(2026, firm(1))),
    )
    assert (size(found), stock_of(found, 2026).revoked) == (2, 0)


def test_the_revoked_of_the_year_itself_are_left_out_by_its_own_run():
    gone = table("hnte_revoked", {"name": firm(4)["name"], "code": code(4)})
    found = three([firm(1)], [firm(2)], [firm(3), firm(4)], gone)
    stock = stock_of(found, 2026)
    assert (size(found), stock.cohorts[2026], stock.revoked) == (3, 1, 0)


@pytest.mark.parametrize("kind", ["registry", "hnte_stock", "tech_smes"])
def test_a_later_list_that_places_a_firm_elsewhere_takes_it_off(kind):
    found = three([firm(1), firm(2)], [firm(3)], [firm(4)], table(kind, firm(1, "深圳市南山区"), firm(2)))
    stock = stock_of(found, 2026)
    assert (size(found), stock.moved, stock.disputed) == (3, 1, 0)


def test_an_address_tells_where_the_column_does_not():
    moved = table("hnte_stock", firm(1, "", address="佛山市南海区桂城街道1号"))
    assert size(three([firm(1)], [firm(2)], [firm(3)], moved)) == 2


def test_a_list_of_the_same_year_does_not_move_a_firm():
    """For its own year the list of 高企 goes before 企业底册 (C6)."""
    found = world(
        year_run(2024, hnte(2024, firm(1)), table("registry", firm(1, "深圳市南山区"))),
        year_run(2025, hnte(2025, firm(2))),
        year_run(2026, hnte(2026, firm(3))),
    )
    assert (size(found), stock_of(found, 2026).moved) == (3, 0)


def test_the_newest_list_says_whether_a_firm_moved_back():
    found = world(
        year_run(2024, hnte(2024, firm(1))),
        year_run(2025, hnte(2025, firm(2)), table("registry", firm(1, "深圳市南山区"))),
        year_run(2026, hnte(2026, firm(3)), table("registry", firm(1, "海珠区"))),
    )
    assert (size(found), stock_of(found, 2026).moved) == (3, 0)


def test_lists_of_one_year_that_disagree_take_nobody_off():
    lists = (table("registry", firm(1, "深圳市南山区")), table("tech_smes", firm(1)))
    found = three([firm(1)], [firm(2)], [firm(3)], *lists)
    stock = stock_of(found, 2026)
    assert (size(found), stock.moved, stock.disputed) == (3, 0, 1)
    assert (
        "其中 1 家，其后同一年的名单有的写在市内、有的写在市外，仍算在内"
        in figure_of(found, target(), 2026).told
    )


def test_who_lies_nobody_knows_where_is_not_counted_and_told():
    found = three([firm(1, "")], [firm(2)], [firm(3)])
    figure = figure_of(found, target(), 2026)
    assert (figure.value, figure.open) == (2, 1)
    # A later year may know.
    found = three([firm(1, "")], [firm(2)], [firm(3), firm(1)])
    figure = figure_of(found, target(), 2026)
    assert (figure.value, figure.open) == (3, 0)


@pytest.mark.parametrize("lost", [2024, 2025, 2026])
def test_a_year_that_is_missing_is_told_and_no_number(lost):
    runs = [year_run(each, hnte(each, firm(each))) for each in (2024, 2025, 2026) if each != lost]
    figure = figure_of(world(*runs), target(), 2026)
    assert figure.value is None
    assert figure.missing == f"没有 {lost} 年的运行；证书有效三年，须有 2024 至 2026 年各一次运行"


def test_two_years_that_are_missing_are_both_told():
    figure = figure_of(world(year_run(2026, hnte(2026, firm(1)))), target(), 2026)
    assert figure.missing.startswith("没有 2024、2025 年的运行；")


def test_a_run_without_the_list_is_told_by_its_name():
    runs = [
        year_run(2024, table("tech_smes", firm(1))),
        *(year_run(y, hnte(y, firm(y))) for y in (2025, 2026)),
    ]
    assert figure_of(world(*runs), target(), 2026).missing.startswith("runs/2024/x 没有高企公示名单；")


def test_a_statistics_list_tells_nothing():
    """Only 四上 joins name and code: the year's run knows by it who the firm is, the stock does not."""
    statistics = table("above_scale", {"name": bare(1)["name"], "code": code(1), "division": "440106"})
    known = year_run(2026, hnte(2026, bare(1)), statistics)
    assert known.audit.cohort["how"].tolist() == ["name"]
    found = world(
        year_run(2024, hnte(2024, firm(1, name="广州另一写法有限公司"))),
        year_run(2025, hnte(2025, firm(2))),
        known,
    )
    assert size(found) == 3
    assert not {"above_scale", "above_scale_tech_services"} & set(found.rows["kind"])


def test_how_it_was_formed():
    revoked = table("hnte_revoked", {"name": firm(1)["name"], "code": code(1)})
    found = three(
        [firm(1), firm(2)], [firm(2), firm(3)], [firm(4)], revoked, table("registry", firm(3, "佛山市"))
    )
    figure = figure_of(found, target(), 2026)
    assert figure.value == 2
    assert figure.told == (
        "runs/2024/x、runs/2025/x、runs/2026/x 的高企公示名单，同一代码、没有代码的同一名称（含更名）算一家",
        "2024 年 2 家 ＋ 2025 年 2 家 ＋ 2026 年 1 家，减去在几年里重复的 1 家、其后取消的 1 家、迁出本市的 1 家 → 2 家",
    )


def test_the_bureaus_own_list_stands_beside_the_union():
    own = table("hnte_stock", firm(1), firm(2), firm(9), firm(8, "佛山市南海区"))
    figure = figure_of(three([firm(1)], [firm(2)], [firm(3)], own), target(), 2026)
    assert figure.told[-1] == (
        "runs/2026/x 的有效期内高企名单 4 行，计入 3 行，市内 3 家；与三年并集相比，"
        "两边都有 2 家，只在并集 1 家，只在这份名单 1 家"
    )
    # Where a year is missing, the list is still told, and no number made of it.
    alone = figure_of(world(year_run(2026, hnte(2026, firm(3)), own)), target(), 2026)
    assert (alone.value, alone.told) == (None, ("runs/2026/x 的有效期内高企名单 4 行，计入 3 行，市内 3 家",))


def test_what_still_holds_in_2026():
    """Seen from 2025: the certificates of 2023 have run out by then, and one more year may add to the others."""
    found = world(
        year_run(2023, hnte(2023, firm(1), firm(2), firm(3))),
        year_run(2024, hnte(2024, firm(3), firm(4))),
        year_run(2025, hnte(2025, firm(5))),
    )
    figure = figure_of(found, target(), 2025)
    assert (figure.value, figure.kept, figure.years) == (5, 3, 1)


# A firm whose rows name two districts would have none (C6); here all lie in one.
ROWS = st.lists(st.tuples(st.integers(min_value=1, max_value=5), st.booleans()), max_size=5)


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(ROWS, ROWS, ROWS, st.sets(st.integers(min_value=1, max_value=5)))
def test_any_lists_against_sets(first, second, third, revoked):
    """Names tell the firms of these lists apart, with and without their codes."""

    def rows(chosen):
        return [(firm if coded else bare)(n) for n, coded in chosen] or [bare(100)]

    gone = table("hnte_revoked", *({"name": firm(n)["name"]} for n in sorted(revoked)), {"name": "没有这家"})
    found = world(
        year_run(2024, hnte(2024, *rows(first))),
        year_run(2025, hnte(2025, *rows(second)), gone),
        year_run(2026, hnte(2026, *rows(third))),
    )
    named = [{n for n, _ in each} or {100} for each in (first, second, third)]
    # Whom the year of the revocation or an earlier one had, and no later one has again.
    expected = len((named[0] | named[1]) - (revoked - named[2]) | named[2])
    assert size(found) == expected
