"""Packets with passwords: they open with their own and no other, and the password stands nowhere."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import pickle
import subprocess
import sys
import zipfile

import msoffcrypto
import pytest
import pyzipper
from cli.cli_support import child, ended, gzaudit, inside, speaks, tree
from openpyxl import load_workbook
from packet.packet_runs import (
    BOOK,
    HERE,
    HERE_CODE,
    THERE,
    THERE_CODE,
    copy,
    digest,
    once,
    run_of,
    told,
    unpacked,
)
from privacy.years import name

from gzaudit.packet.keys import Keys, read_keys
from gzaudit.packet.locked_book import locked_book_bytes, unlocked_book
from gzaudit.packet.make import PacketWish
from gzaudit.packet.zips import locked_zip_bytes, unlocked_zip

SECRET, OTHER = "Zauber-wort-7731", "Anderes-9125-xy"
BOOK_NAME = f"{HERE}2025年核算结果.xlsx"


@pytest.fixture
def environment(monkeypatch):
    for key in [each for each in os.environ if each.startswith("GZAUDIT_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("GZAUDIT_PASSWORD", SECRET)
    return monkeypatch


def folder_of(workspace, ending):
    return workspace / "packets/2025" / f"{run_of(workspace).name}-{ending}"


def nowhere(workspace, *said: object, words=(SECRET, OTHER)) -> None:
    """Not in a file, a file's name, or anything that was printed; nor in what a zip holds."""
    texts = [str(each).encode() if not isinstance(each, bytes) else each for each in said]
    for path in workspace.rglob("*"):
        texts.append(str(path).encode())
        if path.is_file() and "keys" not in path.name:
            texts.append(path.read_bytes())
    for word in words:
        for text in texts:
            assert word.encode() not in text
            assert word.encode("utf-16-le") not in text


def test_an_encrypted_workbook(tmp_path, environment):
    environment.setenv(f"GZAUDIT_PASSWORD_{THERE_CODE}", OTHER)
    workspace = copy(tmp_path)
    done = inside("package", "2025", "-w", workspace, "--protect", "workbook")
    assert done.code == 0, done.err
    folder = folder_of(workspace, "workbook")
    files = unpacked(folder / f"{HERE_CODE}{HERE}.zip")
    # What says the same in the clear stays behind.
    assert list(files) == ["函.html", BOOK_NAME, "SHA256SUMS"]
    locked = files[BOOK_NAME]
    assert locked[:4] == b"\xd0\xcf\x11\xe0"
    assert name(902).encode("utf-16-le") not in locked
    file = msoffcrypto.OfficeFile(io.BytesIO(locked))
    assert file.is_encrypted()
    file.load_key(password=SECRET, verify_password=True)
    out = io.BytesIO()
    file.decrypt(out)
    assert out.getvalue() == (run_of(workspace) / BOOK).read_bytes()
    assert name(902) in [cell.value for row in load_workbook(out)["高企名单"].iter_rows() for cell in row]
    assert unlocked_book(locked, OTHER) is None
    there = unpacked(folder / f"{THERE_CODE}{THERE}.zip")[f"{THERE}2025年核算结果.xlsx"]
    assert unlocked_book(there, OTHER) is not None
    assert unlocked_book(there, SECRET) is None
    # The seal is of the files as they lie there; the manifest of what is read once they are decrypted.
    assert hashlib.sha256(locked).hexdigest() in files["SHA256SUMS"].decode()
    (told_book,) = [each for each in told(folder)[HERE]["files"] if each["path"] == BOOK_NAME]
    assert told_book["sha256"] == digest(run_of(workspace) / BOOK)
    letter = files["函.html"].decode()
    assert "工作簿设有打开密码，密码由市局另行告知，不随材料发送。" in letter
    assert "report.html" not in letter
    nowhere(workspace, done.out, done.err)


