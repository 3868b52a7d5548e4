"""What must hold whatever the lists say, checked once more on what is about to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gzaudit.errors import InvariantError
from gzaudit.render.formulas.facts import approved_of
from gzaudit.render.tables.words import UNKNOWN, yuan
from gzaudit.result import total

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator
    from gzaudit.result import DistrictResult


class Check(NamedTuple):
    """What was checked, and the numbers that agree."""

    name: str
    told: str


def city_checks(audit: YearAudit) -> list[Check]:
    """Rows, enterprises and money of the whole year.

    Raises:
        InvariantError: something does not agree; that is a fault of this tool.
    """
    checks = [_rows(audit)]
    checks += [_firms(audit, indicator) for indicator in audit.indicators]
    return checks + (_money(audit) if audit.policy else [])


def district_checks(audit: YearAudit, district: DistrictResult) -> list[Check]:
    """The same of one district; says no number of a list, which may be another's or secret.

    Raises:
        InvariantError: something does not agree; that is a fault of this tool.
    """
    _rows(audit)
    checks = [Check("名单行数", "所用名单逐表核对：行数 = 计入 + 剔除，没有遗漏。")]
    if audit.policy is None:
        return checks
    parts = [work.amount for work in district.works.values()]
    parts += [each.amount for each in district.indicators.values()]
    _agree("各项金额之和", total(parts), district.amount)
    told = f"各项金额之和 = 合计：{yuan(district.amount)}。"
    return [*checks, Check("金额", told), Check("应付", _payable("应付", district))]


def _rows(audit: YearAudit) -> Check:
    rows = sum(account.source.rows for account in audit.accounts)
    counted = sum(account.counted for account in audit.accounts)
    excluded = sum(sum(account.excluded.values()) for account in audit.accounts)
    _agree("名单行数", rows, counted + excluded)
    told = (
        f"{len(audit.accounts)} 个工作表逐表相符：{rows:,} 行 = 计入 {counted:,} 行 + 剔除 {excluded:,} 行。"
    )
    return Check("名单行数", told)


def _firms(audit: YearAudit, indicator: Indicator) -> Check:
    """Each firm of a count is in one district, or in none; recounted from the firms themselves."""
    whole, rule = audit.result.city.counts[indicator.key], indicator.count
    if whole is None:
        short = indicator.key not in audit.tallied
        return Check(indicator.name, f"{'缺少所需的名单' if short else '汇总数不全'}，{UNKNOWN}。")
    if indicator.key in audit.tallied:
        counts = [each.indicators[indicator.key].count for each in audit.result.districts]
        _agree(indicator.name, total(counts), whole)
        return Check(indicator.name, f"汇总数：11 个区之和 {whole:,} 家；没有名单，不逐家核对。")
    firms = audit.members[rule.list]
    if rule.both:
        firms = firms[firms[f"{rule.both}_first" if rule.owners == "first" else rule.both]]
    place = firms["district" if rule.district == rule.list else f"district_{rule.district}"]
    placed = int(place.isin([each.code for each in audit.result.districts]).sum())
    _agree(indicator.name, placed, whole)
    _agree(
        indicator.name, total(each.indicators[indicator.key].count for each in audit.result.districts), whole
    )
    told = f"去重后 {len(firms):,} 家 = 11 个区之和 {whole:,} 家"
    nowhere = len(firms) - placed
    return Check(indicator.name, told + (f" + 所在区{UNKNOWN} {nowhere:,} 家。" if nowhere else "。"))


def _money(audit: YearAudit) -> list[Check]:
    districts, city = audit.result.districts, audit.result.city
    _agree("全市合计", total(each.amount for each in districts), city.amount)
    _agree("全市应付", total(each.payable for each in districts), city.payable)
    for each in districts:
        _payable(f"{each.name}应付", each)
    approved = [each.name for each in districts if each.approved is not None]
    rest = f"；{'、'.join(approved)}按人工核定的金额，其余" if approved else "；"
    return [
        *_within_budget(audit),
        Check("全市合计", f"各区合计之和 = 全市合计：{yuan(city.amount)}。"),
        Check("全市应付", f"各区应付之和 = 全市应付：{yuan(city.payable)}{rest}各区应付都不超过合计。"),
    ]


def _within_budget(audit: YearAudit) -> list[Check]:
    """What is payable stays within the budget, where payable sums are scaled to it."""
    budget, city = audit.budget, audit.result.city
    if budget is None or budget.method == "none":
        return []
    approved = approved_of(audit)
    limits = {
        each.name: budget.districts.get(each.name) for each in audit.result.districts if each.approved is None
    }
    for each in audit.result.districts:
        _within(f"{each.name}应付", each.payable, limits.get(each.name))
    own = [name for name, limit in limits.items() if limit is not None]
    # Approved amounts alone may be more than the budget: a question is asked then, and nothing else is paid.
    whole = None if budget.total is None else max(budget.total, sum(approved.values()))
    _within("全市应付", city.payable, whole)
    told = [f"有预算的 {len(own)} 个区，各区应付都不超过本区预算。"] if own else []
    told += [f"先扣除人工核定的 {sum(approved.values()):,} 元。"] if approved else []
    if budget.total is not None:
        told.append(f"全市应付 {yuan(city.payable)}，预算 {yuan(budget.total)}。")
    return [Check("预算", "".join(told))] if told else []


def _within(name: str, payable: int | None, limit: int | None) -> None:
    if payable is not None and limit is not None and payable > limit:
        raise InvariantError(
            "应付多于预算", where=name, found=yuan(payable), expected=f"不超过 {yuan(limit)}"
        )


def _payable(name: str, district: DistrictResult) -> str:
    """What is paid against what the parts come to; an approved sum is paid as it stands.

    Raises:
        InvariantError: more is paid than the parts come to, or another sum than the approved one.
    """
    if district.approved is None:
        return _not_more(name, district.payable, district.amount)
    _agree(name, district.payable, district.approved)
    return f"应付 {yuan(district.payable)}，按人工核定的金额；合计 {yuan(district.amount)}。"


def _not_more(name: str, payable: int | None, amount: int | None) -> str:
    if payable is not None and amount is not None and payable > amount:
        raise InvariantError(
            "应付多于合计", where=name, found=yuan(payable), expected=f"不超过 {yuan(amount)}"
        )
    return (
        f"应付 {yuan(payable)}，不超过合计。"
        if payable is not None and amount is not None
        else f"{UNKNOWN}。"
    )


def _agree(name: str, found: int | None, expected: int | None) -> None:
    if found != expected:
        raise InvariantError(
            "结果前后不一致，本次结果不可用",
            where=name,
            found=UNKNOWN if found is None else f"{found:,}",
            expected=UNKNOWN if expected is None else f"{expected:,}",
            action="请联系工具维护人员。",
        )
