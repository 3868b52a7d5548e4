"""The outbox: what was to be sent, what went, what nobody knows; on the disk before each risky step.

`outbox/outbox.db` holds a row for each message. A message is `queued` until it goes, `sending` from right
before the final dot until the server's answer is written down, then `sent`, `refused` or `queued` again. One
found as `sending` was cut off in between: it is `uncertain`, and only a person may say more. `superseded` is
one that never went because another took its place.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from gzaudit.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER: Final = "outbox"
STORE: Final = "outbox/outbox.db"
_FORM: Final = 1
State = Literal["queued", "sending", "sent", "refused", "uncertain", "superseded"]
Kind = Literal["new", "correction", "note"]
_JSON: Final = ("sender", "to", "cc", "left_out", "files")
_SCHEMA: Final = """
CREATE TABLE messages (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL, year INTEGER NOT NULL, district TEXT NOT NULL, name TEXT NOT NULL,
  content TEXT NOT NULL, zip TEXT NOT NULL, file TEXT NOT NULL, files TEXT NOT NULL,
  packets TEXT NOT NULL, run TEXT NOT NULL, result TEXT NOT NULL, protection TEXT NOT NULL,
  sender TEXT NOT NULL, "to" TEXT NOT NULL, cc TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
  state TEXT NOT NULL, attempts INTEGER NOT NULL, answer TEXT NOT NULL, left_out TEXT NOT NULL,
  queued TEXT NOT NULL, ended TEXT NOT NULL, settled_by TEXT NOT NULL, note TEXT NOT NULL,
  receipt INTEGER NOT NULL, entered INTEGER NOT NULL, told INTEGER NOT NULL
) STRICT;
CREATE INDEX of_district ON messages (year, district, number);
"""


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the outbox.

    Attributes:
        message_id: Message-ID, the same however often it is tried.
        kind: `new`, `correction`, or `note` (the analyst's mail, of no district).
        content: digest of what the packet says, decrypted; of a note, of its subject and text.
        zip: SHA-256 of the zip as it goes out.
        file: of the zip, within the folder of packets.
        files: digests of what is in the packet, by path; {} where it is not known any more.
        packets: the folder of packets, as messages call it.
        run: the run they were made of; `result` the SHA-256 of its result.json.
        protection: how the packet is protected.
        sender: address and name shown; `to` and `cc`: such pairs.
        state: see above; `attempts`: how often it was tried.
        answer: what was said last; by the server, or by this program.
        left_out: copies that the server refused, with its answers; the others went.
        queued: when it was made, `ended` when its state was settled; local time with zone.
        settled_by: who said what became of it, where no server did; `note` on what grounds.
        receipt: its number among all that went, 0 where it did not; later is greater, clock or not.
        entered: line of runs/history.log with its receipt; 0 where there is none yet.
        told: whether somebody was told of the copies left out.
        number: of the row; 0 for one that is not in the outbox yet.
    """

    message_id: str
    kind: Kind
    year: int
    district: str
    name: str
    content: str
    zip: str
    file: str
    packets: str
    run: str
    result: str
    protection: str
    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    cc: tuple[tuple[str, str], ...]
    subject: str
    body: str
    queued: str
    files: dict[str, str] = field(default_factory=dict)
    state: State = "queued"
    attempts: int = 0
    answer: str = ""
    left_out: dict[str, str] = field(default_factory=dict)
    ended: str = ""
    settled_by: str = ""
    note: str = ""
    receipt: int = 0
    entered: int = 0
    told: int = 0
    number: int = 0


_COLUMNS: Final = tuple(each for each in Message.__dataclass_fields__ if each != "number")