def test_an_encrypted_zip(tmp_path, environment):
    workspace = copy(tmp_path)
    done = inside("package", "2025", "-w", workspace, "--protect", "zip", "--json")
    assert done.code == 0, done.err
    path = folder_of(workspace, "zip") / f"{HERE_CODE}{HERE}.zip"
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert all(each.flag_bits & 1 for each in archive.infolist())
        assert [bool(each.flag_bits & 0x800) for each in archive.infolist()] == [
            not each.isascii() for each in names
        ]
        with pytest.raises((RuntimeError, NotImplementedError)):
            archive.read(names[0])
    with pyzipper.AESZipFile(path) as archive:
        assert {each.wz_aes_strength for each in archive.infolist()} == {
            pyzipper.WZ_AES256 if hasattr(pyzipper, "WZ_AES256") else 3
        }
        archive.setpassword(SECRET.encode())
        assert archive.read(BOOK_NAME) == (run_of(workspace) / BOOK).read_bytes()
        assert "压缩包设有密码" in archive.read("函.html").decode()
        sums = archive.read("SHA256SUMS").decode()
        assert all(
            f"{hashlib.sha256(archive.read(each)).hexdigest()}  {each}\n" in sums for each in names[:-1]
        )
    assert unlocked_zip(path.read_bytes(), OTHER) is None
    assert json.loads(done.out)["protection"] == "zip"
    nowhere(workspace, done.out, done.err)


@pytest.mark.parametrize("protection", ["workbook", "zip"])
def test_protected_packets_differ_each_time_and_say_the_same(tmp_path, environment, protection):
    both = []
    for number in "12":
        workspace = copy(tmp_path / number)
        assert (
            inside("package", "2025", "-w", workspace, "--protect", protection, "--district", HERE).code == 0
        )
        both.append(told(folder_of(workspace, f"{protection}-{HERE_CODE}"))[HERE])
    assert both[0]["sha256"] != both[1]["sha256"]
    assert {**both[0], "sha256": ""} == {**both[1], "sha256": ""}


@pytest.mark.parametrize("protection", ["workbook", "zip"])
def test_packets_that_are_there_are_kept_if_the_password_still_opens_them(tmp_path, environment, protection):
    workspace = copy(tmp_path)
    asked = ("package", "2025", "-w", workspace, "--protect", protection, "--district", HERE)
    assert inside(*asked).code == 0
    before = tree(workspace)
    again = inside(*asked)
    assert (again.code, "沿用" in again.err) == (0, True)
    environment.setenv("GZAUDIT_PASSWORD", OTHER)
    changed = inside(*asked)
    assert changed.code == 2
    speaks(changed.err, "另一个密码", HERE, "移走")
    assert tree(workspace) == before
    nowhere(workspace, changed.err, again.err)


def test_with_and_without_passwords_beside_each_other(tmp_path, environment):
    workspace = copy(tmp_path)
    for options in ((), ("--protect", "zip"), ("--protect", "workbook")):
        assert inside("package", "2025", "-w", workspace, "--district", HERE, *options).code == 0
    names = {
        path.name.removeprefix(run_of(workspace).name) for path in (workspace / "packets/2025").iterdir()
    }
    assert names == {f"-{HERE_CODE}", f"-zip-{HERE_CODE}", f"-workbook-{HERE_CODE}"}


@pytest.mark.parametrize("protection", ["workbook", "zip"])
def test_a_leak_is_caught_before_anything_is_encrypted(tmp_path, environment, protection):
    workspace = copy(tmp_path)
    (workspace / "templates").mkdir()
    (workspace / "templates/letter.html.j2").write_text(f"<p>{name(903)}</p>", encoding="utf-8")
    before = tree(workspace)
    done = inside("package", "2025", "-w", workspace, "--protect", protection)
    assert done.code == 70
    assert tree(workspace) == before


@pytest.mark.parametrize(
    ("passwords", "words"),
    [
        ({}, ("还没有给出", "荔湾区", "增城区", "GZAUDIT_PASSWORD")),
        ({"": ""}, ("还没有给出", "荔湾区")),
        ({"_440106": SECRET}, ("还没有给出", "荔湾区")),
        ({"": SECRET, "_440106": "7zeichn"}, ("长度", "天河区")),
        ({"": "x" * 256}, ("长度", "荔湾区")),
        ({"": "密码是八个汉字的"}, ("解压软件", "荔湾区", "--protect workbook")),
        ({"": "mit\tTabulator"}, ("解压软件",)),
    ],
)
def test_passwords_that_will_not_do(tmp_path, environment, passwords, words):
    environment.delenv("GZAUDIT_PASSWORD")
    for key, value in passwords.items():
        environment.setenv(f"GZAUDIT_PASSWORD{key}", value)
    workspace = copy(tmp_path)
    before = tree(workspace)
    done = inside("package", "2025", "-w", workspace, "--protect", "zip")
    assert done.code == 2
    speaks(done.err, *words)
    assert tree(workspace) == before
    nowhere(workspace, done.err, words=[each for each in passwords.values() if len(each) > 3])


