"""In which district an enterprise lies (C6): the first source that names exactly one place decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.findings import Batch
from gzaudit.normalise.districts import district_name, locate_address, locate_code, locate_column, locate_uscc
from gzaudit.normalise.single import dense_text
from gzaudit.resolve.how import SETTLED
from gzaudit.resolve.levels import LEVELS, OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORDER: Final = {level: rank for rank, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Districts:
    """Where enterprises lie.

    Attributes:
        by_firm: index firm: `district` (code, `outside`, or "" where nothing tells), `level` ("" where none),
            and the cell that decided: `src`, `row`, `field` (-1, 0, "" where none); `otherwise`: the district
            that it would have without a decision (the same where there is none).
        hints: by firm, what speaks for some district without being enough to count.
        batches: conflicts, former names.
    """

    by_firm: pd.DataFrame
    hints: pd.Series
    batches: tuple[Batch, ...]


def _claims(rows: pd.DataFrame, level: str, located: pd.DataFrame, field: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "firm": rows["firm"].to_numpy(),
            "level": level,
            "district": located["district"].to_numpy(),
            "how": located["how"].to_numpy(),
            "suggestion": located["suggestion"].to_numpy(),
            "src": rows["src"].to_numpy(),
            "row": rows["row"].to_numpy(),
            "field": field,
            "found": rows[field].to_numpy() if field in rows else "",
        }
    )


def _division_first(rows: pd.DataFrame, level: str) -> pd.DataFrame:
    """Statistics lists: 行政区划代码, else 所在区 (C6)."""
    by_code = locate_code(rows["division"])
    told = by_code["district"].ne("").to_numpy()
    by_name = locate_column(rows["district"])
    return pd.concat(
        [
            _claims(rows[told], level, by_code[told], "division"),
            _claims(rows[~told], level, by_name[~told], "district"),
        ],
        ignore_index=True,
    )


def _settle(claims: pd.DataFrame) -> pd.DataFrame:
    """One line per enterprise and level that names exactly one place; `sole` tells whether it does."""
    named = claims[claims["district"] != ""].drop_duplicates(["firm", "level", "district"])
    named = named.assign(sole=~named.duplicated(["firm", "level"], keep=False))
    return named.assign(rank=named["level"].map(_ORDER)).sort_values(["firm", "rank"], kind="stable")


def former_districts(claims: pd.DataFrame) -> Batch:
    """Former districts and zones that were mapped to today's."""
    former = claims[claims["how"] == "former"]
    return Batch(
        "former_district",
        former[["src", "row", "field", "found"]].assign(
            detail=former["district"].map(lambda code: f"按 {district_name(code)} 计"),
            district=former["district"],
        ),
    )


def locate_firms(
    cohort: pd.DataFrame,
    others: Mapping[str, pd.DataFrame],
    decided: pd.DataFrame,
    *,
    use_code_fallback: bool,
    own: str = "hnte",
) -> Districts:
    """Districts of the 高企 of a year (C6), and of the firms of other lists of certificates in the same way.

    Args:
        cohort: the rows of the list that count, with `firm_code`.
        others: the rows of `registry`, `above_scale` and `patent_grants`.
        decided: what people decided: `firm`, `district`, and the decision's `src` and `row`.
        use_code_fallback: whether a code's digits 3-8 may decide where nothing else does.
        own: which list the rows are from (a key of LEVELS); its own 所在区 comes first.
    """
    registry, scale, patents = (
        others[level][others[level]["firm"].isin(cohort["firm"])]
        for level in ("registry", "above_scale", "patent_grants")
    )
    scale = scale[~is_local_unit(scale["unit_type"])]
    # A district beside several owners is nobody's in particular.
    patents = patents[patents["owners"] == 1]
    parts = [
        _claims(cohort, own, locate_column(cohort["district"]), "district"),
        _claims(registry, "registry", locate_column(registry["district"]), "district"),
        _division_first(scale, "above_scale"),
        _claims(patents, "patent_grants", locate_column(patents["district"]), "district"),
        _claims(cohort, "address", locate_address(cohort["address"]), "address"),
    ]
    coded = cohort[cohort["how"].isin(SETTLED) & (cohort["firm_code"] != "")]
    coded = coded.drop_duplicates("firm")
    if use_code_fallback:
        by_code = _claims(coded, "uscc", locate_uscc(coded["firm_code"]), "code")
        # Elsewhere's code says where a firm was first registered, not that it has left the city again.
        parts.append(by_code.assign(district=by_code["district"].where(by_code["district"] != OUTSIDE, "")))
    claims = pd.concat(parts, ignore_index=True)
    named = _settle(claims)
    first = named[named["sole"]].drop_duplicates("firm").set_index("firm")
    by_firm = pd.DataFrame(index=pd.Index(cohort["firm"].unique(), name="firm"))
    by_firm["otherwise"] = first["district"].reindex(by_firm.index).fillna("")
    ruled = decided.set_index("firm").reindex(by_firm.index)
    by_firm["district"] = ruled["district"].fillna(by_firm["otherwise"])
    open_ = ruled["district"].isna()
    by_firm["level"] = first["level"].reindex(by_firm.index).fillna("").where(open_, "decision")
    for place, none in (("src", -1), ("row", 0)):
        named_at = first[place].reindex(by_firm.index).fillna(none)
        by_firm[place] = named_at.where(open_, ruled[place]).astype("int64")
    by_firm["field"] = first["field"].reindex(by_firm.index).fillna("").where(open_, "decided")
    private = cohort.loc[~cohort["public"], "firm"]
    hints = _hints(claims, coded, by_firm.index[by_firm["district"] == ""])
    # Where people have decided, sources that disagree leave no question open.
    disputed = named[~named["firm"].isin(decided["firm"])]
    return Districts(by_firm, hints, (former_districts(claims), *_conflicts(disputed, first, private)))


