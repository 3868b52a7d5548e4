"""A message's bytes, read back by Python's old and new parsers and by hand."""

from __future__ import annotations

import base64
import email
import hashlib
import re
from email import policy
from email.header import decode_header, make_header
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.mail.compose import message_bytes
from gzaudit.mail.outbox import Message

ZIP = bytes(range(256)) * 40 + b"\r\n.\r\nFrom me\r\n"
SUBJECT = "更正：天河区 2025 年度“一区一机构”核算材料"


def message(**changes) -> Message:
    told = {
        "message_id": "<0123456789@kjj.example.cn>", "kind": "new", "year": 2025, "district": "440106", "name": "天河区",
        "content": "", "zip": "", "file": "440106天河区.zip", "packets": "", "run": "", "result": "", "protection": "none",
        "sender": ("gaoqi@kjj.example.cn", "市科技局高新处"),
        "to": (("lisi@th.example.cn", "李四"), ("smith@th.example.cn", 'J. "Joe" Smith'), ("bare@th.example.cn", "")),
        "cc": (("cc@th.example.cn", ""),), "subject": SUBJECT, "body": "天河区：\n\n.\n请核对。\nFrom 市局\n",
        "queued": "2026-01-05T10:20:30+08:00",
    }  # fmt: skip
    return Message(**(told | changes))


def test_every_line_goes_through_any_server():
    data = message_bytes(message(), ZIP, draft=False)
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert max(data) < 128
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert data == message_bytes(message(), ZIP, draft=False)


def test_the_new_parser_reads_it():
    read = email.message_from_bytes(message_bytes(message(), ZIP, draft=False), policy=policy.default)
    assert not any(part.defects for part in read.walk())
    assert read["Subject"] == SUBJECT
    assert [(each.display_name, each.addr_spec) for each in read["To"].addresses] == [
        ("李四", "lisi@th.example.cn"), ('J. "Joe" Smith', "smith@th.example.cn"), ("", "bare@th.example.cn"),
    ]  # fmt: skip
    assert [(each.display_name, each.addr_spec) for each in read["From"].addresses] == [
        ("市科技局高新处", "gaoqi@kjj.example.cn")
    ]
    assert [each.addr_spec for each in read["Cc"].addresses] == ["cc@th.example.cn"]
    assert read["Date"].datetime.isoformat() == "2026-01-05T10:20:30+08:00"
    assert read["Message-ID"] == "<0123456789@kjj.example.cn>"
    assert read["X-Unsent"] is None
    body = read.get_body(("plain",))
    assert body.get_content().replace("\r\n", "\n") == message().body
    (attached,) = read.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("application/zip", "440106天河区.zip")
    assert attached.get_content() == ZIP


def test_the_old_parser_reads_it():
    read = email.message_from_bytes(message_bytes(message(), ZIP, draft=False))
    assert str(make_header(decode_header(read["Subject"]))) == SUBJECT
    body, attached = read.get_payload()
    assert body.get_payload(decode=True).decode().replace("\r\n", "\n") == message().body
    assert attached.get_payload(decode=True) == ZIP
    assert attached.get_filename() == "440106天河区.zip"
    # What programs look at that do not know RFC 2231: the name beside the type, as an encoded word.
    assert str(make_header(decode_header(attached.get_param("name")))) == "440106天河区.zip"


def test_by_hand():
    text = message_bytes(message(), ZIP, draft=False).decode("ascii")
    head, _, rest = text.partition("\r\n\r\n")
    subject = re.search(r"^Subject: ([^\r]*(?:\r\n [^\r]*)*)", head, re.MULTILINE)[1]
    words = re.findall(r"=\?utf-8\?b\?([A-Za-z0-9+/=]+)\?=", subject)
    assert all(len(f"=?utf-8?b?{word}?=") <= 75 for word in words)
    assert b"".join(base64.b64decode(word) for word in words).decode() == SUBJECT
    assert len(words) > 1
    disposition = re.search(r"Content-Disposition: attachment;\r\n filename\*=UTF-8''(\S+)\r\n", rest)
    assert unquote(disposition[1]) == "440106天河区.zip"
    name = re.search(r'Content-Type: application/zip;\r\n name="=\?utf-8\?b\?(\S+)\?="\r\n', rest)
    assert base64.b64decode(name[1]).decode() == "440106天河区.zip"
    boundary = re.search(r'boundary="([^"]+)"', head)[1]
    assert len(boundary) <= 70
    _, body, attached, end = rest.split(f"--{boundary}")
    assert end == "--\r\n"
    assert base64.b64decode(body.partition("\r\n\r\n")[2]).decode().replace("\r\n", "\n") == message().body
    assert base64.b64decode(attached.partition("\r\n\r\n")[2]) == ZIP


def test_a_draft_says_that_it_was_not_sent_and_may_lack_a_sender():
    read = email.message_from_bytes(
        message_bytes(message(sender=("", "")), ZIP, draft=True), policy=policy.default
    )
    assert (read["X-Unsent"], read["From"], read["Subject"]) == ("1", None, SUBJECT)


def test_a_note_is_one_part():
    read = email.message_from_bytes(
        message_bytes(message(kind="note", cc=()), None, draft=False), policy=policy.default
    )
    assert (read.get_content_type(), read["Cc"]) == ("text/plain", None)
    assert read.get_content() == message().body


def test_an_ascii_name_is_left_as_it_is():
    data = message_bytes(message(file="440106.zip"), ZIP, draft=False)
    assert b'filename="440106.zip"' in data
    assert b'name="440106.zip"' in data


@pytest.mark.parametrize("length", [1, 15, 16, 60])
def test_long_names_and_many_people(length):
    people = tuple((f"person{at}@th.example.cn", "长" * length) for at in range(30))
    data = message_bytes(message(to=people, cc=people), ZIP, draft=False)
    assert max(map(len, data.split(b"\r\n"))) <= 110
    read = email.message_from_bytes(data, policy=policy.default)
    assert [each.addr_spec for each in read["To"].addresses] == [address for address, _ in people]
    # A name that fits into one encoded word is read whole by every parser; of a longer one, Python's new parser
    # keeps the blanks between the words, which RFC 2047 drops.
    shown = [each.display_name for each in read["To"].addresses]
    assert shown == [name for _, name in people] or length > 15
    assert "".join(shown).replace(" ", "") == "长" * length * 30


@given(st.text(min_size=1, max_size=80).filter(str.isprintable), st.text(max_size=300))
def test_any_subject_and_text_come_back(subject, body):
    subject = " ".join(subject.split()) or "x"
    body = "\n".join(body.splitlines()) + "\n"
    read = email.message_from_bytes(
        message_bytes(message(subject=subject, body=body), b"", draft=False), policy=policy.default
    )
    assert read["Subject"] == subject
    decoded = read.get_body(("plain",)).get_payload(decode=True).decode()
    assert hashlib.sha256(decoded.encode()).digest() == hashlib.sha256(body.encode()).digest()
