"""Helpers of the evaluator's tests: what one district is known to have done, and its result."""

from __future__ import annotations

from gzaudit.evaluate.engine import evaluate
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import build_policy, load_policy
from gzaudit.result import Given, Step

P2023, P2025 = load_policy(2023), load_policy(2025)
TIANHE = "440106"
WORK_2025 = {
    "talks": 10,
    "matchings": 3,
    "key_firms": 15,
    "projects": 4,
    "needs": 55,
    "visits": 1,
    "weekly": 1,
}
WORK_2023 = {"visits": 100, "trainings": 5, "attendances": 2000, "quarterly_reports": 4, "annual_reports": 1}
GIVEN_2023 = Given(
    {"hnte": 120, "tech_sme": 150}, {"prior_hnte": 100, "prior_tech_sme": 100}, found=WORK_2023
)
GIVEN_2025 = Given(
    {"hnte": 115, "above_scale_hnte": 212, "above_scale_tech_services": 314, "patent_hnte": 150},
    {
        "hnte_target": 100,
        "prior_hnte": 90,
        "prior_above_scale_hnte": 200,
        "prior_tech_services": 300,
        "prior_patent_hnte": 120,
    },
    "accepted",
    "passed",
    WORK_2025,
)


def tianhe(policy, given):
    return next(each for each in evaluate(policy, {TIANHE: given}).districts if each.code == TIANHE)


def read_otherwise(**letters):
    return build_policy(open_policy(2025), letters)


def steps(*lines):
    return tuple(Step(*line) for line in lines)
