"""Evidence for `district`: what lists say of where a firm is, and what its code's digits 3 to 8 were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.decide.words import OUTSIDE_CITY
from gzaudit.normalise.districts import district_name, locate_address, locate_code, locate_column, locate_uscc
from gzaudit.read.kinds import kinds
from gzaudit.resolve.levels import LEVELS, OUTSIDE
from gzaudit.review.listed import records
from gzaudit.review.question import DISTRICT, Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gzaudit.review.listed import Listed
    from gzaudit.review.question import Question

_COLUMN, _ADDRESS, _LIKE, _REGISTRAR = 1, 2, 3, 9
_FIELDS: Final[tuple[tuple[str, str, int, Callable[[pd.Series], pd.DataFrame]], ...]] = (
    ("division", "行政区划代码", _COLUMN, locate_code),
    ("district", "所在区", _COLUMN, locate_column),
    ("address", "地址", _ADDRESS, locate_address),
)


def named_places(questions: Sequence[Question], listed: Listed) -> Iterator[tuple[int, Suggestion]]:
    """Districts that the firm's rows name or suggest, in any list, also in those that C6 does not ask.

    Args:
        questions: open ones.
        listed: the rows of the run.
    """
    rows = _rows(questions, listed)
    for field, words, rank, locate in _FIELDS:
        told = rows[rows[field] != ""]
        verdicts = locate(told[field])
        for row, verdict in zip(records(told), records(verdicts), strict=True):
            where = listed.place(row["src"], row["row"])
            place = f"{kinds()[row['kind']].title}的{words}写“{row[field]}”：{where}"
            if verdict["district"]:
                yield row["at"], Suggestion(_shown(verdict["district"]), rank, _weight(row["kind"]), place)
            for code in filter(None, verdict["suggestion"].split("、")):
                yield row["at"], Suggestion(_shown(code), _LIKE, 100, f"像是：{place}")


def registrars(questions: Sequence[Question], _listed: Listed) -> Iterator[tuple[int, Suggestion]]:
    """The district whose registrar first gave the code (C6): firms move, codes do not.

    Args:
        questions: open ones.
    """
    asking = [(at, each.code) for at, each in enumerate(questions) if each.matter == DISTRICT and each.code]
    verdicts = locate_uscc(pd.Series([code for _, code in asking], dtype=object))
    for (at, code), verdict in zip(asking, records(verdicts), strict=True):
        told = f"代码第 3—8 位是 {code[2:8]}，只说明最初在哪里登记"
        for district in (verdict["district"] or verdict["suggestion"]).split("、"):
            if district and district != OUTSIDE:
                yield at, Suggestion(_shown(district), _REGISTRAR, 0, told)


def _rows(questions: Sequence[Question], listed: Listed) -> pd.DataFrame:
    """The rows of the firms whose district is asked, with the question's number as `at`."""
    asking = [(at, each) for at, each in enumerate(questions) if each.matter == DISTRICT]
    by_code = pd.DataFrame([(at, each.code) for at, each in asking if each.code], columns=["at", "code"])
    by_key = pd.DataFrame([(at, each.key) for at, each in asking if not each.code], columns=["at", "key"])
    rows = listed.rows
    return pd.concat(
        [
            by_code.merge(rows[rows["code"].isin(by_code["code"])], on="code"),
            by_key.merge(rows[rows["key"].isin(by_key["key"])], on="key"),
        ],
        ignore_index=True,
    )


def _weight(kind: str) -> int:
    """How far up a list stands among those that say where a firm is (C6), of 100."""
    order = tuple(LEVELS)
    return 100 - order.index(kind) if kind in order else 0


def _shown(code: str) -> str:
    return OUTSIDE_CITY if code == OUTSIDE else district_name(code)
