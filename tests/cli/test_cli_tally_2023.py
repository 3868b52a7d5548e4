"""2023: the platform's list of 科小 may be counted by its owner as well."""

from __future__ import annotations

import json

from cli_2023 import HNTE, SMES, small
from cli_support import DISTRICTS, inside, only_run, xlsx


def result(workspace):
    return json.loads((only_run(workspace, 2023) / "result.json").read_bytes())


def test_a_tally_of_2023_gives_what_the_list_gives(tmp_path):
    whole, told = small(tmp_path / "whole"), small(tmp_path / "told", SMES=None)
    data, out = whole / "data/2023", told / "data/2023/2023年汇总数.xlsx"
    ended = inside("tally", 2023, "--hnte", data / HNTE, "--tech-smes", data / SMES, "--out", out)
    assert ended.code == 0, ended.err
    codes = [inside("compute", 2023, "-w", each, "--fail-on", "never").code for each in (whole, told)]
    assert codes == [0, 0]
    one, other = result(whole), result(told)
    for district in other["districts"]:
        assert district["indicators"]["tech_sme"].pop("source") == "counts"
        assert "source" not in district["indicators"]["hnte"]
    assert other["districts"] == one["districts"]
    assert other["city"] == one["city"]
    assert one["city"]["counts"]["tech_sme"] == 3
    assert inside("verify", 2023, "-w", told).code == 0


def test_counts_by_hand_for_2023(tmp_path):
    workspace = small(tmp_path, SMES=None)
    rows = [("区", "科小入库数"), *((each, 7) for each in DISTRICTS)]
    (workspace / "data/2023/科小汇总数.xlsx").write_bytes(xlsx(rows, "汇总数"))
    assert inside("compute", 2023, "-w", workspace, "--fail-on", "never").code == 0
    told = result(workspace)
    assert told["city"]["counts"]["tech_sme"] == 77
    assert told["findings"]["by_code"]["counts_unattested"] == 1
    assert "source_missing" not in told["findings"]["by_code"]
