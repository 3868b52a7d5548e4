"""The second evaluator: every amount of a run worked out anew, for an auditor to read from top to bottom.

It takes rules and given numbers from a run's `run.db`, with Python's standard library alone and none of the
tool: `python second.py run.db` prints each stored figure that is another. Money is whole 元; None: not known.
"""

import json
import sqlite3
import sys
from fractions import Fraction
from math import ceil, floor
from typing import Any

Rule = dict[str, Any]
# Boundary words of lower limits: those that include the limit itself (民法典 1259), and those that do not.
INCLUDED = {"含", "达到", "以上", "及以上", "不低于", "不少于", "每增长", "每增加", "≥"}
BEYOND = {"超过", "高于", "多于"}
EARNED = ("rate", "fixed_amount", "per_enterprise_amount", "increment_steps", "increment_amount", "amount")


def plain(stored: Any) -> Any:
    """A stored value as dicts, lists, numbers and texts."""
    if isinstance(stored, list):
        return [plain(each) for each in stored]
    match stored:
        case {"is": "Mapping", "value": pairs}:
            return {key: plain(each) for key, each in pairs}
        case {"is": "Fraction", "value": text}:
            return Fraction(text)
        case {"value": value}:
            return value
        case {}:
            return {key: plain(each) for key, each in stored.items()}
    return stored


def add(parts: list[Any]) -> Any:
    """A sum; not known as soon as one part is not."""
    return None if None in parts else sum(parts)


def met(value: Any, word: str, limit: Any) -> bool:
    """Whether a value meets a lower limit in the sense of its boundary word."""
    if word not in INCLUDED | BEYOND:
        raise ValueError(f"不认得的边界词：{word}")
    return bool(value >= limit if word in INCLUDED else value > limit)


def paid_steps(growth: Fraction, rule: Rule) -> Fraction:
    """Of a growth counted in steps: with its part, or whole ones, the last only if the word includes it."""
    last = met(growth, rule["step_word"], floor(growth))
    return growth if rule["part_steps"] == "pro_rata" else Fraction(max(floor(growth) - (not last), 0))


