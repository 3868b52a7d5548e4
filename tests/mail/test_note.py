"""The analyst's mail: sent once however often the same is said, a draft where nothing is to be sent."""

from __future__ import annotations

import email
from email import policy

import pytest
from mail.post_office import nothing_wrong

from gzaudit.deliver.history import records
from gzaudit.errors import DeliveryError, SettingsError
from gzaudit.mail.note import mail_note


@pytest.fixture
def year(tmp_path, office):
    (tmp_path / "gzaudit.toml").write_text(
        office.settings(attempts=1) + 'analyst = "fenxi@kjj.example.cn"\n', encoding="utf-8"
    )
    return tmp_path


def note(year, text: str = "完成\n", *, really: bool = True, of: int = 2025) -> str:
    return mail_note(year, of, "2025 年度批处理小结", text, really=really, sleep=lambda _: None)


def test_years_that_take_turns_do_not_make_each_other_mailed_again(year, office):
    first, other = note(year), note(year, of=2024)
    assert first != other
    for _ in range(3):
        assert (note(year), note(year, of=2024)) == (first, other)
    assert [each.message_id for each in office.mailbox] == [first, other]


def test_a_draft_that_says_it_already_is_left_alone(year, office):
    path = year / note(year, really=False)
    assert path.name == "给分析员的2025年小结.eml"
    before = path.stat().st_mtime_ns
    assert note(year, really=False) == path.relative_to(year).as_posix()
    assert path.stat().st_mtime_ns == before
    note(year, "别的\n", really=False)
    assert path.stat().st_mtime_ns != before


def test_the_same_is_not_mailed_twice_in_a_row(year, office):
    first = note(year)
    assert note(year) == first
    second = note(year, "有 3 项须决定\n")
    third = note(year)
    assert [each.message_id for each in office.mailbox] == [first, second, third]
    assert len({first, second, third}) == 3
    read = email.message_from_bytes(office.mailbox[1].data, policy=policy.default)
    assert read["Subject"] == "2025 年度批处理小结"
    assert read["To"] == "fenxi@kjj.example.cn"
    assert read.get_content().replace("\r\n", "\n") == "有 3 项须决定\n"
    assert records(year) == []  # no delivery to a district
    assert [path.name for path in year.rglob("*.csv")] == []


def test_a_draft(year, office):
    path = note(year, really=False)
    read = email.message_from_bytes((year / path).read_bytes(), policy=policy.default)
    assert (read["X-Unsent"], read.get_content()) == ("1", "完成\n")
    assert office.logins == []


def test_a_server_that_does_not_take_it(year, office):
    office.fault = lambda step: 451 if step == "dot" else None
    with pytest.raises(DeliveryError) as failed:
        note(year)
    assert (failed.value.exit_code, failed.value.found) == (7, "451 not this one")
    office.fault = nothing_wrong
    assert note(year) == office.mailbox[0].message_id


def test_one_that_may_have_arrived_is_not_sent_again(year, office):
    office.fault = lambda step: "keep-drop" if step == "dot" else None
    with pytest.raises(DeliveryError) as failed:
        note(year)
    assert "不知道是否送达" in failed.value.asked
    office.fault = nothing_wrong
    note(year)
    assert len(office.ids()) == 1
    note(year, "别的\n")
    assert len(office.ids()) == 2


def test_a_wrong_password_tells_none(year, office, monkeypatch):
    monkeypatch.setenv("GZAUDIT_SMTP_PASSWORD", "Falsch-77")
    with pytest.raises(DeliveryError) as failed:
        note(year)
    assert (
        "Falsch-77"
        not in f"{failed.value}{failed.value!r}{failed.value.__cause__!r}{failed.value.__context__!r}"
    )


def test_without_an_analyst(tmp_path):
    with pytest.raises(SettingsError):
        mail_note(tmp_path, 2025, "小结", "完成", really=False)


def test_a_subject_stays_one_line(year, office):
    mail_note(year, 2025, "小结\r\nBcc: boese@x.example.cn", "完成", really=True)
    read = email.message_from_bytes(office.mailbox[0].data, policy=policy.default)
    assert read["Bcc"] is None
    assert office.mailbox[0].to == ("fenxi@kjj.example.cn",)
