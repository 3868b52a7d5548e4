"""Policies as values, with no more in them than matching looks at: indicators, year and districts."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction

from gzaudit.match.by_district import DistrictLists
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.policy.model import CountRule, Exclusion, GivenNumber, Indicator, Policy, TargetRule

TIANHE, YUEXIU, LIWAN = "440106", "440104", "440103"


def indicator(key, name, *, counted, target, factor, prior=None, exclusion=None):
    """`counted` is (list, list in which they must stand as well); `target` and `prior` are (column, heading)."""
    count = CountRule(f"{key}-count", "条", counted[0], counted[1], counted[0])
    given = TargetRule(f"{key}-target", "条", *target, Fraction(factor) if factor else None)
    last = GivenNumber(f"{key}-prior", "条", *prior) if prior else None
    flag = Exclusion(f"{key}-exclusion", "条", *exclusion) if exclusion else None
    return Indicator(key, name, "家", count, given, None, (), prior=last, exclusion=flag)


HNTE = indicator(
    "hnte",
    "高企认定数",
    counted=("hnte", None),
    target=("hnte_target", "高企认定年度目标数"),
    factor=None,
    prior=("prior_hnte", "上年高企认定数"),
)
SCALE = indicator(
    "above_scale_hnte",
    "规上高企数",
    counted=("hnte", "above_scale"),
    target=("prior_above_scale_hnte", "上年规上高企数"),
    factor="21/20",
)
SERVICES = indicator(
    "above_scale_tech_services",
    "规上科技服务业企业数",
    counted=("above_scale_tech_services", None),
    target=("prior_tech_services", "上年规上科服企业数"),
    factor="21/20",
)
PATENTS = indicator(
    "patent_hnte",
    "专利高企数",
    counted=("hnte", "patent_grants"),
    target=("prior_patent_hnte", "上年专利高企数"),
    factor="13/10",
)
# 2023: the target is made of last year's count, and one indicator has an exclusion.
HNTE_2023 = indicator(
    "hnte",
    "高企认定数",
    counted=("hnte", None),
    target=("prior_hnte", "上年高企认定数"),
    factor="11/10",
    exclusion=("subsidy_4", "享受4号办法"),
)
SMES = indicator(
    "tech_sme",
    "科小入库数",
    counted=("tech_smes", None),
    target=("prior_tech_sme", "上年科小入库数"),
    factor="6/5",
)


def policy(*indicators: Indicator, year: int = 2025, **more) -> Policy:
    """A policy of these indicators; what matching does not look at is None."""
    nothing = {each.name: None for each in fields(Policy)}
    known = {
        "year": year,
        "districts": {each.code: each.name for each in DISTRICTS},
        "indicators": indicators,
    }
    return Policy(**nothing | known | more)


def policy_2025(**more) -> Policy:
    return policy(HNTE, SCALE, SERVICES, PATENTS, **more)


def policy_2023() -> Policy:
    return policy(HNTE_2023, SMES, year=2023)


def given(targets: dict[str, dict[str, int]]) -> DistrictLists:
    """Numbers as if a targets list had given them: cells on rows of a source 0."""
    lists = DistrictLists()
    for row, (district, values) in enumerate(targets.items(), 2):
        lists.targets[district] = dict(values)
        lists.places |= {(district, column): (0, row) for column in values}
    return lists


def told(batches, *columns: str) -> list[tuple]:
    """Code and the wanted columns of each finding, in order."""
    return [
        (batch.code, *(record.get(column) for column in columns))
        for batch in batches
        for record in batch.frame.to_dict("records")
    ]
