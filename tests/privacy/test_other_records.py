"""A finding on a record of work that refers to another record is told only if both are the district's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages.page_runs import sample_run
from privacy.leak_search import know

from gzaudit.findings import Findings
from gzaudit.render.tables.public import public_findings


@pytest.mark.parametrize("code", ["need_similar", "event_repeated"])
def test_a_record_of_another_district_is_not_referred_to(code):
    audit = know(sample_run()).audit
    tianhe = next(each for each in audit.result.districts if each.code == "440106")
    told = public_findings(audit, tianhe)
    assert code in told["code"].tolist()
    records = audit.base_work.records
    other = records[records["district"] == "440111"].iloc[0]
    frame = audit.findings.frame.copy()
    frame.loc[frame["code"] == code, ["ref_src", "ref_row"]] = [other["src"], other["row"]]
    left = public_findings(replace(audit, findings=Findings(frame)), tianhe)
    assert left["code"].tolist() == [each for each in told["code"] if each != code]
