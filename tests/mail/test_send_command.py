"""`gzaudit send` as people and programs meet it: drafts, tables, JSON, status, settling, which packets."""

from __future__ import annotations

import email
import json
import os
from email import policy

import pytest
from cli.cli_support import gzaudit, inside, speaks, tree
from mail.parcels import TWO, parcels, recipients, send, simple
from mail.post_office import nothing_wrong


@pytest.fixture
def year(tmp_path):
    recipients(tmp_path, TWO)
    simple(tmp_path, codes=TWO, run="aaaa")
    return tmp_path


def test_drafts_are_all_that_is_written_without_any_setting(year):
    ended = gzaudit("send", "2025", cwd=year)
    assert ended.code == 0, ended.err
    shown = ended.out.decode()
    for word in ("天河区", "to440106@q.example.cn", "cc440112@q.example.cn", "440112黄埔区.zip", "没有发出任何邮件",
                 "outbox/2025/aaaa/", "1 KB", "新"):  # fmt: skip
        assert word in shown
    folder = year / "outbox/2025/aaaa"
    assert sorted(each.name for each in folder.iterdir()) == ["440106天河区.eml", "440112黄埔区.eml"]
    read = email.message_from_bytes((folder / "440106天河区.eml").read_bytes(), policy=policy.default)
    assert (read["X-Unsent"], read["From"]) == ("1", None)
    assert read["Message-ID"].endswith("@gzaudit.invalid>")
    (attached,) = read.iter_attachments()
    assert attached.get_content() == (year / "packets/2025/aaaa/440106天河区.zip").read_bytes()
    assert "更正" not in read["Subject"]


def test_the_text_says_what_is_attached_and_until_when(year):
    (year / "gzaudit.toml").write_text("[reply]\nuntil = 2026-01-15\n", encoding="utf-8")
    assert send(year, "--district", "天河").code == 0
    (draft,) = (year / "outbox").rglob("*.eml")
    body = (
        email.message_from_bytes(draft.read_bytes(), policy=policy.default).get_body(("plain",)).get_content()
    )
    manifest = json.loads((year / "packets/2025/aaaa/packets.json").read_bytes())
    assert manifest["packets"][0]["sha256"] in body
    for words in (
        "附件：440106天河区.zip",
        "- 天河区.xlsx",
        "于 2026 年 1 月 15 日前盖章后送回市局",
        "2025 年度",
    ):
        assert words in body
    assert "黄埔" not in body


def test_a_template_of_the_workspace(year):
    (year / "templates").mkdir()
    (year / "templates/mail.txt.j2").write_text("{{ district }} <b>&{{ file }}\n", encoding="utf-8")
    assert send(year).code == 0
    draft = email.message_from_bytes(
        (year / "outbox/2025/aaaa/440106天河区.eml").read_bytes(), policy=policy.default
    )
    assert draft.get_body(("plain",)).get_content() == "天河区 <b>&440106天河区.zip\n"
    before = tree(year)
    (year / "templates/mail.txt.j2").write_text("{{ firma }}", encoding="utf-8")
    ended = send(year)
    assert ended.code == 2
    speaks(ended.err, "mail.txt.j2", "firma")
    assert tree(year / "outbox") == {
        path[7:]: data for path, data in before.items() if path.startswith("outbox/")
    }


def test_json_on_stdout_and_nothing_else(year, office):
    (year / "gzaudit.toml").write_text(office.settings(), encoding="utf-8")
    ended = send(year, "--json")
    told = json.loads(ended.out)
    assert [(each["district"], each["fate"], each["state"]) for each in told["districts"]] == [
        ("440106", "new", "queued"), ("440112", "new", "queued"),
    ]  # fmt: skip
    assert (told["complete"], told["sent"], told["drafts"]) == (True, False, "outbox/2025/aaaa")
    told = json.loads(send(year, "--json", "--really-send").out)
    assert [(each["state"], each["answer"], each["receipt"]) for each in told["districts"]] == [
        ("sent", "250 kept as 1", 1), ("sent", "250 kept as 2", 2),
    ]  # fmt: skip
    status = json.loads(send(year, "--status", "--json", "--district", "440112").out)
    assert [(each["name"], each["state"], each["to"]) for each in status["messages"]] == [
        ("黄埔区", "sent", ["to440112@q.example.cn"])
    ]
    receipt = json.loads((year / "outbox/2025/receipts/0002-440112黄埔区.json").read_bytes())
    assert (receipt["message_id"], receipt["answer"]) == (office.mailbox[1].message_id, "250 kept as 2")


def test_status_before_anything(year):
    before = tree(year)
    ended = send(year, "--status")
    assert (ended.code, ended.out) == (0, b"")
    assert "还没有给各区的邮件" in ended.err
    assert json.loads(send(year, "--status", "--json").out) == {"year": 2025, "messages": []}
    assert tree(year) == before