class Outbox:
    """The open outbox. Every change is on the disk when a method returns.

    Raises:
        OutputError: the disk refused, or the file is damaged (every method).
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def messages(self, year: int | None = None, district: str | None = None) -> list[Message]:
        """Messages to districts, oldest first; of one year, of one district, or all."""
        query = "SELECT * FROM messages WHERE kind <> 'note' AND ?1 IN (year, 0) AND ?2 IN (district, '')"
        return self._found(f"{query} ORDER BY number", year or 0, district or "")

    def notes(self, year: int) -> list[Message]:
        """Mails to the analyst about a year, oldest first."""
        return self._found("SELECT * FROM messages WHERE kind = 'note' AND year = ? ORDER BY number", year)

    def add(self, message: Message) -> Message:
        """A new row."""
        names = ", ".join(f'"{each}"' for each in _COLUMNS)
        marks = ", ".join("?" * len(_COLUMNS))
        with _told_in_chinese(), self._database:
            cursor = self._database.execute(
                f"INSERT INTO messages ({names}) VALUES ({marks})",  # noqa: S608  # names of this file
                [_stored(each, getattr(message, each)) for each in _COLUMNS],
            )
        return self._one(cursor.lastrowid or 0)

    def change(self, message: Message, **changes: Any) -> Message:
        """Change a row; returns it as it now is."""
        assert changes.keys() <= set(_COLUMNS)
        assert changes.get("state", "queued") in get_args(State)
        sets = ", ".join(f'"{each}" = ?' for each in changes)
        with _told_in_chinese(), self._database:
            self._database.execute(
                f"UPDATE messages SET {sets} WHERE number = ?",  # noqa: S608
                [*(_stored(key, value) for key, value in changes.items()), message.number],
            )
        return self._one(message.number)

    def next_receipt(self) -> int:
        """The number of the next message that goes."""
        with _told_in_chinese():
            (last,) = self._database.execute("SELECT max(receipt) FROM messages").fetchone()
        return int(last or 0) + 1

    def recover(self, said: str) -> list[Message]:
        """Messages that were cut off between the dot and the answer; they are uncertain from now on."""
        cut = self._found("SELECT * FROM messages WHERE state = 'sending' ORDER BY number")
        return [self.change(each, state="uncertain", answer=said) for each in cut]

    def _one(self, number: int) -> Message:
        return self._found("SELECT * FROM messages WHERE number = ?", number)[0]

    def _found(self, query: str, *values: Any) -> list[Message]:
        with _told_in_chinese():
            cursor = self._database.execute(query, values)
            names = [each[0] for each in cursor.description]
            return [_read(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


@contextlib.contextmanager
def open_outbox(workspace: Path, *, only_read: bool = False) -> Iterator[Outbox]:
    """The outbox of a workspace; made if it is not there, but for one that is only read.

    Raises:
        OutputError: the disk refused, or the file is damaged or of a later version.
    """
    path = (workspace / STORE).resolve()
    with _told_in_chinese():
        database = sqlite3.connect(f"{path.as_uri()}?mode={'ro' if only_read else 'rwc'}", uri=True)
    with contextlib.closing(database):
        with _told_in_chinese():
            # Each commit is on the disk, its journal's end included, before anything more is done.
            database.execute("PRAGMA synchronous = EXTRA")
            (form,) = database.execute("PRAGMA user_version").fetchone()
            if form == 0 and not only_read:
                database.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {_FORM};COMMIT;")
            elif form != _FORM:
                raise _refused("由别的版本的 gzaudit 写成，或还没有写完")
        yield Outbox(database)


def _stored(key: str, value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if key in _JSON else value


def _read(row: dict[str, Any]) -> Message:
    told = {key: json.loads(value) if key in _JSON else value for key, value in row.items()}
    told["sender"] = tuple(told["sender"])
    told |= {key: tuple((address, name) for address, name in told[key]) for key in ("to", "cc")}
    return Message(**told)


@contextlib.contextmanager
def _told_in_chinese() -> Iterator[None]:
    """Whatever the database or the disk under it refuses is one kind of error."""
    try:
        yield
    except sqlite3.Error as error:
        raise _refused(_WORDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, str(error))) from error
    except (ValueError, TypeError, KeyError) as error:
        raise _refused("内容不是本工具写的样子") from error


_WORDS: Final = {
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_READONLY: "没有写的权限，或磁盘是只读的",
    sqlite3.SQLITE_CANTOPEN: "打不开：没有这个文件夹，或没有权限",
    sqlite3.SQLITE_IOERR: "磁盘读写出错，或已满",
    sqlite3.SQLITE_BUSY: "正被另一个程序使用",
    sqlite3.SQLITE_LOCKED: "正被另一个程序使用",
    sqlite3.SQLITE_CORRUPT: "文件已损坏",
    sqlite3.SQLITE_NOTADB: "文件已损坏，不是发件记录",
    sqlite3.SQLITE_PERM: "没有权限",
    sqlite3.SQLITE_AUTH: "没有权限",
}


def _refused(found: str) -> OutputError:
    return OutputError(
        "发件记录不能用；没有记下的，一封也不会发。",
        where=STORE,
        found=found,
        expected="可读写、空间足够的磁盘上完好的发件记录",
        action="检查磁盘空间和权限；文件损坏的从备份恢复，不要删去重来",
    )
