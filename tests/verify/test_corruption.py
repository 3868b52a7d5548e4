"""A byte changed anywhere, a file added, removed, renamed: found, by name, with exit code 5."""

from __future__ import annotations

import json
import random
import shutil

import pytest
from cli.cli_support import inside, tree
from verify.spoiling import found_in

# Each file at its ends and at random; those that everything hangs on at many places.
MANY = {"result.json": 40, "run.db": 60, "SHA256SUMS": 60, "run.log": 60}
FEW = 3


@pytest.fixture
def run(workspace):
    (folder,) = (workspace / "runs" / "2025").iterdir()
    return folder


def names(faults):
    return {fault.file for fault in faults}


def test_as_it_was_written_nothing_differs(run, workspace):
    before = tree(workspace)
    states, faults = found_in(run, workspace)
    assert faults == ()
    assert states == dict.fromkeys(states, "ok")
    assert set(states) == {
        "seal", "log", "outputs", "history", "inputs", "sums", "policy", "rows", "counts", "amounts", "agreement"
    }  # fmt: skip
    assert tree(workspace) == before


@pytest.mark.parametrize("part", range(4))
def test_a_byte_changed_anywhere(run, workspace, tmp_path, part):
    # Outside the workspace, so that no history helps.
    alone = shutil.copytree(run, tmp_path / "一次运行")
    files = sorted(path for path in alone.rglob("*") if path.is_file())
    draw = random.Random(part)
    for path in files[part::4]:
        name, data = path.relative_to(alone).as_posix(), path.read_bytes()
        number = MANY.get(name, FEW)
        places = {0, len(data) - 1, *(draw.randrange(len(data)) for _ in range(number))}
        for at in sorted(places):
            changed = bytearray(data)
            changed[at] ^= draw.choice((1, 0x20, 0x80, draw.randrange(1, 256)))
            path.write_bytes(changed)
            assert name in names(found_in(alone, tmp_path)[1]), (name, at)
        path.write_bytes(data)
    assert found_in(alone, tmp_path)[1] == ()


@pytest.mark.parametrize("name", ["result.json", "run.db", "SHA256SUMS", "run.log", "全市/report.html"])
@pytest.mark.parametrize("how", ["gone", "empty", "cut", "longer", "renamed", "folder", "link"])
def test_a_file_gone_cut_or_replaced(run, tmp_path, name, how):
    path = run / name
    data = path.read_bytes()
    if how in ("gone", "folder", "link"):
        path.unlink()
    if how == "folder":
        path.mkdir()
    elif how == "link":
        (tmp_path / "same").write_bytes(data)
        path.symlink_to(tmp_path / "same")
    elif how == "renamed":
        path.rename(path.with_name(f"{path.name}.bak"))
    elif how != "gone":
        path.write_bytes({"empty": b"", "cut": data[:-1], "longer": data + b"\n"}[how])
    done = inside("verify", run, "--json")
    assert done.code == 5
    told = json.loads(done.out)
    assert told["verified"] is False
    assert name in {fault["file"] for fault in told["faults"]}
    if how == "renamed":
        assert f"{name}.bak" in {fault["file"] for fault in told["faults"]}


@pytest.mark.parametrize("name", ["x", "另一份.log", "全市/名单/更多.csv", "各区/Thumbs.db", ".藏"])
def test_a_file_added(run, workspace, name):
    (run / name).write_text("x")
    assert name in names(found_in(run, workspace)[1])


def test_an_empty_folder_says_nothing(run, workspace):
    (run / "空").mkdir()
    assert found_in(run, workspace)[1] == ()


def test_two_files_exchanged(run, workspace):
    one, other = sorted(run.glob("各区/*/report.html"))[:2]
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    assert {path.relative_to(run).as_posix() for path in (one, other)} <= names(found_in(run, workspace)[1])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "3",
        '{"outputs": 3, "sources": null, "city": [], "districts": {}, "policy": 1}',
        "[" * 99_999,
    ],
)
def test_a_result_of_any_other_form(run, workspace, text):
    (run / "result.json").write_text(text)
    assert "result.json" in names(found_in(run, workspace)[1])
    done = inside("verify", run)
    assert (done.code, done.err) == (5, "")
