"""Figures changed with every digest made right again: found from the run's own data, and named."""

from __future__ import annotations

import json
import shutil

import pytest
from cli.cli_support import inside
from verify.spoiling import audit_of, database, found_in, pairs, reseal, result_of

TIANHE = "440106"


@pytest.fixture
def run(computed, tmp_path):
    """A copy on another machine: no lists, no history."""
    (folder,) = (computed / "runs" / "2025").iterdir()
    return shutil.copytree(folder, tmp_path / "一次运行")


def faults_of(run, *, failed):
    """What is found, once every digest is right; only these checks fail."""
    reseal(run)
    states, faults = found_in(run, run.parent)
    assert {key for key, state in states.items() if state == "failed"} == failed
    return faults


def district(result, code=TIANHE):
    return next(each for each in result["districts"] if each["code"] == code)


def test_sealing_again_without_a_change_finds_nothing(run):
    assert faults_of(run, failed=set()) == ()


def test_an_amount_raised_everywhere(run):
    """All sums made to fit, in result.json and twice in the database."""
    more = 50_000
    with result_of(run) as result:
        mine, city = district(result), result["city"]
        before = mine["indicators"]["hnte"]["amount"]
        for place, keys in (
            (mine["indicators"]["hnte"], ("increment_amount", "amount")),
            (mine, ("performance_amount", "amount", "payable")),
            (city, ("performance_amount", "amount", "payable")),
        ):
            for key in keys:
                place[key] += more
    with audit_of(run) as audit:
        mine = next(each for each in audit["result"]["districts"] if each["code"] == TIANHE)
        hnte = pairs(mine["indicators"])["hnte"]
        for place, keys in (
            (hnte, ("increment_amount", "amount")),
            (mine, ("performance_amount", "amount", "payable")),
            (audit["result"]["city"], ("performance_amount", "amount", "payable")),
        ):
            for key in keys:
                place[key] += more
    with database(run) as opened:
        opened.execute(
            "UPDATE figures SET value = value + ? WHERE (district = '440106' AND ((part = 'hnte' AND figure IN "
            "('increment_amount', 'amount')) OR (part = 'district' AND figure != 'assessment'))) OR "
            "(part = 'city' AND figure IN ('performance_amount', 'amount', 'payable'))", (more,)
        )  # fmt: skip
    faults = faults_of(run, failed={"amounts"})
    named = {(f.file, f.district, f.indicator, f.figure, f.found, f.expected) for f in faults}
    for file in ("result.json", "run.db（figures）", "run.db（audit）"):
        assert (file, "天河区", "hnte", "amount", str(before + more), str(before)) in named
        assert (file, "天河区", "", "payable") in {each[:4] for each in named}
        assert (file, "全市", "", "payable") in {each[:4] for each in named}
    done = inside("verify", run, "-w", run.parent)
    assert done.code == 5
    text = done.out.decode()
    assert all(word in text for word in ("天河区", "hnte", str(before), str(before + more)))


@pytest.mark.parametrize(
    ("key", "value"),
    [("count", 999), ("target", "321"), ("target", "320.0"), ("completion", "0.006251"), ("rate", 1), ("amount", None),
     ("per_enterprise_amount", 5), ("increment_steps", 1)],
)  # fmt: skip
def test_one_figure_in_result_json(run, key, value):
    with result_of(run) as result:
        hnte = district(result)["indicators"]["hnte"]
        assert hnte["target"] == "320"
        hnte[key] = value
    failed = {"amounts", "sums"} if key in ("count", "amount") else {"amounts"}
    faults = faults_of(run, failed=failed)
    found = [f for f in faults if (f.district, f.indicator, f.figure) == ("天河区", "hnte", key)]
    assert [f.file for f in found] == ["result.json"]


def test_a_figure_taken_out_or_put_in(run):
    with result_of(run) as result:
        del district(result)["indicators"]["hnte"]["completion"]
        district(result)["base"]["bonus"] = 5
    found = {(f.indicator, f.figure, f.found, f.expected) for f in faults_of(run, failed={"amounts"})}
    assert found == {("hnte", "completion", "没有这个数", "0.012500"), ("base", "bonus", "5", "没有这个数")}


def test_rules_changed_with_the_amounts_that_follow_from_them(run):
    """The second evaluator agrees with what it is given: the rules themselves are held against their files."""
    with audit_of(run) as audit:
        base = audit["policy"]["works"][0]
        assert base["key"] == "base"
        group = next(each for each in base["groups"] if TIANHE in each["districts"])
        group["amount"] += 1
    faults = faults_of(run, failed={"policy", "amounts"})
    assert [f.found for f in faults if f.file == "run.db"] == ["policy.works[1].groups[1].amount = 350001"]


