"""Real servers: encrypted and verified or not at all, refusals told apart, no secret anywhere."""

from __future__ import annotations

import base64
import socket
import threading

import pytest
from cli.cli_support import tree
from mail.parcels import NAMES, TWO, send, settings, simple
from mail.post_office import PASSWORD, STUCK, USER, nothing_wrong, open_office

from gzaudit.deliver.history import records
from gzaudit.mail.deliver import deliver
from gzaudit.mail.outbox import open_outbox


def states(workspace) -> dict[str, str]:
    with open_outbox(workspace, only_read=True) as outbox:
        return {each.district: each.state for each in outbox.messages()}


def no_secret(workspace, *texts) -> None:
    """Neither the password nor what it looks like on its way stands anywhere."""
    pair = f"\0{USER}\0{PASSWORD}"
    hidden = [PASSWORD.encode(), *(base64.b64encode(each.encode()).rstrip(b"=") for each in (PASSWORD, pair))]
    everything = [data for data in tree(workspace).values() if data] + [text.encode() for text in texts]
    assert not [secret for secret in hidden for data in everything if secret in data]


def test_both_kinds_of_encryption(year, each_office, caplog):
    each_office.clear()
    settings(year, each_office)
    ended = send(year, "--really-send")
    assert ended.code == 0, ended.err
    assert each_office.logins == [(True, True)]
    assert [each.to for each in each_office.mailbox] == [
        (f"to{c}@q.example.cn", f"cc{c}@q.example.cn") for c in TWO
    ]
    assert {each.sender for each in each_office.mailbox} == {"gaoqi@kjj.example.cn"}
    assert states(year) == dict.fromkeys(TWO, "sent")
    again = send(year, "--really-send")
    assert again.code == 0
    assert len(each_office.mailbox) == 2
    assert "内容相同，不再发" in again.out.decode()
    no_secret(year, ended.err, ended.out.decode(), again.err, again.out.decode(), caplog.text)


def test_a_wrong_password(year, office, monkeypatch, caplog):
    settings(year, office)
    monkeypatch.setenv("GZAUDIT_SMTP_PASSWORD", "Falsch-Kennwort-77")
    ended = send(year, "--really-send")
    assert ended.code == 7
    assert "不认这个用户名或密码" in ended.err
    assert "535" in ended.err
    assert (office.mailbox, records(year)) == ([], [])
    assert states(year) == dict.fromkeys(TWO, "queued")
    for told in (ended.err, ended.out.decode(), caplog.text, *map(repr, tree(year).values())):
        assert "Falsch-Kennwort-77" not in told
        assert base64.b64encode(b"Falsch-Kennwort-77").decode() not in told
    monkeypatch.setenv("GZAUDIT_SMTP_PASSWORD", PASSWORD)
    assert send(year, "--really-send").code == 0
    assert len(office.mailbox) == 2


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for(year, tmp_path_factory, security):
    with open_office(tmp_path_factory.mktemp("office"), security, trusted=False) as office:
        settings(year, office)
        ended = send(year, "--really-send")
        assert ended.code == 7
        assert "证书不可信" in ended.err
        settings(year, office, host="127.0.0.1")
        assert send(year, "--really-send").code == 7
        assert office.mailbox == []
        assert office.logins == []
    no_secret(year, ended.err)


def test_a_certificate_for_another_name(year, office):
    settings(year, office, host="127.0.0.1")
    ended = send(year, "--really-send")
    assert ended.code == 7
    assert "证书不是发给这个地址的" in ended.err
    assert office.logins == []


def test_a_server_without_starttls_gets_neither_password_nor_mail(year, tmp_path_factory):
    with open_office(tmp_path_factory.mktemp("office"), "starttls", offers_starttls=False) as office:
        settings(year, office)
        ended = send(year, "--really-send")
        assert ended.code == 7
        assert "不提供 STARTTLS" in ended.err
        assert (office.mailbox, office.logins) == ([], [])


def test_a_plain_server_where_encryption_is_expected(year, tmp_path_factory):
    with open_office(tmp_path_factory.mktemp("office"), "starttls") as office:
        settings(year, office, security="tls")
        ended = send(year, "--really-send")
        assert ended.code == 7
        assert "加密连接建不起来" in ended.err
        assert office.logins == []


