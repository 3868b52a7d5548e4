"""`[mail]`: defaults, what is taken, and that no run depends on it."""

from __future__ import annotations

import pytest

from gzaudit.errors import SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.kinds import kinds
from gzaudit.settings import Mailing, load_mailing, load_settings

FULL = """[mail]
host = "mail.example.gov.cn"
port = 2525
security = "tls"
from = " gaoqi@example.gov.cn "
from_name = "市科技局高新处"
ca_file = "ca.pem"
timeout = 2.5
attempts = 1
analyst = "fenxi@example.gov.cn"
recipients = "收件人.xlsx"
"""


def settings(workspace, toml: str):
    (workspace / "gzaudit.toml").write_text(toml, encoding="utf-8")
    return load_settings(workspace, 2025, set(kinds()), {each.name for each in DISTRICTS})


def test_without_settings_there_is_no_server(tmp_path):
    assert load_mailing(tmp_path) == Mailing("", 587, "starttls", "", "", "", 60.0, 4, "", "")


def test_all_of_them_and_the_port_that_goes_with_the_encryption(tmp_path):
    settings(tmp_path, FULL)
    assert load_mailing(tmp_path) == Mailing(
        "mail.example.gov.cn", 2525, "tls", "gaoqi@example.gov.cn", "市科技局高新处", "ca.pem", 2.5, 1,
        "fenxi@example.gov.cn", "收件人.xlsx",
    )  # fmt: skip
    settings(tmp_path, '[mail]\nsecurity = "tls"\n')
    assert load_mailing(tmp_path).port == 465


def test_how_it_is_sent_is_no_part_of_a_run(tmp_path):
    assert settings(tmp_path, FULL) == settings(tmp_path, "")


@pytest.mark.parametrize(
    "line",
    ["port = 65536", "port = true", 'port = "25"', "timeout = 601", "timeout = nan", "attempts = 0", "attempts = 1.5",
     'security = "plain"', 'host = ""', 'host = "a b"', "from = 3", 'user = "x"', 'password = "x"'],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_by_every_command(tmp_path, line):
    with pytest.raises(SettingsError) as refused:
        settings(tmp_path, f"[mail]\n{line}\n")
    assert refused.value.where.startswith("gzaudit.toml [mail]")
    with pytest.raises(SettingsError):
        load_mailing(tmp_path)