def test_given_numbers_changed(run):
    with audit_of(run) as audit:
        given = pairs(audit["given"])[TIANHE]
        given["counts"]["value"] = [[key, value + 1] for key, value in given["counts"]["value"]]
    faults = faults_of(run, failed={"counts", "amounts"})
    found = {(f.file, f.district, f.indicator, f.figure) for f in faults}
    assert ("run.db（given）", "天河区", "hnte", "count") in found


def test_a_firm_moved_to_another_district(run):
    with database(run) as opened:
        opened.execute("UPDATE members_hnte SET district = '440112' WHERE n = (SELECT MIN(n) FROM members_hnte WHERE district = '440106')")  # fmt: skip
    found = {(f.district, f.indicator) for f in faults_of(run, failed={"counts"})}
    assert {("天河区", "hnte"), ("黄埔区", "hnte")} <= found


def test_a_firm_entered_twice_or_on_no_row(run):
    with database(run) as opened:
        columns = [row[1] for row in opened.execute("PRAGMA table_info(members_hnte)")][1:]
        listed = ", ".join(columns)
        opened.execute(f"INSERT INTO members_hnte ({listed}) SELECT {listed} FROM members_hnte WHERE n = 1")
        opened.execute("UPDATE members_hnte SET row = 9999 WHERE n = 2")
    said = " ".join(f.said for f in faults_of(run, failed={"counts"}))
    assert "在企业表里重复" in said
    assert "不在计入的行上" in said


@pytest.mark.parametrize(
    "query",
    ["UPDATE rows SET fate = 'duplicate' WHERE n = 1", "DELETE FROM rows WHERE n = 1", "UPDATE sources SET counted = counted + 1 WHERE src = 0",
     "UPDATE sources SET height = height + 1 WHERE src = 0", "UPDATE excluded SET number = number + 1 WHERE n = 1",
     "INSERT INTO excluded (src, reason, number) VALUES (0, 'note', 1)", "UPDATE sources SET sha256 = '00' WHERE src = 0"],
)  # fmt: skip
def test_the_row_account(run, query):
    with database(run) as opened:
        opened.execute(query)
    reseal(run)
    states, _ = found_in(run, run.parent)
    assert states["rows"] == "failed"


def test_a_finding_taken_out(run):
    with database(run) as opened:
        opened.execute("DELETE FROM findings WHERE n = 1")
    assert {f.said for f in faults_of(run, failed={"agreement"})} <= {
        f"findings.{key} 与 run.db 里的不同" for key in ("info", "warning", "error", "by_code")
    }


@pytest.mark.parametrize(
    "key", ["undecided", "sensitivity", "near_thresholds", "findings", "base_work", "year"]
)
def test_other_parts_of_result_json(run, key):
    def turned(value):
        """The first number in it made another."""
        if isinstance(value, dict):
            for name, inner in value.items():
                if (new := turned(inner)) != inner:
                    return value | {name: new}
        if isinstance(value, list):
            for at, inner in enumerate(value):
                if (new := turned(inner)) != inner:
                    return [*value[:at], new, *value[at + 1 :]]
        return value + 1 if type(value) is int else value

    with result_of(run) as result:
        result[key] = turned(result[key]) if result[key] else {"440106": {"talks": 1}}
    assert all(f.said.startswith(key) for f in faults_of(run, failed={"agreement"}))


@pytest.mark.parametrize(
    ("change", "failed"),
    [({"sha256": "0" * 64}, {"policy"}), ({"id": "x"}, {"policy"}), ({"readings": {"A1": "b"}}, {"policy"})],
)
def test_other_rules_named(run, change, failed):
    with result_of(run) as result:
        result["policy"] |= change
    assert {f.file for f in faults_of(run, failed=failed)} == {"result.json"}


def test_a_listed_file_left_out(run):
    with result_of(run) as result:
        result["outputs"] = [each for each in result["outputs"] if each["path"] != "全市/report.html"]
    (fault,) = faults_of(run, failed={"outputs"})
    assert (fault.file, fault.said) == ("全市/report.html", "result.json 没有列出这个文件")


def test_a_database_of_another_form(run):
    with database(run) as opened:
        opened.execute("UPDATE run SET value = 'gzaudit.run/9' WHERE key = 'form'")
    (fault,) = faults_of(run, failed={"store"})
    assert "gzaudit.run/9" in fault.found


@pytest.mark.parametrize(
    "table", ["figures", "rows", "members_hnte", "sources", "excluded", "findings", "run"]
)
def test_a_table_taken_out(run, table):
    with database(run) as opened:
        opened.execute(f"DROP TABLE {table}")
    reseal(run)
    done = inside("verify", run, "--json")
    assert done.code == 5
    assert {fault["file"] for fault in json.loads(done.out)["faults"]} == {"run.db"}
