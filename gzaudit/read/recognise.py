"""Which kind of list a sheet is (interface: sources). Words outrank headings; a tie is for the user."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.errors import InputError
from gzaudit.normalise.single import dense_text
from gzaudit.read.kinds import Kind, heading_aliases, kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.read.headings import Headings


@dataclass(frozen=True, slots=True)
class Naming:
    """The three texts that may say what a list is, nearest first."""

    title: str
    sheet: str
    file: str

    def scopes(self) -> tuple[str, ...]:
        """Each text in the form that words are looked for in."""
        return tuple(dense_text(text) for text in (self.title, self.sheet, self.file))


def _has(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def _columns_there(groups: tuple[tuple[str, ...], ...], headings: Headings) -> bool:
    return all(any(field in headings.columns for field in group) for group in groups)


def obstacle(kind: Kind, headings: Headings | None) -> str:
    """What keeps a sheet from being this kind, in Chinese: columns lacking or there twice; "" = nothing."""
    there = headings.columns if headings else {}
    lacking = [
        " 或 ".join(heading_aliases()[field][0] for field in group)
        for group in kind.needs
        if not any(field in there for field in group)
    ]
    said = [f"缺少列：{'、'.join(lacking)}"] if lacking else []
    said += [
        f"“{heading_aliases()[field][0]}”有 {len(there[field])} 列，只能有一列"
        for field in kind.single
        if len(there.get(field, ())) > 1
    ]
    return "，".join(said)


def _fits_columns(kind: Kind, headings: Headings) -> bool:
    return not obstacle(kind, headings) and not any(field in headings.columns for field in kind.unless)


def spoken_kinds(naming: Naming) -> list[Kind]:
    """Kinds whose words stand in title, sheet and file name together, whatever else stands there."""
    text = "\n".join(naming.scopes())
    return [kind for kind in kinds().values() if all(_has(text, group) for group in kind.words)]


def ruled_out_by(kind: Kind, naming: Naming) -> list[str]:
    """Words that say the sheet is not of this kind.

    A workbook 四上、科服.xlsx may have a sheet 四上: what the file says of other sheets does not
    matter. Only for 高企 lists every word counts (interface: sources): 取消 in the file name and 公示 in the
    sheet may be one and the same.
    """
    scopes = naming.scopes()
    if not kind.everywhere:
        speaks = [at for at, scope in enumerate(scopes) if _has(scope, kind.type_words)]
        scopes = scopes[: speaks[0] + 1] if speaks else scopes
    text = "\n".join(scopes)
    return [word for word in kind.none if word in text]


def _nearest(candidates: list[Kind], naming: Naming) -> list[Kind]:
    """Of several kinds that fit by their words, those that the nearest text speaks of."""
    for scope in naming.scopes():
        spoken = [kind for kind in candidates if _has(scope, kind.type_words)]
        if spoken:
            return spoken
    return candidates


def _ruling_each_other_out(there: list[Kind], naming: Naming) -> list[Kind]:
    """Kinds that fit but for the words of one another: 四上企业中的科技服务业企业 may be either."""
    named = {word for kind in spoken_kinds(naming) for word in kind.type_words}
    return [kind for kind in there if named.issuperset(ruled_out_by(kind, naming))]


def _contradicting(kind: Kind, naming: Naming, headings: Headings) -> Kind | None:
    """A kind that a nearer text speaks of although words elsewhere rule it out.

    A workbook called …公示及取消名单 with a sheet 公示名单 is the case: neither reading may win in silence.
    """
    for scope in naming.scopes():
        if _has(scope, kind.type_words):
            return None
        for other in spoken_kinds(naming):
            if (
                other is not kind
                and _has(scope, other.type_words)
                and ruled_out_by(other, naming)
                and _fits_columns(other, headings)
            ):
                return other
    return None


def candidates(naming: Naming, headings: Headings | None) -> list[Kind]:
    """Every kind that a sheet equally fits: none, one, or several where it cannot be told.

    Args:
        naming: title, sheet name and file name.
        headings: the heading row, None where none was found.
    """
    if headings is None:
        return []
    there = [kind for kind in spoken_kinds(naming) if _fits_columns(kind, headings)]
    fitting = [kind for kind in there if not ruled_out_by(kind, naming)]
    if len(fitting) == 1:
        other = _contradicting(fitting[0], naming, headings)
        return [*fitting, other] if other else fitting
    if fitting:
        return _nearest(fitting, naming)
    if len(undecided := _ruling_each_other_out(there, naming)) > 1:
        return undecided
    return [
        kind
        for kind in kinds().values()
        if kind.headings
        and kind not in there
        and _columns_there(kind.headings, headings)
        and _fits_columns(kind, headings)
    ]


def why_not(naming: Naming, headings: Headings | None) -> str:
    """What people are told of a sheet that fits no kind: what it looks like, and what stands in the way."""
    if headings is None:
        return "没有找到表头行"
    spoken = spoken_kinds(naming)
    reasons = [
        f"像是{kind.title}，但{said}"
        for kind in spoken
        if (said := obstacle(kind, headings)) and not ruled_out_by(kind, naming)
    ]
    reasons += [
        f"像是{kind.title}，但文字中有{'、'.join(f'“{word}”' for word in words)}"
        for kind in spoken
        if (words := ruled_out_by(kind, naming)) and _fits_columns(kind, headings)
    ]
    if not reasons:
        text = "\n".join(naming.scopes())
        reasons = [
            f"提到{kind.words[0][0]}，但没有写明是{kind.title}（{'、'.join(kind.words[1])}等字样）"
            for kind in kinds().values()
            if len(kind.words) > 1 and _has(text, kind.words[0]) and kind not in spoken
        ][:1]
    shown = "、".join(list(headings.labels.values())[:8])
    return "；".join([*reasons, f"表头为：{shown}"])


def undecidable(fitting: list[Kind], place: str, pin: str, year: int) -> InputError:
    """The refusal of a sheet that fits several kinds equally, with the line of the settings that decides.

    Args:
        fitting: the kinds.
        place: file and sheet as shown to people.
        pin: how the sheet is written in a pin.
        year: the audited year.
    """
    written = json.dumps(pin, ensure_ascii=False)
    lines = "  或  ".join(f"{kind.key} = [{written}]" for kind in fitting)
    return InputError(
        "一张表同时像两种清单，无法确定用途。",
        where=place,
        found="、".join(f"{kind.key}（{kind.title}）" for kind in fitting),
        expected="标题、工作表名或文件名只指向一种清单",
        action=f"在 gzaudit.toml 的 [sources.{year}] 里写明其中一行：{lines}",
    )
