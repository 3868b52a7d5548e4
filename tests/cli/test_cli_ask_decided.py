"""Questions about a run in which people decided who an enterprise is."""

from __future__ import annotations

from typing import get_args

from cli.cli_support import CODES, firm, inside, lists, quiet, write
from cli.test_cli_decisions import decided, line

from gzaudit.ask.words import DECIDED, HOW_MATCHED, MATTERS
from gzaudit.decide.model import Matter, State
from gzaudit.render.tables.ledger import FOUND_BY
from gzaudit.render.tables.words import HOW

NAME = "广州待对应科技有限公司"


def test_a_firm_of_its_own_by_decision_is_known_not_to_stand_in_other_lists(tmp_path):
    content = lists()
    content.hnte.append((50, NAME, "", "", 2025, "天河区", ""))
    workspace = quiet(tmp_path, content)
    assert inside("compute", "2025", "-w", workspace).code == 1
    before = told("trace", "2025", NAME, "-w", workspace)
    assert "没有可用的代码，各名单也查不到" in before
    assert "是否在四上企业定报库里无从得知" in before
    assert "无从得知1" in told("explain", "2025", "天河区", "规上高企数", "-w", workspace)
    write(workspace, {"科技局/人工复核决定.xlsx": decided(line("match", NAME, "不是同一企业"))})
    assert inside("compute", "2025", "-w", workspace).code == 0
    after = told("trace", "2025", NAME, "-w", workspace)
    assert "按人工决定识别" in after
    assert "不计入规上高企数：四上企业定报库里没有它" in after
    # Further down the earlier run is told of, in which it was not known.
    assert "无从得知" not in after.split("含统计名单")[0]
    assert "无从得知" not in told("explain", "2025", "天河区", "规上高企数", "-w", workspace)


def told(*args: object) -> str:
    """What a command says, however wide the console."""
    done = inside(*args)
    assert done.code == 0, done.err
    return "".join((done.out.decode() + done.err).split())


def test_a_run_with_decisions_of_every_kind_verifies_and_names_them_as_evidence(tmp_path):
    content = lists()
    content.hnte.append((50, firm(5), CODES[5], "", 2025, "", ""))
    workspace = quiet(tmp_path, content)
    rows = [
        line("district", firm(5), "海珠区"),
        line("include", firm(5), "四上、专利"),
        line("amount", "天河区", "1234"),
    ]
    write(workspace, {"科技局/人工复核决定.xlsx": decided(*rows)})
    assert inside("compute", "2025", "-w", workspace).code == 0
    assert "这次运行核对无误" in told("verify", "2025", "-w", workspace)
    found = told("trace", "2025", firm(5), "-w", workspace)
    assert "计入高企认定数、规上高企数、获发明专利授权的高企数（海珠区）" in found
    assert "人工决定第4行" in found  # its line in the list of decisions, not one of 四上
    assert "应付1,234元" in told("explain", "2025", "天河区", "-w", workspace)


def test_every_way_and_state_has_its_words():
    assert HOW_MATCHED.keys() == FOUND_BY.keys() == HOW.keys() | {""}
    assert DECIDED.keys() == set(get_args(State))
    assert MATTERS.keys() == set(get_args(Matter))
