"""No single change to policy.toml passes unseen: it is refused, or a case comes out differently."""

import re
import tomllib

import pytest
from policy_cases import CASES, POLICY_TEXT, differences, folder, signature

from gzaudit.errors import PolicyError
from gzaudit.policy.load import load_policy, read_policy
from gzaudit.policy.wording import OPERATORS

POLICY = load_policy(2025)
SIGNATURE = signature(POLICY)
DATA = tomllib.loads(POLICY_TEXT)
TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<string>"[^"\n]*")|(?P<date>\d{4}-\d\d-\d\d)"""
    r"""|(?P<number>(?<![\w.])\d+(?=\s*[,}\s]))|(?P<key>[A-Za-z_][A-Za-z_0-9.]*|\d{6}(?=\s=))"""
)


def changed_strings(text):
    """Other things that a string could say: a near number, another word, another clause, a typing slip."""
    inner = text[1:-1]
    if match := re.fullmatch(r"(\d+)/(\d+)", inner):
        top, bottom = int(match[1]), match[2]
        return [
            f"{top + 1}/{bottom}",
            f"{top - 1}/{bottom}",
            f"{top}/{bottom}0",
            f"{top}/{int(bottom) + 1}",
            "0.7",
        ]
    others = [inner + "x", inner[:-1], ""]
    if inner in OPERATORS:
        others += [word for word in OPERATORS if word != inner]
    if inner in POLICY.clauses:
        others += [clause for clause in POLICY.clauses if clause != inner]
    if inner in POLICY.districts.values():
        others += [name for name in POLICY.districts.values() if name != inner]
    if inner in ("hnte", "above_scale", "above_scale_tech_services", "patent_grants"):
        others += ["hnte", "above_scale", "above_scale_tech_services", "patent_grants"]
    return others


def changes(match):
    kind, text = match.lastgroup, match[0]
    if kind == "string":
        return [f'"{each}"' for each in changed_strings(text)]
    if kind == "date":
        return [f"{text[:-1]}{(int(text[-1]) + 1) % 10}", str(int(text[:4]) + 1) + text[4:], f'"{text}"']
    if kind == "number":
        return [
            str(int(text) + 1),
            str(int(text) - 1),
            str(int(text) * 10),
            f"-{text}",
            f"{text}.5",
            f'"{text}"',
        ]
    if kind == "key":
        return [text + "x", str(int(text) + 1) if text.isdigit() else text[:-1]]
    return []


def token_mutants():
    for match in TOKEN.finditer(POLICY_TEXT):
        for other in changes(match):
            if other != match[0]:
                yield (
                    POLICY_TEXT[: match.start()] + other + POLICY_TEXT[match.end() :],
                    f"{match[0]} → {other}",
                )


def line_mutants():
    """A line dropped, a line written twice, and two tiers in the wrong order."""
    lines = POLICY_TEXT.splitlines()
    for number, line in enumerate(lines):
        if not line.strip() or line.startswith("#"):
            continue
        yield "\n".join(lines[:number] + lines[number + 1 :]), f"without: {line}"
        yield "\n".join(lines[: number + 1] + lines[number:]), f"twice: {line}"
        if " at = " in line and " at = " in lines[number + 1]:
            swapped = [*lines[:number], lines[number + 1], line, *lines[number + 2 :]]
            yield "\n".join(swapped), f"swapped: {line}"


def same_data(text):
    """Some changes are none: a bare key and the same key in quotes say one thing."""
    try:
        return tomllib.loads(text) == DATA
    except tomllib.TOMLDecodeError:
        return False


def well_told(error):
    """A refusal counts only if a person can find the place and knows what was found and what is allowed."""
    return (
        error.exit_code == 4
        and re.match(r"2025/(policy|clauses)\.toml：.", error.where)
        and error.found
        and error.expected
    )


def seen(folder_):
    try:
        policy = read_policy(folder_)
    except PolicyError as error:
        return well_told(error)
    return signature(policy) != SIGNATURE


@pytest.mark.parametrize("mutants", [token_mutants, line_mutants])
def test_no_single_change_passes_unseen(mutants, tmp_path):
    unseen, tried = [], 0
    for text, what in mutants():
        tried += 1
        if not same_data(text) and not seen(folder(tmp_path, text)):
            unseen.append(what)
    assert unseen == []
    assert tried > 150


def test_no_changed_amount_or_threshold_passes_the_cases_people_wrote(tmp_path):
    """Stricter: sentences do not help here, the figures of a written case must be off."""
    unseen = []
    for match in TOKEN.finditer(POLICY_TEXT):
        ratio = match.lastgroup == "string" and re.fullmatch(r'"(\d+)/(\d+)"', match[0])
        if not ratio and match.lastgroup != "number":
            continue
        for delta in (-1, 1):
            other = f'"{int(ratio[1]) + delta}/{ratio[2]}"' if ratio else str(int(match[0]) + delta)
            try:
                policy = read_policy(
                    folder(tmp_path, POLICY_TEXT[: match.start()] + other + POLICY_TEXT[match.end() :])
                )
            except PolicyError:
                continue
            if not any(differences(policy, case) for case in CASES):
                unseen.append(f"{match[0]} → {other} at {match.start()}")
    assert unseen == []


def test_the_change_maker_touches_every_kind():
    kinds = {match.lastgroup for match in TOKEN.finditer(POLICY_TEXT)}
    assert kinds == {"comment", "string", "date", "number", "key"}
