"""What identities leave to say: found by name or not at all; names and codes that disagree (C3, C4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.findings import Batch, Severity

if TYPE_CHECKING:
    from gzaudit.resolve.identity import Identities

# An unknown 高企 leaves its intersections unknown; an unknown firm of a statistics list can only be missed;
# patentees that no list knows are universities, persons and firms elsewhere.
_UNRESOLVED: Final[dict[str, Severity]] = {
    "hnte": "error",
    "above_scale": "warning",
    "above_scale_tech_services": "warning",
    "hnte_revoked": "warning",
    "registry": "warning",
    "patent_grants": "info",
    "tech_smes": "info",
    "hnte_stock": "info",
}


def _first(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per list and enterprise: a firm with forty patents is one question."""
    return frame.drop_duplicates(["kind", "firm", "key"])


def _place(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["src", "row"]].assign(field="name", subject=rows["name"], found=rows["raw_code"])


def identity_findings(identities: Identities, raw: pd.DataFrame) -> list[Batch]:
    """Findings of C3.

    Args:
        identities: rows with their enterprise.
        raw: the entries before identification, for rows that have no identity at all.
    """
    frame, firms = identities.frame, identities.firms
    batches = [
        Batch("no_identity", raw.loc[identities.nameless, ["src", "row"]].assign(field="name")),
    ]
    named = _first(frame[frame["how"] == "name"])
    origin = frame.reindex(named["known_by"])
    batches.append(
        Batch(
            "resolved_by_name",
            _place(named).assign(
                detail="按名称对应到 " + firms["code"].reindex(named["firm"]).to_numpy(),
                ref_src=origin["src"].to_numpy(),
                ref_row=origin["row"].to_numpy(),
                confidential=~named["public"],
            ),
        )
    )
    unknown = _first(frame[frame["how"] == "unresolved"])
    for kind, severity in _UNRESOLVED.items():
        batches.append(Batch("unresolved", _place(unknown[unknown["kind"] == kind]), severity))
    doubtful = _first(frame[frame["how"] == "ambiguous"])
    codes = identities.candidates.groupby("entry")["code"].agg(lambda found: "、".join(sorted(found)))
    batches.append(
        Batch(
            "name_ambiguous",
            _place(doubtful).assign(
                detail="同名的代码有 " + codes.reindex(doubtful.index).fillna(""), confidential=True
            ),
        )
    )
    return [*batches, *_name_only(frame), *_two_codes(frame)]


def _name_only(frame: pd.DataFrame) -> list[Batch]:
    """Equal names in two lists that both lack a code: taken as one enterprise (C3)."""
    nameless = frame[frame["how"].isin(["unresolved", "ambiguous"])].drop_duplicates(["kind", "firm"])
    nameless = nameless[nameless["kind"] != "renames"]
    shared = nameless[nameless.duplicated("firm", keep=False)]
    first = shared.drop_duplicates("firm").set_index("firm")
    rest = shared[shared.duplicated("firm")]
    origin = first.reindex(rest["firm"])
    return [
        Batch(
            "matched_by_name_only",
            _place(rest).assign(ref_src=origin["src"].to_numpy(), ref_row=origin["row"].to_numpy()),
        )
    ]


def _two_codes(frame: pd.DataFrame) -> list[Batch]:
    """Equal names under two codes; worse where one of the codes cannot be right."""
    coded = frame.loc[(frame["how"] == "code") & (frame["key"] != ""), ["key", "code"]].drop_duplicates()
    shared = frame.loc[coded.index[coded.duplicated("key", keep=False)]]
    shared = shared.sort_values(["key", "src", "row", "part"], kind="stable")
    states = shared.groupby("key")["state"].nunique()
    codes = shared.groupby("key")["code"].agg("、".join)
    first = shared.drop_duplicates("key").set_index("key")
    last = shared.drop_duplicates("key", keep="last")
    origin = first.reindex(last["key"])
    found = _place(last).assign(
        found=codes.reindex(last["key"]).to_numpy(),
        ref_src=origin["src"].to_numpy(),
        ref_row=origin["row"].to_numpy(),
    )
    suspicious = (states.reindex(last["key"]) > 1).to_numpy()
    return [Batch("possible_same_firm", found[suspicious]), Batch("name_with_two_codes", found[~suspicious])]


