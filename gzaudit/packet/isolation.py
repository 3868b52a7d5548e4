"""The proof that each packet holds its own district's firms, all of them, and nobody else's.

It asks nothing of what wrote the files: from the run's database it works out whom a district may read of, and
looks for everybody else in every piece of text of every file, also where no reader would see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.errors import InvariantError
from gzaudit.packet.known import known_of
from gzaudit.packet.own import Own, own_of
from gzaudit.packet.search import Codes, Found, Names, plain, shaped_codes, uncovered
from gzaudit.packet.texts.file import file_pieces, place_in
from gzaudit.packet.texts.piece import UnreadableError, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gzaudit.audit import YearAudit
    from gzaudit.packet.texts.piece import Pieces

_STOPPED: Final = "隔离核对没有通过，一个分送包也没有写出。"
_DO: Final = (
    "不要外发这次运行的各区文件；用 gzaudit verify 核对这次运行，"
    "看看工作区的模板、人工决定的依据里有没有写别的企业，改好后重新核算；仍不通过的，请联系本工具的维护人"
)
# A cell that a spreadsheet must not take for a formula begins with one of these; an odd character shows as □.
_CLEANED: Final = str.maketrans("", "", "'\u25a1")


class _Seen(NamedTuple):
    """What stands in a piece of text: known names, known codes, and whatever looks like a code."""

    names: list[Found]
    codes: list[Found]
    shaped: frozenset[str]


class Isolation:
    """Proves the packets of one run.

    Args:
        audit: the run's year, as its database has it.
    """

    def __init__(self, audit: YearAudit) -> None:
        self._own: Mapping[str, Own] = own_of(audit)
        self._known = known_of(audit)
        every_own = self._own.values()
        self._names = Names(self._known.names.union(*(each.names for each in every_own)) - {""})
        self._codes = Codes(self._known.codes.union(*(each.codes for each in every_own)) - {""})
        # Most pieces stand in several files, and words of the tool in those of every district.
        self._seen: dict[str, _Seen | None] = {}

    def listed(self, district: str) -> int:
        """How many firms a district's files list."""
        return len(self._own[district].listed)

    def prove(self, district: str, name: str, files: Mapping[str, bytes]) -> None:
        """Prove one district's files, before any of them leaves.

        Args:
            district: its code.
            name: of the district, for the message.
            files: by path within the packet.

        Raises:
            InvariantError: a file names somebody who is not the district's, lacks somebody who is, or cannot
                be read. It says where, and never whom.
            SettingsError: a component that reads such files is not installed.
        """
        own = self._own[district]
        for path in files:  # first, as messages on what is in them name them
            if self._leaks(own, path):
                raise _stop(f"{name}的一个文件的名称", self._whose(own, path))
        texts: dict[str, Pieces] = {}
        for path, data in files.items():
            try:
                texts[path] = file_pieces(path, data)
            except UnreadableError as error:
                raise _stop(f"{name} {path}", f"{error}，其中的文字无从核对") from error
            self._require_nobody_else(own, f"{name} {path}", path, data, texts[path])
        _require_all(own, name, texts)

    def _require_nobody_else(self, own: Own, where: str, path: str, data: bytes, pieces: Pieces) -> None:
        leaking = [piece for piece in pieces if self._leaks(own, piece)]
        if not leaking:
            return
        first = leaking[0]
        place = place_in(path, data, pieces[first], first)
        if self._leaks(own, place):  # a part or sheet that is itself called by the name
            place = "部件的名称"
        more = f"；这个文件里共有 {len(leaking)} 处" if len(leaking) > 1 else ""
        raise _stop(f"{where} › {place}", self._whose(own, first) + more)

    def _leaks(self, own: Own, piece: str) -> list[str]:
        """Names and codes in a piece that the district may not read."""
        seen = self._look(piece)
        if seen is None:
            return []
        leaks = uncovered(seen.names, own.names) + uncovered(seen.codes, own.codes)
        return leaks + [code for code in seen.shaped if code not in own.codes]

    def _look(self, piece: str) -> _Seen | None:
        """Everything in a piece that may be somebody; None where nothing is. Each piece is looked at once."""
        if piece not in self._seen:
            found = _Seen(*self._find(piece))
            self._seen[piece] = found if any(found) else None
        return self._seen[piece]

    def _find(self, piece: str) -> tuple[list[Found], list[Found], frozenset[str]]:
        names: list[Found] = []
        codes: list[Found] = []
        shaped: set[str] = set()
        # Each spelling begins where the one before ended: places in different ones never cover each other.
        names_at = codes_at = 0
        for text in spellings(piece):
            folded = plain(text)
            names += _moved(self._names.find(folded), names_at)
            codes += _moved(self._codes.find(text), codes_at)
            shaped |= shaped_codes(text)
            names_at, codes_at = names_at + len(folded) + 1, codes_at + len(text) + 1
        return names, codes, frozenset(shaped)

    def _whose(self, own: Own, piece: str) -> str:
        """What kind of thing stands there. Whom it names is never told: this goes to logs."""
        what = self._leaks(own, piece)[0]
        secret = "只在统计名单中" if what in self._known.secret else "不属于本区"
        sort = "代码" if what in self._known.codes or what.isascii() else "名称"
        return f"{secret}的{sort}（{len(what)} 个字，不在此写出）"


def _moved(found: Iterable[Found], by: int) -> Iterator[Found]:
    return (Found(each.start + by, each.end + by, each.what) for each in found)


def _require_all(own: Own, name: str, texts: Mapping[str, Pieces]) -> None:
    """Every firm that is listed for the district stands in its workbook and in its lists.

    Raises:
        InvariantError: one is missing.
    """
    books = [pieces for path, pieces in texts.items() if path.endswith(".xlsx")]
    lists = [pieces for path, pieces in texts.items() if path.endswith(".csv")]
    for sort, parts in (("工作簿", books), ("名单", lists)):
        there = {plain(piece).translate(_CLEANED) for pieces in parts for piece in pieces}
        wanted = [plain(each).translate(_CLEANED) for pair in own.listed for each in pair if each]
        missing = sum(each not in there for each in wanted)
        if missing:
            raise _stop(f"{name}的{sort}", f"应列出的企业名称和代码中缺 {missing} 个")


def _stop(where: str, found: str) -> InvariantError:
    return InvariantError(_STOPPED, where=where, found=found, expected="只有本区的企业，一家不少", action=_DO)
