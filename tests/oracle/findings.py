"""Which findings the rules make certain: an exact number, or at least that there is one."""

from __future__ import annotations

from collections import Counter, defaultdict

from .arithmetic import INDICATORS
from .evaluate import NEEDS, Tally
from .identity import mentions
from .model import Sheet
from .places import DISTRICTS

ENTERPRISE_LISTS = ("hnte", "above_scale", "above_scale_tech_services")


def _fates(sheets: list[Sheet], kinds: tuple[str, ...]) -> Counter[str]:
    return Counter(x.fate for s in sheets if s.kind in kinds for x in s.lines if x.role == "data")


def _two_names(
    sheets: list[Sheet], tally: Tally, kinds: tuple[str, ...], apart: bool
) -> set[tuple[str, str]]:
    """(list, code) where one code stands under two names that no rename explains; all lists as one if not apart."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sheet in sheets:
        if sheet.kind in kinds:
            for line in sheet.lines:
                if line.role == "data":
                    for name, (_, code) in mentions(sheet, line):
                        if code:
                            seen[sheet.kind if apart else "", code].add(name)
    return {
        key
        for key, names in seen.items()
        if len(names) > 1 and frozenset(names) not in tally.directory.linked
    }


def _states(sheets: list[Sheet]) -> Counter[str]:
    return Counter(
        state
        for s in sheets
        for x in s.lines
        if s.kind and x.role == "data" and s.kind not in ("targets", "acceptance")
        for state in {code[0] for _, code in mentions(s, x)}
    )


def exact(sheets: list[Sheet], tally: Tally, given: dict, missing_acceptance: bool) -> dict[str, int]:
    """Codes with the number that must be found; codes left open for this year are absent."""
    present = {s.kind for s in sheets}
    hnte = _fates(sheets, ("hnte",))
    found = {
        "duplicate": _fates(sheets, ENTERPRISE_LISTS)["duplicate"],
        "out_of_year": hnte["out_of_year"],
        "revoked": hnte["revoked"],
        "outside_city": hnte["outside_city"],
        "district_unresolved": sum(where is None for where in tally.hnte.values()),
        "precision_lost": _states(sheets)["precision_lost"],
        "code_with_two_names": len(_two_names(sheets, tally, ENTERPRISE_LISTS, apart=True)),
        "sheet_hidden": sum(s.hidden for s in sheets),
        "sheet_unrecognised": sum(s.kind is None and not s.hidden for s in sheets),
        "versions_overlap": 0,
        "acceptance_missing": int(missing_acceptance),
        "source_missing": len({k for kinds in NEEDS.values() for k in kinds} - present),
    }
    for state in ("missing", "zero", "invalid"):
        found[f"target_{state}"] = sum(given[c][w][0] == state for c in DISTRICTS for w in INDICATORS)
    if (
        found["code_with_two_names"]
        or _fates(sheets, ("patent_grants", "registry", "hnte_revoked"))["duplicate"]
    ):
        del found["duplicate"]
    if any(s.kind == "hnte" and s.year == 2024 for s in sheets):
        del found["out_of_year"]
    if tally.tech_unresolved:
        del found["district_unresolved"]
    if "hnte" not in present:
        del found["source_missing"]
    if "targets" not in present:
        del found["target_missing"]
    return found


def at_least_one(sheets: list[Sheet], tally: Tally) -> set[str]:
    """Codes of which there must be one or more, however an implementation bundles them."""
    directory, states = tally.directory, _states(sheets)
    data = [(s, x) for s in sheets if s.kind for x in s.lines if x.role == "data"]
    hows = {
        directory.who(*m).how
        for s, x in data
        if s.kind in (*ENTERPRISE_LISTS, "patent_grants")
        for m in mentions(s, x)
    }
    fates = _fates(sheets, (*ENTERPRISE_LISTS, "patent_grants"))
    found = {fate for fate in fates if fate not in ("counted", "duplicate", "")}
    found |= {state for state in ("bad_check", "malformed", "precision_lost") if states[state]}
    found |= {c for c, how in (("resolved_by_name", "name"), ("name_ambiguous", "several")) if how in hows}
    if tally.unresolved:
        found.add("unresolved")
    if tally.conflicts & set(tally.hnte):
        found.add("district_conflict")
    for codes in directory.present.values():
        held = {directory.state[c] for c in codes}
        if len(codes) > 1:
            found.add(
                "possible_same_firm" if "bad_check" in held and "valid" in held else "name_with_two_codes"
            )
    nameless = {i for i in tally.hnte if i[0] == "name"}
    if nameless & (tally.members["above_scale"] | tally.members["patent_grants"]):
        found.add("matched_by_name_only")
    if any(s.month not in (None, 12) and s.title for s in sheets):
        found.add("wrong_period")
    if any(x.role == "total" and x.means("hnte") == "wrong" for s, x in _all(sheets)):
        found.add("total_disagrees")
    if any(s.kind == "hnte" and x.fate == "counted" and x.means("证书编号", 2025) != 2025 for s, x in data):
        found.add("certificate_year")
    within = _two_names(sheets, tally, ENTERPRISE_LISTS, apart=True)
    across = _two_names(sheets, tally, (*ENTERPRISE_LISTS, "patent_grants", "registry"), apart=False)
    if within:
        found.add("code_with_two_names")
    if {code for _, code in across} - {code for _, code in within}:
        found.add("names_differ")
    if any(s.kind == "hnte" and x.fate == "counted" and x.place("所在区").former for s, x in data):
        found.add("former_district")
    return found


def _all(sheets: list[Sheet]) -> list:
    return [(s, x) for s in sheets for x in s.lines]
