"""The sums of both schemes and of every other arithmetic reading, in whole numbers, from the notices alone.

N is this year's count, T a target that was given, P last year's count. Nothing of the tool is used.
"""

from __future__ import annotations


def ceil_div(top: int, bottom: int) -> int:
    return -(-top // bottom)


def recognised_2025(n: int, t: int, p: int | None = None, reading: str = "") -> int:
    """七（二）2（1）: T given. `reading`: A1b … A6b, "" for the defaults."""
    percent = n * 100
    if reading == "A6b":  # the ratio to the nearest whole per cent, half up
        percent = ((200 * n + t) // (2 * t)) * t
    rate = 600 if percent >= 100 * t else 500 if percent >= 85 * t else 300 if percent >= 70 * t else 0
    start = p if reading == "A1b" else t
    return _paid(n, t, rate, reading) + (_increment(n, t, start, p, reading) if n >= start else 0)


def _paid(n: int, t: int, rate: int, reading: str) -> int:
    if reading == "A5b":  # firm by firm: the rate of the band that the firm lies in
        low, middle, full = 7 * t // 10, 17 * t // 20, t
        return sum(step * max(n - edge, 0) for step, edge in ((300, low), (200, middle), (100, full)))
    if reading == "A5c":
        return rate * max(n - t, 0)
    if reading == "A5d":
        return rate * min(n, t)
    return rate * n


def _increment(n: int, t: int, start: int, p: int | None, reading: str) -> int:
    more = n - start
    if reading == "A4b":  # part steps: 50,000 × max(20·more / t, more / 15), cut to yuan
        return max(50_000 * 20 * more // t, 50_000 * more // 15)
    by_share = 20 * more // (p if reading == "A2b" else t)
    if reading == "A2c":  # compound: the largest k with t·21^k ≤ n·20^k
        by_share = 0
        while t * 21 ** (by_share + 1) <= n * 20 ** (by_share + 1):
            by_share += 1
    by_count = more // 15
    return 50_000 * (by_share + by_count if reading == "A3b" else max(by_share, by_count))


def target_parts(p: int, factor: int, reading: str) -> tuple[int, int]:
    """P × factor % as a fraction, rounded as the reading says."""
    top, bottom = p * factor, 100
    if reading == "A7b":
        return ceil_div(top, bottom), 1
    if reading == "A7c":
        return (2 * top + bottom) // (2 * bottom), 1
    if reading == "A7d":
        return top // bottom, 1
    return top, bottom


def tiered_2025(n: int, p: int, factor: int, low: int, full: int, *, reading: str = "") -> int:
    """七（二）2（2）–（4）: T = P × factor %, 80 % pays `low`, 100 % `full` a firm."""
    top, bottom = target_parts(p, factor, reading)
    percent, whole = 100 * n * bottom, top
    if reading == "A6b":
        percent = ((200 * n * bottom + top) // (2 * top)) * top
    return n * (full if percent >= 100 * whole else low if percent >= 80 * whole else 0)


def grown_2023(n: int, p: int, *, percent: int, fixed: int, rate: int, block: int, reading: str = "") -> int:
    """四（一）, 四（二）: from P × percent %, a fixed sum, a rate a firm, and 50,000 for each step beyond."""
    if 100 * n < percent * p:
        return 0
    firms = n
    if reading == "B1b":
        firms = max(n - p, 0)
    if reading == "B1c":
        firms = max(n - percent * p // 100, 0)
    beyond = 100 * n - percent * p  # hundredths of a firm
    by_share = beyond // (5 * p)
    if reading == "B2b":  # 5 % of the level itself
        by_share = 100 * beyond // (5 * percent * p)
    by_count = beyond // (100 * block)
    if reading == "B3b":
        by_count = (n - ceil_div(percent * p, 100)) // block
    return fixed + rate * firms + 50_000 * max(by_share, by_count)