def target(rule: Rule, number: int | None) -> Fraction | None:
    """The target: the number given, or a multiple of last year's count, rounded where the rule says so."""
    if number is None or (number == 0 and rule["zero"] == "undecided"):
        return None
    exact: Fraction = Fraction(number) * (1 if rule["factor"] is None else rule["factor"])
    ways = {"up": ceil(exact), "down": floor(exact), "half_up": (floor(2 * exact) + 1) // 2}
    return exact if rule["rounding"] == "exact" else Fraction(ways[rule["rounding"]])


def tier_of(rule: Rule, count: int, goal: Fraction) -> Rule:
    """The highest tier that the count reaches, one that pays nothing if none; all reach a target of 0."""
    completion = count / goal if goal else None
    if completion is not None and rule["payout"]["completion"] == "two_places":
        completion = Fraction((floor(completion * 200) + 1) // 2, 100)
    reached = [t for t in rule["tiers"] if completion is None or met(completion, t["word"], t["at"])]
    return max(reached, key=lambda tier: tier["at"], default={"rate": 0, "fixed": 0})


def for_firms(rule: Rule, rate: int, count: int, goal: Fraction, prior: int | None) -> int | None:
    """What is paid by the firm: all of them, those on one side of the target, or each at its band's rate."""
    within, paid_for = min(count, floor(goal)), rule["payout"]["paid_for"]
    if paid_for == "bands":  # for each firm beyond its mark, a tier's rate replaces that of the tier before
        rates = [0, *(tier["rate"] for tier in rule["tiers"])]
        beyond = [max(count - floor(tier["at"] * goal), 0) for tier in rule["tiers"]]
        return int(sum((rates[at + 1] - rates[at]) * firms for at, firms in enumerate(beyond)))
    if paid_for == "above_prior":
        return None if prior is None else rate * max(count - prior, 0)
    return rate * {"all": count, "above_target": count - within, "up_to_target": within}[paid_for]


def steps_of(rule: Rule, count: int, goal: Fraction, prior: int | None) -> Fraction | None:
    """Steps of growth that are paid; None where last year's count is wanted and not known, or is nothing."""
    start, share = ({"target": goal, "prior": prior}[rule[key]] for key in ("start", "step_of"))
    if start is None or share is None or (share == 0 and goal != 0):
        return None
    if share == 0 or not met(count, rule["start_word"], start):
        return Fraction(0)
    ratio, firms = rule["step_ratio"], count - (ceil(start) if rule["count_from"] == "rounded_up" else start)
    if min(ratio, rule["step_count"]) <= 0:
        raise ValueError("每一档应大于 0")
    by_ratio, by_count = Fraction(0), paid_steps(Fraction(firms) / rule["step_count"], rule)
    if rule["growth"] == "simple":
        by_ratio = paid_steps((count - start) / (share * ratio), rule)
    elif start:  # each step is a share of the level that the step before it reached; of nothing there is none
        level = Fraction(start)
        while met(count, rule["step_word"], level + level * ratio):
            level, by_ratio = level + level * ratio, by_ratio + 1
        by_ratio += (count - level) / (level * ratio) if rule["part_steps"] == "pro_rata" else 0
    return max(by_ratio, by_count) if rule["combine"] == "max" else by_ratio + by_count


def indicator(rule: Rule, given: Rule) -> Rule:
    """Every figure of one indicator of one district."""
    count, column = given["counts"].get(rule["key"]), rule["target"]["column"]
    goal = target(rule["target"], given["inputs"].get(column))
    found = {"count": count, "target": goal, "completion": None, **dict.fromkeys(EARNED)}
    if count is None or goal is None:
        return found
    found["completion"] = count / goal if goal else None
    if rule["target"]["factor"] is None:  # the target is not made of last year's count
        column = (rule["prior"] or {}).get("column")
    prior, tier, growth = given["inputs"].get(column), tier_of(rule, count, goal), rule["increment"]
    paid = for_firms(rule, tier["rate"], count, goal, prior)
    steps = steps_of(growth, count, goal, prior) if growth else Fraction(0)
    if paid is None or steps is None:
        return found
    if rule["exclusion"] and given["flags"].get(rule["exclusion"]["flag"]):
        return found | dict.fromkeys(EARNED, 0)
    more = floor(steps * growth["step_amount"]) if growth else 0
    more = min(more, growth["cap"]) if growth and growth["cap"] is not None else more
    earned = (tier["rate"], tier["fixed"], paid, floor(steps), more, tier["fixed"] + paid + more)
    return found | dict(zip(EARNED, earned, strict=True))


def work(rule: Rule, code: str, given: Rule) -> Rule:
    """The fixed sum of one district for work done: people accept it, or its list alone decides."""
    (group,) = (each for each in rule["groups"] if code in each["districts"])
    items = [(given["found"].get(each["measure"]), each) for each in group["items"]]
    done = [None if n is None else met(n, each["word"] or "不低于", each["at"]) for n, each in items]
    status, listed = given["base_status"], rule["decided_by"] == "list"
    if listed:
        status = "rejected" if False in done else "not_assessed" if None in done else "accepted"
    amount = group["amount"] if status == "accepted" else None if listed and status != "rejected" else 0
    if status == "rejected" and rule["partial"] == "by_item" and done:
        amount = None if None in done else group["amount"] * done.count(True) // len(done)
    return {"tier": group["tier"], "status": status, "amount": amount}


def under_budget(claims: Rule, budget: Rule, approved: Rule, names: Rule) -> Rule:
    """Approved sums first; other claims cut to each district's own budget, then in proportion, to the 元."""
    caps = {c: budget["districts"].get(names[c], claims[c]) for c in claims if c not in approved}
    cut = {code: None if claims[code] is None else min(claims[code], cap) for code, cap in caps.items()}
    claimed = add(list(cut.values()))
    if budget["total"] is None or claimed is None:
        return (cut if budget["total"] is None else dict.fromkeys(cut)) | approved
    there = min(claimed, max(budget["total"] - sum(approved.values()), 0))
    exact = {code: Fraction(n * there, claimed or 1) for code, n in cut.items()}
    spare = there - sum(map(floor, exact.values()))  # goes to the largest remainders, then by code
    first = sorted(exact, key=lambda code: (floor(exact[code]) - exact[code], code))[:spare]
    return {code: floor(share) + (code in first) for code, share in exact.items()} | approved


def district(policy: Rule, code: str, given: Rule) -> dict[str, Rule]:
    """All figures of one district by part; `payable` is what it claims before any budget."""
    parts = {rule["key"]: indicator(rule, given) for rule in policy["indicators"]}
    parts |= {rule["key"]: work(rule, code, given) for rule in policy["works"]}
    base, judged = parts.get("base", {"amount": 0, "status": ""}), given["assessment"]
    performance = add([each["amount"] for key, each in parts.items() if key != "base"])
    nothing = policy["payment"]["failed"] == "pays_nothing" and judged == "failed"
    nothing |= policy["payment"]["base_rejected"] == "pays_nothing" and base["status"] == "rejected"
    whole = {"performance_amount": performance, "amount": add([base["amount"], performance])}
    whole |= {"payable": 0 if nothing else whole["amount"], "assessment": judged}
    return {**parts, "district": whole}


def recompute(stored: Rule) -> dict[tuple[str, str, str], Any]:
    """All figures of a year from the JSON `audit`, by district ("" is the city), part and figure."""
    policy, given, budget = (plain(stored[key]) for key in ("policy", "given", "budget"))
    decided = [d for d in plain(stored.get("decisions", [])) if d["matter"] == "amount"]
    said = {d["name"]: int(d["choice"]) for d in decided if d["state"] in ("applied", "carried")}
    approved = {code: said[name] for code, name in policy["districts"].items() if name in said}
    found = {code: district(policy, code, given[code]) for code in policy["districts"]}
    payable = {code: its["district"]["payable"] for code, its in found.items()} | approved
    if budget and budget["method"] == "proportional":
        payable = under_budget(payable, budget, approved, policy["districts"])
    beside = {code: {"approved": amount} for code, amount in approved.items()}
    for code, its in found.items():
        its["district"] |= {"payable": payable[code]} | beside.get(code, {})
    sums = {key: ("district", key) for key in ("performance_amount", "amount", "payable")}
    sums |= {f"count {rule['key']}": (rule["key"], "count") for rule in policy["indicators"]}
    city = {name: add([its[part][key] for its in found.values()]) for name, (part, key) in sums.items()}
    # Without base work its sum is 0, but not known where a district's amount is not (None and 0 is None).
    bases = [d["base"]["amount"] if "base" in d else d["district"]["amount"] and 0 for d in found.values()]
    parts = {(code, part): each for code, its in found.items() for part, each in its.items()}
    parts["", "city"] = city | {"base_amount": add(bases)}
    return {(*place, key): value for place, figures in parts.items() for key, value in figures.items()}


if __name__ == "__main__":
    with sqlite3.connect(sys.argv[1]) as database:
        told = database.execute("SELECT value FROM run WHERE key = 'audit'").fetchone()[0]
        had = {r[:3]: r[3] for r in database.execute("SELECT district, part, figure, value FROM figures")}
    for place, value in recompute(json.loads(told)).items():
        if had.get(place) != (None if value is None else str(value)):
            sys.stdout.write(f"{' '.join(place)}: {had.get(place)} -> {value}\n")