def _explained(code: str, keys: set[str], by_code: dict[str, list[tuple[str, str]]]) -> bool:
    """Whether renames and former names join all names of a code."""
    start = min(keys)
    reached, frontier = {start}, [start]
    edges = by_code.get(code, []) + by_code.get("", [])
    while frontier:
        at = frontier.pop()
        near = {b if a == at else a for a, b in edges if at in (a, b)} - reached
        reached |= near
        frontier += near
    return keys <= reached


def name_conflicts(identities: Identities) -> list[Batch]:
    """One code, unequal names: inside a list an error, between lists a warning, unless explained (C4)."""
    frame = identities.frame
    known = (frame["how"] == "code") & (frame["key"] != "") & (frame["kind"] != "renames")
    names = frame.loc[known, ["firm", "key"]]
    distinct = names.drop_duplicates()
    several = distinct.loc[distinct.duplicated("firm", keep=False), "firm"]
    if several.empty:
        return []
    involved = frame.loc[names.index[names["firm"].isin(several)]].drop_duplicates(["kind", "firm", "key"])
    involved = involved.sort_values(["src", "row", "part"], kind="stable")
    links = identities.links[identities.links["code"].isin(["", *involved["code"].unique()])]
    by_code: dict[str, list[tuple[str, str]]] = {}
    for code, a, b in zip(links["code"], links["a"], links["b"], strict=True):
        by_code.setdefault(code, []).append((a, b))

    # Only the firms with several names come here, so plain loops are cheap.
    of_code: dict[str, list[tuple[int, str, str]]] = {}
    for entry, code, kind, key in zip(
        involved.index, involved["code"], involved["kind"], involved["key"], strict=True
    ):
        of_code.setdefault(code, []).append((entry, kind, key))
    found: dict[str, list[tuple[int, int]]] = {"code_with_two_names": [], "names_differ": [], "renamed": []}
    for code in sorted(of_code):
        for what, pair in _judge_names(code, of_code[code], by_code):
            found[what].append(pair)
    return [_conflict(code, pairs, frame) for code, pairs in found.items()]


def _judge_names(
    code: str, rows: list[tuple[int, str, str]], by_code: dict[str, list[tuple[str, str]]]
) -> list[tuple[str, tuple[int, int]]]:
    """What the names of one code amount to: each finding's code and the two entries that it compares."""
    lists: dict[str, list[tuple[int, str]]] = {}
    for entry, kind, key in rows:
        lists.setdefault(kind, []).append((entry, key))
    inside = [
        ("code_with_two_names", (listed[0][0], listed[1][0]))
        for _, listed in sorted(lists.items())
        if len(listed) > 1 and not _explained(code, {key for _, key in listed}, by_code)
    ]
    if inside:
        return inside
    first = rows[0]
    other = next(entry for entry, _, key in rows if key != first[2])
    explained = _explained(code, {key for _, _, key in rows}, by_code)
    return [("renamed" if explained else "names_differ", (first[0], other))]


def _conflict(code: str, pairs: list[tuple[int, int]], frame: pd.DataFrame) -> Batch:
    one, other = (frame.loc[[pair[at] for pair in pairs]] for at in (0, 1))
    return Batch(
        code,
        pd.DataFrame(
            {
                "src": other["src"].to_numpy(),
                "row": other["row"].to_numpy(),
                "field": "name",
                "subject": other["name"].to_numpy(),
                "found": ("“" + one["name"] + "”与“").to_numpy() + other["name"].to_numpy() + "”",
                "detail": other["code"].to_numpy(),
                "ref_src": one["src"].to_numpy(),
                "ref_row": one["row"].to_numpy(),
            }
        ),
    )