def _hints(claims: pd.DataFrame, coded: pd.DataFrame, unresolved: pd.Index) -> pd.Series:
    """What people are told where no district was found; nothing that only a statistics list says."""
    claims = claims[claims["firm"].isin(unresolved) & ~claims["level"].isin(["above_scale", "uscc"])]
    coded = coded[coded["firm"].isin(unresolved)]
    by_code = _claims(coded, "uscc", locate_uscc(coded["firm_code"]), "code")
    claims = pd.concat([claims, by_code], ignore_index=True)
    wanted = claims[(claims["suggestion"] != "") | (claims["level"] == "uscc")]
    named = wanted["suggestion"].where(wanted["suggestion"] != "", wanted["district"])
    wanted = wanted.assign(text=wanted["level"].map(LEVELS) + "像是 " + named.map(_names))
    wanted = wanted[(named != "") & (named != OUTSIDE)].drop_duplicates(["firm", "text"])
    return wanted.groupby("firm")["text"].agg("；".join)


def _names(codes: str) -> str:
    return "、".join(district_name(code) for code in codes.split("、") if code and code != OUTSIDE)


def locate_units(rows: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Districts of 规上科服 firms: their own 行政区划代码, else 所在区, else none (C6).

    Returns:
        District by firm (code or `outside`; firms with none or two are not in it), and every claim made.
    """
    claims = _division_first(rows, "above_scale")
    named = claims[claims["district"] != ""].drop_duplicates(["firm", "field", "district"])
    sole = named[~named.duplicated(["firm", "field"], keep=False)]
    by_code = sole[sole["field"] == "division"].set_index("firm")["district"]
    by_name = sole[sole["field"] == "district"].set_index("firm")["district"]
    return by_code.combine_first(by_name), claims


def locate_patentees(rows: pd.DataFrame) -> pd.Series:
    """Districts that the patent list gives, by firm; a district beside several owners is nobody's."""
    rows = rows[rows["owners"] == 1]
    named = rows.assign(place=locate_column(rows["district"])["district"])
    named = named[named["place"] != ""].drop_duplicates(["firm", "place"])
    return named[~named.duplicated("firm", keep=False)].set_index("firm")["place"]


def _conflicts(named: pd.DataFrame, decided: pd.DataFrame, private: pd.Series) -> list[Batch]:
    """Lower sources that disagree, and sources that name two places.

    Args:
        named: claims that name a place, with `sole` and `rank`.
        decided: the deciding claim by firm.
        private: firms whose code only a statistics list gave; what is found of them stays in the bureau.
    """
    origin = decided.reindex(named["firm"])[["district", "level", "rank", "src", "row"]]
    rows = named.join(origin.set_axis(named.index).add_prefix("by_"))
    rows["by_district"] = rows["by_district"].fillna("")
    lower = (rows["rank"] > rows["by_rank"].fillna(-1)) & (rows["level"] != "uscc")
    differing = rows[
        rows["sole"] & lower & (rows["district"] != rows["by_district"]) & (rows["by_district"] != "")
    ]
    places = (
        rows[~rows["sole"]]
        .groupby(["firm", "level"])["district"]
        .agg(lambda codes: "、".join(_shown(code) for code in sorted(codes)))
    )
    split = rows[~rows["sole"] & ~rows.duplicated(["firm", "level"])]
    both = places.reindex(pd.MultiIndex.from_frame(split[["firm", "level"]])).to_numpy()
    return [
        _conflict(differing, differing["district"].map(_shown), private),
        _conflict(split, pd.Series(both, index=split.index, dtype=object) + "，不采用", private),
    ]


def _conflict(rows: pd.DataFrame, shown: pd.Series, private: pd.Series) -> Batch:
    taken = "按" + rows["by_level"].map(LEVELS) + "计入" + rows["by_district"].map(_shown)
    return Batch(
        "district_conflict",
        rows[["src", "row", "field"]].assign(
            confidential=rows["firm"].isin(private),
            found=rows["level"].map(LEVELS) + "为" + shown,
            detail=taken.where(rows["by_district"] != "", "没有其他来源"),
            district=rows["by_district"].where(rows["by_district"] != OUTSIDE, ""),
            ref_src=rows["by_src"].fillna(-1).astype("int64"),
            ref_row=rows["by_row"].fillna(0).astype("int64"),
        ),
    )


def _shown(code: str) -> str:
    if code == OUTSIDE:
        return "广州以外"
    return district_name(code) if code else "未定"


def is_quasi_unit(unit_type: pd.Series) -> pd.Series:
    """视同法人单位 (reading A13), treated like legal persons; in words, or 2 as statistics write it."""
    return _is_unit(unit_type, "视同法人", "2")


def is_local_unit(unit_type: pd.Series) -> pd.Series:
    """产业活动单位 (C7): parts of a legal person, no enterprises; in words, or 3 as statistics write it."""
    return _is_unit(unit_type, "产业活动单位", "3")


def _is_unit(unit_type: pd.Series, word: str, number: str) -> pd.Series:
    plain = {text: dense_text(text) for text in unit_type.unique()}
    return unit_type.map({text: word in said or said == number for text, said in plain.items()}).astype(bool)