def test_a_chinese_password_of_a_workbook(tmp_path, environment):
    environment.setenv("GZAUDIT_PASSWORD", "八个汉字的密码呀")
    workspace = copy(tmp_path)
    assert inside("package", "2025", "-w", workspace, "--protect", "workbook", "--district", HERE).code == 0
    path = folder_of(workspace, f"workbook-{HERE_CODE}") / f"{HERE_CODE}{HERE}.zip"
    assert unlocked_book(unpacked(path)[BOOK_NAME], "八个汉字的密码呀") is not None


def key_file(tmp_path, text, mode=0o600):
    path = tmp_path / "keys.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return path


def test_a_key_file(tmp_path, environment):
    workspace = copy(tmp_path)
    path = key_file(tmp_path, f'# 每区一行\n"天河区" = "{OTHER}"\n440104 = "yue-xiu-1234"\n')
    environment.setenv(f"GZAUDIT_PASSWORD_{HERE_CODE}", "nicht-dieses")
    keys = read_keys(workspace, path, os.environ)
    assert [keys.of(each) for each in (HERE_CODE, THERE_CODE, "440103")] == [OTHER, "yue-xiu-1234", SECRET]
    done = inside("package", "2025", "-w", workspace, "--protect", "zip", "--key-file", path)
    assert done.code == 0, done.err
    data = (folder_of(workspace, "zip") / f"{HERE_CODE}{HERE}.zip").read_bytes()
    assert unlocked_zip(data, OTHER) is not None
    assert unlocked_zip(data, SECRET) is None
    nowhere(workspace, done.out, done.err)
    environment.setenv("GZAUDIT_KEY_FILE", str(path))
    assert read_keys(workspace, None, os.environ).of(HERE_CODE) == OTHER


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{OTHER} = 天河区", ("不合 TOML",)),
        (f'"{OTHER}" = "天河区"', ("有一项不能用", "第 1 项")),
        (f'"天河区" = "{OTHER}"\n"东山区" = "{SECRET}"', ("有一项不能用", "第 2 项")),
        ('"天河区" = 1234567890', ("有一项不能用",)),
        (f'["天河区"]\nwort = "{OTHER}"', ("有一项不能用",)),
        (f'"天河区" = "{OTHER}"\n440106 = "{SECRET}"', ("两个密码", "天河区")),
        (f'"天河区" = "{OTHER}"'.encode("gb18030"), ("不是 UTF-8",)),
        (f'"天河区" = "{OTHER}"\n"天河区" = "{SECRET}"', ("不合 TOML",)),
    ],
)
def test_a_key_file_that_will_not_do_and_no_word_of_it_is_shown(tmp_path, environment, text, words):
    workspace = copy(tmp_path)
    path = key_file(tmp_path, text)
    done = inside("package", "2025", "-w", workspace, "--protect", "zip", "--key-file", path)
    assert done.code == 2
    speaks(done.err, "keys.toml", *words)
    assert "1234567890" not in done.err
    nowhere(workspace, done.err)
    assert not (workspace / "packets").exists()


@pytest.mark.parametrize(
    "place", ["data", "data/2025/x", "runs/2025", "packets", "outbox/2025", "logs", "reports"]
)
def test_a_key_file_may_not_lie_where_things_are_read_or_sent(tmp_path, environment, place):
    workspace = copy(tmp_path)
    (workspace / place).mkdir(parents=True, exist_ok=True)
    path = key_file(workspace / place, f'"天河区" = "{OTHER}"')
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    for named in (path, link):
        done = inside("package", "2025", "-w", workspace, "--protect", "zip", "--key-file", named)
        assert done.code == 2
        speaks(done.err, "放的地方不对")
        nowhere(workspace, done.err)


def test_a_key_file_in_the_results_of_a_run_elsewhere(tmp_path, environment):
    workspace = copy(tmp_path)
    (tmp_path / "别处/deep").mkdir(parents=True)
    (tmp_path / "别处/result.json").write_text("{}")
    path = key_file(tmp_path / "别处/deep", f'"天河区" = "{OTHER}"')
    done = inside("package", "2025", "-w", workspace, "--protect", "zip", "--key-file", path)
    assert done.code == 2
    speaks(done.err, "放的地方不对", "在一次运行的结果里")


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o606, 0o660])
def test_a_key_file_that_others_may_read(tmp_path, environment, mode):
    workspace = copy(tmp_path)
    path = key_file(tmp_path, f'"天河区" = "{OTHER}"', mode)
    done = inside("package", "2025", "-w", workspace, "--protect", "zip", "--key-file", path)
    assert done.code == 2
    speaks(done.err, "别人也能读", f"{mode:o}", "chmod 600")


