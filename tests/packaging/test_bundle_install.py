"""install.py beside a folder that suits, or does not: what it refuses, and what pip is not let to see."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import zipfile
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "requirements/bundle/files/install.py"
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def packed(tmp_path):
    """A folder as the zip unpacks to, with a wheel that is none."""
    folder = tmp_path / "离 线"
    (folder / "wheels").mkdir(parents=True)
    with zipfile.ZipFile(folder / "wheels" / "a-1-py3-none-any.whl", "w") as archive:
        archive.writestr("a/" + "tief/" * 10 + "modul.py", "")
    (folder / f"requirements-linux-{HERE}.txt").write_text("a==1\n", encoding="utf-8")
    (folder / "install.py").write_bytes(SOURCE.read_bytes())
    seal(folder)
    return folder


def seal(folder: Path) -> None:
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def load(folder: Path):
    spec = importlib.util.spec_from_file_location("bundle_install", folder / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def refused(folder: Path, monkeypatch, capsys, *arguments: str) -> tuple[int, str]:
    module = load(folder)
    monkeypatch.setattr(sys, "argv", ["install.py", *arguments])
    code = module.main()
    assert not (folder / "venv").exists() or (folder / "venv" / "fremd").exists()
    return code, capsys.readouterr().err


def test_a_python_that_the_folder_has_wheels_for(packed, monkeypatch, capsys):
    assert refused(packed, monkeypatch, capsys, "--suits") == (0, "")


def test_a_python_that_it_has_no_wheels_for(packed, monkeypatch, capsys):
    (packed / f"requirements-linux-{HERE}.txt").rename(packed / "requirements-linux-3.99.txt")
    for arguments in ((), ("--suits",)):
        code, said = refused(packed, monkeypatch, capsys, *arguments)
        assert code == 2
        assert "什么也没有安装" in said
        assert sys.executable in said
        assert "linux-3.99" in said


@pytest.mark.parametrize(
    "machine", [("aarch64", "linux"), ("i686", "linux"), ("x86_64", "darwin"), ("AMD64", "win32")]
)
def test_another_machine(packed, monkeypatch, capsys, machine):
    monkeypatch.setattr("platform.machine", lambda: machine[0])
    monkeypatch.setattr(sys, "platform", machine[1])
    assert refused(packed, monkeypatch, capsys)[0] == 2


@pytest.mark.parametrize(("libc", "code"), [(("glibc", "2.28"), 0), (("glibc", "2.27"), 2), (("", ""), 2)])
def test_a_c_library_that_is_too_old(packed, monkeypatch, capsys, libc, code):
    monkeypatch.setattr("platform.libc_ver", lambda: libc)
    assert refused(packed, monkeypatch, capsys, "--suits")[0] == code


def test_a_changed_a_missing_and_an_unlisted_file(packed, monkeypatch, capsys):
    wheel = packed / "wheels" / "a-1-py3-none-any.whl"
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:-1] + b"\x01")
    code, said = refused(packed, monkeypatch, capsys)
    assert code == 3
    assert "wheels/a-1-py3-none-any.whl 的内容变了" in said
    wheel.unlink()
    code, said = refused(packed, monkeypatch, capsys)
    assert code == 3
    assert "缺少 wheels/a-1-py3-none-any.whl" in said
    (packed / "SHA256SUMS").write_bytes(b"")
    assert "校验清单是空的" in refused(packed, monkeypatch, capsys)[1]
    (packed / "SHA256SUMS").unlink()
    code, said = refused(packed, monkeypatch, capsys)
    assert code == 3
    assert "缺少校验清单" in said


def test_something_else_where_the_environment_should_be(packed, monkeypatch, capsys):
    (packed / "venv").mkdir()
    (packed / "venv" / "fremd").write_text("x", encoding="utf-8")
    code, said = refused(packed, monkeypatch, capsys)
    assert code == 74
    assert "已有别的东西" in said
    assert (packed / "venv" / "fremd").is_file()


def test_paths_that_windows_would_not_take(packed, monkeypatch, capsys):
    module = load(packed)
    inside = "a/" + "tief/" * 10 + "modul.py"
    beside = len("/Lib/site-packages/") + len(inside) + len("__pycache__/.cpython-311.opt-1")
    assert module.longest_path(packed / "venv", packed / "wheels") == len(str(packed / "venv")) + beside
    monkeypatch.setattr(sys, "platform", "win32")
    for room, fits in ((0, True), (-1, False)):
        module.WINDOWS_PATH = len(str(packed / "venv")) + beside + room
        if fits:
            module.check_place()
        else:
            with pytest.raises(module.RefusalError, match="至少短 1 个字"):
                module.check_place()


def test_pip_sees_no_setting_of_this_machine(packed, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("pip_extra_index_url", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PYTHONPATH", "/irgendwo")
    made = load(packed).quiet_environment()
    assert {key for key in made if key.upper().startswith("PIP_")} == {
        "PIP_CONFIG_FILE", "PIP_NO_INDEX", "PIP_NO_INPUT", "PIP_DISABLE_PIP_VERSION_CHECK",
    }  # fmt: skip
    assert made["PIP_CONFIG_FILE"] == os.devnull
    assert "PYTHONPATH" not in made


def test_what_counts_as_installed(packed, monkeypatch):
    """A program that starts, put there from this very folder, at this very place, for this very Python."""
    module = load(packed)
    program = module.script("gzaudit")
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho gzaudit 1\n", encoding="utf-8")
    program.chmod(0o755)
    assert module.installed() == ""
    module.DONE.write_text(module.identity(), encoding="utf-8")
    assert module.installed() == "gzaudit 1"
    whole = module.identity()
    module.SUMS.write_bytes(module.SUMS.read_bytes() + b"\n")
    assert module.identity() != whole
    assert module.installed() == ""
    module.DONE.write_text(module.identity(), encoding="utf-8")
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert module.installed() == ""
    program.unlink()
    assert module.installed() == ""


def test_an_installation_that_fails_leaves_nothing(packed, monkeypatch, capsys):
    """What pip refuses: a list without hashes."""
    code, said = refused(packed, monkeypatch, capsys)
    assert code == 74
    assert "安装没有完成" in said
    assert "hash" in said.lower()
    assert not (packed / "venv").exists()


def test_a_console_of_another_code_page(packed):
    import subprocess

    (packed / "SHA256SUMS").unlink()
    for encoding in ("gbk", "ascii"):
        done = subprocess.run(
            [sys.executable, packed / "install.py"], capture_output=True, check=False,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )  # fmt: skip
        assert done.returncode == 3
        assert b"Traceback" not in done.stderr
    assert "\\u" in done.stderr.decode("ascii")
