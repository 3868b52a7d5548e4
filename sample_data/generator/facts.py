"""What the sample city looks like: districts, how many firms each list is to hold, targets and dates."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

SEED = 20250401
YEAR = 2025

DISTRICTS = {
    "440103": "荔湾区",
    "440104": "越秀区",
    "440105": "海珠区",
    "440106": "天河区",
    "440111": "白云区",
    "440112": "黄埔区",
    "440113": "番禺区",
    "440114": "花都区",
    "440115": "南沙区",
    "440117": "从化区",
    "440118": "增城区",
}


class Plan(NamedTuple):
    """How many firms of a district each list holds, before the deliberate cases are added.

    `hnte` are the year's 高企, of which `above_scale` stand in the 定报库 and `patents` have an invention
    granted in the year; `tech_services` is that list's own count; `others` are 四上 firms that are no 高企.
    """

    hnte: int
    above_scale: int
    tech_services: int
    patents: int
    others: int


PLANS = {
    "440103": Plan(168, 52, 47, 31, 380),
    "440104": Plan(236, 71, 143, 44, 650),
    "440105": Plan(273, 84, 121, 52, 550),
    "440106": Plan(842, 287, 352, 171, 1460),
    "440111": Plan(424, 138, 92, 81, 850),
    "440112": Plan(905, 331, 214, 242, 1360),
    "440113": Plan(561, 189, 118, 133, 960),
    "440114": Plan(193, 77, 29, 38, 470),
    "440115": Plan(241, 83, 46, 57, 420),
    "440117": Plan(41, 19, 9, 12, 150),
    "440118": Plan(152, 55, 25, 29, 340),
}


class Target(NamedTuple):
    """A district's target for 高企认定 and last year's counts; together they reach every tier."""

    hnte: int
    above_scale: int
    tech_services: int
    patents: int
    last_hnte: int


TARGETS = {
    "440103": Target(210, 62, 40, 22, 190),  # 80 %, just below 80 %, reached, reached
    "440104": Target(220, 66, 136, 45, 228),  # growth, reached, reached, below 80 %
    "440105": Target(300, 100, 120, 50, 281),  # 91 %, exactly 80 %, 96 %, exactly 80 %
    "440106": Target(800, 300, 330, 140, 815),  # growth, 92 %, reached, 95 %
    "440111": Target(470, 170, 110, 60, 455),  # 91 %, below 80 %, below 80 %, reached
    "440112": Target(820, 310, 205, 180, 860),  # much growth, reached, just below, reached
    "440113": Target(560, 180, 112, 102, 540),  # reached without growth, exactly 100 %, reached, reached
    "440114": Target(193, 70, 35, 30, 186),  # exactly 100 %, reached, below 80 %, 97 %
    "440115": Target(200, 75, 48, 40, 205),  # growth by ratio, reached, 91 %, reached
    "440117": Target(60, 18, 8, 9, 52),  # below 70 %, reached, reached, reached
    "440118": Target(181, 60, 24, 30, 160),  # just below 85 %, 89 %, 99 %, below 80 %
}

CERTIFIED = (date(2025, 11, 28), date(2025, 12, 19))
FIRST_CERTIFICATE = 90001