def test_nobody_at_that_port(year, office, monkeypatch):
    monkeypatch.setattr("gzaudit.mail.sending.time.sleep", lambda _: None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings(year, office, port=port)
    waits: list[float] = []
    packets = simple(year, codes=TWO)
    settings(year, office, port=port, attempts=4)
    done = deliver(year, packets, really=True, sleep=waits.append)
    assert not done.complete
    assert waits == [5.0, 20.0, 80.0]
    assert done.lines == tuple(
        f"{NAMES[code]}：没有发出（试了 4 次）：连不上服务器；再运行会接着发" for code in TWO
    )
    settings(year, office)
    assert deliver(year, packets, really=True).complete
    assert len(office.mailbox) == 2


def test_no_such_server(year, office):
    settings(year, office, host="gzaudit-nowhere.invalid")
    ended = send(year, "--really-send")
    assert ended.code == 7
    assert states(year) == dict.fromkeys(TWO, "queued")


def test_a_copy_that_is_refused_is_told_once(year, office):
    settings(year, office)
    rcpts = iter([None, 550, None, None])
    office.fault = lambda step: next(rcpts) if step == "rcpt" else None
    ended = send(year, "--really-send")
    assert ended.code == 7
    assert "抄送被拒：cc440106@q.example.cn（550 not now, not here）" in ended.out.decode().replace(
        "\n    ", ""
    )
    assert [each.to for each in office.mailbox] == [
        ("to440106@q.example.cn",), ("to440112@q.example.cn", "cc440112@q.example.cn"),
    ]  # fmt: skip
    receipts = [each.content for each in records(year)]
    assert receipts[0]["cc"] == []
    assert receipts[0]["left_out"] == {"cc440106@q.example.cn": "550 not now, not here"}
    assert send(year, "--really-send").code == 0
    assert len(office.mailbox) == 2


def test_a_recipient_that_is_refused_stops_that_district_alone(year, office):
    settings(year, office)
    rcpts = iter([550, None, None])
    office.fault = lambda step: next(rcpts) if step == "rcpt" else None
    ended = send(year, "--really-send")
    assert ended.code == 7
    assert "被拒，没有送达：to440106@q.example.cn 550" in ended.out.decode()
    assert [each.to[0] for each in office.mailbox] == ["to440112@q.example.cn"]
    assert states(year) == {"440106": "refused", "440112": "sent"}
    assert send(year, "--status").code == 7
    office.fault = nothing_wrong
    assert send(year, "--really-send").code == 0
    assert [each.to[0] for each in office.mailbox] == ["to440112@q.example.cn", "to440106@q.example.cn"]


@pytest.mark.parametrize("code", [450, 451, 421])
def test_a_recipient_that_is_put_off_is_tried_again_with_all_others(year, office, code):
    settings(year, office)
    rcpts = iter([None, code])
    office.fault = lambda step: next(rcpts, None) if step == "rcpt" else None
    waits: list[float] = []
    assert deliver(year, simple(year, codes=TWO), really=True, sleep=waits.append).complete
    assert waits == [5.0]
    assert sorted(each.to for each in office.mailbox) == [
        (f"to{c}@q.example.cn", f"cc{c}@q.example.cn") for c in TWO
    ]


@pytest.mark.parametrize(("code", "state"), [(554, "refused"), (451, "queued")])
def test_a_refusal_of_the_whole_message_is_no_delivery(year, office, code, state):
    settings(year, office, attempts=1)
    office.fault = lambda step: code if step == "dot" else None
    assert not deliver(year, simple(year, codes=TWO), really=True).complete
    assert states(year) == dict.fromkeys(TWO, state)
    assert records(year) == []


def test_a_message_too_large_for_the_server(year, office):
    settings(year, office)
    packets = simple(year, "大" * 12_000_000, codes=("440106",))
    done = deliver(year, packets, really=True, sleep=lambda _: None)
    assert states(year)["440106"] == "refused"
    assert "552" in done.lines[0]


def test_an_answer_that_comes_in_time_and_one_that_does_not(year, office):
    settings(year, office, timeout=STUCK / 10, attempts=1)
    packets = simple(year, codes=("440106",))
    office.fault = lambda step: "slow" if step in ("mail", "rcpt", "data", "dot") else None
    assert deliver(year, packets, really=True).complete
    packets = simple(year, "乙", codes=("440106",))
    office.fault = lambda step: "late" if step == "dot" else None
    done = deliver(year, packets, really=True)
    assert "不知道是否送达（交出全文以后服务器没有按时答复）" in done.lines[0]
    assert len(office.ids()) == 2  # it did arrive, later
    office.fault = nothing_wrong
    assert not deliver(year, packets, really=True).complete
    assert not deliver(year, simple(year, "丙", codes=("440106",)), really=True).complete
    assert len(office.mailbox) == 2


def test_a_server_that_talks_nonsense_before_it_is_greeted(year, office):
    heard: list[bytes] = []

    def serve(listening: socket.socket) -> None:
        taken, _ = listening.accept()
        with taken:
            taken.sendall(b"hello?\r\n")
            heard.append(taken.recv(100))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        settings(year, office, port=listening.getsockname()[1], security="starttls", attempts=1)
        done = deliver(year, simple(year, codes=TWO), really=True)
        thread.join(10)
    assert "服务器暂时不接待（-1）" in done.lines[0]
    assert heard == [b""]


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
def test_nonsense_before_the_dot_is_no_delivery(year, office, step):
    settings(year, office, attempts=1)
    office.fault = lambda at: 333 if at == step else None
    assert not deliver(year, simple(year, codes=TWO), really=True).complete
    assert states(year) == dict.fromkeys(TWO, "queued")


def test_nonsense_after_the_dot_leaves_it_open(year, office):
    settings(year, office)
    office.fault = lambda at: 333 if at == "dot" else None
    done = deliver(year, simple(year, codes=TWO), really=True)
    assert states(year) == dict.fromkeys(TWO, "uncertain")
    assert "服务器的答复看不懂：333 not this one" in done.lines[0]
