"""Logins, settings, recipients and packets that cannot be used stop a delivery before anything goes anywhere."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cli.cli_support import speaks, tree
from mail.parcels import TWO, recipients, send, settings, simple
from mail.post_office import PASSWORD, USER

from gzaudit.errors import SettingsError
from gzaudit.mail.deliver import deliver
from gzaudit.mail.login import Login, read_login


@pytest.mark.parametrize(
    ("environment", "where"),
    [
        ({"GZAUDIT_SMTP_USER": ""}, "GZAUDIT_SMTP_USER"),
        ({"GZAUDIT_SMTP_PASSWORD": ""}, "GZAUDIT_SMTP_PASSWORD"),
        ({"GZAUDIT_SMTP_PASSWORD_FILE": "x"}, "GZAUDIT_SMTP_PASSWORD_FILE"),
        (
            {"GZAUDIT_SMTP_PASSWORD": "", "GZAUDIT_SMTP_PASSWORD_FILE": "nowhere"},
            "GZAUDIT_SMTP_PASSWORD_FILE",
        ),
        ({"GZAUDIT_SMTP_PASSWORD": "密码-XYZZY"}, "GZAUDIT_SMTP_PASSWORD"),
        ({"GZAUDIT_SMTP_PASSWORD": "zwei\nZeilen-XYZZY"}, "GZAUDIT_SMTP_PASSWORD"),
    ],
)
def test_a_login_that_cannot_be_used_stops_before_anything(year, office, monkeypatch, environment, where):
    settings(year, office)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    before = tree(year)
    ended = send(year, "--really-send")
    assert ended.code == 2
    speaks(ended.err, where)
    assert "XYZZY" not in ended.err
    assert tree(year) == before
    assert office.logins == []


def test_a_password_from_a_file(year, office, monkeypatch, tmp_path_factory):
    settings(year, office)
    file = tmp_path_factory.mktemp("secret") / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    monkeypatch.delenv("GZAUDIT_SMTP_PASSWORD")
    monkeypatch.setenv("GZAUDIT_SMTP_PASSWORD_FILE", str(file))
    assert send(year, "--really-send").code == 0
    file.write_text("two\nlines\n", encoding="utf-8")
    with pytest.raises(SettingsError):
        read_login()


def test_a_login_tells_nothing_of_itself():
    login = Login(USER, PASSWORD)
    assert PASSWORD not in f"{login} {login!r} {login.__slots__}"
    pair = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    said = login.hide(f"no {PASSWORD} nor {pair} nor {base64.b64encode(PASSWORD.encode()).decode()}")
    assert PASSWORD not in said
    assert base64.b64encode(PASSWORD.encode()).decode().rstrip("=") not in said
    assert read_login({}) is None


@pytest.mark.parametrize(
    ("toml", "word"),
    [
        ("[mail]\n", "host"),
        ('[mail]\nhost = "localhost"\n', "from"),
        ('[mail]\nhost = "localhost"\nfrom = "nobody"\n', "from"),
        ('[mail]\nhost = "localhost"\nfrom = "a@b.cn"\nanalyst = "x y@b.cn"\n', "analyst"),
        ('[mail]\nhost = "localhost"\nfrom = "a@b.cn"\nfrom_name = "市局\\nBcc: x@y.cn"\n', "from_name"),
        ('[mail]\nhost = "localhost"\nfrom = "a@b.cn"\nca_file = "nowhere.pem"\n', "ca_file"),
        ('[mail]\nhost = "localhost"\nfrom = "a@b.cn"\nca_file = "recipients.toml"\n', "ca_file"),
        ('[mail]\nhost = "localhost"\nsecurity = "none"\n', "security"),
        ('[mail]\nhost = "http://localhost/"\n', "host"),
        ("[mail]\nport = 0\n", "port"),
        ("[mail]\ntimeout = 0\n", "timeout"),
        ("[mail]\ntimeout = inf\n", "timeout"),
        ("[mail]\nattempts = 11\n", "attempts"),
        ('[mail]\npassword = "x"\n', "password"),
    ],
)
def test_settings_that_cannot_be_used_stop_before_anything(year, toml, word):
    (year / "gzaudit.toml").write_text(toml, encoding="utf-8")
    before = tree(year)
    ended = send(year, "--really-send")
    assert ended.code == 2
    speaks(ended.err, word)
    assert tree(year) == before


def test_a_wrong_recipient_stops_before_the_first_mail(year, office):
    settings(year, office)
    recipients(year, ("440106",))
    before = tree(year)
    ended = send(year, "--really-send")
    assert ended.code == 2
    speaks(ended.err, "黄埔区没有收件人")
    assert tree(year) == before
    assert (office.mailbox, office.logins) == ([], [])


def test_a_packet_that_was_changed_stops_before_the_first_mail(year, office):
    settings(year, office)
    packets = simple(year, codes=TWO)
    path = Path(packets.folder, packets.packets[1].file)
    path.write_bytes(path.read_bytes() + b"x")
    before = tree(year)
    assert send(year, "--really-send").code == 2
    with pytest.raises(SettingsError):
        deliver(year, packets, really=True)
    assert tree(year) == before
    assert office.mailbox == []
