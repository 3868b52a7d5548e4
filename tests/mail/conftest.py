"""Servers and folders that several tests of mail share."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from mail.parcels import TWO, recipients, simple
from mail.post_office import PASSWORD, USER, open_office

_MEMORY = Path("/dev/shm")


@pytest.fixture(autouse=True)
def _login(monkeypatch):
    """The login of the post office, and of nobody else."""
    monkeypatch.setenv("GZAUDIT_SMTP_USER", USER)
    monkeypatch.setenv("GZAUDIT_SMTP_PASSWORD", PASSWORD)
    monkeypatch.delenv("GZAUDIT_SMTP_PASSWORD_FILE", raising=False)


@pytest.fixture
def year(tmp_path):
    """A workspace with packets for two districts."""
    recipients(tmp_path, TWO)
    simple(tmp_path, codes=TWO)
    return tmp_path


@pytest.fixture(scope="module", params=["starttls", "tls"])
def each_office(request, tmp_path_factory):
    """Servers of both kinds, for a whole module; their mailbox is emptied by `office`."""
    with open_office(tmp_path_factory.mktemp("office"), request.param) as opened:
        yield opened


@pytest.fixture(scope="module")
def tls_office(tmp_path_factory):
    """One server, encrypted from the first byte on."""
    with open_office(tmp_path_factory.mktemp("office"), "tls") as opened:
        yield opened


@pytest.fixture
def office(tls_office):
    """The same with an empty mailbox and no faults."""
    tls_office.clear()
    yield tls_office
    tls_office.clear()


@pytest.fixture
def quick_folder(tmp_path):
    """A folder in memory, where there is one: thousands of small commits are asked of it."""
    if not _MEMORY.is_dir():
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(dir=_MEMORY, prefix="gzaudit-mail-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