def test_settling(year, office):
    (year / "gzaudit.toml").write_text(office.settings(), encoding="utf-8")
    office.fault = lambda step: "keep-drop" if step == "dot" else None
    assert send(year, "--really-send").code == 7
    office.fault = nothing_wrong
    status = send(year, "--status")
    assert status.code == 7
    assert "--settle 天河区=sent" in status.out.decode()
    assert send(year).code == 7  # drafts: shown, and nothing is drafted that may have arrived
    assert list((year / "outbox").rglob("*.eml")) == []
    for args, word in (
        (("--settle", "天河区=sent"), "--by"),
        (("--settle", "天河区=sent", "--by", "张三"), "--note"),
        (("--settle", "天河区=maybe", "--by", "张三", "--note", "问过"), "天河区=maybe"),
        (
            ("--settle", "天河=sent", "--settle", "440106=not-sent", "--by", "张三", "--note", "问过"),
            "一个区一次",
        ),
        (("--settle", "越秀区=sent", "--by", "张三", "--note", "问过"), "没有给这个区的邮件"),
        (("--by", "张三"), "--settle"),
        (("--settle", "天河区=sent", "--status"), "一次只能做一样"),
        (("--protect", "aes"), "--protect"),
    ):
        before = tree(year)
        ended = send(year, *args)
        assert ended.code == 2, args
        speaks(ended.err, word)
        assert tree(year) == before
    who = ("--by", "张三", "--note", "电话问过两个区")
    ended = send(year, "--settle", "天河区=sent", "--settle", "黄埔区=not-sent", *who)
    assert ended.code == 0
    assert "天河区：张三认定已送达" in ended.err
    office.mailbox.pop()  # the one that the person did not find
    assert send(year, "--really-send").code == 0
    assert [each.to[0] for each in office.mailbox] == ["to440106@q.example.cn", "to440112@q.example.cn"]
    assert "张三 认定：电话问过两个区" in (year / "outbox/2025/送达回执.csv").read_text("utf-8-sig")
    ended = send(year, "--settle", "天河区=not-sent", *who)
    assert ended.code == 2
    speaks(ended.err, "没有不确定的邮件")


def test_the_newest_packets_are_meant(year):
    parcels(year, {"440106": {"a.txt": "新"}, "440112": {"a.txt": "新"}}, "bbbb")
    os.utime(year / "packets/2025/aaaa/packets.json", (1, 1))
    assert "packets/2025/bbbb" in send(year).out.decode()
    assert "packets/2025/aaaa" in send(year, "--run", "aaaa").out.decode()
    assert "packets/2025/aaaa" in send(year, "--packets", "packets/2025/aaaa/").out.decode()
    for folder, run in (("aaaa", 9), ("bbbb", 1)):  # the run's own start decides before the file's time
        (year / f"runs/2025/{folder}/run.log").write_text(
            f"开始：2026-01-0{run}T00:00:00+08:00\n", encoding="utf-8"
        )
    assert "packets/2025/aaaa" in send(year).out.decode()


def test_two_kinds_of_protection_must_be_told_apart(year):
    folder = parcels(year, {code: {"a.txt": "密"} for code in TWO}, "aaaa-zip", "zip").folder
    manifest = json.loads((folder / "packets.json").read_bytes())
    (folder / "packets.json").write_text(json.dumps(manifest | {"run": "runs/2025/aaaa"}), encoding="utf-8")
    ended = send(year)
    assert ended.code == 2
    speaks(ended.err, "--protect", "aaaa-zip")
    assert "packets/2025/aaaa-zip" in send(year, "--protect", "zip").out.decode()
    assert "packets/2025/aaaa\n" in send(year, "--protect", "none").out.decode()


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("--district", "天河村"), "没有这个区"),
        (("--district", "越秀区"), "没有这个区的分送包"),
        (("--packets", "cccc"), "没有可以发送的分送包"),
        (("--run", "cccc"), "gzaudit package 2025"),
        (("--really-send", "--status"), "一次只能做一样"),
    ],
)
def test_what_is_not_there_is_told(year, args, word):
    before = tree(year)
    ended = send(year, *args)
    assert ended.code == 2
    speaks(ended.err, word)
    assert tree(year) == before


def test_a_year_without_packets(tmp_path):
    ended = inside("send", "2025", "-w", tmp_path)
    assert ended.code == 2
    speaks(ended.err, "gzaudit package 2025")
    assert tree(tmp_path) == {}
    assert inside("send", "25", "-w", tmp_path).code == 2
    assert inside("send", "2025", "-w", tmp_path / "nowhere").code == 2
