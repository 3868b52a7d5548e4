"""A mail server for a whole module of tests, its mailbox emptied for each."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from batch_real import LOGIN
from mail.post_office import open_office


@pytest.fixture(scope="module")
def post_office(tmp_path_factory):
    """The server."""
    with open_office(tmp_path_factory.mktemp("office"), "tls") as opened:
        yield opened


@pytest.fixture
def office(post_office, monkeypatch):
    """The same, empty and without faults, with its login in the environment."""
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    post_office.clear()
    yield post_office
    post_office.clear()


@pytest.fixture
def quick_folder(tmp_path):
    """A folder in memory, where there is one: what is written there and killed need not wait for a disk."""
    if not (memory := Path("/dev/shm")).is_dir():
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(dir=memory, prefix="gzaudit-batch-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
