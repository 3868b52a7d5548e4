"""Where the system ends lines with CR LF, our own files are the same bytes."""

from __future__ import annotations

import inspect
import io
import re
import zipfile

import pytest
from cli.cli_support import inside, tiny, tree


@pytest.fixture
def windows_text(monkeypatch):
    """Text that is written without a word on line ends gets those of Windows; reading takes both, as everywhere."""
    real = io.open

    def opening(file, mode="r", *rest, **options):
        told = inspect.signature(real).bind(file, mode, *rest, **options)
        if told.arguments.get("newline") is None and "b" not in mode and set(mode) & set("wax+"):
            told.arguments["newline"] = "\r\n"
        return real(*told.args, **told.kwargs)

    monkeypatch.setattr(io, "open", opening)
    monkeypatch.setattr("builtins.open", opening)
    monkeypatch.setattr("os.linesep", "\r\n")


COMMANDS = (
    ("compute", "2025", "-w", "{w}"),
    ("review", "2025", "-w", "{w}"),
    ("policy", "new", "2031", "--from", "2025", "-w", "{w}"),
    ("init", "{w}/neu"),
)


def written(workspace) -> dict[str, bytes | None]:
    for words in COMMANDS:
        ended = inside(*(each.format(w=workspace) for each in words))
        assert ended.code == 0, ended.err
    return {path: data for path, data in tree(workspace).items() if not path.endswith(".log")}


def parts(data: bytes) -> dict[str, bytes]:
    """A workbook's parts; XlsxWriter itself writes their text with the system's line ends."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).replace(b"\r\n", b"\n") for name in archive.namelist()}


def test_our_own_files_are_the_same_bytes(tmp_path, request):
    plain = written(tiny(tmp_path / "a"))
    request.getfixturevalue("windows_text")
    windows = written(tiny(tmp_path / "b"))
    assert plain.keys() == windows.keys()
    # What holds the digests of workbooks tells of other bytes in them.
    digests = re.compile(rb"[0-9a-f]{64}")
    for path, data in plain.items():
        other = windows[path]
        if data is None:
            assert other is None
        elif path.endswith(".xlsx"):
            assert parts(data) == parts(other), path
        elif path.endswith(("result.json", "SHA256SUMS")):
            assert digests.sub(b"", data) == digests.sub(b"", other), path
        else:
            assert data == other, path
    kinds = {path.rpartition(".")[2] for path, data in plain.items() if data}
    assert {"csv", "html", "json", "toml", "txt", "xlsx", "db"} <= kinds


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_settings_and_lists_with_any_line_end_are_read(tmp_path, ends):
    workspace = tiny(tmp_path)
    for path in (*workspace.rglob("*.csv"),):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ends))
    if ends != b"\r":  # TOML knows no such line end
        (workspace / "gzaudit.toml").write_bytes(b'[hnte]\nscope = "city"\n'.replace(b"\n", ends))
    ended = inside("compute", "2025", "-w", workspace)
    assert ended.code == 0, ended.err
