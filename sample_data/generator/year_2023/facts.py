"""What the sample year 2023 looks like: counts, last year's counts, work done, and who is left out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

YEAR = 2023
SEED = 20230401
# Codes apart from those of 2025: nobody stands in both sample years under two names.
NUMBERS = range(1, 9000)
CERTIFIED = (date(2023, 11, 16), date(2023, 12, 28))


class Plan(NamedTuple):
    """What a right count of a district finds, deliberate cases included, and last year's counts."""

    hnte: int
    last_hnte: int
    smes: int
    last_smes: int


# 高企: 110 % of last year opens, each further 5 % of last year or 15 firms is a step.
# 科小: 120 % of last year opens, each further 5 % of last year or 100 firms is a step.
PLANS = {
    "440103": Plan(65, 60, 119, 100),  # one short of 110 %; one short of 120 %
    "440104": Plan(110, 100, 300, 250),  # exactly 110 %; exactly 120 %
    "440105": Plan(112, 101, 302, 251),  # just above 111.1; just above 301.2
    "440106": Plan(300, 240, 810, 600),  # by share 3, by number 2; by share 3, by number 0
    "440111": Plan(161, 140, 375, 300),  # exactly one step by share; likewise
    "440112": Plan(382, 320, 600, 400),  # by number exactly 2, by share 1; by share 6, by number 1
    "440113": Plan(235, 200, 599, 500),  # one step either way, paid once; one short of 120 %
    "440114": Plan(92, 80, 180, 150),  # one step, but takes the other subsidy; exactly 120 %
    "440115": Plan(60, 40, 249, 200),  # eight steps by share, one by number; one short of a step
    "440117": Plan(18, 20, 36, 40),  # fewer than last year; likewise
    "440118": Plan(57, 50, 225, 180),  # half a firm short of a step; exactly one step
}


class Work(NamedTuple):
    """Work of part three done by a district's institution."""

    visits: int
    trainings: int
    attendances: int
    quarterly: int = 4
    annual: int = 1


WORK = {
    "440103": Work(56, 3, 612),
    "440104": Work(92, 5, 1733),
    "440105": Work(85, 4, 1561),
    "440106": Work(132, 7, 2845),
    "440111": Work(104, 4, 2016),  # one training short
    "440112": Work(118, 6, 2390),
    "440113": Work(97, 5, 1862),
    "440114": Work(83, 4, 1518),
    "440115": Work(80, 4, 1500),  # exactly what is asked
    "440117": Work(51, 3, 540),
    "440118": Work(88, 5, 1610),
}

OTHER_SUBSIDY = "440114"  # its institution takes the subsidy of 穗科规字〔2021〕4号
ASSESSMENT_FAILED = "440117"
PARTNERED = ("440106", "440112", "440113")
