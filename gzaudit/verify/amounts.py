"""Every figure against the second evaluator, wherever a run holds it: result.json, and its database twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.deliver.find_run import RESULT
from gzaudit.verify.report import Check, Fault
from gzaudit.verify.second import plain, recompute
from gzaudit.verify.stored import STORE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from gzaudit.verify.stored import Stored

    Place = tuple[str, str, str]

# Figures as people call them; a count, a target, a sum may stand under several parts.
FIGURES: Final = {
    "count": "家数", "target": "目标", "completion": "完成率", "rate": "每家标准", "fixed_amount": "定额",
    "per_enterprise_amount": "按家数计", "increment_steps": "增长档数", "increment_amount": "增长部分",
    "amount": "金额", "payable": "应付额", "approved": "人工核定额",
    "performance_amount": "绩效部分", "base_amount": "基础部分",
    "tier": "档", "status": "结论", "assessment": "绩效考核",
}  # fmt: skip
# What the second evaluator calls a figure, and what result.json calls it.
_SOURCE: Final = "source"  # where a count comes from: no figure
_IN_RESULT: Final = {"fixed_amount": "base_amount"}


def check_amounts(result: dict[str, Any], stored: Stored) -> Check:
    """Each stored figure is what the second evaluator works out of the rules and the given numbers.

    Args:
        result: of the run.
        stored: its database.
    """
    title = "金额重算（第二套算法）"
    if stored.audit["policy"] is None:
        return Check("amounts", title, "只计家数，没有金额", compared=False)
    right = recompute(stored.audit)
    rows = stored.ask("SELECT district, part, figure, value FROM figures")
    table = {(district, part, figure): value for district, part, figure, value in rows}
    names = {each["code"]: each["name"] for each in plain(stored.audit["result"])["districts"]}
    texts = {place: None if value is None else str(value) for place, value in right.items()}
    inner = {
        place: None if value is None else str(value)
        for place, value in of_audit(plain(stored.audit["result"])).items()
    }
    listed = of_result(result)
    faults = [
        *_compare(table, texts, f"{STORE}（figures）", names),
        *_compare(inner, texts, f"{STORE}（audit）", names),
        *_compare(listed, _as_in_result(right, listed), RESULT, names),
    ]
    return Check("amounts", title, f"{len(right)} 个数，三处存放", tuple(faults))


def _compare(
    found: dict[Place, Any], right: dict[Place, Any], file: str, names: dict[str, str]
) -> Iterator[Fault]:
    absent = "没有这个数"
    for place in sorted(found.keys() | right.keys()):
        one, other = found.get(place, absent), right.get(place, absent)
        if one == other:
            continue
        code, part, figure = place
        whole = part in ("district", "city")
        said = f"{FIGURES.get(figure, figure)}与重算的不同"
        where = names.get(code, code) or "全市"
        yield Fault(said, file, _shown(one), _shown(other), where, "" if whole else part, figure)


def _shown(value: Any) -> str:
    return "待定" if value is None else str(value)


def of_audit(year: dict[str, Any]) -> dict[Place, Any]:
    """The figures of the stored year, by place."""
    found: dict[Place, Any] = {}
    for each in year["districts"]:
        code = each["code"]
        for part, its in (each["indicators"] | each["works"]).items():
            kept = {key: value for key, value in its.items() if key not in ("is", "steps", "met")}
            found |= {(code, part, key): value for key, value in kept.items()}
        whole = ["performance_amount", "amount", "payable", "assessment"]
        whole += ["approved"] if each["approved"] is not None else []
        found |= {(code, "district", key): each[key] for key in whole}
    city = {f"count {key}": number for key, number in year["city"]["counts"].items()}
    city |= {key: year["city"][key] for key in ("performance_amount", "base_amount", "amount", "payable")}
    return found | {("", "city", key): value for key, value in city.items()}


def of_result(result: dict[str, Any]) -> dict[Place, Any]:
    """The figures of result.json, by place."""
    found: dict[Place, Any] = {}
    for each in result["districts"]:
        code, parts = each["code"], dict(each["indicators"])
        parts |= {"base": each["base"]} if "base" in each else {}
        for part, its in parts.items():
            found |= {(code, part, key): value for key, value in its.items() if key != _SOURCE}
        found |= {(code, "district", key): each[key] for key in ("performance_amount", "amount", "payable")}
    city = dict(result["city"])
    counts = {f"count {key}": number for key, number in city.pop("counts").items()}
    return found | {("", "city", key): value for key, value in (city | counts).items()}


def _as_in_result(right: dict[Place, Any], listed: dict[Place, Any]) -> dict[Place, Any]:
    """What result.json must say: its own names, exact decimals, six places of completion, not each figure."""
    told: dict[Place, Any] = {}
    for (code, part, figure), value in right.items():
        place = (code, part, figure if part == "city" else _IN_RESULT.get(figure, figure))
        optional = figure in ("fixed_amount", "assessment", "approved") or (
            figure == "tier" and part != "base"
        )
        if not optional or place in listed:
            told[place] = value
        if figure == "target" and value is not None:
            told[place] = _decimal(value)
        if figure == "completion" and value is not None:
            millionths = (2 * value.numerator * 10**6 + value.denominator) // (2 * value.denominator)
            told[place] = f"{millionths // 10**6}.{millionths % 10**6:06d}"
    return told


def _decimal(value: Fraction) -> str:
    """A number as an exact decimal without trailing zeros.

    Raises:
        ValueError: it has none.
    """
    for places in range(100):
        whole = value * 10**places
        if whole.denominator == 1:
            digits = str(whole.numerator).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}" if places else digits
    raise ValueError(f"{value} 写不成小数")