def test_a_key_file_that_is_not_there(tmp_path, environment):
    workspace = copy(tmp_path)
    for named in (tmp_path / "keys.toml", tmp_path):
        done = inside("package", "2025", "-w", workspace, "--protect", "zip", "--key-file", named)
        assert done.code == 2
        speaks(done.err, "密码文件")


def test_options_that_do_not_go_together(tmp_path, environment):
    workspace = copy(tmp_path)
    for options, words in [
        (("--protect", "rar"), ("选项的值不能用", "workbook、zip")),
        (("--key-file", tmp_path / "keys.toml"), ("没有说明设在哪里",)),
    ]:
        done = inside("package", "2025", "-w", workspace, *options)
        assert done.code == 2
        speaks(done.err, *words)


def test_keys_show_nothing():
    keys = Keys({HERE_CODE: SECRET}, OTHER)
    wish = PacketWish("zip", None, keys)
    for shown in (
        repr(keys),
        str(keys),
        f"{keys}",
        repr(wish),
        repr([keys]),
        logging.LogRecord("", 0, "", 0, "%s", (keys,), None).getMessage(),
    ):
        assert SECRET not in shown
        assert OTHER not in shown
    with pytest.raises(TypeError):
        pickle.dumps(keys)
    assert not hasattr(keys, "__dict__")


@pytest.mark.parametrize("protection", ["workbook", "zip"])
@pytest.mark.parametrize("missing", [True, False])
def test_without_the_extra(tmp_path, protection, missing):
    """As on a machine without the extra: its packages cannot be found."""
    workspace = copy(tmp_path)
    absent = {"workbook": "msoffcrypto", "zip": "pyzipper"}[protection] if missing else "nothing"
    code = (
        "import sys, importlib.abc\n"
        "class No(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, *rest):\n"
        f"        if name.split('.')[0] == {absent!r}: raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, No())\n"
        "import importlib.util; real = importlib.util.find_spec\n"
        f"importlib.util.find_spec = lambda n, *a: None if n == {absent!r} else real(n, *a)\n"
        "from gzaudit.cli import main; main()\n"
    )
    args = ["package", "2025", "-w", str(workspace), "--protect", protection, "--district", HERE]
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, check=False,
        env={**os.environ, "GZAUDIT_PASSWORD": SECRET},
    )  # fmt: skip
    err = done.stderr.decode()
    assert done.returncode == (2 if missing else 0), err
    if missing:
        speaks(err, 'pip install "gzaudit[protect]"')
        assert not (workspace / "packets").exists()


def test_the_password_is_on_no_command_line_and_in_no_trace(tmp_path):
    """A real process, stopped in the middle: what others see of it, and what it says when it is ended."""
    workspace = copy(tmp_path)
    process = child(
        "package", "2025", "--protect", "workbook", cwd=workspace, GZAUDIT_PASSWORD=SECRET, PYTHONDEVMODE="1"
    )
    process.stderr.read1(10)
    with open(f"/proc/{process.pid}/cmdline", "rb") as file:  # noqa: PTH123
        assert SECRET.encode() not in file.read()
    code, out, err = ended(process)
    assert code == 0, err
    assert SECRET not in err + out.decode()


def test_the_help_names_no_option_for_a_password():
    done = gzaudit("package", "--help")
    assert done.code == 0
    assert "--password" not in done.out.decode()
    assert "密码" in done.out.decode()


def test_damaged_copies_do_not_open():
    data = locked_zip_bytes({"a": b"x" * 100}, SECRET)
    assert unlocked_zip(data, SECRET) == {"a": b"x" * 100}
    assert unlocked_zip(data[:60], SECRET) is None
    spoilt = bytearray(data)
    spoilt[60] ^= 255
    assert unlocked_zip(bytes(spoilt), SECRET) is None
    plain = (run_of(once()) / BOOK).read_bytes()
    book = locked_book_bytes(plain, SECRET)
    assert unlocked_book(book, SECRET) == plain
    assert unlocked_book(plain, SECRET) is None
    assert unlocked_book(b"", SECRET) is None
    half = bytearray(book)
    half[len(half) // 2] ^= 255
    assert unlocked_book(bytes(half), SECRET) is None
