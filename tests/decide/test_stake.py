"""How much money hangs on each open question, in exact yuan."""

import pytest
from builders import Table, audit, code, wrong
from decide.decided import decision, decisions, targets

from gzaudit.decide.stake import stakes, undecided_money
from gzaudit.render.tables.notes import undecided_sums

JIA, YI, BING = "广州甲科技有限公司", "广州乙科技有限公司", "广州丙科技有限公司"


def year(*more, policy=True):
    """天河 reaches every target: 600 元 a 高企, 200 the 规上, 70 with a patent; elsewhere nothing is reached."""
    firms = [
        {"name": f"广州{at}号科技有限公司", "code": code(100 + at), "district": "天河区"} for at in range(2)
    ]
    coded = [{"name": each["name"], "code": each["code"]} for each in firms]
    return audit(
        Table("hnte", [*firms, *more]),
        Table("above_scale", [*coded, {"name": BING, "code": code(3)}]),
        Table("patent_grants", [{"owner": each["name"], "code": each["code"]} for each in coded]),
        *([targets()] if policy else []),
        policy=policy,
    )


def hanging(audited):
    found = audited.findings.frame.join(stakes(audited))
    found = found[found["stake"] > 0]
    return sorted(zip(found["code"], found["row"].tolist(), found["stake"].tolist(), strict=True))


def test_the_rates_that_the_questions_hang_on():
    rates = {key: each.rate for key, each in year().result.districts[3].indicators.items()}
    assert (rates["hnte"], rates["above_scale_hnte"], rates["patent_hnte"]) == (600, 200, 70)


def test_a_firm_without_a_code_may_stand_in_the_other_lists():
    assert hanging(year({"name": JIA, "district": "天河区"})) == [("unresolved", 4, 270)]
    # 黄埔 reaches no target: nothing is paid there, whoever the firm is.
    assert hanging(year({"name": JIA, "district": "黄埔区"})) == []


def test_a_firm_without_a_district_is_worth_what_the_district_paid_most_would_get():
    assert hanging(year({"name": JIA, "code": code(1)})) == [("district_unresolved", 4, 600)]
    # It is known to stand in 四上: there it would count too.
    assert hanging(year({"name": BING, "code": code(3)})) == [("district_unresolved", 4, 800)]


def test_both_at_once_count_once():
    audited = year({"name": JIA})
    assert hanging(audited) == [("district_unresolved", 4, 870), ("unresolved", 4, 270)]
    assert undecided_money(audited) == 870
    assert undecided_sums(audited).startswith("尚未决定的企业事项涉及 870 元")


def test_warnings_have_their_price_and_are_not_undecided():
    audited = year({"name": YI, "code": wrong(2), "district": "天河区", "recognised_year": "2024"})
    assert ("out_of_year", 4, 870) in hanging(audited)
    assert undecided_money(audited) == 0


def test_nothing_hangs_on_anything_without_money():
    audited = year({"name": JIA}, policy=False)
    assert hanging(audited) == []
    assert (undecided_money(audited), undecided_sums(audited)) == (0, "")


def test_the_table_is_that_of_the_findings():
    audited = year({"name": JIA})
    table = stakes(audited)
    assert table.index.equals(audited.findings.frame.index)
    assert table.columns.tolist() == ["stake"]
    assert str(table["stake"].dtype) == "int64"


@pytest.mark.parametrize(("choice", "left"), [("天河区", 270), ("黄埔区", 0)])
def test_a_decision_takes_its_question_off(choice, left):
    lists = [
        Table(
            "hnte",
            [
                {"name": JIA},
                *({"name": n, "code": code(c), "district": "天河区"} for n, c in ((YI, 2), (BING, 3))),
            ],
        )
    ]
    lists += [Table("above_scale", [{"name": n, "code": code(c)} for n, c in ((YI, 2), (BING, 3))])]
    lists += [
        Table("patent_grants", [{"owner": n, "code": code(c)} for n, c in ((YI, 2), (BING, 3))]),
        targets(),
    ]
    assert undecided_money(audit(*lists, policy=True)) == 870
    assert undecided_money(audit(*lists, decisions(decision("district", JIA, choice)), policy=True)) == left
